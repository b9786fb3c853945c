//! A blocking call inside async code: made on the thread of the runtime, and handed to a thread that may block.
//!
//! The blocking call is a `read` on an empty pipe. Its byte comes only after it was seen what the call does to the heartbeat, a
//! task on the same runtime; so nothing here waits for a clock.
//!
//! Deliberately missing: how many beats fit into a stretch of time. On a busy machine that may be any number.

mod pool;
mod queue;

use std::io::{self, Read, Write};
use std::thread;
use std::time::Duration;

use serde_json::json;

use crate::stage::tasks::{Heart, one_thread};
use crate::stage::watch::Watched;
use crate::stage::{Stage, State};

/// From one beat to the next.
const BEAT: Duration = Duration::from_millis(2);

/// How long the byte is kept back after everything was seen, so that a picture shows it.
const HOLD: Duration = Duration::from_millis(8);

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    direct(stage)?;
    pool::offloaded(stage)?;
    queue::one_blocking_thread(stage)
}

/// A task calls `read` itself: the thread of the runtime sleeps in it, and with it every task.
fn direct(stage: &Stage) -> io::Result<()> {
    let (cell, patience) = (stage.cell("direct"), stage.millis("limit_ms")?);
    let (mut pipe, mut writer) = io::pipe()?;
    one_thread()?.block_on(async {
        let (heart, mut runtime) = (Heart::start(BEAT, cell.lane("heartbeat")), cell.lane("runtime"));
        let since = runtime.now();
        let beats_before = heart.more(2, stage.within(patience)).await;
        runtime.span(State::Await, since, runtime.now());

        // Somebody outside writes the byte, as soon as this thread was seen asleep in `read`.
        let (this_thread, limit) = (Watched::this_thread(), stage.within(patience));
        let outside = thread::spawn(move || {
            let seen = this_thread.until_asleep_in("read", limit);
            thread::sleep(HOLD);
            writer.write_all(&[1]).ok().and(seen)
        });
        let so_far = heart.beats();
        runtime.call(State::Blocked, "read", || pipe.read_exact(&mut [0]))?;
        let beats = heart.beats() - so_far;

        let since = runtime.now();
        let beats_after = heart.more(2, stage.within(patience)).await;
        runtime.span(State::Await, since, runtime.now());
        if let Ok(Some(named)) = outside.join() {
            let asleep_in = if named { "read" } else { "some call" };
            cell.report(json!({"beats_before": beats_before, "beats": beats, "beats_after": beats_after,
                "asleep_in": asleep_in}));
        }
        Ok(())
    })
}
