//! A history held against itself, shared with others, and by which rules it is settled.

use std::time::Duration;

use super::tests::{answer, exported, history, rules, told};
use super::*;
use crate::model::{CardKey, Day, Deed, Grade, Preferences};

fn on_disk() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("history.db");
    (folder, path)
}

fn open(path: &Path) -> History {
    History::open(path, |parameters| rules().refitted(parameters)).expect("a history")
}

fn fitted() -> Vec<f32> {
    let mut parameters = fsrs::DEFAULT_PARAMETERS.to_vec();
    parameters[2] = 7.5;
    parameters
}

#[test]
fn who_writes_all_the_time_is_waited_for_and_then_named() {
    let (_folder, path) = on_disk();
    let mut ours = open(&path);
    let entry = answer(&ours, "a", 100, Some(Grade::Good));
    let theirs = Connection::open(&path).expect("a database");
    theirs.execute_batch("BEGIN IMMEDIATE").expect("a transaction");
    ours.db.busy_timeout(Duration::ZERO).expect("no patience");
    assert!(matches!(ours.append(&entry), Err(HistoryError::Busy { .. })));
    // Reading needs no lock.
    assert_eq!(exported(&ours), "");
    theirs.execute_batch("COMMIT").expect("the end of it");
    ours.append(&entry).expect("it is written");
    let mut reader = open(&path);
    assert_eq!(reader.latest(9).expect("answers").len(), 1);
    assert!(!reader.set_rules(rules()).expect("it is read"), "nothing changed");
}

#[test]
fn a_history_agrees_with_itself_whatever_happened_to_it() {
    let mut history = history();
    for day in [100, 101, 103, 110] {
        for (card, grade) in [("a", Grade::Good), ("b", Grade::Again), ("c", Grade::Easy)] {
            told(&mut history, card, day, grade);
        }
    }
    let undone = history.latest(2).expect("answers");
    let taken_back: Vec<_> = undone
        .iter()
        .map(|answer| history.entry(answer.at.later(5), answer.key.clone(), Deed::Undone(answer.uid.clone())))
        .collect::<Result<_, _>>()
        .expect("entries");
    history.append_all(&taken_back).expect("they are written");
    assert_eq!(history.check().expect("it can be read"), Examined { n: 14, flaws: Vec::new() });
    history.db.execute_batch("UPDATE tally SET took_ms = took_ms + 1").expect("a change");
    let [Flaw::Stale("tally", at)] = &history.check().expect("it can be read").flaws[..] else {
        panic!("a flaw")
    };
    assert_eq!(at, "100 d");
    let before = exported(&history);
    history.rebuild().expect("it is thought out again");
    assert_eq!(history.check().expect("it can be read").flaws, []);
    assert_eq!(exported(&history), before, "the log is not touched");
}

#[test]
fn an_entry_of_a_newer_program_is_named_and_not_taken_for_damage() {
    let mut history = history();
    let told = told(&mut history, "a", 100, Grade::Good);
    history.db.execute_batch("UPDATE entry SET body = '{\"what\":\"felt\"}'").expect("a change");
    let flaws = history.check().expect("it can be read").flaws;
    assert!(flaws.contains(&Flaw::Unreadable(told.uid)), "{flaws:?}");
}

#[test]
fn other_rules_settle_every_card_anew_and_are_followed_by_a_program_that_runs_beside() {
    let (_folder, path) = on_disk();
    let (mut ours, mut theirs) = (open(&path), open(&path));
    told(&mut ours, "a", 100, Grade::Good);
    let stability = |history: &History, card: &str| {
        history.known(&CardKey::new("d", card)).expect("read").expect("known").memory.stability
    };
    let before = stability(&ours, "a");
    let parameters = format!("{:?}", fitted());
    ours.adopt(&[("parameters", &parameters)], rules().refitted(&fitted())).expect("it is written");
    assert!(stability(&ours, "a") > before);
    // The other one was opened with the published parameters.
    told(&mut theirs, "b", 100, Grade::Good);
    assert_eq!(stability(&theirs, "b"), stability(&theirs, "a"));
    assert_eq!(open(&path).check().expect("it can be read").flaws, []);
    // What the learner sets changes the schedule too.
    let stricter = Preferences { retention: 0.97, fuzz: false, ..Preferences::default() };
    let due = |history: &History| {
        history.known(&CardKey::new("d", "a")).expect("read").expect("known").memory.due_day
    };
    let (later, mut again) = (due(&ours), open(&path));
    assert!(again.set_rules(Rules::new(&stricter, &fitted())).expect("it is settled"));
    assert!(due(&again) < later);
    assert_eq!(again.check().expect("it can be read").flaws, []);
}

#[test]
fn what_is_learned_from_are_the_answers_that_count_card_by_card() {
    let mut history = history();
    for (card, day) in [("a", 100), ("b", 100), ("a", 105), ("b", 107), ("a", 110)] {
        told(&mut history, card, day, Grade::Good);
    }
    let last = history.latest(1).expect("answers").remove(0);
    let undone = history.entry(last.at.later(1), last.key, Deed::Undone(last.uid)).expect("an entry");
    history.append(&undone).expect("it is written");
    let graded = |history: &History| {
        history.graded().expect("answers").into_iter().map(|it| (it.card, it.day.0)).collect::<Vec<_>>()
    };
    assert_eq!(graded(&history), [(1, 100), (1, 105), (2, 100), (2, 107)]);
    assert_eq!(history.n_asked().expect("a number"), 2);
    let begun = history.known(&CardKey::new("d", "b")).expect("read").expect("known").memory.last.later(1);
    let anew = history.entry(begun, CardKey::new("d", "b"), Deed::Forgotten).expect("an entry");
    history.append(&anew).expect("it is written");
    told(&mut history, "b", 120, Grade::Again);
    assert_eq!(graded(&history), [(1, 100), (1, 105), (2, 120)]);
    let answered = history.answered().expect("cards");
    assert_eq!(answered[&CardKey::new("d", "b")], (3, Some(Day(120))), "answers before are still answers");
}
