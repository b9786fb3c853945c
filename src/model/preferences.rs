//! What a learner can set: how much, how often, in which order.
//!
//! Deliberately missing: where a value came from (a file, the environment, a flag); `cli` knows.

/// Whether demos are run after an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RunPolicy {
    /// The learner is asked each time.
    #[default]
    Ask,
    /// Each time, unasked.
    Always,
    /// Not at all.
    Never,
}

/// The order of cards that are due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DueOrder {
    /// The longest due first.
    #[default]
    Due,
    /// The most likely to be forgotten first.
    Forgetting,
    /// Shuffled.
    Random,
}

/// Where new cards come among the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NewPlace {
    /// After what is due.
    #[default]
    After,
    /// Before what is due.
    Before,
    /// Among it.
    Mixed,
}

/// What a learner has set for reviews.
#[derive(Clone, Debug, PartialEq)]
pub struct Preferences {
    /// Whether confidence is asked for after an answer.
    pub confidence: bool,
    /// The chance of remembering at which a card comes back, from 0.70 to 0.97.
    pub retention: f32,
    /// New cards a day, at most.
    pub new_per_day: u32,
    /// Cards that are due, at most so many a day.
    pub reviews_per_day: u32,
    /// The order of what is due.
    pub due_order: DueOrder,
    /// Whether new cards are shuffled instead of coming in the order of the decks.
    pub new_shuffled: bool,
    /// Where new cards come.
    pub new_place: NewPlace,
    /// Minutes until a card that is being learnt comes back, step by step.
    pub learning_steps_min: Vec<u32>,
    /// The same for a card that was forgotten.
    pub relearning_steps_min: Vec<u32>,
    /// No interval is longer, in days.
    pub longest_days: u32,
    /// Whether intervals are varied a little, so that cards learnt together part.
    pub fuzz: bool,
    /// Whether cards that teach the same statement stay apart by a day.
    pub siblings_apart: bool,
    /// The hour at which a new day begins.
    pub day_starts_at: u8,
    /// Whether the schedule is fitted to the learner's own answers.
    pub train: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Preferences {
            confidence: true,
            retention: 0.9,
            new_per_day: 10,
            reviews_per_day: 200,
            due_order: DueOrder::default(),
            new_shuffled: false,
            new_place: NewPlace::default(),
            learning_steps_min: vec![10],
            relearning_steps_min: vec![10],
            longest_days: 3650,
            fuzz: true,
            siblings_apart: true,
            day_starts_at: 4,
            train: true,
        }
    }
}
