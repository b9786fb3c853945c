//! The cards that a review can ask: what is known of each without reading it, and the card itself when its turn comes.
//!
//! Deliberately missing: how cards stand (the history knows) and which comes next (`study`).

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::PathBuf;
use std::rc::Rc;

use anyhow::Result;

use super::Library;
use crate::deck::read_deck;
use crate::model::{CardKey, Day, Deck, Phase, Source, SourceId};
use crate::store::{History, Spot};
use crate::study::Picked;

/// What is known of a card that is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardFacts {
    /// The statements that it teaches.
    pub notes: Vec<String>,
}

/// The cards that are there.
pub trait Cards {
    /// What is known of a card; none: it is not there, or was not selected.
    fn facts(&self, key: &CardKey) -> Option<CardFacts>;

    /// The card in its deck, alone; none: it is not there any more.
    ///
    /// # Errors
    ///
    /// Its deck cannot be read.
    fn fetch(&mut self, key: &CardKey) -> Result<Option<Rc<Deck>>>;

    /// At most so many cards that a learner may begin with today, in the order of the decks: none that was answered, and none that is
    /// put off.
    ///
    /// # Errors
    ///
    /// The history cannot be read.
    fn unknown(&self, history: &History, today: Day, most: usize) -> Result<Vec<(CardKey, CardFacts)>>;

    /// Where a card stands.
    fn spot(&mut self, key: &CardKey) -> Option<Spot>;

    /// Takes in what an edited deck says now.
    fn reread(&mut self, source: Source);
}

/// Cards of decks that were read whole.
pub struct ReadCards<'a> {
    library: Cow<'a, Library>,
    picked: Vec<Picked>,
    places: HashMap<CardKey, Picked>,
}

impl<'a> ReadCards<'a> {
    /// These cards of a library.
    pub fn new(library: &'a Library, picked: Vec<Picked>) -> Self {
        let places = picked.iter().map(|at| (library.key(*at), *at)).collect();
        ReadCards { library: Cow::Borrowed(library), picked, places }
    }

    fn facts_at(&self, at: Picked) -> CardFacts {
        CardFacts { notes: self.library.decks[at.deck].cards[at.card].notes.clone() }
    }
}

impl Cards for ReadCards<'_> {
    fn facts(&self, key: &CardKey) -> Option<CardFacts> {
        self.places.get(key).map(|at| self.facts_at(*at))
    }

    fn fetch(&mut self, key: &CardKey) -> Result<Option<Rc<Deck>>> {
        Ok(self.places.get(key).map(|at| Rc::new(self.library.alone(*at))))
    }

    fn unknown(&self, history: &History, today: Day, most: usize) -> Result<Vec<(CardKey, CardFacts)>> {
        let mut found = Vec::new();
        for at in &self.picked {
            if found.len() >= most {
                break;
            }
            let key = self.library.key(*at);
            // A card that was answered without a mark is one to begin with.
            let is_known = history.known(&key)?.is_some_and(|known| {
                known.memory.phase != Phase::New || known.suspended || known.buried_until > today
            });
            if !is_known {
                found.push((key, self.facts_at(*at)));
            }
        }
        Ok(found)
    }

    fn spot(&mut self, key: &CardKey) -> Option<Spot> {
        let at = self.places.get(key)?;
        let place = &self.library.decks[at.deck].cards[at.card].place;
        let source = self.library.sources.get(place.source.0)?;
        let line = source.text.get(..place.span.start)?.matches('\n').count() + 1;
        let path = PathBuf::from(&source.name);
        Some(Spot { path: path.is_file().then_some(path), line })
    }

    fn reread(&mut self, source: Source) {
        let library = self.library.to_mut();
        let Some(number) = library.sources.iter().position(|known| known.name == source.name) else { return };
        let (deck, _) = read_deck(&source, SourceId(number));
        library.sources[number] = source;
        let at = library.decks.iter().position(|known| known.place.source.0 == number);
        let (Some(at), Some(deck)) = (at, deck) else { return };
        // A collection's deck keeps the name that it has here.
        library.decks[at] = Deck { id: library.decks[at].id.clone(), ..deck };
        let mut keys: Vec<CardKey> = Vec::new();
        keys.extend(self.places.iter().filter(|(_, picked)| picked.deck == at).map(|(key, _)| key.clone()));
        for key in keys {
            match library.decks[at].cards.iter().position(|card| card.id == key.card) {
                Some(card) => drop(self.places.insert(key, Picked { deck: at, card })),
                None => drop(self.places.remove(&key)),
            }
        }
        self.picked = self.places.values().copied().collect();
        self.picked.sort_unstable_by_key(|picked| (picked.deck, picked.card));
    }
}
