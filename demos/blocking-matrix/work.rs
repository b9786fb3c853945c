//! What a caller does while its request is in flight: work of its own, and now and then a look.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};

use crate::stage::ring::Ring;
use crate::stage::{Cell, Stage, State};

/// How far the caller got, and what the kernel said in the end.
pub(super) struct Work {
    pub(super) steps: u64,
    pub(super) result: Option<i32>,
}

/// The caller's own work while the request is in flight; steps before the byte was written are counted in `early`.
pub(super) fn work_on(
    stage: &Stage,
    cell: &Cell,
    ring: &mut Ring,
    written: &AtomicBool,
    early: &AtomicU64,
) -> Work {
    let (mut caller, mut kernel) = (cell.lane("caller"), cell.lane("kernel"));
    let (mut work, in_flight_since) = (Work { steps: 0, result: None }, kernel.now());
    while work.result.is_none() && !(work.steps.is_multiple_of(1024) && stage.over()) {
        work.steps += 1; // one step of the caller's own work
        if !written.load(SeqCst) {
            early.fetch_add(1, SeqCst);
        }
        caller.busy(State::Work);
        work.result = ring.completed();
    }
    kernel.span(State::Flight, in_flight_since, kernel.now());
    work
}
