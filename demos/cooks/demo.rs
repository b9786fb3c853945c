//! One cook with three dishes, three cooks with a dish each, and how many worktops there are.
//!
//! A dish needs a cook twice (a step that uses up CPU time) and is left alone in between (a wait). A cook is a thread with
//! an event loop of its own, a worktop is a CPU. Who begins which step is written on the board. Whether two cooks worked
//! at the same instant is told by the salt: see `stage/ball.rs`.
//!
//! Deliberately missing: who is done first. That depends on how busy this machine is.

mod board;
mod dish;
mod kitchen;

use std::io;

use self::dish::{in_between, one_by_one};
use self::kitchen::Kitchen;
use crate::stage::tasks::one_thread;
use crate::stage::{Stage, cpus, crew};

/// What one cook has to make.
type Menu = &'static [&'static str];

const MENU: Menu = &["soup", "cake", "pasta"];
const ANOTHER: Menu = &["rice", "fish", "salad"];
const A_DISH_EACH: &[Menu] = &[&["soup"], &["cake"], &["pasta"]];

/// The salt goes back and forth so often where there can be a proof of two at once ...
const PROOF: u64 = 1000;
/// ... and so often where there can be none: enough to see that the cooks take turns.
const TURNS: u64 = 4;

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    one_cook(stage)?;
    one_strict_cook(stage)?;
    let worktops = cpus::allowed();
    let one = worktops.get(..1).unwrap_or_default();
    several_cooks(stage, "shared", one, A_DISH_EACH, TURNS)?;
    several_cooks(stage, "three", &worktops, A_DISH_EACH, PROOF)?;
    several_cooks(stage, "both", &worktops, &[MENU, ANOTHER], PROOF)
}

/// One cook, three dishes: while one dish is left alone, the cook begins the next.
fn one_cook(stage: &Stage) -> io::Result<()> {
    let kitchen = Kitchen::open(stage, "one", 0)?;
    one_thread()?.block_on(in_between(kitchen.clone(), 0, MENU));
    kitchen.tell(&[]);
    Ok(())
}

/// The same cook and the same dishes, but the next dish is begun only when the one before is done.
fn one_strict_cook(stage: &Stage) -> io::Result<()> {
    let kitchen = Kitchen::open(stage, "strict", 0)?;
    one_thread()?.block_on(one_by_one(kitchen.clone(), 0, MENU));
    kitchen.tell(&[]);
    Ok(())
}

/// A cook for each menu, each at a worktop; where there are too few, cooks share one.
fn several_cooks(
    stage: &Stage,
    id: &'static str,
    worktops: &[usize],
    menus: &[Menu],
    passes: u64,
) -> io::Result<()> {
    let kitchen = Kitchen::open(stage, id, passes)?;
    if passes == PROOF && cpus::usable_count() < 2 {
        kitchen.cell.skip("two CPUs", cpus::ONE_CPU);
        return Ok(());
    }
    let places: Vec<_> = worktops.iter().copied().cycle().take(menus.len()).collect();
    let evening = crew::work(&places, |cook| {
        let work = in_between(kitchen.clone(), cook, menus[usize::from(cook)]);
        one_thread().map(|event_loop| event_loop.block_on(work))
    });
    let Some((served, cooks)) = evening else {
        kitchen.cell.skip("sched_setaffinity", cpus::NO_PINNING);
        return Ok(());
    };
    kitchen.tell(&cooks);
    served.into_iter().collect()
}
