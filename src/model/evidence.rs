//! Evidence: the trials of one experiment, how each ended and how far each was disturbed.

use std::time::Duration;

use super::{Experiment, Text, Value, Values};

/// The trials of one experiment.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// What was run.
    pub experiment: Experiment,
    /// The quiet trials, in order; they decide.
    pub trials: Vec<Trial>,
    /// What is missing here, if the demo could not run at all.
    pub missing: Option<Missing>,
}

/// What a demo needs and this machine does not have.
#[derive(Clone, Debug, PartialEq)]
pub enum Missing {
    /// No such program.
    Program {
        /// Its name.
        name: String,
        /// What to install.
        install: Text,
    },
    /// No such shared library.
    Library {
        /// The name of its file.
        name: String,
        /// What to install.
        install: Text,
    },
    /// Too few usable CPUs.
    Cpus {
        /// How many are needed.
        needs: u32,
        /// How many there are.
        has: u32,
        /// What to do about it.
        install: Text,
    },
    /// An instrument failed its check.
    Instrument {
        /// Its name, as promises write it.
        name: &'static str,
        /// What to do about it.
        install: Text,
    },
    /// Nobody has agreed to run this program from elsewhere.
    NotAgreed {
        /// The demo, or deck and card.
        name: String,
        /// What to type to name it.
        word: String,
        /// Somebody agreed to an earlier state of it.
        changed: bool,
    },
    /// The demo itself said so.
    Said {
        /// What is missing.
        what: String,
        /// Why that matters.
        why: Text,
    },
}

/// One run of a demo.
#[derive(Clone, Debug, Default)]
pub struct Trial {
    /// From 1.
    pub number: u32,
    /// What it drew randomness from.
    pub seed: u64,
    /// How the process ended.
    pub ending: Ending,
    /// Whether the last line said that all was done.
    pub complete: bool,
    /// The parameters in force: promised defaults and what was set.
    pub params: Values,
    /// What it reported.
    pub observations: Values,
    /// What it drew; empty in quiet trials.
    pub events: Vec<Event>,
    /// Noise per measured thread.
    pub health: Vec<Health>,
    /// What it said it could not do here.
    pub skips: Vec<Skip>,
    /// What the machine did to it.
    pub disturbance: Disturbance,
    /// Lines on standard output that were not events.
    pub n_rubbish: usize,
    /// Lines dropped because there were too many.
    pub n_dropped: usize,
    /// The last of its complaints.
    pub complaints: String,
    /// From start to end of the process.
    pub took: Duration,
}

impl Trial {
    /// The reported value of an observation or, as `params.name`, of a parameter.
    pub fn value(&self, name: &str) -> Option<&Value> {
        match name.strip_prefix("params.") {
            Some(param) => self.params.get(param),
            None => self.observations.get(name),
        }
    }

    /// The skip that covers an observation, if one does.
    pub fn skip_for(&self, observation: &str) -> Option<&Skip> {
        let cell = observation.split_once('.').map(|(cell, _)| cell);
        self.skips.iter().find(|skip| match &skip.name {
            Some(name) => name == observation,
            None => skip.cell.is_none() || skip.cell.as_deref() == cell,
        })
    }
}

/// How a process ended; each is a result, none is an error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ending {
    /// By itself, with success.
    #[default]
    Finished,
    /// By itself, with this code.
    Failed(i32),
    /// By this signal, which was not ours.
    Signalled(i32),
    /// It was still running at its deadline and was ended.
    TimedOut(Duration),
    /// It was ended because it wrote more than anybody reads.
    Flooded,
}

/// Something drawn in the picture.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A stretch.
    Span(Span),
    /// An instant.
    Mark(Mark),
}

impl Event {
    /// The cell it belongs to, or empty.
    pub fn cell(&self) -> &str {
        match self {
            Event::Span(span) => &span.cell,
            Event::Mark(mark) => &mark.cell,
        }
    }
}

/// A stretch of a lane; times in nanoseconds since the start of the trial.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// The cell, or empty.
    pub cell: String,
    /// The lane.
    pub lane: String,
    /// What went on.
    pub state: SpanState,
    /// Its first instant.
    pub from_ns: u64,
    /// Its last instant.
    pub to_ns: u64,
}

/// What goes on during a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SpanState {
    /// On a CPU.
    Run,
    /// Runnable, waiting for a CPU.
    Ready,
    /// Asleep in a call.
    Blocked,
    /// Asking again and again.
    Poll,
    /// A suspended task.
    Await,
    /// Useful work of its own.
    Work,
    /// No data yet.
    Absent,
    /// A request in flight.
    Flight,
}

impl SpanState {
    /// Every state with its name on the wire.
    pub const ALL: [(SpanState, &'static str); 8] = [
        (SpanState::Run, "run"),
        (SpanState::Ready, "ready"),
        (SpanState::Blocked, "blocked"),
        (SpanState::Poll, "poll"),
        (SpanState::Await, "await"),
        (SpanState::Work, "work"),
        (SpanState::Absent, "absent"),
        (SpanState::Flight, "flight"),
    ];
}

/// An instant on a lane.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The cell, or empty.
    pub cell: String,
    /// The lane.
    pub lane: String,
    /// What kind of instant.
    pub kind: MarkKind,
    /// What happened, in the demo's words.
    pub name: String,
    /// When, in nanoseconds since the start of the trial.
    pub at_ns: u64,
}

/// The kind of an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MarkKind {
    /// A call is made.
    Call,
    /// A call returns.
    Return,
    /// Data appears.
    Data,
    /// A heartbeat.
    Beat,
    /// An event is delivered.
    Event,
    /// A value is read.
    Load,
    /// A value is written.
    Store,
    /// One side hands over to the other.
    Hand,
    /// Anything else.
    Note,
}

impl MarkKind {
    /// Every kind with its name on the wire.
    pub const ALL: [(MarkKind, &'static str); 9] = [
        (MarkKind::Call, "call"),
        (MarkKind::Return, "return"),
        (MarkKind::Data, "data"),
        (MarkKind::Beat, "beat"),
        (MarkKind::Event, "event"),
        (MarkKind::Load, "load"),
        (MarkKind::Store, "store"),
        (MarkKind::Hand, "hand"),
        (MarkKind::Note, "note"),
    ];
}

/// Noise over the measured span of one thread, sampled inside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// The cell, or empty.
    pub cell: String,
    /// The lane.
    pub lane: String,
    /// Length of the span.
    pub wall: Duration,
    /// CPU time used in it.
    pub cpu: Duration,
    /// Time spent runnable without a CPU.
    pub delay: Duration,
    /// Voluntary context switches.
    pub n_voluntary: u64,
    /// Involuntary context switches.
    pub n_involuntary: u64,
}

/// A capability that a demo found missing.
#[derive(Clone, Debug, PartialEq)]
pub struct Skip {
    /// The cell that is affected; none: all of it.
    pub cell: Option<String>,
    /// The one observation that is affected, by its full name; none: all of the cell.
    pub name: Option<String>,
    /// What is missing.
    pub what: String,
    /// Why that matters.
    pub why: Text,
}

/// What the machine did to a trial, as seen from outside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Disturbance {
    /// Times it was seen stopped or continued.
    pub n_stops: u32,
    /// Clock ticks that the host took away.
    pub steal_ticks: u64,
    /// Whether the machine slept.
    pub suspended: bool,
    /// Times the CPU quota ran out.
    pub n_throttled: u64,
}

impl Disturbance {
    /// Whether the whole process was held still for a time that its own clocks do not show.
    pub fn held_still(&self) -> bool {
        self.n_stops > 0 || self.steal_ticks > 0 || self.suspended || self.n_throttled > 0
    }
}
