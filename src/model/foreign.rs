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
        /// What it takes, in a form that can be typed.
        takes: &'static str,
    },
    /// A front without a back.
    NoBack,
    /// A cloze text without a gap.
    NoGap,
    /// A stray line between cards.
    Stray,
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
        }
    }

    /// How bad it is: a warning where everything else of the card is there.
    pub fn severity(&self) -> Severity {
        match self {
            Foreign::KeptAsTag(_)
            | Foreign::NoHome(_)
            | Foreign::UnknownColumn { .. }
            | Foreign::Stray
            | Foreign::Ragged { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }
}
