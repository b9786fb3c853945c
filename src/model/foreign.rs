//! What can be wrong with, or has no place in a deck of, a file of another program.
//!
//! Deliberately missing: the words, which stand in `screen`; and how such files are read (`exchange`).

use super::Severity;

/// A problem with a file that is being imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// Decks have no place for this; it is kept as a tag, so that an export gives it back.
    KeptAsTag(String),
    /// Decks have no place for this, and nothing keeps it.
    NoHome(String),
    /// A question that no kind of card can hold.
    NoKind(String),
    /// A multipart question names a part that the file does not have.
    NoPart(String),
    /// The words of a parser of that format.
    Unreadable(String),
    /// The file has nothing to import.
    Nothing,
    /// The first line does not name the columns that are needed.
    NoColumn(&'static str),
    /// A column that means nothing here.
    UnknownColumn {
        /// The column.
        name: String,
        /// A known column that looks like it.
        meant: Option<String>,
    },
    /// A row with another number of fields than there are columns.
    Ragged {
        /// How many fields the row has.
        found: usize,
        /// How many columns there are.
        wanted: usize,
    },
    /// A quotation mark that is never closed.
    OpenQuote,
    /// A field that is needed in this row is empty.
    EmptyField(String),
    /// A field that cannot be understood as what it should be.
    BadField {
        /// The column.
        column: String,
        /// What it takes.
        takes: Takes,
    },
    /// A front without a back.
    NoBack,
    /// A cloze text without a gap.
    NoGap,
    /// A stray line between cards.
    Stray,
    /// So many pictures and sounds, which decks do not hold.
    Media(usize),
    /// The note of this card was edited after it was exported, so what it says now became a flash card.
    Edited(String),
}

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// The name of a separator.
    Separator,
    /// The number of a column, from 1.
    Column,
    /// An id that no other card has.
    Id,
    /// A level from 1 to 5.
    Level,
    /// A kind of card.
    Kind,
    /// Numbers or letters of choices.
    Choices,
    /// Every choice once, in order.
    Order,
    /// A number.
    Number,
    /// A tolerance.
    Tolerance,
    /// The number of a line, from 1.
    Line,
    /// A truth value.
    Bool,
    /// Milliseconds.
    Milliseconds,
}

impl Foreign {
    /// The stable name of the problem.
    pub fn code(&self) -> &'static str {
        match self {
            Foreign::KeptAsTag(_) => "kept-as-tag",
            Foreign::NoHome(_) => "no-home",
            Foreign::NoKind(_) => "no-kind",
            Foreign::NoPart(_) => "no-part",
            Foreign::Unreadable(_) => "unreadable",
            Foreign::Nothing => "nothing-to-import",
            Foreign::NoColumn(_) => "no-column",
            Foreign::UnknownColumn { .. } => "unknown-column",
            Foreign::Ragged { .. } => "ragged-row",
            Foreign::OpenQuote => "open-quote",
            Foreign::EmptyField(_) => "empty-field",
            Foreign::BadField { .. } => "bad-field",
            Foreign::NoBack => "no-back",
            Foreign::NoGap => "no-gap",
            Foreign::Stray => "stray-line",
            Foreign::Media(_) => "media-left-out",
            Foreign::Edited(_) => "edited-note",
        }
    }

    /// How bad it is: a warning where everything else of the card is there.
    pub fn severity(&self) -> Severity {
        match self {
            Foreign::KeptAsTag(_)
            | Foreign::NoHome(_)
            | Foreign::UnknownColumn { .. }
            | Foreign::Stray
            | Foreign::Media(_)
            | Foreign::Edited(_)
            | Foreign::Ragged { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }
}
