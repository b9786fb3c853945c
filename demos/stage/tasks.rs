//! Tasks: a runtime whose tasks share the calling thread, and futures whose polls are drawn.

use std::future::poll_fn;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{
    AtomicU64,
    Ordering::{Relaxed, SeqCst},
};
use std::task::Poll;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::time::sleep;

use super::{Kind, Lane, Limit, State};

/// A runtime whose tasks all share the calling thread.
pub(crate) fn one_thread() -> io::Result<Runtime> {
    Builder::new_current_thread().enable_all().build()
}

/// A future whose polls are drawn on `lane`: running while it is polled, suspended between two polls. In a quiet trial it is
/// the future itself and a branch.
pub(crate) async fn drawn<T>(mut lane: Lane, future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut suspended = None;
    poll_fn(move |context| {
        let begun = lane.now();
        if let Some(since) = suspended {
            lane.span(State::Await, since, begun);
        }
        let answer = future.as_mut().poll(context);
        let ended = lane.now();
        lane.span(State::Run, begun, ended);
        suspended = Some(ended);
        answer
    })
    .await
}

/// Lets every other task that is ready run first: says "not yet" once, and asks to be polled again, at the end of the queue.
/// (`tokio::task::yield_now` would do, but it promises no order.)
pub(crate) async fn give_way() {
    let mut asked = false;
    poll_fn(|context| {
        if asked {
            return Poll::Ready(());
        }
        asked = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// A future whose polls are counted in `polls`.
pub(crate) async fn counted<T>(polls: &AtomicU64, future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    poll_fn(|context| {
        polls.fetch_add(1, Relaxed);
        future.as_mut().poll(context)
    })
    .await
}

/// A task that beats again and again, to show whether its thread is free for it.
pub(crate) struct Heart(Arc<AtomicU64>);

impl Heart {
    /// Begins to beat, `pause` after `pause`, on the runtime of the calling task and for as long as that runs.
    pub(crate) fn start(pause: Duration, mut lane: Lane) -> Self {
        let beats = Arc::new(AtomicU64::new(0));
        let heart = Heart(beats.clone());
        tokio::spawn(async move {
            loop {
                sleep(pause).await;
                beats.fetch_add(1, SeqCst);
                lane.mark(Kind::Beat, "");
            }
        });
        heart
    }

    /// How often it has beaten so far.
    pub(crate) fn beats(&self) -> u64 {
        self.0.load(SeqCst)
    }

    /// Waits for so many more beats, and says how many there were: fewer when the limit passed first.
    pub(crate) async fn more(&self, count: u64, limit: Limit) -> u64 {
        let before = self.beats();
        while self.beats() < before + count && !limit.passed() {
            sleep(Duration::from_millis(1)).await;
        }
        self.beats() - before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suspended_future_is_polled_once_more() {
        let polls = AtomicU64::new(0);
        let runtime = one_thread().expect("a runtime");
        runtime.block_on(counted(&polls, async {}));
        assert_eq!(polls.swap(0, Relaxed), 1);
        runtime.block_on(counted(&polls, give_way()));
        assert_eq!(polls.into_inner(), 2);
    }
}
