//! The two tasks of the twin.

use std::future::poll_fn;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::thread::{self, ThreadId};

use tokio::net::unix::pipe::Receiver;
use tokio::task::yield_now;

use crate::stage::{Kind, Lane, State};

/// What the tasks tell each other and the writer.
#[derive(Default)]
pub(super) struct Facts {
    pub(super) reader_polled: AtomicBool,
    pub(super) early_steps: AtomicU64,
    reader_done: AtomicBool,
}

/// What became of the reading task.
pub(super) struct Reader {
    pub(super) polls: u64,
    pub(super) first_pending_before_data: bool,
    pub(super) thread: ThreadId,
}

/// The reading task, with every poll by the runtime counted from outside.
pub(super) async fn read(
    pipe: Receiver,
    written: Arc<AtomicBool>,
    facts: Arc<Facts>,
    mut lane: Lane,
) -> io::Result<Reader> {
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
        first_pending_before_data |= polls == 1 && answer.is_pending() && !written.load(SeqCst);
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

/// The working task: a step, then a turn for the others, until the reader has its byte. How many steps, on which thread.
pub(super) async fn work(written: Arc<AtomicBool>, facts: Arc<Facts>, mut lane: Lane) -> (u64, ThreadId) {
    let mut steps = 0;
    while !facts.reader_done.load(SeqCst) {
        steps += 1;
        if !written.load(SeqCst) {
            facts.early_steps.fetch_add(1, SeqCst);
        }
        lane.busy(State::Work);
        yield_now().await;
    }
    lane.busy(State::Work);
    (steps, thread::current().id())
}
