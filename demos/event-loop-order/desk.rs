//! What the three tasks write on, and how their steps are counted.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;

use crate::stage::tasks::drawn;
use crate::stage::{Cell, Kind, Lane, lock};

/// What the tasks write on, and how many of their steps run at this moment.
pub(super) struct Desk {
    letters: Mutex<Vec<&'static str>>,
    thread: Mutex<Lane>,
    running: AtomicU64,
    nested: AtomicU64,
}

impl Desk {
    /// Nothing is written yet.
    pub(super) fn new(cell: &Cell) -> Self {
        let (letters, running, nested) = Default::default();
        Desk { letters, thread: Mutex::new(cell.lane("thread")), running, nested }
    }

    /// One more letter.
    pub(super) fn writes(&self, letter: &'static str) {
        lock(&self.letters).push(letter);
        let mut thread = lock(&self.thread);
        thread.mark(Kind::Note, letter);
        thread.linger(Duration::from_micros(500));
    }

    /// Reports the letters, and how many steps began inside another one.
    pub(super) fn report(&self, cell: &Cell) {
        let nested = self.nested.load(Relaxed);
        cell.report(json!({"trace": *lock(&self.letters), "steps_inside_another": nested}));
    }
}

/// Starts a task; a step of it that begins while another one runs is counted.
pub(super) fn spawn<F: Future<Output = ()> + Send + 'static>(
    id: &'static str,
    cell: &Cell,
    desk: &Arc<Desk>,
    body: impl FnOnce(Arc<Desk>) -> F,
) -> tokio::task::JoinHandle<()> {
    let (desk, task) = (desk.clone(), body(desk.clone()));
    tokio::spawn(drawn(cell.lane(id), async move {
        let mut task = pin!(task);
        poll_fn(|context| {
            let others = desk.running.fetch_add(1, Relaxed);
            desk.nested.fetch_add(others, Relaxed);
            let answer = task.as_mut().poll(context);
            desk.running.fetch_sub(1, Relaxed);
            answer
        })
        .await;
    }))
}
