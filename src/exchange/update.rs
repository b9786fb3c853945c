//! A deck that comes again: what is new in it, and the file that is there with that taken over.
//!
//! Whatever an author added to the file stays: other keys of a card, other languages, comments, cards of its own, and
//! cards that the import no longer has. Deliberately missing: which side changed. Only two texts are known here, so a
//! card that differs is called changed, and an update takes what the import says.

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, TableLike, Value};

use super::deck_file::{card_table, dotted};
use crate::model::Deck;

/// How an imported deck differs from the file that is there, by ids of cards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Only the import has them.
    pub added: Vec<String>,
    /// Both have them, with other words or another answer.
    pub changed: Vec<String>,
    /// Only the file has them.
    pub only_there: Vec<String>,
}

impl Difference {
    /// Whether the import has something that the file lacks.
    pub fn is_new(&self) -> bool {
        !self.added.is_empty() || !self.changed.is_empty()
    }
}

/// The file's text with what is new in `deck`, and what that is; none where the file is no deck. `lang` is the language
/// of the deck's texts, where it is known.
pub fn update(there: &str, deck: &Deck, lang: Option<&str>) -> Option<(String, Difference)> {
    let mut document: DocumentMut = there.parse().ok()?;
    document.get("deck")?.as_table_like()?;
    let mut difference = Difference::default();
    let cards = document.entry("card").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    let cards = cards.as_array_of_tables_mut()?;
    for card in &deck.cards {
        let new = card_table(card);
        let at = cards.iter().position(|table| id_of(table) == Some(card.id.as_str()));
        let Some(old) = at.and_then(|at| cards.get_mut(at)) else {
            difference.added.push(card.id.clone());
            cards.push(new);
            continue;
        };
        let before = old.to_string();
        take_over(old, &new, lang);
        if old.to_string() != before {
            difference.changed.push(card.id.clone());
        }
    }
    let known = |id: &str| deck.cards.iter().any(|card| card.id == id);
    let ids = cards.iter().filter_map(|table| id_of(table));
    difference.only_there = ids.filter(|id| !known(id)).map(str::to_owned).collect();
    Some((document.to_string(), difference))
}

fn id_of(table: &dyn TableLike) -> Option<&str> {
    table.get("id").and_then(Item::as_str)
}

/// Puts what `new` says into `old`; what only `old` has stays.
fn take_over(old: &mut Table, new: &Table, lang: Option<&str>) {
    for (key, item) in new {
        match old.get_mut(key) {
            None => {
                old.insert(key, item.clone());
            }
            Some(there) if key == "choice" || key == "item" => take_over_options(there, item, lang),
            Some(there) => take_over_item(there, item, lang),
        }
    }
    // What makes an option right is told by absence too.
    if new.contains_key("id") && !new.contains_key("correct") && new.contains_key("text") {
        old.remove("correct");
    }
}

/// Options by their ids, in the order of the file, new ones last: learners get them shuffled anyway.
fn take_over_options(there: &mut Item, new: &Item, lang: Option<&str>) {
    let (Some(old), Some(new)) = (there.as_array_of_tables(), new.as_array_of_tables()) else {
        *there = new.clone();
        return;
    };
    let same = |one: &Table, other: &Table| id_of(one).is_some() && id_of(one) == id_of(other);
    let mut merged = ArrayOfTables::new();
    for table in old {
        if let Some(option) = new.iter().find(|option| same(table, option)) {
            let mut table = table.clone();
            take_over(&mut table, option, lang);
            merged.push(table);
        }
    }
    for option in new.iter().filter(|option| !old.iter().any(|table| same(table, option))) {
        merged.push(option.clone());
    }
    *there = Item::ArrayOfTables(merged);
}

fn take_over_item(there: &mut Item, new: &Item, lang: Option<&str>) {
    if let (Some(words), Some(languages)) = (new.as_str(), there.as_table_like_mut()) {
        // The file has the text in several languages, the import in one: only that one can have changed.
        let is_known = languages.iter().any(|(_, text)| text.as_str() == Some(words));
        if !is_known {
            let tag = lang.filter(|tag| languages.contains_key(tag)).unwrap_or("en");
            languages.insert(tag, toml_edit::value(words));
        }
        return;
    }
    if let (Some(old), Some(languages)) = (there.as_table_like_mut(), new.as_table_like()) {
        for (tag, text) in languages.iter() {
            match old.get_mut(tag) {
                Some(there) => take_over_item(there, text, lang),
                None => {
                    old.insert(tag, text.clone());
                }
            }
        }
        return;
    }
    if let (Some(words), Some(languages)) = (there.as_str(), new.as_table_like()) {
        // The text had no language; now it has.
        let mut table = dotted();
        for (tag, text) in languages.iter() {
            table.insert(tag, text.clone());
        }
        let is_same = languages.iter().any(|(_, text)| text.as_str() == Some(words));
        if !is_same || languages.len() > 1 {
            *there = Item::Table(table);
        }
        return;
    }
    if !is_same(there, new) {
        *there = new.clone();
    }
}

/// Whether both say the same, however it is written.
fn is_same(one: &Item, other: &Item) -> bool {
    match (one, other) {
        (Item::Value(one), Item::Value(other)) => same_value(one, other),
        (Item::ArrayOfTables(one), Item::ArrayOfTables(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| same_table(a, b))
        }
        (one, other) => match (one.as_table_like(), other.as_table_like()) {
            (Some(one), Some(other)) => same_table(one, other),
            _ => false,
        },
    }
}

fn same_table(one: &dyn TableLike, other: &dyn TableLike) -> bool {
    let has = |(key, item): (&str, &Item)| other.get(key).is_some_and(|found| is_same(item, found));
    one.len() == other.len() && one.iter().all(has)
}

fn same_value(one: &Value, other: &Value) -> bool {
    if let (Some(one), Some(other)) = (one.as_array(), other.as_array()) {
        return one.len() == other.len() && one.iter().zip(other).all(|(a, b)| same_value(a, b));
    }
    if let (Some(one), Some(other)) = (one.as_inline_table(), other.as_inline_table()) {
        return same_table(one, other);
    }
    let number = |value: &Value| {
        #[expect(clippy::cast_precision_loss, reason = "numbers that people write are far below 2^53")]
        value.as_float().or_else(|| value.as_integer().map(|n| n as f64))
    };
    match (number(one), number(other)) {
        (Some(one), Some(other)) => one == other,
        _ => {
            one.as_str().zip(other.as_str()).is_some_and(|(one, other)| one == other)
                || one.as_bool().zip(other.as_bool()).is_some_and(|(one, other)| one == other)
        }
    }
}
