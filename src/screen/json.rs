//! The machine's version of what is shown: the same facts, another shape.

use serde_json::{Map, Value as Json, json};

use super::Look;
use super::evidence;
use crate::judge::{About, Examination, Statement};
use crate::model::{
    Class, DemoSpec, Ending, Event, Evidence, Judgement, Outcome, Stall, Text, Trial, Value, ValueType,
};

/// A value.
pub fn value(value: &Value) -> Json {
    match value {
        Value::Bool(truth) => json!(truth),
        Value::Int(n) => json!(n),
        Value::Float(x) => json!(x),
        Value::Text(words) => json!(words),
        Value::List(items) => json!(items),
    }
}

/// A text: its words if it has no language, else a table of languages.
pub fn text(text: &Text) -> Json {
    match text.entries() {
        [(tag, words)] if tag.is_empty() => json!(words),
        entries => Json::Object(entries.iter().map(|(tag, words)| (tag.clone(), json!(words))).collect()),
    }
}

/// The stable name of an outcome.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Holds => "holds",
        Outcome::Fails => "fails",
        Outcome::Inconclusive => "inconclusive",
        Outcome::Unavailable => "unavailable",
        Outcome::Conflict => "conflict",
    }
}

/// A judgement with what decided it.
pub fn judgement(judgement: &Judgement, spec: &DemoSpec, look: &Look) -> Json {
    let plain = Look { colour: false, ..*look };
    let deciders = judgement.deciders.iter().map(|decider| {
        let values: Map<String, Json> = decider.values.iter().map(|(name, v)| (name.clone(), value(v))).collect();
        json!({ "trial": decider.trial, "predicate": decider.text, "values": values, "margin": decider.margin })
    });
    json!({
        "outcome": outcome(judgement.outcome),
        "trials": judgement.n_trials,
        "holds_in": judgement.n_holds,
        "fails_in": judgement.n_fails,
        "margin": judgement.margin(),
        "decided_by": deciders.collect::<Vec<_>>(),
        "why": judgement.why.as_ref().map(|_| evidence::because(judgement, spec, &plain)),
    })
}

/// Every statement of a card with its judgement; `name` names a choice by its index.
pub fn examination(
    examination: &Examination,
    spec: &DemoSpec,
    name: &dyn Fn(usize) -> String,
    look: &Look,
) -> Json {
    let each = examination.results.iter().map(|(statement, judged)| {
        let mut object = judgement(judged, spec, look);
        object["about"] = about(statement, name);
        object["author_says"] = json!(if statement.is_true { "true" } else { "false" });
        object
    });
    json!({ "proof": examination.proof.name(), "claims": each.collect::<Vec<_>>() })
}

fn about(statement: &Statement, name: &dyn Fn(usize) -> String) -> Json {
    match statement.about {
        About::Choice(i) => json!({ "choice": name(i) }),
        About::Pair(i) => json!({ "pair": i + 1 }),
        About::Key => json!("key"),
    }
}

/// One trial.
pub fn trial(trial: &Trial) -> Json {
    let observations: Map<String, Json> =
        trial.observations.iter().map(|(k, v)| (k.clone(), value(v))).collect();
    let health = trial.health.iter().map(|health| {
        json!({
            "cell": health.cell, "lane": health.lane,
            "wall_ns": nanoseconds(health.wall), "cpu_ns": nanoseconds(health.cpu), "delay_ns": nanoseconds(health.delay),
            "nvcsw": health.n_voluntary, "nivcsw": health.n_involuntary,
        })
    });
    let skips = trial.skips.iter().map(|s| json!({ "cell": s.cell, "what": s.what, "why": text(&s.why) }));
    json!({
        "number": trial.number,
        "seed": trial.seed,
        "ending": ending(trial.ending),
        "complete": trial.complete,
        "took_ms": trial.took.as_secs_f64() * 1000.0,
        "observations": observations,
        "health": health.collect::<Vec<_>>(),
        "skips": skips.collect::<Vec<_>>(),
        "disturbance": {
            "stops": trial.disturbance.n_stops,
            "steal_ticks": trial.disturbance.steal_ticks,
            "suspended": trial.disturbance.suspended,
            "throttled": trial.disturbance.n_throttled,
        },
        "rubbish_lines": trial.n_rubbish,
        "dropped_lines": trial.n_dropped,
        "complaints": trial.complaints,
    })
}

fn nanoseconds(duration: std::time::Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

fn ending(ending: Ending) -> Json {
    match ending {
        Ending::Finished => json!("finished"),
        Ending::Failed(code) => json!({ "failed": code }),
        Ending::Signalled(signal) => json!({ "signalled": signal }),
        Ending::TimedOut(after) => json!({ "timed_out_after_ms": after.as_secs_f64() * 1000.0 }),
        Ending::Flooded => json!("flooded"),
    }
}

/// What a traced trial drew.
pub fn events(trial: &Trial) -> Json {
    let each = trial.events.iter().map(|event| match event {
        Event::Span(span) => {
            let state = crate::model::SpanState::ALL.iter().find(|(s, _)| *s == span.state).map_or("", |(_, name)| name);
            json!({ "span": state, "cell": span.cell, "lane": span.lane, "t0": span.from_ns, "t1": span.to_ns })
        }
        Event::Mark(mark) => {
            let kind = crate::model::MarkKind::ALL.iter().find(|(k, _)| *k == mark.kind).map_or("", |(_, name)| name);
            json!({ "mark": kind, "cell": mark.cell, "lane": mark.lane, "name": mark.name, "t": mark.at_ns })
        }
    });
    Json::Array(each.collect())
}

/// Evidence: what was run, every trial, what is missing.
pub fn evidence_json(evidence: &Evidence, look: &Look) -> Json {
    let set: Map<String, Json> = evidence.experiment.set.iter().map(|(k, v)| (k.clone(), value(v))).collect();
    json!({
        "demo": evidence.experiment.demo.value,
        "set": set,
        "missing": evidence.missing.as_ref().map(|missing| evidence::missing_words(missing, look)),
        "trials": evidence.trials.iter().map(trial).collect::<Vec<_>>(),
    })
}

/// A promise in short.
pub fn spec(spec: &DemoSpec) -> Json {
    let name_of =
        |kind: ValueType| ValueType::ALL.iter().find(|(k, _)| *k == kind).map_or("", |(_, name)| *name);
    let stall_of = |stall: Stall| Stall::ALL.iter().find(|(s, _)| *s == stall).map_or("", |(_, name)| *name);
    let observations = spec.observations.iter().map(|o| {
        json!({
            "id": o.id, "type": name_of(o.kind), "class": Class::name(o.class), "stall": stall_of(o.stall),
            "unit": o.unit.as_ref().map(text), "label": text(&o.label), "meaning": text(&o.meaning),
        })
    });
    let params = spec.params.iter().map(|p| {
        json!({ "id": p.id, "default": value(&p.default), "takes": crate::claim::param_takes_words(&p.kind), "help": text(&p.help) })
    });
    let findings = spec.findings.iter().map(|f| json!({ "id": f.id, "says": text(&f.says) }));
    json!({
        "id": spec.id, "title": text(&spec.title), "about": text(&spec.about), "deadline_ms": spec.deadline_ms,
        "params": params.collect::<Vec<_>>(), "observations": observations.collect::<Vec<_>>(),
        "findings": findings.collect::<Vec<_>>(),
    })
}
