//! The call returns, the GPU works on.
//!
//! The host hands a kernel and a list of numbers to a queue of the device. The call that does so returns before the work is
//! done; a fence tells when it is. Until then the host works for itself, and it waits only where it wants to read the
//! result. A software driver does the same on threads of its own: what is shown is how work is handed over, not speed.
//!
//! Deliberately missing: any sentence about a device that was already done when the host first looked. It may have been fast,
//! or the host may have been stopped meanwhile; so it gets more work, and is asked again (`plan.rs`).

mod plan;
mod sums;
mod task;

use std::io;
use std::time::Instant;

use serde_json::json;

use self::plan::{PATIENCE, Plan, Seen};
use self::sums::{check, is_prime, numbers};
use crate::stage::gpu::{self, Gpu};
use crate::stage::watch::Watched;
use crate::stage::{Cell, Kind, Limit, Stage, State, round};

/// The kernel, made from `steps.comp`.
const KERNEL: &[u8] = include_bytes!("steps.spv");

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    let plan = Plan::read(stage)?;
    let Some(gpu) = gpu::open(stage, KERNEL)? else { return Ok(()) };
    let cell = stage.cell("plain");
    let hand_over = |plan| hand_over(&cell, &gpu, plan, stage.within(PATIENCE));
    let Some((plan, told)) = plan.until_it_lasts(stage, hand_over)? else { return Ok(()) };
    cell.report(told);
    drop(cell);
    task::awaited(stage, &gpu, plan)
}

/// Plain calls on one thread: submit, work, wait, read. Nothing where the device did not finish in time.
fn hand_over(cell: &Cell, gpu: &Gpu, plan: Plan, limit: Limit) -> io::Result<Option<Seen>> {
    let (mut host, mut device) = (cell.lane("host"), cell.lane("device"));
    let order = gpu.prepare(&numbers(), plan.iterations, plan.dispatches)?;

    // The call puts the work into the queue, and returns.
    let begun = Instant::now();
    let job = host.call(State::Run, "submit", || order.submit())?;
    let (submitted, in_flight_since) = (begun.elapsed(), device.now());
    let done_at_return = job.is_done()?;

    // The host works for itself. A number counts when the device is seen still at work after it.
    let mut meanwhile = 0;
    for number in 0..plan.work {
        is_prime(number);
        host.busy(State::Work);
        if job.is_done()? {
            break;
        }
        meanwhile += 1;
    }
    let worked = begun.elapsed();

    // Only now, to read the result, does it wait.
    let wait = || host.call(State::Blocked, "wait", || job.wait(limit));
    let (finished, asleep_in_wait) = Watched::asleep_during(limit, wait);
    let taken = begun.elapsed();
    device.span(State::Flight, in_flight_since, device.now());
    if !finished? {
        return Ok(None);
    }
    device.mark(Kind::Data, "done");
    check(&job.read()?, plan)?;
    let told = json!({
        "done_at_return": done_at_return,
        "work_meanwhile": meanwhile,
        "asleep_in_wait": asleep_in_wait,
        "done_after_wait": job.is_done()?,
        "result_correct": true,
        "dispatches": plan.dispatches,
        "submit_us": round(submitted.as_secs_f64() * 1e6, 1),
        "done_ms": round(taken.as_secs_f64() * 1e3, 2),
    });
    Ok(Some(Seen { lasted: meanwhile == plan.work && taken - worked > worked / 2, told }))
}
