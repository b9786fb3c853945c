//! How many threads is that really? The kernel is asked at every step, by the line `Threads:` of `/proc/self/status`.
//!
//! Every part begins when the threads of the one before are gone. Deliberately missing: what becomes of a task whose worker is
//! stuck, which depends on the version of the runtime.

mod plain;
mod pool;
mod workers;

use std::collections::HashSet;
use std::io;
use std::sync::{Arc, Mutex};
use std::thread::{self, ThreadId};
use std::time::Duration;

use serde_json::json;
use tokio::sync::Barrier;
use tokio::task::yield_now;

use crate::stage::census::{alone, counted};
use crate::stage::tasks::one_thread;
use crate::stage::{Cell, Lane, Stage, State, lock, python};

/// How long to wait until the threads of the part before are gone.
const PATIENCE: Duration = Duration::from_millis(1000);

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    many_tasks(stage)?;
    pool::file(stage)?;
    pool::blocking_call(stage)?;
    workers::many_workers(stage)?;
    plain::threads_without_a_runtime(stage)?;
    let args = ["tasks", "workers"].map(|id| stage.count(id).unwrap_or(1).to_string());
    python::play(stage, &stage.cell("py"), ("threads.py", include_str!("threads.py")), &args);
    Ok(())
}

/// A cell with the lane of its thread and the lane of the count; nothing while threads of another part are there.
fn open(stage: &Stage, id: &'static str) -> Option<(Cell, Lane, Lane)> {
    let cell = stage.cell(id);
    let (thread, mut threads) = (cell.lane("thread"), cell.lane("threads"));
    (alone(stage.within(PATIENCE)) && counted(&mut threads).is_some()).then_some((cell, thread, threads))
}

/// Many tasks on a runtime with one thread: they all wait at one gate, and then they all go on.
fn many_tasks(stage: &Stage) -> io::Result<()> {
    let Some((cell, mut lane, mut count)) = open(stage, "one") else { return Ok(()) };
    let n = usize::try_from(stage.count("tasks")?).map_err(io::Error::other)?;
    let (notes, gate, begun) = (Notes::default(), Arc::new(Barrier::new(n + 1)), lane.now());
    one_thread()?.block_on(async {
        let one_more = |_| tokio::spawn(wait_at(gate.clone(), notes.clone(), cell.lane("tasks")));
        let tasks: Vec<_> = (0..n).map(one_more).collect();
        while lock(&notes).len() < n {
            yield_now().await;
        }
        let threads = counted(&mut count); // now all of them wait
        gate.wait().await;
        for task in tasks {
            task.await?;
        }
        lane.span(State::Run, begun, lane.now());
        let ran_on = lock(&notes).iter().collect::<HashSet<_>>().len();
        cell.report(json!({"tasks": n, "threads": threads, "ran_on": ran_on}));
        Ok(())
    })
}

/// The threads on which the tasks found themselves.
type Notes = Arc<Mutex<Vec<ThreadId>>>;

/// One of the tasks. It notes its thread before and after the wait.
async fn wait_at(gate: Arc<Barrier>, notes: Notes, mut lane: Lane) {
    lock(&notes).push(thread::current().id());
    let since = lane.now();
    gate.wait().await;
    lane.span(State::Await, since, lane.now());
    lock(&notes).push(thread::current().id());
}
