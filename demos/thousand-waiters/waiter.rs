//! One waiting thread, and how another makes sure that it waits.

use std::io::{PipeReader, Read};
use std::sync::atomic::{AtomicI32, Ordering::SeqCst};
use std::thread;

use nix::unistd::{Pid, gettid};

use super::HOLD;
use crate::stage::probe::switches_of_others;
use crate::stage::watch::Watched;
use crate::stage::{Lane, Limit, State};

/// One thread: says who it is, then waits at the gate.
pub(super) fn wait_at(mut gate: &PipeReader, id: &AtomicI32, mut lane: Option<Lane>) {
    id.store(gettid().as_raw(), SeqCst);
    let begun = lane.as_ref().map_or(0, Lane::now);
    let _end_of_file = gate.read(&mut [0]); // asleep here
    if let Some(lane) = &mut lane {
        lane.span(State::Blocked, begun, lane.now());
    }
}

/// Waits until the thread with that id is asleep in `read`.
pub(super) fn until_asleep(id: &AtomicI32, limit: Limit) -> bool {
    while id.load(SeqCst) == 0 && !limit.passed() {
        thread::yield_now();
    }
    Watched::of(Pid::from_raw(id.load(SeqCst))).until_named_in("read", limit)
}

/// How often all other threads are switched while they sleep.
pub(super) fn switches_in_a_while() -> Option<u64> {
    let before = switches_of_others()?;
    thread::sleep(HOLD);
    let after = switches_of_others()?;
    (after.0 + after.1).checked_sub(before.0 + before.1)
}
