//! The author's story without a run: every text linted, deck after deck.
//!
//! A deck is forgotten as soon as it was linted, and its text too where nothing is wrong with it, so that a thousand decks
//! need little more memory than one.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use super::Library;
use crate::deck::{self, Demos, Elsewhere, Linter};
use crate::judge::CheckReport;
use crate::lab::{Lab, Promise};
use crate::model::{Deck, DemoSpec, Diagnostic, Language, Source, SourceId};
use crate::store::Sheet;

/// What is wanted of linting beside the problems.
#[derive(Clone, Copy, Default)]
pub struct Scope<'a> {
    /// Also the problems of promises that no card uses, where a user of this machine may have written them.
    pub own_promises: bool,
    /// The ids and places of all cards.
    pub headings: bool,
    /// Who knows which decks there are beside these; without it no deck is called missing.
    pub elsewhere: Option<&'a Elsewhere<'a>>,
}

/// Lints the decks on these sheets and the promises that their cards use, and runs nothing. With the report come the decks
/// that could be read, without their cards.
///
/// # Errors
///
/// A sheet cannot be read.
pub fn lint(sheets: &[Sheet], lab: &dyn Lab, wanted: Scope<'_>) -> Result<(CheckReport, Vec<Deck>)> {
    let (mut report, mut decks) = (CheckReport::default(), Vec::new());
    let asked = Asked::new(lab);
    let mut linter = Linter::new(&asked);
    if let Some(elsewhere) = wanted.elsewhere {
        linter = linter.beside(elsewhere);
    }
    for (i, sheet) in sheets.iter().enumerate() {
        let mut source = sheet.read()?;
        let (deck, mut problems) = deck::read_deck(&source, SourceId(i));
        if let Some(deck) = deck {
            problems.extend(linter.deck(&deck, &source));
            let headings = if wanted.headings { deck.headings } else { Vec::new() };
            decks.push(Deck { cards: Vec::new(), headings, ..deck });
        }
        if problems.is_empty() && !wanted.headings {
            source.text = String::new();
        }
        report.sources.push(source);
        report.problems.extend(problems);
    }
    report.problems.extend(linter.finish());
    recall(&mut report, sheets)?;
    let ids = asked.ids.into_inner();
    add_promises(&mut report, ids.iter().filter_map(|id| lab.promise(id)).collect());
    if wanted.own_promises {
        add_promises(&mut report, lab.own_promises().into_iter().filter(|p| is_new(p, &ids, lab)).collect());
    }
    sort(&mut report);
    Ok((report, decks))
}

/// Every problem of decks that were read together and of the promises that their cards use.
pub(super) fn lint_library(library: &Library, lab: &dyn Lab) -> CheckReport {
    let asked = Asked::new(lab);
    let known = |_: &[String]| library.elsewhere.clone().unwrap_or_default();
    let mut linter = Linter::new(&asked);
    if library.elsewhere.is_some() {
        linter = linter.beside(&known);
    }
    let mut problems = library.problems.clone();
    for deck in &library.decks {
        if let Some(source) = library.sources.get(deck.place.source.0) {
            problems.extend(linter.deck(deck, source));
        }
    }
    problems.extend(linter.finish());
    let mut report = CheckReport { sources: library.sources.clone(), problems, ..CheckReport::default() };
    let ids = asked.ids.into_inner();
    add_promises(&mut report, ids.iter().filter_map(|id| lab.promise(id)).collect());
    if library.has_own_promises {
        add_promises(&mut report, lab.own_promises().into_iter().filter(|p| is_new(p, &ids, lab)).collect());
    }
    sort(&mut report);
    report
}

fn is_new(promise: &Promise<'_>, known: &BTreeSet<String>, lab: &dyn Lab) -> bool {
    !known.iter().filter_map(|id| lab.promise(id)).any(|other| other.id == promise.id)
}

fn sort(report: &mut CheckReport) {
    report.problems.sort_by_key(|d| (d.place.source, d.place.span.start));
}

/// The demos that cards name, and nobody else's promise.
struct Asked<'a> {
    lab: &'a dyn Lab,
    ids: RefCell<BTreeSet<String>>,
}

impl<'a> Asked<'a> {
    fn new(lab: &'a dyn Lab) -> Self {
        Asked { lab, ids: RefCell::default() }
    }
}

impl Demos for Asked<'_> {
    fn promise(&self, id: &str) -> Option<&DemoSpec> {
        if !self.ids.borrow().contains(id) {
            self.ids.borrow_mut().insert(id.to_owned());
        }
        self.lab.demo(id)
    }

    fn names(&self) -> Vec<String> {
        self.lab.names()
    }

    fn languages(&self) -> &[Language] {
        self.lab.languages()
    }
}

/// Texts that were forgotten, and that a problem found later points at.
fn recall(report: &mut CheckReport, sheets: &[Sheet]) -> Result<()> {
    let needed: BTreeSet<SourceId> = report.problems.iter().flat_map(places).collect();
    for SourceId(i) in needed {
        let source: Option<&mut Source> = report.sources.get_mut(i);
        if let (Some(source), Some(sheet)) = (source, sheets.get(i))
            && source.text.is_empty()
        {
            *source = sheet.read()?;
        }
    }
    Ok(())
}

fn places(problem: &Diagnostic) -> impl Iterator<Item = SourceId> + '_ {
    [problem.place.source].into_iter().chain(problem.notes.iter().map(|(place, _)| place.source))
}

/// Adds the texts of promises behind the others, with their problems.
fn add_promises(report: &mut CheckReport, promises: Vec<Promise<'_>>) {
    let mut numbers: BTreeMap<SourceId, SourceId> = BTreeMap::new();
    for promise in promises {
        numbers.insert(promise.id, SourceId(report.sources.len()));
        report.sources.push(promise.source.clone());
        report.problems.extend(promise.diagnostics.iter().cloned());
    }
    for problem in &mut report.problems {
        let foreign: Vec<SourceId> = places(problem).filter(|source| numbers.contains_key(source)).collect();
        foreign.into_iter().for_each(|source| problem.renumber(source, numbers[&source]));
    }
}
