//! The cell that asks to be told, and sleeps until it is.

use std::io;
use std::sync::atomic::Ordering::SeqCst;

use serde_json::json;

use super::asking::ask;
use super::readiness::{register, wait};
use super::writer::{PATIENCE, To, beside};
use crate::stage::probe::Probe;
use crate::stage::{Kind, Lane, Stage, State, round};

/// The pipes beside the one that gets the byte, as far as they are drawn.
const LANES: [&str; 2] = ["fd0", "fd2"];

/// 3. Several pipes are registered first; then one `epoll_wait` sleeps for all of them and names the one that is ready.
pub(super) fn asynchronous_blocking(stage: &Stage) -> io::Result<()> {
    let (cell, fds) = (stage.cell("ab"), stage.count("fds")?);
    let pipes = (0..fds).map(|_| io::pipe()).collect::<io::Result<Vec<_>>>()?;
    let (epoll, registrations) = register(&pipes)?; // the requests first ...
    let mut others: Vec<_> = LANES.into_iter().take(pipes.len() - 1).map(|id| cell.lane(id)).collect();
    let result = beside(
        stage,
        To(&pipes[1].1, cell.lane("fd1")),
        |caller| caller.until_asleep_in("epoll_wait", stage.within(PATIENCE)),
        |written| {
            let registered_before_data = !written.load(SeqCst);
            let (mut caller, probe) = (cell.lane("caller"), Probe::start());
            let answer = caller.call(State::Blocked, "epoll_wait", || wait(&epoll))?; // ... then one wait for all
            let wait_returned_before_data = !written.load(SeqCst);
            let health = probe.read();
            caller.mark(Kind::Event, "readable");
            let asked = ask(stage, &pipes[answer.index].0, written, |_| ())?;
            caller.mark(Kind::Return, "read");
            others.iter_mut().for_each(Lane::nothing_until_now);
            Ok((registered_before_data, wait_returned_before_data, answer, asked, health))
        },
    )?;
    let Some(((registered, early, answer, asked, health), call_seen)) = result else { return Ok(()) };
    cell.report(json!({
        "seen_asleep_in": call_seen.then_some("epoll_wait"),
        "calls": registrations + 1 + asked.calls,
        "fds": fds,
        "registered_before_data": registered,
        "wait_returned_before_data": early,
        "events": answer.events,
        "fd_index": answer.index,
        "eagain": asked.calls - asked.with_data,
        "other_work": asked.own_steps,
        "result_via": (answer.events > 0 && asked.with_data > 0).then_some("event, then read"),
        "nvcsw": health.nvcsw,
        "cpu_share": round(health.cpu_share(), 4),
        "interrupted": answer.interrupted,
    }));
    cell.health("caller", &health);
    Ok(())
}
