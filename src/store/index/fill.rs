//! Bringing the index up to date: files that have changed are read again, files that are gone are dropped, others stay untouched.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, named_params};

use super::super::number::{Heap, number};
use super::super::{Sheet, StoreError};
use super::read::{Facts, Piece, Reading, read};
use super::stamp::{Stamp, place};
use super::{Index, Indexed, Meaning, made_by};
use crate::model::{At, Place, named_decks, precedence};

/// A file as the database has it.
struct Filed {
    id: i64,
    stamp: Stamp,
    number: i64,
    is_young: bool,
    deck: Option<String>,
    path: String,
    n_errors: usize,
    names: Heap,
}

impl Filed {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let stamp = Stamp {
            size: row.get("size")?,
            mtime: row.get("mtime")?,
            ctime: row.get("ctime")?,
            inode: row.get("inode")?,
        };
        Ok(Filed {
            id: row.get("id")?,
            stamp,
            number: row.get("number")?,
            is_young: row.get("young")?,
            deck: row.get("deck")?,
            path: row.get("path")?,
            n_errors: row.get("n_errors")?,
            names: Heap { n: row.get("n")?, sum: row.get("sum")? },
        })
    }
}

impl Index {
    /// Follows the decks, as far as they have changed.
    pub(super) fn follow(&mut self) -> rusqlite::Result<()> {
        if made_by(&self.db)? != self.maker {
            // A program of another version has replaced everything meanwhile.
            return Err(rusqlite::Error::InvalidQuery);
        }
        let places: Vec<Vec<u8>> = self.sheets.iter().map(place).collect();
        let stamps: Vec<Option<Stamp>> = self.sheets.iter().map(|sheet| Stamp::of(sheet).ok()).collect();
        let mut filed = filed(&self.db)?;
        let is_current = |filed: &HashMap<Vec<u8>, Filed>, at: usize| {
            filed.get(&places[at]).is_some_and(|file| Some(file.stamp) == stamps[at] && !file.is_young)
        };
        let stale: Vec<usize> = (0..places.len()).filter(|at| !is_current(&filed, *at)).collect();
        let gone: Vec<i64> =
            filed.iter().filter(|(place, _)| is_gone(place)).map(|(_, file)| file.id).collect();
        self.troubles.clear();
        if !(stale.is_empty() && gone.is_empty()) {
            let now_s = (self.clock)();
            let db = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            // Another program may have read the same decks while this one waited for it.
            filed = self::filed(&db)?;
            for id in gone {
                drop_file(&db, id)?;
            }
            // The same file may be found by two ways.
            let mut done = HashSet::new();
            for at in stale.into_iter().filter(|at| !is_current(&filed, *at)) {
                if !done.insert(&places[at]) {
                    continue;
                }
                let fill = Fill { db: &db, meaning: self.meaning, now_s };
                if let Err(trouble) = fill.file(&self.sheets[at], &places[at], filed.get(&places[at]))? {
                    self.troubles.push(trouble);
                }
            }
            db.commit()?;
            filed = self::filed(&self.db)?;
        }
        let found = self.sheets.iter().zip(places);
        let found = found.filter_map(|(sheet, place)| Some(Indexed::new(sheet.clone(), filed.get(&place)?)));
        self.files = in_order(found.collect());
        self.by_deck.clear();
        for (at, file) in self.files.iter().enumerate() {
            file.deck.iter().for_each(|deck| self.by_deck.entry(deck.clone()).or_default().push(at));
        }
        Ok(())
    }
}

impl Indexed {
    fn new(sheet: Sheet, file: &Filed) -> Self {
        let collected = |id: &String| match sheet.collection() {
            Some(collection) => format!("{collection}/{id}"),
            None => id.clone(),
        };
        Indexed {
            id: file.id,
            stamp: file.stamp,
            deck: file.deck.as_ref().map(collected),
            after: names(&file.path),
            n_errors: file.n_errors,
            names: file.names,
            sheet,
        }
    }
}

fn filed(db: &Connection) -> rusqlite::Result<HashMap<Vec<u8>, Filed>> {
    let mut select = db.prepare_cached("SELECT * FROM file")?;
    select.query_map([], |row| Ok((row.get("place")?, Filed::read(row)?)))?.collect()
}

/// Whether a place was a file and is none any more. Decks that are only not asked for now, as those of another working folder, stay.
fn is_gone(place: &[u8]) -> bool {
    place.starts_with(b"/") && !Path::new(OsStr::from_bytes(place)).exists()
}

fn drop_file(db: &Connection, id: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM card WHERE file = ?1")?.execute([id])?;
    db.prepare_cached("DELETE FROM file WHERE id = ?1")?.execute([id])?;
    Ok(())
}

/// Reading files into a transaction.
struct Fill<'a> {
    db: &'a Transaction<'a>,
    meaning: Meaning,
    now_s: u64,
}

impl Fill<'_> {
    /// Reads one file; of one that is there already only what has changed in it.
    fn file(
        &self,
        sheet: &Sheet,
        place: &[u8],
        old: Option<&Filed>,
    ) -> rusqlite::Result<Result<(), StoreError>> {
        // Looked at before it is read: what changes meanwhile has another stamp then.
        let stamp = Stamp::of(sheet).unwrap_or_default();
        let source = match sheet.read() {
            Ok(source) => source,
            Err(trouble) => {
                old.map_or(Ok(()), |old| drop_file(self.db, old.id))?;
                return Ok(Err(trouble));
            }
        };
        let number = number(source.text.as_bytes());
        if let Some(old) = old.filter(|old| old.number == number) {
            let mut update = self.db.prepare_cached(
                "UPDATE file SET size = ?2, mtime = ?3, ctime = ?4, inode = ?5, young = ?6 WHERE id = ?1",
            )?;
            let Stamp { size, mtime, ctime, inode } = stamp;
            update.execute((old.id, size, mtime, ctime, inode, stamp.is_young(self.now_s)))?;
            return Ok(Ok(()));
        }
        let known = old.map_or_else(|| Ok(HashMap::new()), |old| self.known(old.id))?;
        if let Some(old) = old {
            drop_file(self.db, old.id)?;
        }
        let reading = read(&source, self.meaning, &known);
        self.write(place, stamp, number, &reading)?;
        Ok(Ok(()))
    }

    /// The cards of a file by the numbers of their pieces: an equal piece is an equal card.
    fn known(&self, file: i64) -> rusqlite::Result<HashMap<i64, Facts>> {
        let mut select = self.db.prepare_cached(
            "SELECT piece, name, kind, meaning, notes, tags, n_errors FROM card WHERE file = ?1 AND piece >= 0",
        )?;
        let rows = select.query_map([file], |row| {
            let facts = Facts {
                name: row.get(1)?,
                kind: row.get(2)?,
                meaning: row.get(3)?,
                notes: row.get(4)?,
                tags: row.get(5)?,
                n_errors: row.get(6)?,
            };
            Ok((row.get(0)?, facts))
        })?;
        rows.collect()
    }

    fn write(&self, place: &[u8], stamp: Stamp, text: i64, reading: &Reading) -> rusqlite::Result<()> {
        let mut names = Heap::default();
        for piece in &reading.cards {
            names += number(piece.facts.name.as_bytes());
        }
        // A number that no other file ever had: another program may still know those that are gone.
        let id: i64 = self
            .db
            .prepare_cached("SELECT abs(random() / 2)")?
            .query_row([], |row| row.get(0))
            .optional()?
            .unwrap_or_default();
        self.db
            .prepare_cached(
                "INSERT INTO file VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            )?
            .execute((
                id,
                place,
                stamp.size,
                stamp.mtime,
                stamp.ctime,
                stamp.inode,
                text,
                stamp.is_young(self.now_s),
                &reading.deck,
                &reading.head,
                serde_json::to_string(&reading.after).unwrap_or_default(),
                reading.n_errors,
                names.n,
                names.sum,
            ))?;
        let mut insert = self.db.prepare_cached(
            "INSERT INTO card VALUES (:file, :at, :name, :number, :first, :past, :line, :piece, :kind, :meaning, :notes, :tags, :errors)",
        )?;
        for (at, piece) in reading.cards.iter().enumerate() {
            let Piece { facts, first, past, line, number: own } = piece;
            insert.execute(named_params! {
                ":file": id, ":at": at, ":name": facts.name, ":number": number(facts.name.as_bytes()), ":first": first,
                ":past": past, ":line": line, ":piece": own, ":kind": facts.kind, ":meaning": facts.meaning,
                ":notes": facts.notes, ":tags": facts.tags, ":errors": facts.n_errors,
            })?;
        }
        Ok(())
    }
}

/// Ids of decks, as the database keeps them.
fn names(path: &str) -> Vec<At<String>> {
    let names: Vec<String> = serde_json::from_str(path).unwrap_or_default();
    names.into_iter().map(|name| At::new(name, Place::default())).collect()
}

/// Files in the order in which their decks are best learnt, otherwise as they were.
fn in_order(files: Vec<Indexed>) -> Vec<Indexed> {
    let wishes = files.iter().map(|file| (file.deck.as_deref().unwrap_or_default(), file.after.as_slice()));
    let before: Vec<Vec<usize>> =
        named_decks(wishes).into_iter().map(|names| names.into_iter().flatten().collect()).collect();
    let mut files: Vec<Option<Indexed>> = files.into_iter().map(Some).collect();
    precedence(&before).order.into_iter().filter_map(|at| files[at].take()).collect()
}
