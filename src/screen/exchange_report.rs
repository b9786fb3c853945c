//! What an import or export did, as lines.

use ratatui::style::Stylize;
use ratatui::text::Line;

use super::{Look, exchange_words as words};
use crate::exchange::{Difference, LeftOut, Loss};
use crate::model::Deck;

/// How many ids are named before the rest is counted.
const NAMED: usize = 12;

/// The cards of a deck counted by kind, as in `3 choice, 1 flash`.
pub fn kinds(deck: &Deck) -> String {
    let mut counted: Vec<(&'static str, usize)> = Vec::new();
    for kind in deck.cards.iter().map(|card| card.body.kind()) {
        match counted.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, n)) => *n += 1,
            None => counted.push((kind, 1)),
        }
    }
    counted.iter().map(|(kind, n)| format!("{n} {kind}")).collect::<Vec<_>>().join(", ")
}

/// Which cards are new, changed, and only in the file.
pub fn difference(difference: &Difference, look: &Look) -> Vec<Line<'static>> {
    let lists = [&difference.added, &difference.changed, &difference.only_there];
    let lists = words::differences(look.lang).into_iter().zip(lists).filter(|(_, ids)| !ids.is_empty());
    lists
        .map(|(heading, ids)| Line::from(format!("  {heading} {}: {}", ids.len(), named(ids, look))))
        .collect()
}

fn named(ids: &[String], look: &Look) -> String {
    let mut all = ids.iter().take(NAMED).map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
    if ids.len() > NAMED {
        all = format!("{all} {}", words::and_more(ids.len() - NAMED, look.lang));
    }
    all
}

/// What an export could not hold: card by card, then counted.
pub fn left_out(all: &[LeftOut], look: &Look) -> Vec<Line<'static>> {
    if all.is_empty() {
        return Vec::new();
    }
    let line = |one: &LeftOut| {
        let about = match &one.card {
            Some(card) => format!("{}/{card}", one.deck),
            None => one.deck.clone(),
        };
        Line::from(words::left_out(&about, &one.what, look.lang))
    };
    let mut lines: Vec<Line<'static>> = all.iter().map(line).collect();
    let count = |fits: fn(&Loss) -> bool| all.iter().filter(|one| fits(&one.what)).count();
    let total = words::left_out_total(
        count(|what| matches!(what, Loss::Card(_))),
        count(|what| matches!(what, Loss::Becomes(..))),
        count(|what| matches!(what, Loss::Keys(_))),
        look.lang,
    );
    lines.push(Line::from(total).bold());
    lines
}
