//! The findings of a demo, ready to be judged.

use super::evaluate;
use crate::claim::{self, Claim};
use crate::model::{At, DemoSpec, Evidence, Judgement, Outcome, Why};

/// A finding whose predicates are sound.
#[derive(Clone, Debug)]
pub struct Proposition {
    /// Its index in the promise.
    pub finding: usize,
    /// What it asserts.
    pub claim: Claim,
    /// A false statement beside it, if it names one of its own.
    pub twin: Option<Claim>,
    when: Option<Claim>,
}

impl Proposition {
    /// The findings of a promise; problems in the others are reported with the promise.
    pub fn all(spec: &DemoSpec) -> Vec<Proposition> {
        (0..spec.findings.len()).filter_map(|finding| Proposition::new(finding, spec)).collect()
    }

    fn new(finding: usize, spec: &DemoSpec) -> Option<Self> {
        let said = &spec.findings[finding];
        let asked = At::new(said.id.clone(), said.place.clone());
        let twin = said.twin.as_ref().and(claim::false_twin(said, spec).ok()?);
        Some(Proposition {
            finding,
            claim: claim::finding_claim(said, false, &asked, spec).ok()?,
            twin: twin.map(|holds| Claim { holds, fails: None }),
            when: claim::true_when(said, spec).ok()?,
        })
    }

    /// Whether the finding is true of the machine that the evidence comes from; nothing where the evidence does not say.
    pub fn is_true(&self, evidence: &Evidence) -> Option<bool> {
        let Some(when) = &self.when else { return Some(true) };
        match evaluate(when, evidence).outcome {
            Outcome::Holds => Some(true),
            Outcome::Fails => Some(false),
            _ => None,
        }
    }

    /// What the evidence says of it. Where it is not true of this machine and can only be shown, never refuted, waiting for it
    /// is in vain: it does not apply.
    pub fn judge(&self, evidence: &Evidence) -> Judgement {
        let mut judgement = evaluate(&self.claim, evidence);
        let can_fail = self.claim.fails.as_ref().is_some_and(|fails| !fails.observations().is_empty());
        if let Some(when) = &self.when
            && judgement.outcome == Outcome::Inconclusive
            && !can_fail
            && self.is_true(evidence) == Some(false)
        {
            judgement.outcome = Outcome::Unavailable;
            judgement.why = Some(Why::DoesNotApply(when.holds.text.clone()));
        }
        judgement
    }
}
