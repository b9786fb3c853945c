//! Three things to await. Only the third one says "not yet" (`Poll::Pending`).

use std::future::poll_fn;
use std::task::Poll;

use tokio::sync::oneshot;

/// (a) An async function that has nothing to wait for.
pub(super) async fn nothing() {}

/// (b) A result that was delivered before anybody asked.
pub(super) async fn a_result_that_is_there() {
    let (deliver, result) = oneshot::channel();
    if deliver.send(()).is_ok() {
        let _delivered = result.await;
    }
}

/// (c) "Not yet", once; and a word to the runtime to ask again, after everybody else who is ready.
pub(super) async fn give_way() {
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
