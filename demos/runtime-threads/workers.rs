//! A runtime with several workers: a thread for each, a task on every one of them at once, and a task that goes on on
//! another worker than the one on which it began.
//!
//! Tasks are started and woken from outside the runtime and one by one, so that it is always an idle worker that takes them.

use std::collections::HashSet;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::mpsc::{self, Sender};
use std::thread::{self, ThreadId};

use serde_json::json;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

use super::open;
use crate::stage::census::counted;
use crate::stage::{Cell, Kind, Lane, Stage, State};

/// The names of the workers and of their lanes; there are never more workers than these.
const NAMES: [&str; 4] = ["w1", "w2", "w3", "w4"];

pub(super) fn many_workers(stage: &Stage) -> io::Result<()> {
    let Some((cell, mut lane, mut count)) = open(stage, "many") else { return Ok(()) };
    let n = NAMES.len().min(usize::try_from(stage.count("workers")?).map_err(io::Error::other)?);
    let next = AtomicUsize::new(0);
    let name = move || (*NAMES.get(next.fetch_add(1, SeqCst)).unwrap_or(&"more")).to_owned();
    let runtime = Builder::new_multi_thread().worker_threads(n).thread_name_fn(name).build()?;
    let since = lane.now();
    cell.report(json!({"threads": counted(&mut count)}));

    // A wanderer begins on some worker, and awaits.
    let (go, may_go) = oneshot::channel();
    let (tell, told) = mpsc::channel();
    runtime.spawn(wander(tell, may_go, cell.clone()));
    let Ok(first) = told.recv_timeout(stage.left()) else { return Ok(()) };

    // Then a task sits down on every worker. All of them are in the middle of something at once.
    let mut sitting: Vec<_> = (0..n).map_while(|_| sit_down(stage, &runtime, &cell)).collect();
    if sitting.len() < n {
        return Ok(());
    }
    let workers: HashSet<_> = sitting.iter().map(|(worker, _)| *worker).collect();

    // All get up again but the one on the wanderer's worker. So the wanderer, woken now, goes on somewhere else.
    sitting.retain(|(worker, _)| *worker == first);
    let _awaits_it = go.send(());
    let second = told.recv_timeout(stage.left()).ok();
    lane.span(State::Blocked, since, lane.now());
    cell.report(json!({"at_once": workers.len(), "moved": second.map(|second| second != first)}));
    Ok(())
}

/// A task that tells its thread, awaits, and tells its thread again.
async fn wander(tell: Sender<ThreadId>, may_go: oneshot::Receiver<()>, cell: Cell) {
    let here = || {
        lane_of_this_worker(&cell).mark(Kind::Note, "T");
        tell.send(thread::current().id())
    };
    let _listens = here();
    let _comes = may_go.await;
    let _listens = here();
}

/// A task that blocks its worker until the sender is dropped. The worker, and the sender.
fn sit_down(stage: &Stage, runtime: &Runtime, cell: &Cell) -> Option<(ThreadId, Sender<()>)> {
    let ((tell, told), (get_up, may_get_up)) = (mpsc::channel(), mpsc::channel());
    let cell = cell.clone();
    runtime.spawn(async move {
        let (mut lane, _listens) = (lane_of_this_worker(&cell), tell.send(thread::current().id()));
        let since = lane.now();
        let _nothing_is_ever_sent = may_get_up.recv();
        lane.span(State::Blocked, since, lane.now());
    });
    Some((told.recv_timeout(stage.left()).ok()?, get_up))
}

fn lane_of_this_worker(cell: &Cell) -> Lane {
    let this = thread::current();
    cell.lane(NAMES.into_iter().find(|name| this.name() == Some(name)).unwrap_or("more"))
}
