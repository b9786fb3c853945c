//! Wrong ideas that answers showed: which of them are still held, and on which cards.

use crate::model::{CardKey, Day, Text};

/// An answer that showed a misconception.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Showing {
    /// The misconception.
    pub belief: String,
    /// The card.
    pub key: CardKey,
    /// The day.
    pub day: Day,
    /// Whether the learner was sure.
    pub was_sure: bool,
    /// Whether a run refuted it then.
    pub refuted: bool,
    /// Whether the card was answered rightly since.
    pub mended: bool,
}

/// A misconception in the words of a deck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The wrong option.
    pub text: Text,
    /// What whoever picks it believes, and what the run shows instead.
    pub why: Option<Text>,
}

/// A misconception with everything that showed it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Belief {
    /// The misconception.
    pub name: String,
    /// The words of the deck, where it was asked for them and is at hand.
    pub told: Option<Told>,
    /// Cards of [`Belief::cards`] that are in no deck any more, as far as decks were asked.
    pub gone: Vec<CardKey>,
    /// What showed it, the latest first; never empty.
    pub shown: Vec<Showing>,
}

impl Belief {
    /// Whether it is still held: some card that showed it was not answered rightly since.
    pub fn is_held(&self) -> bool {
        self.shown.iter().any(|showing| !showing.mended)
    }

    /// The showing that stands for it: the latest that is not mended, or the latest.
    pub fn latest(&self) -> Option<&Showing> {
        self.shown.iter().find(|showing| !showing.mended).or(self.shown.first())
    }

    /// The cards on which it is still held, the latest first; where it is not, every card that showed it.
    pub fn cards(&self) -> Vec<&CardKey> {
        let is_held = self.is_held();
        let mut cards: Vec<&CardKey> = Vec::new();
        for showing in self.shown.iter().filter(|showing| !is_held || !showing.mended) {
            if !cards.contains(&&showing.key) {
                cards.push(&showing.key);
            }
        }
        cards
    }

    /// In how many of the answers that showed it the learner was sure.
    pub fn n_sure(&self) -> usize {
        self.shown.iter().filter(|showing| showing.was_sure).count()
    }

    /// In how many of them a run refuted it.
    pub fn n_refuted(&self) -> usize {
        self.shown.iter().filter(|showing| showing.refuted).count()
    }
}

/// The misconceptions that answers showed, the latest answer first: those still held, surely before unsurely, then the others.
pub fn beliefs(shown: Vec<Showing>) -> Vec<Belief> {
    let mut beliefs: Vec<Belief> = Vec::new();
    let mut places: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
    for showing in shown {
        let at = *places.entry(showing.belief.clone()).or_insert(beliefs.len());
        match beliefs.get_mut(at) {
            Some(belief) => belief.shown.push(showing),
            None => beliefs.push(Belief {
                name: showing.belief.clone(),
                shown: vec![showing],
                ..Belief::default()
            }),
        }
    }
    // Stable: within each part the latest stays first.
    beliefs.sort_by_key(|belief| match belief.is_held() {
        true if belief.latest().is_some_and(|showing| showing.was_sure) => 0,
        true => 1,
        false => 2,
    });
    beliefs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn showing(belief: &str, card: &str, day: i32, was_sure: bool, mended: bool) -> Showing {
        let key = CardKey::new("d", card);
        Showing { belief: belief.into(), key, day: Day(day), was_sure, refuted: day % 2 == 0, mended }
    }

    #[test]
    fn a_belief_is_held_as_long_as_one_of_its_cards_is_not_right_again() {
        let all = beliefs(vec![
            showing("x", "a", 9, false, true),
            showing("y", "b", 8, false, true),
            showing("x", "c", 6, true, false),
            showing("x", "a", 5, false, true),
            showing("x", "c", 4, true, false),
        ]);
        let [x, y] = all.as_slice() else { panic!("{all:?}") };
        assert!(x.is_held() && !y.is_held());
        assert_eq!(x.latest().map(|showing| showing.day), Some(Day(6)));
        assert_eq!(x.cards(), [&CardKey::new("d", "c")]);
        assert_eq!((x.shown.len(), x.n_sure(), x.n_refuted()), (4, 2, 2));
        assert_eq!((y.cards(), y.latest().map(|s| s.day)), (vec![&CardKey::new("d", "b")], Some(Day(8))));
    }

    #[test]
    fn what_is_held_surely_comes_first_and_what_is_mended_last() {
        let all = beliefs(vec![
            showing("mended", "a", 9, true, true),
            showing("unsure", "b", 8, false, false),
            showing("sure", "c", 7, true, false),
            showing("older", "d", 6, true, false),
        ]);
        let names: Vec<&str> = all.iter().map(|belief| belief.name.as_str()).collect();
        assert_eq!(names, ["sure", "older", "unsure", "mended"]);
    }
}
