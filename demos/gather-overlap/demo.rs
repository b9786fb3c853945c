//! Two waits, A and B: one after the other, together on one thread, on two threads, and together in Python.
//!
//! Each wait notes its start and its end where they happen; everything else follows from these four notes. Both ends of
//! the waits that run together are counted from one common start. That way the order of the ends is fixed by the
//! program, even if the machine stops for a while between the two starts.
//!
//! Deliberately missing: `tokio::join!`, which polls its branches in turns and so promises no order of the starts.

mod diary;

use std::future::poll_fn;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::time::{Instant, sleep_until};

use self::diary::{Diary, NAMES, Note, observations};
use crate::stage::python;
use crate::stage::{Cell, Kind, Lane, Stage, State};

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    let waits = [stage.millis("a_ms")?, stage.millis("b_ms")?];
    in_sequence(stage, waits)?;
    together(stage, waits)?;
    on_two_threads(stage, waits)?;
    in_python(stage, waits);
    Ok(())
}

/// Waits until `end`, notes start and end, and counts how often the runtime asks.
async fn wait(
    who: &'static str,
    end: Instant,
    diary: Arc<Diary>,
    polls: Arc<AtomicU64>,
    mut lanes: [Lane; 2],
) {
    let mut alarm = pin!(sleep_until(end));
    let mut first = true;
    let (name, begun) = (who.to_uppercase(), lanes[0].now());
    poll_fn(|context| {
        polls.fetch_add(1, SeqCst);
        if first {
            diary.starts(who);
            first = false;
        }
        let poll_begun = lanes[0].now();
        let answer = alarm.as_mut().poll(context);
        if answer.is_ready() {
            lanes[0].span(State::Await, begun, poll_begun);
            diary.ends(who);
        }
        let poll_ended = lanes[0].now();
        lanes.iter_mut().for_each(|lane| lane.span(State::Run, poll_begun, poll_ended));
        lanes[1].mark_at(Kind::Note, &name, poll_begun);
        answer
    })
    .await;
}

/// `await` A, then `await` B: B does not even start before A has ended.
fn in_sequence(stage: &Stage, [a, b]: [Duration; 2]) -> io::Result<()> {
    let cell = stage.cell("seq");
    let (diary, polls) = (Arc::new(Diary::open()), Arc::new(AtomicU64::new(0)));
    one_thread()?.block_on(async {
        wait("a", Instant::now() + a, diary.clone(), polls.clone(), lanes(&cell, "a")).await;
        wait("b", Instant::now() + b, diary.clone(), polls.clone(), lanes(&cell, "b")).await;
    });
    tell(&cell, &diary.notes(), a + b, Some(polls.load(SeqCst)));
    Ok(())
}

/// Spawn both as tasks, then await both: while A waits, the same thread starts B.
fn together(stage: &Stage, [a, b]: [Duration; 2]) -> io::Result<()> {
    let cell = stage.cell("gather");
    let (diary, polls) = (Arc::new(Diary::open()), Arc::new(AtomicU64::new(0)));
    one_thread()?.block_on(async {
        let start = Instant::now();
        let a = tokio::spawn(wait("a", start + a, diary.clone(), polls.clone(), lanes(&cell, "a")));
        let b = tokio::spawn(wait("b", start + b, diary.clone(), polls.clone(), lanes(&cell, "b")));
        a.await.and(b.await)
    })?;
    tell(&cell, &diary.notes(), a + b, Some(polls.load(SeqCst)));
    Ok(())
}

/// Two threads, each asleep by itself.
fn on_two_threads(stage: &Stage, waits: [Duration; 2]) -> io::Result<()> {
    let cell = stage.cell("threads");
    let diary = Diary::open();
    thread::scope(|scope| {
        for (who, wait) in NAMES.into_iter().zip(waits) {
            let (mut lane, diary) = (cell.lane(who), &diary);
            scope.spawn(move || {
                diary.starts(who);
                lane.call(State::Blocked, "sleep", || thread::sleep(wait));
                diary.ends(who);
            });
        }
    });
    tell(&cell, &diary.notes(), waits.iter().sum(), None);
    Ok(())
}

/// `asyncio.gather(A, B)` in a real Python.
fn in_python(stage: &Stage, waits: [Duration; 2]) {
    let args = waits.map(|wait| wait.as_millis().to_string());
    python::play(stage, &stage.cell("asyncio"), ("gather.py", include_str!("gather.py")), &args);
}

/// The lane of the task and the lane of the one thread that runs it.
fn lanes(cell: &Cell, who: &'static str) -> [Lane; 2] {
    [cell.lane(who), cell.lane("thread")]
}

fn tell<T: std::hash::Hash + Eq>(cell: &Cell, notes: &[Note<T>], requested: Duration, polls: Option<u64>) {
    if let Some(seen) = observations(notes, 0, requested) {
        cell.report(seen);
        cell.report(serde_json::json!({ "polls": polls }));
    }
}

/// A runtime whose tasks all share the calling thread.
fn one_thread() -> io::Result<Runtime> {
    Builder::new_current_thread().enable_time().build()
}
