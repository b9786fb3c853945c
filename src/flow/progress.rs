//! What the history says of a learner, put together with what the index says of the decks: no deck is read for it, only the cards
//! whose words are shown.

use std::collections::{BTreeSet, HashMap};

use crate::model::{Body, CardKey, Day};
use crate::store::{CardCount, History, HistoryError, Index, Scope, Stand};
use crate::study::progress::{Belief, Progress, Standing, Told, beliefs, by_tag};

/// The tags of so many cards are counted unasked; whoever names a deck waits for it.
const TAGGED: u32 = 5_000;

/// Of each belief so many cards are shown.
const CARDS_SHOWN: usize = 3;

/// Which cards words on the command line name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// These.
    Scope(Scope),
    /// The first word that names nothing, and a deck, tag or card that looks like it, if one does.
    Nothing(String, Option<String>),
}

/// The cards that words name: decks, or else tags, ids of cards, collections or what a deck is called in its collection, as
/// `Library::select` takes them. No word: everything.
pub fn chosen(index: &mut Index, words: &[String]) -> Chosen {
    let decks: Vec<String> = index.decks().into_iter().map(|deck| deck.id).collect();
    if words.iter().all(|word| decks.contains(word)) {
        return Chosen::Scope(if words.is_empty() { Scope::All } else { Scope::Decks(words.to_vec()) });
    }
    let mut found: Vec<[Vec<CardKey>; 4]> = words.iter().map(|_| <[Vec<CardKey>; 4]>::default()).collect();
    let mut known: BTreeSet<String> = BTreeSet::new();
    index.each(&mut |key, card| {
        for (word, [of_deck, tagged, named, filed]) in words.iter().zip(&mut found) {
            let is_filed = || key.deck.split_once('/').is_some_and(|(c, deck)| c == word || deck == word);
            for (list, is_meant) in [
                (of_deck, key.deck == *word),
                (tagged, card.tags.contains(word)),
                (named, key.card == *word),
                (filed, is_filed()),
            ] {
                list.extend(is_meant.then(|| key.clone()));
            }
        }
        known.extend(card.tags.iter().chain([&key.card]).cloned());
    });
    let mut keys = Vec::new();
    for (word, lists) in words.iter().zip(found) {
        let Some(cards) = lists.into_iter().find(|cards| !cards.is_empty()) else {
            let meant = crate::model::nearest(word, decks.iter().chain(&known).map(String::as_str));
            return Chosen::Nothing(word.clone(), meant.map(str::to_owned));
        };
        keys.extend(cards);
    }
    keys.sort_unstable();
    keys.dedup();
    Chosen::Scope(Scope::Cards(keys))
}

/// How much is wanted of what takes its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Whether tags are counted.
    pub tags: bool,
    /// So many beliefs, the first ones, are told in the words of their decks.
    pub n_told: usize,
}

/// Counts everything that is shown of a learner.
///
/// # Errors
///
/// The history cannot be read.
pub fn progress(
    history: &History,
    index: &mut Index,
    scope: &Scope,
    today: Day,
    detail: Detail,
) -> Result<Progress, HistoryError> {
    let n_cards = n_cards(index, scope);
    let is_at_hand = |deck: &str| n_cards.contains_key(deck);
    let Stand { mut decks, due } = history.standings(scope, today, &is_at_hand)?;
    for standing in &mut decks {
        standing.n_total = n_cards.get(&standing.name).copied();
    }
    let (tags, untagged) = match detail.tags {
        true => tags(history, index, scope, &decks, today)?,
        false => (Vec::new(), None),
    };
    let mut beliefs = beliefs(history.showings(scope)?);
    beliefs.iter_mut().take(detail.n_told).for_each(|belief| tell(index, belief));
    Ok(Progress {
        today,
        days: history.days(scope)?,
        due,
        decks,
        tags,
        untagged,
        foreseen: history.foreseen_by_tenths(scope)?,
        beliefs,
    })
}

/// How many cards decks have, as far as they are meant.
fn n_cards(index: &Index, scope: &Scope) -> HashMap<String, u32> {
    let mut n_cards: HashMap<String, u32> = HashMap::new();
    match scope {
        Scope::Cards(keys) => keys.iter().for_each(|key| *n_cards.entry(key.deck.clone()).or_default() += 1),
        Scope::All | Scope::Decks(_) => {
            for deck in index.decks() {
                *n_cards.entry(deck.id).or_default() += u32::try_from(deck.n_cards).unwrap_or(u32::MAX);
            }
        }
    }
    n_cards
}

/// How tags stand, and a deck that was too large to be looked into unasked.
fn tags(
    history: &History,
    index: &mut Index,
    scope: &Scope,
    decks: &[Standing],
    today: Day,
) -> Result<(Vec<Standing>, Option<String>), HistoryError> {
    let (mut cards, mut untagged, mut looked_into) = (Vec::new(), None, scope.clone());
    if let Scope::Cards(keys) = scope {
        cards.extend(keys.iter().filter_map(|key| Some((key.clone(), index.facts(key)?.tags))));
    } else {
        let (mut ids, mut left) = (Vec::new(), TAGGED);
        for deck in decks {
            let Some(n) = deck.n_total else { continue };
            if *scope == Scope::All && n > left {
                untagged.get_or_insert_with(|| deck.name.clone());
                continue;
            }
            left = left.saturating_sub(n);
            index.each_in(&deck.name, &mut |key, card| cards.push((key.clone(), card.tags.clone())));
            ids.push(deck.name.clone());
        }
        looked_into = Scope::Decks(ids);
    }
    let known = history.counted(&looked_into, today)?;
    let known: HashMap<&CardKey, &CardCount> = known.iter().map(|card| (&card.key, card)).collect();
    let standing = by_tag(cards.iter().map(|(key, tags)| {
        let known = known.get(key).map(|card| (&card.memory, card.is_due, card.is_suspended));
        (tags.as_slice(), known)
    }));
    Ok((standing, untagged))
}

/// Finds the words of a belief, and which of its cards are gone.
fn tell(index: &mut Index, belief: &mut Belief) {
    let latest = belief.latest().map(|showing| showing.key.clone());
    let cards: Vec<CardKey> = belief.cards().into_iter().take(CARDS_SHOWN).cloned().collect();
    belief.gone = cards.into_iter().filter(|key| index.facts(key).is_none()).collect();
    let Some((deck, _)) = latest.as_ref().and_then(|key| index.fetch(key)) else { return };
    let bodies = deck.cards.iter().filter(|card| Some(&card.id) == latest.as_ref().map(|key| &key.card));
    let choices = bodies.flat_map(|card| match &card.body {
        Body::Choice(choices) | Body::Multi(choices) => choices.as_slice(),
        _ => &[],
    });
    let mut meant = choices.filter(|choice| choice.belief.as_ref() == Some(&belief.name));
    belief.told = meant.next().map(|choice| Told { text: choice.text.clone(), why: choice.why.clone() });
}
