//! An async program that blocks by accident.

use std::io;
use std::thread;
use std::time::Duration;

use serde_json::json;
use tokio::time::sleep;

use crate::stage::tasks::{Heart, one_thread};
use crate::stage::{Stage, State};

/// 3′. A handler first awaits, then sleeps with `thread::sleep`. A heartbeat on the same thread shows the difference.
pub(super) fn thread_sleep_in_a_task(stage: &Stage) -> io::Result<()> {
    let (cell, hold) = (stage.cell("acc"), stage.millis("hold_ms")?);
    one_thread()?.block_on(async {
        let heart = Heart::start(Duration::from_millis(2), cell.lane("heartbeat"));
        let mut handler = cell.lane("handler");

        // An await gives the thread away: the heartbeat runs.
        let (before, since) = (heart.beats(), handler.now());
        sleep(hold * 2).await;
        let during_await = heart.beats() - before;
        handler.span(State::Await, since, handler.now());

        // `thread::sleep` keeps the thread: nothing else can run on it.
        let before = heart.beats();
        handler.call(State::Blocked, "thread::sleep", || thread::sleep(hold));
        let during_thread_sleep = heart.beats() - before;

        // And the loop goes on.
        let after = heart.more(2, stage.within(stage.left())).await;
        cell.report(json!({
            "ticks_during_await": during_await,
            "ticks_during_thread_sleep": during_thread_sleep,
            "ticks_after": (after >= 2).then_some(2),
        }));
    });
    Ok(())
}
