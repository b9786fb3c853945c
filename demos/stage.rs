//! The stage: what every demo stands on, so that a demo itself is only the program a learner wants to read.
//!
//! It reads the orders from the environment, hands out cells (a part of a demo) and lanes (a row of the picture), and
//! writes the report as JSON lines, as `docs/demo-contract.md` says. Spans and marks are kept in memory and written when
//! a cell ends, because reporting from inside a measured part changes what is measured; a quiet trial does not even look
//! at the clock for them.
//!
//! Deliberately missing: verdicts, classes, thresholds, languages of the screen. A stage reports; it never judges. It
//! also never makes a value up: what was not measured is left out.

pub(crate) mod ball;
pub(crate) mod census;
pub(crate) mod cpus;
pub(crate) mod crew;
pub(crate) mod disk;
pub(crate) mod gpu;
pub(crate) mod holding;
pub(crate) mod instance;
mod lane;
pub(crate) mod memory;
pub(crate) mod probe;
pub(crate) mod process;
pub(crate) mod python;
mod report;
pub(crate) mod ring;
pub(crate) mod shake;
pub(crate) mod stacks;
pub(crate) mod tasks;
pub(crate) mod turns;
pub(crate) mod watch;
pub(crate) mod work;

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};

pub(crate) use lane::{Kind, Lane, State};
use probe::Health;
pub(crate) use report::complain;
use report::{Book, Out};

/// How long before the end of a trial every loop gives up, so that what is known can still be reported.
const LAST_WORDS: Duration = Duration::from_millis(300);

/// A moment after which a loop gives up; always before the end of the trial.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit(Instant);

impl Limit {
    /// Whether it is time to give up.
    pub(crate) fn passed(self) -> bool {
        Instant::now() >= self.0
    }

    /// How long until then.
    pub(crate) fn left(self) -> Duration {
        self.0.saturating_duration_since(Instant::now())
    }
}

/// Orders, clock and report of one trial.
pub(crate) struct Stage {
    params: Map<String, Value>,
    trace: bool,
    start: Instant,
    start_ns: u64,
    end: Instant,
    out: Arc<Out>,
}

impl Stage {
    /// Reads the orders and says hello.
    pub(crate) fn open(demo: &str) -> io::Result<Self> {
        let start = Instant::now();
        let start_ns = probe::monotonic_ns();
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
            start_ns,
            end: start + deadline.saturating_sub(LAST_WORDS).max(deadline / 2),
            out: Arc::new(Out::default()),
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
        value.ok_or_else(|| {
            io::Error::other(format!("TTL_PARAMS has no usable value for the parameter `{id}`"))
        })
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

    /// The start of the trial on the machine's own monotonic clock, for a helper process that has to count from there.
    pub(crate) fn start_ns(&self) -> u64 {
        self.start_ns
    }

    /// How long until it is time to give up for good.
    pub(crate) fn left(&self) -> Duration {
        Limit(self.end).left()
    }

    /// Whether this trial draws a picture.
    pub(crate) fn traced(&self) -> bool {
        self.trace
    }

    /// Whether it is time to give up for good.
    pub(crate) fn over(&self) -> bool {
        Instant::now() >= self.end
    }

    /// Reports an observation that belongs to no cell.
    pub(crate) fn obs(&self, name: &str, value: impl Into<Value>) {
        self.out.line(&json!({"k": "obs", "name": name, "val": value.into()}));
    }

    /// Says that `what` is missing here, so that the whole demo is unavailable.
    pub(crate) fn skip(&self, what: &str, why: (&str, &str)) {
        self.out.line(&json!({"k": "skip", "cell": null, "what": what, "why": {"en": why.0, "ko": why.1}}));
    }

    /// Says why one observation is missing in this trial.
    pub(crate) fn skip_one(&self, name: &str, what: &str, why: (&str, &str)) {
        let why = json!({"en": why.0, "ko": why.1});
        self.out.line(&json!({"k": "skip", "cell": null, "name": name, "what": what, "why": why}));
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
        Cell(Arc::new(Book::new(id, trace, self.start, self.out.clone())))
    }
}

/// A part of a demo: a group of lanes and observations.
#[derive(Clone)]
pub(crate) struct Cell(Arc<Book>);

impl Cell {
    /// Its name, as the promise spells it.
    pub(crate) fn id(&self) -> &'static str {
        self.0.id
    }

    /// Whether it draws a picture in this trial.
    pub(crate) fn traced(&self) -> bool {
        self.0.trace
    }

    /// Hands on a line that a helper process reported for this cell.
    pub(crate) fn line(&self, line: Value) {
        self.0.push(line);
    }

    /// A row of the picture, to be owned by the one thread or task that it shows.
    pub(crate) fn lane(&self, id: &'static str) -> Lane {
        Lane::new(self.0.clone(), id)
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
