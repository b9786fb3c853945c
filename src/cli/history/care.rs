//! `ttl history check|rebuild|train`: the history held against itself, and what is thought out of it.

use std::io;

use anyhow::Result;
use ratatui::text::Line;

use super::super::exit::{self, Exit};
use super::super::settings::Settings;
use super::super::trouble;
use super::{open, print, today};
use crate::flow;
use crate::screen::{door_words, history_trouble, history_words as words, paper};
use crate::store::{Flaw, HistoryError};

/// Says whether everything is as it should be.
pub(super) fn check(settings: &Settings) -> Result<Exit> {
    let lang = settings.talk.lang;
    let history = open(settings)?;
    let examined = match history.check() {
        Ok(examined) => examined,
        Err(error @ HistoryError::Damaged { .. }) => {
            exit::complain(settings, &error.into())?;
            return Ok(Exit::Found);
        }
        Err(error) => return Err(error.into()),
    };
    let path = history.path().display().to_string();
    if examined.flaws.is_empty() {
        print([words::sound(&path, examined.n, settings.look.lang)], settings)?;
        return Ok(Exit::Done);
    }
    let said = examined.flaws.iter().map(|flaw| match flaw {
        Flaw::Broken(what) | Flaw::Orphan(what) => words::broken(what, lang),
        Flaw::Unreadable(uid) => words::unreadable(uid, lang),
        Flaw::Stale(table, at) => words::stale(table, at, lang),
    });
    let mut lines: Vec<_> = said.map(|what| Line::from(door_words::error(&what, lang))).collect();
    let is = |kind: fn(&Flaw) -> bool| examined.flaws.iter().any(kind);
    let next = match () {
        () if is(|flaw| matches!(flaw, Flaw::Broken(_) | Flaw::Orphan(_))) => {
            history_trouble::try_salvage(&path, &trouble::files(history.path()), lang)
        }
        () if is(|flaw| matches!(flaw, Flaw::Unreadable(_))) => history_trouble::try_update(&path, lang),
        () => words::try_rebuild(lang),
    };
    lines.extend(exit::next_steps(&next, settings));
    paper::print(&mut io::stderr().lock(), &lines, &settings.talk)?;
    Ok(Exit::Found)
}

/// Thinks everything out again.
pub(super) fn rebuild(settings: &Settings) -> Result<Exit> {
    settings.history()?.rebuild()?;
    print([words::rebuilt(settings.look.lang).to_owned()], settings)?;
    Ok(Exit::Done)
}

/// Fits the schedule to the learner's answers, whether it is time or not.
pub(super) fn train(settings: &Settings) -> Result<Exit> {
    let (mut history, lang) = (open(settings)?, settings.look.lang);
    let lines = match flow::train(&mut history, &settings.preferences(), today(settings))? {
        Some(training) => words::trained(&training, lang),
        None => vec![words::too_little(history.n_asked()?, lang)],
    };
    print(lines, settings)?;
    Ok(Exit::Done)
}
