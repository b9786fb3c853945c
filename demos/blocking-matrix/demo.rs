//! Synchronous or asynchronous, blocking or non-blocking: the four cells, and two neighbours, really executed.
//!
//! Every cell waits for one byte on a pipe. The byte is never written after a fixed time. A second thread, the writer,
//! first makes sure of a fact (the caller is asleep in `read`; it has asked a thousand times in vain) and only then
//! writes: see `writer.rs`. So what is observed does not depend on how fast or how busy this machine is.
//!
//! The first cell is here, the others in `polling.rs`, `epoll.rs`, `completion.rs` and, on an async runtime, in
//! `accident.rs` and `twin.rs`. Deliberately missing: files on disk (always "ready") and sockets (like pipes, with more to set up).

mod accident;
mod asking;
mod completion;
mod epoll;
mod polling;
mod readiness;
mod tasks;
mod twin;
mod work;
mod writer;

use std::io;
use std::sync::atomic::Ordering::SeqCst;

use serde_json::json;

use self::asking::ask;
use self::writer::{PATIENCE, To, beside};
use crate::stage::probe::Probe;
use crate::stage::{Stage, State, round};

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    synchronous_blocking(stage)?;
    polling::synchronous_nonblocking(stage)?;
    epoll::asynchronous_blocking(stage)?;
    accident::thread_sleep_in_a_task(stage)?;
    completion::asynchronous_nonblocking(stage)?;
    twin::two_tasks(stage)
}

/// 1. `read` on an empty pipe. The caller sleeps inside the call until there is a byte.
fn synchronous_blocking(stage: &Stage) -> io::Result<()> {
    let (cell, (pipe, writer)) = (stage.cell("sb"), io::pipe()?);
    let result = beside(
        stage,
        To(&writer, cell.lane("data")),
        |caller| caller.until_asleep_in("read", stage.within(PATIENCE)),
        |written| {
            let (mut caller, probe) = (cell.lane("caller"), Probe::start());
            let asked = caller.call(State::Blocked, "read", || ask(stage, &pipe, written, |_| ()))?;
            Ok((asked, !written.load(SeqCst), probe.read()))
        },
    )?;
    let Some(((asked, returned_before_data, health), call_seen)) = result else { return Ok(()) };
    if asked.with_data == 0 {
        return Ok(()); // out of time
    }
    cell.report(json!({
        "seen_asleep_in": call_seen.then_some("read"),
        "calls": asked.calls,
        "returned_before_data": returned_before_data,
        "other_work": asked.own_steps,
        "result_via": asked.via(),
        "nvcsw": health.nvcsw,
        "cpu_share": round(health.cpu_share(), 4),
    }));
    cell.health("caller", &health);
    Ok(())
}
