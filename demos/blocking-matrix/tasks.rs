//! Two neighbours of the matrix on an async runtime with one thread: a task that blocks it, and a task that does not.

use std::future::poll_fn;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

use serde_json::json;
use tokio::net::unix::pipe::Receiver;
use tokio::runtime::{Builder, Runtime};
use tokio::task::yield_now;
use tokio::time::sleep;

use super::PATIENCE;
use super::pipe::write_after;
use crate::stage::{Kind, Lane, Stage, State};

/// 3′. A handler first awaits, then sleeps with `thread::sleep`. A heartbeat on the same thread shows the difference.
pub(super) fn accident(stage: &Stage) -> io::Result<()> {
    let (cell, hold) = (stage.cell("acc"), stage.millis("hold_ms")?);
    one_thread()?.block_on(async {
        let beats = Arc::new(AtomicU64::new(0));
        tokio::spawn(heartbeat(beats.clone(), cell.lane("heartbeat")));
        let mut handler = cell.lane("handler");

        // An await gives the thread away: the heartbeat runs.
        let (before, since) = (beats.load(SeqCst), handler.now());
        sleep(hold * 2).await;
        let during_await = beats.load(SeqCst) - before;
        handler.span(State::Await, since, handler.now());

        // `thread::sleep` keeps the thread: nothing else can run on it.
        let before = beats.load(SeqCst);
        handler.call(State::Blocked, "thread::sleep", || thread::sleep(hold));
        let during_thread_sleep = beats.load(SeqCst) - before;

        // And the loop goes on.
        let before = beats.load(SeqCst);
        while beats.load(SeqCst) < before + 2 && !stage.over() {
            sleep(Duration::from_millis(1)).await;
        }
        let after = (beats.load(SeqCst) >= before + 2).then_some(2);
        cell.report(json!({
            "ticks_during_await": during_await,
            "ticks_during_thread_sleep": during_thread_sleep,
            "ticks_after": after,
        }));
    });
    Ok(())
}

async fn heartbeat(beats: Arc<AtomicU64>, mut lane: Lane) {
    loop {
        sleep(Duration::from_millis(2)).await;
        beats.fetch_add(1, SeqCst);
        lane.mark(Kind::Beat, "");
    }
}

/// What tasks and writer tell each other.
#[derive(Default)]
struct Facts {
    written: AtomicBool,
    reader_polled: AtomicBool,
    reader_done: AtomicBool,
    early_steps: AtomicU64,
}

/// 4′. One task awaits the byte, another works, both on one thread.
pub(super) fn twin(stage: &Stage) -> io::Result<()> {
    let (cell, hold, enough) = (stage.cell("twin"), stage.millis("hold_ms")?, stage.count("work_min")?);
    let (pipe, writer) = io::pipe()?;
    let (facts, runtime) = (Arc::new(Facts::default()), one_thread()?);

    thread::scope(|scope| {
        // The writer: waits until the reader was polled and the worker has worked enough, then writes.
        let sibling = scope.spawn(|| {
            let (data, limit) = (cell.lane("data"), stage.within(PATIENCE));
            let ready = || facts.reader_polled.load(SeqCst) && facts.early_steps.load(SeqCst) >= enough;
            while !ready() && !limit.passed() {
                thread::sleep(Duration::from_micros(60));
            }
            let ready = ready();
            write_after(hold, &facts.written, &writer, data).map(|()| ready)
        });

        let (reader, worker) = runtime.block_on(async {
            let pipe = Receiver::from_owned_fd(pipe.into())?;
            let reader = tokio::spawn(read(pipe, facts.clone(), cell.lane("reader")));
            let worker = tokio::spawn(work(facts.clone(), cell.lane("worker")));
            Ok::<_, io::Error>((reader.await??, worker.await?))
        })?;
        if !matches!(sibling.join(), Ok(Ok(true))) {
            return Ok(()); // it gave up: nothing is claimed
        }
        cell.report(json!({
            "polls": reader.polls,
            "first_poll_pending_before_data": reader.first_pending_before_data,
            "other_work": facts.early_steps.load(SeqCst).min(enough),
            "steps": worker.steps,
            "threads": if reader.thread == worker.thread { 1 } else { 2 },
            "result_via": if reader.polls > 1 { "wake-up, then poll" } else { "first poll" },
        }));
        Ok(())
    })
}

struct Reader {
    polls: u64,
    first_pending_before_data: bool,
    thread: thread::ThreadId,
}

/// The reading task, with every poll by the runtime counted from outside.
async fn read(pipe: Receiver, facts: Arc<Facts>, mut lane: Lane) -> io::Result<Reader> {
    let mut byte = Box::pin(async move {
        pipe.readable().await?;
        pipe.try_read(&mut [0; 1])
    });
    let (mut polls, mut first_pending_before_data, mut last_poll) = (0, false, lane.now());
    poll_fn(|context| {
        polls += 1;
        let begun = lane.now();
        lane.span(State::Await, last_poll, begun);
        let answer = byte.as_mut().poll(context);
        first_pending_before_data |= polls == 1 && answer.is_pending() && !facts.written.load(SeqCst);
        facts.reader_polled.store(true, SeqCst);
        last_poll = lane.now();
        lane.span(State::Run, begun, last_poll);
        answer
    })
    .await?;
    lane.mark(Kind::Return, "ready");
    facts.reader_done.store(true, SeqCst);
    Ok(Reader { polls, first_pending_before_data, thread: thread::current().id() })
}

struct Worker {
    steps: u64,
    thread: thread::ThreadId,
}

/// The working task: a step, then a turn for the others, until the reader has its byte.
async fn work(facts: Arc<Facts>, mut lane: Lane) -> Worker {
    let mut steps = 0;
    while !facts.reader_done.load(SeqCst) {
        steps += 1;
        if !facts.written.load(SeqCst) {
            facts.early_steps.fetch_add(1, SeqCst);
        }
        lane.busy(State::Work);
        yield_now().await;
    }
    lane.busy(State::Work);
    Worker { steps, thread: thread::current().id() }
}

/// A runtime whose tasks all share the calling thread.
fn one_thread() -> io::Result<Runtime> {
    Builder::new_current_thread().enable_all().build()
}
