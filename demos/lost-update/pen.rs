//! A worker's access to the shared number, drawn on the worker's lane and on that of the number.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use serde_json::json;

use crate::stage::{Cell, Kind, Lane, State};

/// Loads and stores of one worker.
pub(super) struct Pen {
    worker: Lane,
    value: Lane,
}

impl Pen {
    /// The pen of worker 0 or 1.
    pub(super) fn new(cell: &Cell, worker: u8) -> Self {
        let id = ["t1", "t2"][usize::from(worker)];
        Pen { worker: cell.lane(id), value: cell.lane("value") }
    }

    /// Reads the shared number.
    pub(super) fn load(&mut self, value: &AtomicU64) -> u64 {
        let seen = value.load(Relaxed);
        if self.worker.traced() {
            self.worker.mark(Kind::Load, &seen.to_string());
        }
        seen
    }

    /// Overwrites the shared number.
    pub(super) fn store(&mut self, value: &AtomicU64, new: u64) {
        value.store(new, Relaxed);
        if self.worker.traced() {
            self.worker.mark(Kind::Store, &new.to_string());
            self.value.mark(Kind::Note, &new.to_string());
        }
    }

    /// Draws a stretch that ends now.
    pub(super) fn since(&mut self, begun: u64, state: State) {
        let now = self.worker.now();
        self.worker.span(state, begun, now);
    }

    /// Nanoseconds since the start of the trial; 0 in a quiet trial.
    pub(super) fn now(&self) -> u64 {
        self.worker.now()
    }

    /// Draws one of very many updates: only that the worker is busy, and where it reads less than it had written before.
    pub(super) fn among_many(&mut self, seen: u64, written: &mut u64) {
        if self.worker.traced() {
            self.worker.busy(State::Run);
            if seen < *written {
                self.worker.mark(Kind::Load, "less than I had written");
            }
            *written = seen + 1;
        }
    }
}

/// What became of so many updates.
pub(super) fn tell(cell: &Cell, written: u64, last: u64) {
    cell.report(json!({"written": written, "final": last, "lost": written.saturating_sub(last)}));
}
