//! The decks that are at hand, glanced at, and read only as far as statistics need them.

use std::collections::BTreeMap;

use super::collections;
use super::settings::Settings;
use crate::deck::{glance, read_deck};
use crate::flow::AtHand;
use crate::model::{Deck, Source, SourceId};
use crate::store::StoreError;
use crate::study::progress::Standing;

/// A deck's text with what is seen of it at a glance.
struct Text {
    /// The deck's id, with the collection before it where it is from one.
    id: String,
    n_cards: u32,
    source: Source,
}

/// The texts of all decks.
pub(super) struct Texts {
    all: Vec<Text>,
}

impl Texts {
    /// Finds the text of every deck.
    ///
    /// # Errors
    ///
    /// A folder or file of the user's is there but cannot be read.
    pub(super) fn find(settings: &Settings) -> Result<Self, StoreError> {
        let own = settings.shelf().all()?.into_iter().map(|source| (None, source));
        let collected = collections::decks(settings).into_iter().map(|(name, source)| (Some(name), source));
        let text = |(collection, source): (Option<String>, Source)| {
            let seen = glance(&source.text);
            let id = match collection {
                Some(collection) => format!("{collection}/{}", seen.id?),
                None => seen.id?,
            };
            Some(Text { id, n_cards: seen.n_cards, source })
        };
        Ok(Texts { all: own.chain(collected).filter_map(text).collect() })
    }

    /// Whether there is a deck with that id.
    pub(super) fn has(&self, id: &str) -> bool {
        self.all.iter().any(|text| text.id == id)
    }

    /// How many cards were never answered, where decks stand so.
    pub(super) fn n_new(&self, standings: &[Standing]) -> u32 {
        let begun: BTreeMap<&str, u32> =
            standings.iter().map(|deck| (deck.name.as_str(), deck.n_known + deck.n_learning)).collect();
        let new =
            |text: &Text| text.n_cards.saturating_sub(begun.get(text.id.as_str()).copied().unwrap_or(0));
        self.all.iter().map(new).fold(0, u32::saturating_add)
    }

    /// The decks with these ids: counted all, and read in this order until so many bytes were read.
    pub(super) fn fetch(&self, ids: &[&str], most: usize) -> AtHand {
        let mut at_hand = AtHand::default();
        let mut left = most;
        for id in ids {
            let Some(text) = self.all.iter().find(|text| text.id == *id) else { continue };
            at_hand.n_cards.insert(text.id.clone(), text.n_cards);
            if text.source.text.len() > left {
                at_hand.unread.push(text.id.clone());
                continue;
            }
            left -= text.source.text.len();
            if let Some(deck) = read_deck(&text.source, SourceId(0)).0 {
                at_hand.decks.push(Deck { id: text.id.clone(), ..deck });
            }
        }
        at_hand
    }
}
