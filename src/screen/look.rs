//! How things are to look, decided once by the caller and handed down.
//!
//! Deliberately missing: the environment, the terminal. A `Look` is told, it does not ask.

use crate::model::Lang;

/// How things are to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Width of the paper, in cells.
    pub width: u16,
    /// Whether our own glyphs may leave ASCII.
    pub unicode: bool,
    /// Whether styles are written. Should say the same as `colored::control`: where this is true but `colored` writes
    /// nothing, code stands without its back-ticks.
    pub colour: bool,
    /// The language of our own words, and the one preferred in an author's text.
    pub lang: Lang,
}

impl Look {
    /// The widest line of running text that is still pleasant to read, in cells.
    const MEASURE: u16 = 76;

    /// How wide running text should be set, in cells: the paper, or less where the paper is very wide.
    pub fn measure(&self) -> u16 {
        self.width.min(Look::MEASURE)
    }
}
