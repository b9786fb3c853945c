//! What does waiting cost? The same wait, made in five ways, beside a neighbour that wants the same CPU.
//!
//! Four of them put the thread to sleep until a timer of the kernel wakes it; the fifth looks at the clock again and again. The
//! neighbour is a thread on the same CPU that computes as long as the wait lasts: what it gets is what the wait leaves. It also
//! looks up, in the kernel's own table, where the waiting thread is.
//!
//! Deliberately missing: how late a wait ends. That depends on who else wants the CPU when the timer rings.

mod neighbour;
mod ways;

use std::io;
use std::sync::{Barrier, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use self::neighbour::compute_beside;
use self::ways::Way;
use crate::stage::probe::Probe;
use crate::stage::watch::Watched;
use crate::stage::{Stage, cpus, nanos, round};

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    // Everything on one CPU; the neighbours inherit it.
    let pinned = cpus::allowed().first().is_some_and(|&cpu| cpus::pin(cpu));
    let span = stage.millis("ms")?;
    let asleep = wait(stage, "sleep", ways::sleep, span, pinned)?;
    wait(stage, "timeout", ways::epoll_timeout, span, pinned)?;
    wait(stage, "timer", ways::epoll_timer, span, pinned)?;
    wait(stage, "await", ways::await_timer, span, pinned)?;
    let spinning = wait(stage, "spin", ways::spin, span, pinned)?;
    stage.cell("spin").obs("cpu_over_sleep", round(spinning / asleep, 1));
    Ok(())
}

/// Waits in one way and reports what it cost. The CPU time of the waiting thread, in nanoseconds.
fn wait(stage: &Stage, id: &'static str, way: Way, span: Duration, pinned: bool) -> io::Result<f64> {
    let cell = stage.cell(id);
    let (waiter, start, end) = (Watched::this_thread(), Barrier::new(2), OnceLock::new());
    thread::scope(|scope| {
        let lane = cell.lane("neighbour");
        let neighbour = scope.spawn(|| compute_beside(&waiter, &start, &end, stage, lane));

        let mut lane = cell.lane("waiter");
        start.wait();
        // Measured from before the end is fixed: then the wait takes its whole span of the measured time, and a stall in between
        // cannot leave a short time with nothing in it but work.
        let probe = Probe::start();
        let end = *end.get_or_init(|| Instant::now() + span);
        let events = way(&mut lane, end);
        let (health, ended) = (probe.read(), Instant::now());

        let Ok((left_ns, seen_asleep_in)) = neighbour.join() else { return Ok(1.0) };
        cell.report(json!({
            "seen_asleep_in": seen_asleep_in.or((id == "spin").then_some("nowhere")),
            "nvcsw": health.nvcsw,
            "cpu_us": health.cpu_ns / 1000,
            "cpu_share": round(health.cpu_share(), 4),
            "neighbour_cpu_ms": pinned.then_some(round(left_ns as f64 / 1e6, 2)),
            "events": events?,
            "too_early": ended < end,
            "late_us": nanos(ended.saturating_duration_since(end)) / 1000,
        }));
        cell.health("waiter", &health);
        Ok(health.cpu_ns.max(1) as f64)
    })
}
