//! The decks of one call: their texts, their cards, and what is wrong with them.

use crate::deck;
use crate::model::{CardKey, Deck, Diagnostic, Severity, Source, SourceId, named_decks};
use crate::study::{Picked, has_tag, path};

/// Decks that were read together.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// The texts, by their number.
    pub sources: Vec<Source>,
    /// The decks that could be read.
    pub decks: Vec<Deck>,
    /// Every problem that reading found.
    pub problems: Vec<Diagnostic>,
    /// Whether the promises of demos in folders are checked too, also those that no card uses.
    pub has_own_promises: bool,
    /// Ids of decks that are there beside these, as far as these come after them; none where nobody has looked.
    pub elsewhere: Option<Vec<String>>,
}

/// What a word on the command line selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// These cards.
    Cards(Vec<Picked>),
    /// Nothing; a deck or tag that looks like the word, if one does.
    Nothing(Option<String>),
}

impl Library {
    /// Reads every source.
    pub fn read(sources: Vec<Source>) -> Self {
        let mut library = Library::default();
        for (i, source) in sources.iter().enumerate() {
            let (deck, problems) = deck::read_deck(source, SourceId(i));
            library.decks.extend(deck);
            library.problems.extend(problems);
        }
        library.sources = sources;
        library
    }

    /// Reads a deck of a collection as well; it is called `collection/deck`, so that it can pass for no other.
    pub fn add(&mut self, collection: &str, source: Source) {
        let (deck, problems) = deck::read_deck(&source, SourceId(self.sources.len()));
        self.decks.extend(deck.map(|deck| Deck { id: format!("{collection}/{}", deck.id), ..deck }));
        self.problems.extend(problems);
        self.sources.push(source);
    }

    /// The key of a card, on which progress hangs.
    pub fn key(&self, at: Picked) -> CardKey {
        let deck = &self.decks[at.deck];
        CardKey::new(&deck.id, &deck.cards[at.card].id)
    }

    /// A deck with one of its cards alone.
    pub fn alone(&self, at: Picked) -> Deck {
        let deck = &self.decks[at.deck];
        Deck {
            id: deck.id.clone(),
            title: deck.title.clone(),
            about: deck.about.clone(),
            cards: vec![deck.cards[at.card].clone()],
            place: deck.place.clone(),
            ..Deck::default()
        }
    }

    /// The same with the decks in a learner's order: basic ones first.
    pub fn in_order(self) -> Self {
        let order = path(&self.decks);
        let mut decks: Vec<Option<Deck>> = self.decks.into_iter().map(Some).collect();
        let decks = order.into_iter().filter_map(|i| decks[i].take()).collect();
        Library { decks, ..self }
    }

    /// Ids of decks that these come after and that are not among these.
    pub fn unmet(&self) -> Vec<String> {
        let meant = named_decks(self.decks.iter().map(Deck::wish));
        let names = self.decks.iter().zip(&meant).flat_map(|(deck, meant)| deck.after.iter().zip(meant));
        names.filter(|(_, meant)| meant.is_none()).map(|(name, _)| name.value.clone()).collect()
    }

    /// How many problems keep something from working.
    pub fn n_errors(&self) -> usize {
        self.errors().count()
    }

    /// The problems that keep something from working.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.problems.iter().filter(|problem| problem.severity() == Severity::Error)
    }

    /// Every card of every deck.
    pub fn everything(&self) -> Vec<Picked> {
        let cards = self.decks.iter().enumerate();
        cards.flat_map(|(deck, d)| (0..d.cards.len()).map(move |card| Picked { deck, card })).collect()
    }

    /// The cards of the deck called `word`, or every card with that tag, or the card with that id; after all these the decks of the
    /// collection of that name, or the deck of a collection that is called so there.
    pub fn select(&self, word: &str) -> Selection {
        let all = self.everything();
        let card = |p: &Picked| &self.decks[p.deck].cards[p.card];
        let of_deck: Vec<Picked> = all.iter().copied().filter(|p| self.decks[p.deck].id == word).collect();
        let tagged: Vec<Picked> = all.iter().copied().filter(|p| has_tag(card(p), word)).collect();
        let named: Vec<Picked> = all.iter().copied().filter(|p| card(p).id == word).collect();
        let filed =
            |p: &&Picked| self.decks[p.deck].id.split_once('/').is_some_and(|(c, d)| c == word || d == word);
        let of_collection: Vec<Picked> = all.iter().filter(filed).copied().collect();
        match [of_deck, tagged, named, of_collection].into_iter().find(|cards| !cards.is_empty()) {
            Some(cards) => Selection::Cards(cards),
            None => Selection::Nothing(self.looks_like(word)),
        }
    }

    fn looks_like(&self, word: &str) -> Option<String> {
        let decks = self.decks.iter().map(|deck| deck.id.as_str());
        let cards = self.decks.iter().flat_map(|deck| &deck.cards);
        let words = cards.flat_map(|card| card.tags.iter().chain([&card.id])).map(String::as_str);
        crate::model::nearest(word, decks.chain(words)).map(str::to_owned)
    }
}
