//! The stage: what every demo stands on, so that a demo itself is only the program a learner wants to read.
//!
//! It reads the orders from the environment, hands out cells (a part of a demo) and lanes (a row of the picture), and
//! writes the report as JSON lines, as `docs/demo-contract.md` says. Spans and marks are kept in memory and written when
//! a cell ends, because reporting from inside a measured part changes what is measured; a quiet trial does not even look
//! at the clock for them.
//!
//! Deliberately missing: verdicts, classes, thresholds, languages of the screen. A stage reports; it never judges. It
//! also never makes a value up: what was not measured is left out.

pub(crate) mod cpus;
pub(crate) mod probe;
pub(crate) mod python;
pub(crate) mod shake;
pub(crate) mod turns;
pub(crate) mod watch;

use std::io;
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use nix::errno::Errno;
use serde_json::{Map, Value, json};

use probe::Health;

/// How long before the end of a trial every loop gives up, so that what is known can still be reported.
const LAST_WORDS: Duration = Duration::from_millis(300);

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

/// A moment after which a loop gives up; always before the end of the trial.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit(Instant);

impl Limit {
    /// Whether it is time to give up.
    pub(crate) fn passed(self) -> bool {
        Instant::now() >= self.0
    }
}

/// Orders, clock and report of one trial.
pub(crate) struct Stage {
    params: Map<String, Value>,
    trace: bool,
    start: Instant,
    end: Instant,
    out: Arc<Out>,
}

impl Stage {
    /// Reads the orders and says hello.
    pub(crate) fn open(demo: &str) -> io::Result<Self> {
        let start = Instant::now();
        let order = |name: &str| std::env::var(name).ok();
        let params = match order("TTL_PARAMS") {
            None => Map::new(),
            Some(text) => serde_json::from_str(&text)?,
        };
        let deadline = order("TTL_DEADLINE_MS").and_then(|ms| ms.parse().ok()).unwrap_or(5000);
        let deadline = Duration::from_millis(deadline);
        let stage = Stage {
            trace: order("TTL_TRACE").as_deref() == Some("1"),
            start,
            end: start + deadline.saturating_sub(LAST_WORDS).max(deadline / 2),
            out: Arc::new(Out { closed: AtomicBool::new(false) }),
            params,
        };
        stage.out.line(
            &json!({"k": "hello", "v": 1, "demo": demo, "params": stage.params, "cpus": cpus::usable_count()}),
        );
        Ok(stage)
    }

    /// The last line; without it a trial decides nothing.
    pub(crate) fn close(self, ok: bool) {
        self.out.line(&json!({"k": "end", "ok": ok}));
    }

    fn param<'a, T>(&'a self, id: &str, read: impl Fn(&'a Value) -> Option<T>) -> io::Result<T> {
        let value = self.params.get(id).and_then(read);
        value.ok_or_else(|| io::Error::other(format!("TTL_PARAMS has no usable value for the parameter `{id}`")))
    }

    /// A whole-number parameter; the promise keeps every one of them at 0 or above.
    pub(crate) fn count(&self, id: &str) -> io::Result<u64> {
        self.param(id, Value::as_u64)
    }

    /// A parameter that is a number of milliseconds.
    pub(crate) fn millis(&self, id: &str) -> io::Result<Duration> {
        self.count(id).map(Duration::from_millis)
    }

    /// A yes-or-no parameter.
    pub(crate) fn flag(&self, id: &str) -> io::Result<bool> {
        self.param(id, Value::as_bool)
    }

    /// A parameter that is one of several words.
    pub(crate) fn word(&self, id: &str) -> io::Result<&str> {
        self.param(id, Value::as_str)
    }

    /// A limit for one wait: `span` from now, or the end of the trial if that comes first.
    pub(crate) fn within(&self, span: Duration) -> Limit {
        Limit(self.end.min(Instant::now() + span))
    }

    /// Whether it is time to give up for good.
    pub(crate) fn over(&self) -> bool {
        Instant::now() >= self.end
    }

    /// Reports an observation that belongs to no cell.
    pub(crate) fn obs(&self, name: &str, value: impl Into<Value>) {
        self.out.line(&json!({"k": "obs", "name": name, "val": value.into()}));
    }

    /// Opens a part of the demo. Its report is written when the cell and all its lanes are gone.
    pub(crate) fn cell(&self, id: &'static str) -> Cell {
        self.open_cell(id, self.trace)
    }

    /// A part that has no picture in any trial.
    pub(crate) fn undrawn_cell(&self, id: &'static str) -> Cell {
        self.open_cell(id, false)
    }

    fn open_cell(&self, id: &'static str, trace: bool) -> Cell {
        Cell(Arc::new(Book {
            id,
            trace,
            start: self.start,
            out: self.out.clone(),
            lines: Mutex::new(Vec::new()),
        }))
    }
}

/// A part of a demo: a group of lanes and observations.
#[derive(Clone)]
pub(crate) struct Cell(Arc<Book>);

impl Cell {
    /// A row of the picture, to be owned by the one thread or task that it shows.
    pub(crate) fn lane(&self, id: &'static str) -> Lane {
        let book = self.0.clone();
        Lane { trace: book.trace, born: book.now(), busy: None, lines: Vec::new(), id, book }
    }

    /// Reports an observation of this cell.
    pub(crate) fn obs(&self, name: &str, value: impl Into<Value>) {
        let name = format!("{}.{name}", self.0.id);
        self.0.push(json!({"k": "obs", "name": name, "val": value.into()}));
    }

    /// Reports several observations of this cell: a JSON object of names and values. A null is left out.
    pub(crate) fn report(&self, values: Value) {
        if let Value::Object(values) = values {
            for (name, value) in values.into_iter().filter(|(_, value)| !value.is_null()) {
                self.obs(&name, value);
            }
        }
    }

    /// Reports the noise over the measured span of the thread behind `lane`.
    pub(crate) fn health(&self, lane: &str, health: &Health) {
        self.0.push(health.line(self.0.id, lane));
    }

    /// Says that `what` is missing here, so that claims about this cell are unavailable.
    pub(crate) fn skip(&self, what: &str, why: (&str, &str)) {
        let why = json!({"en": why.0, "ko": why.1});
        self.0.push(json!({"k": "skip", "cell": self.0.id, "what": what, "why": why}));
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
}

impl Drop for Lane {
    fn drop(&mut self) {
        if let Some((state, t0, last)) = self.busy.take() {
            self.span(state, t0, last);
        }
        lock(&self.book.lines).append(&mut self.lines);
    }
}

/// What a cell has to say, until it ends.
struct Book {
    id: &'static str,
    trace: bool,
    start: Instant,
    out: Arc<Out>,
    lines: Mutex<Vec<Value>>,
}

impl Book {
    fn now(&self) -> u64 {
        nanos(self.start.elapsed())
    }

    fn push(&self, line: Value) {
        lock(&self.lines).push(line);
    }
}

impl Drop for Book {
    fn drop(&mut self) {
        for line in lock(&self.lines).iter() {
            self.out.line(line);
        }
    }
}

/// Standard output, one `write` a line. Once nobody listens it stays silent: a closed pipe is a goodbye.
struct Out {
    closed: AtomicBool,
}

impl Out {
    fn line(&self, line: &Value) {
        if self.closed.load(Ordering::Relaxed) {
            return;
        }
        let text = format!("{line}\n");
        if write_all(io::stdout(), text.as_bytes()).is_err() {
            self.closed.store(true, Ordering::Relaxed);
        }
    }
}

/// Writes a complaint to standard error, if anybody listens.
pub(crate) fn complain(text: &str) {
    let _nobody_listens = write_all(io::stderr(), format!("{text}\n").as_bytes());
}

fn write_all(to: impl AsFd, mut bytes: &[u8]) -> nix::Result<()> {
    while !bytes.is_empty() {
        match nix::unistd::write(&to, bytes) {
            Ok(n) => bytes = &bytes[n..],
            Err(Errno::EINTR) => {}
            Err(e) => return Err(e),
        }
    }
    Ok(())
}

/// Whole nanoseconds.
pub(crate) fn nanos(span: Duration) -> u64 {
    u64::try_from(span.as_nanos()).unwrap_or(u64::MAX)
}

/// `value` with at most `digits` decimals, for people.
pub(crate) fn round(value: f64, digits: i32) -> f64 {
    let scale = 10f64.powi(digits);
    (value * scale).round() / scale
}

/// Locks, also after another thread panicked: a report of what is known is better than none.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
