//! The log as lines of JSON, out and in: lines that are there already change nothing, so logs of two machines are joined by
//! importing each into the other, in any order and as often as one likes.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};

use rusqlite::TransactionBehavior;
use thiserror::Error;

use super::line::{DeedLine, EntryLine};
use super::log::{card, insert};
use super::settle::settle_all;
use super::{History, HistoryError};
use crate::model::Entry;

/// How joining went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    /// Entries that were not there before.
    pub n_new: usize,
    /// Entries that were there.
    pub n_known: usize,
}

/// What is wrong with a line of a log.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LineFault {
    /// It is no entry.
    #[error("{0}")]
    NotAnEntry(String),
    /// It is what git leaves where two sides could not be merged.
    #[error("it marks a conflict of a merge")]
    Conflict,
    /// The name of the entry is none.
    #[error("`uid` has to be letters and digits")]
    Uid,
    /// It is about no card.
    #[error("`deck` and `card` have to be named")]
    NoCard,
}

/// Everything that a line says. Names of entries begin with their time, so this is the order of time; and since a line begins with the
/// name, it is the order in which any other tool sorts lines.
pub(super) const LINES: &str = "SELECT uid, at_ms, entry.offset_min, deck, name, body FROM entry JOIN card ON card.id = entry.card ORDER BY uid";

impl History {
    /// Writes every entry as a line, the earliest first: the same log gives the same bytes. Says how many there were.
    ///
    /// # Errors
    ///
    /// The history cannot be read (the inner error), or the lines cannot be written.
    pub fn export(&self, out: &mut dyn Write) -> std::io::Result<usize> {
        let failed = |error| std::io::Error::from(self.because(error));
        let mut select = self.db.prepare(LINES).map_err(failed)?;
        let mut rows = select.query([]).map_err(failed)?;
        let mut n = 0;
        while let Some(row) = rows.next().map_err(failed)? {
            let line = line(row).map_err(failed)?;
            serde_json::to_writer(&mut *out, &line)?;
            out.write_all(b"\n")?;
            n += 1;
        }
        Ok(n)
    }

    /// How many lines of an exported log are about entries that are not here.
    ///
    /// # Errors
    ///
    /// A line is none ([`HistoryError::Line`]), or the history cannot be read.
    pub fn n_lacking(&self, name: &str, lines: &mut dyn BufRead) -> Result<usize, HistoryError> {
        let failed = |error| self.because(error);
        let mut select = self.db.prepare("SELECT 1 FROM entry WHERE uid = ?1").map_err(failed)?;
        let mut n = 0;
        for (number, text) in lines.lines().enumerate() {
            let wrong = |fault| HistoryError::Line { name: name.to_owned(), line: number + 1, fault };
            let text = text.map_err(|error| wrong(LineFault::NotAnEntry(error.to_string())))?;
            if !text.trim().is_empty() {
                let entry = read(&text).map_err(wrong)?;
                n += usize::from(!select.exists([&entry.uid]).map_err(failed)?);
            }
        }
        Ok(n)
    }

    /// Takes in lines that were exported, here or elsewhere: all of them or, where one is wrong, none.
    ///
    /// # Errors
    ///
    /// A line is none ([`HistoryError::Line`]), or the history cannot be written.
    pub fn import(&mut self, name: &str, lines: &mut dyn BufRead) -> Result<Joined, HistoryError> {
        self.import_all(&mut [(name.to_owned(), lines)])
    }

    /// The same for several files at once: where one line of one of them is wrong nothing of any is taken in.
    ///
    /// # Errors
    ///
    /// See [`History::import`].
    pub fn import_all(&mut self, files: &mut [(String, &mut dyn BufRead)]) -> Result<Joined, HistoryError> {
        self.follow_others()?;
        super::give_room(&self.db, true).map_err(|error| self.because(error))?;
        let went = self.take_in(files);
        super::give_room(&self.db, false).map_err(|error| self.because(error))?;
        went
    }

    fn take_in(&mut self, files: &mut [(String, &mut dyn BufRead)]) -> Result<Joined, HistoryError> {
        let History { db, path, rules, .. } = self;
        let failed = |error| super::because(error, path);
        let db = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        let (mut joined, mut touched) = (Joined::default(), BTreeMap::new());
        for (name, lines) in files {
            for (number, text) in lines.lines().enumerate() {
                let wrong = |fault| HistoryError::Line { name: name.clone(), line: number + 1, fault };
                let text = text.map_err(|error| wrong(LineFault::NotAnEntry(error.to_string())))?;
                if text.trim().is_empty() {
                    continue;
                }
                let entry = read(&text).map_err(wrong)?;
                let id = card(&db, &entry.key).map_err(failed)?;
                if insert(&db, id, &entry).map_err(failed)? {
                    joined.n_new += 1;
                    touched.insert(id, entry.key);
                } else {
                    joined.n_known += 1;
                }
            }
        }
        settle_all(&db, touched, rules).map_err(failed)?;
        db.commit().map_err(failed)?;
        Ok(joined)
    }
}

pub(super) fn line(row: &rusqlite::Row<'_>) -> rusqlite::Result<EntryLine> {
    let body: String = row.get(5)?;
    let deed: DeedLine = serde_json::from_str(&body).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(5, rusqlite::types::Type::Text, error.into())
    })?;
    Ok(EntryLine {
        uid: row.get(0)?,
        at_ms: row.get(1)?,
        offset_min: row.get(2)?,
        deck: row.get(3)?,
        card: row.get(4)?,
        deed,
    })
}

fn read(text: &str) -> Result<Entry, LineFault> {
    if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| text.starts_with(mark)) {
        return Err(LineFault::Conflict);
    }
    let line: EntryLine = serde_json::from_str(text).map_err(|error| {
        // The line is told apart by the caller; within it only the column is news.
        let words = error.to_string();
        LineFault::NotAnEntry(words.split(" at line ").next().unwrap_or(&words).to_owned())
    })?;
    let is_name = |uid: &str| uid.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if line.uid.is_empty() || line.uid.len() > 64 || !is_name(&line.uid) {
        return Err(LineFault::Uid);
    }
    let entry = Entry::from(line);
    match entry.key.deck.is_empty() || entry.key.card.is_empty() {
        true => Err(LineFault::NoCard),
        false => Ok(entry),
    }
}
