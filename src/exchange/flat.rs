//! A card as named fields, each a piece of text: what a row of a table can hold.
//!
//! The fields are documented in `docs/import-export.md`. A field that ends in `.en`, `.ko` … is in that language. Deliberately
//! missing: demos and claims, which no other program can run; and tables (`sheet`).

use super::LeftOut;
use super::deck_file::tolerance_words;
use super::losses::lost_keys;
use super::tongue::Tongue;
use crate::model::{Body, Card, Choice, Deck, Effect, Program, Text};

/// A field: its name and what stands in it.
pub(super) type Field = (String, String);

/// Separates words in one field.
const BETWEEN: char = ';';

/// What fields keep of a card beside its question and answer.
const KEPT: [&str; 14] = [
    "hints",
    "explain",
    "notes",
    "tags",
    "source",
    "difficulty",
    "why",
    "unprovable",
    "belief",
    "program",
    "flags",
    "stdin",
    "deadline_ms",
    "show",
];

/// The fields of a card.
pub(super) fn fields(card: &Card, tongue: Tongue) -> Vec<Field> {
    let mut fields = Fields { tongue, all: Vec::new() };
    fields.word("id", &card.id);
    fields.word("kind", card.body.kind());
    fields.text("prompt", &card.prompt);
    fields.body(&card.body);
    if let Some(program) = card.experiment.as_ref().and_then(|experiment| experiment.program.as_ref()) {
        fields.program(program);
    }
    for (i, hint) in card.hints.iter().enumerate() {
        fields.text(&format!("hint.{}", i + 1), hint);
    }
    if let Some(explain) = &card.explain {
        fields.text("explain", explain);
    }
    fields.words("tags", &card.tags);
    fields.words("notes", &card.notes);
    fields.words("source", &card.sources);
    if let Some(level) = card.difficulty {
        fields.word("difficulty", &level.to_string());
    }
    fields.all
}

/// What the fields of a card do not hold.
pub(super) fn lost(deck: &Deck, card: &Card) -> Option<LeftOut> {
    lost_keys(deck, card, &KEPT)
}

/// Several words as one field.
pub(super) fn joined(words: &[String]) -> String {
    let escaped = words.iter().map(|word| word.replace('\\', "\\\\").replace(BETWEEN, "\\;"));
    escaped.collect::<Vec<_>>().join("; ")
}

/// The words of a field that holds several.
pub(super) fn split(field: &str) -> Vec<String> {
    let (mut words, mut word, mut chars) = (Vec::new(), String::new(), field.chars());
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some(next @ ('\\' | BETWEEN)) => word.push(next),
                Some(next) => word.extend(['\\', next]),
                None => word.push('\\'),
            },
            BETWEEN => words.push(std::mem::take(&mut word)),
            c => word.push(c),
        }
    }
    words.push(word);
    words.into_iter().map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
}

struct Fields {
    tongue: Tongue,
    all: Vec<Field>,
}

impl Fields {
    fn word(&mut self, name: &str, word: &str) {
        if !word.is_empty() {
            self.all.push((name.to_owned(), word.to_owned()));
        }
    }

    fn words(&mut self, name: &str, words: &[String]) {
        self.word(name, &joined(words));
    }

    fn text(&mut self, name: &str, text: &Text) {
        for (tag, words) in self.tongue.entries(text) {
            let name = if tag.is_empty() { name.to_owned() } else { format!("{name}.{tag}") };
            self.all.push((name, words.to_owned()));
        }
    }

    fn body(&mut self, body: &Body) {
        match body {
            Body::Choice(choices) | Body::Multi(choices) => self.choices(choices),
            Body::Number { expect, unit, within, .. } => {
                if let Some(key) = expect {
                    self.word("answer", &key.value.to_string());
                }
                if let Some(unit) = unit {
                    self.text("unit", unit);
                }
                let within = tolerance_words(*within);
                self.word("within", if within == "0" { "" } else { &within });
            }
            Body::Order { items, expect, .. } => {
                for (i, item) in items.iter().enumerate() {
                    self.word(&format!("choice.{}.id", i + 1), &item.id);
                    self.text(&format!("choice.{}", i + 1), &item.text);
                }
                self.words("answer", expect.as_ref().map_or(&[], |key| key.value.as_slice()));
            }
            Body::Text { accept, .. } => self.words("answer", accept),
            Body::Match(pairs) => {
                for (i, pair) in pairs.iter().enumerate() {
                    self.text(&format!("choice.{}", i + 1), &pair.left);
                    self.text(&format!("match.{}", i + 1), &pair.right);
                }
            }
            Body::Flash(back) => self.text("answer", back),
            // The gaps stand in the prompt.
            Body::Cloze { .. } => {}
            Body::Output { expect } => match expect.as_ref().map(|key| &key.value) {
                Some(Effect::Prints(output)) => self.word("answer", output),
                Some(Effect::DoesNotCompile { line }) => {
                    self.word("compiles", "false");
                    self.word("line", &line.map(|line| line.to_string()).unwrap_or_default());
                }
                None => {}
            },
        }
    }

    fn program(&mut self, program: &Program) {
        self.word("program.lang", &program.lang.value);
        self.word("program.code", &program.code.value);
        self.word("program.stdin", &program.stdin);
        self.words("program.flags", program.flags.as_deref().unwrap_or_default());
        self.word("program.deadline_ms", &program.deadline_ms.map(|ms| ms.to_string()).unwrap_or_default());
        self.word("program.show", if program.is_shown { "" } else { "false" });
    }

    fn choices(&mut self, choices: &[Choice]) {
        let right = choices.iter().enumerate().filter(|(_, choice)| choice.correct);
        let right: Vec<String> = right.map(|(i, _)| (i + 1).to_string()).collect();
        self.words("correct", &right);
        for (i, choice) in choices.iter().enumerate() {
            let name = format!("choice.{}", i + 1);
            self.text(&name, &choice.text);
            self.word(&format!("{name}.id"), &choice.id);
            self.word(&format!("{name}.belief"), choice.belief.as_deref().unwrap_or_default());
            for (key, text) in [("why", &choice.why), ("unprovable", &choice.unprovable)] {
                if let Some(text) = text {
                    self.text(&format!("{name}.{key}"), text);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_from_a_field_whatever_is_in_them() {
        let words = ["a b", "x;y", "back\\slash", "\\;", "가"].map(str::to_owned);
        assert_eq!(split(&joined(&words)), words);
        assert_eq!(split("lock;; 락 ;"), ["lock", "락"]);
    }
}
