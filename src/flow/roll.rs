//! The roll of cards: those that decks hold and those that the history remembers, called by the names that people type.

use std::collections::BTreeSet;

use super::Library;
use crate::model::{CardKey, Day, nearest};
use crate::store::{History, HistoryError};

/// What a typed word names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A card, or all cards of a deck.
    Cards(Vec<CardKey>),
    /// Cards of several decks have this id.
    Several(Vec<CardKey>),
    /// Nothing; a card or deck that looks like the word, if one does.
    Nothing(Option<String>),
}

/// A card that is not asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away {
    /// Which.
    pub key: CardKey,
    /// How many of its answers count.
    pub n: u32,
    /// The day of the last one.
    pub last: Option<Day>,
    /// Why.
    pub why: Why,
}

/// Why a card is not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// No deck that is found now has it.
    Vanished,
    /// The learner does not wish it.
    Suspended,
    /// Not before this day.
    Buried(Day),
}

/// Every card that there is in these decks.
pub fn present(library: &Library) -> BTreeSet<CardKey> {
    library.everything().into_iter().map(|at| library.key(at)).collect()
}

/// Every card that the history remembers.
///
/// # Errors
///
/// The history cannot be read.
pub fn remembered(history: &History) -> Result<BTreeSet<CardKey>, HistoryError> {
    Ok(history.all_known()?.into_iter().map(|known| known.key).collect())
}

/// The cards of `keys` that a word names: `deck/card`, a deck, or the id of one card.
pub fn named(word: &str, keys: &BTreeSet<CardKey>) -> Named {
    let those =
        |is: &dyn Fn(&CardKey) -> bool| keys.iter().filter(|key| is(key)).cloned().collect::<Vec<_>>();
    let whole = those(&|key| key.to_string() == word);
    let deck = those(&|key| key.deck == word);
    if let Some(cards) = [whole, deck].into_iter().find(|cards| !cards.is_empty()) {
        return Named::Cards(cards);
    }
    let cards = those(&|key| key.card == word);
    match cards.len() {
        0 => Named::Nothing(looks_like(word, keys)),
        1 => Named::Cards(cards),
        _ => Named::Several(cards),
    }
}

fn looks_like(word: &str, keys: &BTreeSet<CardKey>) -> Option<String> {
    let whole: Vec<String> = keys.iter().map(ToString::to_string).collect();
    let parts = keys.iter().flat_map(|key| [key.deck.as_str(), key.card.as_str()]);
    // A word with a stroke is meant as a whole name.
    let candidates: Vec<&str> = match word.contains('/') {
        true => whole.iter().map(String::as_str).collect(),
        false => parts.collect(),
    };
    nearest(word, candidates).map(str::to_owned)
}

/// Every card that is remembered and not asked: vanished ones first, then suspended ones, then buried ones.
///
/// # Errors
///
/// The history cannot be read.
pub fn away(history: &History, library: &Library, today: Day) -> Result<Vec<Away>, HistoryError> {
    let (present, answered) = (present(library), history.answered()?);
    let mut away = Vec::new();
    for known in history.all_known()? {
        let why = match () {
            () if !present.contains(&known.key) => Why::Vanished,
            () if known.suspended => Why::Suspended,
            () if known.buried_until > today => Why::Buried(known.buried_until),
            () => continue,
        };
        let (n, last) = answered.get(&known.key).copied().unwrap_or_default();
        away.push(Away { key: known.key, n, last, why });
    }
    let rank = |why: Why| match why {
        Why::Vanished => 0,
        Why::Suspended => 1,
        Why::Buried(_) => 2,
    };
    away.sort_by(|a, b| (rank(a.why), &a.key).cmp(&(rank(b.why), &b.key)));
    Ok(away)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_are_called_by_their_whole_name_by_deck_or_by_an_id_that_only_one_has() {
        let keys: BTreeSet<CardKey> = [("a", "one"), ("a", "two"), ("b", "two"), ("c/d", "three")]
            .map(|(deck, card)| CardKey::new(deck, card))
            .into_iter()
            .collect();
        let names = |word: &str| match named(word, &keys) {
            Named::Cards(cards) => cards.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
            Named::Several(cards) => format!("{} have it", cards.len()),
            Named::Nothing(meant) => format!("no, {}", meant.unwrap_or_default()),
        };
        for (word, expected) in [
            ("a/one", "a/one"),
            ("a", "a/one a/two"),
            ("one", "a/one"),
            ("two", "2 have it"),
            ("c/d/three", "c/d/three"),
            ("c/d", "c/d/three"),
            ("thre", "no, three"),
            ("b/twoo", "no, b/two"),
            ("zzz", "no, "),
        ] {
            assert_eq!(names(word), expected, "{word}");
        }
    }
}
