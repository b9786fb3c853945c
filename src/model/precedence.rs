//! What comes before what: an order in which everything stands behind what it names, and the circles that are in the way.
//!
//! Deliberately missing: what is put in order. Decks are linted and listed by the same order, in two rooms.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::{At, Deck};

/// An order of numbered things.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Precedence {
    /// Every number once, each behind those that it names, and otherwise as they were numbered.
    pub order: Vec<usize>,
    /// Circles: each names the next, the last one names the first, which has the smallest number. Where a circle is, the name
    /// that the first gives does not count. Without these names there would be no circle.
    pub circles: Vec<Vec<usize>>,
}

/// Puts things in order; `before` says for each which ones it names.
pub fn precedence(before: &[Vec<usize>]) -> Precedence {
    let (order, circles) = through(before);
    if circles.is_empty() {
        return Precedence { order, circles };
    }
    // Who stands beside a circle has been let past it; without what closes the circles nobody is.
    let mut open = before.to_vec();
    for circle in &circles {
        let (one, name) = closing(circle);
        open[one].retain(|other| *other != name);
    }
    Precedence { order: through(&open).0, circles }
}

/// Takes one after the other that waits for nobody; where all of them wait, opens a circle.
fn through(before: &[Vec<usize>]) -> (Vec<usize>, Vec<Vec<usize>>) {
    let mut draft = Draft::new(before);
    let (mut order, mut circles) = (Vec::with_capacity(before.len()), Vec::new());
    loop {
        while let Some(Reverse(next)) = draft.free.pop() {
            order.push(next);
            draft.place(next);
        }
        let Some(circle) = draft.circle() else { return (order, circles) };
        let (one, name) = closing(&circle);
        draft.forget(one, name);
        circles.push(circle);
    }
}

/// Who names whom where a circle is opened.
fn closing(circle: &[usize]) -> (usize, usize) {
    (circle[0], circle.get(1).copied().unwrap_or(circle[0]))
}

/// What is not in order yet.
struct Draft {
    /// For each, the ones that it still waits for.
    before: Vec<Vec<usize>>,
    /// For each, the ones that name it.
    behind: Vec<Vec<usize>>,
    placed: Vec<bool>,
    /// Those that wait for nothing.
    free: BinaryHeap<Reverse<usize>>,
}

impl Draft {
    fn new(named: &[Vec<usize>]) -> Self {
        let mut before: Vec<Vec<usize>> = named.to_vec();
        let mut behind = vec![Vec::new(); named.len()];
        for (i, names) in before.iter_mut().enumerate() {
            names.retain(|name| *name < named.len());
            names.sort_unstable();
            names.dedup();
            names.iter().for_each(|name| behind[*name].push(i));
        }
        let free = before.iter().enumerate().filter(|(_, names)| names.is_empty());
        let free = free.map(|(i, _)| Reverse(i)).collect();
        Draft { before, behind, placed: vec![false; named.len()], free }
    }

    fn place(&mut self, one: usize) {
        self.placed[one] = true;
        for waiting in std::mem::take(&mut self.behind[one]) {
            self.forget(waiting, one);
        }
    }

    /// Whoever waits for `name` waits for it no longer.
    fn forget(&mut self, waiting: usize, name: usize) {
        let names = &mut self.before[waiting];
        let n_before = names.len();
        names.retain(|other| *other != name);
        if names.is_empty() && n_before > 0 {
            self.free.push(Reverse(waiting));
        }
    }

    /// A circle among those that wait, beginning with its smallest number; none where nobody waits.
    fn circle(&self) -> Option<Vec<usize>> {
        let mut at = self.placed.iter().position(|placed| !placed)?;
        let (mut walk, mut seen) = (Vec::new(), HashMap::new());
        loop {
            if let Some(from) = seen.insert(at, walk.len()) {
                let mut circle: Vec<usize> = walk.split_off(from);
                let smallest = (0..circle.len()).min_by_key(|i| circle[*i])?;
                circle.rotate_left(smallest);
                return Some(circle);
            }
            walk.push(at);
            at = *self.before[at].first()?;
        }
    }
}

/// For each deck and each name in its `after` the number of the deck that is meant; none where there is no such deck. In a
/// collection, a deck first means its neighbour of that name.
pub fn named_decks<'a>(
    decks: impl Iterator<Item = (&'a str, &'a [At<String>])> + Clone,
) -> Vec<Vec<Option<usize>>> {
    let mut known: HashMap<&str, usize> = HashMap::new();
    for (i, (id, _)) in decks.clone().enumerate() {
        known.entry(id).or_insert(i);
    }
    let meant = |id: &str, name: &str| {
        let neighbour = id.rsplit_once('/').map(|(collection, _)| format!("{collection}/{name}"));
        neighbour.and_then(|id| known.get(id.as_str())).or_else(|| known.get(name)).copied()
    };
    decks.map(|(id, after)| after.iter().map(|name| meant(id, &name.value)).collect()).collect()
}

impl Deck {
    /// The id with the names in `after`, as [`named_decks`] wants them.
    pub fn wish(&self) -> (&str, &[At<String>]) {
        (&self.id, &self.after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stands_behind_what_it_names_and_the_rest_stays_as_it_was() {
        assert_eq!(precedence(&[vec![], vec![], vec![]]).order, [0, 1, 2]);
        assert_eq!(precedence(&[vec![3], vec![], vec![0], vec![]]).order, [1, 3, 0, 2]);
        assert_eq!(precedence(&[vec![2, 2, 1], vec![2], vec![], vec![9]]).order, [2, 1, 0, 3]);
        assert_eq!(precedence(&[]), Precedence::default());
    }

    #[test]
    fn a_circle_is_told_once_and_keeps_nobody_out() {
        let itself = precedence(&[vec![], vec![1]]);
        assert_eq!((itself.order, itself.circles), (vec![0, 1], vec![vec![1]]));
        // 3 waits for the circle of 0, 1 and 2 and still stands behind it.
        let three = precedence(&[vec![2], vec![0], vec![1], vec![2], vec![]]);
        assert_eq!((three.order, three.circles), (vec![0, 1, 2, 3, 4], vec![vec![0, 2, 1]]));
    }

    #[test]
    fn circles_that_share_somebody_are_all_told() {
        let two = precedence(&[vec![1, 2], vec![0], vec![0]]);
        assert_eq!((two.order, two.circles), (vec![0, 1, 2], vec![vec![0, 1], vec![0, 2]]));
    }

    proptest::proptest! {
        #[test]
        fn without_the_names_that_do_not_count_every_wish_is_met(
            before in proptest::collection::vec(proptest::collection::vec(0..12usize, 0..4), 0..12)
        ) {
            let Precedence { order, circles } = precedence(&before);
            let place = |one: usize| order.iter().position(|other| *other == one);
            let mut sorted = order.clone();
            sorted.sort_unstable();
            proptest::prop_assert_eq!(sorted, (0..before.len()).collect::<Vec<_>>());
            let dropped = |one: usize, name: usize| {
                circles.iter().any(|circle| closing(circle) == (one, name))
            };
            for (one, names) in before.iter().enumerate() {
                for name in names.iter().filter(|name| **name < before.len() && !dropped(one, **name)) {
                    proptest::prop_assert!(place(*name) < place(one), "{} before {}: {:?}", name, one, order);
                }
            }
            for circle in &circles {
                let next = circle.iter().cycle().skip(1);
                proptest::prop_assert!(circle.iter().zip(next).all(|(one, name)| before[*one].contains(name)));
            }
        }
    }
}
