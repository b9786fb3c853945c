//! The log as lines of JSON, out and in: lines that are there already change nothing, so logs of two machines are joined by
//! importing each into the other, in any order and as often as one likes.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};

use rusqlite::TransactionBehavior;

use super::line::{DeedLine, EntryLine};
use super::log::{card, insert};
use super::settle::settle_all;
use super::{History, HistoryError};
use crate::model::{CardKey, Entry};

/// How joining went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    /// Entries that were not there before.
    pub n_new: usize,
    /// Entries that were there.
    pub n_known: usize,
}

impl History {
    /// Writes every entry as a line, the earliest first: the same log gives the same bytes. Says how many there were.
    ///
    /// # Errors
    ///
    /// The history cannot be read (the inner error), or the lines cannot be written.
    pub fn export(&self, out: &mut dyn Write) -> std::io::Result<usize> {
        let failed = |error| std::io::Error::from(self.because(error));
        let mut select = self
            .db
            .prepare(
                "SELECT uid, at_ms, entry.offset_min, deck, name, body FROM entry JOIN card ON card.id = entry.card ORDER BY at_ms, uid",
            )
            .map_err(failed)?;
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

    /// Takes in lines that were exported, here or elsewhere: all of them or, where one is wrong, none.
    ///
    /// # Errors
    ///
    /// A line is none ([`HistoryError::Line`]), or the history cannot be written.
    pub fn import(&mut self, name: &str, lines: &mut dyn BufRead) -> Result<Joined, HistoryError> {
        let History { db, path, rules, .. } = self;
        let failed = |error| super::because(error, path);
        let db = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        let (mut joined, mut touched) = (Joined::default(), BTreeMap::new());
        for (number, text) in lines.lines().enumerate() {
            let wrong = |message| HistoryError::Line { name: name.to_owned(), line: number + 1, message };
            let text = text.map_err(|error| wrong(error.to_string()))?;
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
        settle_all(&db, touched, rules).map_err(failed)?;
        db.commit().map_err(failed)?;
        Ok(joined)
    }
}

fn line(row: &rusqlite::Row<'_>) -> rusqlite::Result<EntryLine> {
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

fn read(text: &str) -> Result<Entry, String> {
    let line: EntryLine = serde_json::from_str(text).map_err(|error| {
        // The line is told apart by the caller; within it only the column is news.
        let words = error.to_string();
        words.split(" at line ").next().unwrap_or(&words).to_owned()
    })?;
    if line.uid.is_empty()
        || line.uid.len() > 64
        || !line.uid.bytes().all(|byte| byte.is_ascii_alphanumeric())
    {
        return Err("`uid` has to be letters and digits".to_owned());
    }
    let entry = Entry::from(line);
    match &entry.key {
        CardKey { deck, card } if deck.is_empty() || card.is_empty() => {
            Err("`deck` and `card` have to be named".to_owned())
        }
        _ => Ok(entry),
    }
}
