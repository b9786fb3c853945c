//! A row of the picture: stretches and instants of one thread, task, file or value.
//!
//! A lane is owned by what it shows and keeps its lines to itself until it ends, so that drawing takes no lock. In a quiet
//! trial it does nothing at all, not even look at the clock.

use std::hint::spin_loop;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::probe::Probe;
use super::report::Book;
use super::{lock, nanos};

/// A spinning lane that was not heard for longer than this had lost its CPU.
const OFF_CPU_NS: u64 = 300_000;

/// The state of a stretch of a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// On a CPU.
    Run,
    /// Runnable, waits for a CPU.
    Ready,
    /// Asleep in a call.
    Blocked,
    /// Asks again and again.
    Poll,
    /// A suspended task.
    Await,
    /// Does useful work of its own.
    Work,
    /// No data yet.
    Absent,
    /// A request is in flight.
    Flight,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            State::Run => "run",
            State::Ready => "ready",
            State::Blocked => "blocked",
            State::Poll => "poll",
            State::Await => "await",
            State::Work => "work",
            State::Absent => "absent",
            State::Flight => "flight",
        }
    }
}

/// The kind of an instant on a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A call begins.
    Call,
    /// A call returns.
    Return,
    /// Data appears.
    Data,
    /// A heartbeat.
    Beat,
    /// An event is delivered.
    Event,
    /// A shared value is loaded.
    Load,
    /// A shared value is stored.
    Store,
    /// Something is handed over.
    Hand,
    /// Anything else worth a word.
    Note,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Call => "call",
            Kind::Return => "return",
            Kind::Data => "data",
            Kind::Beat => "beat",
            Kind::Event => "event",
            Kind::Load => "load",
            Kind::Store => "store",
            Kind::Hand => "hand",
            Kind::Note => "note",
        }
    }
}

/// A row of the picture. In a quiet trial every method is a branch and nothing else.
pub(crate) struct Lane {
    book: Arc<Book>,
    id: &'static str,
    trace: bool,
    born: u64,
    busy: Option<(State, u64, u64)>,
    lines: Vec<Value>,
}

impl Lane {
    /// A row called `id` of the cell behind `book`.
    pub(super) fn new(book: Arc<Book>, id: &'static str) -> Self {
        Lane { trace: book.trace, born: book.now(), busy: None, lines: Vec::new(), id, book }
    }

    /// Whether this trial draws a picture.
    pub(crate) fn traced(&self) -> bool {
        self.trace
    }

    /// Nanoseconds since the start of the trial; 0 in a quiet trial.
    pub(crate) fn now(&self) -> u64 {
        if self.trace { self.book.now() } else { 0 }
    }

    /// Notes an instant.
    pub(crate) fn mark(&mut self, kind: Kind, name: &str) {
        if self.trace {
            self.mark_at(kind, name, self.book.now());
        }
    }

    /// A piece of memory holds this number from now on. One digit is drawn as itself.
    pub(crate) fn holds(&mut self, number: u64) {
        if self.trace {
            self.mark(Kind::Note, &number.to_string());
        }
    }

    /// Notes an instant that was measured elsewhere.
    pub(crate) fn mark_at(&mut self, kind: Kind, name: &str, t: u64) {
        if self.trace {
            let (cell, lane) = (self.book.id, self.id);
            self.lines.push(
                json!({"k": "mark", "cell": cell, "lane": lane, "kind": kind.name(), "name": name, "t": t}),
            );
        }
    }

    /// Notes a stretch.
    pub(crate) fn span(&mut self, state: State, t0: u64, t1: u64) {
        if self.trace {
            let (cell, lane) = (self.book.id, self.id);
            self.lines.push(
                json!({"k": "span", "cell": cell, "lane": lane, "st": state.name(), "t0": t0, "t1": t1}),
            );
        }
    }

    /// Runs `body` and notes it as one call: its begin, its stretch in `state`, its return.
    pub(crate) fn call<T>(&mut self, state: State, name: &str, body: impl FnOnce() -> T) -> T {
        let t0 = self.now();
        self.mark_at(Kind::Call, name, t0);
        let result = body();
        let t1 = self.now();
        self.span(state, t0, t1);
        self.mark_at(Kind::Return, name, t1);
        result
    }

    /// Makes a step of nanoseconds long enough to be seen: a drawn one spins for so long, a quiet one goes on at once. Silence
    /// meanwhile is drawn as waiting for a CPU.
    pub(crate) fn linger(&mut self, span: Duration) {
        if !self.trace {
            return;
        }
        let begun = self.book.now();
        let mut last = begun;
        while last - begun < nanos(span) {
            spin_loop();
            let now = self.book.now();
            if now - last >= OFF_CPU_NS {
                self.span(State::Ready, last, now);
            }
            last = now;
        }
    }

    /// Runs `body` and notes it as one call that slept or ran on, whichever it was by the thread's own switches.
    pub(crate) fn watched_call<T>(&mut self, name: &str, body: impl FnOnce() -> T) -> T {
        if !self.trace {
            return body();
        }
        let (t0, probe) = (self.now(), Probe::start());
        self.mark_at(Kind::Call, name, t0);
        let result = body();
        let (slept, t1) = (probe.read().nvcsw > 0, self.now());
        self.span(if slept { State::Blocked } else { State::Run }, t0, t1);
        self.mark_at(Kind::Return, name, t1);
        result
    }

    /// Data appears now; until now there was none.
    pub(crate) fn data_appears(&mut self, name: &str) {
        self.nothing_until_now();
        self.mark(Kind::Data, name);
    }

    /// There was no data from the birth of the lane until now.
    pub(crate) fn nothing_until_now(&mut self) {
        let now = self.now();
        self.span(State::Absent, self.born, now);
    }

    /// A request has waited from the birth of the lane until now for somebody to take it on.
    pub(crate) fn waited_until_now(&mut self) {
        let now = self.now();
        self.span(State::Await, self.born, now);
    }

    /// A spinning thread is alive and in `state`. Silence between two calls is drawn as waiting for a CPU.
    pub(crate) fn busy(&mut self, state: State) {
        if !self.trace {
            return;
        }
        let now = self.book.now();
        match self.busy {
            Some((s, t0, last)) if s == state && now - last < OFF_CPU_NS => self.busy = Some((s, t0, now)),
            Some((s, t0, last)) => {
                self.span(s, t0, last);
                if s == state {
                    self.span(State::Ready, last, now);
                }
                self.busy = Some((state, now, now));
            }
            None => self.busy = Some((state, now, now)),
        }
    }

    /// A spinning thread stops spinning: what follows is no waiting for a CPU.
    pub(crate) fn rest(&mut self) {
        if let Some((state, t0, last)) = self.busy.take() {
            self.span(state, t0, last);
        }
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        self.rest();
        lock(&self.book.lines).append(&mut self.lines);
    }
}
