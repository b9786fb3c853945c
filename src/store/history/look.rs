//! Looking things up in the history: how cards stand, how days went, which misconceptions were shown.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Row};

use super::super::number::Heap;
use super::{History, HistoryError};
use crate::model::{CardKey, Confidence, Day, DueOrder, Memory, Moment, Phase};

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

/// How a day went with a deck.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tallied {
    /// The day.
    pub day: Day,
    /// The deck's id.
    pub deck: String,
    /// Answers.
    pub n: u32,
    /// Right ones.
    pub n_right: u32,
    /// Wrong ones.
    pub n_wrong: u32,
    /// First answers to a card.
    pub n_new: u32,
    /// Answers to cards that were known.
    pub n_due: u32,
    /// Answers to known cards after at least a day.
    pub n_asked: u32,
    /// How many of those were remembered.
    pub n_kept: u32,
    /// The sum of the chances that the schedule saw for those.
    pub recall: f64,
    /// Time taken, in milliseconds.
    pub took_ms: u64,
    /// Marked answers and right ones, by confidence: guess, think so, sure.
    pub by_confidence: [(u32, u32); Confidence::ALL.len()],
}

/// A misconception that an answer showed.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// The misconception.
    pub belief: String,
    /// The card.
    pub key: CardKey,
    /// The day.
    pub day: Day,
    /// When.
    pub at: Moment,
    /// Whether the learner was sure.
    pub was_sure: bool,
    /// Whether a run refuted it then.
    pub refuted: bool,
    /// Whether the card was answered rightly since.
    pub mended: bool,
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

    /// At most so many cards that are due on a day, in that order; from the `skip`th one on. Those that are suspended or buried are
    /// left out.
    ///
    /// # Errors
    ///
    /// The history cannot be read.
    pub fn due(
        &self,
        today: Day,
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
                SELECT id FROM card WHERE phase > 0 AND suspended = 0 AND due_day <= ?1 AND buried_until <= ?1
                ORDER BY {by} LIMIT ?2 OFFSET ?3)
             {KNOWN} JOIN chosen ON card.id = chosen.it ORDER BY {by}"
        );
        self.rows(&select, (today.0, most, skip), known)
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

    /// How days went from a day on, deck by deck.
    ///
    /// # Errors
    ///
    /// The history cannot be read.
    pub fn tallies(&self, from: Day) -> Result<Vec<Tallied>, HistoryError> {
        let select = "SELECT day, deck, n, n_right, n_wrong, n_new, n_due, n_asked, n_kept, recall, took_ms, n_guess, n_guess_right,
                n_think, n_think_right, n_sure, n_sure_right
            FROM tally WHERE day >= ?1 AND n > 0 ORDER BY day, deck";
        self.rows(select, [from.0], |row| {
            Ok(Tallied {
                day: Day(row.get(0)?),
                deck: row.get(1)?,
                n: row.get(2)?,
                n_right: row.get(3)?,
                n_wrong: row.get(4)?,
                n_new: row.get(5)?,
                n_due: row.get(6)?,
                n_asked: row.get(7)?,
                n_kept: row.get(8)?,
                recall: row.get(9)?,
                took_ms: row.get::<_, i64>(10)?.unsigned_abs(),
                by_confidence: [
                    (row.get(11)?, row.get(12)?),
                    (row.get(13)?, row.get(14)?),
                    (row.get(15)?, row.get(16)?),
                ],
            })
        })
    }

    /// Of answers to known cards after at least a day, by the chance that the schedule saw, in tenths: how many, how many were
    /// remembered, and the sum of the chances.
    ///
    /// # Errors
    ///
    /// The history cannot be read.
    pub fn foreseen(&self) -> Result<Vec<(u8, u32, u32, f64)>, HistoryError> {
        let select = "SELECT tenth, n, n_kept, recall FROM foreseen WHERE n > 0 ORDER BY tenth";
        self.rows(select, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
    }

    /// Every misconception that an answer showed, the latest first.
    ///
    /// # Errors
    ///
    /// The history cannot be read.
    pub fn held(&self) -> Result<Vec<Held>, HistoryError> {
        let select = "SELECT belief, deck, name, day, at_ms, held.offset_min, sure, refuted, right_ms > at_ms
            FROM held JOIN card ON card.id = held.card
            WHERE shown ORDER BY at_ms DESC, deck, name, belief";
        self.rows(select, [], |row| {
            Ok(Held {
                belief: row.get(0)?,
                key: CardKey { deck: row.get(1)?, card: row.get(2)? },
                day: Day(row.get(3)?),
                at: Moment { ms: row.get(4)?, offset_min: row.get(5)? },
                was_sure: row.get(6)?,
                refuted: row.get(7)?,
                mended: row.get(8)?,
            })
        })
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
