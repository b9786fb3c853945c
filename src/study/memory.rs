//! How well a card is remembered and when it comes back: FSRS-6, with steps inside a day as in its reference scheduler.
//!
//! Memory is a fold over the answers of a card, so an undone answer, an answer of another machine or newly fitted parameters are
//! never patched in: the fold is taken again. Sources: the `fsrs` crate (stability, difficulty), py-fsrs (steps, fuzz).
//! Deliberately missing: which cards are asked today (`plan`).

use fsrs::{FSRS, MemoryState};

use crate::model::{CardKey, Day, Grade, Memory, Moment, Phase, Preferences};

/// A card comes back at the earliest after a day, once it has left its steps.
const SHORTEST_DAYS: f32 = 1.0;

/// How far an interval may be moved, by where it lies: days from, days to, share.
const FUZZ: [(f32, f32, f32); 3] = [(2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, f32::INFINITY, 0.05)];

/// One answer, as far as memory cares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Past {
    /// When.
    pub at: Moment,
    /// The day of the learner's.
    pub day: Day,
    /// How well it was remembered.
    pub grade: Grade,
    /// Whether the learner was sure.
    pub was_sure: bool,
}

/// How long until a card comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Minutes, within a sitting.
    Minutes(i64),
    /// Days.
    Days(i32),
}

impl Gap {
    /// The gap after the last answer of a memory.
    pub fn of(memory: &Memory) -> Self {
        match memory.phase {
            Phase::Learning | Phase::Relearning => {
                Gap::Minutes((memory.due_ms - memory.last.ms).max(0).div_euclid(60_000))
            }
            Phase::New | Phase::Review => Gap::Days(memory.due_day.since(memory.last_day).max(0)),
        }
    }
}

/// How memories turn into dates.
#[derive(Clone, Debug)]
pub struct Rules {
    fsrs: FSRS,
    parameters: Vec<f32>,
    retention: f32,
    learning_min: Vec<u32>,
    relearning_min: Vec<u32>,
    longest_days: f32,
    fuzz: bool,
    starts_at: u8,
}

impl Default for Rules {
    fn default() -> Self {
        Rules::new(&Preferences::default(), &[])
    }
}

impl Rules {
    /// The rules of a learner. `parameters` are the 21 weights of FSRS-6 that were fitted to the learner's answers, or none: the
    /// published defaults. Weights that are not usable are as none.
    pub fn new(preferences: &Preferences, parameters: &[f32]) -> Self {
        let fitted = FSRS::new(parameters).ok().filter(|_| parameters.iter().all(|w| w.is_finite()));
        let parameters = if fitted.is_some() { parameters.to_vec() } else { Vec::new() };
        Rules {
            fsrs: fitted.unwrap_or_default(),
            parameters,
            retention: preferences.retention.clamp(0.5, 0.99),
            learning_min: preferences.learning_steps_min.clone(),
            relearning_min: preferences.relearning_steps_min.clone(),
            longest_days: (preferences.longest_days as f32).max(SHORTEST_DAYS),
            fuzz: preferences.fuzz,
            starts_at: preferences.day_starts_at,
        }
    }

    /// The weights that were fitted; empty where they are the published ones.
    pub fn parameters(&self) -> &[f32] {
        &self.parameters
    }

    /// The same rules with other weights; weights that are not usable are as none.
    pub fn refitted(&self, parameters: &[f32]) -> Rules {
        let Rules { fsrs, parameters, .. } = Rules::new(&Preferences::default(), parameters);
        Rules { fsrs, parameters, ..self.clone() }
    }

    /// What memories depend on besides the answers, in words: where it changes they are thought out anew.
    pub fn fingerprint(&self) -> String {
        let Rules { parameters, retention, learning_min, relearning_min, longest_days, fuzz, .. } = self;
        format!("1 {parameters:?} {retention} {learning_min:?} {relearning_min:?} {longest_days} {fuzz}")
    }

    /// Memory after all these answers, the earliest first.
    pub fn fold(&self, key: &CardKey, answers: impl IntoIterator<Item = Past>) -> Memory {
        answers.into_iter().fold(Memory::default(), |memory, past| self.after(key, &memory, &past))
    }

    /// Memory after one more answer. A clock that was set back meanwhile counts as no time at all.
    pub fn after(&self, key: &CardKey, memory: &Memory, past: &Past) -> Memory {
        let elapsed = past.day.since(memory.last_day).max(0);
        let before = (memory.phase != Phase::New)
            .then_some(MemoryState { stability: memory.stability, difficulty: memory.difficulty });
        let state = self.state(before, elapsed, past.grade);
        let is_wrong = past.grade == Grade::Again;
        let mut after = Memory {
            stability: state.stability,
            difficulty: state.difficulty,
            last: past.at,
            last_day: past.day,
            n_reviews: memory.n_reviews + 1,
            n_lapses: memory.n_lapses + u32::from(is_wrong && memory.phase == Phase::Review),
            n_right: memory.n_right + u32::from(!is_wrong),
            hurry: (is_wrong && past.was_sure) || (memory.hurry && (is_wrong || elapsed == 0)),
            ..memory.clone()
        };
        match self.step(memory, past.grade) {
            Some((phase, step, in_ms)) => {
                (after.phase, after.step) = (phase, step);
                after.due_ms = past.at.ms.saturating_add(in_ms);
                after.due_day = Moment { ms: after.due_ms, ..past.at }.day(self.starts_at).max(past.day);
            }
            None => {
                (after.phase, after.step, after.due_ms) = (Phase::Review, 0, 0);
                let days = if after.hurry { 1 } else { self.interval(key, &after) };
                after.due_day = past.day.later(days);
            }
        }
        after
    }

    /// Memory after each of the four grades.
    pub fn preview(&self, key: &CardKey, memory: &Memory, at: Moment) -> [Memory; 4] {
        let day = at.day(self.starts_at);
        Grade::ALL.map(|grade| self.after(key, memory, &Past { at, day, grade, was_sure: false }))
    }

    /// The chance of remembering on a day; none for what was never answered.
    pub fn recall(&self, memory: &Memory, day: Day) -> Option<f64> {
        if memory.phase == Phase::New || memory.stability <= 0.0 {
            return None;
        }
        let elapsed = day.since(memory.last_day).max(0) as f32;
        let state = MemoryState { stability: memory.stability, difficulty: memory.difficulty };
        let decay = self.parameters.get(20).copied().unwrap_or(fsrs::FSRS6_DEFAULT_DECAY);
        Some(f64::from(fsrs::current_retrievability(state, elapsed, decay)))
    }

    fn state(&self, before: Option<MemoryState>, elapsed: i32, grade: Grade) -> MemoryState {
        let elapsed = u32::try_from(elapsed).unwrap_or(0);
        let Ok(next) = self.fsrs.next_states(before, self.retention, elapsed) else {
            // Only states that are not numbers are refused; such a card begins anew.
            return MemoryState { stability: 0.1, difficulty: 5.0 };
        };
        match grade {
            Grade::Again => next.again.memory,
            Grade::Hard => next.hard.memory,
            Grade::Good => next.good.memory,
            Grade::Easy => next.easy.memory,
        }
    }

    /// Phase, step and milliseconds until then, where the card stays in its steps.
    fn step(&self, memory: &Memory, grade: Grade) -> Option<(Phase, usize, i64)> {
        let (phase, steps, at) = match memory.phase {
            Phase::New => (Phase::Learning, &self.learning_min, 0),
            Phase::Learning => (Phase::Learning, &self.learning_min, memory.step),
            Phase::Relearning => (Phase::Relearning, &self.relearning_min, memory.step),
            Phase::Review if grade == Grade::Again => (Phase::Relearning, &self.relearning_min, 0),
            Phase::Review => return None,
        };
        let ms = |minutes: u32| i64::from(minutes) * 60_000;
        let first = ms(*steps.first()?);
        match grade {
            Grade::Again => Some((phase, 0, first)),
            _ if at >= steps.len() => None,
            // The first step when it is the only one, and half as much again; otherwise between it and the next one.
            Grade::Hard if at == 0 => {
                let later = steps.get(1).map_or(first + first / 2, |second| (first + ms(*second)) / 2);
                Some((phase, 0, later))
            }
            Grade::Hard => Some((phase, at, ms(steps[at]))),
            Grade::Good => steps.get(at + 1).map(|minutes| (phase, at + 1, ms(*minutes))),
            Grade::Easy => None,
        }
    }

    /// Days until the chance of remembering has fallen to what is wished.
    fn interval(&self, key: &CardKey, memory: &Memory) -> i32 {
        let days = self.fsrs.next_interval(Some(memory.stability), self.retention, 3);
        let days = days.round().clamp(SHORTEST_DAYS, self.longest_days);
        let days = if self.fuzz { self.fuzzed(days, seed(key, memory.n_reviews)) } else { days };
        days as i32
    }

    /// A day near the interval, always the same one for the same card and answer.
    fn fuzzed(&self, days: f32, seed: u64) -> f32 {
        if days < 2.5 {
            return days;
        }
        let reach: f32 =
            1.0 + FUZZ.iter().map(|(from, to, share)| share * (days.min(*to) - from).max(0.0)).sum::<f32>();
        let least = (days - reach).round().max(2.0);
        let most = (days + reach).round().min(self.longest_days);
        let least = least.min(most);
        let chance = fastrand::Rng::with_seed(seed).f32();
        (least + (chance * (most - least + 1.0)).floor()).min(most)
    }
}

/// What the fuzz of a card's answer is drawn from.
fn seed(key: &CardKey, n_reviews: u32) -> u64 {
    super::layout::fingerprint(&format!("{key} {n_reviews}"))
}

#[cfg(test)]
#[path = "memory_tests.rs"]
mod tests;
