//! Somebody computes and does not stop: what becomes of a task beside it, and of a thread beside it?
//!
//! The neighbour is a heart: it sleeps a little and counts a beat, again and again. As a task it gets its turn when the other
//! task awaits. As a thread it gets its turn when the kernel says so, although both threads have only one CPU.
//!
//! Deliberately missing: how long the heart has to wait for its turn. The kernel promises a turn, not a date.

mod threads;
mod turns;

use std::io;
use std::time::Duration;

use serde_json::json;

use crate::stage::tasks::{Heart, one_thread};
use crate::stage::work::compute;
use crate::stage::{Stage, State};

/// From one beat to the next.
const BEAT: Duration = Duration::from_millis(1);

/// How long to wait for the beats, or for CPU time.
const PATIENCE: Duration = Duration::from_millis(1500);

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    a_task_computes(stage)?;
    threads::a_thread_computes(stage)?;
    turns::two_tasks_compute(stage)
}

/// One thread, two tasks: this one computes without an `await`, the other one is the heart.
fn a_task_computes(stage: &Stage) -> io::Result<()> {
    let (cell, spin, wanted) = (stage.cell("task"), stage.millis("spin_cpu_ms")?, stage.count("ticks")?);
    one_thread()?.block_on(async {
        let (heart, mut lane) = (Heart::start(BEAT, cell.lane("heart")), cell.lane("spinner"));
        let since = lane.now();
        let before = heart.more(2, stage.within(PATIENCE)).await;
        lane.span(State::Await, since, lane.now());

        let so_far = heart.beats();
        compute(spin, stage.within(PATIENCE), || lane.busy(State::Run));
        let during = heart.beats() - so_far;
        lane.rest();

        let since = lane.now();
        let after = heart.more(wanted, stage.within(PATIENCE)).await;
        lane.span(State::Await, since, lane.now());
        cell.report(json!({"beats_before": before, "beats": during, "beats_after": after}));
    });
    Ok(())
}
