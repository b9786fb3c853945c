//! A deck's text in pieces, and one card read without the others: whoever wants one card of a hundred thousand reads its piece.
//!
//! A piece that is a card by itself is the same card in its place. What cannot be read so (a mistake in the TOML, cards that are no
//! `[[card]]`, a head that stands below a card) is said, and then the whole deck has to be read.
//! Deliberately missing: where pieces are kept.

use std::ops::Range;

use toml::de::DeTable;

use super::blocks;
use super::card::{read_deck, read_piece};
use crate::model::{Card, Deck, Diagnostic, Problem, Severity, Source, SourceId};

/// A deck's text, cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// What stands above the first card.
    pub head: Range<usize>,
    /// Each card, up to the next one.
    pub cards: Vec<Range<usize>>,
}

/// A card that was read alone.
#[derive(Clone, Debug)]
pub struct Alone {
    /// The card; none: it cannot be built, since something in it is wrong or missing.
    pub card: Option<Card>,
    /// How many problems of it keep something from working.
    pub n_errors: usize,
}

/// Cuts a deck's text where its cards begin.
pub fn cut(text: &str) -> Cut {
    let mut pieces = blocks::split(text);
    let cards = pieces.split_off(1.min(pieces.len()));
    Cut { head: pieces.pop().unwrap_or_default(), cards }
}

/// The deck that a head makes, without a card, and how many problems of it keep something from working; none where it cannot be told
/// without the rest.
pub fn read_head(head: &str) -> Option<(Deck, usize)> {
    let tree = DeTable::parse(head).ok()?;
    tree.get_ref().keys().all(|key| key.get_ref() != "card").then_some(())?;
    let source = Source { name: String::new(), text: head.to_owned() };
    let (deck, mut problems) = read_deck(&source, SourceId(0));
    problems.retain(|problem| !matches!(problem.problem, Problem::MissingKey { key: "card", .. }));
    Some((deck?, n_errors(&problems)))
}

/// What a card's piece of the text is by itself; none: nothing that can be read without the rest of the deck.
pub fn read_alone(piece: &str) -> Option<Alone> {
    let (card, problems) = read_piece(&Source { name: String::new(), text: piece.to_owned() })?;
    Some(Alone { card, n_errors: n_errors(&problems) })
}

fn n_errors(problems: &[Diagnostic]) -> usize {
    problems.iter().filter(|problem| problem.severity() == Severity::Error).count()
}

#[cfg(test)]
#[path = "alone_tests.rs"]
mod tests;
