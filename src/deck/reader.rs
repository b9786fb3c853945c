//! One source being read: its TOML tree, places in it, and the problems so far.
//!
//! Deliberately missing: what the keys mean, and which keys there are (`table`).

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::table::Table;
use crate::model::{At, Diagnostic, Expected, Lang, Place, Problem, Source, SourceId, Text, Value};

/// A reading in progress: one source and what is wrong with it so far.
pub(super) struct Reader<'s> {
    source: &'s Source,
    id: SourceId,
    problems: RefCell<Vec<Diagnostic>>,
    /// Every table that was read to its end, with the keys that were asked for.
    #[cfg(test)]
    pub(super) asked: RefCell<Vec<(&'static str, std::collections::BTreeSet<&'static str>)>>,
}

impl<'s> Reader<'s> {
    pub(super) fn new(source: &'s Source, id: SourceId) -> Self {
        Reader {
            source,
            id,
            problems: RefCell::default(),
            #[cfg(test)]
            asked: RefCell::default(),
        }
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
        Table::new(self, map, place, of)
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

    pub(super) fn wrong(&self, expected: Expected, found: &Spanned<DeValue<'_>>) {
        let problem = Problem::WrongType { expected, found: type_name(found.get_ref()) };
        self.report(problem, self.place(found.span()));
    }

    /// A string as it stands; it may be empty.
    pub(super) fn literal(&self, value: &Spanned<DeValue<'s>>) -> Option<At<String>> {
        let DeValue::String(words) = value.get_ref() else {
            self.wrong(Expected::Word, value);
            return None;
        };
        Some(At::new(words.to_string(), self.inside_quotes(value.span(), words)))
    }

    pub(super) fn word(&self, value: &Spanned<DeValue<'s>>, expected: Expected) -> Option<At<String>> {
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

    pub(super) fn words(&self, value: &Spanned<DeValue<'s>>, expected: Expected) -> Vec<At<String>> {
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong(expected, value);
            return Vec::new();
        };
        items.iter().filter_map(|item| self.word(item, Expected::Word)).collect()
    }

    pub(super) fn text(&self, value: &Spanned<DeValue<'s>>) -> Option<Text> {
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

    pub(super) fn setting(&self, value: &Spanned<DeValue<'s>>) -> Option<Value> {
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
