//! What can be seen of a thread or a process from outside: its heartbeats, its crash, its end.

use std::time::Duration;
use std::{process, thread};

use nix::sys::wait::WaitStatus;
use serde_json::{Value, json};

use crate::stage::{Kind, Stage, State};

/// So many heartbeats before a crash, and so many after it.
const BEATS: u8 = 3;

/// Someone who lives on a lane of a cell. Everything is drawn at once: a process that crashes takes with it what it has not
/// said yet.
pub(super) struct Life<'a>(pub(super) &'a Stage, pub(super) &'static str, pub(super) &'static str);

impl Life<'_> {
    /// Makes some heartbeats. How many.
    pub(super) fn beats(&self) -> u8 {
        for _ in 0..BEATS {
            let cell = self.0.cell(self.1);
            let mut lane = cell.lane(self.2);
            let since = lane.now();
            if lane.traced() {
                thread::sleep(Duration::from_millis(1)); // so that there is something to see
            }
            lane.span(State::Run, since, lane.now());
            lane.mark(Kind::Beat, "");
        }
        BEATS
    }

    /// Draws an instant of this life.
    pub(super) fn mark(&self, kind: Kind, name: &str) {
        self.0.cell(self.1).lane(self.2).mark(kind, name);
    }

    /// Ends this process on the spot, by a signal.
    pub(super) fn crashes(&self) -> ! {
        self.mark(Kind::Event, "SIGABRT");
        process::abort()
    }
}

/// How a process ended: the name of a signal, or `exit`.
pub(super) fn ended_by(end: Option<WaitStatus>) -> Value {
    match end {
        None => json!(null), // not known in time
        Some(WaitStatus::Signaled(_, signal, _)) => json!(signal.as_str()),
        Some(_) => json!("exit"),
    }
}

/// Whether a process ended by itself, with all its heartbeats made.
pub(super) fn went_on(end: Option<WaitStatus>) -> Option<bool> {
    end.map(|end| matches!(end, WaitStatus::Exited(_, beats) if beats == i32::from(BEATS)))
}
