//! Tallies over invented trials: what is a lie, and what is only silence.

use super::super::sample::promise;
use super::*;
use crate::model::{At, Class, Experiment, Finding, Place, Stall, Text, Trial, Value, Values};

fn at(words: &str) -> At<String> {
    At::new(words.to_owned(), Place::default())
}

fn spec(finding: Finding) -> DemoSpec {
    let observations = vec![
        promise("f", Class::Forced, Stall::None),
        promise("g", Class::Forced, Stall::None),
        promise("w", Class::Witness, Stall::Down),
    ];
    DemoSpec { observations, findings: vec![finding], ..DemoSpec::default() }
}

fn finding(holds: &str, fails: Option<&str>, twin: Option<&str>, true_when: Option<&str>) -> Finding {
    Finding {
        id: "x".into(),
        holds: at(holds),
        fails: fails.map(at),
        twin: twin.map(at),
        true_when: true_when.map(at),
        says: Text::plain("x"),
        place: Place::default(),
    }
}

fn tallied(finding: Finding, trials: &[(i64, i64, i64)]) -> Tally {
    let mut tally = Tally::new(&spec(finding));
    for (f, g, w) in trials {
        let observations = [("f", f), ("g", g), ("w", w)].map(|(name, n)| (name.to_owned(), Value::Int(*n)));
        let trial =
            Trial { number: 1, complete: true, observations: Values::from(observations), ..Trial::default() };
        let experiment = Experiment { demo: at("d"), ..Experiment::default() };
        tally.add(&Evidence { experiment, trials: vec![trial], missing: None });
    }
    tally
}

#[test]
fn a_refuted_truth_is_a_lie_and_silence_is_not() {
    let tally = tallied(finding("w >= 10", Some("f >= 1"), None, None), &[(0, 0, 20), (0, 0, 3), (1, 0, 3)]);
    let count = &tally.findings[0];
    assert_eq!((count.n_holds, count.n_open, count.n_fails, count.n_lies), (1, 1, 1, 1));
    assert_eq!(count.thinnest, Some(0.55));
    assert!((tally.open_share() - 1.0 / 3.0).abs() < 1e-9);
}

#[test]
fn what_is_false_on_this_machine_has_to_fail() {
    let on_some = || finding("f == 1", Some("f == 0"), None, Some("g == 1"));
    assert_eq!(tallied(on_some(), &[(1, 1, 0), (0, 0, 0)]).n_lies(), 0);
    assert_eq!(tallied(on_some(), &[(0, 1, 0), (1, 0, 0)]).n_lies(), 2);
}

#[test]
fn a_twin_may_never_hold() {
    let with_twin = || finding("w >= 10", None, Some("f >= 1"), None);
    let tally = tallied(with_twin(), &[(0, 0, 20), (1, 0, 20)]);
    assert_eq!((tally.findings[0].n_twins, tally.findings[0].n_lies, tally.n_lies()), (1, 0, 1));
}
