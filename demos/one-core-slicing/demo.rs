//! Two threads, one CPU: how they share it while both compute, and who has it while one of them waits.
//!
//! Both threads are pinned to the same CPU. In the first part neither of them ever gives it up on purpose: there is no lock,
//! no wait and no yield in their loop. A thread that runs, and was not the last to run, takes the ball; so the
//! hand-overs count how often the CPU changed hands (see `stage/ball.rs`). The second part is in `wait.rs`.
//!
//! Deliberately missing: how long a slice has to be. That is up to the kernel and to whoever else wants the CPU.

mod wait;

use std::io;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::stage::ball::Ball;
use crate::stage::probe::{Health, Probe};
use crate::stage::{Kind, Stage, State, cpus, crew, round};

/// How long to wait until both threads have had the CPU.
const PATIENCE: Duration = Duration::from_millis(1500);

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    let Some(&cpu) = cpus::allowed().first() else {
        for id in ["busy", "wait"] {
            stage.cell(id).skip("sched_setaffinity", cpus::NO_PINNING);
        }
        return Ok(());
    };
    both_compute(stage, cpu)?;
    wait::one_waits(stage, cpu)
}

/// Both threads do nothing but compute, on the same CPU.
fn both_compute(stage: &Stage, cpu: usize) -> io::Result<()> {
    let (cell, enough) = (stage.cell("busy"), stage.millis("ms")?);
    let (ball, patience) = (Ball::default(), stage.within(PATIENCE));

    let crew = crew::work(&[cpu, cpu], |me| {
        let (mut thread, mut owner) = (cell.lane(["t1", "t2"][usize::from(me)]), cell.lane("cpu"));
        let (begun, probe) = (Instant::now(), Probe::start());
        while (begun.elapsed() < enough || ball.handovers() < 2) && !patience.passed() {
            thread.busy(State::Run);
            if ball.take(me) {
                owner.mark(Kind::Note, ["1", "2"][usize::from(me)]); // the CPU is mine now
            }
        }
        probe.read()
    });
    let Some((loops, whole)) = crew else {
        cell.skip("sched_setaffinity", cpus::NO_PINNING);
        return Ok(());
    };

    let wall = whole.iter().map(|health| health.wall_ns).max().unwrap_or(0).max(1);
    let cpu: u64 = whole.iter().map(|health| health.cpu_ns).sum();
    cell.report(json!({
        "turns": ball.handovers(),
        "both_progressed": ball.handovers() >= 2, // 1, 2, and 1 again
        "taken": loops.iter().map(|health| health.nivcsw).sum::<u64>(),
        "given": loops.iter().map(|health| health.nvcsw).max(),
        "margin": ball.margin(&whole),
        "cpu_over_wall": round(cpu as f64 / wall as f64, 3),
        "slice_ms": round(wall as f64 / 1e6 / (ball.handovers() + 1) as f64, 2),
    }));
    for (lane, health) in ["t1", "t2"].into_iter().zip::<Vec<Health>>(loops) {
        cell.health(lane, &health);
    }
    Ok(())
}
