//! Where the options of a card stand on the screen.

use crate::model::{Body, Card};

/// The order in which the parts of a card are shown: position on the screen to index in the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    positions: Vec<usize>,
}

impl Layout {
    /// A shuffled order for the options, events or right sides of a card.
    pub fn of(card: &Card, seed: u64) -> Self {
        let n = match &card.body {
            Body::Choice(choices) | Body::Multi(choices) => choices.len(),
            Body::Order { items, .. } => items.len(),
            Body::Match(pairs) => pairs.len(),
            Body::Number { .. } | Body::Text { .. } | Body::Flash(_) => 0,
            Body::Cloze { .. } | Body::Output { .. } => 0,
        };
        let mut positions: Vec<usize> = (0..n).collect();
        fastrand::Rng::with_seed(seed ^ fingerprint(&card.id)).shuffle(&mut positions);
        if is_the_key(&positions, card) {
            positions.rotate_left(1);
        }
        Layout { positions }
    }

    /// How many parts there are.
    pub fn len(&self) -> usize {
        self.positions.len()
    }

    /// Whether the card has no parts to place.
    pub fn is_empty(&self) -> bool {
        self.positions.is_empty()
    }

    /// The index in the card of what stands at `position`.
    pub fn index(&self, position: usize) -> Option<usize> {
        self.positions.get(position).copied()
    }

    /// Every index in the order of the screen.
    pub fn indexes(&self) -> &[usize] {
        &self.positions
    }

    /// Where the part with that index stands.
    pub fn position(&self, index: usize) -> Option<usize> {
        self.positions.iter().position(|i| *i == index)
    }
}

/// Whether events already stand in the order that is asked for.
fn is_the_key(positions: &[usize], card: &Card) -> bool {
    let Body::Order { items, expect: Some(expect), .. } = &card.body else { return false };
    positions.iter().map(|&i| &items[i].id).eq(&expect.value)
}

/// Cards of one sitting are shuffled differently although they share its seed.
pub(super) fn fingerprint(id: &str) -> u64 {
    id.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{At, Item, Text};

    fn card(id: &str, n: usize) -> Card {
        let item = |i: usize| Item { id: i.to_string(), text: Text::default(), place: Default::default() };
        Card {
            id: id.into(),
            prompt: Text::default(),
            body: Body::Order { items: (0..n).map(item).collect(), observe: None, expect: None },
            experiment: None,
            hints: Vec::new(),
            explain: None,
            notes: Vec::new(),
            tags: Vec::new(),
            sources: Vec::new(),
            difficulty: None,
            place: Default::default(),
        }
    }

    #[test]
    fn every_part_stands_somewhere_once_and_is_found_there() {
        for seed in 0..50 {
            let layout = Layout::of(&card("c", 6), seed);
            let mut indexes = layout.indexes().to_vec();
            indexes.sort_unstable();
            assert_eq!(indexes, [0, 1, 2, 3, 4, 5]);
            assert!((0..6).all(|i| layout.position(i).and_then(|at| layout.index(at)) == Some(i)));
            assert_eq!((layout.index(6), layout.position(6)), (None, None));
        }
    }

    #[test]
    fn events_never_stand_in_their_order_before_anybody_moved_one() {
        let mut card = card("c", 2);
        if let Body::Order { expect, .. } = &mut card.body {
            *expect = Some(At::new(vec!["1".to_owned(), "0".to_owned()], Default::default()));
        }
        assert!((0..20).all(|seed| Layout::of(&card, seed).indexes() == [0, 1]));
    }

    #[test]
    fn the_seed_and_the_card_decide_the_order() {
        let order = |id, seed| Layout::of(&card(id, 9), seed);
        assert_eq!(order("c", 7), order("c", 7));
        assert_ne!(order("c", 7), order("c", 8));
        assert_ne!(order("c", 7), order("d", 7));
    }
}
