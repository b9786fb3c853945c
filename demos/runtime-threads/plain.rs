//! Threads without any runtime: what the kernel knows about each of them.

use std::collections::HashSet;
use std::io;
use std::sync::{Barrier, mpsc};
use std::thread;

use serde_json::json;

use super::{PATIENCE, open};
use crate::stage::census::{counted, kernel_id, lists};
use crate::stage::watch::Watched;
use crate::stage::{Stage, State};

/// The names of the lanes; there are never more threads than these.
const NAMES: [&str; 4] = ["t1", "t2", "t3", "t4"];

/// Some threads wait at a barrier, while the first thread looks at each of them.
pub(super) fn threads_without_a_runtime(stage: &Stage) -> io::Result<()> {
    let Some((cell, mut lane, mut count)) = open(stage, "plain") else { return Ok(()) };
    let n = NAMES.len().min(usize::try_from(stage.count("workers")?).map_err(io::Error::other)?);
    let (barrier, (tell, told)) = (Barrier::new(n + 1), mpsc::channel());
    let begun = lane.now();
    thread::scope(|scope| {
        for name in &NAMES[..n] {
            let (mut lane, tell, barrier) = (cell.lane(name), tell.clone(), &barrier);
            scope.spawn(move || {
                let _listens = tell.send((kernel_id(), std::process::id(), Watched::this_thread()));
                lane.call(State::Blocked, "barrier", || barrier.wait());
            });
        }
        let known: Vec<_> = told.iter().take(n).collect();
        let threads = counted(&mut count);
        let limit = stage.within(PATIENCE);
        let asleep = known.iter().filter(|(.., them)| them.until_asleep_in("futex", limit).is_some());
        let asleep = asleep.count();
        cell.report(json!({
            "threads": threads,
            "listed": known.iter().filter(|(id, ..)| lists(*id)).count(),
            "kernel_ids": known.iter().map(|(id, ..)| id).collect::<HashSet<_>>().len(),
            "processes": known.iter().map(|(_, process, _)| process).collect::<HashSet<_>>().len(),
            "asleep": asleep,
        }));
        lane.span(State::Run, begun, lane.now());
        barrier.wait();
    });
    Ok(())
}
