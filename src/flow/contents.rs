//! What a collection holds, and what an update of it changes.

use std::collections::BTreeMap;

use super::Library;

/// Decks, cards and demos of a collection, each with something that changes when it changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// Decks by id, with their text.
    pub decks: BTreeMap<String, String>,
    /// Cards by deck and id.
    pub cards: BTreeMap<String, ()>,
    /// Demos by id, with a hash over all their files.
    pub demos: BTreeMap<String, String>,
}

/// What is different between two states: names that came, that changed, that went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// New.
    pub added: Vec<String>,
    /// There before too, but other.
    pub changed: Vec<String>,
    /// Not there any more.
    pub gone: Vec<String>,
}

impl Contents {
    /// The decks and cards of a library, and demos with their hashes.
    pub fn new(library: &Library, demos: BTreeMap<String, String>) -> Self {
        let text = |source: usize| library.sources.get(source).map(|s| s.text.clone()).unwrap_or_default();
        let decks = library.decks.iter().map(|deck| (deck.id.clone(), text(deck.place.source.0)));
        let cards = library
            .decks
            .iter()
            .flat_map(|deck| deck.cards.iter().map(|card| (format!("{}/{}", deck.id, card.id), ())));
        Contents { decks: decks.collect(), cards: cards.collect(), demos }
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.decks.is_empty() && self.demos.is_empty()
    }
}

impl Difference {
    /// What is different in `after`.
    pub fn between<T: PartialEq>(before: &BTreeMap<String, T>, after: &BTreeMap<String, T>) -> Self {
        let names = |keep: &dyn Fn(&String, &T) -> bool, of: &BTreeMap<String, T>| {
            of.iter().filter(|(name, what)| keep(name, what)).map(|(name, _)| name.clone()).collect()
        };
        Difference {
            added: names(&|name, _| !before.contains_key(name), after),
            changed: names(&|name, what| before.get(name).is_some_and(|known| known != what), after),
            gone: names(&|name, _| !after.contains_key(name), before),
        }
    }
}
