//! Taking turns: steps that must happen in one order, whatever the scheduler does.
//!
//! This is how a demo forces an interleaving: each thread waits for its step by its number. Nothing is timed.

use std::sync::{Condvar, Mutex, PoisonError};

use super::lock;

/// The number of the step whose turn it is.
#[derive(Default)]
pub(crate) struct Turns {
    now: Mutex<u32>,
    changed: Condvar,
}

impl Turns {
    /// Waits for the turn of `step`, does it, and gives the turn to the next step.
    pub(crate) fn take<T>(&self, step: u32, body: impl FnOnce() -> T) -> T {
        let mut now = lock(&self.now);
        while *now != step {
            now = self.changed.wait(now).unwrap_or_else(PoisonError::into_inner);
        }
        let result = body();
        *now += 1;
        self.changed.notify_all();
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_happen_in_the_order_of_their_numbers() {
        let (turns, seen) = (Turns::default(), Mutex::new(Vec::new()));
        std::thread::scope(|scope| {
            for mine in [[1, 3], [0, 2]] {
                let (turns, seen) = (&turns, &seen);
                scope.spawn(move || mine.map(|step| turns.take(step, || lock(seen).push(step))));
            }
        });
        assert_eq!(*lock(&seen), [0, 1, 2, 3]);
    }
}
