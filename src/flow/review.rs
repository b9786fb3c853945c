//! The story of a day: what is due is asked, what was wrong comes back, and the next day is told.

use std::path::Path;

use anyhow::Result;

use super::cards::Cards;
use super::seat::{Place, Seat, Turn};
use super::{Notebook, RunPolicy};
use crate::lab::Lab;
use crate::model::{CardKey, Day, Memory, Phase, Source};
use crate::screen::{Learner, NotEdited, Notice};
use crate::study::{Candidate, DayPlan, Gap, Sitting, Today, plan};

/// So many cards more than are wanted are looked at, since siblings and cards that are not there are left out.
const SPARE: usize = 64;

/// What a sitting has at hand.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// Where demos are run.
    pub lab: &'a dyn Lab,
    /// Whether they are.
    pub policy: RunPolicy,
    /// Opens a file at a line for the learner; what it says afterwards, or why that could not be.
    pub editor: Option<&'a Editing<'a>>,
}

/// Opens a file at a line, from 1, and reads it again; none, with a notice, where that could not be.
pub type Editing<'a> = dyn Fn(&Path, usize) -> Result<std::result::Result<Source, Notice>> + 'a;

/// What a learner wants of a sitting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Cards that are due within so many days are due now.
    pub ahead: i32,
    /// Every known card, whenever it is due; no new ones.
    pub cram: bool,
    /// No limit of a day holds, and siblings come too.
    pub all: bool,
    /// At most so many cards.
    pub limit: Option<usize>,
    /// What randomness is drawn from.
    pub seed: u64,
}

/// Asks what is due today until it is through or the learner leaves.
///
/// # Errors
///
/// The screen cannot be written, the history cannot be read, or a demo cannot be started.
pub fn review(
    cards: &mut dyn Cards,
    desk: &Desk<'_>,
    learner: &mut dyn Learner,
    notebook: &mut Notebook<'_>,
    wanted: Wanted,
) -> Result<()> {
    let mut today = notebook.today();
    let planned = plan_day(cards, notebook, wanted)?;
    let has_more = planned.has_more;
    let mut sitting = Sitting::new(planned.cards, notebook.now().ms);
    let Desk { lab, policy, editor } = *desk;
    let can_edit = editor.is_some();
    let mut seat = Seat { lab, learner, notebook, policy, seed: wanted.seed, can_edit, last: None };
    loop {
        seat.notebook.look_at_the_clock(seat.learner)?;
        if seat.notebook.today() > today {
            today = seat.notebook.today();
            let planned = plan_day(cards, seat.notebook, wanted)?;
            seat.learner.notice(&Notice::NewDay(planned.n_due, planned.n_new))?;
            sitting.add(planned.cards, seat.notebook.now().ms);
        }
        let Some(key) = sitting.next_card(seat.notebook.now().ms) else { break };
        let Some(deck) = cards.fetch(&key)? else {
            sitting.skip();
            continue;
        };
        let (number, total) = sitting.place();
        match seat.turn(&Place { deck, number, total })? {
            Turn::Answered { verdict, memory, left } => {
                sitting.record(verdict, memory.as_ref());
                if let Some(memory) = memory.filter(|memory| memory.phase != Phase::New) {
                    seat.learner.notice(&Notice::Back(Gap::of(&memory)))?;
                }
                if left {
                    break;
                }
            }
            Turn::Skipped | Turn::PutOff => sitting.skip(),
            Turn::Undone(key) => sitting.back(&key),
            Turn::Edit => {
                edit(cards, &key, desk.editor, seat.learner)?;
                sitting.again();
            }
            Turn::Left => break,
        }
    }
    farewell(&sitting, has_more, &mut seat, today)
}

/// Has a card edited where it stands in a file.
fn edit(
    cards: &mut dyn Cards,
    key: &CardKey,
    editor: Option<&Editing<'_>>,
    learner: &mut dyn Learner,
) -> Result<()> {
    let spot = cards.spot(key).and_then(|spot| Some((spot.path?, spot.line)));
    let notice = match (spot, editor) {
        (Some((path, line)), Some(editor)) => match editor(&path, line)? {
            Ok(source) => {
                cards.reread(source);
                Notice::Edited
            }
            Err(why) => why,
        },
        _ => Notice::NotEdited(NotEdited::Inside),
    };
    Ok(learner.notice(&notice)?)
}

/// How it went, what was left out, and when the next cards are due.
fn farewell(sitting: &Sitting, has_more: bool, seat: &mut Seat<'_, '_>, today: Day) -> Result<()> {
    let next = seat.notebook.history().map(|history| history.next_due(today)).transpose()?.flatten();
    let next = Notice::NextDue(next.map(|(day, n)| (day.since(today), n)));
    if has_more {
        seat.learner.notice(&Notice::Left)?;
    }
    seat.learner.reviewed(sitting.tally(), &next)?;
    seat.notebook.fit(seat.learner)
}

/// What is to be asked today, as far as it was not asked yet.
///
/// # Errors
///
/// The history or the decks cannot be read.
pub fn plan_day(cards: &dyn Cards, notebook: &Notebook<'_>, wanted: Wanted) -> Result<DayPlan> {
    let mut preferences = notebook.preferences().clone();
    let Some(history) = notebook.history() else { return Ok(DayPlan::default()) };
    let day = notebook.today();
    if wanted.all || wanted.cram {
        (preferences.siblings_apart, preferences.reviews_per_day) = (false, u32::MAX);
    }
    let (n_new, n_due) = history.done_on(day)?;
    let mut today = Today { n_new, n_due, ..Today::default() };
    for key in history.asked_on(day)? {
        let notes = cards.facts(&key).map(|facts| facts.notes).unwrap_or_default();
        today.notes.extend(notes.into_iter().map(|note| (note, key.clone())));
    }
    let until = if wanted.cram { Day(i32::MAX) } else { day.later(wanted.ahead) };
    let most = (preferences.reviews_per_day as usize).saturating_add(SPARE);
    let due = due(cards, notebook, until, most)?;
    let new = match wanted.cram {
        true => Vec::new(),
        false => new(cards, notebook, preferences.new_per_day.saturating_sub(today.n_new) as usize)?,
    };
    let mut planned = plan(due, new, &today, &preferences, wanted.seed);
    if let Some(limit) = wanted.limit {
        planned.cards.truncate(limit);
    }
    Ok(planned)
}

fn due(cards: &dyn Cards, notebook: &Notebook<'_>, until: Day, most: usize) -> Result<Vec<Candidate>> {
    let Some(history) = notebook.history() else { return Ok(Vec::new()) };
    let (mut found, mut skip) = (Vec::new(), 0);
    loop {
        let order = notebook.preferences().due_order;
        let page = history.due(notebook.today(), until, order, skip, most.min(1_000))?;
        let n = page.len();
        for known in page {
            if let Some(facts) = cards.facts(&known.key) {
                found.push(Candidate { key: known.key, notes: facts.notes, memory: known.memory });
            }
        }
        skip += n;
        if n == 0 || found.len() >= most {
            return Ok(found);
        }
    }
}

fn new(cards: &dyn Cards, notebook: &Notebook<'_>, most: usize) -> Result<Vec<Candidate>> {
    let Some(history) = notebook.history().filter(|_| most > 0) else { return Ok(Vec::new()) };
    let found = cards.unknown(history, notebook.today(), most.saturating_add(SPARE))?;
    let candidate = |(key, facts): (CardKey, super::cards::CardFacts)| Candidate {
        key,
        notes: facts.notes,
        memory: Memory::default(),
    };
    Ok(found.into_iter().map(candidate).collect())
}
