//! A traced trial in the trace event format that Chrome's `about:tracing` and Perfetto open.
//!
//! Each cell becomes a process and each lane a thread of it, both named. Times are microseconds since the start of the trial,
//! with their nanoseconds as decimals. Deliberately missing: verdicts; a picture shows one run as it was.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::{Look, inline, json, words};
use crate::model::{DemoSpec, Event, Lane, Trial};

/// The trial as one JSON object. Format: "Trace Event Format", the JSON object form.
pub fn trace_events(spec: &DemoSpec, trial: &Trial, look: &Look) -> Json {
    let plain = Look { colour: false, ..*look };
    let mut places =
        Places { spec, look: &plain, cells: Vec::new(), lanes: BTreeMap::new(), named: Vec::new() };
    // Lanes of the promise first, in their order, also those that nothing happened on.
    for lane in &spec.lanes {
        places.of(lane.cell.as_deref().unwrap_or(""), &lane.id);
    }
    let mut events: Vec<Json> = trial.events.iter().map(|event| places.event(event)).collect();
    events.sort_by(|a, b| a["ts"].as_f64().unwrap_or(0.0).total_cmp(&b["ts"].as_f64().unwrap_or(0.0)));
    let named = std::mem::take(&mut places.named);
    json!({
        "traceEvents": named.into_iter().chain(events).collect::<Vec<_>>(),
        "displayTimeUnit": "ns",
        "otherData": {
            "program": concat!("ttl ", env!("CARGO_PKG_VERSION")),
            "demo": spec.id,
            "title": inline::words(spec.title.get(look.lang), &plain),
            "params": trial.params.iter().map(|(name, value)| (name.clone(), json::value(value))).collect::<serde_json::Map<_, _>>(),
            "seed": trial.seed.to_string(),
        },
    })
}

/// Numbers for cells and lanes, given out as they are first met.
struct Places<'a> {
    spec: &'a DemoSpec,
    look: &'a Look,
    cells: Vec<String>,
    lanes: BTreeMap<(usize, String), usize>,
    named: Vec<Json>,
}

impl Places<'_> {
    /// Process and thread of a lane, from 1.
    fn of(&mut self, cell: &str, lane: &str) -> (usize, usize) {
        let lang = self.look.lang;
        let pid = self.cells.iter().position(|known| known == cell).map(|at| at + 1).unwrap_or_else(|| {
            self.cells.push(cell.to_owned());
            let pid = self.cells.len();
            let title = self.spec.cell(cell).map_or(&self.spec.title, |cell| &cell.title);
            let name = inline::words(title.get(lang), self.look);
            self.named.push(json!({ "name": "process_name", "ph": "M", "pid": pid, "tid": 0, "args": { "name": name } }));
            self.named.push(json!({ "name": "process_sort_index", "ph": "M", "pid": pid, "tid": 0, "args": { "sort_index": pid } }));
            pid
        });
        if let Some(&tid) = self.lanes.get(&(pid, lane.to_owned())) {
            return (pid, tid);
        }
        let tid = 1 + self.lanes.keys().filter(|(other, _)| *other == pid).count();
        self.lanes.insert((pid, lane.to_owned()), tid);
        let is_it = |promise: &&Lane| promise.id == lane && promise.cell.as_deref().unwrap_or("") == cell;
        let label = self.spec.lanes.iter().find(is_it).map_or(lane, |promise| promise.label.get(lang));
        let name = inline::words(label, self.look);
        self.named.push(
            json!({ "name": "thread_name", "ph": "M", "pid": pid, "tid": tid, "args": { "name": name } }),
        );
        self.named.push(json!({ "name": "thread_sort_index", "ph": "M", "pid": pid, "tid": tid, "args": { "sort_index": tid } }));
        (pid, tid)
    }

    fn event(&mut self, event: &Event) -> Json {
        let lang = self.look.lang;
        match event {
            Event::Span(span) => {
                let (pid, tid) = self.of(&span.cell, &span.lane);
                let (from, to) = (span.from_ns.min(span.to_ns), span.from_ns.max(span.to_ns));
                json!({
                    "name": words::state(span.state, lang), "cat": "span", "ph": "X",
                    "ts": micros(from), "dur": micros(to - from), "pid": pid, "tid": tid,
                })
            }
            Event::Mark(mark) => {
                let (pid, tid) = self.of(&mark.cell, &mark.lane);
                let kind = words::mark(mark.kind, lang);
                let said = self.spec.word(&mark.name, lang);
                let name = if said.is_empty() { kind.to_owned() } else { format!("{kind}: {said}") };
                json!({
                    "name": name, "cat": "mark", "ph": "i", "s": "t",
                    "ts": micros(mark.at_ns), "pid": pid, "tid": tid,
                })
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a trial takes seconds")]
fn micros(ns: u64) -> f64 {
    ns as f64 / 1000.0
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::model::Lang;

    #[test]
    fn every_event_has_its_place_and_every_place_a_name() {
        let (spec, trial) = (sample::matrix(), sample::trial());
        let look = Look { width: 80, unicode: true, colour: false, lang: Lang::En };
        let trace = trace_events(&spec, &trial, &look);
        let events = trace["traceEvents"].as_array().expect("a list");
        let of = |phase: &'static str| events.iter().filter(move |event| event["ph"] == phase);
        assert_eq!(of("X").count() + of("i").count(), trial.events.len());
        for event in of("X").chain(of("i")) {
            let named = of("M").any(|name| {
                name["name"] == "thread_name" && name["pid"] == event["pid"] && name["tid"] == event["tid"]
            });
            assert!(named, "{event}");
            assert!(event["ts"].as_f64().is_some_and(|ts| ts >= 0.0), "{event}");
        }
        assert!(of("X").all(|span| span["dur"].as_f64().is_some_and(|dur| dur >= 0.0)));
    }
}
