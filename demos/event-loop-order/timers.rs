//! The timers of the hand-written loop, sorted by their moment. The kernel knows nothing of them.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::event_loop::Callback;

/// Callbacks by their moment; those of one moment by their number.
#[derive(Default)]
pub(super) struct Timers {
    armed: BTreeMap<(Instant, u64), Callback>,
    number: u64,
}

impl Timers {
    /// One more, for that moment or later.
    pub(super) fn arm(&mut self, moment: Instant, callback: Callback) {
        self.number += 1;
        self.armed.insert((moment, self.number), callback);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.armed.is_empty()
    }

    /// How long until the nearest one.
    pub(super) fn nearest(&self, now: Instant) -> Option<Duration> {
        self.armed.keys().next().map(|(moment, _)| moment.saturating_duration_since(now))
    }

    /// Takes the earliest one, if its moment has come.
    pub(super) fn due(&mut self, now: Instant) -> Option<Callback> {
        let earliest = self.armed.first_entry().filter(|entry| entry.key().0 <= now);
        earliest.map(|entry| entry.remove())
    }
}
