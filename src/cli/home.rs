//! `ttl` alone: what is due, what is still believed and what to type next, in five lines; for a newcomer, what there is.

use std::io;

use anyhow::Result;
use ratatui::style::Stylize;
use ratatui::text::Line;

use super::exit::Exit;
use super::settings::Settings;
use super::stats;
use super::texts::Texts;
use crate::flow::{self, AtHand};
use crate::lab::Lab;
use crate::model::{Deck, Preferences};
use crate::screen::stats_words::{Unreadable, unreadable};
use crate::screen::{door_words as words, home, paper};
use crate::store::{HistoryError, Scope};
use crate::study::progress::Progress;

/// So many bytes of a deck are read to tell a belief in its own words.
const FOR_A_BELIEF: usize = 4 << 20;

/// Prints the five lines, and one before them where the history cannot be read.
pub(super) fn run(settings: &Settings) -> Result<Exit> {
    let lines = match looked_up(settings) {
        Ok(Some(progress)) if !progress.is_empty() => for_a_learner(&progress, settings)?,
        Ok(_) => for_a_newcomer(settings)?,
        Err(error) => {
            let mut lines = vec![Line::from(in_a_line(&error, settings))];
            lines.extend(for_a_newcomer(settings)?.into_iter().take(4));
            lines
        }
    };
    paper::print(&mut io::stdout().lock(), &lines, &settings.look)?;
    Ok(Exit::Done)
}

/// What the history says, if there is one; decks are not read for it.
fn looked_up(settings: &Settings) -> Result<Option<Progress>, HistoryError> {
    let Some(history) = stats::history(settings)? else { return Ok(None) };
    let today = stats::today(settings);
    let (progress, _) = flow::progress(&history, &Scope::All, today, &mut |_| AtHand::default())?;
    Ok(Some(progress))
}

fn for_a_learner(progress: &Progress, settings: &Settings) -> Result<Vec<Line<'static>>> {
    let texts = Texts::find(settings)?;
    let most = Preferences::default().new_per_day;
    let left_today = most.saturating_sub(progress.of_today().n_new);
    let n_new = texts.n_new(&progress.decks).min(left_today);
    let held = progress.beliefs.iter().find(|belief| belief.is_held()).and_then(|belief| belief.latest());
    let decks: Vec<Deck> =
        held.map(|showing| texts.fetch(&[&showing.key.deck], FOR_A_BELIEF).decks).unwrap_or_default();
    Ok(home::lines(progress, &decks, n_new, &settings.look))
}

fn for_a_newcomer(settings: &Settings) -> Result<Vec<Line<'static>>> {
    let (library, lab, lang) = (settings.library()?, settings.lab()?, settings.look.lang);
    let n_cards = library.decks.iter().map(|deck| deck.cards.len()).sum();
    let what = words::what_there_is(library.decks.len(), n_cards, lab.demos().len(), lang);
    let steps = words::first_steps(lang).map(|(typed, what)| (typed.to_owned(), what));
    let mut lines = vec![Line::from(what.bold())];
    lines.extend(home::commands(&steps, &settings.look));
    Ok(lines)
}

/// Why the history cannot be read, in a line, with what to type.
fn in_a_line(error: &HistoryError, settings: &Settings) -> String {
    let reason = match error {
        HistoryError::Newer { .. } => Unreadable::Newer,
        HistoryError::Damaged { .. } => Unreadable::Damaged,
        HistoryError::ReadOnly { .. } | HistoryError::Full { .. } => Unreadable::NotWritable,
        HistoryError::Busy { .. } | HistoryError::Line { .. } | HistoryError::Failed { .. } => {
            Unreadable::Failed
        }
    };
    let path = settings.history_path().unwrap_or_default();
    unreadable(reason, &path.display().to_string(), settings.look.lang)
}
