//! The promise of a demo: what it needs, what can be set, what it reports, what can be judged.

use std::borrow::Cow;

use super::{At, Lang, Place, Text, Value};

/// What a demo promises.
#[derive(Clone, Debug, Default)]
pub struct DemoSpec {
    /// The name of its folder.
    pub id: String,
    /// What it is called.
    pub title: Text,
    /// What is run and what to look at.
    pub about: Text,
    /// How long one trial may take, in milliseconds.
    pub deadline_ms: u64,
    /// The files that show a learner what runs, the one to begin with first.
    pub sources: Vec<String>,
    /// How many cells stand side by side in a table, at most.
    pub columns: Option<usize>,
    /// How it is started.
    pub launch: Launch,
    /// What is run in its folder before the first trial, after every change there; none: nothing has to be.
    pub build: Vec<String>,
    /// What must be there.
    pub requires: Vec<Requirement>,
    /// What can be set.
    pub params: Vec<Param>,
    /// Groups of observations and lanes, in the order of the picture.
    pub cells: Vec<Cell>,
    /// Rows of the picture.
    pub lanes: Vec<Lane>,
    /// What a trial reports.
    pub observations: Vec<ObservationSpec>,
    /// What can be judged.
    pub findings: Vec<Finding>,
    /// Words that the demo reports as values, in the languages of the learner.
    pub words: Vec<(String, Text)>,
}

impl DemoSpec {
    /// The promise of the observation with that full name.
    pub fn observation(&self, name: &str) -> Option<&ObservationSpec> {
        self.observations.iter().find(|o| o.id == name)
    }

    /// The finding with that id.
    pub fn finding(&self, id: &str) -> Option<&Finding> {
        self.findings.iter().find(|f| f.id == id)
    }

    /// The cell with that id.
    pub fn cell(&self, id: &str) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.id == id)
    }

    /// A word that the demo reports, in the learner's language.
    pub fn word<'w>(&'w self, word: &'w str, lang: Lang) -> &'w str {
        self.words.iter().find(|(known, _)| known == word).map_or(word, |(_, text)| text.get(lang))
    }

    /// The parameter with that id.
    pub fn param(&self, id: &str) -> Option<&Param> {
        self.params.iter().find(|p| p.id == id)
    }
}

/// How a demo is started.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Launch {
    /// The same program again, under a hidden subcommand.
    #[default]
    Itself,
    /// Another program; the arguments, the first being the program's name.
    Program(Vec<String>),
}

/// Something that must be there for a demo to mean anything.
#[derive(Clone, Debug, PartialEq)]
pub enum Requirement {
    /// A program on the search path, or named by the variable.
    Program {
        /// Its name.
        name: String,
        /// An environment variable that may name another one.
        env: Option<String>,
        /// What to install.
        install: Text,
    },
    /// A shared library that the demo loads when it runs.
    Library {
        /// The name of its file.
        name: String,
        /// What to install.
        install: Text,
    },
    /// That many usable CPUs.
    Cpus {
        /// How many.
        at_least: u32,
        /// What to do about it.
        install: Text,
    },
    /// A measuring instrument that passed its check.
    Instrument {
        /// Which.
        instrument: Instrument,
        /// What to do about it.
        install: Text,
    },
}

/// The measuring instruments that are checked before the first proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instrument {
    /// Counters of voluntary and involuntary context switches.
    SwitchCounter,
    /// The hand-shake that needs two CPUs, with its pinned control.
    HandShake,
    /// State and system call of a sibling thread.
    ThreadState,
    /// The CPU clock of a thread.
    CpuClock,
    /// Pinning a thread to a CPU.
    Affinity,
}

impl Instrument {
    /// Every instrument with the name that promises write.
    pub const ALL: [(Instrument, &'static str); 5] = [
        (Instrument::SwitchCounter, "switch-counter"),
        (Instrument::HandShake, "hand-shake"),
        (Instrument::ThreadState, "thread-state"),
        (Instrument::CpuClock, "cpu-clock"),
        (Instrument::Affinity, "affinity"),
    ];

    /// The name that promises write.
    pub fn name(self) -> &'static str {
        Instrument::ALL.iter().find(|(i, _)| *i == self).map_or("", |(_, name)| name)
    }
}

/// A parameter of a demo.
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    /// Its name.
    pub id: String,
    /// What it takes.
    pub kind: ParamType,
    /// Its value when nobody sets it.
    pub default: Value,
    /// What it does.
    pub help: Text,
}

/// What a parameter takes.
#[derive(Clone, Debug, PartialEq)]
pub enum ParamType {
    /// A whole number from `min` to `max`.
    Int {
        /// Smallest.
        min: i64,
        /// Largest.
        max: i64,
    },
    /// A number from `min` to `max`.
    Float {
        /// Smallest.
        min: f64,
        /// Largest.
        max: f64,
    },
    /// `true` or `false`.
    Bool,
    /// One of these words.
    Text(Vec<String>),
}

/// A group of observations and lanes, for instance one cell of the blocking matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The part of observation names before the dot.
    pub id: String,
    /// Its heading.
    pub title: Text,
    /// Its name where there is little room; without it the heading up to its first colon or dash.
    pub short: Option<Text>,
    /// A line under its picture; `{name}` stands for a value.
    pub caption: Option<Text>,
}

impl Cell {
    /// Its name where there is little room.
    pub fn short(&self, lang: Lang) -> &str {
        match &self.short {
            Some(short) => short.get(lang),
            None => {
                let title = self.title.get(lang);
                [": ", " — "]
                    .iter()
                    .filter_map(|pause| title.find(pause))
                    .min()
                    .map_or(title, |end| &title[..end])
            }
        }
    }
}

/// A row of the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// The cell it belongs to, if any.
    pub cell: Option<String>,
    /// Its name in events.
    pub id: String,
    /// What the learner reads at its left.
    pub label: Text,
    /// What the learner reads at its right; `{name}` stands for a value.
    pub note: Option<Text>,
}

/// The type of an observation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Int,
    /// A number.
    Float,
    /// A word.
    Text,
    /// A list of words.
    List,
}

impl ValueType {
    /// Every type with the name that promises write.
    pub const ALL: [(ValueType, &'static str); 5] = [
        (ValueType::Bool, "bool"),
        (ValueType::Int, "int"),
        (ValueType::Float, "float"),
        (ValueType::Text, "text"),
        (ValueType::List, "list"),
    ];

    /// Whether `value` is of this type; a whole number is also a number.
    pub fn admits(self, value: &Value) -> bool {
        matches!(
            (self, value),
            (ValueType::Bool, Value::Bool(_))
                | (ValueType::Int | ValueType::Float, Value::Int(_))
                | (ValueType::Float, Value::Float(_))
                | (ValueType::Text, Value::Text(_))
                | (ValueType::List, Value::List(_))
        )
    }
}

/// How far an observation can be trusted on a busy machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Program causality fixes it on every schedule.
    Forced,
    /// A kernel counter whose error has a known direction.
    Accounting,
    /// Seeing it once proves; not seeing it proves nothing.
    Witness,
    /// CPU to CPU or memory to memory within one run.
    Ratio,
    /// Anything with a wall clock: shown, never judged.
    Unsafe,
}

impl Class {
    /// Every class with the name that promises write.
    pub const ALL: [(Class, &'static str); 5] = [
        (Class::Forced, "forced"),
        (Class::Accounting, "accounting"),
        (Class::Witness, "witness"),
        (Class::Ratio, "ratio"),
        (Class::Unsafe, "unsafe"),
    ];

    /// The name that promises write.
    pub fn name(self) -> &'static str {
        Class::ALL.iter().find(|(c, _)| *c == self).map_or("", |(_, name)| name)
    }
}

/// Which way a stall of the machine can push a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stall {
    /// It cannot.
    None,
    /// It can make it larger (or true).
    Up,
    /// It can make it smaller (or false).
    Down,
    /// Either way.
    Either,
}

impl Stall {
    /// Every direction with the name that promises write.
    pub const ALL: [(Stall, &'static str); 4] =
        [(Stall::None, "none"), (Stall::Up, "up"), (Stall::Down, "down"), (Stall::Either, "either")];
}

/// The promise of one observation.
#[derive(Clone, Debug, PartialEq)]
pub struct ObservationSpec {
    /// `cell.name`, or a name alone.
    pub id: String,
    /// What it is.
    pub kind: ValueType,
    /// What it counts.
    pub unit: Option<Text>,
    /// How far it can be trusted.
    pub class: Class,
    /// Which way a stall can push it.
    pub stall: Stall,
    /// Accounting only: the band between which the counter's error may reach.
    pub dead_band: Option<(f64, f64)>,
    /// What must be asked beside a comparison that a stall could satisfy.
    pub with: Option<At<String>>,
    /// Unsafe only: what to observe instead.
    pub instead: Option<String>,
    /// A short name: the row of the table.
    pub label: Text,
    /// One sentence.
    pub meaning: Text,
    /// Where it stands.
    pub place: Place,
}

impl ObservationSpec {
    /// The cell part of the name, if there is one.
    pub fn cell(&self) -> Option<&str> {
        self.id.split_once('.').map(|(cell, _)| cell)
    }
}

/// A proposition about a demo, with a sentence, that is judged whenever the demo runs on its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Its id.
    pub id: String,
    /// True in a trial that shows it.
    pub holds: At<String>,
    /// True in a trial that shows its opposite.
    pub fails: Option<At<String>>,
    /// A false statement about the same thing, which no trial may ever show; without it the opposite serves.
    pub twin: Option<At<String>>,
    /// Whether the finding is true of this machine, where that differs; without it the finding is true everywhere.
    pub true_when: Option<At<String>>,
    /// The sentence.
    pub says: Text,
    /// Where it stands.
    pub place: Place,
}

/// The program behind a demo, as a learner reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// A path, or the name of a text inside the binary.
    pub name: String,
    /// The text.
    pub text: String,
    /// The language it is written in, as highlighters know it.
    pub language: Cow<'static, str>,
}

impl Listing {
    /// The text of a file; how `file` ends says which language it is in.
    pub fn of(name: String, file: &str, bytes: &[u8]) -> Self {
        let ending = std::path::Path::new(file).extension().and_then(|ending| ending.to_str());
        Listing { name, text: String::from_utf8_lossy(bytes).into_owned(), language: language(ending).into() }
    }
}

/// The name of the language that files with this ending are written in, as highlighters know it.
fn language(ending: Option<&str>) -> &'static str {
    match ending {
        Some("rs") => "rust",
        Some("py") => "python",
        Some("sh") => "bash",
        Some("c" | "h") => "c",
        Some("cc" | "cpp" | "hpp") => "cpp",
        Some("go") => "go",
        Some("comp" | "glsl") => "glsl",
        Some("js" | "mjs") => "javascript",
        Some("rb") => "ruby",
        Some("java") => "java",
        Some("toml") => "toml",
        _ => "text",
    }
}
