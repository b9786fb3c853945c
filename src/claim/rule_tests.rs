//! `rule` against predicates that a stall could make true, and their sound neighbours.

use super::super::{compile, show};
use crate::model::{
    At, ClaimText, Class, DemoSpec, ObservationSpec, Place, Problem, Stall, Text, Trial, Value, ValueType,
    Values,
};

fn promise(id: &str, kind: ValueType, class: Class, stall: Stall) -> ObservationSpec {
    ObservationSpec {
        id: id.into(),
        kind,
        unit: None,
        class,
        stall,
        dead_band: None,
        with: None,
        instead: None,
        label: Text::default(),
        meaning: Text::default(),
        place: Place::default(),
    }
}

/// `w` and `v` are lost by a stall, `early` is seen when it is small; `f` and `word` are forced.
fn spec() -> DemoSpec {
    let mut share = promise("share", ValueType::Float, Class::Accounting, Stall::Down);
    share.dead_band = Some((0.1, 0.5));
    share.with = Some(At::new("f == 1".into(), Place::default()));
    let observations = vec![
        promise("w", ValueType::Bool, Class::Witness, Stall::Down),
        promise("v", ValueType::Int, Class::Witness, Stall::Down),
        promise("early", ValueType::Int, Class::Witness, Stall::Up),
        promise("seen", ValueType::Text, Class::Witness, Stall::Down),
        promise("f", ValueType::Int, Class::Forced, Stall::None),
        promise("sure", ValueType::Bool, Class::Forced, Stall::None),
        promise("ratio", ValueType::Float, Class::Ratio, Stall::Either),
        share,
    ];
    DemoSpec { observations, ..DemoSpec::default() }
}

/// Whether a predicate is admitted, beside an opposite that has nothing to do with it.
fn admits(holds: &str) -> bool {
    let side = |words: &str| At::new(words.to_owned(), Place::default());
    compile(&ClaimText::Predicates { holds: side(holds), fails: Some(side("false")) }, &spec()).is_ok()
}

#[test]
fn a_truth_value_has_one_direction_on_whichever_side_it_stands() {
    for seen in ["w", "w == true", "true == w", "w != false", "false != w", "!(w == false)", "!(true != w)"] {
        assert!(admits(seen), "{seen}");
    }
    for unseen in ["!w", "w == false", "false == w", "w != true", "true != w", "!(w == true)", "!(true == w)"]
    {
        assert!(!admits(unseen), "{unseen}");
    }
}

#[test]
fn a_witness_counts_only_where_it_is_seen_however_that_is_written() {
    for seen in [
        "v >= 1",
        "1 <= v",
        "0 < v",
        "!(v < 1)",
        "-v < 0",
        "v * 2 > 1",
        "3 - v < 2",
        "early < 9",
        "9 > early",
    ] {
        assert!(admits(seen), "{seen}");
    }
    for unseen in
        ["v < 1", "1 > v", "!(v >= 1)", "-v > -1", "v * -2 > -1", "3 - v > 2", "early > 9", "9 < early"]
    {
        assert!(!admits(unseen), "{unseen}");
    }
    for either in [
        "v == 0",
        "0 == v",
        "v != 1",
        "10 / v > 1",
        "v * v > 1",
        "v - early > 1 || early - v > 1",
        "v * f > 1",
    ] {
        assert!(!admits(either), "{either}");
    }
    assert!(admits("v - early > 1"));
    assert!(admits("seen == 'read'") && admits("'read' == seen"));
    assert!(!admits("seen != 'read'") && !admits("!(seen == 'read')") && !admits("seen in ['a', 'b']"));
}

#[test]
fn what_is_asked_beside_a_counter_must_be_asked_in_the_same_branch() {
    assert!(admits("share < 0.3 && f == 1") && admits("f == 1 && (share < 0.3 && sure)"));
    assert!(admits("f == 1 && (sure || share < 0.3)"));
    for apart in [
        "share < 0.3",
        "share < 0.3 || f == 1",
        "share < 0.3 && (f == 1 || sure)",
        "share < 0.3 && !(f == 1)",
    ] {
        assert!(!admits(apart), "{apart}");
    }
    assert!(admits("share < 0.1") && admits("0.1 > share") && !admits("share == 0.0"));
}

#[test]
fn a_ratio_is_never_compared_exactly() {
    assert!(admits("ratio > 1.5") && !admits("ratio == 1.5") && !admits("ratio != 1.5"));
}

#[test]
fn what_is_nested_deeper_than_any_honest_claim_is_called_just_that() {
    let read = || {
        for (open, close) in [("(", ")"), ("[", "]"), ("size([", "])")] {
            let words = format!("{}1{} == 1", open.repeat(60), close.repeat(60));
            let holds = At::new(words, Place::default());
            let text = ClaimText::Predicates { holds, fails: None };
            let problems = compile(&text, &spec()).expect_err("too deep");
            assert_eq!(problems[0].problem, Problem::ClaimTooLarge, "{open}");
        }
    };
    // Unoptimised, the parser needs more stack than the thread of a test has.
    let roomy = std::thread::Builder::new().stack_size(32 << 20).spawn(read).expect("a thread");
    roomy.join().expect("no panic");
}

/// The words of every comparison that decided, in a trial where all of them are true.
fn shown(holds: &str) -> Vec<String> {
    let side = |words: &str| At::new(words.to_owned(), Place::default());
    let param = |id: &str| crate::model::Param {
        id: id.into(),
        kind: crate::model::ParamType::Int { min: 0, max: 9 },
        default: Value::Int(1),
        help: Text::default(),
    };
    let spec = DemoSpec { params: vec![param("least")], ..spec() };
    let text = ClaimText::Predicates { holds: side(holds), fails: Some(side("false")) };
    let claim = compile(&text, &spec).expect("a claim");
    let trial = Trial {
        complete: true,
        params: Values::from([("least".into(), Value::Int(1))]),
        observations: Values::from([
            ("f".into(), Value::Int(1)),
            ("seen".into(), Value::Text("읽기".into())),
        ]),
        ..Trial::default()
    };
    show(&claim.holds, &trial).deciders.into_iter().map(|decider| decider.text).collect()
}

#[test]
fn a_comparison_is_shown_to_its_last_letter() {
    assert_eq!(shown("f == params.least"), ["f == params.least"]);
    assert_eq!(
        shown("(params . least <= f) && f < params.least + 1"),
        ["params . least <= f", "f < params.least + 1"]
    );
    assert_eq!(shown("seen == '읽기' && f >= params.least"), ["seen == '읽기'", "f >= params.least"]);
    assert_eq!(
        shown("'읽기' == seen && (f * 2) >= params.least"),
        ["'읽기' == seen", "(f * 2) >= params.least"]
    );
}
