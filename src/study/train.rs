//! Fitting the schedule to a learner's own answers, and telling whether that was worth it.
//!
//! The latest part of the log is held out: parameters are fitted to what came before it, and those are taken that foresaw the answers
//! held out best, be they the fitted ones, the present ones or the published ones. So nothing is ever taken that is not better on
//! answers that it was not fitted to. Deliberately missing: when to fit (`flow::train`) and where parameters are kept (`store`).

use std::collections::BTreeMap;

use fsrs::{ComputeParametersInput, DEFAULT_PARAMETERS, FSRS, FSRSItem, FSRSReview, current_retrievability};

use crate::model::{Day, Grade};

/// From so many answers after at least a day on there is something to learn: 320 to fit to (the fit itself asks for 64, and with
/// fewer it moves first intervals only), and 80 held out, on which log losses of usual size part.
pub const ENOUGH: usize = 400;

/// The latest answers that are learned from; each with all that came before it about its card.
pub const MOST: usize = 100_000;

/// Answers before an answer, summed over all that are learned from, at most: it bounds the memory that fitting takes.
const MOST_BEFORE: usize = 3_000_000;

/// The fit leaves out answers to cards that were answered more often.
const LONGEST: usize = 256;

/// One answer in five is held out: the latest.
const HELD_OUT: usize = 5;

/// A chance is never quite 0 or 1 where losses are counted.
const SURE: f64 = 1e-6;

/// One answer of a log, as far as fitting cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Graded {
    /// The number of its card.
    pub card: i64,
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
    /// The day of the learner's.
    pub day: Day,
    /// How well it was remembered.
    pub grade: Grade,
}

/// How well parameters foresaw the answers that were held out: the log loss per answer, 0 at best.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Losses {
    /// Those in use until now.
    pub present: f64,
    /// The published ones.
    pub published: f64,
    /// Those that were fitted.
    pub fitted: f64,
}

/// What came of fitting.
#[derive(Clone, Debug, PartialEq)]
pub struct Training {
    /// How many answers were fitted to.
    pub n_fitted: usize,
    /// How many were held out.
    pub n_held_out: usize,
    /// How well the answers held out were foreseen.
    pub losses: Losses,
    /// The parameters that foresaw best, where those are not the present ones; the published ones are an empty list.
    pub better: Option<Vec<f32>>,
}

/// An answer that is foreseen: where it is in the log, and where its card begins there.
#[derive(Clone, Copy)]
struct Asked {
    first: usize,
    at: usize,
}

/// Fits parameters to a log, which is told card by card, each card's answers the earliest first. `present` are the parameters in
/// use, none being the published ones. None where the log has not [`ENOUGH`], or nothing can be fitted to it.
pub fn train(log: &[Graded], present: &[f32], n_relearning_steps: usize) -> Option<Training> {
    let asked = asked(log);
    if asked.len() < ENOUGH {
        return None;
    }
    let (before, held_out) = asked.split_at(asked.len() - asked.len() / HELD_OUT);
    let input = ComputeParametersInput {
        train_set: before.iter().map(|asked| item(log, asked.first, asked.at)).collect(),
        card_ids: Some(before.iter().map(|asked| log[asked.at].card).collect()),
        num_relearning_steps: Some(n_relearning_steps),
        ..ComputeParametersInput::default()
    };
    let fitted = fsrs::compute_parameters(input).ok()?;
    let losses = Losses {
        present: log_loss(log, held_out, present)?,
        published: log_loss(log, held_out, &[])?,
        fitted: log_loss(log, held_out, &fitted)?,
    };
    let least = losses.published.min(losses.fitted);
    let better = (least < losses.present).then(|| match losses.fitted < losses.published {
        true => fitted,
        false => Vec::new(),
    });
    Some(Training { n_fitted: before.len(), n_held_out: held_out.len(), losses, better })
}

/// How well parameters foresee every answer of a log that was given after at least a day; none where there is none.
pub fn foresight(log: &[Graded], parameters: &[f32]) -> Option<f64> {
    log_loss(log, &asked(log), parameters)
}

/// The answers that can be foreseen, the earliest first: to cards that were answered on an earlier day.
fn asked(log: &[Graded]) -> Vec<Asked> {
    let (mut asked, mut first) = (Vec::new(), 0);
    for (at, answer) in log.iter().enumerate() {
        if log[first].card != answer.card {
            first = at;
        }
        if at > first && days(log, at) > 0 && at - first < LONGEST {
            asked.push(Asked { first, at });
        }
    }
    asked.sort_by_key(|asked| (log[asked.at].at_ms, asked.at));
    let mut n_before = 0;
    let latest = asked.iter().rev().take(MOST).take_while(|asked| {
        n_before += asked.at - asked.first;
        n_before <= MOST_BEFORE
    });
    let n_latest = latest.count();
    asked.split_off(asked.len() - n_latest)
}

/// Days since the answer before; a clock that was set back meanwhile counts as no time at all.
fn days(log: &[Graded], at: usize) -> u32 {
    let before = at.checked_sub(1).map(|before| log[before].day);
    before.map_or(0, |before| u32::try_from(log[at].day.since(before)).unwrap_or(0))
}

/// The answers to a card from its first to this one.
fn item(log: &[Graded], first: usize, last: usize) -> FSRSItem {
    let review = |at: usize| FSRSReview {
        rating: log[at].grade as u32,
        delta_t: if at == first { 0 } else { days(log, at) },
    };
    FSRSItem { reviews: (first..=last).map(review).collect() }
}

/// The log loss per answer: what was foreseen of each is thought out of the answers before it only.
fn log_loss(log: &[Graded], asked: &[Asked], parameters: &[f32]) -> Option<f64> {
    let fsrs = FSRS::new(parameters).ok()?;
    let decay = parameters.get(20).copied().unwrap_or(DEFAULT_PARAMETERS[20]);
    let mut by_card: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for asked in asked {
        by_card.entry(asked.first).or_default().push(asked.at);
    }
    let mut loss = 0.0;
    for (first, ats) in by_card {
        let last = ats.iter().copied().max()?;
        let states = fsrs.historical_memory_states(item(log, first, last - 1), None).ok()?;
        for at in ats {
            let chance = current_retrievability(states[at - 1 - first], days(log, at) as f32, decay);
            let chance = f64::from(chance).clamp(SURE, 1.0 - SURE);
            loss -= if log[at].grade == Grade::Again { (1.0 - chance).ln() } else { chance.ln() };
        }
    }
    let loss = loss / asked.len() as f64;
    loss.is_finite().then_some(loss)
}

#[cfg(test)]
#[path = "train_tests.rs"]
mod tests;
