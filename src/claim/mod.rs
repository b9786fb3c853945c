//! The language of claims: what an author may assert about a run, and whether a trial shows it.
//!
//! A claim is a pair of CEL predicates over the observations that a demo promises. [`rule`] is the heart: a
//! predicate is admitted only if no stall of the machine can make it true. Deliberately missing: how many
//! trials are needed (that is `judge`) and where the text of a claim came from (that is `deck`).

mod compile;
mod params;
mod parse;
mod rule;
#[cfg(test)]
mod sample;
mod show;
mod types;

pub use compile::{
    Claim, Predicate, check_finding, check_with, compile, false_twin, finding_claim, true_when,
};
pub use params::{param_from_words, param_takes, param_takes_words, settings};
pub use show::{Shown, show};

/// Longest claim that is read, in bytes; no honest one comes near.
pub const MAX_LENGTH: usize = 600;

/// Deepest nesting that is read.
pub const MAX_DEPTH: u16 = 12;
