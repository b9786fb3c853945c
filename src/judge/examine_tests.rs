//! Keys that a run reports.

use super::super::sample::promise;
use super::super::{mark, truth};
use super::*;
use crate::model::{Answer, At, Disturbance, Experiment, Place, Stall, Text, Truth, Values, Verdict};

fn card() -> Card {
    let observe = Some(At::new("key".to_owned(), Place::default()));
    Card {
        id: "c".into(),
        prompt: Text::default(),
        body: Body::Number { observe, expect: None, unit: None, within: Tolerance::Absolute(0.0) },
        experiment: None,
        hints: Vec::new(),
        explain: None,
        notes: Vec::new(),
        tags: Vec::new(),
        sources: Vec::new(),
        difficulty: None,
        place: Place::default(),
    }
}

fn spec(class: Class, stall: Stall) -> DemoSpec {
    DemoSpec { observations: vec![promise("key", class, stall)], ..DemoSpec::default() }
}

/// Trials with the value and the number of stops of each.
fn evidence(trials: &[(i64, u32)]) -> Evidence {
    let trials = trials.iter().zip(1..).map(|(&(value, n_stops), number)| Trial {
        number,
        complete: true,
        observations: Values::from([("key".into(), Value::Int(value))]),
        disturbance: Disturbance { n_stops, ..Disturbance::default() },
        ..Trial::default()
    });
    let demo = At::new("d".to_owned(), Place::default());
    let experiment = Experiment { demo, ..Experiment::default() };
    Evidence { experiment, trials: trials.collect(), missing: None }
}

fn marked(answer: f64, spec: &DemoSpec, evidence: &Evidence) -> (Proof, Verdict) {
    let proof = examine(&card(), spec, evidence).proof;
    (proof, mark(&card(), &Answer::Number(answer), Some(evidence), proof))
}

#[test]
fn a_forced_key_that_differs_from_trial_to_trial_marks_nobody() {
    let forced = spec(Class::Forced, Stall::None);
    assert_eq!(marked(4.0, &forced, &evidence(&[(4, 0), (4, 1)])), (Proof::Proven, Verdict::Right));
    assert_eq!(marked(5.0, &forced, &evidence(&[(4, 0), (4, 0)])), (Proof::Proven, Verdict::Wrong));
    for answer in [4.0, 5.0, 6.0] {
        let said = marked(answer, &forced, &evidence(&[(4, 0), (5, 0)]));
        assert_eq!(said, (Proof::Contradicted, Verdict::NotMarked), "{answer}");
    }
}

#[test]
fn a_measured_key_is_not_taken_from_a_trial_that_was_held_still() {
    let counted = spec(Class::Accounting, Stall::Up);
    assert_eq!(marked(1.0, &counted, &evidence(&[(6, 5)])), (Proof::NotShown, Verdict::NotMarked));
    assert_eq!(marked(1.0, &counted, &evidence(&[(6, 5), (1, 0)])), (Proof::Proven, Verdict::Right));
    assert_eq!(truth(&card(), Some(&evidence(&[(6, 5), (7, 4), (1, 0)]))), Some(Truth::Number(1.0)));
}

#[test]
fn the_worst_that_was_shown_decides_what_the_run_says_of_the_key() {
    use Outcome::{Conflict, Fails, Holds, Inconclusive, Unavailable};
    for (outcomes, wanted) in [
        (&[][..], Proof::NotRun),
        (&[(true, Holds), (false, Fails)], Proof::Proven),
        (&[(true, Holds), (false, Inconclusive)], Proof::Partly),
        (&[(true, Holds), (false, Unavailable)], Proof::Partly),
        (&[(true, Inconclusive), (false, Fails)], Proof::NotShown),
        (&[(true, Unavailable), (false, Fails)], Proof::Unavailable),
        (&[(true, Holds), (true, Inconclusive)], Proof::NotShown),
        (&[(true, Holds), (false, Holds)], Proof::Contradicted),
        (&[(true, Fails), (false, Fails)], Proof::Contradicted),
        (&[(true, Inconclusive), (false, Conflict)], Proof::Contradicted),
        (&[(false, Fails), (false, Fails)], Proof::Proven),
        (&[(false, Fails), (false, Inconclusive)], Proof::NotShown),
    ] {
        let results: Vec<_> = outcomes.iter().map(|(is_true, outcome)| result(*is_true, *outcome)).collect();
        assert_eq!(proof(&results), wanted, "{outcomes:?}");
    }
}

fn result(is_true: bool, outcome: Outcome) -> (Statement, Judgement) {
    let assertion = Assertion::Reported { observe: "n".into(), same: true };
    let (n_trials, n_holds, n_fails) = (1, 0, 0);
    let judgement = Judgement { outcome, n_trials, n_holds, n_fails, deciders: Vec::new(), why: None };
    (Statement { about: About::Key, is_true, assertion }, judgement)
}
