//! What can be seen of the order of decks: one that comes after itself, and one that comes after a deck that is nowhere.
//!
//! Deliberately missing: where other decks are. Whoever knows says so; without a word of it no deck is called missing.

use crate::model::{At, Deck, Diagnostic, Note, Problem, named_decks, nearest, precedence};

/// Tells the ids of the decks that are there beside those that are linted, given the ids that none of these has.
pub type Elsewhere<'a> = dyn Fn(&[String]) -> Vec<String> + 'a;

/// What is remembered of the decks so far: what each comes after.
#[derive(Default)]
pub(super) struct Ordering {
    heads: Vec<Head>,
}

struct Head {
    id: String,
    after: Vec<At<String>>,
    /// Whether its author allowed a deck to be missing.
    allowed: bool,
}

impl Ordering {
    pub(super) fn deck(&mut self, deck: &Deck) {
        let missing = |name: &At<String>| Diagnostic::new(unknown(&name.value, None), name.place.clone());
        let allowed = deck.after.first().is_some_and(|name| deck.allows(&missing(name)));
        self.heads.push(Head { id: deck.id.clone(), after: deck.after.clone(), allowed });
    }

    /// What can be said only when every deck was read.
    pub(super) fn finish(self, elsewhere: Option<&Elsewhere<'_>>) -> Vec<Diagnostic> {
        let meant = named_decks(self.heads.iter().map(|head| (head.id.as_str(), head.after.as_slice())));
        let before: Vec<Vec<usize>> =
            meant.iter().map(|all| all.iter().flatten().copied().collect()).collect();
        let circles = precedence(&before).circles;
        let mut problems: Vec<Diagnostic> =
            circles.iter().filter_map(|circle| self.circle(circle, &meant)).collect();
        if let Some(elsewhere) = elsewhere {
            problems.extend(self.missing(&meant, elsewhere));
        }
        problems
    }

    /// A circle at the name that its first deck gives; the other names belong to it.
    fn circle(&self, circle: &[usize], meant: &[Vec<Option<usize>>]) -> Option<Diagnostic> {
        let next = circle.iter().cycle().skip(1);
        let mut names = circle.iter().zip(next).filter_map(|(one, next)| {
            let at = meant[*one].iter().position(|name| *name == Some(*next))?;
            Some(self.heads[*one].after[at].place.clone())
        });
        let ids = circle.iter().map(|one| self.heads[*one].id.clone()).collect();
        let problem = Diagnostic::new(Problem::AfterItself(ids), names.next()?);
        Some(names.fold(problem, |problem, place| problem.with_note(place, Note::GoesOnHere)))
    }

    /// Names of decks that are neither among these nor elsewhere.
    fn missing(&self, meant: &[Vec<Option<usize>>], elsewhere: &Elsewhere<'_>) -> Vec<Diagnostic> {
        let heads = self.heads.iter().zip(meant).filter(|(head, _)| !head.allowed);
        let wanted: Vec<&At<String>> = heads
            .flat_map(|(head, meant)| head.after.iter().zip(meant))
            .filter_map(|(name, meant)| meant.is_none().then_some(name))
            .collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        let ids: Vec<String> = wanted.iter().map(|name| name.value.clone()).collect();
        let others = elsewhere(&ids);
        let known = || others.iter().chain(self.heads.iter().map(|head| &head.id)).map(String::as_str);
        let gone = wanted.into_iter().filter(|name| !known().any(|id| id == name.value));
        gone.map(|name| {
            Diagnostic::new(unknown(&name.value, nearest(&name.value, known())), name.place.clone())
        })
        .collect()
    }
}

fn unknown(deck: &str, meant: Option<&str>) -> Problem {
    Problem::UnknownDeck { deck: deck.to_owned(), meant: meant.map(str::to_owned) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Allowed, Place, SourceId};

    /// Decks, each with the ids in its `after`; the number of a place says which name it is.
    fn decks(all: &[(&str, &[&str])]) -> Ordering {
        let mut ordering = Ordering::default();
        for (i, (id, after)) in all.iter().enumerate() {
            let place = |at: usize| Place { source: SourceId(i), span: at..at + 1 };
            let after = after.iter().enumerate().map(|(at, id)| At::new((*id).to_owned(), place(at)));
            ordering.deck(&Deck { id: (*id).to_owned(), after: after.collect(), ..Deck::default() });
        }
        ordering
    }

    fn told(problems: &[Diagnostic]) -> Vec<(String, usize, usize, usize)> {
        let said = |problem: &Problem| match problem {
            Problem::AfterItself(ids) => ids.join(" "),
            Problem::UnknownDeck { deck, meant } => format!("{deck}? {meant:?}"),
            other => panic!("{other:?}"),
        };
        let spot = |d: &Diagnostic| (said(&d.problem), d.place.source.0, d.place.span.start, d.notes.len());
        problems.iter().map(spot).collect()
    }

    #[test]
    fn a_circle_is_told_once_at_the_name_that_closes_it() {
        let found = decks(&[("a", &["c"]), ("b", &["a"]), ("c", &["d", "b"]), ("d", &[])]).finish(None);
        assert_eq!(told(&found), [("a c b".to_owned(), 0, 0, 2)]);
        assert_eq!(found[0].notes[0], (Place { source: SourceId(2), span: 1..2 }, Note::GoesOnHere));
        let found = decks(&[("a", &["b", "a"]), ("b", &[])]).finish(None);
        assert_eq!(told(&found), [("a".to_owned(), 0, 1, 0)]);
        assert_eq!(decks(&[("a", &["b", "c"]), ("b", &["c"]), ("c", &[])]).finish(None), []);
    }

    #[test]
    fn a_deck_is_missing_only_where_somebody_knows_all_the_others() {
        let all: [(&str, &[&str]); 2] = [("a", &["locks", "b", "locsk", "far"]), ("b", &[])];
        assert_eq!(decks(&all).finish(None), []);
        let elsewhere = |ids: &[String]| {
            assert_eq!(ids, ["locks", "locsk", "far"], "what is here is not asked for");
            vec!["locks".to_owned(), "far".to_owned()]
        };
        let found = decks(&all).finish(Some(&elsewhere));
        assert_eq!(told(&found), [("locsk? Some(\"locks\")".to_owned(), 0, 2, 0)]);
        let nobody = |_: &[String]| -> Vec<String> { panic!("nobody has to be asked") };
        assert_eq!(decks(&[("a", &["b"]), ("b", &[])]).finish(Some(&nobody)), []);
    }

    #[test]
    fn a_missing_deck_can_be_allowed_and_a_neighbour_in_a_collection_is_no_stranger() {
        let everything = Place { source: SourceId(0), span: 0..usize::MAX };
        let allowed = vec![Allowed { code: "unknown-deck".into(), within: everything }];
        let after = vec![At::new("gone".to_owned(), Place { source: SourceId(0), span: 3..7 })];
        let mut ordering = Ordering::default();
        ordering.deck(&Deck { id: "a".into(), after, allowed, ..Deck::default() });
        assert_eq!(ordering.finish(Some(&|_| Vec::new())), []);
        let collection = decks(&[("course/a", &["b"]), ("course/b", &[]), ("b", &["course/a"])]);
        assert_eq!(collection.finish(Some(&|_| Vec::new())), []);
    }
}
