//! A wait that notes its start and its end where they happen, and counts how often the runtime asks.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::diary::Diary;
use super::reading::observations;
use crate::stage::{Cell, Kind, State};

/// What the waits of one part share.
#[derive(Clone)]
pub(super) struct Part {
    cell: Cell,
    diary: Arc<Diary>,
    polls: Arc<AtomicU64>,
    /// The machine stood still so long that a wait was over before it had begun: nothing can be said.
    spoiled: Arc<AtomicBool>,
}

impl Part {
    /// An empty diary, no polls yet.
    pub(super) fn open(cell: Cell) -> Self {
        Part { cell, diary: Arc::new(Diary::open()), polls: Arc::default(), spoiled: Arc::default() }
    }

    /// What the notes say; `requested` is the sum of the waits.
    pub(super) fn tell(&self, requested: Duration) {
        if !self.spoiled.load(SeqCst) {
            self.cell.report(observations(&self.diary.notes(), requested));
            self.cell.obs("polls", self.polls.load(SeqCst));
        }
    }
}

/// Waits until `end`. The first poll is the start, the poll that finds the time passed is the end.
pub(super) async fn wait(who: &'static str, end: Instant, part: Part) {
    // The lane of the task, and the lane of the one thread that runs it.
    let (mut task, mut thread) = (part.cell.lane(who), part.cell.lane("thread"));
    let mut alarm = pin!(sleep_until(end));
    let mut begun = None;
    poll_fn(|context| {
        part.polls.fetch_add(1, SeqCst);
        let poll_begun = task.now();
        if begun.is_none() {
            part.diary.starts(who);
        }
        let answer = alarm.as_mut().poll(context);
        if answer.is_ready() {
            part.spoiled.fetch_or(begun.is_none(), SeqCst);
            task.span(State::Await, begun.unwrap_or(poll_begun), poll_begun);
            part.diary.ends(who);
        }
        begun.get_or_insert(poll_begun);
        let poll_ended = task.now();
        for lane in [&mut task, &mut thread] {
            lane.span(State::Run, poll_begun, poll_ended);
        }
        thread.mark_at(Kind::Note, &who.to_uppercase(), poll_begun);
        answer
    })
    .await;
}
