//! The schema and the reader say the same, in both directions: for every key, every kind, and every thing that can be wrong
//! with the form of a value.

use std::collections::{BTreeMap, BTreeSet};

use jsonschema::Validator;
use serde_json::Value;

use super::super::reader::Reader;
use super::super::{card, promise};
use super::{deck_schema, demo_schema, sample};
use crate::model::{Body, Severity, Source, SourceId};

/// Problems that a schema cannot see: they are about meaning, not about form.
const OF_MEANING: [&str; 27] = [
    "cannot-allow",
    "hidden-text",
    "duplicate-id",
    "not-a-rearrangement",
    "unknown-demo",
    "unknown-param",
    "bad-param",
    "unknown-finding",
    "claim-without-demo",
    "claim-syntax",
    "claim-type",
    "claim-unsupported",
    "unknown-observation",
    "nothing-observed",
    "unsafe-observation",
    "stall-could-satisfy",
    "needs-both-sides",
    "no-dead-band",
    "unknown-cell",
    "missing-language",
    "unknown-program-language",
    "no-gap",
    "gaps-differ",
    "observation-type",
    "witness-not-seen",
    "inside-dead-band",
    "claim-too-large",
];

/// Keys whose values have to fit one another, which a schema cannot say either.
const OF_VALUES: [&str; 4] = ["/param/0/default ", "/param/0/min ", "/param/0/max ", "/param/0/one_of "];

/// What the reader asked for, table by table, and what is wrong with the form of the text.
type Read = (Vec<(&'static str, BTreeSet<&'static str>)>, Vec<String>);

fn read(text: &Value, is_deck: bool) -> Read {
    let text = toml::to_string(text).expect("it can be written as TOML");
    let source = Source { name: "t.toml".into(), text };
    let reader = Reader::new(&source, SourceId(0));
    match is_deck {
        true => drop(card::read_with(&reader)),
        false => drop(promise::read_with(&reader)),
    }
    let asked = reader.asked.take();
    let problems = reader.finish().into_iter().filter(|d| d.severity() == Severity::Error);
    let problems = problems.map(|d| d.problem.code()).filter(|code| !OF_MEANING.contains(code));
    (asked, problems.map(str::to_owned).collect())
}

fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::new(schema).expect("a sound schema")
}

fn complaints(validator: &Validator, text: &Value) -> Vec<String> {
    validator.iter_errors(text).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// The reader's name of each table, and where the schema has it.
const TABLES_OF_DECKS: [(&str, &str); 10] = [
    ("deck file", ""),
    ("deck", "deck"),
    ("card", "card"),
    ("choice", "card.choice"),
    ("claim", "card.choice.claim"),
    ("item", "card.item"),
    ("pair", "card.pair"),
    ("demo", "card.demo"),
    ("program", "card.program"),
    ("expect", "card.expect"),
];
const TABLES_OF_DEMOS: [(&str, &str); 8] = [
    ("demo.toml", ""),
    ("demo", "demo"),
    ("requirement", "require"),
    ("parameter", "param"),
    ("cell", "cell"),
    ("lane", "lane"),
    ("observation", "observation"),
    ("finding", "finding"),
];

/// The table at a path: through lists, and through the form that is a table.
fn table<'s>(schema: &'s Value, path: &str) -> &'s Value {
    path.split('.').filter(|key| !key.is_empty()).fold(schema, |at, key| {
        let mut at = &at["properties"][key];
        if !at["items"].is_null() {
            at = &at["items"];
        }
        let forms = at["anyOf"].as_array().into_iter().flatten();
        if at["properties"].is_null() {
            forms.clone().find(|form| form["type"] == "object").expect(path)
        } else {
            at
        }
    })
}

/// For each of the reader's tables the keys that were asked for, and those that the schema has.
fn agree_on_keys(schema: &Value, tables: &[(&'static str, &str)], is_deck: bool) {
    let mut asked: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for text in sample::samples(schema) {
        for (of, keys) in read(&text, is_deck).0 {
            asked.entry(of).or_default().extend(keys);
        }
    }
    let all: BTreeMap<&str, BTreeSet<&str>> = tables
        .iter()
        .map(|(of, path)| {
            let keys = table(schema, path)["properties"].as_object().expect(path).keys();
            (*of, keys.map(String::as_str).collect())
        })
        .collect();
    assert_eq!(asked, all, "what the reader asks for (left) and what the schema has (right)");
}

#[test]
fn the_reader_asks_for_what_the_schema_has_and_for_nothing_else() {
    agree_on_keys(&deck_schema(), &TABLES_OF_DECKS, true);
    agree_on_keys(&demo_schema(), &TABLES_OF_DEMOS, false);
}

#[test]
fn every_kind_of_card_asks_for_its_own_keys() {
    let schema = deck_schema();
    let card = table(&schema, "card");
    let kinds = sample::kinds(card);
    assert_eq!(kinds.iter().map(|(_, kind, _)| kind.as_str()).collect::<Vec<_>>(), Body::KINDS);
    for text in sample::samples(&schema) {
        let kind = text["card"][0]["kind"].as_str().expect("a kind");
        let (.., then) = kinds.iter().find(|(_, name, _)| name == kind).expect("a rule");
        let (asked, _) = read(&text, true);
        let (_, asked) = asked.iter().find(|(of, _)| *of == "card").expect("a card");
        let allowed = sample::keys(card, then);
        assert_eq!(*asked, allowed.iter().map(String::as_str).collect(), "{kind}");
    }
}

#[test]
fn what_the_schema_allows_the_reader_takes() {
    for (schema, is_deck) in [(deck_schema(), true), (demo_schema(), false)] {
        let (validator, samples) = (validator(&schema), sample::samples(&schema));
        assert!(samples.len() >= 4, "{}", samples.len());
        for text in samples {
            assert_eq!(complaints(&validator, &text), Vec::<String>::new(), "{text:#}");
            assert_eq!(read(&text, is_deck).1, Vec::<String>::new(), "{text:#}");
        }
    }
}

#[test]
fn what_one_refuses_the_other_refuses_too() {
    for (schema, is_deck) in [(deck_schema(), true), (demo_schema(), false)] {
        let validator = validator(&schema);
        let (mut n_refused, mut disagree, mut seen) = (0, BTreeSet::new(), BTreeSet::new());
        for text in sample::samples(&schema) {
            for (what, text) in sample::changed(&text, &mut seen) {
                let (is_valid, problems) = (validator.is_valid(&text), read(&text, is_deck).1);
                n_refused += usize::from(!is_valid);
                let is_about_values =
                    problems == ["wrong-type"] && OF_VALUES.iter().any(|key| what.starts_with(key));
                if is_valid != problems.is_empty() && !(is_valid && is_about_values) {
                    let complaints = complaints(&validator, &text);
                    disagree.insert(format!("{what}\n  schema {complaints:?}\n  reader {problems:?}"));
                }
            }
        }
        assert!(n_refused > 1000, "{n_refused}");
        let told: Vec<_> = disagree.iter().take(40).cloned().collect();
        assert!(disagree.is_empty(), "{} of them:\n{}", disagree.len(), told.join("\n"));
    }
}
