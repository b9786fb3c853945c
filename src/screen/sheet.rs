//! A card as lines: the question, its options, the answer, and what a run said of each option.
//!
//! The terminal and the plain mode print the same lines; they differ in how an answer is taken.

use ratatui::style::{Color, Stylize};
use ratatui::text::{Line, Span};

use super::learner::Question;
use super::{Look, cells, effect, glyphs, inline, markdown, quiz_words as words, stamp, values, wrap};
use crate::model::{Answer, Body, Text, Tolerance, Truth, Verdict, cloze};

/// The heading of a question: deck, number, progress, and whether a run decides it.
pub fn heading(question: &Question<'_>, look: &Look) -> Vec<Line<'static>> {
    let ellipsis = glyphs::strokes(look.unicode).ellipsis;
    let title = inline::words(question.deck.title.get(look.lang), look);
    let title = cells::cut(&title, usize::from(look.measure()).saturating_sub(14), ellipsis);
    let place = format!("{}/{}", question.number, question.total);
    let strokes = glyphs::strokes(look.unicode);
    let room = usize::from(look.measure());
    let used = cells::width(&title) + place.len() + 4;
    let bar = progress(question.number, question.total, room.saturating_sub(used).min(24), look);
    let mut spans = vec![Span::from(title).bold(), format!("  {place}  ").dim(), Span::from(bar).dim()];
    if question.can_run() {
        spans.push(Span::from(if look.unicode { "  ▶" } else { "  >" }).fg(Color::Cyan));
    }
    let rule = strokes.across.to_string().repeat(room);
    vec![Line::default(), Line::from(spans), Line::from(rule.dim())]
}

fn progress(number: usize, total: usize, room: usize, look: &Look) -> String {
    let (full, empty) = if look.unicode { ("█", "░") } else { ("#", ".") };
    let done = (number * room).checked_div(total).unwrap_or(0);
    format!("{}{}", full.repeat(done), empty.repeat(room.saturating_sub(done)))
}

/// The prompt of a card.
pub fn prompt(question: &Question<'_>, look: &Look) -> Vec<Line<'static>> {
    let mut lines = markdown(&question.card.question(look.lang), look.measure(), look);
    lines.push(Line::default());
    lines.extend(effect::program(question.card, look));
    lines
}

/// The options, events or sides of a card, numbered as they stand on the screen.
pub fn options(question: &Question<'_>, look: &Look) -> Vec<Line<'static>> {
    let numbered = |(position, text): (usize, &Text)| item(&format!("{}) ", position + 1), text, look);
    match &question.card.body {
        Body::Match(pairs) => {
            let letters = ('a'..='z').map(|letter| format!("{letter}) "));
            let left = pairs.iter().zip(letters).flat_map(|(pair, letter)| item(&letter, &pair.left, look));
            let right = texts(question).into_iter().enumerate().flat_map(numbered);
            left.chain([Line::default()]).chain(right).collect()
        }
        _ => texts(question).into_iter().enumerate().flat_map(numbered).collect(),
    }
}

/// The texts that stand to choice, in the order of the screen.
pub fn texts<'q>(question: &Question<'q>) -> Vec<&'q Text> {
    let indexes = question.layout.indexes();
    match &question.card.body {
        Body::Choice(choices) | Body::Multi(choices) => indexes.iter().map(|i| &choices[*i].text).collect(),
        Body::Order { items, .. } => indexes.iter().map(|i| &items[*i].text).collect(),
        Body::Match(pairs) => indexes.iter().map(|i| &pairs[*i].right).collect(),
        _ => Vec::new(),
    }
}

/// A text with a sign before it, hanging.
pub fn item(sign: &str, text: &Text, look: &Look) -> Vec<Line<'static>> {
    let rest = " ".repeat(cells::width(sign));
    let spans = inline(text.get(look.lang), look);
    wrap::wrap(
        &spans,
        usize::from(look.measure()),
        &[Span::from(sign.to_owned()).bold()],
        &[Span::from(rest)],
    )
}

/// Words after a dim label, hanging.
pub fn labelled(label: &str, text: &str, look: &Look) -> Vec<Line<'static>> {
    let first = format!("{label}  ");
    let rest = " ".repeat(cells::width(&first));
    wrap::wrap(
        &inline(text, look),
        usize::from(look.measure()),
        &[Span::from(first).dim()],
        &[Span::from(rest)],
    )
}

/// The verdict of an answer with the answer and, if it differs, the key.
pub fn marked(
    question: &Question<'_>,
    answer: &Answer,
    verdict: Verdict,
    truth: Option<&Truth>,
    look: &Look,
) -> Vec<Line<'static>> {
    let mut lines = vec![Line::default(), Line::from(stamp::verdict(verdict, look))];
    match answer {
        Answer::Recalled(_) => {}
        Answer::Effect(guess) => lines.extend(effect::labelled(words::you_said(look.lang), guess, look)),
        _ => lines.extend(labelled(words::you_said(look.lang), &said(question, answer, look), look)),
    }
    match truth {
        None => lines.push(Line::from(words::only_a_run_can_say(look.lang).dim())),
        Some(Truth::Own) => {}
        Some(Truth::Effect(key)) if verdict != Verdict::Right => {
            lines.extend(effect::labelled(words::key_says(look.lang), key, look));
        }
        Some(truth) if verdict != Verdict::Right => {
            lines.extend(labelled(words::key_says(look.lang), &true_words(question, truth, look), look));
        }
        Some(_) => {}
    }
    lines
}

/// An answer in words.
fn said(question: &Question<'_>, answer: &Answer, look: &Look) -> String {
    match answer {
        Answer::Chosen(indexes) => chosen(question, indexes, look),
        Answer::Number(number) => with_unit(question, *number, look),
        Answer::Ordered(indexes) => ordered(question, indexes, look),
        Answer::Typed(words) => words.clone(),
        Answer::Matched(rights) => matched(question, rights),
        Answer::Recalled(_) => String::new(),
        Answer::Effect(guess) => effect::in_words(guess, look),
        Answer::Filled(words) => words.join("; "),
    }
}

/// The key in words.
pub fn true_words(question: &Question<'_>, truth: &Truth, look: &Look) -> String {
    match truth {
        Truth::Chosen(indexes) => chosen(question, indexes, look),
        Truth::Number(number) => with_unit(question, *number, look),
        Truth::Ordered(indexes) => ordered(question, indexes, look),
        Truth::Typed(accepted) => accepted.first().cloned().unwrap_or_default(),
        Truth::Matched(n) => matched(question, &(0..*n).collect::<Vec<_>>()),
        Truth::Own => String::new(),
        Truth::Effect(key) => effect::in_words(key, look),
        Truth::Filled => filled(question, look),
    }
}

fn filled(question: &Question<'_>, look: &Look) -> String {
    let gaps = cloze::gaps(question.card.prompt.get(look.lang));
    gaps.iter().filter_map(|gap| gap.accept.first().copied()).collect::<Vec<_>>().join("; ")
}

fn chosen(question: &Question<'_>, indexes: &[usize], look: &Look) -> String {
    let (Body::Choice(choices) | Body::Multi(choices)) = &question.card.body else { return String::new() };
    let mut shown: Vec<(usize, &Text)> = indexes
        .iter()
        .filter_map(|i| Some((question.layout.position(*i)?, &choices.get(*i)?.text)))
        .collect();
    shown.sort_by_key(|(position, _)| *position);
    match shown.as_slice() {
        [] => glyphs::strokes(look.unicode).missing.to_owned(),
        [(position, text)] => format!("{}) {}", position + 1, text.get(look.lang)),
        several => several.iter().map(|(p, _)| (p + 1).to_string()).collect::<Vec<_>>().join(", "),
    }
}

fn ordered(question: &Question<'_>, indexes: &[usize], look: &Look) -> String {
    let Body::Order { items, .. } = &question.card.body else { return String::new() };
    let arrow = if look.unicode { " → " } else { " > " };
    let shown = indexes.iter().filter_map(|i| items.get(*i)).map(|item| item.text.get(look.lang));
    shown.collect::<Vec<_>>().join(arrow)
}

fn matched(question: &Question<'_>, rights: &[usize]) -> String {
    let positions = rights.iter().zip('a'..='z').filter_map(|(right, letter)| {
        let position = question.layout.position(*right)?;
        Some(format!("{letter}-{}", position + 1))
    });
    positions.collect::<Vec<_>>().join(", ")
}

fn with_unit(question: &Question<'_>, number: f64, look: &Look) -> String {
    let Body::Number { unit, within, .. } = &question.card.body else { return String::new() };
    let mut words = values::number(number);
    if let Some(unit) = unit {
        words.push(' ');
        words.push_str(unit.get(look.lang));
    }
    match within {
        Tolerance::Absolute(by) if *by > 0.0 => words.push_str(&format!(" (±{})", values::number(*by))),
        Tolerance::Share(share) => words.push_str(&format!(" (±{} %)", values::number(share * 100.0))),
        Tolerance::Factor(factor) => words.push_str(&format!(" (×÷{})", values::number(*factor))),
        Tolerance::Absolute(_) => {}
    }
    words
}

/// The explanation of a card, with why the chosen option tempts.
pub fn explanation(question: &Question<'_>, answer: &Answer, look: &Look) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    if let (Body::Choice(choices) | Body::Multi(choices), Answer::Chosen(chosen)) =
        (&question.card.body, answer)
    {
        let picked = chosen.iter().filter_map(|i| choices.get(*i)).filter(|choice| !choice.correct);
        for why in picked.filter_map(|choice| choice.why.as_ref()) {
            lines.push(Line::default());
            lines.extend(markdown(why.get(look.lang), look.measure(), look));
        }
    }
    if let Some(explain) = &question.card.explain {
        lines.push(Line::default());
        lines.extend(markdown(explain.get(look.lang), look.measure(), look));
    }
    // An address is of no use in two pieces, so it is never wrapped.
    let label = words::read_on(look.lang);
    for (i, source) in question.card.sources.iter().enumerate() {
        if i == 0 {
            lines.push(Line::default());
        }
        let lead = if i == 0 { label.to_owned() } else { " ".repeat(cells::width(label)) };
        lines.push(Line::from(vec![Span::from(format!("{lead}  ")).dim(), Span::from(source.clone())]));
    }
    lines
}
