//! Read, gap, write: how an update gets lost, and what prevents it.
//!
//! Every part adds 1 to a shared number, again and again, by a load, a gap and a store. An update is lost when someone else
//! stores inside the gap. The number is an atomic, so each load and each store is sound by itself; what is missing is
//! that the two belong together (`fetch_add` would do it). Here the order is forced; without a fixed order it is in
//! `threads.rs`, with tasks in `tasks.rs`, in Python in `lost.py`.
//!
//! Deliberately missing: a data race in the sense of the language, which safe Rust does not let one write.

mod pen;
mod tasks;
mod threads;

use std::io;
use std::sync::Mutex;
use std::sync::atomic::AtomicU64;

use self::pen::{Pen, tell};
use crate::stage::turns::Turns;
use crate::stage::{Stage, crew, lock, python};

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    let n = stage.count("n")?;
    forced(stage);
    threads::yielding(stage, n);
    threads::mutex(stage, n);
    threads::free(stage);
    tasks::coroutine(stage, n)?;
    in_python(stage, n);
    Ok(())
}

/// Both load, then both store. The steps take turns, so every run goes the same way.
fn forced(stage: &Stage) {
    let (cell, value) = (stage.cell("forced"), AtomicU64::new(0));
    let (turns, trace) = (Turns::default(), Mutex::new(Vec::new()));
    crew::together(2, |worker| {
        let mut pen = Pen::new(&cell, worker);
        let (me, worker) = (["t1", "t2"][usize::from(worker)], u32::from(worker));
        let note = |what| lock(&trace).push(format!("{me}-{what}"));
        // Steps 0 and 1: both load.
        let seen = turns.take(worker, || {
            note("loads");
            pen.load(&value)
        });
        // Steps 2 and 3: both store.
        turns.take(2 + worker, || {
            note("stores");
            pen.store(&value, seen + 1);
        });
    });
    tell(&cell, 2, value.into_inner());
    cell.obs("trace", lock(&trace).clone());
}

/// Python threads, under the GIL where there is one.
fn in_python(stage: &Stage, n: u64) {
    python::play(stage, &stage.cell("py"), ("lost.py", include_str!("lost.py")), &[n.to_string()]);
}
