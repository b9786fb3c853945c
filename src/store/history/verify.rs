//! Holding a history against itself: the database is sound, and everything derived is what its log says.
//!
//! The log is taken into a new database that lives as long as the look at it, and what follows from it there is compared. So nothing
//! is locked or changed meanwhile, and the same code that writes is what is held against what was written.

use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, Row};

use super::line::EntryLine;
use super::lines::{LINES, line};
use super::log::{card, insert};
use super::settle::{all_cards, settle_all};
use super::{History, HistoryError};
use crate::model::Entry;

/// Numbers that were summed in another order differ by less than this share.
const ROUNDING: f64 = 1e-6;

/// Everything that follows from the log, and by what the rows of two databases are told to be the same.
const DERIVED: [(&str, &str); 6] = [
    (
        "card",
        "SELECT deck || '/' || name, phase, step, stability, difficulty, last_ms, offset_min, last_day, due_day, due_ms, n_reviews,
            n_lapses, n_right, hurry, suspended, buried_until, meaning, right_ms, number FROM card
         WHERE EXISTS (SELECT 1 FROM entry WHERE entry.card = card.id) ORDER BY deck, name",
    ),
    (
        "entry",
        "SELECT uid, what, about, verdict, grade, confidence, day, phase, elapsed, recall, took_ms, counts, now_verdict, now_grade
         FROM entry ORDER BY uid",
    ),
    ("met", "SELECT deck, n, sum FROM met WHERE n <> 0 ORDER BY deck"),
    (
        "held",
        "SELECT uid, belief, refuted, held.card = entry.card, held.at_ms, held.offset_min, held.day, sure, shown
         FROM held JOIN entry ON entry.id = held.entry ORDER BY uid, belief",
    ),
    ("tally", "SELECT day || ' ' || deck, * FROM tally WHERE n <> 0 ORDER BY day, deck"),
    ("foreseen", "SELECT tenth, * FROM foreseen WHERE n <> 0 ORDER BY tenth"),
];

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The database says so of itself.
    Broken(String),
    /// A row names another one that is not there.
    Orphan(String),
    /// An entry that says nothing that is understood here.
    Unreadable(String),
    /// What was derived is not what the log says: in which table, and where first.
    Stale(&'static str, String),
}

/// What a look at the history found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examined {
    /// How many entries were read.
    pub n: usize,
    /// What is wrong; nothing, if all is well.
    pub flaws: Vec<Flaw>,
}

impl History {
    /// Holds the history against itself; nothing is changed.
    ///
    /// # Errors
    ///
    /// It cannot be read, or there is no room for the comparison.
    pub fn check(&self) -> Result<Examined, HistoryError> {
        let mut examined = Examined::default();
        let said: Vec<String> = self.rows("PRAGMA integrity_check", [], |row| row.get(0))?;
        examined.flaws.extend(said.into_iter().filter(|said| said != "ok").map(Flaw::Broken));
        let orphans = self.rows("PRAGMA foreign_key_check", [], |row| row.get::<_, String>(0))?;
        examined.flaws.extend(orphans.into_iter().map(Flaw::Orphan));
        if examined.flaws.is_empty() {
            self.compare(&mut examined)?;
        }
        Ok(examined)
    }

    fn compare(&self, examined: &mut Examined) -> Result<(), HistoryError> {
        let failed = |error| self.because(error);
        // An empty name: on the disk, but nowhere to be found.
        let rules = self.rules.clone();
        let mut fresh = History::with(Connection::open(""), Path::new(""), |_| rules)?;
        // One state of the history, whatever others write meanwhile.
        let old = self.db.unchecked_transaction().map_err(failed)?;
        let new = fresh.db.transaction().map_err(failed)?;
        let unreadable = copy(&old, &new, &mut examined.n).map_err(failed)?;
        examined.flaws.extend(unreadable.into_iter().map(Flaw::Unreadable));
        let cards = all_cards(&new).map_err(failed)?;
        settle_all(&new, cards, &self.rules).map_err(failed)?;
        for (table, select) in DERIVED {
            let differs = difference(&old, &new, select).map_err(failed)?;
            examined.flaws.extend(differs.map(|at| Flaw::Stale(table, at)));
        }
        Ok(())
    }
}

/// Takes the log of one database into another one; returns what could not be read.
fn copy(old: &Connection, new: &Connection, n: &mut usize) -> rusqlite::Result<Vec<String>> {
    let (mut select, mut unreadable) = (old.prepare(LINES)?, Vec::new());
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        match line(row) {
            Ok(line) => {
                *n += 1;
                let entry = Entry::from(EntryLine { ..line });
                insert(new, card(new, &entry.key)?, &entry)?;
            }
            Err(rusqlite::Error::FromSqlConversionFailure(..)) => unreadable.push(row.get(0)?),
            Err(error) => return Err(error),
        }
    }
    Ok(unreadable)
}

/// Where two databases first differ.
fn difference(old: &Connection, new: &Connection, select: &str) -> rusqlite::Result<Option<String>> {
    let (mut left, mut right) = (old.prepare(select)?, new.prepare(select)?);
    let n_columns = left.column_count();
    let values =
        |row: &Row<'_>| (0..n_columns).map(|at| row.get(at)).collect::<rusqlite::Result<Vec<Value>>>();
    let (mut left, mut right) = (left.query([])?, right.query([])?);
    loop {
        let pair = (left.next()?.map(values).transpose()?, right.next()?.map(values).transpose()?);
        match &pair {
            (None, None) => return Ok(None),
            (Some(ours), Some(theirs)) if ours.iter().zip(theirs).all(|(a, b)| is_same(a, b)) => {}
            (Some(row), _) | (None, Some(row)) => return Ok(Some(name(&row[0]))),
        }
    }
}

fn is_same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Real(a), Value::Real(b)) => (a - b).abs() <= ROUNDING * a.abs().max(b.abs()).max(1.0),
        (a, b) => a == b,
    }
}

fn name(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        other => format!("{other:?}"),
    }
}
