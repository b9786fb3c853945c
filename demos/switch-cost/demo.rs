//! Three kinds of switch: from task to task, from thread to thread, from process to process.
//!
//! Two sides pass a turn to each other, again and again. Everything is pinned to one CPU, so that no turn can be passed without a
//! switch of some kind. What is compared is CPU time, which waiting does not touch: the CPU time of both sides, divided by the
//! number of turns. The kernel counts its switches itself.
//!
//! Deliberately missing: what a switch costs afterwards, when the next one finds its data gone from the caches.

mod ball;
mod picture;
mod tasks;

use std::io;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::stage::probe::Health;
use crate::stage::{Cell, Stage, cpus, round};

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    let [task, thread, process] = ["task", "thread", "process"].map(|id| stage.cell(id));
    if !cpus::allowed().first().is_some_and(|&cpu| cpus::pin(cpu)) {
        for cell in [task, thread, process] {
            cell.skip("sched_setaffinity", cpus::NO_PINNING);
        }
        return Ok(());
    }
    let rounds = stage.count("rounds")?;
    // The processes come first: a process that has several threads should not fork.
    let by_process = ball::between_processes(stage, rounds)?.and_then(|sides| tell(&process, rounds, sides));
    let by_thread = ball::between_threads(stage, rounds)?.and_then(|sides| tell(&thread, rounds, sides));
    let by_task = tasks::between_tasks(stage, rounds)?.and_then(|sides| tell(&task, rounds, sides));

    let ratio = |dear: Option<f64>, cheap: Option<f64>| Some(round(dear? / cheap?, 2));
    thread.report(json!({"cpu_over_task": ratio(by_thread, by_task)}));
    process.report(json!({"cpu_over_thread": ratio(by_process, by_thread)}));
    Ok(())
}

/// What one side of the game brings home.
#[derive(Serialize, Deserialize)]
struct Side {
    /// Context switches in the whole game.
    switches: u64,
    /// What each bout of `BOUT` rounds cost.
    bouts: Vec<Health>,
    /// When it had the turn: a few times, for the picture.
    turns: Vec<(u64, u64)>,
}

/// Rounds of a bout. Of all bouts the quietest tells the costs, the one in which others took least of the CPU.
const BOUT: u64 = 100;

/// How long to wait for the child after the last turn.
const PATIENCE: Duration = Duration::from_millis(500);

/// Draws and reports the game. The CPU time of one hop, in nanoseconds.
fn tell(cell: &Cell, rounds: u64, [a, b]: [Side; 2]) -> Option<f64> {
    picture::draw(cell, "a", &a.turns, &b.turns);
    picture::draw(cell, "b", &b.turns, &a.turns);
    let (hops, switches) = (2 * rounds, a.switches + b.switches);
    let bouts = a.bouts.into_iter().zip(b.bouts).map(|(a, b)| a.sharing_one_cpu(b));
    let quietest = bouts.min_by_key(|both| both.delay_ns)?;
    let cpu_ns_per_hop = quietest.cpu_ns as f64 / (2 * BOUT) as f64;
    cell.report(json!({
        "hops": hops,
        // The switch after the very last hop may come when nobody counts any more.
        "hops_without_switch": (hops - 1).saturating_sub(switches),
        "switches_per_hop": round(switches as f64 / hops as f64, 4),
        "cpu_ns_per_hop": round(cpu_ns_per_hop, 0),
    }));
    cell.health("a", &quietest);
    Some(cpu_ns_per_hop)
}
