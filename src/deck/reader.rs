//! A cursor over a TOML tree that keeps places and collects problems.
//!
//! Deliberately missing: what the keys mean. Every key that is asked for is known; whatever is left over at
//! the end is reported as unknown, with the known key that looks most like it.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::model::{
    At, Diagnostic, Expected, Lang, Place, Problem, Source, SourceId, Text, Value, Values, nearest,
};

/// A reading in progress: one source and what is wrong with it so far.
pub(super) struct Reader<'s> {
    source: &'s Source,
    id: SourceId,
    problems: RefCell<Vec<Diagnostic>>,
}

impl<'s> Reader<'s> {
    pub(super) fn new(source: &'s Source, id: SourceId) -> Self {
        Reader { source, id, problems: RefCell::default() }
    }

    /// The root table of the source; syntax errors are reported and what survives them is kept.
    pub(super) fn parse(&self) -> DeTable<'s> {
        let (root, errors) = DeTable::parse_recoverable(&self.source.text);
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            self.report(Problem::Syntax(error.message().to_owned()), self.place(span));
        }
        root.into_inner()
    }

    pub(super) fn place(&self, span: Range<usize>) -> Place {
        Place { source: self.id, span }
    }

    pub(super) fn report(&self, problem: Problem, place: Place) {
        self.push(Diagnostic::new(problem, place));
    }

    pub(super) fn push(&self, diagnostic: Diagnostic) {
        self.problems.borrow_mut().push(diagnostic);
    }

    pub(super) fn table<'r, 't>(
        &'r self,
        map: &'t DeTable<'s>,
        place: Place,
        of: &'static str,
    ) -> Table<'r, 's, 't> {
        Table { reader: self, map, place, of, known: RefCell::default() }
    }

    /// Every problem, in the order of the text. What survived a syntax error is not blamed for what it lost.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        let mut problems = self.problems.into_inner();
        let is_syntax = |d: &Diagnostic| matches!(d.problem, Problem::Syntax(_));
        let broken: Vec<Place> = problems.iter().filter(|d| is_syntax(d)).map(|d| d.place.clone()).collect();
        problems.retain(|d| is_syntax(d) || !broken.contains(&d.place));
        problems.sort_by_key(|d| (d.place.span.start, d.place.span.end));
        problems.dedup();
        problems
    }

    /// The place of the words inside the quotes, where they stand there letter by letter.
    fn inside_quotes(&self, span: Range<usize>, words: &str) -> Place {
        let raw = &self.source.text[span.clone()];
        let inner = raw
            .strip_prefix("'''\n")
            .or_else(|| raw.strip_prefix("\"\"\"\n"))
            .or_else(|| raw.strip_prefix("'''"))
            .or_else(|| raw.strip_prefix("\"\"\""))
            .or_else(|| raw.strip_prefix(['\'', '"']));
        match inner {
            Some(inner) if inner.starts_with(words) => {
                let start = span.end - inner.len();
                self.place(start..start + words.len())
            }
            _ => self.place(span),
        }
    }

    fn wrong(&self, expected: Expected, found: &Spanned<DeValue<'_>>) {
        let problem = Problem::WrongType { expected, found: type_name(found.get_ref()) };
        self.report(problem, self.place(found.span()));
    }

    fn word(&self, value: &Spanned<DeValue<'s>>, expected: Expected) -> Option<At<String>> {
        let DeValue::String(words) = value.get_ref() else {
            self.wrong(expected, value);
            return None;
        };
        if words.trim().is_empty() {
            self.report(Problem::EmptyText, self.place(value.span()));
            return None;
        }
        Some(At::new(words.to_string(), self.inside_quotes(value.span(), words)))
    }

    fn words(&self, value: &Spanned<DeValue<'s>>, expected: Expected) -> Vec<At<String>> {
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong(expected, value);
            return Vec::new();
        };
        items.iter().filter_map(|item| self.word(item, Expected::Word)).collect()
    }

    fn text(&self, value: &Spanned<DeValue<'s>>) -> Option<Text> {
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
            return None;
        }
        self.missing_languages(&text, value.span());
        Some(text)
    }

    fn missing_languages(&self, text: &Text, span: Range<usize>) {
        for lang in Lang::ALL.into_iter().filter(|&lang| text.lacks(lang)) {
            self.report(Problem::MissingLanguage(lang), self.place(span.clone()));
        }
    }

    fn setting(&self, value: &Spanned<DeValue<'s>>) -> Option<Value> {
        match value.get_ref() {
            DeValue::String(words) => Some(Value::Text(words.to_string())),
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

/// A table being read.
pub(super) struct Table<'r, 's, 't> {
    reader: &'r Reader<'s>,
    map: &'t DeTable<'s>,
    place: Place,
    of: &'static str,
    known: RefCell<BTreeSet<&'static str>>,
}

impl<'r, 's, 't> Table<'r, 's, 't> {
    pub(super) fn place(&self) -> Place {
        self.place.clone()
    }

    pub(super) fn report(&self, problem: Problem, place: Place) {
        self.reader.report(problem, place);
    }

    pub(super) fn push(&self, diagnostic: Diagnostic) {
        self.reader.push(diagnostic);
    }

    /// The value under `key`, which is known from now on.
    pub(super) fn get(&self, key: &'static str) -> Option<&'t Spanned<DeValue<'s>>> {
        self.known.borrow_mut().insert(key);
        self.map.get(key)
    }

    /// Whether `key` is there, without saying that it belongs there.
    pub(super) fn has(&self, key: &str) -> Option<Place> {
        self.map.get_key_value(key).map(|(key, _)| self.reader.place(key.span()))
    }

    /// The value under `key`; its absence is a problem.
    pub(super) fn need(&self, key: &'static str) -> Option<&'t Spanned<DeValue<'s>>> {
        let found = self.get(key);
        if found.is_none() {
            self.report(Problem::MissingKey { key, of: self.of }, self.place());
        }
        found
    }

    pub(super) fn place_of(&self, key: &'static str) -> Place {
        self.get(key).map_or_else(|| self.place(), |value| self.reader.place(value.span()))
    }

    pub(super) fn word(&self, key: &'static str) -> Option<At<String>> {
        self.get(key).and_then(|value| self.reader.word(value, Expected::Word))
    }

    pub(super) fn need_word(&self, key: &'static str) -> Option<At<String>> {
        self.need(key).and_then(|value| self.reader.word(value, Expected::Word))
    }

    /// A word that serves as a name: letters, digits, `-`, `_` and `.`.
    pub(super) fn need_id(&self, key: &'static str) -> Option<At<String>> {
        let id = self.need_word(key)?;
        if id.value.chars().any(|c| !(c.is_alphanumeric() || "-_.".contains(c))) {
            self.report(Problem::BadId(id.value.clone()), id.place.clone());
        }
        Some(id)
    }

    pub(super) fn words(&self, key: &'static str) -> Vec<At<String>> {
        self.get(key).map(|value| self.reader.words(value, Expected::Words)).unwrap_or_default()
    }

    pub(super) fn text(&self, key: &'static str) -> Option<Text> {
        self.get(key).and_then(|value| self.reader.text(value))
    }

    pub(super) fn need_text(&self, key: &'static str) -> Option<Text> {
        self.need(key).and_then(|value| self.reader.text(value))
    }

    /// Several texts: a list, or one list a language, which are read side by side.
    pub(super) fn texts(&self, key: &'static str) -> Vec<Text> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let DeValue::Table(languages) = value.get_ref() else {
            let words = self.reader.words(value, Expected::Texts);
            return words.into_iter().map(|w| Text::plain(w.value)).collect();
        };
        let lists: Vec<_> = languages
            .iter()
            .map(|(tag, list)| (tag.get_ref().to_string(), self.reader.words(list, Expected::Words)))
            .collect();
        let longest = lists.iter().map(|(_, list)| list.len()).max().unwrap_or(0);
        (0..longest)
            .map(|i| {
                let entries =
                    lists.iter().filter_map(|(tag, list)| Some((tag.clone(), list.get(i)?.value.clone())));
                let text = Text::tagged(entries.collect());
                self.reader.missing_languages(&text, value.span());
                text
            })
            .collect()
    }

    pub(super) fn bool(&self, key: &'static str) -> Option<bool> {
        let value = self.get(key)?;
        let truth = value.get_ref().as_bool();
        if truth.is_none() {
            self.reader.wrong(Expected::Bool, value);
        }
        truth
    }

    pub(super) fn number(&self, key: &'static str) -> Option<At<f64>> {
        let value = self.get(key)?;
        let place = self.reader.place(value.span());
        match number(value.get_ref()) {
            Some(number) => Some(At::new(number, place)),
            None => {
                self.reader.wrong(Expected::Number, value);
                None
            }
        }
    }

    pub(super) fn int(&self, key: &'static str) -> Option<i64> {
        let value = self.get(key)?;
        let int = value.get_ref().as_integer().and_then(|n| i64::from_str_radix(n.as_str(), n.radix()).ok());
        if int.is_none() {
            self.reader.wrong(Expected::Int, value);
        }
        int
    }

    /// Two numbers, the smaller first.
    pub(super) fn band(&self, key: &'static str) -> Option<(f64, f64)> {
        let value = self.get(key)?;
        let pair = value
            .get_ref()
            .as_array()
            .map(|a| a.iter().filter_map(|v| number(v.get_ref())).collect::<Vec<_>>());
        match pair.as_deref() {
            Some([low, high]) if low < high => Some((*low, *high)),
            _ => {
                self.reader.wrong(Expected::Band, value);
                None
            }
        }
    }

    /// One of a list of names; an unknown one is a problem.
    pub(super) fn one_of<T: Copy>(
        &self,
        key: &'static str,
        names: &'static [&'static str],
        find: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = self.get(key)?;
        let found = value.get_ref().as_str().and_then(find);
        if found.is_none() {
            self.reader.wrong(Expected::OneOf(names), value);
        }
        found
    }

    pub(super) fn setting(&self, key: &'static str) -> Option<Value> {
        self.need(key).and_then(|value| self.reader.setting(value))
    }

    /// Every key with its text.
    pub(super) fn dictionary(&self) -> Vec<(String, Text)> {
        let entries = self
            .map
            .iter()
            .filter_map(|(key, value)| Some((key.get_ref().to_string(), self.reader.text(value)?)));
        entries.collect()
    }

    /// Name, value and place of everything in this table.
    pub(super) fn settings(&self) -> (Values, Vec<Place>) {
        let read = self.map.iter().filter_map(|(key, value)| {
            let place = self.reader.place(value.span());
            Some(((key.get_ref().to_string(), self.reader.setting(value)?), place))
        });
        read.unzip()
    }

    /// The table under `key`.
    pub(super) fn table(&self, key: &'static str, of: &'static str) -> Option<Table<'r, 's, 't>> {
        let value = self.get(key)?;
        let DeValue::Table(map) = value.get_ref() else {
            self.reader.wrong(Expected::Table, value);
            return None;
        };
        Some(self.reader.table(map, self.reader.place(value.span()), of))
    }

    /// The tables under `[[key]]`.
    pub(super) fn tables(&self, key: &'static str, of: &'static str) -> Vec<Table<'r, 's, 't>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            self.reader.wrong(Expected::Tables, value);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items {
            match item.get_ref() {
                DeValue::Table(map) => {
                    tables.push(self.reader.table(map, self.reader.place(item.span()), of))
                }
                _ => self.reader.wrong(Expected::Table, item),
            }
        }
        tables
    }

    pub(super) fn wrong(&self, key: &'static str, expected: Expected) {
        if let Some(value) = self.map.get(key) {
            self.reader.wrong(expected, value);
        }
    }

    /// Reports whatever nobody asked for.
    pub(super) fn finish(self) {
        self.leftovers();
    }

    /// The same for a table that is still needed.
    pub(super) fn leftovers(&self) {
        let known = self.known.borrow();
        for key in self.map.keys().filter(|key| !known.contains(key.get_ref().as_ref())) {
            let meant = nearest(key.get_ref(), known.iter().copied()).map(str::to_owned);
            let problem = Problem::UnknownKey { key: key.get_ref().to_string(), meant };
            self.report(problem, self.reader.place(key.span()));
        }
    }
}

fn number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        #[expect(clippy::cast_precision_loss, reason = "numbers that people write are far below 2^53")]
        DeValue::Integer(n) => i64::from_str_radix(n.as_str(), n.radix()).ok().map(|n| n as f64),
        DeValue::Float(x) => x.as_str().parse().ok().filter(|x: &f64| x.is_finite()),
        _ => None,
    }
}

fn type_name(value: &DeValue<'_>) -> &'static str {
    value.type_str()
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
            let map = reader.parse();
            let word = reader.table(&map, Place::default(), "text").word("k").expect("a word");
            assert_eq!(&text[word.place.span], under, "{text}");
        }
    }

    #[test]
    fn a_key_that_nobody_asked_for_is_reported_with_what_was_meant() {
        let source = Source { name: "t".into(), text: "promt = 'x'\nid = 'y'".into() };
        let reader = Reader::new(&source, SourceId(0));
        let map = reader.parse();
        let table = reader.table(&map, Place::default(), "text");
        table.word("prompt");
        table.need_id("id");
        table.finish();
        let [found] = reader.finish().try_into().expect("one problem");
        let meant = Some("prompt".to_owned());
        assert_eq!(found.problem, Problem::UnknownKey { key: "promt".into(), meant });
        assert_eq!(&source.text[found.place.span], "promt");
    }
}
