//! Looking answers up: for fitting the schedule to them, for taking the last ones back, for listing what was ever answered.

use std::collections::HashMap;

use super::settle::grade_of;
use super::{History, HistoryError};
use crate::model::{CardKey, Day, Moment, Verdict};
use crate::study::Graded;

/// An answer that counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// The entry.
    pub uid: String,
    /// The card.
    pub key: CardKey,
    /// When.
    pub at: Moment,
    /// What was answered.
    pub answer: String,
    /// The verdict that holds.
    pub verdict: Verdict,
}

impl History {
    /// Every answer that counts and is graded, card by card, each card's the earliest first; of cards that were to be forgotten only
    /// what came after that.
    ///
    /// # Errors
    ///
    /// The history cannot be read.
    pub fn graded(&self) -> Result<Vec<Graded>, HistoryError> {
        let forgotten = self.rows(
            "SELECT card, at_ms, uid FROM entry WHERE what = 'forgotten' ORDER BY at_ms, uid",
            [],
            |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))),
        )?;
        let since: HashMap<i64, (i64, String)> = forgotten.into_iter().collect();
        let select = "SELECT card, at_ms, uid, day, now_grade FROM entry WHERE counts AND now_grade IS NOT NULL ORDER BY card, at_ms, uid";
        let graded = self.rows(select, [], |row| {
            let (card, at_ms, uid): (i64, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let grade = grade_of(row.get(4)?);
            let counts = since.get(&card).is_none_or(|since| *since < (at_ms, uid));
            let day = Day(row.get(3)?);
            Ok(grade.filter(|_| counts).map(|grade| Graded { card, at_ms, day, grade }))
        })?;
        Ok(graded.into_iter().flatten().collect())
    }

    /// About how many answers there are that can be learned from: to known cards, after at least a day.
    ///
    /// # Errors
    ///
    /// The history cannot be read.
    pub fn n_asked(&self) -> Result<usize, HistoryError> {
        let n: i64 = self
            .db
            .query_row("SELECT coalesce(sum(n_asked), 0) FROM tally", [], |row| row.get(0))
            .map_err(|error| self.because(error))?;
        Ok(usize::try_from(n).unwrap_or(0))
    }

    /// At most so many answers that count, the latest first.
    ///
    /// # Errors
    ///
    /// The history cannot be read.
    pub fn latest(&self, most: usize) -> Result<Vec<Counted>, HistoryError> {
        let select =
            "SELECT uid, deck, name, at_ms, entry.offset_min, coalesce(body ->> 'answer', ''), now_verdict
            FROM entry JOIN card ON card.id = entry.card WHERE counts ORDER BY at_ms DESC, uid DESC LIMIT ?1";
        self.rows(select, [most], |row| {
            Ok(Counted {
                uid: row.get(0)?,
                key: CardKey { deck: row.get(1)?, card: row.get(2)? },
                at: Moment { ms: row.get(3)?, offset_min: row.get(4)? },
                answer: row.get(5)?,
                verdict: match row.get::<_, Option<u8>>(6)? {
                    Some(number) if number == Verdict::Right as u8 => Verdict::Right,
                    Some(number) if number == Verdict::Wrong as u8 => Verdict::Wrong,
                    _ => Verdict::NotMarked,
                },
            })
        })
    }

    /// When something last happened to a card, in milliseconds since 1970.
    ///
    /// # Errors
    ///
    /// The history cannot be read.
    pub fn last_ms(&self, key: &CardKey) -> Result<Option<i64>, HistoryError> {
        let select =
            "SELECT max(at_ms) FROM entry WHERE card = (SELECT id FROM card WHERE deck = ?1 AND name = ?2)";
        let row = self.db.query_row(select, (&key.deck, &key.card), |row| row.get(0));
        row.map_err(|error| self.because(error))
    }

    /// Every card that something ever happened to, with how often it was answered (undone answers left out) and the last day of it.
    ///
    /// # Errors
    ///
    /// The history cannot be read.
    pub fn answered(&self) -> Result<HashMap<CardKey, (u32, Option<Day>)>, HistoryError> {
        let select = "SELECT deck, name, count(entry.id), max(entry.day) FROM card
            LEFT JOIN entry ON entry.card = card.id AND counts GROUP BY card.id";
        let rows = self.rows(select, [], |row| {
            let key = CardKey { deck: row.get(0)?, card: row.get(1)? };
            Ok((key, (row.get(2)?, row.get::<_, Option<i32>>(3)?.map(Day))))
        })?;
        Ok(rows.into_iter().collect())
    }
}
