//! The review history: a log in SQLite that only grows, and beside it what was thought out of it.
//!
//! Every answer is on the disk before anybody is told its verdict: one transaction in the write-ahead log, synced. Two programs may
//! write at once; each transaction is short and reads what it changes, and nobody holds a lock between two of them. What is
//! damaged or from a newer program is left untouched. Deliberately missing: which card comes next (`study`) and words for people.

mod answers;
mod count;
mod line;
mod lines;
mod log;
mod look;
mod renew;
mod salvage;
mod settle;
mod verify;

use std::cell::Cell;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode};
use rusqlite_migration::{M, Migrations};
use thiserror::Error;

pub use answers::Counted;
pub use count::{CardCount, Scope, Stand};
pub use line::entry_line;
pub use lines::{Joined, LineFault};
pub use look::Known;
pub use salvage::Salvaged;
pub use verify::{Examined, Flaw};

use crate::study::Rules;

/// Every shape that the database ever had, the oldest first. A shape that was published is never changed, only followed.
const SHAPES: &[M<'_>] = &[M::up(include_str!("schema.sql"))];

/// How often a program looks whether another one has done writing. A transaction takes less than a millisecond, so whoever waits
/// longer between two looks comes too late again and again.
const LOOK: Duration = Duration::from_millis(1);

/// After so many looks it gives up.
const PATIENCE: i32 = 5_000;

/// Marks the file as ours ("ttlh").
const APPLICATION: i64 = 0x7474_6c68;

/// Why the history could not be had, or could not take something in.
#[derive(Debug, Error)]
pub enum HistoryError {
    /// It was written by a newer program.
    #[error("`{path}` has shape {found}, and only shapes up to {known} are known here")]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its shape.
        found: i64,
        /// The newest shape that is known here.
        known: i64,
    },
    /// It is no database, not ours, or damaged.
    #[error("`{path}` is damaged, or no history")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What the database says.
        source: rusqlite::Error,
    },
    /// Nothing can be written there.
    #[error("`{path}` cannot be written")]
    ReadOnly {
        /// The file.
        path: PathBuf,
        /// What the system or the database says.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The disk is full.
    #[error("there is no room for `{path}` on the disk")]
    Full {
        /// The file.
        path: PathBuf,
        /// What the database says.
        source: rusqlite::Error,
    },
    /// Somebody else has been writing all the time.
    #[error("`{path}` is held by another program")]
    Busy {
        /// The file.
        path: PathBuf,
        /// What the database says.
        source: rusqlite::Error,
    },
    /// A line of an exported log is none.
    #[error("`{name}`, line {line}: {fault}")]
    Line {
        /// Where the line is from.
        name: String,
        /// Its number, from 1.
        line: usize,
        /// What is wrong with it.
        fault: LineFault,
    },
    /// Anything else.
    #[error("`{path}` could not be read")]
    Failed {
        /// The file.
        path: PathBuf,
        /// What the database says.
        source: rusqlite::Error,
    },
}

/// The history, open.
pub struct History {
    db: Connection,
    path: PathBuf,
    rules: Rules,
    /// The time of the last entry that was made here.
    last_ms: Cell<i64>,
}

impl History {
    /// Opens the history at a path and makes it, with the folders that lead there, if it is not there. `rules` makes the rules of the
    /// schedule from the parameters that were fitted to this log, if any were.
    ///
    /// # Errors
    ///
    /// See [`HistoryError`]; what is there is untouched then.
    pub fn open(path: &Path, rules: impl FnOnce(&[f32]) -> Rules) -> Result<Self, HistoryError> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)
                .map_err(|error| HistoryError::ReadOnly { path: path.to_owned(), source: error.into() })?;
        }
        make(path)?;
        History::with(Connection::open(path), path, rules)
    }

    /// A history that lives as long as the program.
    ///
    /// # Errors
    ///
    /// There is no memory for it.
    pub fn in_memory(rules: Rules) -> Result<Self, HistoryError> {
        History::with(Connection::open_in_memory(), Path::new(":memory:"), |_| rules)
    }

    fn with(
        db: rusqlite::Result<Connection>,
        path: &Path,
        rules: impl FnOnce(&[f32]) -> Rules,
    ) -> Result<Self, HistoryError> {
        let failed = |error| because(error, path);
        let mut db = db.map_err(failed)?;
        db.busy_handler(Some(is_patient)).map_err(failed)?;
        shape(&mut db, path)?;
        // Full: an answer is on the disk, not only with the system, before its verdict is told.
        db.execute_batch("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;")
            .map_err(failed)?;
        db.set_prepared_statement_cache_capacity(64);
        let mut history =
            History { db, path: path.to_owned(), rules: Rules::default(), last_ms: Cell::new(0) };
        history.rules = rules(&history.parameters()?);
        if history.fact("rules")?.is_none() {
            history.remember("rules", &history.rules.fingerprint())?;
        }
        Ok(history)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The rules by which cards are scheduled.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Says a failure of the database in our words.
    fn because(&self, error: rusqlite::Error) -> HistoryError {
        because(error, &self.path)
    }
}

/// Pages that a whole log is worked through with, in KiB, and those that are enough otherwise: where pages do not fit they are written
/// and read again and again.
const ROOM_KIB: (i32, i32) = (128 << 10, 2 << 10);

/// Gives the database much room for pages, or takes it back.
fn give_room(db: &Connection, much: bool) -> rusqlite::Result<()> {
    let kib = if much { ROOM_KIB.0 } else { ROOM_KIB.1 };
    db.pragma_update(None, "cache_size", -kib)?;
    if !much {
        db.release_memory()?;
    }
    Ok(())
}

/// Waits a little for another program that writes just now; says whether to try again.
#[expect(clippy::disallowed_methods, reason = "SQLite has no way to tell when another program is done")]
fn is_patient(n_looks: i32) -> bool {
    std::thread::sleep(LOOK);
    n_looks < PATIENCE
}

/// Brings the database into the newest shape, unless it has it.
fn shape(db: &mut Connection, path: &Path) -> Result<(), HistoryError> {
    let failed = |error| because(error, path);
    let known = i64::try_from(SHAPES.len()).unwrap_or(i64::MAX);
    let number = |db: &Connection, name: &str| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let found = number(db, "user_version").map_err(failed)?;
    let application = number(db, "application_id").map_err(failed)?;
    let is_empty = || db.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| row.get::<_, bool>(0));
    if application != APPLICATION && !is_empty().map_err(failed)? {
        let source = rusqlite::Error::SqliteFailure(
            rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_NOTADB),
            Some("it is a database of another program".to_owned()),
        );
        return Err(HistoryError::Damaged { path: path.to_owned(), source });
    }
    if found > known {
        return Err(HistoryError::Newer { path: path.to_owned(), found, known });
    }
    if found < known {
        db.pragma_update(None, "journal_mode", "WAL").map_err(failed)?;
        db.pragma_update(None, "application_id", APPLICATION).map_err(failed)?;
        Migrations::from_slice(SHAPES).to_latest(db).map_err(|error| match error {
            rusqlite_migration::Error::RusqliteError { err, .. } => failed(err),
            other => HistoryError::ReadOnly { path: path.to_owned(), source: other.into() },
        })?;
    }
    Ok(())
}

/// How many histories this program has begun to make: each is made under a name of its own.
static MADE: AtomicU64 = AtomicU64::new(0);

/// Makes a history where there is none: whole, beside its place, and put there in one step. So two programs that begin at once never
/// meet half a database, and none is left behind by a program that is killed. Where that cannot be done, opening says why.
fn make(path: &Path) -> Result<(), HistoryError> {
    if path.exists() {
        return Ok(());
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    let number = MADE.fetch_add(1, Ordering::Relaxed);
    name.push(format!(".{}.{number}.new", std::process::id()));
    let beside = path.with_file_name(name);
    let _left_behind = fs::remove_file(&beside);
    let mut db = Connection::open(&beside).map_err(|error| because(error, path))?;
    let shaped = shape(&mut db, path);
    // Closing writes what is in the log beside it.
    let closed = db.close().map_err(|(_, error)| because(error, path));
    if shaped.is_ok() && closed.is_ok() {
        // Somebody else may have been sooner, or the file system knows no links.
        let _in_its_place = fs::hard_link(&beside, path);
    }
    for ending in ["", "-wal", "-shm"] {
        let mut name = beside.as_os_str().to_owned();
        name.push(ending);
        let _may_not_be_there = fs::remove_file(name);
    }
    shaped.and(closed)
}

/// Says a failure of the database in our words.
fn because(error: rusqlite::Error, path: &Path) -> HistoryError {
    let path = path.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
            HistoryError::Damaged { path, source: error }
        }
        Some(ErrorCode::DiskFull) => HistoryError::Full { path, source: error },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            HistoryError::Busy { path, source: error }
        }
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            HistoryError::ReadOnly { path, source: error.into() }
        }
        Some(ErrorCode::SystemIoFailure) => HistoryError::ReadOnly { path, source: error.into() },
        _ => HistoryError::Failed { path, source: error },
    }
}

impl From<HistoryError> for io::Error {
    fn from(error: HistoryError) -> Self {
        io::Error::other(error)
    }
}

#[cfg(test)]
mod care_tests;
#[cfg(test)]
mod tests;
