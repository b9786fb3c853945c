//! From trials to an outcome.
//!
//! The rule, by class of the least trustworthy observation in a predicate: forced and accounting need one trial
//! that shows it, a witness needs to be seen once, a ratio needs two agreeing trials and none against. Trials that
//! did not end properly decide nothing. Noise can only ever turn an outcome into "inconclusive".

use crate::claim::{Claim, Predicate, Shown, show};
use crate::model::{Class, Decider, Evidence, Judgement, Missing, Outcome, Trial, Why};

/// What one trial says.
pub(super) enum Vote {
    /// It shows the claim.
    Holds(Vec<Decider>),
    /// It shows the opposite.
    Fails(Vec<Decider>),
    /// It shows both: the two predicates do not exclude each other.
    Both(Vec<Decider>, Vec<Decider>),
    /// It says nothing, and why.
    Nothing(Why),
}

/// What the evidence says of a claim.
pub fn evaluate(claim: &Claim, evidence: &Evidence) -> Judgement {
    let class = claim.fails.iter().map(Predicate::class).fold(claim.holds.class(), Class::max);
    count(evidence, class, |trial| vote(claim, trial))
}

/// Whether more trials cannot help.
pub fn is_decided(judgement: &Judgement) -> bool {
    judgement.outcome != Outcome::Inconclusive
}

fn vote(claim: &Claim, trial: &Trial) -> Vote {
    let held = show(&claim.holds, trial);
    let failed = claim.fails.as_ref().map(|fails| (fails, show(fails, trial)));
    let missing = held.missing.clone().or(failed.as_ref().and_then(|(_, shown)| shown.missing.clone()));
    let holds = (held.truth == Some(true)).then(|| admit(&claim.holds, held, trial));
    let fails = failed.filter(|(_, shown)| shown.truth == Some(true));
    let fails = fails.map(|(predicate, shown)| admit(predicate, shown, trial));
    match (holds, fails) {
        (Some(Err(why)), _) | (_, Some(Err(why))) => Vote::Nothing(why),
        (Some(Ok(held)), Some(Ok(failed))) => Vote::Both(held, failed),
        (Some(Ok(held)), None) => Vote::Holds(held),
        (None, Some(Ok(failed))) => Vote::Fails(failed),
        (None, None) => Vote::Nothing(not_shown(missing, trial)),
    }
}

fn not_shown(missing: Option<String>, trial: &Trial) -> Why {
    let Some(name) = missing else { return Why::NotShown };
    match trial.skip_for(&name) {
        Some(skip) => Why::Missing(Missing::Said { what: skip.what.clone(), why: skip.why.clone() }),
        None => Why::NotReported(name),
    }
}

/// The gate: what a true predicate is worth in a trial that was disturbed.
fn admit(predicate: &Predicate, shown: Shown, trial: &Trial) -> Result<Vec<Decider>, Why> {
    let held_still = trial.disturbance.held_still();
    let is_ratio = predicate.class() == Class::Ratio;
    if held_still && (shown.leans_on_stillness || is_ratio) {
        return Err(Why::Noise);
    }
    if is_ratio {
        let tolerance = shown.deciders.iter().filter_map(|d| d.margin).fold(f64::INFINITY, f64::min) / 2.0;
        if worst_delay(predicate, trial) > tolerance {
            return Err(Why::Noise);
        }
    }
    Ok(shown.deciders)
}

/// The largest share of a measured span that a thread spent waiting for a CPU, over the cells of a predicate; without end
/// where nobody measured it.
fn worst_delay(predicate: &Predicate, trial: &Trial) -> f64 {
    let cells: Vec<&str> = predicate
        .observations()
        .iter()
        .filter_map(|(name, _)| name.split_once('.').map(|(cell, _)| cell))
        .collect();
    let measured =
        trial.health.iter().filter(|health| cells.is_empty() || cells.contains(&health.cell.as_str()));
    measured
        .filter(|health| !health.wall.is_zero())
        .map(|health| health.delay.as_secs_f64() / health.wall.as_secs_f64())
        .reduce(f64::max)
        .unwrap_or(f64::INFINITY)
}

/// Counts the votes of the trials.
pub(super) fn count(evidence: &Evidence, class: Class, vote: impl Fn(&Trial) -> Vote) -> Judgement {
    let mut judgement = Judgement {
        outcome: Outcome::Inconclusive,
        n_trials: evidence.trials.len(),
        n_holds: 0,
        n_fails: 0,
        deciders: Vec::new(),
        why: Some(Why::NoCompleteTrial),
    };
    if let Some(missing) = &evidence.missing {
        judgement.outcome = Outcome::Unavailable;
        judgement.why = Some(Why::Missing(missing.clone()));
        return judgement;
    }
    let (mut held_by, mut failed_by) = (Vec::new(), Vec::new());
    for trial in evidence.trials.iter().filter(|trial| trial.complete) {
        match vote(trial) {
            Vote::Holds(deciders) => {
                judgement.n_holds += 1;
                first(&mut held_by, deciders);
            }
            Vote::Fails(deciders) => {
                judgement.n_fails += 1;
                first(&mut failed_by, deciders);
            }
            Vote::Both(held, failed) => {
                (judgement.n_holds, judgement.n_fails) = (judgement.n_holds + 1, judgement.n_fails + 1);
                first(&mut held_by, held);
                first(&mut failed_by, failed);
            }
            Vote::Nothing(why) => judgement.why = Some(why),
        }
    }
    conclude(judgement, class, held_by, failed_by)
}

fn first(kept: &mut Vec<Decider>, deciders: Vec<Decider>) {
    if kept.is_empty() {
        *kept = deciders;
    }
}

fn conclude(
    mut judgement: Judgement,
    class: Class,
    held_by: Vec<Decider>,
    failed_by: Vec<Decider>,
) -> Judgement {
    let needed = if class == Class::Ratio { 2 } else { 1 };
    let contrary = judgement.n_holds > 0 && judgement.n_fails > 0;
    (judgement.outcome, judgement.deciders, judgement.why) = match (contrary, class) {
        (true, Class::Ratio) => (Outcome::Inconclusive, Vec::new(), Some(Why::Noise)),
        (true, _) => (Outcome::Conflict, [held_by, failed_by].concat(), None),
        _ if judgement.n_holds >= needed => (Outcome::Holds, held_by, None),
        _ if judgement.n_fails >= needed => (Outcome::Fails, failed_by, None),
        _ if judgement.n_holds + judgement.n_fails > 0 => {
            (Outcome::Inconclusive, Vec::new(), Some(Why::NotRepeated))
        }
        _ => match judgement.why {
            Some(Why::Missing(missing)) => (Outcome::Unavailable, Vec::new(), Some(Why::Missing(missing))),
            why => (Outcome::Inconclusive, Vec::new(), why),
        },
    };
    judgement
}

#[cfg(test)]
#[path = "evaluate_tests.rs"]
mod tests;
