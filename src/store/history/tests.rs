//! The log and what is thought out of it, tried on a database in memory and on files.

use std::io::BufReader;

use super::super::number::{Heap, number};
use super::*;
use crate::model::{
    CardKey, Confidence, Day, Deed, DueOrder, Entry, Grade, Moment, Occasion, Phase, Preferences, Proof,
    Review, RunNote, Verdict,
};

const DAY_MS: i64 = 86_400_000;

pub(super) fn rules() -> Rules {
    Rules::new(&Preferences { fuzz: false, ..Preferences::default() }, &[])
}

pub(super) fn history() -> History {
    History::in_memory(rules()).expect("a history")
}

fn noon(day: i32) -> Moment {
    Moment { ms: i64::from(day) * DAY_MS + DAY_MS / 2, offset_min: 0 }
}

pub(super) fn answer(history: &History, card: &str, day: i32, grade: Option<Grade>) -> Entry {
    let key = CardKey::new("d", card);
    let known = history.known(&key).expect("it can be read").map(|known| known.memory).unwrap_or_default();
    let review = Review {
        meaning: "m1".into(),
        kind: "choice".into(),
        answer: "a".into(),
        verdict: match grade {
            None => Verdict::NotMarked,
            Some(Grade::Again) => Verdict::Wrong,
            Some(_) => Verdict::Right,
        },
        grade,
        confidence: Some(Confidence::Sure),
        hints: 0,
        took_ms: 5_000,
        beliefs: if grade == Some(Grade::Again) { vec!["waits-add-up".into()] } else { Vec::new() },
        occasion: Occasion::Review,
        day: Day(day),
        phase: known.phase,
        elapsed_days: (known.phase != Phase::New).then(|| Day(day).since(known.last_day)),
        recall: history.rules().recall(&known, Day(day)),
    };
    history.entry(noon(day), key, Deed::Answered(Box::new(review))).expect("an entry")
}

pub(super) fn told(history: &mut History, card: &str, day: i32, grade: Grade) -> Entry {
    let entry = answer(history, card, day, Some(grade));
    history.append(&entry).expect("it is written");
    entry
}

fn about(history: &mut History, entry: &Entry, deed: Deed) {
    let next = history.entry(entry.at.later(1), entry.key.clone(), deed).expect("an entry");
    history.append(&next).expect("it is written");
}

pub(super) fn exported(history: &History) -> String {
    let mut lines = Vec::new();
    history.export(&mut lines).expect("lines");
    String::from_utf8(lines).expect("text")
}

fn derived(history: &History) -> impl PartialEq + std::fmt::Debug {
    let tenths = history.foreseen_by_tenths(&Scope::All).expect("tenths");
    (
        history
            .all_known()
            .expect("cards")
            .into_iter()
            .map(|k| (k.key.clone(), k))
            .collect::<std::collections::BTreeMap<_, _>>(),
        history.days(&Scope::All).expect("days"),
        tenths.into_iter().map(|tenth| (tenth.n, tenth.n_true)).collect::<Vec<_>>(),
        history.showings(&Scope::All).expect("beliefs"),
        history.met().expect("heaps").into_iter().collect::<std::collections::BTreeMap<_, _>>(),
    )
}

#[test]
fn an_answer_moves_its_card_and_counts_for_its_day() {
    let mut history = history();
    told(&mut history, "a", 100, Grade::Good);
    let known = history.known(&CardKey::new("d", "a")).expect("read").expect("known");
    assert_eq!(
        (known.memory.phase, known.memory.due_day, known.meaning.as_str()),
        (Phase::Review, Day(102), "m1")
    );
    told(&mut history, "a", 102, Grade::Again);
    let days = history.days(&Scope::All).expect("days");
    assert_eq!(days.len(), 2);
    assert_eq!((days[0].n, days[0].n_new, days[0].n_right, days[0].n_asked), (1, 1, 1, 0));
    assert_eq!((days[1].n, days[1].n_asked, days[1].n_kept), (1, 1, 0));
    let done = |day| history.done_on(Day(day)).expect("numbers");
    assert_eq!((done(100), done(101), done(102)), ((1, 0), (0, 0), (0, 1)));
    assert_eq!(days[1].by_confidence, [(0, 0), (0, 0), (1, 0)]);
    assert!((days[1].recall - 0.9).abs() < 0.05, "{}", days[1].recall);
}

#[test]
fn an_undone_answer_leaves_no_trace_but_its_entries() {
    let mut with = history();
    told(&mut with, "a", 100, Grade::Good);
    let before = format!("{:?}", derived(&with));
    let wrong = told(&mut with, "a", 103, Grade::Again);
    assert_ne!(format!("{:?}", derived(&with)), before);
    about(&mut with, &wrong, Deed::Undone(wrong.uid.clone()));
    assert_eq!(format!("{:?}", derived(&with)), before);
    assert_eq!(exported(&with).lines().count(), 3);
}

#[test]
fn a_run_has_the_last_word_on_an_answer() {
    let mut history = history();
    let open = answer(&history, "a", 100, None);
    history.append(&open).expect("it is written");
    let phase = |history: &History| history.known(&open.key).expect("read").expect("known").memory.phase;
    assert_eq!(phase(&history), Phase::New, "what was not marked is not scheduled");
    let run = RunNote {
        review: open.uid.clone(),
        demo: "gather-overlap".into(),
        verdict: Verdict::Right,
        grade: Some(Grade::Easy),
        proof: Proof::Proven,
        n_trials: 1,
        observed: vec![("gather.threads".into(), "1".into())],
        refuted: Vec::new(),
    };
    about(&mut history, &open, Deed::Ran(Box::new(run)));
    assert_eq!(phase(&history), Phase::Review);
    assert_eq!(history.days(&Scope::All).expect("days")[0].n_right, 1);
}

#[test]
fn a_refuted_belief_is_held_until_the_card_is_right() {
    let mut history = history();
    let wrong = told(&mut history, "a", 100, Grade::Again);
    let run = RunNote {
        review: wrong.uid.clone(),
        demo: "d".into(),
        verdict: Verdict::Wrong,
        grade: Some(Grade::Again),
        proof: Proof::Proven,
        n_trials: 1,
        observed: Vec::new(),
        refuted: vec!["waits-add-up".into()],
    };
    about(&mut history, &wrong, Deed::Ran(Box::new(run)));
    let held = history.showings(&Scope::All).expect("beliefs");
    assert_eq!((held.len(), held[0].refuted, held[0].mended, held[0].was_sure), (1, true, false, true));
    told(&mut history, "a", 101, Grade::Good);
    assert!(history.showings(&Scope::All).expect("beliefs")[0].mended);
}

#[test]
fn what_is_due_leaves_out_the_suspended_and_the_buried() {
    let mut history = history();
    let entries: Vec<Entry> =
        ["a", "b", "c", "d"].iter().map(|card| told(&mut history, card, 100, Grade::Good)).collect();
    about(&mut history, &entries[1], Deed::Suspended);
    about(&mut history, &entries[2], Deed::Buried(Day(110)));
    let due = |history: &History, day| {
        let due = history.due(Day(day), Day(day), DueOrder::Due, 0, 10).expect("due");
        due.into_iter().map(|known| known.key.card).collect::<Vec<_>>()
    };
    assert_eq!(due(&history, 101), Vec::<String>::new());
    assert_eq!(due(&history, 105), ["a", "d"]);
    assert_eq!(due(&history, 110), ["a", "c", "d"]);
    about(&mut history, &entries[1], Deed::Resumed);
    assert_eq!(due(&history, 105), ["a", "b", "d"]);
    about(&mut history, &entries[0], Deed::Forgotten);
    assert_eq!(due(&history, 105), ["b", "d"]);
}

#[test]
fn what_was_met_is_told_by_a_sum_that_follows_every_change() {
    let mut history = history();
    let heap = |names: &[&str]| {
        let mut heap = Heap::default();
        names.iter().for_each(|name| heap += number(name.as_bytes()));
        (heap.n > 0).then_some(heap)
    };
    let met = |history: &History| history.met().expect("heaps").get("d").copied();
    let numbers = |history: &History| history.met_in("d").expect("numbers").len();
    assert_eq!(met(&history), None);
    let a = told(&mut history, "a", 100, Grade::Good);
    told(&mut history, "b", 100, Grade::Again);
    assert_eq!((met(&history), numbers(&history)), (heap(&["b", "a"]), 2));
    about(&mut history, &a, Deed::Undone(a.uid.clone()));
    assert_eq!((met(&history), numbers(&history)), (heap(&["b"]), 1));
    about(&mut history, &a, Deed::Suspended);
    assert_eq!(met(&history), heap(&["a", "b"]), "what is not to be asked at all is met as well");
    about(&mut history, &a, Deed::Resumed);
    about(&mut history, &a, Deed::Buried(Day(120)));
    assert_eq!(met(&history), heap(&["b"]));
    let put_off = |day| history.put_off(Day(day)).expect("keys");
    assert_eq!((put_off(119), put_off(120)), (vec![a.key.clone()], Vec::new()));
}

#[test]
fn joining_logs_is_a_union_whatever_the_order() {
    let (mut ours, mut theirs) = (history(), history());
    for day in [100, 103, 110] {
        told(&mut ours, "a", day, Grade::Good);
        told(&mut theirs, "a", day + 1, Grade::Again);
        let undone = told(&mut theirs, "b", day, Grade::Easy);
        about(&mut theirs, &undone, Deed::Undone(undone.uid.clone()));
    }
    let (of_ours, of_theirs) = (exported(&ours), exported(&theirs));
    let join = |history: &mut History, lines: &str| {
        history.import("x", &mut BufReader::new(lines.as_bytes())).expect("lines")
    };
    let backwards: String = of_theirs.lines().rev().map(|line| format!("{line}\n")).collect();
    assert_eq!(join(&mut ours, &backwards), Joined { n_new: 9, n_known: 0 });
    assert_eq!(join(&mut theirs, &of_ours), Joined { n_new: 3, n_known: 0 });
    assert_eq!(exported(&ours), exported(&theirs));
    assert_eq!(derived(&ours), derived(&theirs));
    assert_eq!(join(&mut ours, &of_theirs), Joined { n_new: 0, n_known: 9 });
    let before = format!("{:?}", derived(&ours));
    ours.settle_anew().expect("it is settled");
    assert_eq!(format!("{:?}", derived(&ours)), before, "nothing derived is more than a fold of the log");
}

#[test]
fn a_wrong_line_is_named_and_takes_nothing_in() {
    let mut ours = history();
    let good = answer(&ours, "a", 100, Some(Grade::Good));
    let mut one = history();
    one.append(&good).expect("it is written");
    for (broken, says) in [
        ("{", "EOF"),
        ("{\"uid\":\"x\"}", "missing field"),
        (r#"{"uid":"x","at_ms":1,"offset_min":0,"deck":"d","card":"c","what":"dreamt"}"#, "dreamt"),
    ] {
        let lines = format!("{}\n{broken}\n", exported(&one).trim());
        let error =
            ours.import("log.jsonl", &mut BufReader::new(lines.as_bytes())).expect_err("it is broken");
        let HistoryError::Line { line: 2, fault, .. } = &error else { panic!("{error:?}") };
        assert!(fault.to_string().contains(says), "{fault}");
        assert_eq!(exported(&ours), "");
    }
}

#[test]
fn a_newer_or_damaged_history_stays_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("deep/history.db");
    let open = || History::open(&path, |_| rules());
    drop(open().expect("a new one"));
    let newer = Connection::open(&path).expect("a database");
    newer.pragma_update(None, "user_version", 99).expect("a number");
    drop(newer);
    let before = fs::read(&path).expect("bytes");
    assert!(matches!(open(), Err(HistoryError::Newer { found: 99, known: 1, .. })));
    assert_eq!(fs::read(&path).expect("bytes"), before);
    for damage in
        [&b"this is no database, whatever its name may say of it, and it is long enough"[..], &before[..600]]
    {
        fs::write(&path, damage).expect("a file");
        assert!(matches!(open(), Err(HistoryError::Damaged { .. })));
        assert_eq!(fs::read(&path).expect("bytes"), damage);
    }
    let foreign = folder.path().join("foreign.db");
    Connection::open(&foreign).and_then(|db| db.execute_batch("CREATE TABLE t (x)")).expect("a database");
    assert!(matches!(History::open(&foreign, |_| rules()), Err(HistoryError::Damaged { .. })));
}

#[test]
fn many_programs_that_begin_at_once_all_find_a_whole_history() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("history.db");
    std::thread::scope(|scope| {
        let open =
            || History::open(&path, |_| rules()).map(|mut history| told(&mut history, "a", 100, Grade::Good));
        let begun: Vec<_> = (0..8).map(|_| scope.spawn(open)).collect();
        for one in begun {
            one.join().expect("a thread").expect("a history");
        }
    });
    let history = History::open(&path, |_| rules()).expect("a history");
    assert_eq!(exported(&history).lines().count(), 8);
    let names: Vec<_> =
        fs::read_dir(folder.path()).expect("a folder").flatten().map(|entry| entry.file_name()).collect();
    assert!(names.iter().all(|name| !name.to_string_lossy().ends_with(".new")), "{names:?}");
}

#[test]
fn the_migrations_are_sound() {
    Migrations::from_slice(SHAPES).validate().expect("they can be applied");
}
