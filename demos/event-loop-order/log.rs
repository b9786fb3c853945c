//! What the hand-written loop did: what it queued, what it ran, how it waited.

use std::time::Duration;

use nix::errno::Errno;
use nix::sys::epoll::EpollTimeout;
use serde_json::json;

use crate::stage::census::threads;
use crate::stage::{Cell, Kind, Lane, State};

/// How long it takes in a picture to queue a callback, and to run one.
const QUEUED: Duration = Duration::from_micros(400);
const RUN: Duration = Duration::from_micros(1000);

/// The log of one loop.
pub(super) struct Log {
    cell: Cell,
    queue: Lane,
    loop_: Lane,
    armed: Vec<(&'static str, u64)>,
    queued: Vec<&'static str>,
    trace: Vec<&'static str>,
    /// The beginnings of those that run now: more than one would be one inside another.
    running: Vec<u64>,
    deepest: usize,
    os_events: usize,
    empty_wake_ups: u64,
    longest_timeout_ms: i32,
    timeouts_past_a_timer: u64,
    threads: Option<usize>,
}

impl Log {
    /// An empty log.
    pub(super) fn new(cell: &Cell) -> Self {
        let (queue, loop_) = (cell.lane("queue"), cell.lane("loop"));
        let (armed, queued, trace, running) = Default::default();
        let (deepest, os_events, empty_wake_ups) = Default::default();
        let (longest_timeout_ms, timeouts_past_a_timer, threads) = Default::default();
        let cell = cell.clone();
        Log {
            cell,
            queue,
            loop_,
            armed,
            queued,
            trace,
            running,
            deepest,
            os_events,
            empty_wake_ups,
            longest_timeout_ms,
            timeouts_past_a_timer,
            threads,
        }
    }

    /// A callback joins the queue.
    pub(super) fn queued(&mut self, name: &'static str) {
        self.queued.push(name);
        self.queue.mark(Kind::Note, sign(name));
        for (timer, since) in self.armed.iter().filter(|(timer, _)| *timer == name) {
            let mut lane = self.cell.lane(timer);
            lane.span(State::Flight, *since, lane.now());
        }
        self.queue.linger(QUEUED);
    }

    /// A timer is armed.
    pub(super) fn armed(&mut self, name: &'static str) {
        self.armed.push((name, self.loop_.now()));
    }

    /// A callback begins.
    pub(super) fn begins(&mut self, name: &'static str) {
        self.trace.push(name);
        self.running.push(self.loop_.now());
        self.deepest = self.deepest.max(self.running.len());
        self.threads = self.threads.max(threads());
        self.loop_.mark(Kind::Note, sign(name));
        self.loop_.linger(RUN);
    }

    /// The callback that began last ends.
    pub(super) fn ends(&mut self) {
        if let Some(begun) = self.running.pop() {
            self.loop_.span(State::Run, begun, self.loop_.now());
        }
    }

    /// The loop waits in `wait` for events, perhaps not at all; the nearest timer is due after `nearest`. A stop of the process
    /// makes the call return early; it is then made again.
    pub(super) fn waits(
        &mut self,
        timeout: EpollTimeout,
        nearest: Option<Duration>,
        mut wait: impl FnMut() -> nix::Result<Vec<u64>>,
    ) -> nix::Result<Vec<u64>> {
        let (asked, begun) = (i32::from(timeout), self.loop_.now());
        let past = |due: Duration| asked < 0 || u128::from(asked.unsigned_abs()) > due.as_millis() + 1;
        let too_late = nearest.is_some_and(past);
        self.timeouts_past_a_timer += u64::from(too_late);
        self.longest_timeout_ms = self.longest_timeout_ms.max(asked);
        let events = loop {
            match wait() {
                Err(Errno::EINTR) => {}
                answer => break answer?,
            }
        };
        if asked != 0 {
            self.loop_.span(State::Blocked, begun, self.loop_.now());
            self.empty_wake_ups += u64::from(events.is_empty());
        }
        self.os_events += events.len();
        Ok(events)
    }

    /// Reports everything.
    pub(super) fn report(&self) {
        self.cell.report(json!({
            "trace": self.trace,
            "timers": self.trace.iter().filter(|name| name.starts_with('t')).collect::<Vec<_>>(),
            "queued": self.queued,
            "deepest": self.deepest,
            "callbacks": self.trace.len(),
            "os_events": self.os_events,
            "empty_wake_ups": self.empty_wake_ups,
            "longest_timeout_ms": self.longest_timeout_ms,
            "timeouts_past_a_timer": self.timeouts_past_a_timer,
            "threads": self.threads,
        }));
    }
}

/// The sign of a callback in the picture.
fn sign(name: &str) -> &str {
    match name {
        "start" => "S",
        "a" => "A",
        "b" => "B",
        "pipe" => "P",
        "t1" => "1",
        "t2" => "2",
        other => other,
    }
}
