//! The clock that the stories are told the time by.

use crate::model::Moment;

/// Tells the time.
pub trait Clock {
    /// The moment, where the learner is. It may jump, also backwards: people set clocks.
    fn now(&self) -> Moment;

    /// Milliseconds since some moment in the past; never jumps.
    fn ticks_ms(&self) -> u64;
}
