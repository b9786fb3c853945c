//! The neighbour: a thread on the same CPU that computes while the other one waits.

use std::sync::{Barrier, OnceLock};
use std::time::Instant;

use crate::stage::probe::Probe;
use crate::stage::watch::{Look, Watched};
use crate::stage::{Lane, Stage, State};

/// Computes until the wait is over, and looks where the waiter is until it has seen it asleep. The CPU time that the wait left,
/// in nanoseconds, and the system call in which the waiter sleeps.
pub(super) fn compute_beside(
    waiter: &Watched,
    start: &Barrier,
    end: &OnceLock<Instant>,
    stage: &Stage,
    mut lane: Lane,
) -> (u64, Option<&'static str>) {
    start.wait();
    let (mut seen, mut probe) = (None, Probe::start());
    while end.get().is_none_or(|&end| Instant::now() < end) && !stage.over() {
        lane.busy(State::Work);
        if seen.is_none()
            && end.get().is_some()
            && let Look::Asleep(Some(call)) = waiter.look()
        {
            // From here on the waiter sleeps until the end, so all that the neighbour gets is left by the wait.
            (seen, probe) = (Some(call), Probe::start());
        }
    }
    (probe.read().cpu_ns, seen)
}
