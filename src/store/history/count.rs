//! Counting over the whole history, as fast as a page of statistics has to be: the database adds up, and the log is read only for
//! cards that were named.
//!
//! Deliberately missing: thought about the counts (`study::progress`).

use std::collections::HashMap;

use rusqlite::{Row, Rows};
use serde_json::json;

use super::{History, HistoryError};
use crate::model::{CardKey, Confidence, Day, Memory, Phase};
use crate::study::progress::{DayCount, Foreseen, Showing, Standing};

/// Which cards are counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// All that was ever answered.
    #[default]
    All,
    /// Those of decks, by their ids.
    Decks(Vec<String>),
    /// These.
    Cards(Vec<CardKey>),
}

impl Scope {
    /// The cards as a table, with `?1` for [`Scope::words`].
    fn cards(&self) -> &'static str {
        match self {
            Scope::All => "(SELECT * FROM card WHERE ?1 IS NOT NULL)",
            Scope::Decks(_) => "(SELECT * FROM card WHERE deck IN (SELECT value FROM json_each(?1)))",
            Scope::Cards(_) => {
                "(SELECT card.* FROM json_each(?1) AS it
                    CROSS JOIN card ON deck = it.value ->> 0 AND name = it.value ->> 1)"
            }
        }
    }

    /// Whether a card `c` is one of them, where it was come by otherwise: what is named is gone through once, not for each card.
    fn has_card(&self) -> String {
        match self {
            Scope::All => "?1 IS NOT NULL".to_owned(),
            Scope::Decks(_) | Scope::Cards(_) => format!("c.id IN (SELECT id FROM {})", self.cards()),
        }
    }

    /// What is named, as JSON.
    fn words(&self) -> String {
        match self {
            Scope::All => json!([]),
            Scope::Decks(decks) => json!(decks),
            Scope::Cards(cards) => cards.iter().map(|key| json!([key.deck, key.card])).collect(),
        }
        .to_string()
    }
}

/// A known card, as far as a page of statistics cares.
#[derive(Clone, Debug, PartialEq)]
pub struct CardCount {
    /// Which.
    pub key: CardKey,
    /// How well it is remembered; only phase, stability and counts are filled in.
    pub memory: Memory,
    /// Whether it is due today.
    pub is_due: bool,
    /// Whether it is not to be asked at all.
    pub is_suspended: bool,
}

/// When a card is due and asked for, as an expression.
const DUE: &str = "phase > 0 AND suspended = 0 AND max(due_day, buried_until) <= ?2";

/// The sums of a day in the tallies and in the log, in the same order.
const OF_TALLY: &str =
    "sum(n), sum(n_right), sum(n_wrong), sum(n_new), sum(n_asked), sum(n_kept), sum(recall), sum(took_ms),
    sum(n_guess), sum(n_guess_right), sum(n_think), sum(n_think_right), sum(n_sure), sum(n_sure_right)";
const OF_LOG: &str = "count(*), sum(now_verdict = 0), sum(now_verdict = 1), sum(phase = 0), sum(asked), sum(asked AND now_grade > 1),
    sum(CASE WHEN asked THEN coalesce(recall, 0) ELSE 0 END), sum(coalesce(took_ms, 0)),
    sum(marked AND confidence = 0), sum(now_verdict = 0 AND confidence = 0),
    sum(marked AND confidence = 1), sum(now_verdict = 0 AND confidence = 1),
    sum(marked AND confidence = 2), sum(now_verdict = 0 AND confidence = 2)";

/// Where more cards than these are named, going through the whole log is faster than looking for the answers of each.
const MANY: usize = 3_000;

/// The answers of cards that count, with what is made of them, as a table.
fn answers(scope: &Scope) -> String {
    let cards = scope.cards();
    let of_cards = match scope {
        Scope::Cards(keys) if keys.len() > MANY => {
            format!("entry WHERE +card IN (SELECT id FROM {cards}) AND")
        }
        _ => format!("{cards} AS c CROSS JOIN entry ON entry.card = c.id WHERE"),
    };
    format!(
        "(SELECT entry.*, now_verdict IN (0, 1) AS marked,
            entry.phase = 2 AND entry.elapsed > 0 AND now_grade IS NOT NULL AS asked
        FROM {of_cards} what = 'answered' AND counts)"
    )
}

/// How decks stand, and when their cards are due.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stand {
    /// The decks, the most answered first.
    pub decks: Vec<Standing>,
    /// Day and how many cards wait on it, the earliest first.
    pub due: Vec<(Day, u32)>,
}

/// Adds up cards: deck, phase, whether suspended, day on which it waits, answers, right ones, stability.
fn add_up(mut rows: Rows<'_>, today: Day, is_at_hand: &dyn Fn(&str) -> bool) -> rusqlite::Result<Stand> {
    let mut decks: HashMap<String, (Standing, bool), foldhash::fast::RandomState> = HashMap::default();
    let mut due: HashMap<i32, u32, foldhash::fast::RandomState> = HashMap::default();
    while let Some(row) = rows.next()? {
        let memory = Memory {
            phase: phase(row.get(1)?),
            n_reviews: row.get(4)?,
            n_right: row.get(5)?,
            stability: row.get(6)?,
            ..Memory::default()
        };
        if memory.phase == Phase::New {
            continue;
        }
        let (is_suspended, day): (bool, i32) = (row.get(2)?, row.get(3)?);
        let deck = row.get_ref(0)?.as_str()?;
        if !decks.contains_key(deck) {
            decks.insert(deck.to_owned(), (Standing::default(), is_at_hand(deck)));
        }
        let Some((standing, is_at_hand)) = decks.get_mut(deck) else { continue };
        let waits = *is_at_hand && !is_suspended;
        standing.add(&memory, waits && Day(day) <= today, is_suspended);
        if waits {
            *due.entry(day).or_default() += 1;
        }
    }
    let named = decks.into_iter().map(|(name, (standing, _))| Standing { name, ..standing });
    let mut stand =
        Stand { decks: named.collect(), due: due.into_iter().map(|(day, n)| (Day(day), n)).collect() };
    stand.decks.sort_by(|a, b| b.n_answers.cmp(&a.n_answers).then_with(|| a.name.cmp(&b.name)));
    stand.due.sort_unstable();
    Ok(stand)
}

fn phase(number: u8) -> Phase {
    Phase::ALL.into_iter().find(|known| *known as u8 == number).unwrap_or_default()
}

fn day_count(row: &Row<'_>) -> rusqlite::Result<DayCount> {
    let number = |at: usize| Ok::<u32, rusqlite::Error>(row.get::<_, Option<u32>>(at)?.unwrap_or(0));
    let mut by_confidence = [(0, 0); Confidence::ALL.len()];
    for (at, slot) in by_confidence.iter_mut().enumerate() {
        *slot = (number(9 + 2 * at)?, number(10 + 2 * at)?);
    }
    Ok(DayCount {
        day: Day(row.get(0)?),
        n: number(1)?,
        n_right: number(2)?,
        n_wrong: number(3)?,
        n_new: number(4)?,
        n_asked: number(5)?,
        n_kept: number(6)?,
        recall: row.get(7)?,
        took_ms: row.get::<_, i64>(8)?.unsigned_abs(),
        by_confidence,
    })
}

impl History {
    /// How every day went with these cards, the earliest first.
    ///
    /// # Errors
    ///
    /// The history cannot be read.
    pub fn days(&self, scope: &Scope) -> Result<Vec<DayCount>, HistoryError> {
        let select = match scope {
            Scope::All => format!("SELECT day, {OF_TALLY} FROM tally WHERE ?1 IS NOT NULL GROUP BY day"),
            Scope::Decks(_) => format!(
                "SELECT day, {OF_TALLY} FROM tally WHERE deck IN (SELECT value FROM json_each(?1)) GROUP BY day"
            ),
            Scope::Cards(_) => {
                format!("SELECT day, {OF_LOG} FROM {} GROUP BY day", answers(scope))
            }
        };
        let mut days = self.rows(&format!("{select} ORDER BY day"), [scope.words()], day_count)?;
        days.retain(|day| day.n > 0);
        Ok(days)
    }

    /// How the decks of these cards stand, the most answered first (how many cards they have in all is not known here), and on how many
    /// cards each day waits, the earliest first. Cards of a deck that is not at hand wait in vain.
    ///
    /// # Errors
    ///
    /// The history cannot be read.
    pub fn standings(
        &self,
        scope: &Scope,
        today: Day,
        is_at_hand: &dyn Fn(&str) -> bool,
    ) -> Result<Stand, HistoryError> {
        // One pass over the table, added up here: grouping in the database would sort all of it, twice.
        let select = format!(
            "SELECT deck, phase, suspended, max(due_day, buried_until), n_reviews, n_right, stability FROM {}",
            scope.cards()
        );
        self.db
            .prepare_cached(&select)
            .and_then(|mut select| add_up(select.query([scope.words()])?, today, is_at_hand))
            .map_err(|error| self.because(error))
    }

    /// These cards one by one.
    ///
    /// # Errors
    ///
    /// The history cannot be read.
    pub fn counted(&self, scope: &Scope, today: Day) -> Result<Vec<CardCount>, HistoryError> {
        let select = format!(
            "SELECT deck, name, phase, stability, n_reviews, n_right, {DUE} AS is_due, suspended FROM {}",
            scope.cards()
        );
        self.rows(&select, (scope.words(), today.0), |row| {
            let memory = Memory {
                phase: phase(row.get("phase")?),
                stability: row.get("stability")?,
                n_reviews: row.get("n_reviews")?,
                n_right: row.get("n_right")?,
                ..Memory::default()
            };
            Ok(CardCount {
                key: CardKey { deck: row.get("deck")?, card: row.get("name")? },
                memory,
                is_due: row.get("is_due")?,
                is_suspended: row.get("suspended")?,
            })
        })
    }

    /// Of answers to known cards after at least a day, what the schedule foresaw and what came, by tenths of the chance. Of decks this
    /// is not kept, so for them there is nothing.
    ///
    /// # Errors
    ///
    /// The history cannot be read.
    pub fn foreseen_by_tenths(&self, scope: &Scope) -> Result<Vec<Foreseen>, HistoryError> {
        let select = match scope {
            Scope::Decks(_) => return Ok(Vec::new()),
            Scope::All => {
                "SELECT recall / n, n, n_kept FROM foreseen WHERE n > 0 AND ?1 IS NOT NULL ORDER BY tenth"
                    .to_owned()
            }
            Scope::Cards(_) => format!(
                "SELECT sum(recall) / count(*), count(*), sum(now_grade > 1) FROM {}
                 WHERE asked AND recall IS NOT NULL GROUP BY min(cast(recall * 10 AS INTEGER), 9) ORDER BY 1",
                answers(scope)
            ),
        };
        self.rows(&select, [scope.words()], |row| {
            Ok(Foreseen { chance: row.get(0)?, n: row.get(1)?, n_true: row.get(2)? })
        })
    }

    /// Answers that showed misconceptions and count, the latest first.
    ///
    /// # Errors
    ///
    /// The history cannot be read.
    pub fn showings(&self, scope: &Scope) -> Result<Vec<Showing>, HistoryError> {
        let select = format!(
            "SELECT belief, c.deck, c.name, day, sure, refuted, c.right_ms > at_ms, at_ms
             FROM held CROSS JOIN card AS c ON c.id = held.card WHERE shown AND {}",
            scope.has_card()
        );
        let mut shown: Vec<(i64, Showing)> = self.rows(&select, [scope.words()], |row| {
            let showing = Showing {
                belief: row.get(0)?,
                key: CardKey { deck: row.get(1)?, card: row.get(2)? },
                day: Day(row.get(3)?),
                was_sure: row.get(4)?,
                refuted: row.get(5)?,
                mended: row.get(6)?,
            };
            Ok((row.get(7)?, showing))
        })?;
        // Put in order here: the database would carry all the words along.
        shown.sort_unstable_by(|(at, a), (other, b)| {
            other.cmp(at).then_with(|| a.key.cmp(&b.key)).then_with(|| a.belief.cmp(&b.belief))
        });
        Ok(shown.into_iter().map(|(_, showing)| showing).collect())
    }
}

#[cfg(test)]
#[path = "count_tests.rs"]
mod tests;
