//! What a picture has to show: the lanes of one cell with everything that happened on them.
//!
//! Deliberately missing: columns and glyphs. A scene knows instants, not places on paper.

use crate::model::{DemoSpec, Event, Lane, Mark, Span, Trial};

use super::{Look, inline, values, words};

/// One cell of a demo as one trial drew it.
#[derive(Debug)]
pub(super) struct Scene<'a> {
    /// Its heading; empty where the demo has no cells.
    pub(super) title: String,
    /// Its rows, in the order of the promise; lanes nobody promised come last.
    pub(super) rows: Vec<Row<'a>>,
    /// What stands under the picture, line by line.
    pub(super) caption: Vec<String>,
    /// Why it could not run here, if it could not.
    pub(super) missing: Option<String>,
    /// First and last instant, in nanoseconds since the start of the trial; none: nothing happened.
    pub(super) extent: Option<(u64, u64)>,
}

/// One lane.
#[derive(Debug)]
pub(super) struct Row<'a> {
    id: &'a str,
    /// What stands at its left.
    pub(super) label: String,
    /// What stands at its right; may be empty.
    pub(super) note: String,
    /// Its stretches, as reported.
    pub(super) spans: Vec<&'a Span>,
    /// Its instants, as reported.
    pub(super) marks: Vec<&'a Mark>,
}

/// The scenes of a trial: what stands in no cell first, then the cells of the promise, then cells nobody promised.
pub(super) fn scenes<'a>(spec: &'a DemoSpec, trial: &'a Trial, look: &Look) -> Vec<Scene<'a>> {
    let mut cells: Vec<&str> = vec![""];
    let promised = spec.cells.iter().map(|cell| cell.id.as_str());
    for cell in promised.chain(trial.events.iter().map(|event| place(event).0)) {
        if !cells.contains(&cell) {
            cells.push(cell);
        }
    }
    cells.into_iter().filter_map(|cell| scene(cell, spec, trial, look)).collect()
}

/// Cell and lane of an event.
fn place(event: &Event) -> (&str, &str) {
    match event {
        Event::Span(span) => (&span.cell, &span.lane),
        Event::Mark(mark) => (&mark.cell, &mark.lane),
    }
}

fn scene<'a>(cell: &'a str, spec: &'a DemoSpec, trial: &'a Trial, look: &Look) -> Option<Scene<'a>> {
    let promise = spec.cells.iter().find(|promise| promise.id == cell);
    let lanes = spec.lanes.iter().filter(|lane| lane.cell.as_deref().unwrap_or("") == cell);
    let mut rows: Vec<Row> = lanes.map(|lane| promised(lane, spec, trial, look)).collect();
    let mut extent: Option<(u64, u64)> = None;
    for event in trial.events.iter().filter(|event| place(event).0 == cell) {
        let (from, to) = match event {
            Event::Span(span) => (span.from_ns.min(span.to_ns), span.from_ns.max(span.to_ns)),
            Event::Mark(mark) => (mark.at_ns, mark.at_ns),
        };
        extent = Some(extent.map_or((from, to), |(first, last)| (first.min(from), last.max(to))));
        put(event, &mut rows, look);
    }
    let skip = trial
        .skips
        .iter()
        .find(|skip| skip.cell.as_deref() == Some(cell) || (skip.cell.is_none() && !cell.is_empty()));
    if rows.is_empty() && skip.is_none() {
        return None;
    }
    let missing = skip.map(|skip| {
        let why = inline::words(skip.why.get(look.lang), look);
        words::missing_here(&inline::words(&skip.what, look), &why, look.lang)
    });
    let title = promise.map_or(cell, |promise| promise.title.get(look.lang));
    let caption = promise.and_then(|promise| promise.caption.as_ref());
    let lines = caption.map(|text| {
        text.get(look.lang).lines().map(|line| values::filled(line, spec, trial, look)).collect()
    });
    Some(Scene { title: title.to_owned(), rows, caption: lines.unwrap_or_default(), missing, extent })
}

fn promised<'a>(lane: &'a Lane, spec: &DemoSpec, trial: &'a Trial, look: &Look) -> Row<'a> {
    let note = lane.note.as_ref().map(|note| values::filled(note.get(look.lang), spec, trial, look));
    Row {
        id: &lane.id,
        label: inline::words(lane.label.get(look.lang), look),
        note: note.map(|note| inline::words(&note, look)).unwrap_or_default(),
        spans: Vec::new(),
        marks: Vec::new(),
    }
}

/// Puts an event on its row, which is added where nobody promised it.
fn put<'a>(event: &'a Event, rows: &mut Vec<Row<'a>>, look: &Look) {
    let lane = place(event).1;
    let at = rows.iter().position(|row| row.id == lane).unwrap_or_else(|| {
        let label = inline::words(lane, look);
        rows.push(Row { id: lane, label, note: String::new(), spans: Vec::new(), marks: Vec::new() });
        rows.len() - 1
    });
    match event {
        Event::Span(span) => rows[at].spans.push(span),
        Event::Mark(mark) => rows[at].marks.push(mark),
    }
}
