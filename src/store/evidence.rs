//! Evidence as the text of a file, and back: trials with everything that a judge reads.
//!
//! The shapes stand beside those of `model` on purpose, written out to the last field: a field that is added there does not
//! compile here until somebody has decided what becomes of it. Deliberately missing: what the evidence proves; it is judged
//! again each time.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::model::{Disturbance, Ending, Health, Skip, Text, Trial, Value, Values};

/// What is kept of one experiment.
#[derive(Serialize, Deserialize)]
pub(super) struct Page {
    /// The name under which it is kept, so that a file under another name is known as foreign.
    pub(super) key: String,
    /// When the last trial had ended, in seconds since 1970.
    pub(super) at_s: u64,
    trials: Vec<Line>,
}

impl Page {
    pub(super) fn new(key: &str, at_s: u64, trials: &[Trial]) -> Self {
        Page { key: key.to_owned(), at_s, trials: trials.iter().map(Line::of).collect() }
    }

    pub(super) fn trials(self) -> Vec<Trial> {
        self.trials.into_iter().map(Line::trial).collect()
    }
}

#[derive(Serialize, Deserialize)]
struct Line {
    number: u32,
    seed: u64,
    params: BTreeMap<String, Kept>,
    ending: End,
    complete: bool,
    observations: BTreeMap<String, Kept>,
    health: Vec<Noise>,
    skips: Vec<Gap>,
    disturbance: (u32, u64, bool, u64),
    n_rubbish: usize,
    n_dropped: usize,
    complaints: String,
    took_ns: u64,
}

#[derive(Serialize, Deserialize)]
enum Kept {
    Bool(bool),
    Int(i64),
    /// The bits: every number comes back as itself.
    Float(u64),
    Text(String),
    List(Vec<String>),
}

#[derive(Serialize, Deserialize)]
enum End {
    Finished,
    Failed(i32),
    Signalled(i32),
    TimedOut(u64),
    Flooded,
}

#[derive(Serialize, Deserialize)]
struct Noise {
    cell: String,
    lane: String,
    wall_ns: u64,
    cpu_ns: u64,
    delay_ns: u64,
    n_voluntary: u64,
    n_involuntary: u64,
}

#[derive(Serialize, Deserialize)]
struct Gap {
    cell: Option<String>,
    name: Option<String>,
    what: String,
    why: Vec<(String, String)>,
}

impl Line {
    fn of(trial: &Trial) -> Self {
        // Quiet trials draw nothing.
        let Trial { number, seed, params, ending, complete, observations, health, events: _, .. } = trial;
        let Trial { skips, disturbance, n_rubbish, n_dropped, complaints, took, .. } = trial;
        let Disturbance { n_stops, steal_ticks, suspended, n_throttled } = *disturbance;
        Line {
            number: *number,
            seed: *seed,
            params: kept(params),
            ending: match *ending {
                Ending::Finished => End::Finished,
                Ending::Failed(code) => End::Failed(code),
                Ending::Signalled(signal) => End::Signalled(signal),
                Ending::TimedOut(after) => End::TimedOut(nanoseconds(after)),
                Ending::Flooded => End::Flooded,
            },
            complete: *complete,
            observations: kept(observations),
            health: health.iter().map(noise).collect(),
            skips: skips.iter().map(gap).collect(),
            disturbance: (n_stops, steal_ticks, suspended, n_throttled),
            n_rubbish: *n_rubbish,
            n_dropped: *n_dropped,
            complaints: complaints.clone(),
            took_ns: nanoseconds(*took),
        }
    }

    fn trial(self) -> Trial {
        let (n_stops, steal_ticks, suspended, n_throttled) = self.disturbance;
        Trial {
            number: self.number,
            seed: self.seed,
            params: values(self.params),
            ending: match self.ending {
                End::Finished => Ending::Finished,
                End::Failed(code) => Ending::Failed(code),
                End::Signalled(signal) => Ending::Signalled(signal),
                End::TimedOut(after) => Ending::TimedOut(Duration::from_nanos(after)),
                End::Flooded => Ending::Flooded,
            },
            complete: self.complete,
            observations: values(self.observations),
            health: self.health.into_iter().map(health).collect(),
            events: Vec::new(),
            skips: self.skips.into_iter().map(skip).collect(),
            disturbance: Disturbance { n_stops, steal_ticks, suspended, n_throttled },
            n_rubbish: self.n_rubbish,
            n_dropped: self.n_dropped,
            complaints: self.complaints,
            took: Duration::from_nanos(self.took_ns),
        }
    }
}

fn kept(values: &Values) -> BTreeMap<String, Kept> {
    let one = |value: &Value| match value {
        Value::Bool(truth) => Kept::Bool(*truth),
        Value::Int(n) => Kept::Int(*n),
        Value::Float(x) => Kept::Float(x.to_bits()),
        Value::Text(words) => Kept::Text(words.clone()),
        Value::List(items) => Kept::List(items.clone()),
    };
    values.iter().map(|(name, value)| (name.clone(), one(value))).collect()
}

fn values(kept: BTreeMap<String, Kept>) -> Values {
    let one = |value| match value {
        Kept::Bool(truth) => Value::Bool(truth),
        Kept::Int(n) => Value::Int(n),
        Kept::Float(bits) => Value::Float(f64::from_bits(bits)),
        Kept::Text(words) => Value::Text(words),
        Kept::List(items) => Value::List(items),
    };
    kept.into_iter().map(|(name, value)| (name, one(value))).collect()
}

fn noise(health: &Health) -> Noise {
    let Health { cell, lane, wall, cpu, delay, n_voluntary, n_involuntary } = health;
    Noise {
        cell: cell.clone(),
        lane: lane.clone(),
        wall_ns: nanoseconds(*wall),
        cpu_ns: nanoseconds(*cpu),
        delay_ns: nanoseconds(*delay),
        n_voluntary: *n_voluntary,
        n_involuntary: *n_involuntary,
    }
}

fn health(noise: Noise) -> Health {
    Health {
        cell: noise.cell,
        lane: noise.lane,
        wall: Duration::from_nanos(noise.wall_ns),
        cpu: Duration::from_nanos(noise.cpu_ns),
        delay: Duration::from_nanos(noise.delay_ns),
        n_voluntary: noise.n_voluntary,
        n_involuntary: noise.n_involuntary,
    }
}

fn gap(skip: &Skip) -> Gap {
    let Skip { cell, name, what, why } = skip;
    Gap { cell: cell.clone(), name: name.clone(), what: what.clone(), why: why.entries().to_vec() }
}

fn skip(gap: Gap) -> Skip {
    Skip { cell: gap.cell, name: gap.name, what: gap.what, why: Text::tagged(gap.why) }
}

fn nanoseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trial_comes_back_as_it_was_to_the_last_bit() {
        let observations = [
            ("yes", Value::Bool(true)),
            ("n", Value::Int(i64::MIN)),
            ("x", Value::Float(0.1 + 0.2)),
            ("tiny", Value::Float(-5e-324)),
            ("word", Value::Text("말\u{0}\"\n".into())),
            ("list", Value::List(vec!["a".into(), String::new()])),
        ];
        let ns = Duration::from_nanos;
        let trial = Trial {
            number: 3,
            seed: u64::MAX,
            params: Values::from([("n".into(), Value::Int(7))]),
            ending: Ending::TimedOut(ns(1_234_567_891)),
            complete: true,
            observations: observations.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            health: vec![Health {
                cell: "c".into(),
                lane: "l".into(),
                wall: ns(9),
                cpu: ns(8),
                delay: ns(1),
                n_voluntary: 2,
                n_involuntary: 3,
            }],
            events: Vec::new(),
            skips: vec![Skip {
                cell: None,
                name: Some("c.x".into()),
                what: "w".into(),
                why: Text::tagged(vec![("ko".into(), "없음".into())]),
            }],
            disturbance: Disturbance { n_stops: 1, steal_ticks: 2, suspended: true, n_throttled: 4 },
            n_rubbish: 5,
            n_dropped: 6,
            complaints: "oh".into(),
            took: ns(77),
        };
        let endings = [Ending::Finished, Ending::Failed(-1), Ending::Signalled(11), Ending::Flooded];
        let others = endings.map(|ending| Trial { ending, ..Trial::default() });
        let trials: Vec<Trial> = [trial].into_iter().chain(others).collect();
        let text = serde_json::to_string(&Page::new("k", 12, &trials)).expect("a text");
        let page: Page = serde_json::from_str(&text).expect("the same");
        assert_eq!((page.key.as_str(), page.at_s), ("k", 12));
        assert_eq!(format!("{:?}", page.trials()), format!("{trials:?}"));
    }
}
