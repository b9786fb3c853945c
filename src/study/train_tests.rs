//! Learners who do not exist: they forget exactly as their parameters say, so that it is known what fitting ought to find.

use std::io::Write;

use fsrs::MemoryState;

use super::*;
use crate::model::{CardKey, Memory, Moment, Preferences};
use crate::study::{Past, Rules};

const DAY_MS: i64 = 86_400_000;

/// Somebody who forgets sooner than most and slower later on, and to whom a second look on the same day helps little.
fn forgetful() -> Vec<f32> {
    let mut parameters = DEFAULT_PARAMETERS.to_vec();
    for (at, value) in
        [(0, 0.08), (1, 0.4), (2, 0.9), (3, 3.0), (8, 1.2), (10, 0.5), (11, 0.9), (17, 0.2), (20, 0.35)]
    {
        parameters[at] = value;
    }
    parameters
}

/// What is true of a card in the head of such a learner.
struct Head {
    fsrs: FSRS,
    decay: f32,
    state: Option<MemoryState>,
}

impl Head {
    fn new(parameters: &[f32]) -> Self {
        Head { fsrs: FSRS::new(parameters).expect("parameters"), decay: parameters[20], state: None }
    }

    fn answer(&mut self, elapsed: u32, draw: &mut fastrand::Rng) -> Grade {
        let chance = self.state.map_or(0.5, |state| match elapsed {
            0 => 0.9,
            days => current_retrievability(state, days as f32, self.decay),
        });
        let grade = match (draw.f32() < chance, draw.f32()) {
            (false, _) => Grade::Again,
            (true, how) if how < 0.12 => Grade::Hard,
            (true, how) if how < 0.9 => Grade::Good,
            (true, _) => Grade::Easy,
        };
        let next = self.fsrs.next_states(self.state, 0.9, elapsed).expect("a state");
        self.state = Some(match grade {
            Grade::Again => next.again.memory,
            Grade::Hard => next.hard.memory,
            Grade::Good => next.good.memory,
            Grade::Easy => next.easy.memory,
        });
        grade
    }
}

/// The log of such a learner: so many cards, two of them new each day, asked when the published schedule says.
fn log(truth: &[f32], n_cards: i64, n_days: i32, seed: u64) -> Vec<Graded> {
    let rules = Rules::new(&Preferences::default(), &[]);
    let mut draw = fastrand::Rng::with_seed(seed);
    let mut log = Vec::new();
    for card in 0..n_cards {
        let (mut head, mut memory) = (Head::new(truth), Memory::default());
        let key = CardKey::new("synthetic", card.to_string());
        let mut at = Moment { ms: (card / 2) * DAY_MS + 12 * 3_600_000, offset_min: 0 };
        while at.day(4).0 < n_days {
            let day = at.day(4);
            let elapsed = if log.last().is_some_and(|last: &Graded| last.card == card) {
                u32::try_from(day.since(memory.last_day)).expect("a later day")
            } else {
                0
            };
            let grade = head.answer(elapsed, &mut draw);
            log.push(Graded { card, at_ms: at.ms, day, grade });
            memory = rules.after(&key, &memory, &Past { at, day, grade, was_sure: false });
            let at_noon = i64::from(memory.due_day.0) * DAY_MS + 12 * 3_600_000;
            at.ms = if memory.due_ms > 0 { memory.due_ms } else { at_noon };
        }
    }
    log
}

#[test]
fn fitting_to_a_learner_who_differs_foresees_what_it_never_saw_better_than_the_published_parameters() {
    let truth = forgetful();
    let mut out = std::io::stderr().lock();
    for seed in 1..=3 {
        let learned = log(&truth, 200, 180, seed);
        let training = train(&learned, &[], 1).expect("enough answers");
        let Losses { published, fitted, .. } = training.losses;
        let better = training.better.expect("the fitted ones are taken");
        // Answers of the same learner to other cards, that neither the fit nor the choice ever saw.
        let unseen = log(&truth, 200, 180, seed + 1_000);
        let on = |parameters: &[f32]| foresight(&unseen, parameters).expect("answers");
        let (before, after, best) = (on(&[]), on(&better), on(&truth));
        let _ = writeln!(
            out,
            "seed {seed}: {} fitted to, {} held out: log loss {published:.4} -> {fitted:.4}; other cards {before:.4} -> {after:.4} \
             (the truth itself: {best:.4})",
            training.n_fitted, training.n_held_out
        );
        assert!(fitted < published * 0.97, "{published} {fitted}");
        // At least half of what could be gained is gained.
        assert!(before - after > (before - best) / 2.0, "{before} {after} {best}");
    }
}

#[test]
fn fitting_to_the_usual_learner_makes_nothing_worse() {
    let mut out = std::io::stderr().lock();
    for seed in 1..=3 {
        let learned = log(&DEFAULT_PARAMETERS, 200, 180, seed);
        let training = train(&learned, &[], 1).expect("enough answers");
        let Losses { published, fitted, .. } = training.losses;
        let taken = training.better.clone().unwrap_or_default();
        let unseen = log(&DEFAULT_PARAMETERS, 200, 180, seed + 1_000);
        let on = |parameters: &[f32]| foresight(&unseen, parameters).expect("answers");
        let (before, after) = (on(&[]), on(&taken));
        let _ = writeln!(
            out,
            "seed {seed}: {} fitted to, {} held out: log loss {published:.4} -> {fitted:.4}, {}; other cards {before:.4} -> {after:.4}",
            training.n_fitted,
            training.n_held_out,
            if training.better.is_some() { "taken" } else { "not taken" }
        );
        assert_eq!(training.better.is_some(), fitted < published);
        // No parameters are better than those by which the answers were made; what is taken must be as good but for chance.
        assert!(after < before * 1.01, "{before} {after}");
    }
}

#[test]
fn what_was_fitted_and_turns_out_worse_is_given_up() {
    let learned = log(&DEFAULT_PARAMETERS, 200, 180, 7);
    let training = train(&learned, &forgetful(), 1).expect("enough answers");
    let Losses { present, published, fitted } = training.losses;
    assert!(published < present, "{published} {present}");
    let better = training.better.expect("others are taken");
    assert_eq!(better.is_empty(), published <= fitted);
}

#[test]
fn the_same_log_gives_the_same_parameters_and_a_short_one_none() {
    let learned = log(&forgetful(), 100, 90, 5);
    assert_eq!(train(&learned, &[], 1), train(&learned, &[], 1));
    assert_eq!(train(&learned[..100], &[], 1), None);
    assert_eq!(train(&[], &[], 1), None);
}

#[test]
fn answers_of_a_day_lie_no_days_apart_and_are_not_foreseen() {
    let told = |card, at_ms, day, grade| Graded { card, at_ms, day: Day(day), grade };
    let log = [
        told(1, 10, 5, Grade::Again),
        told(1, 20, 5, Grade::Good),
        told(1, 30, 8, Grade::Good),
        told(1, 40, 7, Grade::Good),
        told(2, 15, 6, Grade::Easy),
        told(2, 25, 16, Grade::Again),
    ];
    let asked = asked(&log);
    assert_eq!(asked.iter().map(|asked| asked.at).collect::<Vec<_>>(), [5, 2]);
    let reviews: Vec<_> = item(&log, 0, 3).reviews.iter().map(|r| (r.rating, r.delta_t)).collect();
    assert_eq!(reviews, [(1, 0), (3, 0), (3, 3), (3, 0)]);
    assert_eq!(item(&log, 4, 5).reviews.len(), 2);
}
