//! Wrong ideas that answers showed: those still held in full, with the command that faces them, then those that were cleared up.

use ratatui::style::Stylize;
use ratatui::text::{Line, Span};

use super::{
    BELIEFS_IN_FULL, Look, breakable, clean, command, dates, glyphs, inline, said, section, words, wrap,
};
use crate::model::{CardKey, Verdict};
use crate::study::progress::{Belief, Progress, Told};

/// Of each so many cards are shown.
const CARDS_SHOWN: usize = 3;
/// So many more are named.
const NAMED: usize = 12;

/// What is still believed, and what no longer.
pub(super) fn beliefs(progress: &Progress, look: &Look) -> Vec<Line<'static>> {
    let (all, lang) = (&progress.beliefs, look.lang);
    let n_held = progress.n_held();
    let heading = words::beliefs(n_held, all.len(), lang);
    if all.is_empty() {
        return section(&heading, said(words::no_beliefs(lang), look));
    }
    let (held, mended) = all.split_at(n_held);
    let mut body: Vec<Line<'static>> =
        held.iter().take(BELIEFS_IN_FULL).flat_map(|belief| in_full(belief, progress, look)).collect();
    body.extend(named(
        words::also_held(lang),
        held.get(BELIEFS_IN_FULL..).unwrap_or_default(),
        progress,
        look,
    ));
    body.extend(named(words::cleared_up(lang), mended, progress, look));
    section(&heading, body)
}

/// A belief that is still held: what is believed, when that was seen, and how to face it.
fn in_full(belief: &Belief, progress: &Progress, look: &Look) -> Vec<Line<'static>> {
    let lang = look.lang;
    let Some(latest) = belief.latest() else { return Vec::new() };
    let sign = glyphs::verdict(Verdict::Wrong, look.unicode);
    let name = clean::line(&belief.name).into_owned();
    let mut lines = vec![Line::from(vec![Span::from(format!("  {sign} ")).red(), Span::from(name).bold()])];
    let width = usize::from(look.measure());
    let indent = [Span::from("    ")];
    if let Some(told) = &belief.told {
        lines.extend(wrap::wrap(&quoted(told, look), width, &indent, &indent));
        let why = told.why.as_ref().map(|why| inline(why.get(lang), look));
        lines.extend(why.into_iter().flat_map(|why| wrap::wrap(&why, width, &indent, &indent)));
    }
    let last = dates::near(latest.day, progress.today, lang);
    let shown = words::shown(belief.shown.len(), &last, belief.n_sure(), belief.n_refuted(), lang);
    lines.extend(wrap::wrap(&[Span::from(shown).dim()], width, &indent, &indent));
    let cards: Vec<&CardKey> = belief.cards().into_iter().take(CARDS_SHOWN).collect();
    for key in cards {
        match belief.gone.contains(key) {
            true => lines.extend(said(&format!("  {}", words::card_is_gone(&key.card, lang)), look)),
            false => lines.extend(
                command(&format!("ttl quiz {}", key.card), "", look)
                    .into_iter()
                    .map(|line| moved(line, "  ")),
            ),
        }
    }
    lines
}

fn moved(mut line: Line<'static>, by: &'static str) -> Line<'static> {
    line.spans.insert(0, Span::from(by));
    line
}

/// The wrong option in its own words.
fn quoted(told: &Told, look: &Look) -> Vec<Span<'static>> {
    let (open, close) = if look.unicode { ("“", "”") } else { ("\"", "\"") };
    let mut quoted = vec![Span::from(open)];
    quoted.extend(inline(told.text.get(look.lang), look));
    quoted.push(Span::from(close));
    quoted
}

/// Several beliefs by name, each with its day.
fn named(says: &str, beliefs: &[Belief], progress: &Progress, look: &Look) -> Vec<Line<'static>> {
    if beliefs.is_empty() {
        return Vec::new();
    }
    let mut names: Vec<String> =
        beliefs.iter().take(NAMED).map(|belief| name(belief, progress, look)).collect();
    if beliefs.len() > NAMED {
        names.push(words::more_rows(beliefs.len() - NAMED, look.lang));
    }
    said(&format!("{says} {}", names.join(", ")), look).into_iter().map(breakable).collect()
}

fn name(belief: &Belief, progress: &Progress, look: &Look) -> String {
    let day = belief.latest().map(|latest| dates::near(latest.day, progress.today, look.lang));
    format!("{} ({})", clean::line(&belief.name), day.unwrap_or_default()).replace(' ', "\u{a0}")
}
