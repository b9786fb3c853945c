//! What is thought out of the log of a card: which answers count and with what, its memory, and the days' tallies.
//!
//! There is one way for all: whatever arrives (an answer, a run, an undo, the log of another machine), the card is settled
//! again from its own entries, and the difference goes into the tallies.

use std::collections::HashMap;

use rusqlite::{Connection, Row, Transaction, named_params};

use crate::model::{CardKey, Confidence, Day, Grade, Memory, Moment, Phase, Verdict};
use crate::study::{Past, Rules};

/// The verdict and the grade of an answer, as numbers.
type Marks = (Option<u8>, Option<u8>);

/// The facts of one entry that settling looks at.
struct Fact {
    id: i64,
    uid: String,
    at: Moment,
    what: String,
    about: Option<String>,
    verdict: Option<u8>,
    grade: Option<u8>,
    confidence: Option<u8>,
    day: Day,
    phase: u8,
    elapsed: Option<i32>,
    recall: Option<f64>,
    took_ms: i64,
    counts: bool,
    now: Marks,
}

/// What one answer adds to a day.
#[derive(Clone, Copy, Default)]
struct Share {
    n: i64,
    n_right: i64,
    n_wrong: i64,
    n_new: i64,
    n_due: i64,
    n_asked: i64,
    n_kept: i64,
    recall: f64,
    took_ms: i64,
    by_confidence: [(i64, i64); 3],
    foreseen: [(i64, i64, f64); 10],
}

const RIGHT: u8 = Verdict::Right as u8;
const WRONG: u8 = Verdict::Wrong as u8;

impl Fact {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        // By number, in the order of `facts`: names would be looked up a million times.
        Ok(Fact {
            id: row.get(0)?,
            uid: row.get(1)?,
            at: Moment { ms: row.get(2)?, offset_min: row.get(3)? },
            what: row.get(4)?,
            about: row.get(5)?,
            verdict: row.get(6)?,
            grade: row.get(7)?,
            confidence: row.get(8)?,
            day: Day(row.get::<_, Option<i32>>(9)?.unwrap_or_default()),
            phase: row.get::<_, Option<u8>>(10)?.unwrap_or_default(),
            elapsed: row.get(11)?,
            recall: row.get(12)?,
            took_ms: row.get::<_, Option<i64>>(13)?.unwrap_or_default(),
            counts: row.get(14)?,
            now: (row.get(15)?, row.get(16)?),
        })
    }

    /// What this answer adds to its day, as it counts at present.
    fn share(&self, counts: bool, (verdict, grade): Marks) -> Share {
        let mut share = Share::default();
        if !counts {
            return share;
        }
        let is_right = i64::from(verdict == Some(RIGHT));
        share.n = 1;
        share.n_right = is_right;
        share.n_wrong = i64::from(verdict == Some(WRONG));
        share.n_new = i64::from(self.phase == Phase::New as u8);
        share.n_due = i64::from(self.phase == Phase::Review as u8);
        share.took_ms = self.took_ms;
        if self.phase == Phase::Review as u8 && self.elapsed.is_some_and(|days| days > 0) && grade.is_some() {
            let kept = i64::from(grade != Some(Grade::Again as u8));
            (share.n_asked, share.n_kept) = (1, kept);
            if let Some(recall) = self.recall {
                share.recall = recall;
                let tenth = ((recall * 10.0) as usize).min(9);
                share.foreseen[tenth] = (1, kept, recall);
            }
        }
        if let (Some(confidence), Some(RIGHT | WRONG)) = (self.confidence, verdict)
            && let Some(slot) = share.by_confidence.get_mut(usize::from(confidence))
        {
            *slot = (1, is_right);
        }
        share
    }
}

impl Share {
    fn add(&mut self, other: &Share, sign: i64) {
        let times = sign as f64;
        for (ours, theirs) in [
            (&mut self.n, other.n),
            (&mut self.n_right, other.n_right),
            (&mut self.n_wrong, other.n_wrong),
            (&mut self.n_new, other.n_new),
            (&mut self.n_due, other.n_due),
            (&mut self.n_asked, other.n_asked),
            (&mut self.n_kept, other.n_kept),
            (&mut self.took_ms, other.took_ms),
        ] {
            *ours += sign * theirs;
        }
        self.recall += times * other.recall;
        for (ours, theirs) in self.by_confidence.iter_mut().zip(other.by_confidence) {
            *ours = (ours.0 + sign * theirs.0, ours.1 + sign * theirs.1);
        }
        for (ours, theirs) in self.foreseen.iter_mut().zip(other.foreseen) {
            *ours = (ours.0 + sign * theirs.0, ours.1 + sign * theirs.1, ours.2 + times * theirs.2);
        }
    }
}

/// Differences that settling found, day by day and deck by deck.
#[derive(Default)]
pub(super) struct Differences {
    days: HashMap<(i32, String), Share, foldhash::fast::RandomState>,
}

/// How a card stands after settling.
pub(super) struct Settled {
    pub(super) memory: Memory,
    suspended: bool,
    buried_until: Day,
    meaning: String,
    right_ms: i64,
}

/// Settles one card from its entries.
pub(super) fn settle(
    db: &Connection,
    id: i64,
    key: &CardKey,
    rules: &Rules,
    differences: &mut Differences,
) -> rusqlite::Result<Settled> {
    let facts = facts(db, id)?;
    let mut by_uid: HashMap<&str, (bool, Marks), foldhash::fast::RandomState> = HashMap::default();
    let (mut suspended, mut buried_until, mut since) = (false, Day(i32::MIN), (i64::MIN, ""));
    for fact in &facts {
        let of_answer = |fact: &Fact| (true, (fact.verdict, fact.grade));
        match fact.what.as_str() {
            "answered" => drop(by_uid.insert(&fact.uid, of_answer(fact))),
            "suspended" => suspended = true,
            "resumed" => (suspended, buried_until) = (false, Day(i32::MIN)),
            "buried" => buried_until = fact.day,
            "forgotten" => since = (fact.at.ms, &fact.uid),
            _ => {}
        }
    }
    // What is about an answer may stand before it where two clocks differ.
    for fact in &facts {
        let Some(answer) = fact.about.as_deref().and_then(|about| by_uid.get_mut(about)) else { continue };
        match fact.what.as_str() {
            "ran" => answer.1 = (fact.verdict, fact.grade),
            "undone" => answer.0 = false,
            _ => {}
        }
    }
    let mut change =
        db.prepare_cached("UPDATE entry SET counts = ?2, now_verdict = ?3, now_grade = ?4 WHERE id = ?1")?;
    let mut show = db.prepare_cached("UPDATE held SET shown = ?2 WHERE entry = ?1")?;
    let (mut pasts, mut right_ms) = (Vec::new(), i64::MIN);
    for fact in facts.iter().filter(|fact| fact.what == "answered") {
        let (counts, now) = by_uid[fact.uid.as_str()];
        if (counts, now) != (fact.counts, fact.now) {
            change.execute((fact.id, counts, now.0, now.1))?;
            show.execute((fact.id, counts && now.0 == Some(WRONG)))?;
            differences.note(fact.day, &key.deck, &fact.share(fact.counts, fact.now), -1);
            differences.note(fact.day, &key.deck, &fact.share(counts, now), 1);
        }
        if counts && now.0 == Some(RIGHT) {
            right_ms = right_ms.max(fact.at.ms);
        }
        let grade = now.1.and_then(grade_of);
        if counts && (fact.at.ms, fact.uid.as_str()) > since {
            pasts.extend(grade.map(|grade| Past {
                at: fact.at,
                day: fact.day,
                grade,
                was_sure: fact.confidence == Some(Confidence::Sure as u8),
            }));
        }
    }
    let meaning = meaning(db, &facts)?;
    Ok(Settled { memory: rules.fold(key, pasts), suspended, buried_until, meaning, right_ms })
}

/// What the card meant when it was last answered.
fn meaning(db: &Connection, facts: &[Fact]) -> rusqlite::Result<String> {
    let Some(last) = facts.iter().rev().find(|fact| fact.what == "answered") else {
        return Ok(String::new());
    };
    db.prepare_cached("SELECT coalesce(body ->> 'meaning', '') FROM entry WHERE id = ?1")?
        .query_row([last.id], |row| row.get(0))
}

fn facts(db: &Connection, card: i64) -> rusqlite::Result<Vec<Fact>> {
    let mut select = db.prepare_cached(
        "SELECT id, uid, at_ms, offset_min, what, about, verdict, grade, confidence, day, phase, elapsed, recall, took_ms, counts,
            now_verdict, now_grade
         FROM entry WHERE card = ?1 ORDER BY at_ms, uid",
    )?;
    select.query_map([card], Fact::read)?.collect()
}

pub(super) fn grade_of(number: u8) -> Option<Grade> {
    Grade::ALL.into_iter().find(|grade| *grade as u8 == number)
}

impl Differences {
    fn note(&mut self, day: Day, deck: &str, share: &Share, sign: i64) {
        self.days.entry((day.0, deck.to_owned())).or_default().add(share, sign);
    }

    /// Takes the differences into the tallies.
    pub(super) fn apply(&self, db: &Connection) -> rusqlite::Result<()> {
        let mut tally = db.prepare_cached(
            "INSERT INTO tally VALUES (:day, :deck, :n, :right, :wrong, :new, :due, :asked, :kept, :recall, :took,
                :c0, :r0, :c1, :r1, :c2, :r2)
             ON CONFLICT DO UPDATE SET n = n + :n, n_right = n_right + :right, n_wrong = n_wrong + :wrong,
                n_new = n_new + :new, n_due = n_due + :due, n_asked = n_asked + :asked, n_kept = n_kept + :kept,
                recall = recall + :recall, took_ms = took_ms + :took, n_guess = n_guess + :c0,
                n_guess_right = n_guess_right + :r0, n_think = n_think + :c1, n_think_right = n_think_right + :r1,
                n_sure = n_sure + :c2, n_sure_right = n_sure_right + :r2",
        )?;
        let mut foreseen = db.prepare_cached(
            "INSERT INTO foreseen VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET n = n + ?2, n_kept = n_kept + ?3, recall = recall + ?4",
        )?;
        for ((day, deck), share) in &self.days {
            let [guess, think, sure] = share.by_confidence;
            tally.execute(named_params! {
                ":day": day, ":deck": deck, ":n": share.n, ":right": share.n_right, ":wrong": share.n_wrong,
                ":new": share.n_new, ":due": share.n_due, ":asked": share.n_asked, ":kept": share.n_kept,
                ":recall": share.recall, ":took": share.took_ms, ":c0": guess.0, ":r0": guess.1,
                ":c1": think.0, ":r1": think.1, ":c2": sure.0, ":r2": sure.1,
            })?;
            for (tenth, slot) in
                share.foreseen.iter().enumerate().filter(|(_, slot)| slot.0 != 0 || slot.2 != 0.0)
            {
                foreseen.execute((tenth, slot.0, slot.1, slot.2))?;
            }
        }
        Ok(())
    }
}

/// Writes down how a card stands.
pub(super) fn write(db: &Connection, id: i64, settled: &Settled) -> rusqlite::Result<()> {
    let Settled { memory, suspended, buried_until, meaning, right_ms } = settled;
    let mut update = db.prepare_cached(
        "UPDATE card SET step = :step, stability = :stability, difficulty = :difficulty, last_ms = :last_ms, offset_min = :offset_min,
            last_day = :last_day, due_day = :due_day, due_ms = :due_ms, n_reviews = :n_reviews, n_lapses = :n_lapses,
            n_right = :n_right, hurry = :hurry, buried_until = :buried, meaning = :meaning, right_ms = :right_ms
         WHERE id = :id",
    )?;
    // What changes seldom is left alone, with the indexes over it.
    let mut turn = db.prepare_cached(
        "UPDATE card SET phase = ?2, suspended = ?3 WHERE id = ?1 AND (phase, suspended) <> (?2, ?3)",
    )?;
    turn.execute((id, memory.phase as u8, suspended))?;
    update.execute(named_params! {
        ":id": id, ":step": memory.step, ":stability": memory.stability,
        ":difficulty": memory.difficulty, ":last_ms": memory.last.ms, ":offset_min": memory.last.offset_min,
        ":last_day": memory.last_day.0, ":due_day": memory.due_day.0, ":due_ms": memory.due_ms,
        ":n_reviews": memory.n_reviews, ":n_lapses": memory.n_lapses, ":n_right": memory.n_right,
        ":hurry": memory.hurry, ":buried": buried_until.0, ":meaning": meaning, ":right_ms": right_ms,
    })?;
    Ok(())
}

/// Settles cards one after the other inside a transaction.
pub(super) fn settle_all(
    db: &Transaction<'_>,
    cards: impl IntoIterator<Item = (i64, CardKey)>,
    rules: &Rules,
) -> rusqlite::Result<()> {
    let mut differences = Differences::default();
    for (id, key) in cards {
        let settled = settle(db, id, &key, rules, &mut differences)?;
        write(db, id, &settled)?;
    }
    differences.apply(db)
}

/// Every card with its number.
pub(super) fn all_cards(db: &Connection) -> rusqlite::Result<Vec<(i64, CardKey)>> {
    let mut select = db.prepare("SELECT id, deck, name FROM card")?;
    let rows =
        select.query_map([], |row| Ok((row.get(0)?, CardKey { deck: row.get(1)?, card: row.get(2)? })))?;
    rows.collect()
}
