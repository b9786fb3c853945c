//! The index of the shelf: which cards there are, so that a review does not read a hundred thousand of them to show one.
//!
//! It lies in a file of its own and is never more than a memory of the decks: a file whose size, times and inode are as they were is not
//! read again, any other is, and whatever is wrong with the index itself (damaged, of another program, in a place that cannot be
//! written) it is made anew, if need be for this call alone. Deliberately missing: which cards the learner knows (the history says so).

mod fill;
mod look;
mod read;
mod stamp;

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};

pub use look::{DeckFacts, IndexedCard, Spot};

use super::number::Heap;
use super::proofs::Clock;
use super::{Sheet, StoreError};
use crate::model::{At, Card};
use stamp::Stamp;

/// The shape of the database; another number is another shape, which is thrown away.
const SHAPE: i64 = 2;

/// Marks the file as ours ("ttli").
const APPLICATION: i64 = 0x7474_6c69;

/// How long one program waits for another one that is reading the decks just now.
const PATIENCE: Duration = Duration::from_secs(10);

/// A number over what a card means.
pub type Meaning = fn(&Card) -> String;

/// The index, following the decks of one shelf.
pub struct Index {
    db: Connection,
    maker: String,
    meaning: Meaning,
    clock: Clock,
    sheets: Vec<Sheet>,
    /// The files of the sheets that could be read, in the order in which their decks are best learnt.
    files: Vec<Indexed>,
    /// Where among them the files of a deck are, by its id.
    by_deck: HashMap<String, Vec<usize>>,
    troubles: Vec<StoreError>,
}

/// A file of the shelf as the index has it.
struct Indexed {
    id: i64,
    sheet: Sheet,
    stamp: Stamp,
    /// The deck's id, with its collection; none: there is no deck in it.
    deck: Option<String>,
    /// The decks that it comes after.
    after: Vec<At<String>>,
    n_errors: usize,
    names: Heap,
}

impl Index {
    /// Opens the index in a file and follows these decks with it; without a file, it is made for this call alone. `maker` names what the
    /// index depends on besides the decks (the version of the program), `clock` says the seconds since 1970.
    ///
    /// # Errors
    ///
    /// There is no memory for a database.
    pub fn open(
        path: Option<&Path>,
        maker: &str,
        meaning: Meaning,
        clock: Clock,
        sheets: Vec<Sheet>,
    ) -> io::Result<Self> {
        let kept = path.and_then(|path| open(path, maker).or_else(|_| anew(path, maker)).ok());
        let db = kept.map_or_else(|| passing(maker), Ok).map_err(io::Error::other)?;
        let (files, by_deck, troubles) = Default::default();
        let mut index =
            Index { db, maker: maker.to_owned(), meaning, clock, sheets, files, by_deck, troubles };
        index.refresh();
        Ok(index)
    }

    /// Reads what has changed since the decks were last looked at.
    pub fn refresh(&mut self) {
        let went = self.follow().or_else(|_| {
            self.db = passing(&self.maker)?;
            self.follow()
        });
        if went.is_err() {
            // What lives in memory fails only where there is none left.
            self.files.clear();
            self.by_deck.clear();
        }
    }

    /// Decks that could not be read when they were last looked at; told once.
    pub fn take_troubles(&mut self) -> Vec<StoreError> {
        std::mem::take(&mut self.troubles)
    }

    /// Asks the index; where it turns out to be damaged it is made anew for this call and asked again.
    fn ask<T: Default>(&mut self, question: impl Fn(&Self) -> rusqlite::Result<T>) -> T {
        if let Ok(answer) = question(self) {
            return answer;
        }
        if let Ok(db) = passing(&self.maker) {
            self.db = db;
            self.refresh();
        }
        question(self).unwrap_or_default()
    }
}

/// Opens the index in a file; tables of another shape or maker are replaced.
fn open(path: &Path, maker: &str) -> rusqlite::Result<Connection> {
    if let Some(folder) = path.parent() {
        // Where it cannot be made, opening says so.
        let _ = fs::create_dir_all(folder);
    }
    let mut db = Connection::open(path)?;
    db.busy_timeout(PATIENCE)?;
    let number = |db: &Connection, name| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    if number(&db, "application_id")? != APPLICATION && number(&db, "page_count")? > 0 {
        return Err(rusqlite::Error::InvalidQuery);
    }
    // Normal: what is lost with the power is made again.
    db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;")?;
    if number(&db, "user_version")? != SHAPE || made_by(&db)? != maker {
        let made = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        shape(&made, maker)?;
        made.commit()?;
    }
    Ok(db)
}

fn made_by(db: &Connection) -> rusqlite::Result<String> {
    db.prepare_cached("SELECT words FROM maker")?.query_row([], |row| row.get(0))
}

/// Makes the tables, instead of whatever is there.
fn shape(db: &Transaction<'_>, maker: &str) -> rusqlite::Result<()> {
    let old = db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")?
        .query_map([], |row| row.get::<_, String>(0))?
        .collect::<rusqlite::Result<Vec<String>>>()?;
    for table in old {
        db.execute_batch(&format!("DROP TABLE \"{}\"", table.replace('"', "\"\"")))?;
    }
    db.execute_batch(include_str!("schema.sql"))?;
    db.execute("INSERT INTO maker VALUES (?1)", [maker])?;
    db.pragma_update(None, "application_id", APPLICATION)?;
    db.pragma_update(None, "user_version", SHAPE)
}

/// Throws away what lies at the place of the index and begins a new one.
fn anew(path: &Path, maker: &str) -> rusqlite::Result<Connection> {
    for ending in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        let _may_not_be_there = fs::remove_file(name);
    }
    open(path, maker)
}

/// An index for this call alone: a database without a name, which SQLite writes to the disk only where memory is short.
fn passing(maker: &str) -> rusqlite::Result<Connection> {
    let mut db = Connection::open("")?;
    let tables = db.transaction()?;
    shape(&tables, maker)?;
    tables.commit()?;
    Ok(db)
}

#[cfg(test)]
mod tests;
