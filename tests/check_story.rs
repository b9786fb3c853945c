//! The author's story on small decks: when a key is proven, when it is contradicted, and when nothing can be said.

mod toy;

use serde_json::{Value as Json, json};
use toy::{Toy, card, choice, choices, crashed, library, measured, trial};
use ttl::flow::{Proving, check, is_bad};
use ttl::judge::{CheckReport, Counts};
use ttl::lab::{Lab, Limits};
use ttl::model::{Missing, Outcome, Proof, Text, Why};

fn report(cards: &str, lab: &dyn Lab) -> CheckReport {
    check(&library(cards), lab, Some(Limits::CHECK), &mut |_| {}).expect("recordings always play")
}

/// What the only card of a deck comes to, and whether it fails a build, strictly or not.
fn proof(cards: &str, lab: &dyn Lab) -> (Proof, bool, bool) {
    let report = report(cards, lab);
    assert_eq!(report.problems, [], "{cards}");
    let [proof] = report.proofs.as_slice() else { panic!("{} cards", report.proofs.len()) };
    (proof.examination.proof, is_bad(&report, false), is_bad(&report, true))
}

/// What trials with these values say of one claim, and why it was not decided.
fn outcome(claim: &str, trials: &[Json]) -> (Outcome, Option<Why>) {
    outcome_of(claim, &Toy::new(trials.iter().map(trial).collect()))
}

fn outcome_of(claim: &str, lab: &dyn Lab) -> (Outcome, Option<Why>) {
    let report = report(&choices("c", claim, "claim = 'part.n == 99'"), lab);
    assert_eq!(report.problems, [], "{claim}");
    let (_, judgement) = &report.proofs[0].examination.results[0];
    (judgement.outcome, judgement.why.clone())
}

const FORCED: &str = "claim = 'forced == 3'";
const WITNESS: &str = "finding = 'was-seen'";
const BAND: &str = "claim.holds = 'switches <= 2'\nclaim.fails = 'switches >= 10'";
const RATIO: &str = "claim.holds = 'ratio >= 1.8'\nclaim.fails = 'ratio <= 1.2'";

/// Three is right, four is wrong.
fn three() -> String {
    choices("c", FORCED, "claim = 'forced == 4'")
}

#[test]
fn both_sides_are_proven() {
    let lab = Toy::always(&json!({ "forced": 3 }));
    assert_eq!(proof(&three(), &lab), (Proof::Proven, false, false));
    assert_eq!(lab.n_trials.get(), 5, "a check takes every trial, although the first decided");
}

#[test]
fn a_wrong_choice_that_holds_too_contradicts_the_key() {
    let lab = Toy::always(&json!({ "forced": 3, "part.n": 1 }));
    let both = choices("c", FORCED, "claim = 'part.n == 1'");
    assert_eq!(proof(&both, &lab), (Proof::Contradicted, true, true));
}

#[test]
fn a_right_choice_that_fails_contradicts_the_key() {
    let lab = Toy::always(&json!({ "forced": 5 }));
    assert_eq!(proof(&three(), &lab), (Proof::Contradicted, true, true));
}

#[test]
fn what_was_not_decided_passes_unless_it_is_strict() {
    let lab = Toy::always(&json!({ "forced": 3, "seen": false }));
    let card = choices("c", WITNESS, "claim = 'forced == 4'");
    assert_eq!(proof(&card, &lab), (Proof::NotShown, false, true));
    let wrong = choices("c", FORCED, WITNESS);
    let report = report(&wrong, &lab);
    assert_eq!(report.proofs[0].examination.proof, Proof::Partly);
    assert_eq!((is_bad(&report, false), is_bad(&report, true)), (false, true));
}

#[test]
fn what_cannot_run_here_passes_unless_it_is_strict() {
    let missing = Missing::Program { name: "python3".into(), install: Text::plain("install it") };
    let lab = Toy::always(&json!({ "forced": 3 })).without(missing);
    assert_eq!(proof(&three(), &lab), (Proof::Unavailable, false, true));
}

#[test]
fn a_part_that_cannot_run_here_leaves_the_other_parts_alone() {
    let skip = json!({ "k": "skip", "cell": "part", "what": "io_uring", "why": "not allowed" });
    let says = format!("{skip}\n{}", trial(&json!({ "forced": 3 })));
    let card = choices("c", FORCED, "claim = 'part.n == 1'");
    assert_eq!(proof(&card, &Toy::new(vec![says])), (Proof::Partly, false, true));
}

#[test]
fn trials_that_disagree_are_a_conflict_and_contradict() {
    let says = |n: u32| trial(&json!({ "forced": n }));
    let lab = Toy::new(vec![says(3), says(3), says(4)]);
    assert_eq!(proof(&three(), &lab), (Proof::Contradicted, true, true));
    assert_eq!(outcome(FORCED, &[json!({ "forced": 3 }), json!({ "forced": 4 })]).0, Outcome::Conflict);
}

#[test]
fn a_trial_without_its_end_decides_nothing() {
    let says = json!({ "forced": 4 });
    assert_eq!(
        outcome_of(FORCED, &Toy::new(vec![crashed(&says)])),
        (Outcome::Inconclusive, Some(Why::NoCompleteTrial))
    );
    assert_eq!(outcome_of(FORCED, &Toy::new(vec![])), (Outcome::Inconclusive, Some(Why::NoCompleteTrial)));
}

#[test]
fn what_was_not_reported_decides_nothing() {
    let why = Some(Why::NotReported("forced".into()));
    assert_eq!(outcome(FORCED, &[json!({ "part.n": 1 })]), (Outcome::Inconclusive, why));
}

#[test]
fn between_the_two_predicates_nothing_is_said() {
    for (claim, name, value) in [(BAND, "switches", json!(5)), (RATIO, "ratio", json!(1.5))] {
        let said = json!({ name: value });
        assert_eq!(outcome(claim, &[said.clone(), said]), (Outcome::Inconclusive, Some(Why::NotShown)));
    }
}

#[test]
fn a_ratio_needs_two_agreeing_trials_and_none_against() {
    let says = |ratio: f64| measured(&json!({ "ratio": ratio }), Some(0));
    for (trials, wanted) in [
        (vec![says(2.0)], (Outcome::Inconclusive, Some(Why::NotRepeated))),
        (vec![says(2.0), says(1.5)], (Outcome::Inconclusive, Some(Why::NotRepeated))),
        (vec![says(2.0), says(1.5), says(2.0)], (Outcome::Holds, None)),
        (vec![says(1.0), says(1.0)], (Outcome::Fails, None)),
        (vec![says(2.0), says(2.0), says(1.0)], (Outcome::Inconclusive, Some(Why::Noise))),
    ] {
        assert_eq!(outcome_of(RATIO, &Toy::new(trials.clone())), wanted, "{trials:?}");
    }
}

#[test]
fn a_thread_that_had_to_wait_for_its_cpu_measured_no_ratio() {
    // The claim's margin is (2.0 - 1.8) / 2.0 = 10 %: half of it may be lost, no more.
    let says = json!({ "ratio": 2.0, "forced": 3 });
    let with_delay = |delay_ns: u64| Toy::new(vec![measured(&says, Some(delay_ns)); 2]);
    let noise = (Outcome::Inconclusive, Some(Why::Noise));
    assert_eq!(outcome_of(RATIO, &with_delay(40)).0, Outcome::Holds);
    assert_eq!(outcome_of(RATIO, &with_delay(60)), noise);
    assert_eq!(outcome_of(RATIO, &Toy::new(vec![measured(&says, None); 2])), noise, "nobody knows how long");
    assert_eq!(outcome(RATIO, &[says.clone(), says.clone()]), noise, "nobody measured");
    assert_eq!(outcome_of(FORCED, &with_delay(900)).0, Outcome::Holds);
}

#[test]
fn a_trial_that_was_stopped_decides_only_what_no_stop_can_touch() {
    let stopped = |says: Json| Toy::always(&says).stopped();
    let beside = "claim.holds = 'share <= 0.3 && asleep_in == \"read\" && switches >= 10'\nclaim.fails = 'share >= 0.9'";
    let asleep = json!({ "share": 0.1, "asleep_in": "read", "switches": 12 });
    for (claim, says, wanted) in [
        // A stop adds a switch: "many" leans on the band, "few" does not.
        (BAND, json!({ "switches": 12 }), Outcome::Inconclusive),
        (BAND, json!({ "switches": 1 }), Outcome::Holds),
        (RATIO, json!({ "ratio": 2.0 }), Outcome::Inconclusive),
        (RATIO, json!({ "ratio": 1.0 }), Outcome::Inconclusive),
        (FORCED, json!({ "forced": 3 }), Outcome::Holds),
        (FORCED, json!({ "forced": 4 }), Outcome::Fails),
        (WITNESS, json!({ "seen": true }), Outcome::Holds),
        (beside, json!({ "share": 0.95 }), Outcome::Fails),
        (beside, asleep, Outcome::Inconclusive),
    ] {
        assert_eq!(outcome_of(claim, &stopped(says.clone())).0, wanted, "{claim} of {says}");
    }
    assert_eq!(outcome(BAND, &[json!({ "switches": 12 })]).0, Outcome::Fails, "undisturbed it is decided");
}

#[test]
fn a_witness_is_shown_by_being_seen_once_and_never_refuted() {
    let says = |seen: bool| json!({ "seen": seen });
    assert_eq!(outcome(WITNESS, &[says(false), says(true), says(false)]).0, Outcome::Holds);
    assert_eq!(outcome(WITNESS, &vec![says(false); 5]), (Outcome::Inconclusive, Some(Why::NotShown)));
}

#[test]
fn stated_keys_are_proven_and_contradicted() {
    let items = "[[card.item]]\nid = 'x'\ntext = 'x'\n[[card.item]]\nid = 'y'\ntext = 'y'";
    let lab = Toy::always(&json!({ "forced": 3, "events": ["x", "y"], "word": "Read" }));
    for (kind, rest, wanted) in [
        ("number", "observe = 'forced'\nexpect = 3".to_owned(), Proof::Proven),
        ("number", "observe = 'forced'\nexpect = 4".to_owned(), Proof::Contradicted),
        ("number", "observe = 'forced'\nexpect = 4\nwithin = 1".to_owned(), Proof::Proven),
        ("number", "observe = 'forced'".to_owned(), Proof::Proven),
        ("order", format!("observe = 'events'\nexpect = ['x', 'y']\n{items}"), Proof::Proven),
        ("order", format!("observe = 'events'\nexpect = ['y', 'x']\n{items}"), Proof::Contradicted),
        ("text", "observe = 'word'\naccept = ['write', 'read']".to_owned(), Proof::Proven),
        ("text", "observe = 'word'\naccept = ['write']".to_owned(), Proof::Contradicted),
    ] {
        assert_eq!(proof(&card("k", kind, &rest), &lab).0, wanted, "{kind}: {rest}");
    }
}

#[test]
fn a_key_of_the_run_itself_is_the_same_in_every_trial_if_it_is_forced() {
    let says = |n: u32| trial(&json!({ "forced": n, "switches": n, "ratio": f64::from(n) }));
    for (observe, wanted) in
        [("forced", Proof::Contradicted), ("switches", Proof::Proven), ("ratio", Proof::Proven)]
    {
        let card = card("k", "number", &format!("observe = '{observe}'"));
        assert_eq!(proof(&card, &Toy::new(vec![says(3), says(4)])).0, wanted, "{observe}");
        assert_eq!(proof(&card, &Toy::new(vec![says(3), says(3)])).0, Proof::Proven, "{observe}");
    }
}

#[test]
fn cards_that_need_the_same_run_share_it() {
    let other = three().replace("demo = 'toy'", "demo = { id = 'toy', set = { n = 4 } }");
    let cards = three() + &three().replace("'c'", "'d'") + &other.replace("'c'", "'e'");
    let lab = Toy::always(&json!({ "forced": 3 }));
    let mut told = Vec::new();
    let tell = &mut |proving: Proving<'_>| told.push((proving.number, proving.total));
    let report = check(&library(&cards), &lab, Some(Limits::CHECK), tell).expect("recordings always play");
    assert_eq!(told, [(1, 2), (2, 2)]);
    assert_eq!((report.n_trials, report.proofs.len()), (10, 3));
    assert_eq!(report.proofs.iter().map(|proof| proof.card).collect::<Vec<_>>(), [0, 1, 2]);
}

#[test]
fn without_limits_nothing_is_run() {
    let lab = Toy::always(&json!({ "forced": 4 }));
    let report = check(&library(&three()), &lab, None, &mut |_| {}).expect("nothing is run");
    assert_eq!((report.n_trials, lab.n_trials.get(), report.proofs.len()), (0, 0, 0));
    assert!(!is_bad(&report, true));
}

#[test]
fn everything_is_counted() {
    let flash = "[[card]]\nid = 'f'\nkind = 'flash'\nprompt = 'What?'\nback = 'That.'\n";
    let several = card(
        "m",
        "multi",
        &(choice("a", true, FORCED)
            + &choice("b", true, WITNESS)
            + &choice("c", true, "claim = 'part.n == 1'")
            + &choice("d", false, "claim = 'amount == 2.0'")),
    );
    let skip = json!({ "k": "skip", "cell": "part", "what": "io_uring", "why": "not allowed" });
    let says = format!("{skip}\n{}", trial(&json!({ "forced": 3, "seen": false, "amount": 2.0 })));
    let report = report(&(several + flash), &Toy::new(vec![says]));
    assert_eq!(report.n_unprovable, 1);
    let wanted = Counts { n_proven: 1, n_contradicted: 1, n_inconclusive: 1, n_unavailable: 1 };
    assert_eq!(report.counts(), wanted);
}

#[test]
fn a_warning_alone_does_not_fail_a_build_and_an_error_does() {
    let lab = Toy::always(&json!({ "forced": 3 }));
    let warned = report(&choices("c", FORCED, ""), &lab);
    assert_eq!(warned.problems.iter().map(|p| p.problem.code()).collect::<Vec<_>>(), ["no-claim"]);
    assert!(!is_bad(&warned, false));
    let wrong = report(&choices("c", FORCED, "claim = 'forcd == 4'"), &lab);
    assert_eq!(wrong.problems.iter().map(|p| p.problem.code()).collect::<Vec<_>>(), ["unknown-observation"]);
    assert!(is_bad(&wrong, false));
}

#[test]
fn what_is_proven_by_a_hair_is_a_warning_at_its_claim() {
    let says = measured(&json!({ "ratio": 1.85, "switches": 0 }), Some(0));
    let lab = Toy::new(vec![says; 5]);
    let report = report(
        &choices(
            "c",
            RATIO,
            BAND.replace("<= 2", ">= 10")
                .replace("fails = 'switches >= 10'", "fails = 'switches <= 2'")
                .as_str(),
        ),
        &lab,
    );
    let found: Vec<_> = report.problems.iter().map(|d| (d.problem.code(), d.severity())).collect();
    assert_eq!(found, [("thin-margin", ttl::model::Severity::Warning)]);
    let under = &report.sources[0].text[report.problems[0].place.span.clone()];
    assert_eq!(under, "ratio >= 1.8");
    assert!(!is_bad(&report, true), "a warning is not an error");
}
