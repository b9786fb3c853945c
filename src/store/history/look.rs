//! Looking things up in the history: how cards stand, what is due, what was done today.
//!
//! Deliberately missing: counting for a page of statistics (`count`).

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Row};

use super::super::number::Heap;
use super::{History, HistoryError};
use crate::model::{CardKey, Day, DueOrder, Memory, Moment, Phase};

/// How a card stands that something ever happened to.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// Which.
    pub key: CardKey,
    /// How well it is remembered; [`Phase::New`] where no answer counts.
    pub memory: Memory,
    /// Whether it is not to be asked at all.
    pub suspended: bool,
    /// It is not to be asked before this day.
    pub buried_until: Day,
    /// What it meant when it was last answered.
    pub meaning: String,
}

const KNOWN: &str = "SELECT deck, name, phase, step, stability, difficulty, last_ms, offset_min, last_day, due_day, due_ms, n_reviews,
    n_lapses, n_right, hurry, suspended, buried_until, meaning FROM card";

fn known(row: &Row<'_>) -> rusqlite::Result<Known> {
    let phase: u8 = row.get(2)?;
    // By number, in the order of `KNOWN`: there may be a hundred thousand of them.
    let memory = Memory {
        phase: Phase::ALL.into_iter().find(|known| *known as u8 == phase).unwrap_or_default(),
        step: row.get(3)?,
        stability: row.get(4)?,
        difficulty: row.get(5)?,
        last: Moment { ms: row.get(6)?, offset_min: row.get(7)? },
        last_day: Day(row.get(8)?),
        due_day: Day(row.get(9)?),
        due_ms: row.get(10)?,
        n_reviews: row.get(11)?,
        n_lapses: row.get(12)?,
        n_right: row.get(13)?,
        hurry: row.get(14)?,
    };
    Ok(Known {
        key: CardKey { deck: row.get(0)?, card: row.get(1)? },
        memory,
        suspended: row.get(15)?,
        buried_until: Day(row.get(16)?),
        meaning: row.get(17)?,
    })
}

impl History {
    /// How one card stands; none if nothing ever happened to it.
    ///
    /// # Errors
    ///
    /// The history cannot be read.
    pub fn known(&self, key: &CardKey) -> Result<Option<Known>, HistoryError> {
        self.db
            .prepare_cached(&format!("{KNOWN} WHERE deck = ?1 AND name = ?2"))
            .and_then(|mut select| select.query_row((&key.deck, &key.card), known).optional())
            .map_err(|error| self.because(error))
    }

    /// How every card stands that something ever happened to.
    ///
    /// # Errors
    ///
    /// The history cannot be read.
    pub fn all_known(&self) -> Result<Vec<Known>, HistoryError> {
        self.rows(KNOWN, [], known)
    }

    /// At most so many cards that are due by the day `until`, in that order as it is today; from the `skip`th one on. Those that are
    /// suspended or buried today are left out.
    ///
    /// # Errors
    ///
    /// The history cannot be read.
    pub fn due(
        &self,
        today: Day,
        until: Day,
        order: DueOrder,
        skip: usize,
        most: usize,
    ) -> Result<Vec<Known>, HistoryError> {
        let by = match order {
            // What is nearer to being forgotten has used up more of its stability.
            DueOrder::Forgetting => "(last_day - ?1) / max(stability, 0.01), id",
            DueOrder::Due | DueOrder::Random => "due_day, id",
        };
        // Chosen from the index alone, and only then read.
        let select = format!(
            "WITH chosen (it) AS MATERIALIZED (
                SELECT id FROM card WHERE phase > 0 AND suspended = 0 AND due_day <= ?2 AND buried_until <= ?1
                ORDER BY {by} LIMIT ?3 OFFSET ?4)
             {KNOWN} JOIN chosen ON card.id = chosen.it ORDER BY {by}"
        );
        self.rows(&select, (today.0, until.0, most, skip), known)
    }

    /// Every card that was answered last on a day.
    ///
    /// # Errors
    ///
    /// The history cannot be read.
    pub fn asked_on(&self, day: Day) -> Result<Vec<CardKey>, HistoryError> {
        self.rows("SELECT deck, name FROM card WHERE last_day = ?1 AND phase > 0", [day.0], |row| {
            Ok(CardKey { deck: row.get(0)?, card: row.get(1)? })
        })
    }

    /// How many cards were answered for the first time on a day, and how many answers known cards had.
    ///
    /// # Errors
    ///
    /// The history cannot be read.
    pub fn done_on(&self, day: Day) -> Result<(u32, u32), HistoryError> {
        let select = "SELECT coalesce(sum(n_new), 0), coalesce(sum(n_due), 0) FROM tally WHERE day = ?1";
        let rows = self.rows(select, [day.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.into_iter().next().unwrap_or_default())
    }

    /// The next day after `today` on which something is due, and how many cards are.
    ///
    /// # Errors
    ///
    /// The history cannot be read.
    pub fn next_due(&self, today: Day) -> Result<Option<(Day, usize)>, HistoryError> {
        let select = "SELECT due_day, count(*) FROM card WHERE phase > 0 AND suspended = 0 AND due_day > ?1
            GROUP BY due_day ORDER BY due_day LIMIT 1";
        let rows = self.rows(select, [today.0], |row| Ok((Day(row.get(0)?), row.get(1)?)))?;
        Ok(rows.into_iter().next())
    }

    /// When the last entry was written.
    ///
    /// # Errors
    ///
    /// The history cannot be read.
    pub fn last(&self) -> Result<Option<Moment>, HistoryError> {
        let select = "SELECT at_ms, offset_min FROM entry ORDER BY id DESC LIMIT 1";
        let rows = self.rows(select, [], |row| Ok(Moment { ms: row.get(0)?, offset_min: row.get(1)? }))?;
        Ok(rows.into_iter().next())
    }

    /// How many answers and how many known cards there are, and when the last entry was written.
    ///
    /// # Errors
    ///
    /// The history cannot be read.
    pub fn extent(&self) -> Result<(u64, u64, Option<Moment>), HistoryError> {
        let count = |select: &str| {
            let row = self.db.query_row(select, [], |row| row.get::<_, i64>(0));
            row.map(i64::unsigned_abs).map_err(|error| self.because(error))
        };
        let n_answers = count("SELECT coalesce(sum(n), 0) FROM tally")?;
        // Each part out of an index; the table itself is large.
        let n_cards =
            count("SELECT count(*) FROM card INDEXED BY card_due WHERE phase > 0 AND suspended = 0")?
                + count("SELECT count(*) FROM card INDEXED BY card_suspended WHERE phase > 0 AND suspended")?;
        Ok((n_answers, n_cards, self.last()?))
    }

    /// Deck by deck, how many cards were met and which: those that were answered, and those that are not to be asked at all.
    pub(in super::super) fn met(&self) -> Result<HashMap<String, Heap>, HistoryError> {
        let select = "SELECT deck, n, sum FROM met WHERE n > 0";
        let rows =
            self.rows(select, [], |row| Ok((row.get(0)?, Heap { n: row.get(1)?, sum: row.get(2)? })))?;
        Ok(rows.into_iter().collect())
    }

    /// The numbers of the cards of a deck that were met.
    pub(in super::super) fn met_in(&self, deck: &str) -> Result<Vec<i64>, HistoryError> {
        let select =
            "SELECT number FROM card INDEXED BY card_met WHERE deck = ?1 AND (phase > 0 OR suspended)";
        self.rows(select, [deck], |row| row.get(0))
    }

    /// Cards that were not met and are put off beyond a day.
    pub(in super::super) fn put_off(&self, today: Day) -> Result<Vec<CardKey>, HistoryError> {
        let select = "SELECT deck, name FROM card WHERE phase = 0 AND buried_until > ?1 AND buried_until > -2147483648";
        self.rows(select, [today.0], |row| Ok(CardKey { deck: row.get(0)?, card: row.get(1)? }))
    }

    pub(super) fn rows<T>(
        &self,
        select: &str,
        with: impl rusqlite::Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, HistoryError> {
        let rows = self.db.prepare_cached(select).and_then(|mut select| {
            let rows = select.query_map(with, read)?;
            rows.collect::<rusqlite::Result<Vec<T>>>()
        });
        rows.map_err(|error| self.because(error))
    }
}
