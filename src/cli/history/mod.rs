//! `ttl history`: the review history, where it is, taken along, held against itself, put right.

mod cards;
mod care;
mod lines;

use std::io;

use anyhow::Result;
use clap::{Args, Subcommand};
use ratatui::text::Line;

use super::exit::{Complaint, Exit};
use super::settings::Settings;
use crate::flow;
use crate::model::Day;
use crate::screen::{history_words as words, paper};
use crate::store;

/// Arguments of `ttl history`.
#[derive(Args)]
pub(super) struct History {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand)]
enum What {
    Path,
    Export(lines::Export),
    Import(lines::Import),
    Salvage(lines::Salvage),
    Check,
    Rebuild,
    Train,
    List(cards::List),
    Forget(cards::Names),
    Suspend(cards::Names),
    Resume(cards::Names),
    Undo(cards::Undo),
}

impl History {
    pub(super) fn run(self, settings: &Settings) -> Result<Exit> {
        match self.what {
            None => summary(settings),
            Some(What::Path) => path(settings),
            Some(What::Export(export)) => export.run(settings),
            Some(What::Import(import)) => import.run(settings),
            Some(What::Salvage(salvage)) => salvage.run(settings),
            Some(What::Check) => care::check(settings),
            Some(What::Rebuild) => care::rebuild(settings),
            Some(What::Train) => care::train(settings),
            Some(What::List(list)) => list.run(settings),
            Some(What::Forget(names)) => names.forget(settings),
            Some(What::Suspend(names)) => names.suspend(settings),
            Some(What::Resume(names)) => names.resume(settings),
            Some(What::Undo(undo)) => undo.run(settings),
        }
    }
}

/// Opens the history, and settles it by the rules that hold now.
fn open(settings: &Settings) -> Result<store::History> {
    let mut history = settings.history()?;
    let rules = history.rules().clone();
    history.set_rules(rules)?;
    Ok(history)
}

fn today(settings: &Settings) -> Day {
    flow::Clock::now(&settings.clock).day(settings.preferences().day_starts_at)
}

/// What can be mended, said with what to type next, a line of words and commands below it.
fn complaint(what: String, next: &[String]) -> anyhow::Error {
    Complaint::usage(what, next.join("\n"))
}

fn print(lines: impl IntoIterator<Item = String>, settings: &Settings) -> Result<()> {
    let lines: Vec<_> = lines.into_iter().map(Line::from).collect();
    paper::print(&mut io::stdout().lock(), &lines, &settings.look)?;
    Ok(())
}

fn path(settings: &Settings) -> Result<Exit> {
    // It is said also where nothing can be opened there.
    let path = settings.history_path().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
    print([path.display().to_string()], settings)?;
    Ok(Exit::Done)
}

fn summary(settings: &Settings) -> Result<Exit> {
    let (history, lang) = (open(settings)?, settings.look.lang);
    let (n_answers, n_cards, last) = history.extent()?;
    let trained = flow::last_training(&history)?.map(|last| (last.day, last.n));
    let lines = [
        history.path().display().to_string(),
        words::extent(n_answers, n_cards, last, lang),
        words::schedule(trained, !history.rules().parameters().is_empty(), lang),
    ];
    print(lines, settings)?;
    Ok(Exit::Done)
}
