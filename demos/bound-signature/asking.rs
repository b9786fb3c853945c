//! A thread that asks a slow server and waits for each reply.

use std::io::{self, Read, Write};
use std::thread;
use std::time::Duration;

use serde_json::json;

use super::compute;
use super::wires::Ends;
use crate::stage::probe::Probe;
use crate::stage::watch::Watched;
use crate::stage::{Cell, Stage, State, round};

/// How long the server looks for the sleep of the asking thread.
const PATIENCE: Duration = Duration::from_millis(800);

/// How often to ask, how long a reply takes, how long to compute before each question.
#[derive(Clone, Copy)]
pub(super) struct Plan {
    pub(super) trips: u64,
    pub(super) reply: Duration,
    pub(super) work: Duration,
}

/// Runs the server beside the asking thread, which is this one, and reports what asking cost.
pub(super) fn ask(stage: &Stage, cell: &Cell, plan: Plan, [mut from, mut to]: Ends, server: Ends) {
    thread::scope(|scope| {
        let asking = Watched::this_thread();
        let serving = scope.spawn(move || serve(stage, cell, plan, server, &asking).ok());
        let (mut lane, probe) = (cell.lane("thread"), Probe::start());
        let done = (0..plan.trips).try_for_each(|_| {
            compute(stage, plan.work, u64::MAX, cell.lane("thread"));
            to.write_all(b"?")?;
            let begun = lane.now();
            from.read_exact(&mut [0])?; // asleep here until there is a reply
            lane.span(State::Blocked, begun, lane.now());
            io::Result::Ok(())
        });
        let health = probe.read();
        drop(to);

        let (Ok(()), Ok(Some(call_seen))) = (done, serving.join()) else { return };
        cell.report(json!({
            "asleep_in": call_seen.then_some("read"),
            "nvcsw": health.nvcsw,
            "cpu_ms": health.cpu_ns / 1_000_000,
            "cpu_share": round(health.cpu_share(), 4),
        }));
        cell.health("thread", &health);
    });
}

/// The server: takes a question, sees the asking thread asleep in `read`, takes its time, replies. Whether the kernel names the
/// call in which the thread sleeps; an error when the server gave up.
fn serve(
    stage: &Stage,
    cell: &Cell,
    plan: Plan,
    [mut from, mut to]: Ends,
    asking: &Watched,
) -> io::Result<bool> {
    let (mut lane, mut call_seen) = (cell.lane("server"), true);
    for _ in 0..plan.trips {
        from.read_exact(&mut [0])?;
        let begun = lane.now();
        let seen = asking.until_asleep_in("read", stage.within(PATIENCE));
        call_seen &= seen.ok_or(io::ErrorKind::TimedOut)?;
        thread::sleep(plan.reply);
        lane.span(State::Flight, begun, lane.now());
        to.write_all(b"!")?;
    }
    Ok(call_seen)
}
