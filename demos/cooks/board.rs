//! The board on the kitchen wall: every cook writes on it which step begins, and later it is read.

use std::collections::HashSet;
use std::sync::Mutex;
use std::thread::{self, ThreadId};

use crate::stage::lock;

/// A line on the board: this cook begins the first or the second step of this dish.
#[derive(Clone, Copy)]
pub(super) struct Step {
    pub(super) cook: u8,
    pub(super) dish: &'static str,
    pub(super) number: u8,
}

/// Steps in the order in which they began.
#[derive(Default)]
pub(super) struct Board {
    steps: Mutex<Vec<Step>>,
    threads: Mutex<HashSet<ThreadId>>,
}

impl Board {
    /// Adds a line.
    pub(super) fn write(&self, step: Step) {
        lock(&self.steps).push(step);
        lock(&self.threads).insert(thread::current().id());
    }

    /// Everything that is written, in words.
    pub(super) fn steps(&self) -> Vec<String> {
        lock(&self.steps).iter().map(|step| format!("{} {}", step.dish, step.number)).collect()
    }

    /// How many threads wrote on it.
    pub(super) fn threads(&self) -> usize {
        lock(&self.threads).len()
    }

    /// How many dishes had been begun and still lacked their second step, at most at once.
    pub(super) fn in_progress(&self) -> u64 {
        most_in_progress(lock(&self.steps).iter())
    }

    /// The same for each cook alone: the smallest of these numbers.
    pub(super) fn in_progress_for_each(&self, cooks: usize) -> Option<u64> {
        let board = lock(&self.steps);
        let of = |cook| board.iter().filter(move |step| step.cook == cook);
        (0..).take(cooks).map(|cook| most_in_progress(of(cook))).min()
    }
}

fn most_in_progress<'a>(steps: impl Iterator<Item = &'a Step>) -> u64 {
    let (mut open, mut most) = (0u64, 0);
    for step in steps {
        open = if step.number == 1 { open + 1 } else { open.saturating_sub(1) };
        most = most.max(open);
    }
    most
}
