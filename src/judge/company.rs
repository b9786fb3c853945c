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

#[cfg(test)]
mod tests {
    use super::super::sample::promise;
    use super::*;
    use crate::claim::compile;
    use crate::judge::About;
    use crate::model::{At, ClaimText, ObservationSpec, Place, Stall, Text};

    fn spec() -> DemoSpec {
        let counted = ObservationSpec {
            dead_band: Some((2.0, 10.0)),
            ..promise("counted", Class::Accounting, Stall::Up)
        };
        let observations = vec![
            promise("forced", Class::Forced, Stall::None),
            promise("seen", Class::Witness, Stall::Down),
            counted,
        ];
        DemoSpec { observations, ..DemoSpec::default() }
    }

    fn bears(holds: &str, fails: Option<&str>, spec: &DemoSpec) -> bool {
        let side = |words: &str| At::new(words.to_owned(), Place::default());
        let text = ClaimText::Predicates { holds: side(holds), fails: fails.map(side) };
        let claim = Assertion::Claim(compile(&text, spec).expect("a claim"));
        bears_company(&[Statement { about: About::Key, is_true: true, assertion: claim }], spec)
    }

    #[test]
    fn only_what_company_cannot_change_is_looked_at_in_company() {
        let spec = spec();
        assert!(bears("forced == 3", None, &spec));
        assert!(bears("seen >= 3", Some("forced == 1"), &spec));
        assert!(!bears("counted >= 10", Some("counted <= 2"), &spec));
        assert!(!bears("forced == 3", Some("counted <= 2 && forced == 2"), &spec), "either side counts");
        let observed = |observe: &str| {
            let assertion = Assertion::Reported { observe: observe.to_owned(), same: true };
            bears_company(&[Statement { about: About::Key, is_true: true, assertion }], &spec)
        };
        assert!(observed("forced") && !observed("counted") && !observed("nobody-promised-it"));
        assert!(bears_company(&[], &spec));
    }

    #[test]
    fn who_needs_cores_an_instrument_or_a_driver_is_alone_and_so_is_who_keeps_a_cpu_busy() {
        let install = Text::plain("x");
        let requires = |requirement| DemoSpec { requires: vec![requirement], ..spec() };
        let alone = [
            requires(Requirement::Cpus { at_least: 2, install: install.clone() }),
            requires(Requirement::Instrument {
                instrument: crate::model::Instrument::HandShake,
                install: install.clone(),
            }),
            requires(Requirement::Library { name: "x".into(), install: install.clone() }),
        ];
        assert!(alone.iter().all(|spec| !bears("forced == 3", None, spec)));
        let program = requires(Requirement::Program { name: "sh".into(), env: None, install });
        assert!(bears("forced == 3", None, &program));
        let mut heavy = spec();
        heavy.observations.push(promise("ratio", Class::Ratio, Stall::None));
        assert!(!bears("forced == 3", None, &heavy));
    }
}
