//! Proof that two threads ran at the same instant, and the control that shows what the proof is worth.
//!
//! The hand-shake itself, and why its margin cannot lie, is in `stage/shake.rs`. Here it runs twice: with the two threads on
//! two different CPUs, and with both pinned to one. The threads must be pinned to *different* CPUs in the first part,
//! or the scheduler may keep both on one for a long time.
//!
//! Deliberately missing: any sentence like "not parallel" about the first part. Not seeing a proof is no proof.

use std::io;
use std::time::Duration;

use serde_json::json;

use crate::stage::shake::{Plan, hand_shake};
use crate::stage::{Cell, Stage, cpus, round};

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    stage.obs("usable_cpus", cpus::usable_count());
    on_two_cpus(stage)?;
    on_one_cpu(stage)
}

/// One thread on each of two CPUs.
fn on_two_cpus(stage: &Stage) -> io::Result<()> {
    let (cell, usable) = (stage.cell("n"), cpus::allowed());
    let (2.., &[cpu_a, cpu_b, ..]) = (cpus::usable_count(), &usable[..]) else {
        cell.skip("two CPUs", cpus::ONE_CPU);
        return Ok(());
    };
    let limit = stage.within(stage.millis("limit_ms")?);
    // The game takes a fifth of a millisecond, too little to compare CPU time and time; in a picture it shall be large.
    let (games, spin_on) = if stage.traced() { (1, 200) } else { (6, 6_000) };
    let spin_on = Duration::from_micros(spin_on);
    let plan = Plan { games, spin_on, ..Plan::new([cpu_a, cpu_b], stage.count("rounds")?, limit) };
    tell(&cell, &plan, &[("cpu_a", cpu_a), ("cpu_b", cpu_b)]);
    Ok(())
}

/// Both threads on the same CPU. If they could be parallel here, they would pass the ball as often as above; so the game may
/// go on just as long, but a few hand-overs are enough.
fn on_one_cpu(stage: &Stage) -> io::Result<()> {
    let cell = stage.cell("one");
    let Some(&cpu) = cpus::allowed().first() else {
        cell.skip("sched_setaffinity", cpus::NO_PINNING);
        return Ok(());
    };
    let limit = stage.within(Duration::from_millis(150));
    let enough = Some((Duration::from_millis(15), 3));
    let plan = Plan { enough, ..Plan::new([cpu, cpu], stage.count("rounds")?, limit) };
    tell(&cell, &plan, &[("cpu", cpu)]);
    Ok(())
}

/// Plays the game and reports it.
fn tell(cell: &Cell, plan: &Plan, cpus: &[(&str, usize)]) {
    let Some(shake) = hand_shake(plan, || ["t1", "t2"].map(|id| cell.lane(id))) else {
        return cell.skip("sched_setaffinity", cpus::NO_PINNING);
    };
    cell.report(json!({
        "margin": shake.margin(),
        "handovers": shake.handovers,
        "switches": shake.switches,
        "cpu_over_wall": shake.cpu_over_wall.map(|ratio| round(ratio, 3)),
    }));
    cpus.iter().for_each(|(name, number)| cell.obs(name, *number));
    for (lane, health) in ["t1", "t2"].into_iter().zip(&shake.healths) {
        cell.health(lane, health);
    }
}
