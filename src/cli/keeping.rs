//! The review history around a sitting: opened before it, and what could not be written handed back after it.
//!
//! A quiz goes on without a history that cannot be had, and says so; nothing of it is touched then.

use std::io;

use anyhow::Result;
use ratatui::text::Line;

use super::exit;
use super::settings::Settings;
use crate::flow::Notebook;
use crate::screen::{memory_words as words, paper};
use crate::store::{History, entry_line};

/// Opens the history for a quiz; none, with a word about it, where it cannot be had.
pub(super) fn open(settings: &Settings) -> Result<Option<History>> {
    match settings.history() {
        Ok(history) => Ok(Some(history)),
        Err(error) => {
            let lang = settings.talk.lang;
            exit::complain(settings, &error.into())?;
            let line = Line::from(words::goes_on_without(lang));
            paper::print(&mut io::stderr().lock(), &[line], &settings.talk)?;
            Ok(None)
        }
    }
}

/// Prints what could not be written, as lines that `ttl history import` takes.
pub(super) fn close(notebook: &Notebook<'_>, settings: &Settings) -> Result<()> {
    let unkept = notebook.unkept();
    if unkept.is_empty() {
        return Ok(());
    }
    let head = Line::from(words::unkept(unkept.len(), settings.talk.lang));
    let lines: Vec<Line<'_>> =
        [head].into_iter().chain(unkept.iter().map(|entry| Line::from(entry_line(entry)))).collect();
    paper::print(&mut io::stderr().lock(), &lines, &settings.talk)?;
    Ok(())
}
