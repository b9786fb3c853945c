//! `evaluate` where a trial shows more than its author thought of.

use super::*;
use crate::claim::compile;
use crate::model::{
    At, ClaimText, DemoSpec, Disturbance, Experiment, ObservationSpec, Place, Stall, Value, Values,
};

fn spec() -> DemoSpec {
    let promise = |id: &str, class, stall| ObservationSpec {
        dead_band: Some((2.0, 10.0)),
        ..super::super::sample::promise(id, class, stall)
    };
    let observations =
        vec![promise("f", Class::Forced, Stall::None), promise("n", Class::Accounting, Stall::Up)];
    DemoSpec { observations, ..DemoSpec::default() }
}

fn judged(holds: &str, fails: &str, trials: &[(i64, i64, u32)]) -> Judgement {
    let side = |words: &str| At::new(words.to_owned(), Place::default());
    let text = ClaimText::Predicates { holds: side(holds), fails: Some(side(fails)) };
    let trials = trials.iter().zip(1..).map(|(&(f, n, n_stops), number)| Trial {
        number,
        complete: true,
        observations: Values::from([("f".into(), Value::Int(f)), ("n".into(), Value::Int(n))]),
        disturbance: Disturbance { n_stops, ..Disturbance::default() },
        ..Trial::default()
    });
    let experiment = Experiment { demo: side("d"), ..Experiment::default() };
    let evidence = Evidence { experiment, trials: trials.collect(), missing: None };
    evaluate(&compile(&text, &spec()).expect("a claim"), &evidence)
}

#[test]
fn a_trial_that_shows_both_sides_decides_for_neither() {
    let judgement = judged("f >= 1", "f >= 1 && n <= 2", &[(1, 0, 0)]);
    assert_eq!((judgement.outcome, judgement.n_holds, judgement.n_fails), (Outcome::Conflict, 1, 1));
    assert_eq!(judged("f >= 1", "f >= 1 && n <= 2", &[(1, 5, 0)]).outcome, Outcome::Holds);
}

#[test]
fn trials_that_disagree_are_a_conflict() {
    assert_eq!(judged("f >= 1", "f <= 0", &[(1, 0, 0), (0, 0, 0)]).outcome, Outcome::Conflict);
}

#[test]
fn a_counter_beyond_its_band_counts_only_where_nothing_was_held_still() {
    assert_eq!(judged("n >= 10", "n <= 2", &[(1, 12, 0)]).outcome, Outcome::Holds);
    let held = judged("n >= 10", "n <= 2", &[(1, 12, 3)]);
    assert_eq!((held.outcome, held.why), (Outcome::Inconclusive, Some(Why::Noise)));
    assert_eq!(judged("n >= 10", "n <= 2", &[(1, 1, 3)]).outcome, Outcome::Fails);
}
