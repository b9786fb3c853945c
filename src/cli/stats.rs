//! `ttl stats [DECK|TAG]...`: what the history says of a learner.

use std::io;

use anyhow::Result;
use clap::Args;

use super::exit::{Complaint, Exit, complain};
use super::settings::Settings;
use crate::flow::{self, Chosen, Clock, Detail};
use crate::model::Day;
use crate::screen::{door_words as words, paper, stats, stats_json};
use crate::store::{History, HistoryError};
use crate::study::progress::Progress;

/// Arguments of `ttl stats`.
#[derive(Args)]
pub(super) struct Stats {
    what: Vec<String>,
    #[arg(long)]
    json: bool,
}

impl Stats {
    pub(super) fn run(self, settings: &Settings) -> Result<Exit> {
        let mut index = settings.index()?;
        for trouble in index.take_troubles() {
            complain(settings, &trouble.into())?;
        }
        let scope = match flow::chosen(&mut index, &self.what) {
            Chosen::Scope(scope) => scope,
            Chosen::Nothing(word, meant) => {
                let lang = settings.talk.lang;
                let next = words::try_decks(meant.as_deref(), lang);
                return Err(Complaint::usage(words::nothing_called(&word, lang), next));
            }
        };
        let today = today(settings);
        // Programs get the words of every belief.
        let n_told = if self.json { usize::MAX } else { stats::BELIEFS_IN_FULL };
        let progress = match history(settings)? {
            Some(history) => {
                flow::progress(&history, &mut index, &scope, today, Detail { tags: true, n_told })?
            }
            None => Progress { today, ..Progress::default() },
        };
        let (out, look) = (&mut io::stdout().lock(), &settings.look);
        match self.json {
            true => paper::print_json(out, &stats_json::stats(&progress, &self.what))?,
            false => paper::print(out, &stats::page(&progress, &self.what.join(" "), look), look)?,
        }
        Ok(Exit::Done)
    }
}

/// The day where the learner is.
pub(super) fn today(settings: &Settings) -> Day {
    settings.clock.now().day(settings.preferences().day_starts_at)
}

/// The history, if there is one: who only looks makes none.
///
/// # Errors
///
/// It is there and cannot be opened.
pub(super) fn history(settings: &Settings) -> Result<Option<History>, HistoryError> {
    match settings.history_path().is_some_and(|path| path.is_file()) {
        true => settings.history().map(Some),
        false => Ok(None),
    }
}
