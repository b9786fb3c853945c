//! A typed line, read as what a learner does with a question.
//!
//! Used where there is no menu: plain lines, JSON, and the input fields of the terminal.

use super::effect;
use super::learner::{Question, Reply};
use crate::model::{Answer, Body, Confidence, Grade};

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
    /// Take the last answer back.
    Undo,
    /// Put the card off until tomorrow.
    Bury,
    /// Put it off for good.
    Suspend,
    /// Edit it.
    Edit,
    /// Leave.
    Quit,
    /// Nothing that belongs here.
    Nothing,
}

/// What the line means that is no answer and no hint: what the learner does with the question.
pub fn reply(typed: Typed) -> Option<Reply> {
    Some(match typed {
        Typed::Answer(answer) => Reply::Answered(answer),
        Typed::Skip => Reply::Skipped,
        Typed::Demo => Reply::Demo,
        Typed::Undo => Reply::Undo,
        Typed::Bury => Reply::Bury,
        Typed::Suspend => Reply::Suspend,
        Typed::Edit => Reply::Edit,
        Typed::Quit => Reply::Left,
        Typed::Hint | Typed::Nothing => return None,
    })
}

/// How sure an answer is said to be at its beginning, and the rest of the line.
pub fn confident(line: &str) -> (Option<Confidence>, &str) {
    let told = line.split_once([':', '：']).and_then(|(word, rest)| {
        let confidence = match word.trim().to_lowercase().as_str() {
            "guess" | "추측" => Confidence::Guess,
            "think" | "아마" => Confidence::ThinkSo,
            "sure" | "확신" => Confidence::Sure,
            _ => return None,
        };
        Some((Some(confidence), rest))
    });
    told.unwrap_or((None, line))
}

/// Reads a line; the words that are no answer mean the same for every kind of card.
pub fn typed(line: &str, question: &Question<'_>) -> Typed {
    let line = line.trim();
    match line.to_lowercase().as_str() {
        "skip" | "건너뛰기" => Typed::Skip,
        "hint" | "힌트" => Typed::Hint,
        "demo" | "데모" => Typed::Demo,
        "undo" | "되돌리기" if question.may.undo => Typed::Undo,
        "bury" | "미루기" if question.may.put_off => Typed::Bury,
        "suspend" | "중지" if question.may.put_off => Typed::Suspend,
        "edit" | "편집" if question.may.edit => Typed::Edit,
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
            "y" | "yes" | "good" | "예" | "네" => Some(Answer::Recalled(Grade::Good)),
            "n" | "no" | "again" | "아니요" | "아니오" => Some(Answer::Recalled(Grade::Again)),
            "hard" | "겨우" => Some(Answer::Recalled(Grade::Hard)),
            "easy" | "바로" => Some(Answer::Recalled(Grade::Easy)),
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
