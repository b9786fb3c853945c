//! Taking entries into the log.

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, named_params};

use super::super::number::number;
use super::line::DeedLine;
use super::lines::line;
use super::settle::{Differences, all_cards, settle, write};
use super::{History, HistoryError};
use crate::model::{CardKey, Deed, Entry, Memory, Moment};
use crate::study::Rules;

/// The columns of an entry that repeat what its body says.
#[derive(Default)]
struct Columns {
    about: Option<String>,
    verdict: Option<u8>,
    grade: Option<u8>,
    confidence: Option<u8>,
    day: Option<i32>,
    phase: Option<u8>,
    elapsed: Option<i32>,
    recall: Option<f64>,
    took_ms: Option<u64>,
}

impl Columns {
    fn of(deed: &Deed) -> Self {
        match deed {
            Deed::Answered(review) => Columns {
                about: None,
                verdict: Some(review.verdict as u8),
                grade: review.grade.map(|grade| grade as u8),
                confidence: review.confidence.map(|confidence| confidence as u8),
                day: Some(review.day.0),
                phase: Some(review.phase as u8),
                elapsed: review.elapsed_days,
                recall: review.recall,
                took_ms: Some(review.took_ms),
            },
            Deed::Ran(run) => Columns {
                about: Some(run.review.clone()),
                verdict: Some(run.verdict as u8),
                grade: run.grade.map(|grade| grade as u8),
                ..Columns::default()
            },
            Deed::Undone(about) => Columns { about: Some(about.clone()), ..Columns::default() },
            Deed::Buried(until) => Columns { day: Some(until.0), ..Columns::default() },
            Deed::Suspended | Deed::Resumed | Deed::Forgotten => Columns::default(),
        }
    }

    fn took_ms(&self) -> Option<i64> {
        self.took_ms.map(|ms| i64::try_from(ms).unwrap_or(i64::MAX))
    }
}

fn what(deed: &Deed) -> &'static str {
    match deed {
        Deed::Answered(_) => "answered",
        Deed::Ran(_) => "ran",
        Deed::Undone(_) => "undone",
        Deed::Buried(_) => "buried",
        Deed::Suspended => "suspended",
        Deed::Resumed => "resumed",
        Deed::Forgotten => "forgotten",
    }
}

impl History {
    /// An entry that was never written: its name begins with its time, so that entries of a log lie together, and ends at random.
    /// Two entries of one program never have the same time: what came later is later.
    ///
    /// # Errors
    ///
    /// The database cannot give a random number.
    pub fn entry(&self, at: Moment, key: CardKey, deed: Deed) -> Result<Entry, HistoryError> {
        let random: String = self
            .db
            .prepare_cached("SELECT lower(hex(randomblob(10)))")
            .and_then(|mut select| select.query_row([], |row| row.get(0)))
            .map_err(|error| self.because(error))?;
        let last = self.last_ms.get();
        let at = if (last - 1_000..=last).contains(&at.ms) { Moment { ms: last + 1, ..at } } else { at };
        self.last_ms.set(at.ms);
        Ok(Entry { uid: format!("{:012x}{random}", at.ms.max(0)), at, key, deed })
    }

    /// Takes an entry into the log, together with everything that follows from it; when this returns it is on the disk. An entry that
    /// is there already changes nothing. Returns how the card stands now.
    ///
    /// # Errors
    ///
    /// It could not be written; then nothing was.
    pub fn append(&mut self, entry: &Entry) -> Result<Memory, HistoryError> {
        self.follow_others()?;
        let History { db, path, rules, .. } = self;
        let failed = |error| super::because(error, path);
        let db = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        let memory = take_in(&db, entry, rules).map_err(failed)?;
        db.commit().map_err(failed)?;
        Ok(memory)
    }

    /// Takes several entries in: all of them or none.
    ///
    /// # Errors
    ///
    /// They could not be written; then nothing was.
    pub fn append_all(&mut self, entries: &[Entry]) -> Result<(), HistoryError> {
        self.follow_others()?;
        let History { db, path, rules, .. } = self;
        let failed = |error| super::because(error, path);
        let db = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        for entry in entries {
            take_in(&db, entry, rules).map_err(failed)?;
        }
        db.commit().map_err(failed)
    }

    /// Takes over the parameters of another program that fitted them to this log meanwhile, so that cards are not settled by two rules.
    pub(super) fn follow_others(&mut self) -> Result<(), HistoryError> {
        if self.fact("parameters")?.is_some() {
            let parameters = self.parameters()?;
            if parameters != self.rules.parameters() {
                self.rules = self.rules.refitted(&parameters);
            }
        }
        Ok(())
    }

    /// The parameters that were fitted to this log; empty where none were.
    ///
    /// # Errors
    ///
    /// The history cannot be read.
    pub fn parameters(&self) -> Result<Vec<f32>, HistoryError> {
        let text = self.fact("parameters")?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
    }

    /// Something that is remembered beside the log.
    ///
    /// # Errors
    ///
    /// The history cannot be read.
    pub fn fact(&self, name: &str) -> Result<Option<String>, HistoryError> {
        self.db
            .prepare_cached("SELECT value FROM fact WHERE name = ?1")
            .and_then(|mut select| select.query_row([name], |row| row.get(0)).optional())
            .map_err(|error| self.because(error))
    }

    /// Remembers something beside the log.
    ///
    /// # Errors
    ///
    /// The history cannot be written.
    pub fn remember(&mut self, name: &str, value: &str) -> Result<(), HistoryError> {
        remember(&self.db, name, value).map_err(|error| self.because(error))
    }
}

pub(super) fn remember(db: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    db.execute("INSERT INTO fact VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2", [name, value])
        .map(|_| ())
}

fn take_in(db: &Transaction<'_>, entry: &Entry, rules: &Rules) -> rusqlite::Result<Memory> {
    let id = card(db, &entry.key)?;
    insert(db, id, entry)?;
    let mut differences = Differences::default();
    let settled = settle(db, id, &entry.key, rules, &mut differences)?;
    write(db, id, &settled)?;
    differences.apply(db)?;
    Ok(settled.memory)
}

/// The number of a card, new if it was never met.
pub(super) fn card(db: &Connection, key: &CardKey) -> rusqlite::Result<i64> {
    let known = db
        .prepare_cached("SELECT id FROM card WHERE deck = ?1 AND name = ?2")?
        .query_row((&key.deck, &key.card), |row| row.get(0))
        .optional()?;
    match known {
        Some(id) => Ok(id),
        None => {
            let number = number(key.card.as_bytes());
            db.prepare_cached("INSERT INTO card (deck, name, number) VALUES (?1, ?2, ?3)")?
                .insert((&key.deck, &key.card, number))
        }
    }
}

/// Writes an entry, unless it is there; says whether it was not.
pub(super) fn insert(db: &Connection, card: i64, entry: &Entry) -> rusqlite::Result<bool> {
    let body = serde_json::to_string(&DeedLine::from(&entry.deed))
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    let columns = Columns::of(&entry.deed);
    let mut statement = db.prepare_cached(
        "INSERT INTO entry (uid, card, at_ms, offset_min, what, about, body, verdict, grade, confidence, day, phase, elapsed, recall,
            took_ms)
         VALUES (:uid, :card, :at, :offset, :what, :about, :body, :verdict, :grade, :confidence, :day, :phase, :elapsed, :recall,
            :took)
         ON CONFLICT (uid) DO NOTHING",
    )?;
    let n = statement.execute(named_params! {
        ":uid": entry.uid, ":card": card, ":at": entry.at.ms, ":offset": entry.at.offset_min, ":what": what(&entry.deed),
        ":about": columns.about, ":body": body, ":verdict": columns.verdict, ":grade": columns.grade,
        ":confidence": columns.confidence, ":day": columns.day, ":phase": columns.phase, ":elapsed": columns.elapsed,
        ":recall": columns.recall, ":took": columns.took_ms(),
    })?;
    if n > 0 {
        note_beliefs(db, db.last_insert_rowid(), entry)?;
    }
    Ok(n > 0)
}

/// Empties everything derived, and repeats in the columns of each entry what its body says.
pub(super) fn repeat(db: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut bare =
        db.prepare("UPDATE card SET number = ?2, phase = 0, suspended = 0, right_ms = ?3 WHERE id = ?1")?;
    for (id, key) in all_cards(db)? {
        bare.execute((id, number(key.card.as_bytes()), i64::MIN))?;
    }
    db.execute_batch("DELETE FROM tally; DELETE FROM foreseen; DELETE FROM held; DELETE FROM met;")?;
    let mut select = db.prepare(
        "SELECT uid, at_ms, entry.offset_min, deck, name, body, entry.id FROM entry JOIN card ON card.id = entry.card
         WHERE entry.id > ?1 ORDER BY entry.id LIMIT 1000",
    )?;
    let mut update = db.prepare(
        "UPDATE entry SET what = :what, about = :about, verdict = :verdict, grade = :grade, confidence = :confidence, day = :day,
            phase = :phase, elapsed = :elapsed, recall = :recall, took_ms = :took, counts = 0, now_verdict = NULL, now_grade = NULL
         WHERE id = :id",
    )?;
    let mut last = 0;
    loop {
        // A few at a time: what is changed is not what is being read.
        let rows = select.query_map([last], |row| Ok((row.get::<_, i64>(6)?, Entry::from(line(row)?))))?;
        let entries = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        for (id, entry) in &entries {
            let columns = Columns::of(&entry.deed);
            update.execute(named_params! {
                ":id": id, ":what": what(&entry.deed), ":about": columns.about, ":verdict": columns.verdict,
                ":grade": columns.grade, ":confidence": columns.confidence, ":day": columns.day, ":phase": columns.phase,
                ":elapsed": columns.elapsed, ":recall": columns.recall, ":took": columns.took_ms(),
            })?;
            note_beliefs(db, *id, entry)?;
        }
        match entries.last() {
            Some((id, _)) => last = *id,
            None => return Ok(()),
        }
    }
}

/// Writes down the misconceptions that an answer showed, and which of them a run refuted.
fn note_beliefs(db: &Connection, id: i64, entry: &Entry) -> rusqlite::Result<()> {
    let mut hold = db.prepare_cached(
        "INSERT OR IGNORE INTO held (entry, belief, refuted, card, at_ms, offset_min, day, sure)
         SELECT id, ?2, EXISTS (SELECT 1 FROM entry AS run, json_each(run.body, '$.refuted') AS it
            WHERE run.about = entry.uid AND run.what = 'ran' AND it.value = ?2), card, at_ms, offset_min, day, confidence IS 2
         FROM entry WHERE id = ?1",
    )?;
    let mut refute = db.prepare_cached(
        "UPDATE held SET refuted = 1 WHERE belief = ?2 AND entry = (SELECT id FROM entry WHERE uid = ?1)",
    )?;
    match &entry.deed {
        Deed::Answered(review) => {
            for belief in &review.beliefs {
                hold.execute((id, belief))?;
            }
        }
        Deed::Ran(run) => {
            for belief in &run.refuted {
                refute.execute((&run.review, belief))?;
            }
        }
        _ => {}
    }
    Ok(())
}
