//! The formats: how they are called, how a file tells which one it is.

use crate::model::nearest;

/// A format of another program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Quizzes of mdbook-quiz, in TOML.
    MdbookQuiz,
    /// One card a row, separated by commas.
    Csv,
    /// One card a row, separated by tabulators.
    Tsv,
    /// Notes as plain text, one a line, as Anki imports and exports them.
    Text,
}

impl Format {
    /// Every format, in the order in which they are listed.
    pub const ALL: [Format; 4] = [Format::MdbookQuiz, Format::Csv, Format::Tsv, Format::Text];

    /// The name that is typed after `--from` and `--to`.
    pub fn name(self) -> &'static str {
        match self {
            Format::MdbookQuiz => "mdbook-quiz",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Text => "text",
        }
    }

    /// The endings of its files, without the dot; the first is the usual one.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Format::MdbookQuiz => &["toml"],
            Format::Csv => &["csv"],
            Format::Tsv => &["tsv"],
            Format::Text => &["txt"],
        }
    }

    /// Whether `ttl import` reads it.
    pub fn is_read(self) -> bool {
        match self {
            Format::MdbookQuiz | Format::Csv | Format::Tsv | Format::Text => true,
        }
    }

    /// Whether `ttl export` writes it.
    pub fn is_written(self) -> bool {
        match self {
            Format::MdbookQuiz | Format::Csv | Format::Tsv | Format::Text => true,
        }
    }

    /// Whether its files are no text and have no business on a terminal.
    pub fn is_binary(self) -> bool {
        match self {
            Format::MdbookQuiz | Format::Csv | Format::Tsv | Format::Text => false,
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
        let text = std::str::from_utf8(bytes).ok();
        match (ending, text) {
            // TOML has many uses; a quiz has questions.
            (Some(Format::MdbookQuiz), text) => text.filter(|text| is_quiz(text)).and(ending),
            (Some(format), _) => Some(format),
            (None, None) => None,
            (None, Some(text)) => guess(text),
        }
    }
}

fn is_quiz(text: &str) -> bool {
    let squeezed = |line: &str| line.split_whitespace().collect::<String>();
    text.lines().any(|line| {
        let line = squeezed(line);
        line.starts_with("[[questions]]") || line.starts_with("questions=[")
    })
}

/// The format of a text without a name.
fn guess(text: &str) -> Option<Format> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    if is_quiz(text) {
        Some(Format::MdbookQuiz)
    } else if first.starts_with("#separator:") {
        Some(Format::Text)
    } else if first.contains('\t') {
        let names = first.to_lowercase();
        let is_header = names.split('\t').any(|name| ["prompt", "front", "question"].contains(&name.trim()));
        Some(if is_header { Format::Tsv } else { Format::Text })
    } else {
        first.contains(',').then_some(Format::Csv)
    }
}
