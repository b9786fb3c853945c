//! Decks and the files of other programs: one becomes the other, as text.
//!
//! A format is one file and one variant of [`Format`]. Reading never stops at the first problem: it returns the decks that
//! could be built and everything that is wrong or has no place in a deck, each with where it stands. Writing returns
//! the text and whatever the format cannot hold. Deliberately missing: files, and formats that are no text
//! (`store` reads and writes those).

pub mod anki;
mod build;
mod deck_file;
mod fences;
mod flat;
mod format;
mod hashcards;
mod html;
mod losses;
mod name;
mod notes;
mod part;
mod quiz_in;
mod quiz_out;
mod rows;
mod sheet;
mod sides;
mod study_sheet;
mod tongue;
mod update;

pub use deck_file::deck_file;
pub use format::Format;
pub use name::{deck_name, names};
pub use tongue::Tongue;
pub use update::{Difference, update};

use crate::model::{Card, Deck, Diagnostic, Source, SourceId, Text};

/// What a reader is told beside the text.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// The id of the deck, where the file names none.
    pub deck: String,
    /// What the deck is called, where the file does not say.
    pub title: String,
    /// The language of the texts, where it is known; without it they are written without a language.
    pub lang: Option<String>,
}

impl Told {
    /// The words in the language that was told.
    pub fn text(&self, words: impl Into<String>) -> Text {
        match &self.lang {
            Some(tag) => Text::tagged(vec![(tag.clone(), words.into())]),
            None => Text::plain(words),
        }
    }

    /// A deck of these cards.
    pub fn deck(&self, cards: Vec<Card>) -> Deck {
        let (id, title) = (self.deck.clone(), self.text(self.title.clone()));
        Deck { id, title, cards, ..Deck::default() }
    }
}

/// What reading a file gave.
#[derive(Clone, Debug, Default)]
pub struct Read {
    /// The decks that could be built.
    pub decks: Vec<Deck>,
    /// Everything that is wrong or has no place in a deck.
    pub problems: Vec<Diagnostic>,
}

/// Something that a format cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The deck.
    pub deck: String,
    /// The card; none where it is the deck itself.
    pub card: Option<String>,
    /// What it is.
    pub what: Loss,
}

/// What an export loses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loss {
    /// The whole card, because of its kind.
    Card(&'static str),
    /// The card is there, but as another kind; what it was and what it became.
    Becomes(&'static str, &'static str),
    /// These keys of the card or deck, as decks write them.
    Keys(Vec<&'static str>),
    /// The languages other than the one that was written.
    Languages(Vec<String>),
}

impl Loss {
    /// Whether the card itself is missing.
    pub fn is_whole(&self) -> bool {
        matches!(self, Loss::Card(_))
    }
}

/// What writing gave.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The text of the file.
    pub text: String,
    /// How many cards it holds.
    pub n_cards: usize,
    /// Whatever it could not hold.
    pub left_out: Vec<LeftOut>,
}

/// Reads a text of that format.
pub fn read(format: Format, source: &Source, id: SourceId, told: &Told) -> Read {
    match format {
        Format::MdbookQuiz => quiz_in::read(source, id, told),
        Format::Csv => sheet::read(source, id, told, b','),
        Format::Tsv => sheet::read(source, id, told, b'\t'),
        Format::Text => notes::read(source, id, told),
        Format::Hashcards => hashcards::read(source, id, told),
        // Nothing reads a page for people back.
        Format::Markdown => Read::default(),
        // These are no text: [`anki::read`] takes what `store` unpacked, and a page is not read.
        Format::Anki | Format::Html => Read::default(),
    }
}

/// Writes decks in that format.
pub fn write(format: Format, decks: &[&Deck], tongue: Tongue) -> Written {
    match format {
        Format::MdbookQuiz => quiz_out::write(decks, tongue),
        Format::Csv => sheet::write(decks, tongue, b','),
        Format::Tsv => sheet::write(decks, tongue, b'\t'),
        Format::Text => notes::write(decks, tongue),
        Format::Hashcards => hashcards::write(decks, tongue),
        Format::Markdown => study_sheet::write(decks, tongue),
        // These are painted: see `screen`.
        Format::Anki | Format::Html => Written::default(),
    }
}
