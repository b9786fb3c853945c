//! `ttl history`, by the real program: the log taken along and joined, cards named, answers taken back, the schedule fitted.

mod door;
mod log;

use std::fs;

use door::{Door, Said};
use log::{Told, lines};

const NOON: &str = "2026-11-28T12:00:00Z";

/// Later on that day.
const LATER: &str = "2026-11-28T13:00:00Z";

/// A deck with two cards in the learner's own folder.
fn with_deck(lang: &str) -> Door {
    let door = Door::new(lang);
    fs::create_dir(door.folder().join("home/decks")).expect("a folder");
    fs::write(door.folder().join("home/decks/small.toml"), log::DECK).expect("a deck");
    door
}

fn ok(said: Said) -> Said {
    assert_eq!(said.code, Some(0), "{said:?}");
    said
}

/// Answers both cards: the first one rightly, the second one wrongly.
fn answered(door: &Door, at: &str) {
    ok(door.say(&["quiz", "small", "--demo", "never", "--now", at], "1\n1\n"));
}

fn history(door: &Door, words: &[&str]) -> Said {
    let words: Vec<&str> = ["history"].iter().chain(words).copied().chain(["--now", LATER]).collect();
    door.say(&words, "")
}

#[test]
fn what_was_answered_leaves_as_lines_and_comes_back_as_it_was() {
    let (here, there) = (with_deck("en"), with_deck("en"));
    answered(&here, NOON);
    let path = ok(history(&here, &["path"])).out;
    assert!(path.trim().ends_with("home/history.db"), "{path}");
    let lines = ok(history(&here, &["export"])).out;
    assert_eq!(lines.lines().count(), 2, "{lines}");
    assert_eq!(ok(history(&here, &["export", "-"])).out, lines);
    let said = ok(history(&here, &["export", "answers.jsonl"]));
    assert!(said.err.contains("`answers.jsonl`: 2 entries"), "{said:?}");
    assert_eq!(fs::read_to_string(here.folder().join("answers.jsonl")).expect("a file"), lines);
    let import = |door: &Door| ok(door.say(&["history", "import", "-"], &lines)).err;
    assert!(import(&there).contains("2 new entries taken in; 0 were there already"));
    assert!(import(&there).contains("0 new entries taken in; 2 were there already"));
    assert_eq!(ok(history(&there, &["export"])).out, lines);
    for door in [&here, &there] {
        let said = ok(history(door, &["check"]));
        assert!(said.out.contains("is sound: 2 entries"), "{said:?}");
        let summary = ok(history(door, &[])).out;
        assert!(
            summary.contains("2 answers, 2 known cards") && summary.contains("2026-11-28 12:00"),
            "{summary}"
        );
    }
    let nowhere = history(&here, &["export", "no/such/folder/x.jsonl"]);
    assert!(nowhere.code == Some(2) && nowhere.err.contains("no/such/folder/x.jsonl"), "{nowhere:?}");
}

#[test]
fn lines_that_steer_a_terminal_leave_escaped_and_mean_the_same() {
    let (here, there) = (Door::new("en"), Door::new("en"));
    let hostile = lines(&[Told { card: "c\u{202e}\u{9b}31m", ..Told::default() }]);
    ok(here.say(&["history", "import", "-"], &hostile));
    let out = ok(history(&here, &["export"])).out;
    assert!(out.contains("c\\u202e\\u009b31m") && !out.contains(['\u{202e}', '\u{9b}']), "{out}");
    ok(there.say(&["history", "import", "-"], &out));
    assert!(ok(there.say(&["history", "import", "-"], &hostile)).err.contains("1 were there already"));
    let list = ok(history(&there, &["list"])).out;
    assert!(!list.contains(['\u{202e}', '\u{9b}']), "{list}");
}

#[test]
fn a_wrong_line_is_named_and_of_no_file_anything_is_taken_in() {
    for (lang, says) in [("en", "Nothing was taken in"), ("ko", "아무것도 들여오지 않았습니다")]
    {
        let door = Door::new(lang);
        let good = lines(&[Told::default()]);
        fs::write(door.folder().join("good.jsonl"), &good).expect("a file");
        for (broken, words) in [
            ("{\"uid\":\n", "sed -n 3p 'bad file.jsonl'"),
            ("<<<<<<< HEAD\n", "merge=union"),
            (&good.replace("\"answered\"", "\"dreamt\""), "dreamt"),
        ] {
            fs::write(door.folder().join("bad file.jsonl"), format!("{good}\n{broken}")).expect("a file");
            let said = history(&door, &["import", "good.jsonl", "bad file.jsonl"]);
            let place =
                if lang == "en" { "`bad file.jsonl`, line 3" } else { "`bad file.jsonl` 3번째 줄" };
            assert!(said.code == Some(2) && said.err.contains(place), "{said:?}");
            assert!(said.err.contains(says) && said.err.contains(words), "{said:?}");
            assert_eq!(ok(history(&door, &["export"])).out, "");
        }
        let said = history(&door, &["import", "gone.jsonl"]);
        assert!(said.code == Some(2) && said.err.contains("`gone.jsonl`"), "{said:?}");
    }
}

#[test]
fn a_file_is_only_overwritten_by_a_history_that_holds_all_of_it() {
    let door = with_deck("en");
    answered(&door, NOON);
    let theirs = lines(&[Told { uid: "0theirs", ..Told::default() }]);
    let file = door.folder().join("answers.jsonl");
    for (text, says) in [(theirs.as_str(), "ttl history import answers.jsonl"), ("a letter\n", "line 1")] {
        fs::write(&file, text).expect("a file");
        let said = history(&door, &["export", "answers.jsonl"]);
        assert!(said.code == Some(2) && said.err.contains(says), "{said:?}");
        assert_eq!(fs::read_to_string(&file).expect("a file"), text);
    }
    fs::write(&file, &theirs).expect("a file");
    ok(history(&door, &["import", "answers.jsonl"]));
    ok(history(&door, &["export", "answers.jsonl"]));
    assert_eq!(fs::read_to_string(&file).expect("a file").lines().count(), 3);
}

#[test]
fn the_last_answers_are_taken_back_and_said() {
    let door = with_deck("en");
    answered(&door, NOON);
    let said = ok(history(&door, &["undo"]));
    assert!(said.err.contains("taken back: `small/two`, 2026-11-28 12:00"), "{said:?}");
    assert!(said.err.contains("(wrong)") && !said.err.contains("small/one"), "{said:?}");
    let said = ok(history(&door, &["undo", "5"]));
    assert!(said.err.contains("small/one") && !said.err.contains("small/two"), "{said:?}");
    assert!(ok(history(&door, &["undo"])).err.contains("there is no answer to take back"));
    assert_eq!(ok(history(&door, &["export"])).out.lines().count(), 4, "nothing is taken out of the log");
    ok(history(&door, &["check"]));
}

#[test]
fn cards_that_vanished_are_listed_with_what_is_known_of_them() {
    let door = with_deck("en");
    answered(&door, NOON);
    assert!(ok(history(&door, &["list"])).out.contains("Every card of your history is in a deck"));
    let deck = door.folder().join("home/decks/small.toml");
    fs::write(&deck, log::DECK.replace("id = \"two\"", "id = \"three\"")).expect("a deck");
    ok(history(&door, &["suspend", "small/one", "three"]));
    let said = ok(history(&door, &["list"])).out;
    let (vanished, suspended) = said.split_once("suspended").expect("two groups");
    assert!(vanished.contains("small/two") && vanished.contains("1 answer, 2026-11-28"), "{said}");
    assert!(suspended.contains("small/one") && suspended.contains("small/three"), "{said}");
    assert!(suspended.contains("never answered"), "{said}");
    let json: serde_json::Value =
        serde_json::from_str(&ok(history(&door, &["list", "--json"])).out).expect("JSON");
    assert_eq!(json["vanished"][0]["card"], "two");
    assert_eq!(json["suspended"].as_array().map(Vec::len), Some(2));
    fs::write(&deck, log::DECK).expect("a deck");
    ok(history(&door, &["resume", "small/one"]));
    let said = ok(history(&door, &["list"])).out;
    assert!(
        !said.contains("small/one") && !said.contains("small/two") && said.contains("small/three"),
        "{said}"
    );
    assert!(ok(history(&door, &["resume", "small/one"])).err.contains("nothing to change"));
}

#[test]
fn a_card_or_a_deck_is_begun_anew_when_somebody_says_yes() {
    let door = with_deck("en");
    answered(&door, NOON);
    let asked = history(&door, &["forget", "small/one"]);
    assert!(asked.code == Some(2) && asked.err.contains("--yes"), "{asked:?}");
    assert!(asked.err.contains("Begin anew with `small/one`? Its answers (1)"), "{asked:?}");
    assert_eq!(ok(history(&door, &["export"])).out.lines().count(), 2);
    assert!(ok(history(&door, &["forget", "one", "--yes"])).err.contains("begins anew: `small/one`"));
    assert!(ok(history(&door, &["forget", "small", "--yes"])).err.contains("begins anew: 2 cards"));
    assert!(ok(history(&door, &[])).out.contains("2 answers, 0 known cards"));
    ok(history(&door, &["check"]));
}

#[test]
fn a_name_that_is_none_is_answered_with_one_that_is() {
    for (lang, says) in [("en", "did you mean `small/one`?"), ("ko", "혹시 `small/one` 아닌지")] {
        let door = with_deck(lang);
        answered(&door, NOON);
        let said = history(&door, &["forget", "small/onne", "--yes"]);
        assert!(said.code == Some(2) && said.err.contains(says), "{said:?}");
        let said = history(&door, &["suspend", "xyzzy"]);
        assert!(said.code == Some(2) && said.err.contains("ttl history list"), "{said:?}");
    }
    let door = with_deck("en");
    fs::write(door.folder().join("home/decks/other.toml"), log::DECK.replace("\"small\"", "\"other\""))
        .expect("a deck");
    let said = history(&door, &["suspend", "one"]);
    assert!(said.code == Some(2) && said.err.contains("`other/one`, `small/one`"), "{said:?}");
}

#[test]
fn what_was_worked_out_wrongly_is_found_and_put_right() {
    let door = with_deck("en");
    answered(&door, NOON);
    let path = door.folder().join("home/history.db");
    for (wrong, table) in [
        ("UPDATE card SET due_day = due_day + 100", "`card`, first at `small/one`"),
        ("UPDATE tally SET n_right = n_right + 1", "`tally`"),
        ("UPDATE entry SET counts = 0", "`entry`"),
        ("UPDATE entry SET day = 3", "`entry`"),
        ("INSERT INTO foreseen VALUES (3, 1, 1, 0.3)", "`foreseen`, first at `3`"),
        ("INSERT INTO held SELECT id, 'nonsense', 1, card, at_ms, 0, day, 0, 1 FROM entry", "`held`"),
        ("UPDATE met SET sum = sum + 1", "`met`, first at `small`"),
        ("UPDATE card SET number = number + 1, right_ms = 7", "`card`, first at `small/one`"),
    ] {
        let db = rusqlite::Connection::open(&path).expect("a database");
        db.execute_batch(wrong).expect("a change");
        drop(db);
        let said = history(&door, &["check"]);
        assert!(said.code == Some(1) && said.err.contains(table), "{wrong}: {said:?}");
        assert!(said.err.contains("ttl history rebuild"), "{said:?}");
        ok(history(&door, &["rebuild"]));
        ok(history(&door, &["check"]));
    }
}

#[test]
fn the_schedule_is_fitted_on_request_and_says_what_that_changed() {
    for (lang, few, says) in [("en", "there are 0 so far", "before"), ("ko", "지금은 0건", "지금까지")]
    {
        let door = Door::new(lang);
        assert!(ok(history(&door, &["train"])).out.contains(few));
        // Thirty cards, each asked every fourth day and forgotten every second time.
        let mut told = Vec::new();
        let uids: Vec<String> = (0..30 * 25).map(|n| format!("{n:06}")).collect();
        let cards: Vec<String> = (0..30).map(|n| format!("c{n}")).collect();
        for round in 0..25 {
            for (n, card) in cards.iter().enumerate() {
                let is_forgotten = round > 0 && (n + round) % 2 == 0;
                told.push(Told {
                    uid: &uids[round * 30 + n],
                    card,
                    day: 20_000 + 4 * i32::try_from(round).expect("a number"),
                    grade: if is_forgotten { "again" } else { "good" },
                    phase: if round == 0 { "new" } else { "review" },
                    elapsed: (round > 0).then_some(4),
                });
            }
        }
        fs::write(door.folder().join("many.jsonl"), lines(&told)).expect("a file");
        ok(history(&door, &["import", "many.jsonl"]));
        let said = ok(history(&door, &["train"])).out;
        assert!(said.contains("576") && said.contains("144") && said.contains(says), "{said}");
        let summary = ok(history(&door, &[])).out;
        assert!(summary.contains("2026-11-28") && summary.contains("FSRS-6"), "{summary}");
        let again = ok(history(&door, &["train"])).out;
        let unchanged = if lang == "en" { "nothing changes" } else { "바꾸지 않습니다" };
        assert!(again.contains(unchanged), "{again}");
        ok(history(&door, &["check"]));
    }
}
