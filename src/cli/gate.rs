//! Who is asked before a program from elsewhere runs: the book of agreements, `--yes`, and what was said since the start.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::Result;
use console::Term;
use ratatui::text::Line;

use super::settings::Settings;
use crate::lab::{Gate, Introduction, Lab};
use crate::model::{Consent, Standing, Stranger, Waiting};
use crate::screen::{Look, paper, trust, trust_words as words};
use crate::store::{Book, StoreError};

/// What may run.
pub(crate) struct Trust {
    /// Where the book is kept; nowhere, where the user has no folder.
    path: Option<PathBuf>,
    is_yes: bool,
    day: String,
    talk: Look,
    inner: Mutex<Inner>,
}

struct Inner {
    book: Book,
    /// What was said since this program started, by hash.
    said: BTreeMap<String, bool>,
    /// The programs of cards from elsewhere, by hash.
    known: BTreeMap<String, Introduction>,
    /// The hashes of the programs of the learner's own cards and of those that came with this program.
    own: BTreeSet<String>,
}

impl Trust {
    /// Reads the book; a damaged one is told about and trusts nothing.
    pub(super) fn open(path: Option<PathBuf>, is_yes: bool, day: String, talk: Look) -> Self {
        let read = path.as_deref().map_or_else(|| Ok(Book::default()), Book::read);
        let book = read.unwrap_or_else(|error| {
            let said = match &error {
                StoreError::Damaged { path, line, message } => {
                    words::damaged(&path.display().to_string(), *line, message, talk.lang)
                }
                error => error.to_string(),
            };
            // Where the complaint cannot be written there is nobody left to tell.
            let _ = paper::print(&mut io::stderr().lock(), &[Line::from(said)], &talk);
            Book::default()
        });
        let inner = Inner { book, said: BTreeMap::new(), known: BTreeMap::new(), own: BTreeSet::new() };
        Trust { path, is_yes, day, talk, inner: Mutex::new(inner) }
    }

    /// Whether a path lies in a folder of the learner's own.
    pub(super) fn owns(&self, path: &Path) -> bool {
        self.inner().book.owns(path)
    }

    /// Takes in that the program with that hash is in a card of the learner's own, or of a deck that came with this program.
    pub(super) fn know_own(&self, hash: String) {
        self.inner().own.insert(hash);
    }

    /// Takes in which card from elsewhere the program with that hash is in.
    pub(super) fn know(&self, hash: String, introduction: Introduction) {
        self.inner().known.entry(hash).or_insert(introduction);
    }

    /// The book as it is now.
    pub(super) fn book(&self) -> Book {
        self.inner().book.clone()
    }

    /// Changes the book, as it is on the disk by now, and keeps it.
    ///
    /// # Errors
    ///
    /// It is damaged or cannot be written; then it is left as it is.
    pub(super) fn change<T>(
        &self,
        change: impl FnOnce(&mut Book, &str) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut book = self.path.as_deref().map_or_else(|| Ok(Book::default()), Book::read)?;
        let changed = change(&mut book, &self.day)?;
        if let Some(path) = &self.path {
            book.write(path)?;
        }
        self.inner().book = book;
        Ok(changed)
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Gate for Trust {
    fn standing(&self, foreign: &Stranger) -> Standing {
        let mut inner = self.inner();
        if inner.own.contains(&foreign.hash) || inner.book.agrees(foreign) {
            return Standing::Agreed;
        }
        match inner.said.get(&foreign.hash) {
            Some(true) => Standing::Agreed,
            Some(false) => Standing::Refused,
            None if self.is_yes => {
                inner.said.insert(foreign.hash.clone(), true);
                let said = words::agreed_by_flag(&foreign.name, &foreign.origin, self.talk.lang);
                let _ = paper::print(&mut io::stderr().lock(), &[Line::from(said)], &self.talk);
                Standing::Agreed
            }
            None => Standing::Open(inner.book.before(foreign)),
        }
    }

    fn introduction(&self, hash: &str) -> Option<Introduction> {
        self.inner().known.get(hash).cloned()
    }

    fn settle(&self, foreign: &Stranger, consent: Consent) -> io::Result<()> {
        self.inner().said.insert(foreign.hash.clone(), consent != Consent::Refused);
        if consent != Consent::Remembered {
            return Ok(());
        }
        let kept = self.change(|book, day| {
            book.agree(foreign, day);
            Ok(())
        });
        kept.map_err(io::Error::other)
    }
}

/// Asks about everything that waits, where there is somebody to ask; what is not agreed to will not run.
///
/// # Errors
///
/// The terminal cannot be used, or an agreement cannot be kept.
pub(super) fn ask_all(waiting: &[Waiting], lab: &dyn Lab, settings: &Settings) -> Result<()> {
    if !settings.is_interactive {
        return Ok(());
    }
    for one in waiting {
        let consent = trust::ask(&Term::stdout(), one, false, &settings.look)?;
        lab.settle(one, consent)?;
    }
    Ok(())
}
