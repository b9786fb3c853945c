//! Quizzes of mdbook-quiz, written: the cards that are questions there too, and what had been kept as tags.

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, value};

use super::losses::{is_stated, left_out, lost_keys};
use super::name::names;
use super::part;
use super::quiz_in::ASKED;
use super::tongue::Tongue;
use super::{LeftOut, Loss, Written};
use crate::model::{Body, Card, Choice, Deck, Effect, Text, cloze};

/// What a question keeps of a card beside its question and answer.
const KEPT: [&str; 3] = ["explain", "program", "tags"];

/// Writes every card that is a question there.
pub(super) fn write(decks: &[&Deck], tongue: Tongue) -> Written {
    let mut written = Written::default();
    let (mut questions, mut parts) = (ArrayOfTables::new(), Parts::default());
    for deck in decks {
        parts.collect(deck, tongue);
    }
    for deck in decks {
        written.left_out.extend(tongue.lost(deck, |card| !matches!(card.body, Body::Output { .. })));
        for card in &deck.cards {
            match question(card, tongue, &parts) {
                Some(table) => {
                    questions.push(table);
                    written.n_cards += 1;
                    written.left_out.extend(lost(deck, card, tongue));
                }
                None => written.left_out.push(left_out(deck, card, Loss::Card(card.body.kind()))),
            }
        }
    }
    let mut document = DocumentMut::new();
    document["questions"] = Item::ArrayOfTables(questions);
    if !parts.all.is_empty() {
        let mut table = Table::new();
        for (name, words) in &parts.all {
            table[name] = value(words);
        }
        document["multipart"] = Item::Table(table);
    }
    written.text = document.to_string();
    written
}

/// The words that several questions share, by name. Only what all questions of that name begin with is shared.
#[derive(Default)]
struct Parts {
    all: Vec<(String, String)>,
    broken: Vec<String>,
}

impl Parts {
    fn collect(&mut self, deck: &Deck, tongue: Tongue) {
        for card in &deck.cards {
            let Some(name) = part::value(&card.tags, "part") else { continue };
            let words = part::split(tongue.words(&card.prompt)).map(|(words, _)| words.to_owned());
            let known = self.all.iter().find(|(own, _)| own == name).map(|(_, words)| words.clone());
            match (words, known) {
                (Some(words), None) => self.all.push((name.to_owned(), words)),
                (Some(words), Some(known)) if words == known => {}
                _ => self.broken.push(name.to_owned()),
            }
        }
        self.all.retain(|(name, _)| !self.broken.contains(name));
    }

    /// The name of the part and the words of the question alone, where the card has a part.
    fn split<'a>(&self, card: &'a Card, tongue: Tongue) -> (Option<&'a str>, &'a str) {
        let prompt = tongue.words(&card.prompt);
        let named =
            part::value(&card.tags, "part").filter(|name| self.all.iter().any(|(own, _)| own == name));
        match named.and_then(|name| Some((name, part::split(prompt)?.1))) {
            Some((name, words)) => (Some(name), words),
            None => (None, prompt),
        }
    }
}

fn question(card: &Card, tongue: Tongue, parts: &Parts) -> Option<Table> {
    if !is_stated(&card.body) {
        return None;
    }
    let (part, words) = parts.split(card, tongue);
    let mut table = Table::new();
    table["id"] = value(part::value(&card.tags, "id").unwrap_or(&card.id));
    let program = card.experiment.as_ref().and_then(|experiment| experiment.program.as_ref());
    let (kind, mut prompt, mut answer) = match &card.body {
        Body::Choice(choices) => choice(card, words, choices, false, tongue),
        Body::Multi(choices) => choice(card, words, choices, true, tongue),
        Body::Text { accept, .. } => short(card, words, accept),
        Body::Number { expect, .. } => {
            let number = expect.as_ref().map(|key| key.value.to_string())?;
            short(card, words, &[number])
        }
        Body::Output { expect } => {
            let code = program.filter(|program| program.lang.value == "rust")?;
            tracing(&code.code.value, &expect.as_ref()?.value)
        }
        Body::Cloze { .. } => {
            let gaps = cloze::gaps(words);
            let [gap] = gaps.as_slice() else { return None };
            let accept: Vec<String> = gap.accept.iter().map(|word| (*word).to_owned()).collect();
            short(card, &cloze::blanked(words), &accept)
        }
        Body::Order { .. } | Body::Match(_) | Body::Flash(_) => return None,
    };
    table["type"] = value(kind);
    if let Some(part) = part {
        table["multipart"] = value(part);
    }
    prompt.set_dotted(true);
    answer.set_dotted(true);
    table["prompt"] = Item::Table(prompt);
    table["answer"] = Item::Table(answer);
    if let Some(explain) = &card.explain {
        table["context"] = value(tongue.words(explain));
    }
    if part::value(&card.tags, "prompt-explanation").is_some() {
        table["promptExplanation"] = value(true);
    }
    Some(table)
}

fn choice(
    card: &Card,
    words: &str,
    choices: &[Choice],
    several: bool,
    tongue: Tongue,
) -> (&'static str, Table, Table) {
    let (mut prompt, mut answer) = (Table::new(), Table::new());
    prompt["prompt"] = value(with_program(card, words));
    let texts = |correct: bool| -> Array {
        choices
            .iter()
            .filter(|choice| choice.correct == correct)
            .map(|choice| tongue.words(&choice.text))
            .collect()
    };
    prompt["distractors"] = value(texts(false));
    if part::value(&card.tags, "answer-index").is_some() {
        let index = choices.iter().position(|choice| choice.correct).unwrap_or(0);
        prompt["answerIndex"] = value(i64::try_from(index).unwrap_or(0));
    }
    if part::value(&card.tags, "sort-answers").is_some() {
        prompt["sortAnswers"] = value(true);
    }
    let right = texts(true);
    answer["answer"] = match (several, right.get(0).and_then(|one| one.as_str())) {
        (false, Some(one)) => value(one),
        _ => value(right),
    };
    ("MultipleChoice", prompt, answer)
}

/// The question with the card's program below it, where a question has no place of its own for one.
fn with_program(card: &Card, words: &str) -> String {
    match super::sides::shown_program(card) {
        Some(program) => {
            format!("{words}\n\n{}", super::sides::fenced(&program.code.value, &program.lang.value))
        }
        None => words.to_owned(),
    }
}

fn short(card: &Card, words: &str, accept: &[String]) -> (&'static str, Table, Table) {
    let (mut prompt, mut answer) = (Table::new(), Table::new());
    prompt["prompt"] = value(with_program(card, words));
    if let Some(response) = part::value(&card.tags, "response") {
        prompt["response"] = value(response);
    }
    answer["answer"] = value(accept.first().map_or("", String::as_str));
    if accept.len() > 1 {
        answer["alternatives"] = value(accept[1..].iter().map(String::as_str).collect::<Array>());
    }
    ("ShortAnswer", prompt, answer)
}

fn tracing(code: &str, effect: &Effect) -> (&'static str, Table, Table) {
    let (mut prompt, mut answer) = (Table::new(), Table::new());
    prompt["program"] = super::deck_file::code(code);
    match effect {
        Effect::Prints(output) => {
            answer["doesCompile"] = value(true);
            answer["stdout"] = value(output);
        }
        Effect::DoesNotCompile { line } => {
            answer["doesCompile"] = value(false);
            if let Some(line) = line {
                answer["lineNumber"] = value(i64::from(*line));
            }
        }
    }
    ("Tracing", prompt, answer)
}

/// What of a card that is written a question does not hold.
fn lost(deck: &Deck, card: &Card, tongue: Tongue) -> Vec<LeftOut> {
    let mut lost = Vec::new();
    if matches!(card.body, Body::Number { .. } | Body::Cloze { .. }) {
        lost.push(left_out(deck, card, Loss::Becomes(card.body.kind(), "text")));
    }
    let mut keys = lost_keys(deck, card, &KEPT).map_or(Vec::new(), |lost| match lost.what {
        Loss::Keys(keys) => keys,
        _ => Vec::new(),
    });
    if card.tags.iter().any(|tag| !part::is_kept(tag)) {
        keys.push("tags");
    }
    match &card.body {
        Body::Output { .. } if !is_the_usual_prompt(&card.prompt, tongue) => keys.push("prompt"),
        Body::Choice(choices) | Body::Multi(choices) => {
            // An option that is imported gets its id from its words.
            let derived = names(choices.iter().map(|choice| tongue.words(&choice.text)), "option");
            if choices.iter().zip(&derived).any(|(choice, derived)| choice.id != *derived) {
                keys.push("choice.id");
            }
        }
        _ => {}
    }
    if !keys.is_empty() {
        lost.push(left_out(deck, card, Loss::Keys(keys)));
    }
    lost
}

/// Whether an output card asks what mdbook-quiz asks by itself.
fn is_the_usual_prompt(prompt: &Text, tongue: Tongue) -> bool {
    let words = tongue.words(prompt);
    let words = part::split(words).map_or(words, |(_, words)| words);
    ASKED.iter().any(|(_, usual)| *usual == words)
}
