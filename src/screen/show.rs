//! One thing in full: the promise of a demo, a deck's place on the path, or a card with its key, as an author wants to see them.

use ratatui::style::Stylize;
use ratatui::text::{Line, Span};

use super::grid::{Grid, grid};
use super::{Look, effect, inline, markdown, report_words, sheet, values, words, wrap};
use crate::claim;
use crate::model::{Body, Card, ClaimText, Deck, DemoSpec, Stall, Text, cloze};

/// A demo's promise: what can be set, what it reports and how far that can be trusted, what can be judged.
pub fn demo(spec: &DemoSpec, look: &Look) -> Vec<Line<'static>> {
    let lang = look.lang;
    let title = inline::words(spec.title.get(lang), look);
    let mut lines = vec![Line::default(), Line::from(vec![title.bold(), format!("  {}", spec.id).dim()])];
    lines.extend(markdown(spec.about.get(lang), look.measure(), look));
    let params = spec.params.iter().map(|param| {
        let takes = claim::param_takes_words(&param.kind);
        vec![format!("{}={}", param.id, param.default), takes, inline::words(param.help.get(lang), look)]
    });
    lines.extend(section(report_words::params(lang), params.collect(), look));
    let observations = spec.observations.iter().map(|observation| {
        let stall = match observation.stall {
            Stall::None => String::new(),
            Stall::Up => report_words::stall_up(lang).to_owned(),
            Stall::Down => report_words::stall_down(lang).to_owned(),
            Stall::Either => report_words::stall_either(lang).to_owned(),
        };
        let class = [words::class(observation.class, lang), &stall].join(" ").trim().to_owned();
        vec![observation.id.clone(), class, inline::words(observation.meaning.get(lang), look)]
    });
    lines.extend(section(words::observed(lang), observations.collect(), look));
    lines.extend([Line::default(), Line::from(report_words::findings(lang).bold())]);
    for finding in &spec.findings {
        lines.push(Line::from(finding.id.clone().bold()));
        let says = inline(finding.says.get(lang), look);
        lines.extend(wrap::wrap(&says, usize::from(look.measure()), &["  ".into()], &["  ".into()]));
        lines.push(Line::from(format!("  holds  {}", finding.holds.value).dim()));
        lines.extend(finding.fails.iter().map(|fails| Line::from(format!("  fails  {}", fails.value).dim())));
    }
    lines
}

fn section(title: &str, rows: Vec<Vec<String>>, look: &Look) -> Vec<Line<'static>> {
    if rows.is_empty() {
        return Vec::new();
    }
    let content = Grid { rows, names_first: true, ..Grid::default() };
    let mut lines = vec![Line::default(), Line::from(title.to_owned().bold())];
    lines.extend(grid(&content, usize::from(look.width), look));
    lines
}

/// What a deck is about, the decks that come `before` it and the one that is best learnt `next`.
pub fn deck(deck: &Deck, before: &[&Deck], next: Option<&Deck>, look: &Look) -> Vec<Line<'static>> {
    let lang = look.lang;
    let title = inline::words(deck.title.get(lang), look);
    let mut lines = vec![Line::default(), Line::from(vec![title.bold(), format!("  {}", deck.id).dim()])];
    lines.extend(markdown(deck.about.get(lang), look.measure(), look));
    let row = |word: &str, deck: &Deck| {
        vec![word.to_owned(), deck.id.clone(), inline::words(deck.title.get(lang), look)]
    };
    let first = report_words::learn_first(lang);
    let mut rows: Vec<Vec<String>> = before
        .iter()
        .zip([first].into_iter().chain(std::iter::repeat("")))
        .map(|(deck, word)| row(word, deck))
        .collect();
    rows.extend(next.map(|deck| row(report_words::learn_next(lang), deck)));
    if !rows.is_empty() {
        lines.push(Line::default());
        let content = Grid { rows, names_first: true, quiet_end: true, ..Grid::default() };
        lines.extend(grid(&content, usize::from(look.width), look));
    }
    lines
}

/// A card with its key, the claims of its options, and the explanation.
pub fn card(deck: &Deck, card: &Card, look: &Look) -> Vec<Line<'static>> {
    let lang = look.lang;
    let demo =
        card.experiment.as_ref().map_or(String::new(), |experiment| format!("  {}", experiment.demo.value));
    let head = format!("{}/{}  {}{demo}", deck.id, card.id, card.body.kind());
    let mut lines = vec![Line::default(), Line::from(head.bold())];
    lines.extend(markdown(&card.question(lang), look.measure(), look));
    lines.push(Line::default());
    lines.extend(effect::program(card, look));
    lines.extend(body(card, look));
    if let Some(explain) = &card.explain {
        lines.push(Line::default());
        lines.extend(markdown(explain.get(lang), look.measure(), look));
    }
    lines
}

fn body(card: &Card, look: &Look) -> Vec<Line<'static>> {
    let lang = look.lang;
    let key = |is_key: bool| if is_key { "* " } else { "  " };
    match &card.body {
        Body::Choice(choices) | Body::Multi(choices) => {
            let each = choices.iter().flat_map(|choice| {
                let lines = sheet::item(key(choice.correct), &choice.text, look);
                lines.into_iter().chain(claim_line(choice.claim.as_ref()))
            });
            each.collect()
        }
        Body::Match(pairs) => {
            let each = pairs.iter().flat_map(|pair| {
                let both = format!("{} = {}", pair.left.get(lang), pair.right.get(lang));
                sheet::item("* ", &Text::plain(both), look).into_iter().chain(claim_line(pair.claim.as_ref()))
            });
            each.collect()
        }
        Body::Order { items, expect, .. } => {
            let ids = expect.as_ref().map(|expect| expect.value.join(" ")).unwrap_or_default();
            let each = items.iter().flat_map(|item| sheet::item("  ", &item.text, look));
            each.chain([Line::from(format!("* {ids}"))]).collect()
        }
        Body::Number { expect, observe, .. } => {
            let stated = expect.as_ref().map(|expect| values::number(expect.value));
            vec![Line::from(format!(
                "* {}",
                stated.or(observe.as_ref().map(|o| o.value.clone())).unwrap_or_default()
            ))]
        }
        Body::Text { accept, .. } => vec![Line::from(format!("* {}", accept.join(" | ")))],
        Body::Cloze { .. } => {
            let gaps = cloze::gaps(card.prompt.get(lang));
            gaps.iter().map(|gap| Line::from(format!("* {}", gap.accept.join(" | ")))).collect()
        }
        Body::Output { expect } => {
            let stated = expect.as_ref().map(|expect| effect::in_words(&expect.value, look));
            stated.map(|stated| Line::from(format!("* {stated}"))).into_iter().collect()
        }
        Body::Flash(back) => markdown(back.get(lang), look.measure(), look),
    }
}

fn claim_line(claim: Option<&ClaimText>) -> Option<Line<'static>> {
    let text = match claim? {
        ClaimText::Finding { id, negated } => format!("{}{}", if *negated { "!" } else { "" }, id.value),
        ClaimText::Predicates { holds, fails } => match fails {
            Some(fails) => format!("holds {}  fails {}", holds.value, fails.value),
            None => holds.value.clone(),
        },
    };
    Some(Line::from(Span::from(format!("     {text}")).dim()))
}
