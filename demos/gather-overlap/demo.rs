//! Two waits, A and B: one after the other, together on one thread, on two threads, and together in Python.
//!
//! Each wait notes its start and its end where they happen (`wait.rs`); everything else follows from these four notes
//! (`reading.rs`). Both ends of the waits that run together are counted from one common start. That way the order of the
//! ends is fixed by the program, even if the machine stops for a while between the two starts.
//!
//! Deliberately missing: `tokio::join!`, which polls its branches in turns and so promises no order of the starts.

mod diary;
mod reading;
mod wait;

use std::io;
use std::thread;
use std::time::Duration;

use tokio::time::Instant;

use self::diary::{Diary, NAMES};
use self::reading::observations;
use self::wait::{Part, wait};
use crate::stage::tasks::one_thread;
use crate::stage::{Stage, State, crew, python};

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    let waits = [stage.millis("a_ms")?, stage.millis("b_ms")?];
    in_sequence(stage, waits)?;
    together(stage, waits)?;
    on_two_threads(stage, waits);
    in_python(stage, waits);
    Ok(())
}

/// `await` A, then `await` B: B does not even start before A has ended.
fn in_sequence(stage: &Stage, [a, b]: [Duration; 2]) -> io::Result<()> {
    let part = Part::open(stage.cell("seq"));
    one_thread()?.block_on(async {
        wait("a", Instant::now() + a, part.clone()).await;
        wait("b", Instant::now() + b, part.clone()).await;
    });
    part.tell(a + b);
    Ok(())
}

/// Spawn both as tasks, then await both: while A waits, the same thread starts B.
fn together(stage: &Stage, [a, b]: [Duration; 2]) -> io::Result<()> {
    let part = Part::open(stage.cell("gather"));
    one_thread()?.block_on(async {
        let start = Instant::now();
        let first = tokio::spawn(wait("a", start + a, part.clone()));
        let second = tokio::spawn(wait("b", start + b, part.clone()));
        first.await.and(second.await)
    })?;
    part.tell(a + b);
    Ok(())
}

/// Two threads, each asleep by itself.
fn on_two_threads(stage: &Stage, waits: [Duration; 2]) {
    let (cell, diary) = (stage.cell("threads"), Diary::open());
    crew::together(2, |number| {
        let (who, wait) = (NAMES[usize::from(number)], waits[usize::from(number)]);
        diary.starts(who);
        cell.lane(who).call(State::Blocked, "sleep", || thread::sleep(wait));
        diary.ends(who);
    });
    cell.report(observations(&diary.notes(), waits.iter().sum()));
}

/// `asyncio.gather(A, B)` in a real Python.
fn in_python(stage: &Stage, waits: [Duration; 2]) {
    let args = waits.map(|wait| wait.as_millis().to_string());
    python::play(stage, &stage.cell("asyncio"), ("gather.py", include_str!("gather.py")), &args);
}
