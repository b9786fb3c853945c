//! What is asked today: which cards that are due, which new ones, and in which order.
//!
//! Deliberately missing: the log and the decks; whoever plans says which cards there are and how they stand.

use std::collections::HashMap;

use crate::model::{CardKey, DueOrder, Memory, NewPlace, Phase, Preferences};

/// A card that could be asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Which.
    pub key: CardKey,
    /// Statements that it teaches: cards that share one give each other away.
    pub notes: Vec<String>,
    /// How it stands.
    pub memory: Memory,
}

/// What was asked already today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Today {
    /// New cards.
    pub n_new: u32,
    /// Known cards.
    pub n_due: u32,
    /// The statements of every card that was asked today, with such a card.
    pub notes: HashMap<String, CardKey>,
}

/// A plan for a day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DayPlan {
    /// The cards in the order in which they are asked, with how they stand.
    pub cards: Vec<Candidate>,
    /// How many of them are known.
    pub n_due: usize,
    /// How many of them are new.
    pub n_new: usize,
    /// Whether more are due and left for another day: because of the limit, or because a sibling was asked.
    pub has_more: bool,
}

/// Plans a day. `due` are known cards in the order in which they are due, `new` those never answered in the order of their decks.
pub fn plan(
    due: Vec<Candidate>,
    new: Vec<Candidate>,
    today: &Today,
    preferences: &Preferences,
    seed: u64,
) -> DayPlan {
    let mut notes = today.notes.clone();
    let n_due = due.len();
    let most_due = preferences.reviews_per_day.saturating_sub(today.n_due) as usize;
    let most_new = preferences.new_per_day.saturating_sub(today.n_new) as usize;
    let mut rng = fastrand::Rng::with_seed(seed);
    let (mut due, mut new) = (due, new);
    if preferences.due_order == DueOrder::Random {
        rng.shuffle(&mut due);
    }
    if preferences.new_shuffled {
        rng.shuffle(&mut new);
    }
    let due = take(due, most_due, &mut notes, preferences.siblings_apart);
    let new = take(new, most_new, &mut notes, preferences.siblings_apart);
    let (taken_due, taken_new) = (due.len(), new.len());
    DayPlan {
        cards: together(due, new, preferences.new_place),
        n_due: taken_due,
        n_new: taken_new,
        has_more: taken_due < n_due,
    }
}

/// At most so many, without siblings of what was taken before. What is in its steps was begun today and always comes.
fn take(
    candidates: Vec<Candidate>,
    most: usize,
    notes: &mut HashMap<String, CardKey>,
    siblings_apart: bool,
) -> Vec<Candidate> {
    let mut taken = Vec::new();
    let mut n = 0;
    for candidate in candidates {
        let is_begun = matches!(candidate.memory.phase, Phase::Learning | Phase::Relearning);
        let of_another = |note: &String| notes.get(note).is_some_and(|key| *key != candidate.key);
        let is_sibling = siblings_apart && candidate.notes.iter().any(of_another);
        if !is_begun && (n >= most || is_sibling) {
            continue;
        }
        n += usize::from(!is_begun);
        notes.extend(candidate.notes.iter().map(|note| (note.clone(), candidate.key.clone())));
        taken.push(candidate);
    }
    taken
}

fn together(due: Vec<Candidate>, new: Vec<Candidate>, place: NewPlace) -> Vec<Candidate> {
    match place {
        NewPlace::After => due.into_iter().chain(new).collect(),
        NewPlace::Before => new.into_iter().chain(due).collect(),
        NewPlace::Mixed => {
            let (n_due, n_new) = (due.len(), new.len());
            let mut placed: Vec<(usize, usize, Candidate)> = Vec::new();
            // Evenly: the i-th of n stands at (i + 1/2) / n of the way.
            placed.extend(due.into_iter().enumerate().map(|(i, c)| ((2 * i + 1) * n_new.max(1), 0, c)));
            placed.extend(new.into_iter().enumerate().map(|(i, c)| ((2 * i + 1) * n_due.max(1), 1, c)));
            placed.sort_by_key(|(at, kind, _)| (*at, *kind));
            placed.into_iter().map(|(_, _, candidate)| candidate).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(name: &str, notes: &[&str], phase: Phase) -> Candidate {
        Candidate {
            key: CardKey::new("d", name),
            notes: notes.iter().map(|note| (*note).to_owned()).collect(),
            memory: Memory { phase, ..Memory::default() },
        }
    }

    fn many(prefix: &str, n: usize, phase: Phase) -> Vec<Candidate> {
        (0..n).map(|i| candidate(&format!("{prefix}{i}"), &[], phase)).collect()
    }

    fn names(plan: &DayPlan) -> Vec<&str> {
        plan.cards.iter().map(|candidate| candidate.key.card.as_str()).collect()
    }

    fn preferences(change: impl FnOnce(&mut Preferences)) -> Preferences {
        let mut preferences = Preferences { new_per_day: 2, reviews_per_day: 3, ..Preferences::default() };
        change(&mut preferences);
        preferences
    }

    #[test]
    fn limits_count_what_was_done_today() {
        let due = || many("r", 5, Phase::Review);
        let new = || many("n", 5, Phase::New);
        let fresh = plan(due(), new(), &Today::default(), &preferences(|_| ()), 1);
        assert_eq!(names(&fresh), ["r0", "r1", "r2", "n0", "n1"]);
        assert_eq!((fresh.n_due, fresh.n_new, fresh.has_more), (3, 2, true));
        let later = Today { n_new: 1, n_due: 2, ..Today::default() };
        assert_eq!(names(&plan(due(), new(), &later, &preferences(|_| ()), 1)), ["r0", "n0"]);
    }

    #[test]
    fn siblings_stay_apart_but_what_was_begun_comes() {
        let due = vec![
            candidate("a", &["x"], Phase::Review),
            candidate("b", &["x", "y"], Phase::Review),
            candidate("c", &["x"], Phase::Relearning),
        ];
        let new = vec![candidate("d", &["x"], Phase::New), candidate("e", &["z"], Phase::New)];
        let apart = plan(due.clone(), new.clone(), &Today::default(), &preferences(|_| ()), 1);
        assert_eq!(names(&apart), ["a", "c", "e"]);
        assert!(apart.has_more);
        let together = preferences(|p| p.siblings_apart = false);
        assert_eq!(
            names(&plan(due.clone(), new.clone(), &Today::default(), &together, 1)),
            ["a", "b", "c", "d", "e"]
        );
        let seen =
            Today { notes: HashMap::from([("x".to_owned(), CardKey::new("d", "z"))]), ..Today::default() };
        assert_eq!(names(&plan(due, new, &seen, &preferences(|_| ()), 1)), ["c", "e"]);
    }

    #[test]
    fn new_cards_come_where_they_are_wanted() {
        let at = |place| {
            let preferences =
                preferences(|p| (p.new_place, p.new_per_day, p.reviews_per_day) = (place, 2, 4));
            let planned = plan(
                many("r", 4, Phase::Review),
                many("n", 2, Phase::New),
                &Today::default(),
                &preferences,
                1,
            );
            names(&planned).join(" ")
        };
        assert_eq!(at(NewPlace::After), "r0 r1 r2 r3 n0 n1");
        assert_eq!(at(NewPlace::Before), "n0 n1 r0 r1 r2 r3");
        assert_eq!(at(NewPlace::Mixed), "r0 n0 r1 r2 n1 r3");
    }

    #[test]
    fn shuffling_loses_and_repeats_nothing() {
        let shuffled = preferences(|p| {
            (p.due_order, p.new_shuffled) = (DueOrder::Random, true);
            (p.reviews_per_day, p.new_per_day) = (50, 50);
        });
        let planned =
            plan(many("r", 20, Phase::Review), many("n", 20, Phase::New), &Today::default(), &shuffled, 3);
        let mut found = names(&planned);
        assert_ne!(found[..3], ["r0", "r1", "r2"]);
        found.sort_unstable();
        found.dedup();
        assert_eq!(found.len(), 40);
    }
}
