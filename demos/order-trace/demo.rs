//! What is written, and what happens: two waits between a line "A" and a line "B", in a synchronous and in an asynchronous
//! program, and the synchronous one in two threads.
//!
//! Every line is noted where it is written.

mod diary;
mod tasks;

use std::io;
use std::sync::Barrier;
use std::thread;
use std::time::Duration;

use self::diary::{Diary, LINES};
use crate::stage::{Kind, Stage, State, python};

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    let unit = stage.millis("unit_ms")?;
    in_written_order(stage, unit);
    tasks::together(stage.cell("equal"), [unit, unit])?;
    tasks::together(stage.cell("longer"), [2 * unit, unit])?;
    on_two_threads(stage, unit);
    in_python(stage, unit);
    Ok(())
}

/// Synchronous: a line runs when the one before it has come to its end.
fn in_written_order(stage: &Stage, unit: Duration) {
    let (cell, diary) = (stage.cell("sync"), Diary::default());
    let mut main = cell.lane("main");
    diary.writes("a");
    main.mark(Kind::Note, "A");
    for (id, [starts, ends]) in LINES {
        diary.writes(starts);
        cell.lane(id).call(State::Blocked, "sleep", || thread::sleep(unit));
        diary.writes(ends);
    }
    diary.writes("b");
    main.mark(Kind::Note, "B");
    cell.report(diary.observations());
}

/// The synchronous lines in two threads: the system runs the threads in turns or at once, and neither program knows.
fn on_two_threads(stage: &Stage, unit: Duration) {
    let (cell, diary, both_begun) = (stage.cell("threads"), Diary::default(), Barrier::new(2));
    thread::scope(|scope| {
        for (id, [starts, ends]) in LINES {
            let (mut lane, diary, both_begun) = (cell.lane(id), &diary, &both_begun);
            scope.spawn(move || {
                diary.writes(starts);
                lane.call(State::Blocked, "wait, sleep", || {
                    both_begun.wait(); // neither goes on before the other has begun
                    thread::sleep(unit);
                });
                diary.writes(ends);
            });
        }
    });
    cell.report(diary.observations());
}

/// The same three programs in a real Python.
fn in_python(stage: &Stage, unit: Duration) {
    let [sync, equal, longer] = ["py_sync", "py_equal", "py_longer"].map(|id| stage.cell(id));
    let script = ("order.py", include_str!("order.py"));
    python::play_in(stage, &[&sync, &equal, &longer], script, &[unit.as_millis().to_string()]);
}
