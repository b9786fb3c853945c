//! The coroutine: it counts, and pauses before every step.

use std::future::poll_fn;
use std::task::Poll;

use super::steps::Steps;

/// Counts to `suspensions` by twos, from 1, and pauses before every step. `sum` has to outlive every pause.
async fn count(suspensions: u64, steps: &Steps) -> u64 {
    let mut sum = 1;
    steps.entered(&raw const sum);
    for _ in 0..suspensions {
        steps.left();
        pause().await;
        steps.entered(&raw const sum);
        sum += 2;
    }
    steps.left();
    sum
}

/// "Not yet", once, and a wake-up call for whoever polls.
async fn pause() {
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

/// Awaits another coroutine: its result is the value of the `await`.
pub(super) async fn ask(suspensions: u64, steps: &Steps) -> u64 {
    count(suspensions, steps).await
}
