//! What the history says of a learner, put together with the decks that are at hand.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Day, Deck};
use crate::store::{CardCount, History, HistoryError, Scope, Stand};
use crate::study::progress::{Progress, beliefs, by_tag};

/// The decks that are at hand for a page of statistics.
#[derive(Clone, Debug, Default)]
pub struct AtHand {
    /// Those that were read.
    pub decks: Vec<Deck>,
    /// How many cards decks have, also those that were not read, by their ids.
    pub n_cards: BTreeMap<String, u32>,
    /// Those that were not read because that would take too long, by their ids.
    pub unread: Vec<String>,
}

/// Counts everything that is shown of a learner; `fetch` gets the decks with these ids, the most answered first, as far as there are
/// such and it does not take too long.
///
/// # Errors
///
/// The history cannot be read.
pub fn progress(
    history: &History,
    scope: &Scope,
    today: Day,
    fetch: &mut dyn FnMut(&[&str]) -> AtHand,
) -> Result<(Progress, AtHand), HistoryError> {
    let Stand { mut decks, due } = history.standings(scope, today)?;
    let names: Vec<&str> = decks.iter().map(|standing| standing.name.as_str()).collect();
    let at_hand = fetch(&names);
    for standing in &mut decks {
        standing.n_total = at_hand.n_cards.get(&standing.name).copied();
    }
    let of_read = match scope {
        Scope::Cards(_) => scope.clone(),
        _ => Scope::Decks(at_hand.decks.iter().map(|deck| deck.id.clone()).collect()),
    };
    let cards = history.counted(&of_read, today)?;
    let mut by_deck: HashMap<&str, HashMap<&str, &CardCount>> = HashMap::new();
    for card in &cards {
        by_deck.entry(&card.key.deck).or_default().insert(&card.key.card, card);
    }
    let read: Vec<&Deck> = at_hand.decks.iter().collect();
    let tags = by_tag(&read, |deck, card| {
        let known = by_deck.get(deck)?.get(card)?;
        Some((&known.memory, known.is_due, known.is_suspended))
    });
    let progress = Progress {
        today,
        days: history.days(scope)?,
        due,
        decks,
        tags,
        foreseen: history.foreseen_by_tenths(scope)?,
        beliefs: beliefs(history.showings(scope)?),
    };
    Ok((progress, at_hand))
}
