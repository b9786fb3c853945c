//! A typed line, read as what a learner does with a question.
//!
//! Used where there is no menu: plain lines, JSON, and the input fields of the terminal.

use super::effect;
use super::learner::Question;
use crate::model::{Answer, Body};

/// What a typed line means.
#[derive(Clone, Debug, PartialEq)]
pub enum Typed {
    /// An answer.
    Answer(Answer),
    /// Pass the card over.
    Skip,
    /// Show a hint.
    Hint,
    /// Run the demo of the last answered card.
    Demo,
    /// Leave.
    Quit,
    /// Nothing that belongs here.
    Nothing,
}

/// Reads a line; the four words mean the same for every kind of card.
pub fn typed(line: &str, question: &Question<'_>) -> Typed {
    let line = line.trim();
    match line.to_lowercase().as_str() {
        "skip" | "건너뛰기" => Typed::Skip,
        "hint" | "힌트" => Typed::Hint,
        "demo" | "데모" => Typed::Demo,
        "quit" | "그만" => Typed::Quit,
        "" => Typed::Nothing,
        _ => answer(line, question).map_or(Typed::Nothing, Typed::Answer),
    }
}

fn answer(line: &str, question: &Question<'_>) -> Option<Answer> {
    let layout = question.layout;
    let index = |position: usize| layout.index(position.checked_sub(1)?);
    let indexes = |positions: Vec<usize>| positions.into_iter().map(index).collect::<Option<Vec<usize>>>();
    match &question.card.body {
        Body::Choice(_) => {
            let positions = positions(line)?;
            (positions.len() == 1).then(|| indexes(positions)).flatten().map(Answer::Chosen)
        }
        Body::Multi(_) => indexes(positions(line)?).filter(|chosen| distinct(chosen)).map(Answer::Chosen),
        Body::Number { .. } => number(line).map(Answer::Number),
        Body::Order { items, .. } => indexes(positions(line)?)
            .filter(|order| order.len() == items.len() && distinct(order))
            .map(Answer::Ordered),
        Body::Match(pairs) => {
            indexes(positions(line)?).filter(|rights| rights.len() == pairs.len()).map(Answer::Matched)
        }
        Body::Text { .. } => Some(Answer::Typed(line.to_owned())),
        Body::Cloze { n_gaps } => gaps(line, *n_gaps).map(Answer::Filled),
        Body::Output { .. } => effect::predicted(line).map(Answer::Effect),
        Body::Flash(_) => match line.to_lowercase().as_str() {
            "y" | "yes" | "1" | "예" | "네" => Some(Answer::Knew(true)),
            "n" | "no" | "2" | "아니요" | "아니오" => Some(Answer::Knew(false)),
            _ => None,
        },
    }
}

/// Words for so many gaps, with semicolons between them.
fn gaps(line: &str, n: usize) -> Option<Vec<String>> {
    if n == 1 {
        return Some(vec![line.to_owned()]);
    }
    let words: Vec<String> = line.split([';', '；']).map(|word| word.trim().to_owned()).collect();
    (words.len() == n && words.iter().all(|word| !word.is_empty())).then_some(words)
}

fn distinct(indexes: &[usize]) -> bool {
    (1..indexes.len()).all(|i| !indexes[..i].contains(&indexes[i]))
}

/// Numbers with commas or blanks between them.
fn positions(line: &str) -> Option<Vec<usize>> {
    let parts = line.split([',', ' ', '，']).filter(|part| !part.is_empty());
    parts.map(|part| part.trim_end_matches([')', '.']).parse().ok()).collect()
}

/// A number as people write it: with a sign, a point, digits in groups, a unit behind it.
fn number(line: &str) -> Option<f64> {
    let digits: String = line.chars().filter(|c| !matches!(c, ',' | '_' | ' ')).collect();
    let end = digits.find(|c: char| !(c.is_ascii_digit() || "+-.eE".contains(c))).unwrap_or(digits.len());
    digits[..end].parse().ok().filter(|number: &f64| number.is_finite())
}
