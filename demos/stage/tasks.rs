//! Tasks: a runtime whose tasks share the calling thread, and futures whose polls are drawn.

use std::future::poll_fn;
use std::io;
use std::pin::pin;
use std::task::Poll;

use tokio::runtime::{Builder, Runtime};

use super::{Lane, State};

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

/// Lets every other task that is ready run first: says "not yet" once, and asks to be called again, at the end of the queue.
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
