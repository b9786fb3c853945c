//! One sitting: the cards in their order, and how they went.

use crate::model::{Card, Verdict};

/// The order of the cards of a sitting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As in the file: decks are written in a learner's order.
    File,
    /// Shuffled.
    Shuffled,
}

/// A card picked for a sitting, by the position of its deck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picked {
    /// Index of the deck.
    pub deck: usize,
    /// Index of the card in it.
    pub card: usize,
}

/// A sitting: every picked card comes once.
#[derive(Clone, Debug)]
pub struct Session {
    cards: Vec<Picked>,
    /// How each card so far went; none where it was passed over.
    went: Vec<Option<Verdict>>,
    next: usize,
    seed: u64,
}

/// How a sitting went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Answered and right.
    pub n_right: usize,
    /// Answered and wrong.
    pub n_wrong: usize,
    /// Answered but not marked.
    pub n_not_marked: usize,
    /// Passed over.
    pub n_skipped: usize,
    /// Not reached.
    pub n_left: usize,
}

impl Tally {
    /// Counts one card more; none: it was passed over.
    pub fn count(&mut self, verdict: Option<Verdict>) {
        let slot = match verdict {
            Some(Verdict::Right) => &mut self.n_right,
            Some(Verdict::Wrong) => &mut self.n_wrong,
            Some(Verdict::NotMarked) => &mut self.n_not_marked,
            None => &mut self.n_skipped,
        };
        *slot += 1;
    }
}

impl Session {
    /// A sitting over `cards`, at most `limit` of them.
    pub fn plan(mut cards: Vec<Picked>, order: Order, limit: Option<usize>, seed: u64) -> Self {
        if order == Order::Shuffled {
            fastrand::Rng::with_seed(seed).shuffle(&mut cards);
        }
        cards.truncate(limit.unwrap_or(usize::MAX));
        Session { cards, went: Vec::new(), next: 0, seed }
    }

    /// The next card with its number, from 1.
    pub fn next_card(&mut self) -> Option<(Picked, usize)> {
        let picked = *self.cards.get(self.next)?;
        self.next += 1;
        Some((picked, self.next))
    }

    /// How many cards the sitting has.
    pub fn len(&self) -> usize {
        self.cards.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.cards.is_empty()
    }

    /// What the options of a card are shuffled with.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Notes how a card went; `None` if it was passed over.
    pub fn record(&mut self, verdict: Option<Verdict>) {
        self.went.push(verdict);
    }

    /// Goes back to the last card that was answered; it comes next again, and those after it.
    pub fn back(&mut self) {
        let answered = self.went.iter().rposition(Option::is_some);
        self.next = answered.unwrap_or(self.next.saturating_sub(1));
        self.went.truncate(self.next);
    }

    /// Has the card that came last come again.
    pub fn again(&mut self) {
        self.next = self.next.saturating_sub(1);
    }

    /// How it went so far.
    pub fn tally(&self) -> Tally {
        let mut tally =
            Tally { n_left: self.cards.len().saturating_sub(self.went.len()), ..Tally::default() };
        self.went.iter().for_each(|verdict| tally.count(*verdict));
        tally
    }
}

/// The words by which a card can be selected: its tags.
pub fn has_tag(card: &Card, word: &str) -> bool {
    card.tags.iter().any(|tag| tag == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cards(n: usize) -> Vec<Picked> {
        (0..n).map(|card| Picked { deck: 0, card }).collect()
    }

    #[test]
    fn a_sitting_never_repeats_a_card() {
        let mut session = Session::plan(cards(20), Order::Shuffled, None, 7);
        let mut seen: Vec<usize> = std::iter::from_fn(|| session.next_card()).map(|(p, _)| p.card).collect();
        seen.sort_unstable();
        assert_eq!(seen, (0..20).collect::<Vec<_>>());
    }

    #[test]
    fn the_same_seed_gives_the_same_order() {
        let order = |seed| {
            let mut session = Session::plan(cards(9), Order::Shuffled, None, seed);
            std::iter::from_fn(move || session.next_card()).map(|(p, _)| p.card).collect::<Vec<_>>()
        };
        assert_eq!(order(3), order(3));
    }

    #[test]
    fn cards_that_were_not_reached_are_left() {
        let mut session = Session::plan(cards(5), Order::File, None, 1);
        session.next_card();
        session.record(Some(Verdict::Right));
        session.next_card();
        assert_eq!(session.tally(), Tally { n_right: 1, n_left: 4, ..Tally::default() });
    }
}
