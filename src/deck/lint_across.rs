//! What can be seen only beside other decks: ids that are used twice, and beliefs that are spelled in two ways.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::model::{Body, Deck, Diagnostic, Note, Place, Problem, Source};

/// What is remembered of the decks so far.
#[derive(Default)]
pub(super) struct Across {
    decks: HashMap<String, Place, RandomState>,
    names: Vec<String>,
    /// Id of a card, with the number of its first deck and its place.
    cards: HashMap<String, (usize, Place), RandomState>,
    beliefs: HashMap<String, Belief, RandomState>,
}

/// Where a belief is first held, and how often.
struct Belief {
    n: usize,
    place: Place,
    /// Whether its author allowed it to be alone.
    allowed: bool,
}

impl Across {
    /// What is wrong with a deck beside the ones before it.
    pub(super) fn deck(&mut self, deck: &Deck, source: &Source) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        match self.decks.get(&deck.id) {
            Some(first) => problems.push(
                Diagnostic::new(Problem::DuplicateId(deck.id.clone()), deck.place.clone())
                    .with_note(first.clone(), Note::FirstHere),
            ),
            None => drop(self.decks.insert(deck.id.clone(), deck.place.clone())),
        }
        let number = self.names.len();
        self.names.push(deck.id.clone());
        for id in &deck.headings {
            match self.cards.get(&id.value) {
                // Twice in one deck is an error that reading has told.
                Some((first, _)) if *first == number => {}
                Some((first, place)) => {
                    let problem =
                        Problem::IdInTwoDecks { id: id.value.clone(), deck: self.names[*first].clone() };
                    problems.push(
                        Diagnostic::new(problem, id.place.clone()).with_note(place.clone(), Note::FirstHere),
                    );
                }
                None => drop(self.cards.insert(id.value.clone(), (number, id.place.clone()))),
            }
        }
        self.remember_beliefs(deck, source);
        problems
    }

    fn remember_beliefs(&mut self, deck: &Deck, source: &Source) {
        for card in &deck.cards {
            let (Body::Choice(choices) | Body::Multi(choices)) = &card.body else { continue };
            for (choice, belief) in
                choices.iter().filter_map(|choice| Some((choice, choice.belief.as_ref()?)))
            {
                if let Some(known) = self.beliefs.get_mut(belief) {
                    known.n += 1;
                    continue;
                }
                let place = word_after(&choice.place, belief, source);
                let problem = Problem::BeliefUsedOnce { belief: String::new(), meant: String::new() };
                let allowed = deck.allows(&Diagnostic::new(problem, choice.place.clone()));
                self.beliefs.insert(belief.clone(), Belief { n: 1, place, allowed });
            }
        }
    }

    /// Beliefs that are held once and look like another one.
    ///
    /// Most honest beliefs are held once, so being alone is no sign by itself. Spellings that differ by a single letter share
    /// a word from which one letter is missing, so all of them are found in time that grows with the number of beliefs.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        let mut all: Vec<(&String, &Belief)> = self.beliefs.iter().collect();
        all.sort_by_key(|(_, belief)| (belief.place.source, belief.place.span.start));
        let mut near: HashMap<String, Vec<usize>, RandomState> = HashMap::default();
        for (i, (name, _)) in all.iter().enumerate() {
            for spelling in spellings(name) {
                near.entry(spelling).or_default().push(i);
            }
        }
        let mut meant: HashMap<usize, usize> = HashMap::new();
        for same in near.values().filter(|same| same.len() > 1) {
            for (&one, &other) in same.iter().flat_map(|one| same.iter().map(move |other| (one, other))) {
                // Of two that are both alone the later one is asked about.
                if all[one].1.n == 1 && (all[other].1.n > 1 || other < one) && one != other {
                    let best = meant.entry(one).or_insert(other);
                    *best = (*best).min(other);
                }
            }
        }
        let mut found: Vec<(usize, usize)> =
            meant.into_iter().filter(|(one, _)| !all[*one].1.allowed).collect();
        found.sort_unstable();
        let problem = |(one, other): (usize, usize)| {
            let problem = Problem::BeliefUsedOnce { belief: all[one].0.clone(), meant: all[other].0.clone() };
            Diagnostic::new(problem, all[one].1.place.clone())
                .with_note(all[other].1.place.clone(), Note::FirstHere)
        };
        found.into_iter().map(problem).collect()
    }
}

/// A word without each of its letters in turn, and the word itself; digits count as they are: `two-1` is not `two-2`.
fn spellings(word: &str) -> Vec<String> {
    let plain = word.to_lowercase().replace('_', "-");
    let without = plain.char_indices().filter(|(_, c)| !c.is_ascii_digit());
    let mut all: Vec<String> =
        without.map(|(at, c)| format!("{}{}", &plain[..at], &plain[at + c.len_utf8()..])).collect();
    all.push(plain);
    all.sort();
    all.dedup();
    all
}

/// Where a word first stands behind a place; the place itself if nowhere.
fn word_after(place: &Place, word: &str, source: &Source) -> Place {
    let rest = source.text.get(place.span.start..).unwrap_or_default();
    let key = rest.find("belief").unwrap_or(0);
    match rest[key..].find(word) {
        Some(at) => {
            Place { span: place.span.start + key + at..place.span.start + key + at + word.len(), ..*place }
        }
        None => place.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SourceId;

    fn found(beliefs: &[(&str, usize)]) -> Vec<(String, String)> {
        let place = |i: usize| Place { source: SourceId(0), span: i..i };
        let entry = |(i, (name, n)): (usize, &(&str, usize))| {
            ((*name).to_owned(), Belief { n: *n, place: place(i), allowed: false })
        };
        let across = Across { beliefs: beliefs.iter().enumerate().map(entry).collect(), ..Across::default() };
        let names = across.finish().into_iter().map(|d| match d.problem {
            Problem::BeliefUsedOnce { belief, meant } => (belief, meant),
            other => panic!("{other:?}"),
        });
        names.collect()
    }

    #[test]
    fn a_belief_alone_is_asked_about_only_beside_another_spelling() {
        assert_eq!(found(&[("waits-add-up", 1), ("threads-are-free", 1)]), []);
        for typo in ["wait-add-up", "waits-add-upp", "waits-sdd-up", "waits_add_up"] {
            let wanted = vec![(typo.to_owned(), "waits-add-up".to_owned())];
            assert_eq!(found(&[("waits-add-up", 3), (typo, 1)]), wanted);
            assert_eq!(found(&[(typo, 1), ("waits-add-up", 3)]), wanted, "whichever stands first");
            assert_eq!(found(&[("waits-add-up", 1), (typo, 1)]), wanted, "both alone: the later one");
            assert_eq!(found(&[("waits-add-up", 2), (typo, 2)]), [], "twice is no slip");
        }
        assert_eq!(found(&[("is-1-thread", 2), ("is-2-thread", 1)]), [], "a number is no slip");
    }
}
