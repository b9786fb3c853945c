//! Two threads and one CPU: nobody gives way, and still both go on, because the kernel takes the CPU from one for the other.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

use serde_json::json;

use super::{BEAT, PATIENCE};
use crate::stage::probe::{Health, Probe};
use crate::stage::work::compute;
use crate::stage::{Kind, Lane, Stage, State, cpus};

/// What the thread computes for every beat: enough to be seen in the lane of the other one.
const WORK: Duration = Duration::from_micros(400);

/// Two threads, one CPU: one computes until the other one, the heart, has beaten often enough.
pub(super) fn a_thread_computes(stage: &Stage) -> io::Result<()> {
    let (cell, wanted) = (stage.cell("thread"), stage.count("ticks")?);
    let (beats, over) = (AtomicU64::new(0), AtomicBool::new(false));
    let pin = || cpus::allowed().first().is_some_and(|&cpu| cpus::pin(cpu));
    let computed = thread::scope(|scope| {
        scope.spawn(|| {
            let mut lane = cell.lane("heart");
            let pinned = pin();
            while pinned && !over.load(SeqCst) {
                thread::sleep(BEAT);
                beats.fetch_add(1, SeqCst);
                lane.mark(Kind::Beat, "");
                compute(WORK, stage.within(PATIENCE), || lane.busy(State::Run));
                lane.rest();
            }
        });
        let spinner = scope.spawn(|| {
            let computed = pin().then(|| compute_until(stage, &beats, wanted, &mut cell.lane("spinner")));
            over.store(true, SeqCst);
            computed
        });
        spinner.join().ok().flatten()
    });
    let Some((seen, health)) = computed else {
        cell.skip("sched_setaffinity", cpus::NO_PINNING);
        return Ok(());
    };
    cell.health("spinner", &health);
    cell.report(json!({"beats": seen, "nivcsw": health.nivcsw, "nvcsw": health.nvcsw}));
    Ok(())
}

/// Computes until there were so many more beats. The beats seen, and what it cost.
fn compute_until(stage: &Stage, beats: &AtomicU64, wanted: u64, lane: &mut Lane) -> (u64, Health) {
    let (so_far, limit, probe) = (beats.load(SeqCst), stage.within(PATIENCE), Probe::start());
    while beats.load(SeqCst) < so_far + wanted && !limit.passed() {
        lane.busy(State::Run);
    }
    (beats.load(SeqCst) - so_far, probe.read())
}
