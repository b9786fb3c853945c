//! Reading what can be read of a history that is damaged or from a newer program; the file is not touched.
//!
//! Entries are read upwards by their number until the database gives up, then downwards from the end, and what lies between is halved
//! until every entry that can be reached was. Deliberately missing: mending. What was read is imported into a new history.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Row};
use rusqlite_migration::Migrations;

use super::line::{DeedLine, EntryLine};
use super::{History, HistoryError, SHAPES, because};
use crate::model::CardKey;

/// Looking into a region that cannot be read ends after so many looks.
const MOST_LOOKS: usize = 2_000_000;

/// The length of a page of a history, in bytes.
const PAGE: usize = 4096;

/// How much could be saved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Salvaged {
    /// Entries that were read.
    pub n: usize,
    /// Entries that could not be read, as far as their numbers tell.
    pub n_unreadable: usize,
    /// Entries that were read, but say something that is not understood here, or belong to a card whose name is lost.
    pub n_not_understood: usize,
}

impl History {
    /// Writes every entry that can be read of a history as a line, whatever state it is in; the file is not touched.
    ///
    /// # Errors
    ///
    /// It is not there or no history at all (the inner error), or the lines cannot be written.
    pub fn salvage(path: &Path, out: &mut dyn Write) -> io::Result<Salvaged> {
        let (db, error) = match open(path) {
            Ok(db) => (db, None),
            Err(error @ HistoryError::Damaged { .. }) => match with_our_head(path) {
                Some(db) => (db, Some(error)),
                None => return Err(error.into()),
            },
            Err(error) => return Err(error.into()),
        };
        let cards = cards(&db, path)?;
        let (mut salvaged, mut failed) = (Salvaged::default(), None);
        let mut take = |row: &Row<'_>| {
            let Some(line) = line(row, &cards)? else {
                salvaged.n_not_understood += 1;
                return Ok(());
            };
            salvaged.n += 1;
            let written = serde_json::to_writer(&mut *out, &line).map_err(io::Error::from);
            if let Err(error) = written.and_then(|()| out.write_all(b"\n")) {
                failed.get_or_insert(error);
            }
            Ok(())
        };
        let n_unreadable = sweep(&db, "entry", "id, card, uid, at_ms, offset_min, body", path, &mut take)?;
        match (failed, error) {
            (Some(failed), _) => Err(failed),
            // It was no history: nothing is in it that looks like one.
            (None, Some(error)) if salvaged.n == 0 => Err(error.into()),
            (None, _) => Ok(Salvaged { n_unreadable, ..salvaged }),
        }
    }
}

/// Opens a database so that nothing beside it or in it changes.
fn open(path: &Path) -> Result<Connection, HistoryError> {
    let failed = |error| because(error, path);
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    // Where no log lies beside it, everything is in the file itself, and not even a lock is needed.
    let db = match Path::new(&log).exists() {
        true => Connection::open_with_flags(path, flags),
        false => Connection::open_with_flags(unchanging(path), flags | OpenFlags::SQLITE_OPEN_URI),
    };
    let db = db.map_err(failed)?;
    db.busy_handler(Some(super::is_patient)).map_err(failed)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).map_err(failed)?;
    is_ours(&db).map_err(failed)?;
    Ok(db)
}

/// The address of a file that nobody changes meanwhile.
fn unchanging(path: &Path) -> String {
    let path = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{path}?immutable=1")
}

/// Whether a database has the tables of a history. One that is shorter than it says is looked into all the same.
fn is_ours(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch("PRAGMA writable_schema = ON")?;
    let n: i64 = db.query_row(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('card', 'entry')",
        [],
        |row| row.get(0),
    )?;
    match n {
        2 => Ok(()),
        _ => Err(rusqlite::Error::SqliteFailure(
            rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_NOTADB),
            Some("it is a database of another program".to_owned()),
        )),
    }
}

/// The same bytes in memory under the first page of a new history, which says where the tables begin: for a file whose own first page
/// is gone. Tables begin where they begin in every history of this shape.
fn with_our_head(path: &Path) -> Option<Connection> {
    let mut fresh = Connection::open_in_memory().ok()?;
    Migrations::from_slice(SHAPES).to_latest(&mut fresh).ok()?;
    let mut head = fresh.serialize("main").ok()?.get(..PAGE)?.to_vec();
    let n_bytes = usize::try_from(std::fs::metadata(path).ok()?.len()).ok()? / PAGE * PAGE;
    let n_pages = u32::try_from(n_bytes / PAGE).ok()?;
    // How long the file is, after how many changes that was true, and after how many changes it is now.
    head[28..32].copy_from_slice(&n_pages.to_be_bytes());
    head.copy_within(24..28, 92);
    let mut file = File::open(path).ok()?;
    file.seek(SeekFrom::Start(u64::try_from(PAGE).ok()?)).ok()?;
    let mut db = Connection::open_in_memory().ok()?;
    db.deserialize_read_exact("main", (&head[..]).chain(file), n_bytes.max(PAGE), true).ok()?;
    is_ours(&db).ok()?;
    Some(db)
}

/// The names of the cards, by their numbers: out of the table, and where that cannot be read out of the index over the names.
fn cards(db: &Connection, path: &Path) -> Result<HashMap<i64, CardKey>, HistoryError> {
    let mut cards = HashMap::new();
    let mut take = |row: &Row<'_>| {
        cards.insert(row.get::<_, i64>(0)?, CardKey { deck: row.get(1)?, card: row.get(2)? });
        Ok(())
    };
    if sweep(db, "card", "id, deck, name", path, &mut take)? == 0 {
        return Ok(cards);
    }
    for order in ["ASC", "DESC"] {
        let select = format!(
            "SELECT id, deck, name FROM card INDEXED BY sqlite_autoindex_card_1 ORDER BY deck {order}, name {order}"
        );
        let Ok(mut select) = db.prepare(&select) else { continue };
        let Ok(mut rows) = select.query([]) else { continue };
        while let Ok(Some(row)) = rows.next() {
            if take(row).is_err() {
                break;
            }
        }
    }
    Ok(cards)
}

fn line(row: &Row<'_>, cards: &HashMap<i64, CardKey>) -> rusqlite::Result<Option<EntryLine>> {
    let (card, body): (i64, String) = (row.get(1)?, row.get(5)?);
    let (Some(key), Ok(deed)) = (cards.get(&card), serde_json::from_str::<DeedLine>(&body)) else {
        return Ok(None);
    };
    let (deck, card) = (key.deck.clone(), key.card.clone());
    Ok(Some(EntryLine { uid: row.get(2)?, at_ms: row.get(3)?, offset_min: row.get(4)?, deck, card, deed }))
}

/// Takes every row of a table that can be reached, and says how many could not be.
fn sweep(
    db: &Connection,
    table: &str,
    columns: &str,
    path: &Path,
    take: &mut dyn FnMut(&Row<'_>) -> rusqlite::Result<()>,
) -> Result<usize, HistoryError> {
    let select =
        |order| format!("SELECT {columns} FROM {table} WHERE id > ?1 AND id < ?2 ORDER BY id {order}");
    let mut run = |order, above: i64, below: i64| -> rusqlite::Result<(Option<i64>, bool)> {
        let mut select = db.prepare_cached(&select(order))?;
        let (mut rows, mut last) = (select.query([above, below])?, None);
        while let Ok(row) = rows.next() {
            let Some(row) = row else { return Ok((last, true)) };
            let id: i64 = row.get(0)?;
            // A tree whose branches lead in a circle.
            if last.is_some_and(|last| if order == "ASC" { id <= last } else { id >= last }) {
                break;
            }
            if take(row).is_err() {
                break;
            }
            last = Some(id);
        }
        Ok((last, false))
    };
    let failed = |error| because(error, path);
    let (from, is_whole) = run("ASC", 0, i64::MAX).map_err(failed)?;
    if is_whole {
        return Ok(0);
    }
    let from = from.unwrap_or(0);
    let (to, is_whole) = run("DESC", from, i64::MAX).map_err(failed)?;
    if is_whole {
        return Ok(0);
    }
    let mut gaps = vec![(from, to.unwrap_or_else(|| end(db, table, from)))];
    let (mut n_unreadable, mut looks) = (0, 0);
    while let Some((above, below)) = gaps.pop() {
        let n = below.saturating_sub(above).saturating_sub(1);
        looks += 1;
        if n <= 1 || looks > MOST_LOOKS {
            n_unreadable += usize::try_from(n.max(0)).unwrap_or(usize::MAX);
            continue;
        }
        let middle = above + n / 2 + 1;
        let (up, is_whole) = run("ASC", middle - 1, below).map_err(failed)?;
        if !is_whole {
            gaps.push((up.unwrap_or(middle - 1), below));
        }
        let (down, is_whole) = run("DESC", above, middle).map_err(failed)?;
        if !is_whole {
            gaps.push((above, down.unwrap_or(middle)));
        }
    }
    Ok(n_unreadable)
}

/// A number above those that can still be reached in a table whose end cannot be read, as far as looking further and further tells.
fn end(db: &Connection, table: &str, from: i64) -> i64 {
    let select = format!("SELECT count(*) FROM (SELECT id FROM {table} WHERE id > ?1 LIMIT 1)");
    let there = |above: i64| db.query_row(&select, [above], |row| row.get::<_, bool>(0));
    let steps: Vec<i64> = (0..40).map(|step| from.saturating_add(1 << step)).collect();
    let looks: Vec<_> = steps.iter().map(|above| there(*above).ok()).collect();
    let beyond = looks.iter().position(|look| *look == Some(false));
    let reached = looks.iter().rposition(|look| *look == Some(true)).map(|at| at + 1);
    let step = beyond.unwrap_or_else(|| reached.unwrap_or(0)).min(steps.len() - 1);
    steps[step].saturating_add(1)
}
