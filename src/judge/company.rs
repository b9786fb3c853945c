//! Whether a run may go on beside others without losing what it is to show.
//!
//! Verdicts are sound on a busy machine; company can only leave more of them open. What program causality fixes is the same in any
//! company; what is counted, measured or needs two CPUs at once is looked at alone.

use super::examine::{Assertion, Statement};
use crate::model::{Class, DemoSpec, Requirement};

/// Whether runs of this demo that are to decide these statements may go on beside others.
pub fn bears_company(statements: &[Statement], spec: &DemoSpec) -> bool {
    let needs_cores = spec.requires.iter().any(|requirement| {
        matches!(
            requirement,
            Requirement::Cpus { .. } | Requirement::Instrument { .. } | Requirement::Library { .. }
        )
    });
    // A demo that measures a ratio keeps a CPU busy all the while, whatever is asked of it.
    let is_heavy = spec.observations.iter().any(|promise| promise.class == Class::Ratio);
    let of = |observe: &str| spec.observation(observe).map(|promise| promise.class);
    let robust = |class: Class| matches!(class, Class::Forced | Class::Witness);
    let robust_statement = |statement: &Statement| match &statement.assertion {
        Assertion::Claim(claim) => {
            let sides = [Some(&claim.holds), claim.fails.as_ref()].into_iter().flatten();
            sides.flat_map(|side| side.observations()).all(|(_, class)| robust(*class))
        }
        Assertion::Effect(_) => true,
        Assertion::Number { observe, .. }
        | Assertion::Order { observe, .. }
        | Assertion::Text { observe, .. }
        | Assertion::Reported { observe, .. } => of(observe).is_some_and(robust),
    };
    !needs_cores && !is_heavy && statements.iter().all(robust_statement)
}
