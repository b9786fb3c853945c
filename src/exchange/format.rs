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
    /// Cards in a Markdown file: `Q:`, `A:` and `C:`.
    Hashcards,
    /// A page of Markdown to read.
    Markdown,
    /// An Anki package.
    Anki,
    /// A page for a browser, to answer in.
    Html,
}

impl Format {
    /// Every format, in the order in which they are listed.
    pub const ALL: [Format; 8] = [
        Format::MdbookQuiz,
        Format::Csv,
        Format::Tsv,
        Format::Text,
        Format::Markdown,
        Format::Hashcards,
        Format::Anki,
        Format::Html,
    ];

    /// The name that is typed after `--from` and `--to`.
    pub fn name(self) -> &'static str {
        match self {
            Format::MdbookQuiz => "mdbook-quiz",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Text => "text",
            Format::Hashcards => "hashcards",
            Format::Markdown => "markdown",
            Format::Anki => "anki",
            Format::Html => "html",
        }
    }

    /// The endings of its files, without the dot; the first is the usual one.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Format::MdbookQuiz => &["toml"],
            Format::Csv => &["csv"],
            Format::Tsv => &["tsv"],
            Format::Text => &["txt"],
            Format::Hashcards => &["md"],
            Format::Markdown => &["md", "markdown"],
            Format::Anki => &["apkg", "colpkg"],
            Format::Html => &["html", "htm"],
        }
    }

    /// Whether `ttl import` reads it.
    pub fn is_read(self) -> bool {
        match self {
            Format::MdbookQuiz | Format::Csv | Format::Tsv | Format::Text | Format::Hashcards => true,
            Format::Anki => true,
            Format::Markdown | Format::Html => false,
        }
    }

    /// Whether `ttl export` writes it.
    pub fn is_written(self) -> bool {
        match self {
            Format::MdbookQuiz | Format::Csv | Format::Tsv | Format::Text => true,
            Format::Hashcards | Format::Markdown | Format::Anki | Format::Html => true,
        }
    }

    /// Whether its files are no text and have no business on a terminal.
    pub fn is_binary(self) -> bool {
        match self {
            Format::MdbookQuiz | Format::Csv | Format::Tsv | Format::Text => false,
            Format::Hashcards | Format::Markdown => false,
            Format::Html => false,
            Format::Anki => true,
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

    /// The format to read from a file with that ending (without the dot).
    pub fn read_from(ending: &str) -> Option<Self> {
        Format::of_ending(ending, Format::is_read)
    }

    /// The format to write to a file with that ending.
    pub fn written_to(ending: &str) -> Option<Self> {
        Format::of_ending(ending, Format::is_written)
    }

    fn of_ending(ending: &str, fits: fn(Format) -> bool) -> Option<Self> {
        let ending = ending.to_ascii_lowercase();
        Format::ALL.into_iter().find(|format| fits(*format) && format.endings().contains(&ending.as_str()))
    }

    /// The format of a file, from what is in it; `ending` is what its name says.
    pub fn of_content(bytes: &[u8], ending: Option<Format>) -> Option<Self> {
        if bytes.starts_with(b"PK\x03\x04") {
            return Some(Format::Anki);
        }
        let text = std::str::from_utf8(bytes).ok();
        match (ending, text) {
            // TOML has many uses; a quiz has questions.
            (Some(Format::MdbookQuiz), text) => text.filter(|text| is_quiz(text)).and(ending),
            (Some(Format::Text), Some(text)) if is_marked(text) => Some(Format::Hashcards),
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

/// Whether the first words of a text are those of a card with marks.
fn is_marked(text: &str) -> bool {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    first.is_some_and(|line| line.starts_with("Q:") || line.starts_with("C:"))
}

/// The format of a text without a name.
fn guess(text: &str) -> Option<Format> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    if is_quiz(text) {
        Some(Format::MdbookQuiz)
    } else if is_marked(text) {
        Some(Format::Hashcards)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_tells_its_format_by_its_ending_and_by_what_is_in_it() {
        for (ending, text, format) in [
            ("toml", "[[questions]]\ntype = 'Tracing'", Some(Format::MdbookQuiz)),
            ("toml", "[package]\nname = 'x'", None),
            ("CSV", "anything", Some(Format::Csv)),
            ("txt", "a\tb", Some(Format::Text)),
            ("txt", "Q: a\nA: b", Some(Format::Hashcards)),
            ("md", "Q: a\nA: b", Some(Format::Hashcards)),
            ("", "\u{feff}front\tback\na\tb", Some(Format::Tsv)),
            ("", "a\tb", Some(Format::Text)),
            ("", "front,back\na,b", Some(Format::Csv)),
            ("", "#separator:tab\na\tb", Some(Format::Text)),
            ("", "a stone", None),
        ] {
            let found = Format::of_content(text.as_bytes(), Format::read_from(ending));
            assert_eq!(found, format, "{ending}: {text}");
        }
    }

    #[test]
    fn every_format_has_a_name_of_its_own_and_is_good_for_something() {
        for format in Format::ALL {
            assert_eq!(Format::named(format.name()), Some(format));
            assert!(format.is_read() || format.is_written());
            assert!(!format.endings().is_empty());
        }
        assert_eq!(Format::written_to("md"), Some(Format::Markdown));
        assert_eq!(Format::like("mdbook_quiz"), Some(Format::MdbookQuiz));
    }
}
