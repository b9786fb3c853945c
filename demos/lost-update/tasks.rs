//! The same with two tasks on one thread: an `await` in the gap lets the other task in, and nothing else does.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

use super::pen::{Pen, tell};
use crate::stage::tasks::{give_way, one_thread};
use crate::stage::{Cell, Stage, lock};

/// What the two tasks share.
#[derive(Default)]
struct Shared {
    value: AtomicU64,
    trace: Mutex<Vec<String>>,
}

/// Two tasks with an `await` in the gap, then two without.
pub(super) fn coroutine(stage: &Stage, n: u64) -> io::Result<()> {
    let cell = stage.cell("coroutine");
    let with_await = both(n, true, &cell)?;
    let last = with_await.value.load(Relaxed);
    tell(&cell, 2 * n, last);
    cell.obs("trace", lock(&with_await.trace).clone());

    let without = both(n, false, &stage.undrawn_cell("coroutine"))?;
    cell.obs("lost_without_await", (2 * n).saturating_sub(without.value.load(Relaxed)));
    Ok(())
}

/// Runs two tasks on one thread until both are done.
fn both(n: u64, await_in_the_gap: bool, cell: &Cell) -> io::Result<Arc<Shared>> {
    let shared = Arc::new(Shared::default());
    one_thread()?.block_on(async {
        let [one, two] = [0, 1].map(|worker| {
            let id = ["t1", "t2"][usize::from(worker)];
            tokio::spawn(task(id, n, await_in_the_gap, Pen::new(cell, worker), shared.clone()))
        });
        one.await.and(two.await)
    })?;
    Ok(shared)
}

/// One task: load, perhaps an `await`, store.
async fn task(id: &'static str, n: u64, await_in_the_gap: bool, mut pen: Pen, shared: Arc<Shared>) {
    let first_round = |what: &str, round| {
        if round == 0 {
            lock(&shared.trace).push(format!("{id}-{what}"));
        }
    };
    for round in 0..n {
        first_round("loads", round);
        let seen = pen.load(&shared.value);
        if await_in_the_gap {
            give_way().await;
        }
        first_round("stores", round);
        pen.store(&shared.value, seen + 1);
    }
}
