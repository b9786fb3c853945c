//! Decks become a file of another program, and whatever it cannot hold is told.

use crate::exchange::{self, Format, Tongue};
use crate::model::Deck;

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
pub fn export(decks: &[&Deck], format: Format, tongue: Tongue) -> Exported {
    let written = exchange::write(format, decks, tongue);
    Exported { bytes: written.text.into_bytes(), n_cards: written.n_cards, left_out: written.left_out }
}
