//! What the runs observed, as tables: one column for each cell, so that the cells can be compared row by row.
//!
//! Where the columns do not fit beside each other they are spread over several tables, in the worst case one for
//! each cell. Deliberately missing: judgement; a class says how far a value could be trusted, not whether it is right.

use ratatui::style::Stylize;
use ratatui::text::{Line, Span};

use crate::model::{Class, DemoSpec, ObservationSpec, Trial};

use super::grid::{self, GAP, Grid};
use super::{Look, glyphs, inline, summary, words, wrap};

/// A heading may take this many lines before its column is called too narrow.
const HEADING_LINES: usize = 3;
/// Words in a column are broken into lines beyond this width, in cells.
const WORDS_AT_MOST: usize = 20;

/// The observations of the runs: those without a cell first, then one column for each cell.
///
/// `trials` may be one or many; where several differ the bounds stand below the typical value. Empty: nothing to show.
pub fn observations(spec: &DemoSpec, trials: &[Trial], look: &Look) -> Vec<Line<'static>> {
    let trials = summary::counted(trials);
    let plain = Column::of("", String::new(), spec, &trials, look);
    let cells = spec
        .cells
        .iter()
        .map(|cell| Column::of(&cell.id, inline::words(cell.short(look.lang), look), spec, &trials, look));
    let columns: Vec<Column> = cells.filter(|column| !column.entries.is_empty()).collect();
    let mut tables = Vec::new();
    if !plain.entries.is_empty() {
        tables.push(table(&[&plain], look));
    }
    tables.extend(bands(&columns, spec.columns, look).iter().map(|band| table(band, look)));
    let mut lines = tables.join(&Line::default());
    let differ = columns
        .iter()
        .chain([&plain])
        .flat_map(|column| &column.entries)
        .any(|entry| entry.value.contains('\n'));
    lines.extend(asides(spec, &trials, differ, look));
    lines
}

/// One cell with what was observed in it.
struct Column {
    title: String,
    entries: Vec<Entry>,
}

/// One observation of a cell.
#[derive(Clone)]
struct Entry {
    label: String,
    value: String,
    class: Class,
    /// Where the promise lists it.
    order: usize,
}

impl Column {
    fn of(cell: &str, title: String, spec: &DemoSpec, trials: &[&Trial], look: &Look) -> Column {
        let promised = spec.observations.iter().enumerate();
        let promised = promised.filter(|(_, promise)| promise.cell().unwrap_or("") == cell);
        let entry = |(order, promise): (usize, &ObservationSpec)| {
            let value = summary::summary(promise, spec, trials, look)?;
            Some(Entry { label: summary::label(promise, look), value, class: promise.class, order })
        };
        Column { title, entries: promised.filter_map(entry).collect() }
    }

    /// The narrowest this column may be and still be read.
    fn needs(&self) -> usize {
        let value = |entry: &Entry| {
            grid::widest_line(&entry.value).min(WORDS_AT_MOST).max(grid::widest_word(&entry.value))
        };
        let values = self.entries.iter().map(value).max().unwrap_or(0);
        values.max(grid::widest_word(&self.title)).max(grid::widest_line(&self.title).div_ceil(HEADING_LINES))
    }
}

/// The columns in as few tables as fit the width, evenly spread.
fn bands<'a>(columns: &'a [Column], at_most: Option<usize>, look: &Look) -> Vec<Vec<&'a Column>> {
    let entries = || columns.iter().flat_map(|column| &column.entries);
    let label =
        entries().map(|entry| grid::widest_line(&entry.label).min(grid::NAME_AT_MOST)).max().unwrap_or(0);
    let class =
        entries().map(|entry| grid::widest_line(words::class(entry.class, look.lang))).max().unwrap_or(0);
    let room = usize::from(look.width).saturating_sub(label + GAP + class);
    let widest = columns.iter().map(|column| column.needs() + GAP).max().unwrap_or(1);
    let total: usize = columns.iter().map(|column| column.needs() + GAP).sum();
    let n_most = if total <= room { columns.len() } else { room / widest }.max(1);
    let n_most = n_most.min(at_most.unwrap_or(usize::MAX).max(1));
    let n_bands = columns.len().div_ceil(n_most).max(1);
    let size = columns.len().div_ceil(n_bands).max(1);
    columns.chunks(size).map(|band| band.iter().collect()).collect()
}

/// One table over the given columns, with a row for each label.
fn table(columns: &[&Column], look: &Look) -> Vec<Line<'static>> {
    let lang = look.lang;
    let rows = rows(columns);
    let body = rows.iter().map(|(label, slots)| {
        let missing = || glyphs::strokes(look.unicode).missing.to_owned();
        let value = |slot: &Option<&Entry>| slot.map_or_else(missing, |entry| entry.value.clone());
        let mut classes: Vec<Class> = slots.iter().flatten().map(|entry| entry.class).collect();
        classes.sort_unstable();
        classes.dedup();
        let classes: Vec<&str> = classes.into_iter().map(|class| words::class(class, lang)).collect();
        let start = std::iter::once((*label).to_owned());
        start.chain(slots.iter().map(value)).chain([classes.join(" / ")]).collect()
    });
    let title = |column: &&Column| {
        if column.title.is_empty() { words::value(lang).to_owned() } else { column.title.clone() }
    };
    let start = std::iter::once(words::observed(lang).to_owned());
    let content = Grid {
        heading: start.chain(columns.iter().map(title)).chain([words::evidence(lang).to_owned()]).collect(),
        rows: body.collect(),
        names_first: true,
        quiet_end: true,
        ..Grid::default()
    };
    grid::grid(&content, usize::from(look.width), look)
}

/// The labels in the order of the promise, each with what every column has under it.
fn rows<'a>(columns: &[&'a Column]) -> Vec<(&'a str, Vec<Option<&'a Entry>>)> {
    let mut entries: Vec<(usize, &Entry)> = columns
        .iter()
        .enumerate()
        .flat_map(|(at, column)| column.entries.iter().map(move |entry| (at, entry)))
        .collect();
    entries.sort_by_key(|(_, entry)| entry.order);
    let mut rows: Vec<(&str, Vec<Option<&Entry>>)> = Vec::new();
    for (at, entry) in entries {
        // A label that one cell uses twice gets two rows: a value is never hidden behind another.
        let free = rows.iter().position(|(label, slots)| *label == entry.label && slots[at].is_none());
        let row = free.unwrap_or_else(|| {
            rows.push((&entry.label, vec![None; columns.len()]));
            rows.len() - 1
        });
        rows[row].1[at] = Some(entry);
    }
    rows
}

/// What has to be said under the tables.
fn asides(spec: &DemoSpec, trials: &[&Trial], differ: bool, look: &Look) -> Vec<Line<'static>> {
    let mut asides = Vec::new();
    if trials.len() > 1 {
        let say = if differ { words::typical } else { words::all_alike };
        asides.push(say(trials.len(), look.lang));
    }
    for skip in trials.first().iter().flat_map(|trial| &trial.skips) {
        let title = skip.cell.as_ref().and_then(|id| spec.cells.iter().find(|cell| cell.id == *id));
        let title = title.map(|cell| format!("{}: ", inline::words(cell.short(look.lang), look)));
        let why = inline::words(skip.why.get(look.lang), look);
        let missing = words::missing_here(&inline::words(&skip.what, look), &why, look.lang);
        asides.push(format!("{}{missing}", title.unwrap_or_default()));
    }
    let set =
        |aside: String| wrap::wrap(&[Span::from(aside).dim()], usize::from(look.width), &[], &["  ".into()]);
    let mut lines: Vec<Line<'static>> = asides.into_iter().flat_map(set).collect();
    if !lines.is_empty() {
        lines.insert(0, Line::default());
    }
    lines
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
