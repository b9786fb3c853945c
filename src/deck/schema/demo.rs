//! The promise of a demo, as its schema describes it.
#![expect(dead_code, reason = "these types are described, never made")]

use schemars::JsonSchema;

use super::kinds;
use super::parts::{Band, Dictionary, Files, Id, Setting, Text, Word, Words};

/// The promise of a demo: what it needs, what can be set, what it reports, and which sentences about it can be judged.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct DemoFile {
    /// What the demo is called and how it is started.
    demo: Head,
    /// What must be there; where it is missing the demo is unavailable and says so. Write `[[require]]` above each.
    require: Option<Vec<Requirement>>,
    /// What can be set: `ttl demo NAME --set n=10`. Write `[[param]]` above each.
    param: Option<Vec<Param>>,
    /// A group of observations and lanes, in the order of the picture and the table. Write `[[cell]]` above each.
    cell: Option<Vec<Cell>>,
    /// A row of the picture. Write `[[lane]]` above each.
    lane: Option<Vec<Lane>>,
    /// Something that a trial reports. Write `[[observation]]` above each.
    observation: Option<Vec<Observation>>,
    /// A sentence about the demo that can be judged. Write `[[finding]]` above each.
    finding: Option<Vec<Finding>>,
    /// Words that the program reports as values, in the languages of the learner.
    words: Option<Dictionary>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, transform = kinds::of_heads)]
struct Head {
    /// The name of the demo, which is the name of its folder.
    #[schemars(example = &"lost-update")]
    id: Id,
    /// What the demo is called.
    title: Text,
    /// What is run and what to look at, in two or three sentences.
    about: Text,
    /// How long one trial may take, in milliseconds; then it is ended.
    #[schemars(range(min = 1), extend("default" = 5000))]
    deadline_ms: Option<u64>,
    /// The files with teaching code, which `ttl demo NAME --source` shows; the one to begin with first.
    #[schemars(example = ["demo.py"])]
    source: Files,
    /// How many cells stand side by side in the table, at most.
    #[schemars(range(min = 1))]
    columns: Option<u64>,
    /// What is started for a trial, word by word, in the demo's folder. Without it the demo is one inside `ttl`.
    #[schemars(example = ["python3", "demo.py"])]
    command: Option<Words>,
    /// What is run in the demo's folder before the first trial, whenever a file there has changed.
    #[schemars(example = ["cargo", "build", "--release", "--offline"])]
    build: Option<Words>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, transform = kinds::of_requirements)]
struct Requirement {
    /// A program on the search path.
    #[schemars(example = &"python3")]
    program: Option<Word>,
    /// A variable of the environment that may name another program instead.
    #[schemars(example = &"TTL_PYTHON")]
    env: Option<Word>,
    /// A shared library that the demo loads.
    #[schemars(example = &"libvulkan.so.1")]
    library: Option<Word>,
    /// So many usable CPUs; affinity and quota are counted.
    #[schemars(range(min = 1), example = 2)]
    cpus: Option<u32>,
    /// A measuring instrument that has to pass its check on this machine.
    instrument: Option<Instrument>,
    /// What to install or to do where it is missing.
    install: Text,
}

/// A measuring instrument.
#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
enum Instrument {
    /// Counters of voluntary and involuntary context switches.
    SwitchCounter,
    /// A hand-shake that is impossible without two CPUs at once.
    HandShake,
    /// State and system call of another thread of the process.
    ThreadState,
    /// The CPU clock of a thread.
    CpuClock,
    /// Pinning a thread to a CPU.
    Affinity,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, transform = kinds::of_params)]
struct Param {
    /// The name of the parameter; claims read it as `params.NAME`.
    #[schemars(example = &"n")]
    id: Id,
    /// What it takes.
    r#type: ParamType,
    /// Its value when nobody sets it.
    default: Setting,
    /// The smallest value of a number.
    #[schemars(extend("default" = 0))]
    min: Option<f64>,
    /// The largest value of a number.
    #[schemars(extend("default" = 4_294_967_295_u64))]
    max: Option<f64>,
    /// The words that a text takes.
    one_of: Option<Words>,
    /// What it does.
    help: Text,
}

/// What a parameter takes.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum ParamType {
    /// A whole number from `min` to `max`.
    Int,
    /// A number from `min` to `max`.
    Float,
    /// `true` or `false`.
    Bool,
    /// One of the words in `one_of`.
    Text,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Cell {
    /// The part of the names of its observations before the dot.
    #[schemars(example = &"mutex")]
    id: Id,
    /// Its heading.
    title: Text,
    /// Its name where there is little room; without it the heading up to its first colon or dash.
    short: Option<Text>,
    /// A line under its picture; `{name}` stands for a value, `{params.name}` for a parameter.
    #[schemars(example = &"lost {mutex.lost} of {mutex.written}")]
    caption: Option<Text>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Lane {
    /// The cell that it belongs to.
    cell: Option<Word>,
    /// Its name in the events that the program reports.
    #[schemars(example = &"t1")]
    id: Word,
    /// What stands at its left.
    label: Text,
    /// What stands at its right; `{name}` stands for a value.
    note: Option<Text>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, transform = kinds::of_observations)]
struct Observation {
    /// Its name: `cell.name`, or a plain name without a cell.
    #[schemars(example = &"mutex.lost")]
    id: Id,
    /// What it is.
    r#type: ValueType,
    /// What it counts.
    unit: Option<Text>,
    /// How far it can be trusted on a busy machine.
    class: Class,
    /// Which way a stall of the machine can push it. A `forced` value has `none`, a `witness` has `down` unless it says otherwise.
    stall: Option<Stall>,
    /// Of an `accounting` value: below and above this band the error of its counter does not reach.
    #[schemars(example = [2, 10])]
    dead_band: Option<Band>,
    /// A predicate over other observations: beside it, a comparison that a stall could satisfy is admitted.
    with: Option<Word>,
    /// Of an `unsafe` value: what to observe instead.
    instead: Option<Word>,
    /// A short name, the row of the table; the same words in several cells make one row.
    label: Text,
    /// One sentence.
    meaning: Text,
}

/// What an observation is.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum ValueType {
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Int,
    /// A number.
    Float,
    /// A word.
    Text,
    /// A list of words, for instance events in their order.
    List,
}

/// How far an observation can be trusted on a busy machine.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum Class {
    /// The program fixes it on every schedule; it may be compared in any way.
    Forced,
    /// A counter of the kernel that errs in a known direction; compared away from the stall, or outside `dead_band`.
    Accounting,
    /// Seen once it proves, not seen it proves nothing; compared towards being seen only.
    Witness,
    /// CPU to CPU or memory to memory within one run; compared with a constant, with room between `holds` and `fails`.
    Ratio,
    /// Anything with a wall clock: shown, never judged.
    Unsafe,
}

/// Which way a stall of the machine can push a value.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum Stall {
    /// It cannot.
    None,
    /// It can make it larger, or true.
    Up,
    /// It can make it smaller, or false.
    Down,
    /// Either way.
    Either,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Finding {
    /// Its name; choices of cards assert it by this name.
    #[schemars(example = &"lock-loses-nothing")]
    id: Id,
    /// The predicate that is true in a trial that shows it.
    #[schemars(example = &"mutex.lost == 0")]
    holds: Word,
    /// The predicate that is true in a trial that shows the opposite; without it nothing can refute this finding.
    #[schemars(example = &"mutex.lost >= 1")]
    fails: Option<Word>,
    /// A false statement about the same thing that no trial may ever show; without it `fails` serves.
    twin: Option<Word>,
    /// Over `forced` observations: where the finding is true; without it, on every machine.
    #[schemars(example = &"gil_enabled == true")]
    true_when: Option<Word>,
    /// The finding as a sentence for learners.
    says: Text,
}
