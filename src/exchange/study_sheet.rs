//! A deck as a page of Markdown to read and to print: the questions, the answers folded away below each.
//!
//! CommonMark, with `<details>` for what is folded. HTML in a card's text is text there and stays text here.

use pulldown_cmark::{Event, Parser};

use super::Written;
use super::fences::Fences;
use super::sides::{answer, fenced, letter, shown_program};
use super::tongue::Tongue;
use crate::model::{Body, Card, Choice, Deck, Lang, Text, cloze};

/// Writes every card of every deck.
pub(super) fn write(decks: &[&Deck], tongue: Tongue) -> Written {
    let mut written = Written::default();
    let mut pages = Vec::new();
    for deck in decks {
        let mut page = format!("# {}\n", block(one_line(&both(&deck.title, tongue, " · ")).as_str()));
        let about = both(&deck.about, tongue, "\n\n");
        if !about.trim().is_empty() {
            page.push_str(&format!("\n{}\n", block(&about)));
        }
        for (i, card) in deck.cards.iter().enumerate() {
            page.push_str(&format!("\n## {}\n", i + 1));
            tongues(card, tongue).into_iter().for_each(|one| page.push_str(&question(card, one)));
            written.n_cards += 1;
        }
        pages.push(page);
    }
    written.text = pages.join("\n---\n\n");
    written
}

/// The languages in which a card is written.
fn tongues(card: &Card, tongue: Tongue) -> Vec<Tongue> {
    let has = |lang: Lang| card.prompt.entries().iter().any(|(tag, _)| tag == lang.tag());
    let all: Vec<Lang> = Lang::ALL.into_iter().filter(|lang| has(*lang)).collect();
    match tongue.is_only || all.len() < 2 {
        true => vec![tongue],
        false => all.into_iter().map(|lang| Tongue { lang, is_only: true }).collect(),
    }
}

/// A text in every language that is wanted.
fn both(text: &Text, tongue: Tongue, between: &str) -> String {
    match tongue.is_only {
        true => tongue.words(text).to_owned(),
        false => text.entries().iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>().join(between),
    }
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn question(card: &Card, tongue: Tongue) -> String {
    let say = |text: &Text| block(tongue.words(text));
    let mut page = format!("\n{}\n", block(&card.question(tongue.lang)));
    if let Some(program) = shown_program(card) {
        page.push_str(&format!("\n{}\n", fenced(&program.code.value, &program.lang.value)));
    }
    let options = options(card, tongue);
    if !options.is_empty() {
        page.push_str(&format!("\n{options}"));
    }
    for hint in &card.hints {
        page.push_str(&folded(hint_word(tongue.lang), &say(hint)));
    }
    let mut back = vec![key(card, tongue)];
    back.extend(card.explain.as_ref().map(say));
    if let Body::Choice(choices) | Body::Multi(choices) = &card.body {
        back.extend(reasons(choices, tongue));
    }
    back.extend(card.sources.iter().map(|source| format!("<{}>", source.replace(['<', '>', ' ', '\n'], ""))));
    page.push_str(&folded(answer_word(tongue.lang), &back.join("\n\n")));
    page
}

fn hint_word(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "Hint",
        Lang::Ko => "힌트",
    }
}

fn answer_word(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "Answer",
        Lang::Ko => "정답",
    }
}

fn folded(summary: &str, words: &str) -> String {
    format!("\n<details>\n<summary>{summary}</summary>\n\n{words}\n\n</details>\n")
}

fn options(card: &Card, tongue: Tongue) -> String {
    let lettered = |(i, words): (usize, &str)| item(&format!("- {}) ", letter(i)), words);
    match &card.body {
        Body::Choice(choices) | Body::Multi(choices) => {
            choices.iter().map(|choice| tongue.words(&choice.text)).enumerate().map(lettered).collect()
        }
        Body::Order { items, .. } => {
            items.iter().map(|item| tongue.words(&item.text)).enumerate().map(lettered).collect()
        }
        Body::Match(pairs) => {
            let lefts = pairs.iter().map(|pair| tongue.words(&pair.left)).enumerate().map(lettered);
            // In the order of the file the answer would stand there already.
            let mut rights: Vec<&str> = pairs.iter().map(|pair| tongue.words(&pair.right)).collect();
            rights.sort_unstable();
            rights.dedup();
            let lefts: String = lefts.collect();
            let rights: String = rights.into_iter().map(|right| item("* ", right)).collect();
            format!("{lefts}\n{rights}")
        }
        _ => String::new(),
    }
}

/// One item of a list; whatever goes on below its first line belongs to it.
fn item(mark: &str, words: &str) -> String {
    let words = block(words);
    // Code has to begin on a line of its own, or its fence would be none.
    let begin = if words.starts_with("```") || words.starts_with("~~~") { "\n  " } else { "" };
    format!(
        "{}{begin}{}\n",
        if begin.is_empty() { mark } else { mark.trim_end() },
        words.replace('\n', "\n  ")
    )
}

/// The answer as Markdown. Typed words and numbers are no Markdown and stand as code.
fn key(card: &Card, tongue: Tongue) -> String {
    match &card.body {
        Body::Choice(choices) | Body::Multi(choices) => {
            let right = choices.iter().enumerate().filter(|(_, choice)| choice.correct);
            let right =
                right.map(|(i, choice)| item(&format!("- {}) ", letter(i)), tongue.words(&choice.text)));
            right.collect::<String>().trim_end().to_owned()
        }
        Body::Text { accept, .. } => accept.iter().map(|word| span(word)).collect::<Vec<_>>().join(", "),
        Body::Match(pairs) => {
            let line = |(i, pair): (usize, &crate::model::Pair)| {
                item(&format!("- {}) ", letter(i)), tongue.words(&pair.right))
            };
            pairs.iter().enumerate().map(line).collect::<String>().trim_end().to_owned()
        }
        Body::Order { items, expect, .. } => {
            let ids = expect.as_ref().map(|key| key.value.as_slice()).unwrap_or_default();
            let place = |id: &String| items.iter().position(|item| item.id == *id);
            ids.iter().filter_map(place).map(letter).collect::<Vec<_>>().join(", ")
        }
        Body::Flash(back) => block(tongue.words(back)),
        Body::Cloze { .. } => {
            let gaps = cloze::gaps(tongue.words(&card.prompt));
            let words = |gap: &cloze::Gap<'_>| {
                gap.accept.iter().map(|word| span(word)).collect::<Vec<_>>().join(" / ")
            };
            gaps.iter().map(words).collect::<Vec<_>>().join(", ")
        }
        Body::Number { .. } | Body::Output { .. } => answer(card, tongue),
    }
}

/// Why options are wrong or right, where the author says so.
fn reasons(choices: &[Choice], tongue: Tongue) -> Option<String> {
    let reasons = choices.iter().enumerate();
    let reasons = reasons.filter_map(|(i, choice)| {
        Some(item(&format!("- {}) ", letter(i)), tongue.words(choice.why.as_ref()?)))
    });
    let reasons: String = reasons.collect();
    (!reasons.is_empty()).then(|| reasons.trim_end().to_owned())
}

/// A span of code, between more back-ticks than stand in it.
fn span(words: &str) -> String {
    let words = one_line(words);
    let longest = words.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    let blank = if longest > 0 { " " } else { "" };
    format!("{ticks}{blank}{words}{blank}{ticks}")
}

/// Markdown that leaves everything around it alone: HTML shown as text, a block of code closed.
fn block(words: &str) -> String {
    let words = words.trim();
    let mut escaped = words.to_owned();
    let html = Parser::new(words).into_offset_iter();
    let html = html.filter(|(event, _)| matches!(event, Event::Html(_) | Event::InlineHtml(_)));
    let mut at: Vec<usize> = html
        .flat_map(|(_, span)| words[span.clone()].match_indices('<').map(move |(i, _)| span.start + i))
        .collect();
    at.sort_unstable();
    at.dedup();
    at.into_iter().rev().for_each(|at| escaped.insert(at, '\\'));
    let mut fences = Fences::default();
    escaped.lines().for_each(|line| {
        fences.is_code(line);
    });
    match fences.closing() {
        Some(fence) => format!("{escaped}\n{fence}"),
        None => escaped,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_shown_and_code_is_left_alone() {
        assert_eq!(block("a Vec<T> or `Vec<T>`"), "a Vec\\<T> or `Vec<T>`");
        assert_eq!(block("</details>\n<b>x</b>"), "\\</details>\n\\<b>x\\</b>");
        assert_eq!(block("```rust\nVec<T>"), "```rust\nVec<T>\n```");
        assert_eq!(block("1 < 2"), "1 < 2");
    }

    #[test]
    fn words_are_spans_of_code_whatever_is_in_them() {
        assert_eq!(span("a*b"), "`a*b`");
        assert_eq!(span("a`b"), "`` a`b ``");
    }
}
