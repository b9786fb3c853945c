//! `ttl` alone: what is due, what is still believed and what to type next, in five lines; for a newcomer, what there is.

use std::io;

use anyhow::Result;
use ratatui::style::Stylize;
use ratatui::text::Line;

use super::exit::Exit;
use super::settings::Settings;
use super::{stats, trouble};
use crate::flow::{self, Detail, IndexedCards, Notebook, ReviewWanted};
use crate::lab::Lab;
use crate::model::Occasion;
use crate::screen::{door_words as words, home, paper};
use crate::store::{HistoryError, Index, Scope};

/// So many lines, whatever there is.
const LINES: usize = 5;

/// Prints the five lines; where the history cannot be read, first of all that.
pub(super) fn run(settings: &Settings) -> Result<Exit> {
    let lines = match for_a_learner(settings) {
        Ok(Some(lines)) => lines,
        Ok(None) => for_a_newcomer(&settings.index()?, settings)?,
        Err(error) => match trouble::find(&error) {
            Some(trouble) => troubled(trouble, settings)?,
            None => return Err(error),
        },
    };
    paper::print(&mut io::stdout().lock(), &lines, &settings.look)?;
    Ok(Exit::Done)
}

/// The lines for somebody who has answered something.
fn for_a_learner(settings: &Settings) -> Result<Option<Vec<Line<'static>>>> {
    let Some(history) = stats::history(settings)? else { return Ok(None) };
    let (mut index, today) = (settings.index()?, stats::today(settings));
    let progress =
        flow::progress(&history, &mut index, &Scope::All, today, Detail { tags: false, n_told: 1 })?;
    if progress.is_empty() {
        return Ok(None);
    }
    let preferences = settings.preferences();
    let notebook = Notebook::new(Some(history), &settings.clock, &preferences, Occasion::Review);
    let wanted = ReviewWanted { seed: settings.seed, ..ReviewWanted::default() };
    let plan = flow::plan_day(&IndexedCards::new(index, |_| {}), &notebook, wanted)?;
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    // The plan looks only as far as it needs to; all that is due is counted elsewhere.
    let n_due = count(plan.n_due);
    let all_due = progress.due.iter().filter(|(day, _)| *day <= today).map(|(_, n)| n).sum::<u32>();
    let day = home::Day { n_due, n_left: all_due.saturating_sub(n_due), n_new: count(plan.n_new) };
    Ok(Some(home::lines(&progress, day, &settings.look)))
}

fn for_a_newcomer(index: &Index, settings: &Settings) -> Result<Vec<Line<'static>>> {
    let (lab, lang) = (settings.lab()?, settings.look.lang);
    let decks = index.decks();
    let n_cards = decks.iter().map(|deck| deck.n_cards).sum();
    let mut lines =
        vec![Line::from(words::what_there_is(decks.len(), n_cards, lab.demos().len(), lang).bold())];
    let steps = words::first_steps(lang).map(|(typed, what)| (typed.to_owned(), what));
    lines.extend(home::commands(&steps, &settings.look));
    Ok(lines)
}

/// What is wrong with the history, the first thing to type, and what can be done meanwhile.
fn troubled(error: &HistoryError, settings: &Settings) -> Result<Vec<Line<'static>>> {
    let trouble = trouble::said(error, settings.look.lang);
    let mut lines = vec![Line::from(trouble.what.bold())];
    let next = trouble.next.iter().find(|line| line.starts_with("ttl "));
    lines.extend(next.map(|command| Line::from(format!("  {command}"))));
    lines.extend(for_a_newcomer(&settings.index()?, settings)?);
    lines.truncate(LINES);
    Ok(lines)
}
