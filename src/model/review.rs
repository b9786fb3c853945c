//! What is remembered of answers: entries of a log that only grows.
//!
//! An entry is never changed. What comes later (a run that decides, an undo) is an entry of its own that names the earlier one, so
//! that the logs of two machines can be joined by throwing them together. Deliberately missing: schedules, which are thought out
//! of the log (`study`), and where it is kept (`store`).

use std::fmt;

use super::{Day, Moment, Proof, Verdict};

/// Which card, for ever: progress hangs on it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CardKey {
    /// The deck's id.
    pub deck: String,
    /// The card's id in it.
    pub card: String,
}

impl CardKey {
    /// The key of a card in a deck.
    pub fn new(deck: impl Into<String>, card: impl Into<String>) -> Self {
        CardKey { deck: deck.into(), card: card.into() }
    }
}

impl fmt::Display for CardKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.deck, self.card)
    }
}

/// How well something was remembered: the four grades of FSRS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Not remembered.
    Again = 1,
    /// Remembered with help, or with doubt.
    Hard = 2,
    /// Remembered.
    Good = 3,
    /// Remembered at once and surely.
    Easy = 4,
}

impl Grade {
    /// Every grade, the worst first.
    pub const ALL: [Grade; 4] = [Grade::Again, Grade::Hard, Grade::Good, Grade::Easy];

    /// The name under which it is written down.
    pub fn name(self) -> &'static str {
        match self {
            Grade::Again => "again",
            Grade::Hard => "hard",
            Grade::Good => "good",
            Grade::Easy => "easy",
        }
    }
}

/// How sure a learner was before the verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Guessed.
    Guess,
    /// Thinks so.
    ThinkSo,
    /// Sure.
    Sure,
}

impl Confidence {
    /// Every confidence, the least first.
    pub const ALL: [Confidence; 3] = [Confidence::Guess, Confidence::ThinkSo, Confidence::Sure];

    /// The name under which it is written down.
    pub fn name(self) -> &'static str {
        match self {
            Confidence::Guess => "guess",
            Confidence::ThinkSo => "think-so",
            Confidence::Sure => "sure",
        }
    }

    /// The chance of being right that saying so stands for, for the Brier score: a guess is right one time in three, what one
    /// is sure of nineteen times in twenty.
    pub fn chance(self) -> f64 {
        match self {
            Confidence::Guess => 1.0 / 3.0,
            Confidence::ThinkSo => 0.7,
            Confidence::Sure => 0.95,
        }
    }
}

/// Where in its life with the learner a card is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Never answered.
    #[default]
    New = 0,
    /// In its first steps, within a sitting.
    Learning = 1,
    /// Known; it comes back after days.
    Review = 2,
    /// Forgotten, and in its steps again.
    Relearning = 3,
}

impl Phase {
    /// Every phase.
    pub const ALL: [Phase; 4] = [Phase::New, Phase::Learning, Phase::Review, Phase::Relearning];

    /// The name under which it is written down.
    pub fn name(self) -> &'static str {
        match self {
            Phase::New => "new",
            Phase::Learning => "learning",
            Phase::Review => "review",
            Phase::Relearning => "relearning",
        }
    }
}

/// The occasion of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Occasion {
    /// `ttl quiz`: chosen by the learner.
    #[default]
    Quiz,
    /// `ttl review`: chosen by the schedule.
    Review,
    /// `ttl review --cram`: before it was due.
    Cram,
}

impl Occasion {
    /// Every occasion.
    pub const ALL: [Occasion; 3] = [Occasion::Quiz, Occasion::Review, Occasion::Cram];

    /// The name under which it is written down.
    pub fn name(self) -> &'static str {
        match self {
            Occasion::Quiz => "quiz",
            Occasion::Review => "review",
            Occasion::Cram => "cram",
        }
    }
}

/// One answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    /// A number over what the card meant then: its answer, claims and choices, not their wording.
    pub meaning: String,
    /// The kind of card.
    pub kind: String,
    /// What was answered, as a learner would type it: ids of options, a number, words.
    pub answer: String,
    /// The verdict by the key.
    pub verdict: Verdict,
    /// How well it was remembered; none where the answer was not marked.
    pub grade: Option<Grade>,
    /// How sure the learner was, if that was asked.
    pub confidence: Option<Confidence>,
    /// How many hints were taken.
    pub hints: u32,
    /// From the question on the screen to the answer, in milliseconds.
    pub took_ms: u64,
    /// The misconceptions that a wrong answer showed.
    pub beliefs: Vec<String>,
    /// The occasion.
    pub occasion: Occasion,
    /// The day of the learner's.
    pub day: Day,
    /// Where the card was in its life before.
    pub phase: Phase,
    /// Days since the answer before; none for the first one.
    pub elapsed_days: Option<i32>,
    /// The chance of remembering that the schedule saw just before; none for the first answer.
    pub recall: Option<f64>,
}

/// What a run said about an answer that was given before it.
#[derive(Clone, Debug, PartialEq)]
pub struct RunNote {
    /// The entry with the answer.
    pub review: String,
    /// The demo, or `program` for a program of the card's own.
    pub demo: String,
    /// The verdict after the run.
    pub verdict: Verdict,
    /// The grade after the run.
    pub grade: Option<Grade>,
    /// What the run said of the card's key.
    pub proof: Proof,
    /// How many trials were run.
    pub n_trials: u32,
    /// The observations that decided, with their values, as they were shown.
    pub observed: Vec<(String, String)>,
    /// The misconceptions of the answer that this run refuted.
    pub refuted: Vec<String>,
}

/// What happened to a card.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// It was answered.
    Answered(Box<Review>),
    /// Its demo was run after an answer.
    Ran(Box<RunNote>),
    /// An earlier entry, an answer, does not count.
    Undone(String),
    /// It is not to be asked before this day.
    Buried(Day),
    /// It is not to be asked at all.
    Suspended,
    /// It may be asked again.
    Resumed,
    /// It begins anew: earlier answers do not count for its schedule.
    Forgotten,
}

/// One entry of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// No other entry on any machine has it.
    pub uid: String,
    /// When.
    pub at: Moment,
    /// Which card.
    pub key: CardKey,
    /// What.
    pub deed: Deed,
}

/// Where a card stands, thought out of the log.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory {
    /// Where in its life it is.
    pub phase: Phase,
    /// The next step, in a phase that has steps.
    pub step: usize,
    /// Days after which the chance of remembering has fallen to 90 %.
    pub stability: f32,
    /// From 1 (easy) to 10.
    pub difficulty: f32,
    /// When it was last answered.
    pub last: Moment,
    /// The day of it.
    pub last_day: Day,
    /// The day on which it is due.
    pub due_day: Day,
    /// When it is due within that day, in milliseconds since 1970; 0: at any time.
    pub due_ms: i64,
    /// How many answers counted.
    pub n_reviews: u32,
    /// How many of them showed that it was forgotten after it was known.
    pub n_lapses: u32,
    /// How many were right.
    pub n_right: u32,
    /// Whether it was answered wrongly and surely, and not rightly on a later day: then it comes back sooner.
    pub hurry: bool,
}
