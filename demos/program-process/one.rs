//! One of the processes, from both sides: what it does, and how the demo gives it orders.

use std::io;
use std::os::unix::process::parent_id;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::stage::instance::Instance;
use crate::stage::{Kind, Lane, Limit, State};

/// Each process has its own.
static COUNTER: AtomicU64 = AtomicU64::new(0);

/// What a process does when it is told to: it counts, and says so.
pub(super) fn count(_order: &str) -> String {
    let counter = COUNTER.fetch_add(1, SeqCst) + 1;
    json!({"counter": counter, "parent": parent_id()}).to_string()
}

/// One of the processes as the demo sees it.
pub(super) struct One {
    pub(super) instance: Instance,
    /// What it has counted to, and who it says has started it.
    pub(super) counter: u64,
    pub(super) parent: u64,
    lane: Lane,
    since: u64,
}

impl One {
    /// Starts it and waits for its first words.
    pub(super) fn start(mut lane: Lane, limit: Limit) -> io::Result<Self> {
        let begun = lane.now();
        let mut instance = Instance::start()?;
        in_time(instance.line(limit)?)?;
        lane.span(State::Run, begun, lane.now());
        let since = lane.now();
        Ok(One { instance, counter: 0, parent: 0, lane, since })
    }

    /// Tells it to count.
    pub(super) fn counts(&mut self, limit: Limit) -> io::Result<()> {
        if self.lane.traced() {
            thread::sleep(Duration::from_millis(1)); // so that there is something to see
        }
        let begun = self.lane.now();
        self.lane.span(State::Blocked, self.since, begun);
        let answer: Value = serde_json::from_str(&in_time(self.instance.ask("count", limit)?)?)?;
        self.since = self.lane.now();
        self.lane.span(State::Run, begun, self.since);
        self.counter = answer["counter"].as_u64().unwrap_or(0);
        self.parent = answer["parent"].as_u64().unwrap_or(0);
        self.lane.holds(self.counter);
        Ok(())
    }

    /// Gives it no more orders, so that it ends. An error when it did not in time.
    pub(super) fn ends(&mut self, limit: Limit) -> io::Result<()> {
        self.instance.end(limit)?.ok_or(io::ErrorKind::TimedOut)?;
        if self.since > 0 {
            self.lane.span(State::Blocked, self.since, self.lane.now());
            self.lane.mark(Kind::Event, "exit");
            self.since = 0;
        }
        Ok(())
    }
}

/// An answer that has to come.
fn in_time<T>(answer: Option<T>) -> io::Result<T> {
    answer.ok_or_else(|| io::ErrorKind::TimedOut.into())
}
