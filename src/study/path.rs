//! The learner's path: in which order decks are best learnt, and what comes before and behind one of them.
//!
//! Deliberately missing: what is known already. The path is the same for every learner.

use crate::model::{Deck, named_decks, precedence};

/// The decks by their number, each behind those that it comes after and otherwise as they were. A deck that is not there does
/// not count, and where decks come after each other one of them is let through.
pub fn path(decks: &[Deck]) -> Vec<usize> {
    precedence(&before(decks)).order
}

/// What is around a deck on the path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// The decks that it comes after, in the order of the path.
    pub before: Vec<usize>,
    /// The deck that is best learnt next: the one behind it among those that it is linked with, at once or by way of others. So a
    /// deck that has nothing to do with it is never next.
    pub next: Option<usize>,
}

/// What is around the deck with this number.
pub fn around(decks: &[Deck], deck: usize) -> Around {
    let named = before(decks);
    let order = precedence(&named).order;
    let linked = linked(&named, deck);
    let before = named.get(deck).map_or(&[][..], Vec::as_slice);
    Around {
        before: order.iter().copied().filter(|one| *one != deck && before.contains(one)).collect(),
        next: order.into_iter().skip_while(|one| *one != deck).skip(1).find(|one| linked[*one]),
    }
}

/// For each deck the numbers of those that it comes after.
fn before(decks: &[Deck]) -> Vec<Vec<usize>> {
    let meant = named_decks(decks.iter().map(Deck::wish));
    meant.into_iter().map(|names| names.into_iter().flatten().collect()).collect()
}

/// Which decks hang together with this one, whoever comes after whom.
fn linked(before: &[Vec<usize>], deck: usize) -> Vec<bool> {
    let mut near: Vec<Vec<usize>> = before.to_vec();
    for (one, names) in before.iter().enumerate() {
        names.iter().for_each(|name| near[*name].push(one));
    }
    let (mut linked, mut waiting) = (vec![false; before.len()], vec![deck]);
    while let Some(one) = waiting.pop() {
        if let Some(known) = linked.get_mut(one).filter(|known| !**known) {
            *known = true;
            waiting.extend(&near[one]);
        }
    }
    linked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::At;

    fn decks(all: &[(&str, &[&str])]) -> Vec<Deck> {
        let deck = |(id, after): &(&str, &[&str])| Deck {
            id: (*id).to_owned(),
            after: after.iter().map(|name| At::new((*name).to_owned(), Default::default())).collect(),
            ..Deck::default()
        };
        all.iter().map(deck).collect()
    }

    fn names(decks: &[Deck], numbers: impl IntoIterator<Item = usize>) -> Vec<&str> {
        numbers.into_iter().map(|number| decks[number].id.as_str()).collect()
    }

    #[test]
    fn a_deck_stands_behind_those_that_it_comes_after_and_strangers_stay_where_they_are() {
        let all = decks(&[
            ("async", &["threads"]),
            ("cooking", &[]),
            ("locks", &["threads", "gone"]),
            ("threads", &[]),
        ]);
        assert_eq!(names(&all, path(&all)), ["cooking", "threads", "async", "locks"]);
        assert_eq!(path(&decks(&[("b", &[]), ("a", &[]), ("c", &["a"])])), [0, 1, 2]);
    }

    #[test]
    fn a_circle_and_a_deck_after_itself_stay_where_they_are() {
        assert_eq!(path(&decks(&[("a", &["b"]), ("b", &["a"]), ("c", &["c"]), ("d", &["a"])])), [0, 1, 2, 3]);
    }

    #[test]
    fn in_a_collection_the_neighbour_is_meant_first() {
        let all = decks(&[("course/b", &["a"]), ("a", &["course/b"]), ("course/a", &[]), ("own", &["a"])]);
        assert_eq!(names(&all, path(&all)), ["course/a", "course/b", "a", "own"]);
    }

    #[test]
    fn the_next_deck_is_the_next_one_that_has_to_do_with_this_one() {
        let all = decks(&[
            ("a", &["start"]),
            ("b", &["a", "start"]),
            ("cooking", &[]),
            ("start", &[]),
            ("z", &["start"]),
        ]);
        let around = |id: &str| {
            let Around { before, next } =
                around(&all, all.iter().position(|deck| deck.id == id).expect("it is there"));
            (names(&all, before), names(&all, next))
        };
        assert_eq!(around("start"), (vec![], vec!["a"]));
        assert_eq!(around("a"), (vec!["start"], vec!["b"]));
        assert_eq!(around("b"), (vec!["start", "a"], vec!["z"]), "the path goes on, also aside");
        assert_eq!(around("z"), (vec!["start"], vec![]));
        assert_eq!(around("cooking"), (vec![], vec![]));
    }
}
