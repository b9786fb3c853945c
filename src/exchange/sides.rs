//! Every card as a front and a back, for formats that know nothing else.
//!
//! Markdown in, Markdown out. What is lost on the way is told by the writers that use it.

use super::deck_file::tolerance_words;
use super::tongue::Tongue;
use crate::model::{Body, Card, Choice, Effect, Lang, Program, cloze};

/// Front and back of a card in one language.
pub(super) fn sides(card: &Card, tongue: Tongue) -> (String, String) {
    let say = |text| tongue.words(text);
    let mut front = card.question(tongue.lang).into_owned();
    if let Some(program) = shown_program(card) {
        front = format!("{front}\n\n{}", fenced(&program.code.value, &program.lang.value));
    }
    let options = options(card, tongue);
    for option in &options {
        front.push_str(if option == &options[0] { "\n\n" } else { "\n" });
        front.push_str(option);
    }
    let mut back = answer(card, tongue);
    if !matches!(card.body, Body::Flash(_))
        && let Some(explain) = &card.explain
    {
        back = format!("{back}\n\n{}", say(explain));
    }
    (front, back)
}

/// What the learner can choose from, one line each.
fn options(card: &Card, tongue: Tongue) -> Vec<String> {
    match &card.body {
        Body::Choice(choices) | Body::Multi(choices) => {
            choices.iter().enumerate().map(|(i, choice)| lettered(i, tongue.words(&choice.text))).collect()
        }
        Body::Order { items, .. } => {
            items.iter().enumerate().map(|(i, item)| lettered(i, tongue.words(&item.text))).collect()
        }
        Body::Match(pairs) => {
            let lefts = pairs.iter().enumerate().map(|(i, pair)| lettered(i, tongue.words(&pair.left)));
            // In the order of the file the answer would stand there already.
            let mut rights: Vec<&str> = pairs.iter().map(|pair| tongue.words(&pair.right)).collect();
            rights.sort_unstable();
            rights.dedup();
            lefts.chain(rights.into_iter().map(|right| format!("- {}", indented(right)))).collect()
        }
        _ => Vec::new(),
    }
}

/// The answer that the author states, as Markdown.
pub(super) fn answer(card: &Card, tongue: Tongue) -> String {
    match &card.body {
        Body::Choice(choices) | Body::Multi(choices) => {
            let right = choices.iter().enumerate().filter(|(_, choice)| choice.correct);
            right.map(|(i, choice)| right_choice(i, choice, tongue)).collect::<Vec<_>>().join("\n")
        }
        Body::Number { expect, unit, within, .. } => {
            let number = expect.as_ref().map(|key| key.value.to_string()).unwrap_or_default();
            let unit = unit.as_ref().map(|unit| format!(" {}", tongue.words(unit))).unwrap_or_default();
            let room = match within {
                crate::model::Tolerance::Absolute(0.0) => String::new(),
                within => format!(" (± {})", tolerance_words(*within)),
            };
            format!("{number}{unit}{room}")
        }
        Body::Order { items, expect, .. } => {
            let ids = expect.as_ref().map(|key| key.value.as_slice()).unwrap_or_default();
            let place = |id: &String| items.iter().position(|item| item.id == *id);
            let lines =
                ids.iter().filter_map(|id| Some(lettered(place(id)?, tongue.words(&items[place(id)?].text))));
            lines.collect::<Vec<_>>().join("\n")
        }
        Body::Text { accept, .. } => accept.join("\n"),
        Body::Match(pairs) => {
            let lines = pairs.iter().enumerate();
            let lines = lines.map(|(i, pair)| {
                format!("{} → {}", lettered(i, tongue.words(&pair.left)), indented(tongue.words(&pair.right)))
            });
            lines.collect::<Vec<_>>().join("\n")
        }
        Body::Flash(back) => tongue.words(back).to_owned(),
        Body::Cloze { .. } => {
            let gaps = cloze::gaps(tongue.words(&card.prompt));
            gaps.iter().map(|gap| gap.accept.join(" / ")).collect::<Vec<_>>().join("\n")
        }
        Body::Output { expect } => match expect.as_ref().map(|key| &key.value) {
            Some(Effect::Prints(output)) => fenced(output, "text"),
            Some(Effect::DoesNotCompile { line: Some(line) }) => does_not_compile_in(*line, tongue.lang),
            Some(Effect::DoesNotCompile { line: None }) => does_not_compile(tongue.lang).to_owned(),
            None => String::new(),
        },
    }
}

/// The program of a card that stands under its question.
pub(super) fn shown_program(card: &Card) -> Option<&Program> {
    card.experiment.as_ref()?.program.as_ref().filter(|program| program.is_shown)
}

/// A block of code, between fences that are longer than any in it.
pub(super) fn fenced(code: &str, lang: &str) -> String {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{lang}\n{}\n{fence}", code.trim_end_matches('\n'))
}

fn does_not_compile(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "It does not compile.",
        Lang::Ko => "컴파일되지 않습니다.",
    }
}

fn does_not_compile_in(line: u32, lang: Lang) -> String {
    match lang {
        Lang::En => format!("It does not compile: line {line}."),
        Lang::Ko => format!("컴파일되지 않습니다. {line}번째 줄."),
    }
}

fn right_choice(i: usize, choice: &Choice, tongue: Tongue) -> String {
    lettered(i, tongue.words(&choice.text))
}

/// An option with its letter; the 27th has two.
pub(super) fn lettered(i: usize, words: &str) -> String {
    format!("{}) {}", letter(i), indented(words))
}

/// A, B … Z, AA, AB …
pub(super) fn letter(i: usize) -> String {
    let last = char::from(b'A' + u8::try_from(i % 26).unwrap_or(0));
    match i / 26 {
        0 => last.to_string(),
        more => format!("{}{last}", letter(more - 1)),
    }
}

fn indented(words: &str) -> String {
    words.trim_end().replace('\n', "\n   ")
}
