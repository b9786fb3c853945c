//! The picture: five of the waiters, evenly spread, and the number of threads that the kernel counts.

use crate::stage::census::threads;
use crate::stage::{Cell, Kind, Lane};

/// The lane of a waiter, if it is one of the five that are drawn. They begin one after another, so that the lanes together show how
/// many there are at each moment.
pub(super) fn sample(number: u64, n: u64) -> Option<&'static str> {
    let drawn = [(0, "first"), (n / 4, "quarter"), (n / 2, "half"), (3 * n / 4, "most"), (n - 1, "last")];
    drawn.into_iter().find(|(drawn, _)| *drawn == number).map(|(_, lane)| lane)
}

/// The lane of the count: how many threads there are, on a scale from 0 (the first thread alone) to 9 (one for every waiter).
pub(super) struct Count {
    lane: Lane,
    n: u64,
}

impl Count {
    pub(super) fn new(cell: &Cell, n: u64) -> Self {
        Count { lane: cell.lane("count"), n }
    }

    /// Asks the kernel now and then, after the waiter with that number.
    pub(super) fn note(&mut self, number: u64) {
        if self.lane.traced()
            && number.is_multiple_of((self.n / 40).max(1))
            && let Some(threads) = threads().and_then(|threads| u64::try_from(threads).ok())
        {
            let digit = 9 * threads.saturating_sub(1) / self.n;
            self.lane.mark(Kind::Note, &digit.to_string());
        }
    }
}
