//! The real program without a terminal: plain lines, JSON, pipes, exit codes, in both languages.

mod door;

use std::fs;
use std::io::Write;

use door::{Door, Said};
use serde_json::Value as Json;

/// A deck whose answers are known however its options are shuffled.
const DECK: &str = r#"
[deck]
id = "small"
title = { en = "Small", ko = "작은 덱" }

[[card]]
id = "seven"
kind = "number"
prompt = { en = "How many days?", ko = "며칠입니까?" }
hints = { en = ["A week.", "Seven."], ko = ["한 주입니다.", "일곱입니다."] }
expect = 7

[[card]]
id = "word"
kind = "text"
prompt = { en = "Which word?", ko = "어떤 낱말입니까?" }
accept = ["lock", "락"]
"#;

/// A door with the small deck behind it.
fn with_deck(lang: &str) -> Door {
    let door = Door::new(lang);
    fs::create_dir(door.folder().join("decks")).expect("a folder of decks");
    fs::write(door.folder().join("decks/small.toml"), DECK).expect("a deck");
    door
}

fn assert_done(said: &Said) {
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!(said.err, "", "{said:?}");
}

#[test]
fn an_answer_and_a_goodbye_are_enough() {
    for (lang, tally, offer) in [("en", "1 card, ", "type `demo`"), ("ko", "카드 1장, ", "`demo`를 입력하면")]
    {
        let said = Door::new(lang).say(&["quiz", "concurrency"], "1\nquit\n");
        assert_done(&said);
        assert!(said.out.contains(tally) && said.out.contains(offer), "{}", said.out);
    }
}

#[test]
fn right_and_wrong_are_counted() {
    for (lang, tally) in [("en", "2 cards, 1 right, 1 wrong"), ("ko", "카드 2장, 맞음 1, 틀림 1")] {
        let said = with_deck(lang).say(&["quiz", "small"], "7\nmutex\n");
        assert_done(&said);
        assert!(said.out.contains(tally), "{}", said.out);
    }
}

#[test]
fn hints_come_one_by_one_until_there_are_no_more() {
    for (lang, lines) in [
        ("en", ["How many days?", "A week.", "Seven.", "there are no more hints"]),
        ("ko", ["며칠입니까?", "한 주입니다.", "일곱입니다.", "힌트가 더 없습니다"]),
    ] {
        let said = with_deck(lang).say(&["quiz", "small"], "hint\nhint\nhint\nquit\n");
        assert_done(&said);
        let places = lines.map(|line| said.out.find(line).unwrap_or_else(|| panic!("{line}: {}", said.out)));
        assert!(places.is_sorted(), "{}", said.out);
    }
}

#[test]
fn commands_may_be_typed_in_korean() {
    let said = with_deck("ko").say(&["quiz", "small"], "힌트\n건너뛰기\n그만\n");
    assert_done(&said);
    assert!(said.out.contains("한 주입니다.") && said.out.contains("건너뜀 1, 남음 1"), "{}", said.out);
}

#[test]
fn what_is_no_answer_is_said_and_asked_again() {
    for lang in ["en", "ko"] {
        let said = with_deck(lang).say(&["quiz", "small"], "a week\n\n7\nskip\n");
        assert_done(&said);
        assert!(said.out.contains("`a week`"), "{}", said.out);
        assert_eq!(said.out.matches(['✓', '✗']).count(), 1, "one verdict: {}", said.out);
    }
}

#[test]
fn the_end_of_the_input_is_a_goodbye() {
    let said = with_deck("en").say(&["quiz", "small"], "");
    assert_done(&said);
    assert!(said.out.contains("2 left"), "{}", said.out);
    let unfinished = with_deck("en").say(&["quiz", "small"], "7");
    assert_done(&unfinished);
    assert!(unfinished.out.contains("1 right") && unfinished.out.contains("1 left"), "{}", unfinished.out);
}

#[test]
fn a_demo_that_is_asked_for_is_run_and_drawn() {
    for (lang, words) in [("en", ["confirmed", "refuted"]), ("ko", ["확인됨", "반증됨"])] {
        let said = Door::new(lang).say(&["quiz", "concurrency"], "1\ndemo\nquit\n");
        assert_done(&said);
        assert!(words.iter().all(|word| said.out.contains(word)), "{}", said.out);
        assert!(said.out.contains("task A") || said.out.contains("태스크 A"), "{}", said.out);
    }
}

/// Every line as JSON.
fn objects(out: &str) -> Vec<Json> {
    let parse = |line: &str| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    out.lines().map(parse).collect()
}

#[test]
fn json_is_one_object_a_line() {
    let typed = "nonsense\nhint\n7\ndemo\nlock\n";
    let said = with_deck("en").with("CLICOLOR_FORCE", "1").say(&["quiz", "small", "--json"], typed);
    assert_done(&said);
    let objects = objects(&said.out);
    let events: Vec<&str> = objects.iter().filter_map(|object| object["event"].as_str()).collect();
    assert_eq!(events.len(), objects.len(), "{}", said.out);
    assert_eq!(events[..4], ["question", "not-an-answer", "hint", "verdict"]);
    assert_eq!(objects[3]["verdict"], "right");
    assert_eq!(events.last(), Some(&"end"));
    assert_eq!(objects.last().map(|end| &end["right"]), Some(&Json::from(2)));
}

#[test]
fn json_tells_what_a_run_said_of_each_option() {
    let arguments = ["quiz", "waits-together", "--json", "--demo", "always"];
    let said = Door::new("en").say(&arguments, "1\n");
    assert_done(&said);
    let verdict = &objects(&said.out)[1];
    assert_eq!(verdict["event"], "verdict");
    assert!(verdict["run"].is_object() && verdict["evidence"].is_object(), "{verdict}");
}

#[test]
fn nothing_is_coloured_in_a_pipe_unless_it_is_asked_for() {
    let coloured = |door: Door, flags: &[&str]| {
        let said = door.say(&[&["quiz", "small"], flags].concat(), "hint\n7\nmutex\n");
        assert_done(&said);
        said.out.contains('\u{1b}')
    };
    let force = |name: &str, value: &str| with_deck("en").with(name, value);
    assert!(!coloured(with_deck("en"), &[]));
    assert!(!coloured(with_deck("en").with("TERM", "xterm-256color"), &[]));
    assert!(coloured(force("CLICOLOR_FORCE", "1"), &[]));
    assert!(coloured(with_deck("en"), &["--color", "always"]));
    assert!(!coloured(force("CLICOLOR_FORCE", "1").with("NO_COLOR", "1"), &[]));
    assert!(!coloured(force("CLICOLOR_FORCE", "1"), &["--color", "never"]));
    assert!(!coloured(force("NO_COLOR", "1"), &[]));
}

#[test]
fn a_reader_who_left_is_no_error() {
    for arguments in [vec!["quiz", "concurrency"], vec!["quiz", "concurrency", "--json"]] {
        let mut child = Door::new("en").command(&arguments).spawn().expect("the program starts");
        drop(child.stdout.take());
        // Only now is there something to answer, so something is written that nobody reads.
        let _ = child.stdin.take().expect("a pipe").write_all("1\n".repeat(50).as_bytes());
        let output = child.wait_with_output().expect("the program ends");
        let complaints = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), complaints.as_ref()), (Some(0), ""), "{arguments:?}");
    }
    for arguments in [vec!["list"], vec!["--help"], vec!["demo", "gather-overlap", "--source"]] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let child = Door::new("en").command(&arguments).stdout(writer).spawn().expect("the program starts");
        let output = child.wait_with_output().expect("the program ends");
        let complaints = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), complaints.as_ref()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn what_names_nothing_is_told_with_what_was_meant() {
    for (lang, arguments, words) in [
        ("en", vec!["quiz", "concurency"], "`concurrency`"),
        ("ko", vec!["quiz", "concurency"], "`concurrency`"),
        ("en", vec!["check", "concurency"], "`concurrency`"),
        ("en", vec!["demo", "lost-updat"], "`ttl demo lost-update`"),
        ("ko", vec!["demo", "lost-updat"], "`ttl demo lost-update`"),
        ("en", vec!["quiz", "nothing-like-it"], "`ttl list`"),
        ("en", vec!["qiz"], "quiz"),
        ("ko", vec!["qiz"], "`quiz`"),
        ("en", vec!["quiz", "--sufle"], "--shuffle"),
        ("ko", vec!["quiz", "--shufle"], "--shuffle"),
        ("en", vec!["demo", "lost-update", "--set", "m=3"], "--set n="),
        ("en", vec!["demo", "lost-update", "--set", "pyton=true"], "`python`"),
        ("en", vec!["demo", "lost-update", "--set", "n"], "`name=value`"),
        ("en", vec!["demo", "lost-update", "--set", "n=99"], "1..40"),
        ("ko", vec!["demo", "lost-update", "--set", "n=99"], "1..40"),
        ("en", vec!["demo", "lost-update", "--trials", "0"], "0"),
    ] {
        let said = Door::new(lang).say(&arguments, "");
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{arguments:?}: {said:?}");
        assert!(said.err.contains(words), "{arguments:?}: {}", said.err);
        let is_korean = said.err.contains(['없', '쓸', '수', '값']);
        assert_eq!(is_korean, lang == "ko", "{arguments:?}: {}", said.err);
    }
}

#[test]
fn a_demo_without_a_name_and_without_a_terminal_is_a_list() {
    for (lang, words) in [("en", "demos"), ("ko", "데모")] {
        let said = Door::new(lang).say(&["demo"], "");
        assert_done(&said);
        assert!(said.out.contains("lost-update") && said.out.contains(words), "{}", said.out);
    }
}

#[test]
fn lists_name_everything() {
    let said = with_deck("en").say(&["list"], "");
    assert_done(&said);
    for name in ["small", "concurrency", "blocking-matrix", "lost-update"] {
        assert!(said.out.contains(name), "{name}: {}", said.out);
    }
    let cards = with_deck("ko").say(&["list", "cards"], "");
    assert!(cards.out.contains("seven") && cards.out.contains("며칠입니까?"), "{}", cards.out);
    let json = with_deck("en").say(&["list", "--json"], "");
    assert_eq!(objects(&json.out).len(), 1);
}

#[test]
fn a_demo_as_json_tells_what_was_run_and_found() {
    let said = Door::new("en").say(&["demo", "lost-update", "--json", "--set", "python=false"], "");
    assert_done(&said);
    let [report] = objects(&said.out).try_into().expect("one object");
    assert_eq!(report["demo"]["id"], "lost-update");
    assert!(report["findings"].as_array().is_some_and(|findings| !findings.is_empty()), "{report}");
    assert_eq!(report["evidence"]["set"]["python"], false);
    let trials = report["evidence"]["trials"].as_array().expect("trials");
    assert!(!trials.is_empty() && trials.iter().all(|trial| trial["observations"].is_object()), "{report}");
}

#[test]
fn the_doctor_names_every_demo() {
    let said = Door::new("en").say(&["doctor"], "");
    assert_eq!(said.code, Some(0), "{said:?}");
    for demo in ["blocking-matrix", "gather-overlap", "gil-cpu", "lost-update", "parallel-witness"] {
        assert!(said.out.contains(demo), "{demo}: {}", said.out);
    }
}

#[test]
fn the_source_of_a_demo_can_be_read() {
    let said = Door::new("en").say(&["demo", "gil-cpu", "--source"], "");
    assert_done(&said);
    assert!(said.out.contains("gil_enabled"), "{}", said.out);
}

#[test]
fn help_speaks_both_languages() {
    for (lang, usage) in [("en", "Usage: ttl"), ("ko", "사용법: ttl")] {
        for flag in [vec!["--help"], vec!["quiz", "--help"], vec!["demo", "-h"], vec!["check", "--help"]] {
            let said = Door::new(lang).say(&flag, "");
            assert_done(&said);
            assert!(said.out.contains(usage), "{flag:?}: {}", said.out);
        }
    }
    let said = Door::new("ko").say(&["--lang", "en", "--help"], "");
    assert!(said.out.contains("Usage: ttl"), "a flag is stronger than the environment");
    for command in ["quiz", "demo", "check", "list", "doctor"] {
        assert!(said.out.contains(&format!("\n  {command} ")), "{command}: {}", said.out);
    }
}

#[test]
fn alone_it_says_what_there_is() {
    for (lang, words) in [("en", "11 decks"), ("ko", "덱 11개")] {
        let said = with_deck(lang).say(&[], "");
        assert_done(&said);
        assert_eq!(said.out.lines().count(), 5, "{}", said.out);
        assert!(said.out.starts_with(words), "{}", said.out);
    }
    let said = Door::new("en").say(&["--version"], "");
    assert_eq!(said.out, concat!("ttl ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn a_deck_may_lie_anywhere() {
    let door = Door::new("en");
    fs::create_dir(door.folder().join("my decks")).expect("a folder");
    fs::write(door.folder().join("my decks/a small one.toml"), DECK).expect("a deck");
    fs::create_dir(door.folder().join("home/decks")).expect("a folder");
    fs::write(door.folder().join("home/decks/mine.toml"), DECK.replace("days", "sides")).expect("a deck");
    for (what, words) in [
        ("my decks/a small one.toml", "How many days?"),
        ("./my decks", "How many days?"),
        ("mine", "How many sides?"),
    ] {
        let said = door.say(&["quiz", what], "7\nlock\n");
        assert_done(&said);
        assert!(said.out.contains(words) && said.out.contains("2 right"), "{what}: {}", said.out);
    }
}

#[test]
fn a_deck_with_problems_is_asked_all_the_same_and_complained_about() {
    let door = Door::new("en");
    fs::write(door.folder().join("bad.toml"), DECK.replace("kind = \"text\"", "kind = \"txt\""))
        .expect("a deck");
    let said = door.say(&["quiz", "./bad.toml"], "7\n");
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.out.contains("1 right"), "{}", said.out);
    assert!(
        said.err.contains("1 problem in these decks") && said.err.contains("ttl check --no-run"),
        "{}",
        said.err
    );
    let lost = door.say(&["quiz", "./lost.toml"], "");
    assert_eq!(lost.code, Some(2), "{lost:?}");
}

#[test]
fn a_locale_without_unicode_gets_plain_letters() {
    let said = with_deck("en").with("LC_ALL", "C").say(&["quiz", "small"], "hint\n7\nmutex\n");
    assert_done(&said);
    assert!(said.out.replace('락', "").is_ascii(), "{}", said.out);
    assert!(said.out.contains("right") && said.out.contains("wrong"), "{}", said.out);
}

#[test]
fn a_check_of_a_deck_proves_it_and_ends_well() {
    let door = Door::new("en");
    let deck = "[deck]\nid = 'd'\ntitle = 'D'\n[[card]]\nid = 'c'\nkind = 'number'\nprompt = 'How many?'\n\
                demo = { id = 'gather-overlap', set = { python = false } }\nobserve = 'gather.polls'\nexpect = 4\n";
    for (name, expect, code, words) in [("good", "4", 0, "1 claim"), ("bad", "5", 1, "contradicted")] {
        let file = format!("{name}.toml");
        fs::write(door.folder().join(&file), deck.replace("expect = 4", &format!("expect = {expect}")))
            .expect("a deck");
        let said = door.say(&["check", &file], "");
        assert_eq!(said.code, Some(code), "{said:?}");
        assert!(said.out.contains(words), "{}", said.out);
        let json = door.say(&["check", &file, "--json"], "");
        assert_eq!((json.code, objects(&json.out).len()), (Some(code), 1), "{json:?}");
    }
}
