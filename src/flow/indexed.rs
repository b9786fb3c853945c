//! Cards of a shelf that nobody has read: the index knows which there are, and each is read when its turn comes.

use std::cell::RefCell;
use std::rc::Rc;

use anyhow::Result;

use super::Library;
use super::cards::{CardFacts, Cards};
use crate::model::{CardKey, Day, Deck, Source};
use crate::store::{History, Index, IndexedCard, Spot};
use crate::study::Picked;

/// Every card of a shelf.
pub struct IndexedCards<'a> {
    index: RefCell<Index>,
    /// Told of each card that was read, before it can run anything.
    introduce: Box<dyn Fn(&Library) + 'a>,
}

impl<'a> IndexedCards<'a> {
    /// The cards of an index; `introduce` is told of each that was read.
    pub fn new(index: Index, introduce: impl Fn(&Library) + 'a) -> Self {
        IndexedCards { index: RefCell::new(index), introduce: Box::new(introduce) }
    }
}

fn facts(card: IndexedCard) -> CardFacts {
    CardFacts { notes: card.notes }
}

impl Cards for IndexedCards<'_> {
    fn facts(&self, key: &CardKey) -> Option<CardFacts> {
        self.index.borrow_mut().facts(key).map(facts)
    }

    fn fetch(&mut self, key: &CardKey) -> Result<Option<Rc<Deck>>> {
        let Some((deck, source)) = self.index.get_mut().fetch(key) else { return Ok(None) };
        let library = Library { decks: vec![deck], sources: vec![source], ..Library::default() };
        (self.introduce)(&library);
        Ok(Some(Rc::new(library.alone(Picked { deck: 0, card: 0 }))))
    }

    fn unknown(&self, history: &History, today: Day, most: usize) -> Result<Vec<(CardKey, CardFacts)>> {
        let found = self.index.borrow_mut().unmet(history, today, None, most)?;
        Ok(found.into_iter().map(|(key, card)| (key, facts(card))).collect())
    }

    fn spot(&mut self, key: &CardKey) -> Option<Spot> {
        self.index.get_mut().spot(key)
    }

    fn reread(&mut self, _: Source) {
        // Whatever has changed is seen by its stamp when the card is fetched.
        self.index.get_mut().refresh();
    }
}
