//! What the history says of a learner: how days went, what is known, how sure is sure enough, what is still believed.
//!
//! Deliberately missing: the history itself, which is handed in already counted, and the calendar: weeks begin on Mondays, and
//! more than that is not asked of a day.

mod belief;
mod calibration;
mod days;
mod forecast;
mod standing;

pub use belief::{Belief, Showing, Told, beliefs};
pub use calibration::{Calibration, Foreseen, Leaning, Said, calibration};
pub use days::{DayCount, Streak, Week, streak, sum, weekday, weeks};
pub use forecast::{Forecast, forecast};
pub use standing::{Standing, by_tag};

use crate::model::Day;

/// Everything that is shown of a learner.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// Today.
    pub today: Day,
    /// Every day with answers, the earliest first.
    pub days: Vec<DayCount>,
    /// When known cards are due: day and how many, the earliest first.
    pub due: Vec<(Day, u32)>,
    /// How the decks stand that were begun, the most answered first.
    pub decks: Vec<Standing>,
    /// The same for tags.
    pub tags: Vec<Standing>,
    /// A deck that is too large for its tags to be counted unasked.
    pub untagged: Option<String>,
    /// Of remembering, what was foreseen and what came, by the chance that was foreseen; none where that was not counted.
    pub foreseen: Vec<Foreseen>,
    /// Misconceptions that answers showed, the ones still held first.
    pub beliefs: Vec<Belief>,
}

impl Progress {
    /// Whether nothing was ever answered.
    pub fn is_empty(&self) -> bool {
        self.days.iter().all(|day| day.n == 0)
    }

    /// All days together.
    pub fn total(&self) -> DayCount {
        sum(&self.days)
    }

    /// How today went.
    pub fn of_today(&self) -> DayCount {
        sum(self.days.iter().filter(|day| day.day == self.today))
    }

    /// How many misconceptions are still held.
    pub fn n_held(&self) -> usize {
        self.beliefs.iter().filter(|belief| belief.is_held()).count()
    }
}
