//! Asking the index: what is known of a card, where it stands, the card itself, and which cards the learner never met.

use std::collections::HashSet;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use rusqlite::{OptionalExtension, Row};

use super::super::history::{History, HistoryError};
use super::super::number::number;
use super::stamp::Stamp;
use super::{Index, Indexed};
use crate::deck::read_deck;
use crate::model::{CardKey, Day, Deck, Source, SourceId};

/// A deck of the shelf, as far as the index knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeckFacts {
    /// Its id, with its collection.
    pub id: String,
    /// The name of its text.
    pub name: String,
    /// How many cards there are.
    pub n_cards: usize,
    /// How many problems of it keep something from working.
    pub n_errors: usize,
}

/// What is known of a card without reading it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexedCard {
    /// The kind of answer it wants.
    pub kind: String,
    /// The number over what it means.
    pub meaning: String,
    /// The statements that it teaches.
    pub notes: Vec<String>,
    /// Words to select by.
    pub tags: Vec<String>,
}

/// Where a card stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The file; none: the deck is inside the program.
    pub path: Option<PathBuf>,
    /// The line on which the card begins, from 1.
    pub line: usize,
}

/// A card that was found, with its piece of the text.
struct Found {
    file: usize,
    first: usize,
    past: usize,
    line: usize,
    piece: i64,
    /// The text above the cards; none: only the whole deck can be read.
    head: Option<String>,
}

const FACTS: &str = "kind, meaning, notes, tags";

fn facts(row: &Row<'_>) -> rusqlite::Result<IndexedCard> {
    let list = |at: &str| {
        let words: String = row.get(at)?;
        Ok::<_, rusqlite::Error>(serde_json::from_str(&words).unwrap_or_default())
    };
    Ok(IndexedCard {
        kind: row.get("kind")?,
        meaning: row.get("meaning")?,
        notes: list("notes")?,
        tags: list("tags")?,
    })
}

impl Index {
    /// Every deck, in the order of the shelf.
    pub fn decks(&self) -> Vec<DeckFacts> {
        let decks = self.files.iter().filter_map(|file| {
            Some(DeckFacts {
                id: file.deck.clone()?,
                name: file.sheet.name().to_owned(),
                n_cards: usize::try_from(file.names.n).unwrap_or(0),
                n_errors: file.n_errors,
            })
        });
        decks.collect()
    }

    /// What is known of a card; none: it is not there.
    pub fn facts(&mut self, key: &CardKey) -> Option<IndexedCard> {
        let select = format!(
            "SELECT {FACTS} FROM card INDEXED BY card_number WHERE file = ?1 AND number = ?2 AND name = ?3"
        );
        self.ask(|index| index.in_deck(key, &select, facts)).map(|(_, facts)| facts)
    }

    /// A card in its deck, alone, with the text that was read: the whole text of a deck that is no file, otherwise what is needed.
    /// None: it is not there any more.
    pub fn fetch(&mut self, key: &CardKey) -> Option<(Deck, Source)> {
        let found = self.ask(|index| index.find(key));
        if let Some(read) = found.and_then(|found| self.read(key, &found)) {
            return Some(read);
        }
        // The deck was changed since it was looked at.
        self.refresh();
        let found = self.ask(|index| index.find(key))?;
        self.read(key, &found)
    }

    /// Where a card stands now.
    pub fn spot(&mut self, key: &CardKey) -> Option<Spot> {
        let is_current = |file: &Indexed| Stamp::of(&file.sheet).is_ok_and(|stamp| stamp == file.stamp);
        let mut found = self.ask(|index| index.find(key));
        if !found.as_ref().is_some_and(|found| is_current(&self.files[found.file])) {
            self.refresh();
            found = self.ask(|index| index.find(key));
        }
        let found = found?;
        let path = self.files[found.file].sheet.path().map(Path::to_owned);
        Some(Spot { path, line: found.line })
    }

    /// Tells of every card, in the order of the shelf.
    pub fn each(&mut self, tell: &mut dyn FnMut(&CardKey, &IndexedCard)) {
        (0..self.files.len()).for_each(|at| self.each_at(at, tell));
    }

    /// Tells of every card of a deck, in their order.
    pub fn each_in(&mut self, deck: &str, tell: &mut dyn FnMut(&CardKey, &IndexedCard)) {
        for at in self.by_deck.get(deck).cloned().unwrap_or_default() {
            self.each_at(at, tell);
        }
    }

    fn each_at(&mut self, at: usize, tell: &mut dyn FnMut(&CardKey, &IndexedCard)) {
        let cards = self.ask(|index| {
            let Some(Indexed { id, deck: Some(deck), .. }) = index.files.get(at) else {
                return Ok(Vec::new());
            };
            let select = format!("SELECT name, {FACTS} FROM card WHERE file = ?1 ORDER BY at");
            let mut select = index.db.prepare_cached(&select)?;
            let rows = select.query_map([id], |row| {
                Ok((CardKey { deck: deck.clone(), card: row.get(0)? }, facts(row)?))
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        });
        cards.iter().for_each(|(key, facts)| tell(key, facts));
    }

    /// At most so many cards that the learner has not met and that are not put off, in the order of the shelf; of these decks, or of
    /// all. Decks that are known through and through are not looked into.
    ///
    /// # Errors
    ///
    /// The history cannot be read.
    pub fn unmet(
        &mut self,
        history: &History,
        today: Day,
        decks: Option<&[String]>,
        most: usize,
    ) -> Result<Vec<(CardKey, IndexedCard)>, HistoryError> {
        let met = history.met()?;
        let put_off: HashSet<CardKey> = history.put_off(today)?.into_iter().collect();
        let (mut found, mut seen) = (Vec::new(), HashSet::new());
        for at in 0..self.files.len() {
            let Some(deck) = self.files.get(at).and_then(|file| file.deck.clone()) else { continue };
            let is_wanted = decks.is_none_or(|decks| decks.contains(&deck));
            if found.len() >= most || !is_wanted || met.get(&deck) == Some(&self.files[at].names) {
                continue;
            }
            let known: HashSet<i64, foldhash::fast::RandomState> =
                history.met_in(&deck)?.into_iter().collect();
            for place in self.ask(|index| index.others(at, &known)) {
                let Some((card, facts)) = self.ask(|index| index.card_at(at, place)) else { continue };
                let key = CardKey { deck: deck.clone(), card };
                if !put_off.contains(&key) && seen.insert(key.clone()) {
                    found.push((key, facts));
                }
                if found.len() >= most {
                    break;
                }
            }
        }
        Ok(found)
    }

    /// The first row that a card of this key has, with its file.
    fn in_deck<T>(
        &self,
        key: &CardKey,
        select: &str,
        read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Option<(usize, T)>> {
        let mut select = self.db.prepare_cached(select)?;
        for at in self.by_deck.get(&key.deck).into_iter().flatten() {
            let wanted = (self.files[*at].id, number(key.card.as_bytes()), &key.card);
            if let Some(row) = select.query_row(wanted, &read).optional()? {
                return Ok(Some((*at, row)));
            }
        }
        Ok(None)
    }

    fn find(&self, key: &CardKey) -> rusqlite::Result<Option<Found>> {
        let select = "SELECT first, past, line, piece, (SELECT head FROM file WHERE id = ?1) AS head
            FROM card INDEXED BY card_number WHERE file = ?1 AND number = ?2 AND name = ?3";
        let found = self.in_deck(key, select, |row| {
            let (first, past, line) = (row.get("first")?, row.get("past")?, row.get("line")?);
            Ok(Found { file: 0, first, past, line, piece: row.get("piece")?, head: row.get("head")? })
        })?;
        Ok(found.map(|(file, found)| Found { file, ..found }))
    }

    /// Where the cards of a file stand whose numbers are not among these.
    fn others(
        &self,
        at: usize,
        known: &HashSet<i64, foldhash::fast::RandomState>,
    ) -> rusqlite::Result<Vec<i64>> {
        let Some(file) = self.files.get(at) else { return Ok(Vec::new()) };
        let mut select =
            self.db.prepare_cached("SELECT number, at FROM card INDEXED BY card_number WHERE file = ?1")?;
        let mut rows = select.query([file.id])?;
        let mut others = Vec::new();
        while let Some(row) = rows.next()? {
            if !known.contains(&row.get(0)?) {
                others.push(row.get(1)?);
            }
        }
        others.sort_unstable();
        Ok(others)
    }

    fn card_at(&self, at: usize, place: i64) -> rusqlite::Result<Option<(String, IndexedCard)>> {
        let Some(file) = self.files.get(at) else { return Ok(None) };
        let select = format!("SELECT name, {FACTS} FROM card WHERE file = ?1 AND at = ?2");
        let mut select = self.db.prepare_cached(&select)?;
        select.query_row((file.id, place), |row| Ok((row.get(0)?, facts(row)?))).optional()
    }

    /// Reads a card that was found; none where its text is not what it was.
    fn read(&self, key: &CardKey, found: &Found) -> Option<(Deck, Source)> {
        let file = self.files.get(found.file)?;
        if Stamp::of(&file.sheet).ok()? != file.stamp {
            return None;
        }
        let source = match (file.sheet.path(), &found.head) {
            (Some(path), Some(head)) => {
                let piece = piece(path, found)?;
                Source { name: file.sheet.name().to_owned(), text: format!("{head}{piece}") }
            }
            _ => file.sheet.read().ok()?,
        };
        let mut deck = read_deck(&source, SourceId(0)).0?;
        let at = deck.cards.iter().position(|card| card.id == key.card)?;
        deck.cards = vec![deck.cards.swap_remove(at)];
        deck.id.clone_from(&key.deck);
        Some((deck, source))
    }
}

/// A card's piece of a file; none where another text stands there.
fn piece(path: &Path, found: &Found) -> Option<String> {
    let mut file = File::open(path).ok()?;
    file.seek(SeekFrom::Start(u64::try_from(found.first).ok()?)).ok()?;
    let mut bytes = vec![0; found.past.checked_sub(found.first)?];
    file.read_exact(&mut bytes).ok()?;
    (number(&bytes) == found.piece).then_some(())?;
    String::from_utf8(bytes).ok()
}
