//! The sceptic's story: every demo proven again and again while the machine is disturbed, every finding held against what is true.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::judge::Tally;
use crate::lab::{self, Lab, LabError, Limits, LocalLab};
use crate::model::{At, DemoSpec, Experiment, Missing, Place, Scenario, Values};

/// What is to be done.
pub struct Plan<'a> {
    /// The demos, in the order in which they take turns.
    pub demos: &'a [DemoSpec],
    /// The scenarios, one after the other.
    pub scenarios: &'a [Scenario],
    /// How many proofs of each demo in each scenario.
    pub times: usize,
    /// How many trials at once; none: as many as a scenario bears.
    pub jobs: Option<usize>,
    /// When all of it has to be over; each scenario gets an equal part of what is left.
    pub budget: Duration,
}

/// What came of one scenario.
pub struct Disturbed {
    /// The scenario.
    pub scenario: Scenario,
    /// What is missing here, where it could not be brought about.
    pub missing: Option<Missing>,
    /// A tally for each demo, in the order of the plan.
    pub tallies: Vec<Tally>,
    /// How often a running trial was stopped.
    pub n_stops: u64,
    /// From the first trial to the last.
    pub took: Duration,
}

impl Disturbed {
    /// How often anything lied.
    pub fn n_lies(&self) -> usize {
        self.tallies.iter().map(Tally::n_lies).sum()
    }
}

/// Runs every scenario of the plan. The demos take turns, so that all have as many proofs when the time is up. `tell` hears of every
/// proof: the scenario, how many were done, how many there are.
///
/// # Errors
///
/// A demo cannot be started.
pub fn disturb(
    plan: &Plan<'_>,
    open: &(dyn Fn() -> Result<LocalLab, LabError> + Sync),
    tell: &(dyn Fn(Scenario, usize, usize) + Sync),
) -> Result<Vec<Disturbed>> {
    let end = Instant::now() + plan.budget;
    let mut reports = Vec::new();
    for (i, &scenario) in plan.scenarios.iter().enumerate() {
        let begun = Instant::now();
        let left = u32::try_from(plan.scenarios.len() - i).unwrap_or(u32::MAX);
        let until = begun + end.saturating_duration_since(begun) / left;
        let tallies: Vec<_> = plan.demos.iter().map(|spec| Mutex::new(Tally::new(spec))).collect();
        let n = plan.times * plan.demos.len();
        let prove = |lab: &dyn Lab, number: usize| {
            let at = number % plan.demos.len();
            tell(scenario, number, n);
            prove_once(lab, &plan.demos[at], &tallies[at])
        };
        let jobs = plan.jobs.unwrap_or_else(|| lab::side_by_side(scenario));
        let account = lab::under(scenario, open, jobs, Some(until), n, &prove)?;
        let tallies =
            tallies.into_iter().map(|tally| tally.into_inner().unwrap_or_else(PoisonError::into_inner));
        reports.push(Disturbed {
            scenario,
            tallies: tallies.collect(),
            n_stops: account.as_ref().map_or(0, |account| account.n_stops),
            missing: account.err(),
            took: begun.elapsed(),
        });
    }
    Ok(reports)
}

/// One proof, as a learner would get it: trials until every finding is decided or the limits are reached.
fn prove_once(lab: &dyn Lab, spec: &DemoSpec, tally: &Mutex<Tally>) -> Result<(), LabError> {
    let experiment = Experiment {
        demo: At::new(spec.id.clone(), Place::default()),
        set: Values::new(),
        ..Experiment::default()
    };
    let known = || tally.lock().unwrap_or_else(PoisonError::into_inner);
    let evidence = lab.run(&experiment, Limits::QUIZ, &mut |so_far| known().is_decided(so_far))?;
    known().add(&evidence);
    Ok(())
}
