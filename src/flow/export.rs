//! Decks become a file of another program, and whatever it cannot hold is told.

use anyhow::Result;

use crate::exchange::{self, Format, Tongue};
use crate::model::Deck;
use crate::screen::{self, Front};
use crate::store;

/// How decks are to be exported.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// The format.
    pub format: Format,
    /// The language.
    pub tongue: Tongue,
    /// Whether both languages stand on every side.
    pub both: bool,
    /// The time that stands in the file as the time of its making, in seconds since 1970.
    pub made: u64,
}

/// A file of another program, ready to be written.
#[derive(Clone, Debug, Default)]
pub struct Exported {
    /// What is to be written.
    pub bytes: Vec<u8>,
    /// How many cards it holds.
    pub n_cards: usize,
    /// Whatever it cannot hold.
    pub left_out: Vec<exchange::LeftOut>,
}

/// Writes decks in a format.
///
/// # Errors
///
/// A package cannot be built.
pub fn export(decks: &[&Deck], wanted: Wanted) -> Result<Exported> {
    let n_cards = decks.iter().map(|deck| deck.cards.len()).sum();
    Ok(match wanted.format {
        Format::Anki => {
            let lang = wanted.tongue.lang;
            let front = if wanted.both { Front::Both(lang) } else { Front::One(lang) };
            let bytes = store::apkg(&screen::anki_notes(decks, front), wanted.made)?;
            Exported { bytes, n_cards, left_out: Vec::new() }
        }
        format => {
            let written = exchange::write(format, decks, wanted.tongue);
            Exported { bytes: written.text.into_bytes(), n_cards: written.n_cards, left_out: written.left_out }
        }
    })
}
