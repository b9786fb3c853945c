//! Reading a deck for the index: piece by piece, those that are new to it, and as a whole where it cannot be read so.

use std::collections::{HashMap, HashSet};

use super::super::number::number;
use super::Meaning;
use crate::deck::{Alone, Cut, cut, read_alone, read_deck, read_head};
use crate::model::{Card, Deck, Severity, Source, SourceId};

/// What is known of a card, as the database keeps it.
#[derive(Clone)]
pub(super) struct Facts {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) meaning: String,
    pub(super) notes: String,
    pub(super) tags: String,
    pub(super) n_errors: usize,
}

/// A card in its text.
pub(super) struct Piece {
    pub(super) facts: Facts,
    pub(super) first: usize,
    pub(super) past: usize,
    pub(super) line: usize,
    pub(super) number: i64,
}

/// What reading a deck gave.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) deck: Option<String>,
    pub(super) head: Option<String>,
    pub(super) after: Vec<String>,
    pub(super) cards: Vec<Piece>,
    pub(super) n_errors: usize,
}

impl Facts {
    fn of(card: &Card, n_errors: usize, meaning: Meaning) -> Self {
        let list = |words: &[String]| serde_json::to_string(words).unwrap_or_default();
        Facts {
            name: card.id.clone(),
            kind: card.body.kind().to_owned(),
            meaning: meaning(card),
            notes: list(&card.notes),
            tags: list(&card.tags),
            n_errors,
        }
    }
}

impl Reading {
    /// Of two cards of one name the first counts, as everywhere; says how many others there were.
    fn drop_twice(&mut self) -> usize {
        let (n, mut names) = (self.cards.len(), HashSet::new());
        self.cards.retain(|piece| names.insert(piece.facts.name.clone()));
        n - self.cards.len()
    }
}

/// Reads a deck piece by piece, and as a whole where it cannot be read so.
pub(super) fn read(source: &Source, meaning: Meaning, known: &HashMap<i64, Facts>) -> Reading {
    read_pieces(&source.text, meaning, known).unwrap_or_else(|| read_whole(source, meaning))
}

fn read_pieces(text: &str, meaning: Meaning, known: &HashMap<i64, Facts>) -> Option<Reading> {
    let Cut { head, cards } = cut(text);
    let head = &text[head];
    let (deck, n_errors) = read_head(head)?;
    let mut reading = Reading {
        after: after(&deck),
        deck: Some(deck.id),
        head: Some(head.to_owned()),
        cards: Vec::new(),
        n_errors,
    };
    let mut lines = Lines::new(text);
    for piece in cards {
        let own = number(text[piece.clone()].as_bytes());
        let facts = match known.get(&own) {
            Some(facts) => Some(facts.clone()),
            None => {
                let Alone { card, n_errors } = read_alone(&text[piece.clone()])?;
                let facts = card.map(|card| Facts::of(&card, n_errors, meaning));
                // What is no card is read again the next time, so its problems are counted here.
                reading.n_errors += if facts.is_none() { n_errors } else { 0 };
                facts
            }
        };
        let line = lines.of(piece.start);
        let piece =
            facts.map(|facts| Piece { facts, first: piece.start, past: piece.end, line, number: own });
        reading.cards.extend(piece);
    }
    reading.n_errors += reading.cards.iter().map(|piece| piece.facts.n_errors).sum::<usize>();
    // A deck without a card, or with two of one name, has a problem that none of its cards has.
    reading.n_errors += usize::from(reading.cards.is_empty()) + reading.drop_twice();
    Some(reading)
}

fn read_whole(source: &Source, meaning: Meaning) -> Reading {
    let (deck, problems) = read_deck(source, SourceId(0));
    let n_errors = problems.iter().filter(|problem| problem.severity() == Severity::Error).count();
    let Some(deck) = deck else { return Reading { n_errors, ..Reading::default() } };
    let mut lines = Lines::new(&source.text);
    let piece = |card: &Card| {
        let span = card.place.span.clone();
        let line = lines.of(span.start);
        Piece { facts: Facts::of(card, 0, meaning), first: span.start, past: span.end, line, number: -1 }
    };
    let cards = deck.cards.iter().map(piece).collect();
    let mut reading = Reading { after: after(&deck), deck: Some(deck.id), head: None, cards, n_errors };
    reading.drop_twice();
    reading
}

/// The ids of the decks that a deck comes after.
fn after(deck: &Deck) -> Vec<String> {
    deck.after.iter().map(|name| name.value.clone()).collect()
}

/// Counts lines on the way through a text.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        Lines { text, at: 0, line: 1 }
    }

    /// The line of a place, from 1; places come in their order.
    fn of(&mut self, place: usize) -> usize {
        let between = self.text.as_bytes().get(self.at..place).unwrap_or_default();
        self.line += between.iter().filter(|byte| **byte == b'\n').count();
        self.at = place.max(self.at);
        self.line
    }
}
