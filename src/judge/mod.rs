//! Thought about evidence: what the trials say of a claim, of a card and of an answer.
//!
//! Deliberately missing: who answered, how the evidence was made, and any clock. "Not seen" is never turned
//! into "refuted" here; what is not decided stays undecided.

mod company;
mod effect;
mod evaluate;
mod examine;
mod mark;
mod proposition;
mod report;
#[cfg(test)]
mod sample;
mod tally;

pub use company::bears_company;
pub use evaluate::{evaluate, is_decided};
pub use examine::{About, Assertion, Examination, Statement, claim_text, examine, statements, thin};
pub use mark::{mark, same_words, truth};
pub use proposition::Proposition;
pub use report::{CardProof, CheckReport, Counts, DemoReport, Shown};
pub use tally::{Count, Tally};
