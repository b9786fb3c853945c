//! A blocking pool with one thread only: who holds it holds up the next one, though not the tasks of the runtime.

use std::io::{self, PipeReader, Read, Write};
use std::sync::{Arc, Mutex};

use serde_json::json;
use tokio::runtime::Builder;
use tokio::task::spawn_blocking;
use tokio::time::sleep;

use super::BEAT;
use crate::stage::tasks::Heart;
use crate::stage::{Lane, Stage, State, lock};

/// What happened, in the order in which it happened.
type Diary = Arc<Mutex<Vec<&'static str>>>;

/// Two blocking calls and one thread for them. The second call has its byte from the start, and still has to wait.
pub(super) fn one_blocking_thread(stage: &Stage) -> io::Result<()> {
    let (cell, wanted, patience) = (stage.cell("queue"), stage.count("beats")?, stage.millis("limit_ms")?);
    let ((slow, mut slow_writer), (ready, mut ready_writer)) = (io::pipe()?, io::pipe()?);
    ready_writer.write_all(&[1])?;
    let diary = Diary::default();
    let runtime = Builder::new_current_thread().enable_all().max_blocking_threads(1).build()?;
    runtime.block_on(async {
        let heart = Heart::start(BEAT, cell.lane("heartbeat"));
        let (log, lane) = (diary.clone(), cell.lane("first"));
        let first = spawn_blocking(move || read(slow, ["first-starts", "first-ends"], &log, lane));
        let (log, lane) = (diary.clone(), cell.lane("second"));
        let second = spawn_blocking(move || read(ready, ["second-starts", "second-ends"], &log, lane));

        let limit = stage.within(patience);
        while lock(&diary).is_empty() && !limit.passed() {
            sleep(BEAT).await; // until the first call holds the thread
        }
        let beats = heart.more(wanted, limit).await;
        let second_ended_early = second.is_finished();
        slow_writer.write_all(&[1])?; // the first call may return now
        first.await??;
        second.await??;
        cell.report(json!({"beats": beats, "second_ended_early": second_ended_early,
            "trace": lock(&diary).clone()}));
        Ok(())
    })
}

/// Waits for a thread of the pool, then for a byte.
fn read(
    mut pipe: PipeReader,
    [starts, ends]: [&'static str; 2],
    diary: &Diary,
    mut lane: Lane,
) -> io::Result<()> {
    lane.waited_until_now();
    lock(diary).push(starts);
    let answer = lane.call(State::Blocked, "read", || pipe.read_exact(&mut [0]));
    lock(diary).push(ends);
    answer
}
