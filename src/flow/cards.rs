//! The cards that a review can ask: what is known of each without reading it, and the card itself when its turn comes.
//!
//! Deliberately missing: how cards stand (the history knows) and which comes next (`study`).

use std::collections::HashMap;
use std::rc::Rc;

use anyhow::Result;

use super::Library;
use crate::model::{CardKey, Day, Deck, Phase};
use crate::screen::Notice;
use crate::store::History;
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

    /// Whether cards can be edited.
    fn can_edit(&self) -> bool {
        false
    }

    /// Has a card edited, and says how that went.
    ///
    /// # Errors
    ///
    /// The editor cannot be started, or the deck cannot be read afterwards.
    fn edit(&mut self, key: &CardKey) -> Result<Notice> {
        Ok(Notice::NotEdited(key.to_string()))
    }
}

/// Cards of decks that were read whole.
pub struct ReadCards<'a> {
    library: &'a Library,
    picked: Vec<Picked>,
    places: HashMap<CardKey, Picked>,
}

impl<'a> ReadCards<'a> {
    /// These cards of a library.
    pub fn new(library: &'a Library, picked: Vec<Picked>) -> Self {
        let places = picked.iter().map(|at| (library.key(*at), *at)).collect();
        ReadCards { library, picked, places }
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
}
