//! What the waits note: who starts or ends, when and where.

use std::sync::Mutex;
use std::thread::{self, ThreadId};
use std::time::Instant;

use crate::stage::{lock, nanos};

/// The names of the two waits.
pub(super) const NAMES: [&str; 2] = ["a", "b"];

/// One line of the diary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note<T> {
    /// Which wait.
    pub(super) who: &'static str,
    /// Whether it starts (else it ends).
    pub(super) starts: bool,
    /// When, in nanoseconds.
    pub(super) at: u64,
    /// On which thread.
    pub(super) thread: T,
}

/// Starts and ends of the waits, in the order in which they happened, on a clock that starts with the diary.
pub(super) struct Diary {
    zero: Instant,
    notes: Mutex<Vec<Note<ThreadId>>>,
}

impl Diary {
    /// An empty diary, to be opened before the first wait is asked for.
    pub(super) fn open() -> Self {
        Diary { zero: Instant::now(), notes: Mutex::new(Vec::with_capacity(4)) }
    }

    /// A wait starts.
    pub(super) fn starts(&self, who: &'static str) {
        self.note(who, true);
    }

    /// A wait ends.
    pub(super) fn ends(&self, who: &'static str) {
        self.note(who, false);
    }

    fn note(&self, who: &'static str, starts: bool) {
        let mut notes = lock(&self.notes);
        let note = Note { who, starts, at: nanos(self.zero.elapsed()), thread: thread::current().id() };
        notes.push(note);
    }

    /// All notes so far.
    pub(super) fn notes(&self) -> Vec<Note<ThreadId>> {
        lock(&self.notes).clone()
    }
}
