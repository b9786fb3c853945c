//! Many proofs of one demo, counted finding by finding, and held against what is true.
//!
//! A lie is the one thing that must never happen: a finding that is true of this machine was refuted, a false one held, a
//! false twin held, or trials of one proof contradict each other. Everything else is only silence.

use super::{Proposition, evaluate};
use crate::model::{DemoSpec, Evidence, Judgement, Outcome};

/// The findings of a demo, ready to be judged again and again.
#[derive(Debug)]
pub struct Tally {
    /// A count for each finding of the promise whose claims are sound.
    pub findings: Vec<Count>,
    /// How many proofs were made.
    pub n_proofs: usize,
    /// How long each trial took, in microseconds.
    pub trial_us: Vec<u64>,
    /// How many trials did not run to their end.
    pub n_incomplete: usize,
}

/// What became of one finding over many proofs.
#[derive(Debug)]
pub struct Count {
    /// Proofs in which it held.
    pub n_holds: usize,
    /// Proofs in which its opposite was shown.
    pub n_fails: usize,
    /// Proofs that decided nothing.
    pub n_open: usize,
    /// Proofs that lacked something here.
    pub n_unavailable: usize,
    /// Proofs in which trials contradict each other.
    pub n_conflicts: usize,
    /// Proofs that lied: refuted what is true, showed what is false, or contradicted themselves.
    pub n_lies: usize,
    /// Proofs in which the false twin held.
    pub n_twins: usize,
    /// The smallest relative distance between a value and the threshold it was compared with, over all deciding comparisons.
    pub thinnest: Option<f64>,
    /// The finding.
    pub proposition: Proposition,
}

impl Tally {
    /// An empty tally for a promise.
    pub fn new(spec: &DemoSpec) -> Self {
        let counts = Proposition::all(spec).into_iter().map(Count::new);
        Tally { findings: counts.collect(), n_proofs: 0, trial_us: Vec::new(), n_incomplete: 0 }
    }

    /// Whether more trials could add nothing to what the evidence says of the findings.
    pub fn is_decided(&self, evidence: &Evidence) -> bool {
        self.findings.iter().all(|count| super::is_decided(&count.proposition.judge(evidence)))
    }

    /// Counts one proof.
    pub fn add(&mut self, evidence: &Evidence) {
        self.n_proofs += 1;
        self.n_incomplete += evidence.trials.iter().filter(|trial| !trial.complete).count();
        let took =
            evidence.trials.iter().map(|trial| u64::try_from(trial.took.as_micros()).unwrap_or(u64::MAX));
        self.trial_us.extend(took);
        self.findings.iter_mut().for_each(|count| count.add(evidence));
    }

    /// How many of all proofs lied, twins included.
    pub fn n_lies(&self) -> usize {
        self.findings.iter().map(|count| count.n_lies + count.n_twins).sum()
    }

    /// The share of judgements that decided nothing, of those that this machine could have decided.
    pub fn open_share(&self) -> f64 {
        let open: usize = self.findings.iter().map(|count| count.n_open).sum();
        let possible: usize =
            self.findings.iter().map(|c| c.n_holds + c.n_fails + c.n_open + c.n_conflicts).sum();
        #[expect(clippy::cast_precision_loss, reason = "counts are small")]
        let share = open as f64 / possible.max(1) as f64;
        share
    }

    /// The median time of a trial in milliseconds; nothing where none ran.
    pub fn median_ms(&self) -> Option<f64> {
        let mut times = self.trial_us.clone();
        times.sort_unstable();
        #[expect(clippy::cast_precision_loss, reason = "a trial takes seconds at most")]
        let median = times.get(times.len() / 2).map(|us| *us as f64 / 1000.0);
        median
    }
}

impl Count {
    fn new(proposition: Proposition) -> Self {
        Count {
            n_holds: 0,
            n_fails: 0,
            n_open: 0,
            n_unavailable: 0,
            n_conflicts: 0,
            n_lies: 0,
            n_twins: 0,
            thinnest: None,
            proposition,
        }
    }

    fn add(&mut self, evidence: &Evidence) {
        let judgement = self.proposition.judge(evidence);
        *match judgement.outcome {
            Outcome::Holds => &mut self.n_holds,
            Outcome::Fails => &mut self.n_fails,
            Outcome::Inconclusive => &mut self.n_open,
            Outcome::Unavailable => &mut self.n_unavailable,
            Outcome::Conflict => &mut self.n_conflicts,
        } += 1;
        self.n_lies += usize::from(self.is_lie(&judgement, evidence));
        // The opposite of a finding that is refuted is counted as a lie already, and is right where the finding is false.
        let twin = self.proposition.twin.as_ref().map(|twin| evaluate(twin, evidence).outcome);
        self.n_twins += usize::from(twin == Some(Outcome::Holds));
        self.thinnest = [self.thinnest, judgement.margin()].into_iter().flatten().reduce(f64::min);
    }

    fn is_lie(&self, judgement: &Judgement, evidence: &Evidence) -> bool {
        let is_true = self.proposition.is_true(evidence);
        match judgement.outcome {
            Outcome::Conflict => true,
            Outcome::Holds => is_true == Some(false),
            Outcome::Fails => is_true == Some(true),
            Outcome::Inconclusive | Outcome::Unavailable => false,
        }
    }
}

#[cfg(test)]
#[path = "tally_tests.rs"]
mod tests;
