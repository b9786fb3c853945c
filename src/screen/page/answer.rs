//! The options and the answer of a card as HTML, for readers who cannot run anything.
//!
//! Options stand in one order that does not depend on who reads. Deliberately missing: what a run says.

use crate::judge;
use crate::model::{Body, Card, Choice, Deck, Effect, Lang, Text, Truth, cloze};
use crate::screen::learner::Question;
use crate::screen::{Look, May, effect, html, quiz_words, sheet};
use crate::study::Layout;

/// The order of a card's options in everything that leaves the program.
pub fn layout(card: &Card) -> Layout {
    Layout::of(card, 0)
}

/// What can be chosen from, in that order; empty where there is nothing.
pub fn options(card: &Card, lang: Lang) -> String {
    let layout = layout(card);
    let listed = |texts: Vec<&Text>| -> String {
        let items = layout.indexes().iter().filter_map(|i| texts.get(*i));
        let items: String = items.map(|text| format!("<li>{}</li>", html::line(text.get(lang)))).collect();
        format!("<ol class=\"options\">{items}</ol>")
    };
    match &card.body {
        Body::Choice(choices) | Body::Multi(choices) => listed(choices.iter().map(|c| &c.text).collect()),
        Body::Order { items, .. } => listed(items.iter().map(|item| &item.text).collect()),
        Body::Match(pairs) => {
            let lefts: String =
                pairs.iter().map(|pair| format!("<li>{}</li>", html::line(pair.left.get(lang)))).collect();
            let rights = listed(pairs.iter().map(|pair| &pair.right).collect());
            format!("<ol class=\"options\" type=\"a\">{lefts}</ol>{rights}")
        }
        _ => String::new(),
    }
}

/// The program that a card brings along, where it is meant to be seen; `said` puts words into an element.
pub fn program(card: &Card, said: impl Fn(&dyn Fn(Lang) -> String) -> String) -> String {
    let program = card.experiment.as_ref().and_then(|experiment| experiment.program.as_ref());
    let Some(program) = program.filter(|program| program.is_shown) else { return String::new() };
    let mut page = html::code(&program.code.value, effect::grammar(&program.lang.value));
    if !program.stdin.is_empty() {
        page.push_str(&said(&|lang| quiz_words::it_reads(lang).to_owned()));
        page.push_str(&html::code(&program.stdin, "text"));
    }
    page
}

/// The answer that the author states; none where only a run knows it.
pub fn answer(deck: &Deck, card: &Card, lang: Lang) -> Option<String> {
    let truth = judge::truth(card, None)?;
    Some(match (&card.body, &truth) {
        (Body::Choice(choices) | Body::Multi(choices), _) => {
            let layout = layout(card);
            let items = layout.indexes().iter().enumerate();
            let items: String = items.map(|(position, i)| choice(position, &choices[*i], lang)).collect();
            format!("<ul class=\"answers\">{items}</ul>")
        }
        (Body::Order { items, .. }, Truth::Ordered(order)) => {
            let items = order.iter().filter_map(|i| items.get(*i));
            let items: String =
                items.map(|item| format!("<li>{}</li>", html::line(item.text.get(lang)))).collect();
            format!("<ol>{items}</ol>")
        }
        (Body::Match(pairs), _) => {
            let row = |text: &Text| format!("<td>{}</td>", html::line(text.get(lang)));
            let rows: String = pairs
                .iter()
                .map(|pair| format!("<tr>{}{}</tr>", row(&pair.left), row(&pair.right)))
                .collect();
            format!("<table>{rows}</table>")
        }
        (Body::Text { accept, .. }, _) => {
            let all: Vec<String> =
                accept.iter().map(|word| format!("<code>{}</code>", html::escaped(word))).collect();
            format!("<p>{}</p>", all.join(", "))
        }
        (Body::Cloze { .. }, _) => html::block(&filled(card.prompt.get(lang))),
        (Body::Flash(back), _) => html::block(back.get(lang)),
        (_, Truth::Effect(Effect::Prints(output))) if !output.trim_end().is_empty() => {
            html::code(output, "text")
        }
        _ => format!("<p>{}</p>", html::escaped(&in_words(deck, card, &truth, lang))),
    })
}

/// A text with its gaps filled.
fn filled(text: &str) -> String {
    let (mut ready, mut from) = (String::new(), 0);
    for gap in cloze::gaps(text) {
        ready.push_str(&text[from..gap.span.start]);
        ready.push_str(&format!("**{}**", gap.accept.join(" / ")));
        from = gap.span.end;
    }
    ready.push_str(&text[from..]);
    ready
}

fn choice(position: usize, choice: &Choice, lang: Lang) -> String {
    let (class, sign) = if choice.correct { ("right", "✓") } else { ("wrong", "✗") };
    let why =
        choice.why.as_ref().map(|why| format!("<div class=\"why\">{}</div>", html::line(why.get(lang))));
    format!(
        "<li class=\"{class}\">{sign} {}. {}{}</li>",
        position + 1,
        html::line(choice.text.get(lang)),
        why.unwrap_or_default()
    )
}

/// A key as the terminal says it.
pub fn in_words(deck: &Deck, card: &Card, truth: &Truth, lang: Lang) -> String {
    let layout = layout(card);
    let question = Question {
        deck,
        card,
        number: 1,
        total: 1,
        layout: &layout,
        spec: &|| None,
        may: May::default(),
        gaps: None,
    };
    let look = Look { width: 80, unicode: true, colour: false, lang };
    sheet::true_words(&question, truth, &look)
}
