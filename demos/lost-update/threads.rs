//! Two threads update one number without a fixed order: with a gap, with a lock, and as fast as they can.

use std::hint::spin_loop;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use super::pen::{Pen, tell};
use crate::stage::{Stage, State, cpus, crew, lock};

/// How many updates each thread makes in the free run.
const FREE: u64 = 10_000;

/// One CPU for both threads, and a yield in the gap: the other thread runs just there.
pub(super) fn yielding(stage: &Stage, n: u64) {
    let (cell, value) = (stage.cell("yielding"), AtomicU64::new(0));
    // Pinned before they start: whoever wakes second already waits on this very CPU when the first one yields.
    let one_cpu = cpus::allowed().first().map_or(Vec::new(), |&cpu| vec![cpu, cpu]);
    let crew = crew::work(&one_cpu, |worker| {
        let mut pen = Pen::new(&cell, worker);
        for _ in 0..n {
            let seen = pen.load(&value);
            thread::yield_now();
            pen.store(&value, seen + 1);
            if stage.over() {
                return false;
            }
        }
        true
    });
    let Some((done, _)) = crew else { return cell.skip("sched_setaffinity", cpus::NO_PINNING) };
    if done == [true, true] {
        tell(&cell, 2 * n, value.into_inner());
    }
}

/// The same with a lock that is held from the load to the store.
pub(super) fn mutex(stage: &Stage, n: u64) {
    let (cell, value, whole_update) = (stage.cell("mutex"), AtomicU64::new(0), Mutex::new(()));
    let done = crew::together(2, |worker| {
        let mut pen = Pen::new(&cell, worker);
        for _ in 0..n {
            let since = pen.now();
            let _held = lock(&whole_update);
            pen.since(since, State::Blocked);
            let seen = pen.load(&value);
            thread::yield_now();
            pen.store(&value, seen + 1);
            if stage.over() {
                return false;
            }
        }
        true
    });
    if done == [true, true] {
        tell(&cell, 2 * n, value.into_inner());
    }
}

/// No gap, no lock. With a CPU for each, losses are all but certain; with one they are rare, and none seen proves nothing.
pub(super) fn free(stage: &Stage) {
    let (cell, value, here) = (stage.cell("free"), AtomicU64::new(0), AtomicU64::new(0));
    let patience = stage.within(Duration::from_millis(20));
    crew::together(2, |worker| {
        // Whoever wakes up first waits for the other without sleeping: else it would be done before the other begins.
        here.fetch_add(1, Relaxed);
        while here.load(Relaxed) < 2 && !patience.passed() {
            spin_loop();
        }
        let (mut pen, mut written) = (Pen::new(&cell, worker), 0);
        for _ in 0..FREE {
            let seen = value.load(Relaxed);
            value.store(seen + 1, Relaxed);
            pen.among_many(seen, &mut written);
        }
    });
    tell(&cell, 2 * FREE, value.into_inner());
}
