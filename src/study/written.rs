//! What the log says of a card and an answer: what the card means, what was answered, and which misconceptions that showed.
//!
//! Wording may change as often as an author likes; meaning is what an answer is right or wrong against. Both are numbers over
//! what stands in the deck, so nothing here may ever change its result for a deck that did not change.

use std::fmt::Write as _;

use crate::model::{
    Answer, Body, Card, Choice, ClaimText, Effect, Experiment, Lang, Text, Tolerance, Value, cloze,
};

/// So many hexadecimal digits tell meanings of one card apart.
const DIGITS: usize = 16;

/// A number over what a card means: its kind, its answer, its choices with what they claim, and the experiment that decides it.
/// Prompts, hints, explanations and the wording of options are not in it.
pub fn meaning(card: &Card) -> String {
    let mut said = String::new();
    body(&card.body, &card.prompt, &mut said);
    if let Some(experiment) = &card.experiment {
        experiment_words(experiment, &mut said);
    }
    blake3::hash(said.as_bytes()).to_hex()[..DIGITS].to_owned()
}

/// One part of a meaning: its name and its value, with their lengths, so that no two lists of parts read the same.
fn part(name: &str, value: &str, said: &mut String) {
    // Writing into a string cannot fail.
    let _ = writeln!(said, "{name} {} {value}", value.len());
}

fn body(body: &Body, prompt: &Text, said: &mut String) {
    part("kind", body.kind(), said);
    match body {
        Body::Choice(choices) | Body::Multi(choices) => {
            // The order of options in the file is not their meaning.
            let mut choices: Vec<&Choice> = choices.iter().collect();
            choices.sort_by(|a, b| a.id.cmp(&b.id));
            choices.into_iter().for_each(|choice| choice_words(choice, said));
        }
        Body::Number { observe, expect, within, .. } => {
            let expect = expect.as_ref().map(|expect| expect.value.to_string());
            let within = match within {
                Tolerance::Absolute(by) => format!("by {by}"),
                Tolerance::Share(share) => format!("share {share}"),
                Tolerance::Factor(factor) => format!("factor {factor}"),
            };
            part("expect", &expect.unwrap_or_default(), said);
            part("observe", observe.as_ref().map_or("", |observe| &observe.value), said);
            part("within", &within, said);
        }
        Body::Order { items, observe, expect } => {
            items.iter().for_each(|item| part("item", &item.id, said));
            part("observe", observe.as_ref().map_or("", |observe| &observe.value), said);
            expect.iter().flat_map(|expect| &expect.value).for_each(|id| part("then", id, said));
        }
        Body::Text { accept, observe, .. } => {
            part("observe", observe.as_ref().map_or("", |observe| &observe.value), said);
            accept.iter().for_each(|word| part("accept", word, said));
        }
        Body::Match(pairs) => {
            for pair in pairs {
                part("left", first(&pair.left), said);
                part("right", first(&pair.right), said);
                claim_words(pair.claim.as_ref(), said);
            }
        }
        Body::Flash(back) => part("back", first(back), said),
        Body::Cloze { .. } => {
            let gaps = cloze::gaps(first(prompt));
            gaps.iter().for_each(|gap| part("gap", &gap.accept.join("|"), said));
        }
        Body::Output { expect } => {
            let expect = expect.as_ref().map(|expect| effect_words(&expect.value));
            part("expect", &expect.unwrap_or_default(), said);
        }
    }
}

fn choice_words(choice: &Choice, said: &mut String) {
    part("choice", &choice.id, said);
    part("correct", if choice.correct { "yes" } else { "no" }, said);
    claim_words(choice.claim.as_ref(), said);
}

fn claim_words(claim: Option<&ClaimText>, said: &mut String) {
    match claim {
        None => {}
        Some(ClaimText::Finding { id, negated }) => {
            part(if *negated { "not" } else { "finding" }, &id.value, said);
        }
        Some(ClaimText::Predicates { holds, fails }) => {
            part("holds", &holds.value, said);
            part("fails", fails.as_ref().map_or("", |fails| &fails.value), said);
        }
    }
}

fn experiment_words(experiment: &Experiment, said: &mut String) {
    part("demo", &experiment.demo.value, said);
    experiment.set.iter().for_each(|(name, value)| part(name, &value_words(value), said));
    if let Some(program) = &experiment.program {
        part("lang", &program.lang.value, said);
        part("code", &program.code.value, said);
        part("stdin", &program.stdin, said);
    }
}

/// A value as it is written down.
pub fn value_words(value: &Value) -> String {
    match value {
        Value::Bool(value) => value.to_string(),
        Value::Int(value) => value.to_string(),
        Value::Float(value) => value.to_string(),
        Value::Text(value) => value.clone(),
        Value::List(values) => values.join(","),
    }
}

/// The words of the language that every deck has, so that a new translation changes nothing.
fn first(text: &Text) -> &str {
    text.get(Lang::En)
}

fn effect_words(effect: &Effect) -> String {
    match effect {
        Effect::Prints(output) => output.clone(),
        Effect::DoesNotCompile { line: None } => "!".to_owned(),
        Effect::DoesNotCompile { line: Some(line) } => format!("!{line}"),
    }
}

/// An answer as it is written down: ids of options and events, numbers of pairs (from 1), words.
pub fn answer_words(card: &Card, answer: &Answer) -> String {
    let numbers =
        |indexes: &[usize]| indexes.iter().map(|i| (i + 1).to_string()).collect::<Vec<_>>().join(",");
    match (answer, &card.body) {
        (Answer::Chosen(indexes), Body::Choice(choices) | Body::Multi(choices)) => {
            indexes.iter().filter_map(|i| Some(choices.get(*i)?.id.as_str())).collect::<Vec<_>>().join(",")
        }
        (Answer::Ordered(indexes), Body::Order { items, .. }) => {
            indexes.iter().filter_map(|i| Some(items.get(*i)?.id.as_str())).collect::<Vec<_>>().join(",")
        }
        (Answer::Chosen(indexes) | Answer::Ordered(indexes) | Answer::Matched(indexes), _) => {
            numbers(indexes)
        }
        (Answer::Number(number), _) => number.to_string(),
        (Answer::Typed(words), _) => words.clone(),
        (Answer::Recalled(grade), _) => grade.name().to_owned(),
        (Answer::Effect(effect), _) => effect_words(effect),
        (Answer::Filled(words), _) => words.join("; "),
    }
}

/// The wrong options of an answer that carry a misconception: index and its name.
pub fn beliefs<'c>(card: &'c Card, answer: &Answer) -> Vec<(usize, &'c str)> {
    let (Answer::Chosen(indexes), Body::Choice(choices) | Body::Multi(choices)) = (answer, &card.body) else {
        return Vec::new();
    };
    let wrong =
        indexes.iter().filter_map(|i| Some((*i, choices.get(*i)?))).filter(|(_, choice)| !choice.correct);
    wrong.filter_map(|(i, choice)| Some((i, choice.belief.as_deref()?))).collect()
}
