//! Threads that a runtime with one thread borrows: for files, and for calls that may block.

use std::io;
use std::thread;

use serde_json::json;
use tokio::task::spawn_blocking;

use super::open;
use crate::stage::census::{counted, parse, threads};
use crate::stage::tasks::one_thread;
use crate::stage::{Stage, State};

/// One asynchronous read of a file. The file is the very one that tells the number of threads, so it counts its own reader.
pub(super) fn file(stage: &Stage) -> io::Result<()> {
    let Some((cell, mut lane, mut count)) = open(stage, "fs") else { return Ok(()) };
    one_thread()?.block_on(async {
        let (before, since) = (threads(), lane.now());
        let text = tokio::fs::read_to_string("/proc/self/status").await?;
        lane.span(State::Await, since, lane.now());
        let after = counted(&mut count);
        cell.report(json!({"before": before, "threads": after, "in_the_file": parse(&text)}));
        Ok(())
    })
}

/// One closure that may block. It looks around itself.
pub(super) fn blocking_call(stage: &Stage) -> io::Result<()> {
    let Some((cell, mut lane, mut count)) = open(stage, "pool") else { return Ok(()) };
    one_thread()?.block_on(async {
        let (since, mut helper) = (lane.now(), cell.lane("helper"));
        let closure = move || {
            let begun = helper.now();
            let seen = (thread::current().id(), counted(&mut count));
            helper.span(State::Run, begun, helper.now());
            seen
        };
        let (its_thread, threads) = spawn_blocking(closure).await?;
        lane.span(State::Await, since, lane.now());
        cell.report(json!({"threads": threads, "other_thread": its_thread != thread::current().id()}));
        Ok(())
    })
}
