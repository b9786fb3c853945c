//! One source being read: its TOML tree, places in it, and the problems so far.
//!
//! Deliberately missing: what the keys mean, and which keys there are (`table`).

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::blocks::{Healed, heal};
use super::quoted;
use super::table::Table;
use crate::model::{
    At, Diagnostic, Expected, Lang, Place, Problem, Source, SourceId, Text, Value, is_hidden, unicode_name,
};

/// What nobody says of a stretch that could not be read whole: it may stand in what was lost.
const ABSENCES: [&str; 7] = [
    "missing-key",
    "missing-language",
    "no-correct-choice",
    "too-few-options",
    "no-answer-key",
    "not-a-rearrangement",
    "not-for-this-kind",
];

/// A reading in progress: one source and what is wrong with it so far.
pub(super) struct Reader<'s> {
    source: &'s Source,
    id: SourceId,
    /// Where in the source the piece begins that is being read: places in its tree count from there.
    base: Cell<usize>,
    problems: RefCell<Vec<Diagnostic>>,
    /// Stretches that could not be read whole.
    broken: RefCell<Vec<Range<usize>>>,
    /// Lists of keys that no table needs any more.
    keys: RefCell<Vec<Vec<&'static str>>>,
    /// Every table that was read to its end, with the keys that were asked for.
    #[cfg(test)]
    pub(super) asked: RefCell<Vec<(&'static str, std::collections::BTreeSet<&'static str>)>>,
}

impl<'s> Reader<'s> {
    pub(super) fn new(source: &'s Source, id: SourceId) -> Self {
        let reader = Reader {
            source,
            id,
            base: Cell::new(0),
            problems: RefCell::default(),
            broken: RefCell::default(),
            keys: RefCell::default(),
            #[cfg(test)]
            asked: RefCell::default(),
        };
        hidden_runs(&source.text).into_iter().for_each(|(span, found)| {
            reader.report(Problem::HiddenText(found), Place { source: id, span });
        });
        reader
    }

    /// Reads the source as one tree; syntax errors are reported and what survives them is handed on.
    pub(super) fn parse<T>(&self, read: impl FnOnce(&DeTable<'_>) -> T) -> T {
        match DeTable::parse(&self.source.text) {
            Ok(root) => read(root.get_ref()),
            Err(_) => self.healed(0..self.source.text.len(), heal(&self.source.text), read),
        }
    }

    /// Reads a piece that was healed.
    pub(super) fn healed<T>(
        &self,
        piece: Range<usize>,
        healed: Healed,
        read: impl FnOnce(&DeTable<'_>) -> T,
    ) -> T {
        self.begin(piece.start);
        let (root, errors) = DeTable::parse_recoverable(&healed.text);
        if !(healed.errors.is_empty() && errors.is_empty()) {
            self.broken.borrow_mut().push(piece);
        }
        for (span, words) in healed.errors {
            self.report(Problem::Syntax(words), self.place(span));
        }
        self.syntax(&errors);
        read(root.get_ref())
    }

    /// Reports what the parser says of the piece that is being read.
    pub(super) fn syntax(&self, errors: &[toml::de::Error]) {
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            self.report(Problem::Syntax(error.message().to_owned()), self.place(span));
        }
    }

    /// Says that a stretch could not be read whole.
    pub(super) fn set_broken(&self, piece: Range<usize>) {
        self.broken.borrow_mut().push(piece);
    }

    /// The stretches that could not be read whole.
    pub(super) fn broken(&self) -> Vec<Place> {
        self.broken.borrow().iter().map(|span| Place { source: self.id, span: span.clone() }).collect()
    }

    /// From now on places count from there.
    pub(super) fn begin(&self, base: usize) {
        self.base.set(base);
    }

    pub(super) fn place(&self, span: Range<usize>) -> Place {
        let base = self.base.get();
        Place { source: self.id, span: base + span.start..base + span.end }
    }

    /// An empty list that was used before, if there is one.
    pub(super) fn borrow_keys(&self) -> Vec<&'static str> {
        self.keys.borrow_mut().pop().unwrap_or_default()
    }

    /// Takes back a list.
    pub(super) fn return_keys(&self, mut keys: Vec<&'static str>) {
        keys.clear();
        self.keys.borrow_mut().push(keys);
    }

    pub(super) fn report(&self, problem: Problem, place: Place) {
        self.push(Diagnostic::new(problem, place));
    }

    pub(super) fn push(&self, diagnostic: Diagnostic) {
        self.problems.borrow_mut().push(diagnostic);
    }

    pub(super) fn table<'r, 't>(
        &'r self,
        map: &'t DeTable<'t>,
        place: Place,
        of: &'static str,
    ) -> Table<'r, 's, 't> {
        Table::new(self, map, place, of)
    }

    /// Every problem, in the order of the text. What survived a syntax error is not blamed for what it lost.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        let mut problems = self.problems.into_inner();
        if problems.is_empty() {
            return problems;
        }
        let is_syntax = |d: &Diagnostic| matches!(d.problem, Problem::Syntax(_));
        // A hidden character is named as what it is, and not as what the parser did not expect.
        let hidden = problems.iter().filter(|d| matches!(d.problem, Problem::HiddenText(_)));
        let hidden: Vec<usize> = hidden.map(|d| d.place.span.start).collect();
        problems.retain(|d| !is_syntax(d) || !hidden.contains(&d.place.span.start));
        let errors: Vec<Place> = problems.iter().filter(|d| is_syntax(d)).map(|d| d.place.clone()).collect();
        let broken = self.broken.into_inner();
        let is_absence = |d: &Diagnostic| {
            ABSENCES.contains(&d.problem.code())
                && broken.iter().any(|stretch| stretch.contains(&d.place.span.start))
        };
        problems.retain(|d| is_syntax(d) || !(is_absence(d) || errors.contains(&d.place)));
        problems.sort_by_key(|d| (d.place.span.start, d.place.span.end));
        problems.dedup();
        problems
    }

    /// The place of the words inside the quotes, where they stand there letter by letter.
    fn inside_quotes(&self, span: Range<usize>, words: &str) -> Place {
        let place = self.place(span);
        let raw = &self.source.text[place.span.clone()];
        match quoted::part(raw, words, 0..words.len()) {
            Some(inner) if inner.len() == words.len() => place.part(inner),
            _ => place,
        }
    }

    /// Reports characters that only an escape brings into the words; those that stand there themselves are known.
    fn escaped(&self, words: &str, span: Range<usize>) {
        let Some((at, c)) = words.char_indices().find(|(_, c)| is_steering(*c)) else { return };
        let place = self.place(span);
        let raw = &self.source.text[place.span.clone()];
        if raw.contains(c) {
            return;
        }
        let place =
            quoted::part(raw, words, at..at + c.len_utf8()).map_or(place.clone(), |part| place.part(part));
        self.report(Problem::HiddenText(unicode_name(c)), place);
    }

    pub(super) fn wrong(&self, expected: Expected, found: &Spanned<DeValue<'_>>) {
        let problem = Problem::WrongType { expected, found: type_name(found.get_ref()) };
        self.report(problem, self.place(found.span()));
    }

    /// A string as it stands; it may be empty.
    pub(super) fn literal(&self, value: &Spanned<DeValue<'_>>) -> Option<At<String>> {
        let DeValue::String(words) = value.get_ref() else {
            self.wrong(Expected::Word, value);
            return None;
        };
        Some(At::new(words.to_string(), self.inside_quotes(value.span(), words)))
    }

    pub(super) fn word(&self, value: &Spanned<DeValue<'_>>, expected: Expected) -> Option<At<String>> {
        let DeValue::String(words) = value.get_ref() else {
            self.wrong(expected, value);
            return None;
        };
        if words.trim().is_empty() {
            self.report(Problem::EmptyText, self.place(value.span()));
            return None;
        }
        // What is borrowed stands in the text as it is, and the text was looked through.
        if let Cow::Owned(words) = words {
            self.escaped(words, value.span());
        }
        Some(At::new(words.to_string(), self.inside_quotes(value.span(), words)))
    }

    pub(super) fn words(&self, value: &Spanned<DeValue<'_>>, expected: Expected) -> Vec<At<String>> {
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong(expected, value);
            return Vec::new();
        };
        items.iter().filter_map(|item| self.word(item, Expected::Word)).collect()
    }

    pub(super) fn text(&self, value: &Spanned<DeValue<'_>>) -> Option<Text> {
        let DeValue::Table(languages) = value.get_ref() else {
            return self.word(value, Expected::Text).map(|words| Text::plain(words.value));
        };
        let entries: Vec<_> = languages
            .iter()
            .filter_map(|(tag, words)| {
                Some((tag.get_ref().to_string(), self.word(words, Expected::Word)?.value))
            })
            .collect();
        let text = Text::tagged(entries);
        if text.entries().is_empty() {
            // A table without a language; words without a letter have been reported already.
            if languages.is_empty() {
                self.report(Problem::EmptyText, self.place(value.span()));
            }
            return None;
        }
        self.missing_languages(&text, value.span());
        Some(text)
    }

    pub(super) fn missing_languages(&self, text: &Text, span: Range<usize>) {
        for lang in Lang::ALL.into_iter().filter(|&lang| text.lacks(lang)) {
            self.report(Problem::MissingLanguage(lang), self.place(span.clone()));
        }
    }

    pub(super) fn setting(&self, value: &Spanned<DeValue<'_>>) -> Option<Value> {
        match value.get_ref() {
            DeValue::String(words) => {
                if let Cow::Owned(words) = words {
                    self.escaped(words, value.span());
                }
                Some(Value::Text(words.to_string()))
            }
            DeValue::Boolean(truth) => Some(Value::Bool(*truth)),
            DeValue::Integer(n) => i64::from_str_radix(n.as_str(), n.radix()).ok().map(Value::Int),
            DeValue::Float(x) => x.as_str().parse().ok().map(Value::Float),
            _ => {
                self.wrong(Expected::Setting, value);
                None
            }
        }
    }
}

fn type_name(value: &DeValue<'_>) -> &'static str {
    value.type_str()
}

/// Whether a character in a text would steer instead of being read; the ends of lines and tabs may stand there.
fn is_steering(c: char) -> bool {
    !matches!(c, '\n' | '\r' | '\t') && is_hidden(c)
}

/// Every run of hidden characters, with the name of its first one. A mark of the byte order may open a text.
fn hidden_runs(text: &str) -> Vec<(Range<usize>, String)> {
    let mut runs: Vec<(Range<usize>, String)> = Vec::new();
    let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let bytes = text.as_bytes();
    while let Some(next) = bytes.get(at..).and_then(next_suspicious) {
        at += next;
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        let end = at + c.len_utf8();
        if is_steering(c) {
            match runs.last_mut() {
                Some((run, _)) if run.end == at => run.end = end,
                _ => runs.push((at..end, unicode_name(c))),
            }
        }
        at = end;
    }
    runs
}

/// The first byte with which a hidden character can begin. Many bytes are looked at together, which is possible because the
/// question asks for no table.
fn next_suspicious(bytes: &[u8]) -> Option<usize> {
    const TOGETHER: usize = 64;
    let clean = bytes
        .chunks(TOGETHER)
        .take_while(|chunk| !chunk.iter().fold(false, |any, &b| any | is_suspicious(b)));
    let from = (clean.count() * TOGETHER).min(bytes.len());
    bytes[from..].iter().position(|&byte| is_suspicious(byte)).map(|at| from + at)
}

/// Whether a hidden character can begin with this byte: none of those of Hangul and of ASCII that is read.
const fn is_suspicious(byte: u8) -> bool {
    let control = byte < 0x20 && byte != b'\n' && byte != b'\t' && byte != b'\r';
    let letter = byte >= 0xc0 && !(byte >= 0xe3 && byte <= 0xed);
    control | (byte == 0x7f) | letter
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_inside_the_quotes_where_the_words_stand_there_letter_by_letter() {
        for (text, under) in [
            ("k = 'a b'", "a b"),
            ("k = \"a b\"", "a b"),
            ("k = \"\"\"\na b\"\"\"", "a b"),
            ("k = '''\na b'''", "a b"),
            ("k = \"가 나\"", "가 나"),
            ("k = \"a\\tb\"", "\"a\\tb\""),
        ] {
            let source = Source { name: "t".into(), text: text.into() };
            let reader = Reader::new(&source, SourceId(0));
            let word = reader.parse(|map| reader.table(map, Place::default(), "text").word("k"));
            assert_eq!(&text[word.expect("a word").place.span], under, "{text}");
        }
    }

    #[test]
    fn a_key_that_nobody_asked_for_is_reported_with_what_was_meant() {
        let source = Source { name: "t".into(), text: "promt = 'x'\nid = 'y'".into() };
        let reader = Reader::new(&source, SourceId(0));
        reader.parse(|map| {
            let table = reader.table(map, Place::default(), "text");
            table.word("prompt");
            table.need_id("id");
            table.finish();
        });
        let [found] = reader.finish().try_into().expect("one problem");
        let meant = Some("prompt".to_owned());
        assert_eq!(found.problem, Problem::UnknownKey { key: "promt".into(), meant });
        assert_eq!(&source.text[found.place.span], "promt");
    }
}
