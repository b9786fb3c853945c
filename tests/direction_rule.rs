//! The direction rule: a predicate is admitted only if no stall of the machine can make it true.
//!
//! First a table of what `docs/demo-contract.md` says, then every small predicate of a grammar, whose refusal and
//! admission are compared with what really happens to its truth when a value is pushed.

mod toy;

use std::sync::LazyLock;

use ttl::claim::{Claim, compile, show};
use ttl::model::{At, ClaimText, DemoSpec, Trial, Value, Values};

static SPEC: LazyLock<DemoSpec> = LazyLock::new(toy::spec);

fn compiled(holds: &str, fails: Option<&str>) -> Result<Claim, String> {
    let at = |text: &str| At { value: text.to_owned(), ..At::default() };
    let text = ClaimText::Predicates { holds: at(holds), fails: fails.map(at) };
    compile(&text, &SPEC).map_err(|problems| {
        problems.iter().map(|diagnostic| diagnostic.problem.code()).collect::<Vec<_>>().join(" ")
    })
}

/// Why a predicate is refused, or "" if it is admitted.
fn refusal(predicate: &str) -> String {
    compiled(predicate, Some("false")).err().unwrap_or_default()
}

fn assert_all(code: &str, predicates: &[&str]) {
    for predicate in predicates {
        assert_eq!(refusal(predicate), code, "{predicate}");
    }
}

#[test]
fn forced_values_may_be_compared_any_way() {
    assert_all(
        "",
        &[
            "forced == 3",
            "forced != 3",
            "!(forced < 3) || forced * 2 - part.n >= 7",
            "forced >= params.n",
            "3 < forced && params.mode == 'fast'",
            "word == 'read' || word != 'write'",
            "events == ['a', 'b'] && 'a' in events && size(events) <= 2",
            "forced - forced == 0",
            "amount / 2.0 < 1.5",
            "false",
        ],
    );
    assert_all("nothing-observed", &["true", "params.n >= 3", "1 < 2"]);
}

#[test]
fn a_witness_may_be_compared_towards_seen_only() {
    assert_all(
        "",
        &[
            "seen",
            "seen == true",
            "true == seen",
            "seen != false",
            "!(seen == false)",
            "!!seen",
            "seen || forced == 1",
            "most >= 2",
            "2 <= most",
            "!(most < 2)",
            "!(2 > most)",
            "most * 2 - 1 > 3",
            "5 - most < 3",
            "-most <= -2",
            "-2 * most <= -4",
            "most + forced >= 4",
            "most >= params.n",
            "least <= 0",
            "0 >= least",
            "!(least > 0)",
            "most > least",
            "asleep_in == 'read'",
            "'read' == asleep_in",
        ],
    );
    assert_all(
        "witness-not-seen",
        &[
            "!seen",
            "seen == false",
            "false == seen",
            "seen != true",
            "!(seen || forced == 1)",
            "!(seen && forced == 1)",
            "forced == 1 && !seen",
            "most <= 1",
            "1 >= most",
            "!(most >= 2)",
            "most < params.n",
            "most == 2",
            "most != 0",
            "5 - most > 3",
            "-most >= -1",
            "most * -1 >= -1",
            "most * forced >= 2",
            "forced / most >= 2",
            "most - most >= 0",
            "least >= 1",
            "1 <= least",
            "least == 0",
            "asleep_in != 'read'",
            "!(asleep_in == 'read')",
            "asleep_in == word",
        ],
    );
    assert_eq!(refusal("most < least"), "witness-not-seen witness-not-seen");
}

#[test]
fn an_accounting_value_may_be_compared_towards_the_stall_only_outside_its_band() {
    assert_all(
        "",
        &[
            "switches <= 2",
            "switches < 7",
            "!(switches > 2)",
            "2 >= switches",
            "switches >= 10",
            "switches > 12",
            "10 <= switches",
            "!(switches < 10)",
            "!(10 > switches)",
        ],
    );
    assert_all(
        "inside-dead-band",
        &["switches >= 9", "switches > 2", "5 < switches", "!(switches <= 9)", "!(9 >= switches)"],
    );
    assert_all(
        "stall-could-satisfy",
        &[
            "switches == 0",
            "switches != 0",
            "switches >= params.n",
            "switches + 1 >= 50",
            "20 - switches < 5",
        ],
    );
}

#[test]
fn a_comparison_that_needs_company_is_admitted_only_in_that_company() {
    let beside = "asleep_in == 'read' && switches >= 10";
    for admitted in [
        "share >= 0.9".to_owned(),
        format!("share <= 0.3 && {beside}"),
        format!("{beside} && !(share > 0.3)"),
        format!("(share <= 0.3 || forced == 1) && ({beside})"),
        "0.3 >= share && switches>=10 && (asleep_in == \"read\")".to_owned(),
        format!("(share <= 0.3 && {beside}) || forced == 1"),
    ] {
        assert_eq!(refusal(&admitted), "", "{admitted}");
    }
    for refused in [
        "share <= 0.3".to_owned(),
        "share <= 0.3 && switches >= 10".to_owned(),
        "share <= 0.3 && asleep_in == 'read'".to_owned(),
        "share <= 0.3 && asleep_in == 'write' && switches >= 10".to_owned(),
        "share <= 0.3 && asleep_in == 'read' && switches >= 11".to_owned(),
        format!("share <= 0.3 || ({beside})"),
        format!("(share <= 0.3 && forced == 1) || ({beside})"),
    ] {
        assert_eq!(refusal(&refused), "stall-could-satisfy", "{refused}");
    }
}

#[test]
fn a_ratio_may_be_bounded_by_a_constant_either_way_but_never_be_exact() {
    assert_all("", &["ratio >= 1.8", "ratio <= 1.2", "!(ratio < 1.8)", "1.8 <= ratio"]);
    assert_all(
        "stall-could-satisfy",
        &["ratio == 2.0", "ratio != 2.0", "!(ratio == 2.0)", "ratio * 2.0 > 3.6"],
    );
}

#[test]
fn what_depends_on_the_wall_clock_is_never_compared() {
    assert_all(
        "unsafe-observation",
        &[
            "wall_ms < 5.0",
            "wall_ms > 5.0",
            "5.0 >= wall_ms",
            "wall_ms == 5.0",
            "!(wall_ms < 5.0)",
            "wall_ms * 0.0 >= 0.0",
            "forced == 3 && wall_ms > 1.0",
            "forced == 3 || wall_ms > 1.0",
            "wall_ms < amount",
        ],
    );
    assert_eq!(refusal("wall_ms > 1.0 && !seen"), "unsafe-observation witness-not-seen", "all at once");
}

#[test]
fn both_sides_are_stated_and_lie_apart() {
    let pair = |holds, fails| compiled(holds, Some(fails)).err().unwrap_or_default();
    for (holds, fails, code) in [
        ("forced >= 3", "forced < 3", ""),
        ("forced >= 3", "forced <= 3", "no-dead-band"),
        ("forced > 3", "forced >= 5", "no-dead-band"),
        ("ratio >= 1.8", "ratio <= 1.2", ""),
        ("ratio >= 1.5", "ratio < 1.5", "no-dead-band"),
        ("1.5 <= ratio", "!(ratio >= 1.5)", "no-dead-band"),
        ("ratio >= 1.5 && forced == 3", "ratio < 1.5", "no-dead-band"),
        ("ratio >= 1.5 && forced == 3", "ratio < 1.2 || forced == 2", ""),
        ("switches <= 2", "switches >= 10", ""),
        ("switches < 10", "switches >= 10", "no-dead-band"),
        ("most >= 2", "forced == 1", ""),
        ("!seen", "wall_ms > 1.0", "witness-not-seen unsafe-observation"),
    ] {
        assert_eq!(pair(holds, fails), code, "{holds} | {fails}");
    }
    let alone = |holds| compiled(holds, None).err().unwrap_or_default();
    assert_eq!((alone("forced == 3").as_str(), alone("3 <= forced && word == 'x'").as_str()), ("", ""));
    for unforced in ["seen", "ratio >= 1.8", "switches <= 2", "forced == 3 && most >= 2"] {
        assert_eq!(alone(unforced), "needs-both-sides", "{unforced}");
    }
}

/// Every small predicate over the whole number `x`: a form of it, compared, mirrored, denied, and with company.
fn grammar() -> Vec<String> {
    let mut predicates = Vec::new();
    for form in ["x", "x + 1", "4 - x", "-x", "x * 3", "-3 * x"] {
        for comparison in ["<", "<=", ">", ">=", "==", "!="] {
            for at in [-3, 3] {
                predicates.push(format!("{form} {comparison} {at}"));
                predicates.push(format!("{at} {comparison} {form}"));
            }
        }
    }
    let denied: Vec<_> = predicates.iter().map(|predicate| format!("!({predicate})")).collect();
    let beside: Vec<_> =
        predicates.iter().map(|predicate| format!("!(forced != 3 || ({predicate}))")).collect();
    [predicates, denied, beside].concat()
}

/// The truth of a predicate where `x` has each of these values.
fn truths(predicate: &str) -> Vec<bool> {
    // What is refused has to be evaluated too, so it is asked of a forced number.
    let asked = predicate.replace('x', "part.n");
    let claim = compiled(&asked, Some("false")).unwrap_or_else(|code| panic!("{asked}: {code}"));
    let says = |n: i64| {
        let observations = Values::from([("part.n".into(), Value::Int(n)), ("forced".into(), Value::Int(3))]);
        let trial = Trial { complete: true, observations, ..Trial::default() };
        show(&claim.holds, &trial).truth.expect("everything was reported")
    };
    (-9..=9).map(says).collect()
}

#[test]
fn admitted_is_exactly_what_no_push_makes_true() {
    let (mut n_refused, mut n_admitted) = (0, 0);
    for predicate in grammar() {
        let truths = truths(&predicate);
        if !(truths.contains(&true) && truths.contains(&false)) {
            // It says nothing, for instance that three times a whole number is 4.
            continue;
        }
        let rises = truths.windows(2).any(|pair| pair == [false, true]);
        let falls = truths.windows(2).any(|pair| pair == [true, false]);
        // A stall lowers the most that was seen, and raises the least.
        for (name, is_pushed_to_true) in [("most", falls), ("least", rises)] {
            let refusal = refusal(&predicate.replace('x', name));
            assert_eq!(!refusal.is_empty(), is_pushed_to_true, "{predicate}, {name}: {refusal}");
            *(if is_pushed_to_true { &mut n_refused } else { &mut n_admitted }) += 1;
        }
    }
    assert!(n_refused > 200 && n_admitted > 200, "{n_refused} refused, {n_admitted} admitted");
}
