//! One table of a TOML tree, read key by key.
//!
//! Every key that is asked for is known; whatever is left over at the end is reported as unknown, with the known key that
//! looks most like it. Deliberately missing: what the keys mean.

use std::cell::RefCell;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::reader::Reader;
use crate::model::{At, Diagnostic, Expected, Place, Problem, Text, Value, Values, is_hidden, nearest};

/// A table being read.
pub(super) struct Table<'r, 's, 't> {
    reader: &'r Reader<'s>,
    map: &'t DeTable<'t>,
    place: Place,
    of: &'static str,
    known: RefCell<Vec<&'static str>>,
}

impl<'r, 's, 't> Table<'r, 's, 't> {
    pub(super) fn new(reader: &'r Reader<'s>, map: &'t DeTable<'t>, place: Place, of: &'static str) -> Self {
        Table { reader, map, place, of, known: RefCell::new(reader.borrow_keys()) }
    }

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
    pub(super) fn get(&self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.known.borrow_mut().push(key);
        self.map.get(key)
    }

    /// The keys that `find` knows by name, with their places, without saying that they belong there.
    pub(super) fn stray(&self, find: impl Fn(&str) -> Option<&'static str>) -> Vec<(&'static str, Place)> {
        let known =
            self.map.keys().filter_map(|key| Some((find(key.get_ref())?, self.reader.place(key.span()))));
        known.collect()
    }

    /// The value under `key`; its absence is a problem.
    pub(super) fn need(&self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
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

    /// A string as it stands; it may be empty.
    pub(super) fn literal(&self, key: &'static str) -> Option<At<String>> {
        self.get(key).and_then(|value| self.reader.literal(value))
    }

    pub(super) fn need_word(&self, key: &'static str) -> Option<At<String>> {
        self.need(key).and_then(|value| self.reader.word(value, Expected::Word))
    }

    /// A word that serves as a name: letters, digits, `-`, `_` and `.`.
    pub(super) fn need_id(&self, key: &'static str) -> Option<At<String>> {
        let id = self.need_word(key)?;
        // A character that nobody sees is told as such.
        let belongs = |c: char| c.is_alphanumeric() || "-_.".contains(c) || is_hidden(c);
        if !id.value.chars().all(belongs) {
            self.report(Problem::BadId(id.value.clone()), id.place.clone());
        }
        Some(id)
    }

    pub(super) fn words(&self, key: &'static str) -> Vec<At<String>> {
        self.get(key).map(|value| self.reader.words(value, Expected::Words)).unwrap_or_default()
    }

    /// One word, or several.
    pub(super) fn need_words(&self, key: &'static str) -> Vec<At<String>> {
        match self.need(key) {
            Some(value) if matches!(value.get_ref(), DeValue::Array(_)) => self.words(key),
            Some(value) => self.reader.word(value, Expected::Word).into_iter().collect(),
            None => Vec::new(),
        }
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

    /// A whole number of at least one.
    pub(super) fn count(&self, key: &'static str) -> Option<u64> {
        let count = u64::try_from(self.int(key)?).ok().filter(|count| *count > 0);
        if count.is_none() {
            self.wrong(key, Expected::Count);
        }
        count
    }

    /// Whole numbers, each with its place; nothing in place of one that is none.
    pub(super) fn ints(&self, key: &'static str) -> Option<Vec<Option<At<i64>>>> {
        let value = self.get(key)?;
        let DeValue::Array(items) = value.get_ref() else {
            self.reader.wrong(Expected::Ints, value);
            return None;
        };
        let int = |item: &Spanned<DeValue<'_>>| {
            let int = item.get_ref().as_integer();
            let int = int.and_then(|n| i64::from_str_radix(n.as_str(), n.radix()).ok());
            if int.is_none() {
                self.reader.wrong(Expected::Int, item);
            }
            int.map(|int| At::new(int, self.reader.place(item.span())))
        };
        Some(items.iter().map(int).collect())
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

    /// A word that should be one of a list of names; whoever asks knows which words they are.
    pub(super) fn word_of(&self, key: &'static str, names: &'static [&'static str]) -> Option<At<String>> {
        self.get(key).and_then(|value| self.reader.word(value, Expected::OneOf(names)))
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

    /// Every table in this one, by its name.
    pub(super) fn named_tables(&self, of: &'static str) -> Vec<(At<String>, Table<'r, 's, 't>)> {
        let mut tables = Vec::new();
        for (key, value) in self.map {
            let name = At::new(key.get_ref().to_string(), self.reader.place(key.span()));
            match value.get_ref() {
                DeValue::Table(map) => {
                    tables.push((name, self.reader.table(map, self.reader.place(key.span()), of)));
                }
                _ => self.reader.wrong(Expected::Table, value),
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
        #[cfg(test)]
        self.reader.asked.borrow_mut().push((self.of, known.iter().copied().collect()));
        for key in self.map.keys().filter(|key| !known.iter().any(|known| *known == key.get_ref().as_ref())) {
            let meant = nearest(key.get_ref(), known.iter().copied()).map(str::to_owned);
            let problem = Problem::UnknownKey { key: key.get_ref().to_string(), meant };
            self.report(problem, self.reader.place(key.span()));
        }
    }
}

impl Drop for Table<'_, '_, '_> {
    fn drop(&mut self) {
        self.reader.return_keys(self.known.take());
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
