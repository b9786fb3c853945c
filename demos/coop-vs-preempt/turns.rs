//! Two tasks that compute, on one thread: without an `await` one runs after the other, with one they take turns. Either way
//! only one of them computes at any instant.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;

use super::PATIENCE;
use crate::stage::tasks::{drawn, give_way, one_thread};
use crate::stage::work::compute;
use crate::stage::{Cell, Limit, Stage, lock};

/// How many pieces of work each task has.
const PIECES: u32 = 3;

/// The CPU time of one piece.
const PIECE: Duration = Duration::from_millis(1);

/// What was seen of both tasks.
#[derive(Default)]
struct Seen {
    order: Mutex<Vec<String>>,
    under_way: Gauge,
    computing: Gauge,
}

pub(super) fn two_tasks_compute(stage: &Stage) -> io::Result<()> {
    both(&stage.cell("join"), stage.within(PATIENCE), false)?;
    both(&stage.cell("turns"), stage.within(PATIENCE), true)
}

fn both(cell: &Cell, limit: Limit, with_await: bool) -> io::Result<()> {
    let seen = Arc::new(Seen::default());
    one_thread()?.block_on(async {
        let [a, b] = [("A", "a"), ("B", "b")].map(|(name, id)| {
            tokio::spawn(drawn(cell.lane(id), task(name, with_await, limit, seen.clone())))
        });
        a.await.and(b.await)
    })?;
    cell.report(json!({"order": lock(&seen.order).clone(), "under_way": seen.under_way.most(),
        "computing": seen.computing.most()}));
    Ok(())
}

/// One task: a piece of work, perhaps an `await`, and again.
async fn task(name: &str, with_await: bool, limit: Limit, seen: Arc<Seen>) {
    seen.under_way.enter();
    for piece in 1..=PIECES {
        lock(&seen.order).push(format!("{name}{piece}"));
        seen.computing.enter();
        compute(PIECE, limit, || {});
        seen.computing.leave();
        if with_await {
            give_way().await;
        }
    }
    seen.under_way.leave();
}

/// How many are inside something now, and how many were so at most.
#[derive(Default)]
struct Gauge(Mutex<(u32, u32)>);

impl Gauge {
    fn enter(&self) {
        let mut inside = lock(&self.0);
        inside.0 += 1;
        inside.1 = inside.1.max(inside.0);
    }

    fn leave(&self) {
        lock(&self.0).0 -= 1;
    }

    fn most(&self) -> u32 {
        lock(&self.0).1
    }
}
