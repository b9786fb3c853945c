//! The same game between two tasks of one thread: each lets the other go on by an `await`.

use std::io;

use super::picture::is_drawn;
use super::{BOUT, Side};
use crate::stage::probe::{Health, Probe};
use crate::stage::tasks::one_thread;
use crate::stage::{Lane, Limit, Stage};

/// Two tasks that take turns on this thread.
pub(super) fn between_tasks(stage: &Stage, rounds: u64) -> io::Result<Option<[Side; 2]>> {
    let [clock_a, clock_b] = ["a", "b"].map(|id| stage.cell("task").lane(id));
    let (whole, limit) = (Probe::start(), stage.within(stage.left()));
    let sides = one_thread()?.block_on(async {
        let a = tokio::spawn(play(rounds, limit, clock_a));
        let b = tokio::spawn(play(rounds, limit, clock_b));
        [a.await, b.await]
    });
    let switches = whole.read().switches();
    let [Ok(Some(a)), Ok(Some(mut b))] = sides else { return Ok(None) };
    // Both share one thread, and what it used belongs to the game, not to one of them: it is counted with A.
    b.bouts.fill(Health::default());
    Ok(Some([Side { switches, ..a }, b]))
}

/// One task: has the turn, gives it back to the runtime, is called again. Nothing when it took too long.
async fn play(rounds: u64, limit: Limit, clock: Lane) -> Option<Side> {
    let (mut bouts, mut turns) = (Vec::new(), Vec::new());
    let mut bout = Probe::start();
    for round in 0..rounds {
        let begun = clock.now();
        if is_drawn(&clock, round) {
            turns.push((begun, clock.now()));
        }
        tokio::task::yield_now().await;
        if (round + 1) % BOUT == 0 {
            if limit.passed() {
                return None;
            }
            bouts.push(bout.read());
            bout = Probe::start();
        }
    }
    Some(Side { switches: 0, bouts, turns })
}
