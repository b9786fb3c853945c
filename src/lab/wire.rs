//! JSON lines and the model: the only file that knows the shapes of `docs/demo-contract.md`.
//!
//! Tolerant by design: whatever a line says, the worst that comes of it is a count. Deliberately missing: where
//! lines come from, and whether the values are any good (`judge`).

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Map, json};

use crate::model::{
    DemoSpec, Event, Health, Mark, MarkKind, Skip, Span, SpanState, Text, Trial, Value, ValueType, Values,
};

/// A longer line, in bytes, is rubbish.
const LINE: usize = 64 << 10;
/// More events are dropped.
const EVENTS: usize = 20_000;
/// More reports of noise, and more skips, are dropped.
const REPORTS: usize = 1_000;
/// The version of the contract.
const VERSION: u64 = 1;

#[derive(Deserialize)]
#[serde(tag = "k", rename_all = "lowercase")]
enum Line {
    Hello(Hello),
    Span(SpanLine),
    Mark(MarkLine),
    Obs(Observation),
    Health(HealthLine),
    Skip(SkipLine),
    End(End),
}

#[derive(Deserialize)]
struct Hello {
    v: u64,
}

#[derive(Deserialize)]
struct SpanLine {
    #[serde(default)]
    cell: Option<String>,
    lane: String,
    st: String,
    t0: u64,
    t1: u64,
}

#[derive(Deserialize)]
struct MarkLine {
    #[serde(default)]
    cell: Option<String>,
    lane: String,
    kind: String,
    name: String,
    t: u64,
}

#[derive(Deserialize)]
struct Observation {
    name: String,
    val: Reported,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Reported {
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    List(Vec<String>),
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct HealthLine {
    cell: Option<String>,
    lane: String,
    wall_ns: u64,
    cpu_ns: u64,
    delay_ns: Option<u64>,
    nvcsw: u64,
    nivcsw: u64,
}

#[derive(Deserialize)]
struct SkipLine {
    #[serde(default)]
    cell: Option<String>,
    #[serde(default)]
    name: Option<String>,
    what: String,
    #[serde(default)]
    why: Words,
}

#[derive(Default)]
struct Words(Text);

#[derive(Deserialize)]
struct End {
    ok: bool,
}

/// Adds what `output` says to `trial`, as far as `spec` promised it: observations, events, noise, skips, and
/// whether it came to its end. The last value of an observation wins; nothing counts after the end.
pub(super) fn hear(output: &[u8], spec: &DemoSpec, trial: &mut Trial) {
    let mut ended = false;
    for line in output.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii) {
        if line.is_empty() {
            continue;
        }
        let known = match serde_json::from_slice::<Line>(line) {
            Ok(known) if line.len() <= LINE && !ended => known,
            _ => {
                trial.n_rubbish += 1;
                continue;
            }
        };
        if let Line::End(end) = &known {
            ended = true;
            trial.complete = end.ok;
        } else if !take(known, spec, trial) {
            trial.n_rubbish += 1;
        }
    }
}

/// Whether the line was of any use.
fn take(line: Line, spec: &DemoSpec, trial: &mut Trial) -> bool {
    match line {
        Line::Hello(hello) => hello.v == VERSION,
        Line::End(_) => true,
        Line::Span(line) => span(line).is_some_and(|span| keep_event(Event::Span(span), trial)),
        Line::Mark(line) => mark(line).is_some_and(|mark| keep_event(Event::Mark(mark), trial)),
        Line::Obs(Observation { name, val }) => {
            let promised = spec.observation(&name).map(|promise| promise.kind);
            let value = promised.and_then(|kind| fit(value(val), kind));
            value.map(|value| trial.observations.insert(name, value)).is_some()
        }
        Line::Health(line) => keep(health(line), &mut trial.health, REPORTS, &mut trial.n_dropped),
        Line::Skip(SkipLine { cell, name, what, why }) => {
            let skip = Skip { cell: cell.filter(|cell| !cell.is_empty()), name, what, why: why.0 };
            keep(skip, &mut trial.skips, REPORTS, &mut trial.n_dropped)
        }
    }
}

fn keep_event(event: Event, trial: &mut Trial) -> bool {
    keep(event, &mut trial.events, EVENTS, &mut trial.n_dropped)
}

/// Keeps a thing unless there are too many; either way it was no rubbish.
fn keep<T>(thing: T, things: &mut Vec<T>, most: usize, n_dropped: &mut usize) -> bool {
    if things.len() < most {
        things.push(thing)
    } else {
        *n_dropped += 1
    }
    true
}

fn span(line: SpanLine) -> Option<Span> {
    let (state, _) = SpanState::ALL.iter().find(|(_, name)| *name == line.st)?;
    let cell = line.cell.unwrap_or_default();
    (line.t0 <= line.t1).then_some(Span {
        cell,
        lane: line.lane,
        state: *state,
        from_ns: line.t0,
        to_ns: line.t1,
    })
}

fn mark(line: MarkLine) -> Option<Mark> {
    let (kind, _) = MarkKind::ALL.iter().find(|(_, name)| *name == line.kind)?;
    let cell = line.cell.unwrap_or_default();
    Some(Mark { cell, lane: line.lane, kind: *kind, name: line.name, at_ns: line.t })
}

fn health(line: HealthLine) -> Health {
    Health {
        cell: line.cell.unwrap_or_default(),
        lane: line.lane,
        wall: Duration::from_nanos(line.wall_ns),
        cpu: Duration::from_nanos(line.cpu_ns),
        // Nobody knows how long it waited: then it may have been all the time, and nothing leans on this span.
        delay: Duration::from_nanos(line.delay_ns.unwrap_or(line.wall_ns)),
        n_voluntary: line.nvcsw,
        n_involuntary: line.nivcsw,
    }
}

fn value(reported: Reported) -> Value {
    match reported {
        Reported::Bool(b) => Value::Bool(b),
        Reported::Int(n) => Value::Int(n),
        Reported::Float(x) => Value::Float(x),
        Reported::Text(words) => Value::Text(words),
        Reported::List(items) => Value::List(items),
    }
}

/// The value as its promise wants it, if it is of that type.
fn fit(value: Value, kind: ValueType) -> Option<Value> {
    match (kind, value.number()) {
        (_, Some(x)) if !x.is_finite() => None,
        (ValueType::Float, Some(x)) if kind.admits(&value) => Some(Value::Float(x)),
        _ => kind.admits(&value).then_some(value),
    }
}

/// Text is a string, or a table of languages; whatever else it is says nothing.
impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Words(match serde_json::Value::deserialize(from)? {
            serde_json::Value::String(words) => Text::plain(words),
            serde_json::Value::Object(table) => Text::tagged(languages(table)),
            _ => Text::default(),
        }))
    }
}

fn languages(table: Map<String, serde_json::Value>) -> Vec<(String, String)> {
    table.into_iter().filter_map(|(tag, words)| Some((tag, words.as_str()?.to_owned()))).collect()
}

/// Values as the JSON object that a child finds in `TTL_PARAMS`.
pub(super) fn params(values: &Values) -> String {
    let object: Map<_, _> = values.iter().map(|(name, value)| (name.clone(), to_json(value))).collect();
    serde_json::Value::Object(object).to_string()
}

fn to_json(value: &Value) -> serde_json::Value {
    match value {
        Value::Bool(b) => json!(b),
        Value::Int(n) => json!(n),
        Value::Float(x) => json!(x),
        Value::Text(words) => json!(words),
        Value::List(items) => json!(items),
    }
}

#[cfg(test)]
#[path = "wire_tests.rs"]
mod tests;
