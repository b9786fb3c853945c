//! What a check found, told to other programs: JSON, JUnit and annotations of GitHub Actions say the same.

mod door;
mod toy;

use std::fs;

use door::{Door, Said};
use roxmltree::Document;
use serde_json::Value as Json;
use serde_json::json;
use toy::{Toy, choices, library};

use ttl::flow::{Library, check};
use ttl::judge::CheckReport;
use ttl::lab::{Lab, Limits};
use ttl::model::{Experiment, Lang, Missing, Text};
use ttl::screen::{Look, annotations, check_junit, check_report, check_report::Beside};

const DECK: &str = r#"[deck]
id = "d"
title = "Ein, Deck: 100 %"
titel = "x"

[[card]]
id = "good"
kind = "flash"
prompt = "What?"
back = "That."

[[card]]
id = "bad"
kind = "flahs"
prompt = "What?"

[[card]]
id = "one-language"
kind = "flash"
prompt.en = "What?"
back = "That."
"#;

/// What the program says of this deck without a run; in a folder whose name has characters with a meaning.
fn said(lang: &str, more: &[&str]) -> (Door, Said) {
    let door = Door::new(lang).with("LC_ALL", "C.UTF-8");
    fs::write(door.folder().join("a,b%.toml"), DECK).expect("a deck");
    let arguments = [&["check", "a,b%.toml", "--no-run"], more].concat();
    let said = door.say(&arguments, "");
    (door, said)
}

#[test]
fn annotations_name_file_line_and_code_on_one_line_each() {
    for (lang, message) in
        [("en", "unknown key `titel`%0Adid you mean `title`?"), ("ko", "알 수 없는 키 `titel`입니다%0A")]
    {
        let (_, said) = said(lang, &["--github"]);
        assert_eq!(said.code, Some(1));
        let lines: Vec<&str> = said.out.lines().filter(|line| line.starts_with("::")).collect();
        assert_eq!(lines.len(), 3, "{}", said.out);
        assert!(lines[0].starts_with("::warning file=a%2Cb%25.toml,line=20,endLine=20,col="), "{}", lines[0]);
        assert!(lines[0].contains(",title=missing-language::"), "{}", lines[0]);
        assert!(
            lines[1].starts_with(&format!(
                "::error file=a%2Cb%25.toml,line=4,endLine=4,col=1,title=unknown-key::{message}"
            )),
            "{}",
            lines[1]
        );
        assert!(lines[2].contains(",line=14,") && lines[2].contains("title=unknown-kind::"), "{}", lines[2]);
    }
}

#[test]
fn without_being_asked_for_there_are_no_annotations_even_in_a_workflow() {
    let door = Door::new("en").with("GITHUB_ACTIONS", "true");
    fs::write(door.folder().join("d.toml"), DECK).expect("a deck");
    assert!(!door.say(&["check", "d.toml", "--no-run"], "").out.contains("::error"));
}

#[test]
fn annotations_and_json_cannot_share_a_stream() {
    let (_, said) = said("en", &["--github", "--json"]);
    assert_eq!((said.code, said.out.as_str()), (Some(2), ""));
}

/// Name, kind of ending and message of every case of a suite.
fn cases(xml: &str, suite: &str) -> Vec<(String, String, String)> {
    let document = Document::parse(xml).unwrap_or_else(|error| panic!("{error}: {xml}"));
    let is_suite = |node: &roxmltree::Node<'_, '_>| {
        node.has_tag_name("testsuite") && node.attribute("name") == Some(suite)
    };
    let suite = document.descendants().find(is_suite).unwrap_or_else(|| panic!("no suite {suite}: {xml}"));
    let cases = suite.children().filter(|node| node.has_tag_name("testcase"));
    let ending = |case: roxmltree::Node<'_, '_>| {
        let inner = case.children().find(|node| node.has_tag_name("failure") || node.has_tag_name("skipped"));
        let (tag, message) = inner
            .map_or(("passed", ""), |node| (node.tag_name().name(), node.attribute("message").unwrap_or("")));
        (case.attribute("name").unwrap_or("").to_owned(), tag.to_owned(), message.to_owned())
    };
    cases.map(ending).collect()
}

#[test]
fn a_junit_report_has_a_suite_for_each_deck_and_a_case_for_each_card() {
    let (door, said) = said("en", &["--junit", "report.xml"]);
    assert_eq!(said.code, Some(1));
    assert!(said.out.contains("2 errors, 1 warning"), "the report for people is there too: {}", said.out);
    let xml = fs::read_to_string(door.folder().join("report.xml")).expect("a report");
    let found = cases(&xml, "d");
    let short: Vec<(&str, &str)> =
        found.iter().map(|(name, ending, _)| (name.as_str(), ending.as_str())).collect();
    assert_eq!(
        short,
        [("(file)", "failure"), ("good", "passed"), ("bad", "failure"), ("one-language", "passed")]
    );
    assert!(found[0].2.starts_with("a,b%.toml:4:1: error[unknown-key]"), "{}", found[0].2);
    assert!(found[2].2.starts_with("a,b%.toml:14:9: error[unknown-kind]"), "{}", found[2].2);
    let document = Document::parse(&xml).expect("XML");
    let out =
        document.descendants().find(|node| node.has_tag_name("system-out")).and_then(|node| node.text());
    assert!(out.is_some_and(|out| out.contains("a,b%.toml:20:1: warning[missing-language]")), "{out:?}");
    let failure = document.descendants().find(|node| node.has_tag_name("failure")).expect("a failure");
    assert_eq!(failure.attribute("type"), Some("unknown-key"));
}

#[test]
fn control_characters_do_not_break_the_xml_and_do_not_get_through() {
    let door = Door::new("en");
    let deck =
        DECK.replace("\"bad\"", "\"b\\u001b[31m\\u202ead\"").replace("\"flahs\"", "\"f\\u0007\\u202e<&]]>\"");
    fs::write(door.folder().join("d.toml"), deck).expect("a deck");
    let said = door.say(&["check", "d.toml", "--no-run", "--junit", "r.xml", "--github"], "");
    let xml = fs::read_to_string(door.folder().join("r.xml")).expect("a report");
    assert!(Document::parse(&xml).is_ok() && xml.contains("error[hidden-text]"), "{xml}");
    for text in [&said.out, &said.err, &xml] {
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{text:?}");
    }
    assert!(said.out.contains("U+001B") && said.out.contains("U+0007"), "{}", said.out);
}

#[test]
fn a_file_that_is_no_deck_and_a_promise_are_suites_of_their_own() {
    let door = Door::new("en");
    fs::write(door.folder().join("no-deck.toml"), "x = 1\n").expect("a file");
    fs::create_dir_all(door.folder().join("demos/mine")).expect("a folder");
    fs::write(door.folder().join("demos/mine/demo.toml"), "[demo]\nid = \"mine\"\ncommand = [\"true\"]\n")
        .expect("a file");
    fs::write(
        door.folder().join("d.toml"),
        "[deck]\nid = \"d\"\ntitle = \"D\"\n[[card]]\nid = \"c\"\nkind = \"flash\"\nprompt = \"P\"\nback = \"B\"\ndemo = \"mine\"\n",
    )
    .expect("a deck");
    let said = door.say(&["check", "no-deck.toml", "d.toml", "--no-run", "--junit", "r.xml"], "");
    assert_eq!(said.code, Some(1));
    let xml = fs::read_to_string(door.folder().join("r.xml")).expect("a report");
    assert_eq!(cases(&xml, "no-deck.toml")[0].1, "failure");
    assert_eq!(cases(&xml, "demos/mine/demo.toml")[0].1, "failure");
    assert_eq!(cases(&xml, "d")[1].1, "passed");
}

fn proven(cards: &str, lab: &dyn Lab) -> (Library, CheckReport) {
    let library = library(cards);
    let report = check(&library, lab, Some(Limits::CHECK), &mut |_| {}).expect("recordings play");
    (library, report)
}

const LOOK: Look = Look { width: 80, unicode: true, colour: false, lang: Lang::En };

#[test]
fn a_contradicted_key_is_told_with_its_place_in_every_form() {
    let lab = Toy::always(&json!({ "forced": 4 }));
    let (library, report) = proven(&choices("c", "claim = 'forced == 3'", "claim = 'forced == 4'"), &lab);
    let spec = |experiment: &Experiment| lab.spec(experiment);
    let beside = Beside { decks: &library.decks, spec: &spec };
    let object = check_report::check_json(&report, &beside, &LOOK);
    let claims = object["cards"][0]["claims"].as_array().expect("claims");
    let lines: Vec<&Json> = claims.iter().map(|claim| &claim["line"]).collect();
    assert_eq!((&claims[0]["outcome"], &claims[0]["file"]), (&json!("fails"), &json!("d.toml")));
    assert_eq!(lines, [13, 18]);
    let mut out = Vec::new();
    annotations(&mut out, &report, &beside, &LOOK).expect("a vector");
    let text = String::from_utf8(out).expect("text");
    assert!(
        text.contains(
            "::error file=d.toml,line=13,endLine=13,col=10,title=contradicted::`right` is marked as right"
        ),
        "{text}"
    );
    assert!(text.contains(",line=18,") && text.contains("`wrong` is marked as wrong"), "{text}");
    let xml = check_junit(&report, &beside, &LOOK).expect("XML");
    let found = cases(&xml, "d");
    assert_eq!((found[1].0.as_str(), found[1].1.as_str()), ("c", "failure"));
    assert!(
        found[1].2.starts_with("d.toml:13:10: `right` is marked as right, but the run refutes it"),
        "{}",
        found[1].2
    );
    let page: String =
        check_report::proofs(&report, &beside, false, &LOOK).iter().map(|line| format!("{line}\n")).collect();
    assert!(page.contains("--> d.toml:13:10") && page.contains("--> d.toml:18:10"), "{page}");
}

#[test]
fn what_could_not_be_shown_or_run_is_skipped() {
    let card = choices("c", "finding = 'was-seen'", "claim = 'forced == 4'");
    let missing = Missing::Program { name: "python3".into(), install: Text::plain("install it") };
    for (lab, why) in [
        (Toy::always(&json!({ "forced": 3, "seen": false })), "not shown here today"),
        (Toy::always(&json!({ "forced": 3, "seen": true })).without(missing), "cannot be run here"),
    ] {
        let (library, report) = proven(&card, &lab);
        let spec = |experiment: &Experiment| lab.spec(experiment);
        let xml = check_junit(&report, &Beside { decks: &library.decks, spec: &spec }, &LOOK).expect("XML");
        assert_eq!(cases(&xml, "d")[1], ("c".to_owned(), "skipped".to_owned(), why.to_owned()));
    }
}

#[test]
fn the_object_is_the_one_that_is_documented() {
    let (_, said) = said("en", &["--json"]);
    let object: Json = serde_json::from_str(&said.out).expect("one object");
    let keys = |object: &Json| object.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&object), ["cards", "counts", "problems"]);
    let problem = &object["problems"][0];
    assert_eq!(
        keys(problem),
        ["code", "column", "end", "file", "help", "line", "message", "notes", "severity"]
    );
    let page =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/check-report.md")).expect("the page");
    for key in keys(&object).into_iter().chain(keys(problem)).chain(keys(&object["counts"])) {
        assert!(page.contains(&format!("`{key}`")), "{key} is not described");
    }
}
