//! The formats: how they are called, how a file tells which one it is.

use crate::model::nearest;

/// A format of another program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One card a row, separated by commas.
    Csv,
    /// One card a row, separated by tabulators.
    Tsv,
    /// Notes as plain text, one a line, as Anki imports and exports them.
    Text,
}

impl Format {
    /// Every format, in the order in which they are listed.
    pub const ALL: [Format; 3] = [Format::Csv, Format::Tsv, Format::Text];

    /// The name that is typed after `--from` and `--to`.
    pub fn name(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Text => "text",
        }
    }

    /// The endings of its files, without the dot; the first is the usual one.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Format::Csv => &["csv"],
            Format::Tsv => &["tsv"],
            Format::Text => &["txt"],
        }
    }

    /// Whether `ttl import` reads it.
    pub fn is_read(self) -> bool {
        match self {
            Format::Csv | Format::Tsv | Format::Text => true,
        }
    }

    /// Whether `ttl export` writes it.
    pub fn is_written(self) -> bool {
        match self {
            Format::Csv | Format::Tsv | Format::Text => true,
        }
    }

    /// Whether its files are no text and have no business on a terminal.
    pub fn is_binary(self) -> bool {
        match self {
            Format::Csv | Format::Tsv | Format::Text => false,
        }
    }

    /// The format of that name.
    pub fn named(name: &str) -> Option<Self> {
        Format::ALL.into_iter().find(|format| format.name() == name)
    }

    /// A format whose name looks like that word.
    pub fn like(name: &str) -> Option<Self> {
        nearest(name, Format::ALL.map(Format::name)).and_then(Format::named)
    }

    /// The format of a file with that ending (without the dot).
    pub fn of_ending(ending: &str) -> Option<Self> {
        let ending = ending.to_ascii_lowercase();
        Format::ALL.into_iter().find(|format| format.endings().contains(&ending.as_str()))
    }

    /// The format to write to a file with that ending.
    pub fn written_to(ending: &str) -> Option<Self> {
        Format::of_ending(ending).filter(|format| format.is_written())
    }

    /// The format of a file, from what is in it; `ending` is what its name says.
    pub fn of_content(bytes: &[u8], ending: Option<Format>) -> Option<Self> {
        if let Some(format) = ending {
            return Some(format);
        }
        let text = std::str::from_utf8(bytes).ok()?;
        let first = text.trim_start_matches('\u{feff}').lines().find(|line| !line.trim().is_empty())?;
        (first.starts_with("#separator:") || first.contains('\t')).then_some(Format::Text)
    }
}
