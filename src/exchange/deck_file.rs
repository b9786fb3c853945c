//! A deck as the TOML file that an author would have written.
//!
//! Deliberately missing: reading it back (`deck` does), and merging it into a file that is there (`update`).

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value as TomlValue, value};

use crate::model::{
    Body, Card, Choice, ClaimText, Deck, Effect, Experiment, Program, Text, Tolerance, Value,
};

/// The text of the deck's file.
pub fn deck_file(deck: &Deck) -> String {
    let mut document = DocumentMut::new();
    let mut head = Table::new();
    head["id"] = value(&deck.id);
    let after: Vec<String> = deck.after.iter().map(|name| name.value.clone()).collect();
    put_words(&mut head, "after", &after);
    put_text(&mut head, "title", &deck.title);
    put_text(&mut head, "about", &deck.about);
    document["deck"] = Item::Table(head);
    let mut cards = ArrayOfTables::new();
    deck.cards.iter().for_each(|card| cards.push(card_table(card)));
    document["card"] = Item::ArrayOfTables(cards);
    document.to_string()
}

/// A card as the table under `[[card]]`.
pub(super) fn card_table(card: &Card) -> Table {
    let mut table = Table::new();
    table["id"] = value(&card.id);
    table["kind"] = value(card.body.kind());
    put_words(&mut table, "notes", &card.notes);
    put_words(&mut table, "tags", &card.tags);
    if let Some(level) = card.difficulty {
        table["difficulty"] = value(i64::from(level));
    }
    put_text(&mut table, "prompt", &card.prompt);
    put_experiment(&mut table, card.experiment.as_ref());
    put_body(&mut table, &card.body);
    put_texts(&mut table, "hints", &card.hints);
    if let Some(explain) = &card.explain {
        put_text(&mut table, "explain", explain);
    }
    put_words(&mut table, "source", &card.sources);
    table
}

fn put_body(table: &mut Table, body: &Body) {
    match body {
        Body::Choice(choices) | Body::Multi(choices) => {
            table["choice"] = tables(choices.iter().map(choice_table));
        }
        Body::Number { observe, expect, unit, within } => {
            put_word(table, "observe", observe.as_ref().map(|name| name.value.as_str()));
            if let Some(expect) = expect {
                table["expect"] = value(number(expect.value));
            }
            if let Some(unit) = unit {
                put_text(table, "unit", unit);
            }
            if let Some(within) = tolerance(*within) {
                table["within"] = value(within);
            }
        }
        Body::Order { items, observe, expect } => {
            put_word(table, "observe", observe.as_ref().map(|name| name.value.as_str()));
            put_words(table, "expect", expect.as_ref().map_or(&[], |expect| expect.value.as_slice()));
            table["item"] = tables(items.iter().map(|item| {
                let mut one = Table::new();
                one["id"] = value(&item.id);
                put_text(&mut one, "text", &item.text);
                one
            }));
        }
        Body::Text { accept, observe, .. } => {
            put_words(table, "accept", accept);
            put_word(table, "observe", observe.as_ref().map(|name| name.value.as_str()));
        }
        Body::Match(pairs) => {
            table["pair"] = tables(pairs.iter().map(|pair| {
                let mut one = Table::new();
                put_text(&mut one, "left", &pair.left);
                put_text(&mut one, "right", &pair.right);
                put_claim(&mut one, pair.claim.as_ref());
                one
            }));
        }
        Body::Flash(back) => put_text(table, "back", back),
        // The gaps stand in the prompt.
        Body::Cloze { .. } => {}
        Body::Output { expect } => {
            if let Some(expect) = expect {
                table["expect"] = effect(&expect.value);
            }
        }
    }
}

/// `"what it prints"`, or `{ compiles = false, line = 3 }`.
fn effect(effect: &Effect) -> Item {
    match effect {
        Effect::Prints(output) => value(output),
        Effect::DoesNotCompile { line } => {
            let mut refusal = InlineTable::new();
            refusal.insert("compiles", false.into());
            if let Some(line) = line {
                refusal.insert("line", i64::from(*line).into());
            }
            value(refusal)
        }
    }
}

fn program_table(program: &Program) -> Table {
    let mut table = Table::new();
    table["lang"] = value(&program.lang.value);
    table["code"] = code(&program.code.value);
    if !program.stdin.is_empty() {
        table["stdin"] = value(&program.stdin);
    }
    if let Some(flags) = &program.flags {
        table["flags"] = value(flags.iter().map(String::as_str).collect::<Array>());
    }
    if let Some(ms) = program.deadline_ms.and_then(|ms| i64::try_from(ms).ok()) {
        table["deadline_ms"] = value(ms);
    }
    if !program.is_shown {
        table["show"] = value(false);
    }
    table
}

/// A program between `'''`, where nothing in it has another meaning; otherwise as any other text.
pub(super) fn code(code: &str) -> Item {
    let fits = !code.contains("'''") && !code.ends_with('\'') && !code.contains('\r');
    let fits = fits && code.chars().all(|c| c == '\n' || c == '\t' || !c.is_control());
    let literal = fits.then(|| format!("'''\n{code}'''").parse::<TomlValue>().ok()).flatten();
    literal.map_or_else(|| value(code), value)
}

fn choice_table(choice: &Choice) -> Table {
    let mut table = Table::new();
    table["id"] = value(&choice.id);
    put_text(&mut table, "text", &choice.text);
    if choice.correct {
        table["correct"] = value(true);
    }
    put_claim(&mut table, choice.claim.as_ref());
    put_word(&mut table, "belief", choice.belief.as_deref());
    for (key, text) in [("why", &choice.why), ("unprovable", &choice.unprovable)] {
        if let Some(text) = text {
            put_text(&mut table, key, text);
        }
    }
    table
}

fn put_claim(table: &mut Table, claim: Option<&ClaimText>) {
    match claim {
        None => {}
        Some(ClaimText::Finding { id, negated }) => {
            table["finding"] = value(format!("{}{}", if *negated { "!" } else { "" }, id.value));
        }
        Some(ClaimText::Predicates { holds, fails: None }) => table["claim"] = value(&holds.value),
        Some(ClaimText::Predicates { holds, fails: Some(fails) }) => {
            let mut both = dotted();
            both["holds"] = value(&holds.value);
            both["fails"] = value(&fails.value);
            table["claim"] = Item::Table(both);
        }
    }
}

fn put_experiment(table: &mut Table, experiment: Option<&Experiment>) {
    let Some(experiment) = experiment else { return };
    if let Some(program) = &experiment.program {
        table["program"] = Item::Table(program_table(program));
        return;
    }
    if experiment.set.is_empty() {
        table["demo"] = value(&experiment.demo.value);
        return;
    }
    let mut set = InlineTable::new();
    for (name, setting) in &experiment.set {
        set.insert(name, plain(setting));
    }
    let mut demo = InlineTable::new();
    demo.insert("id", experiment.demo.value.as_str().into());
    demo.insert("set", set.into());
    table["demo"] = value(demo);
}

fn plain(setting: &Value) -> TomlValue {
    match setting {
        Value::Bool(truth) => (*truth).into(),
        Value::Int(n) => (*n).into(),
        Value::Float(x) => (*x).into(),
        Value::Text(words) => words.as_str().into(),
        Value::List(words) => words.iter().map(String::as_str).collect::<Array>().into(),
    }
}

fn tables(all: impl Iterator<Item = Table>) -> Item {
    let mut array = ArrayOfTables::new();
    all.for_each(|table| array.push(table));
    Item::ArrayOfTables(array)
}

pub(super) fn dotted() -> Table {
    let mut table = Table::new();
    table.set_dotted(true);
    table
}

/// `key = "words"`, or `key.en = "words"` for each language.
fn put_text(table: &mut Table, key: &str, text: &Text) {
    match text.entries() {
        [] => {}
        [(tag, words)] if tag.is_empty() => table[key] = value(words),
        entries => {
            let mut languages = dotted();
            for (tag, words) in entries {
                languages[tag] = value(words);
            }
            table[key] = Item::Table(languages);
        }
    }
}

/// `key = ["words", …]`, or one list a language.
fn put_texts(table: &mut Table, key: &str, texts: &[Text]) {
    let Some(first) = texts.first() else { return };
    let list = |tag: &str| texts.iter().map(|text| words_in(text, tag)).collect::<Array>();
    match first.entries() {
        [(tag, _)] if tag.is_empty() => table[key] = value(list("")),
        entries => {
            let mut languages = dotted();
            for (tag, _) in entries {
                languages[tag] = value(list(tag));
            }
            table[key] = Item::Table(languages);
        }
    }
}

/// The words in that language, or the first there are.
fn words_in<'a>(text: &'a Text, tag: &str) -> &'a str {
    let entries = text.entries();
    let found = entries.iter().find(|(own, _)| own == tag).or(entries.first());
    found.map_or("", |(_, words)| words)
}

fn put_words(table: &mut Table, key: &str, words: &[String]) {
    if !words.is_empty() {
        table[key] = value(words.iter().map(String::as_str).collect::<Array>());
    }
}

fn put_word(table: &mut Table, key: &str, word: Option<&str>) {
    if let Some(word) = word {
        table[key] = value(word);
    }
}

/// A number as people write it: whole ones without a point.
pub(super) fn number(x: f64) -> TomlValue {
    #[expect(clippy::cast_possible_truncation, reason = "whole and far below 2^53")]
    match x.fract() == 0.0 && x.abs() < 1e15 {
        true => (x as i64).into(),
        false => x.into(),
    }
}

fn tolerance(within: Tolerance) -> Option<TomlValue> {
    Some(match within {
        Tolerance::Absolute(0.0) => return None,
        Tolerance::Absolute(by) => number(by),
        other => tolerance_words(other).into(),
    })
}

/// A tolerance as one word: `2`, `20%` or `x10`.
pub(super) fn tolerance_words(within: Tolerance) -> String {
    match within {
        Tolerance::Absolute(by) => by.to_string(),
        Tolerance::Share(share) => format!("{}%", percent(share)),
        Tolerance::Factor(factor) => format!("x{factor}"),
    }
}

/// The shortest percentage that is read back as exactly this share.
fn percent(share: f64) -> String {
    let candidates = (0..=17).map(|digits| format!("{:.digits$}", share * 100.0));
    let fits = |words: &String| words.parse::<f64>().is_ok_and(|read| read / 100.0 == share);
    candidates.into_iter().find(fits).unwrap_or_else(|| (share * 100.0).to_string())
}
