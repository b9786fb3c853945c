//! The waiters as tasks: all of them on this one thread.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

use tokio::sync::Notify;

use super::picture::{Count, sample};
use super::{Bill, HOLD};
use crate::stage::Stage;
use crate::stage::probe::Probe;
use crate::stage::tasks::{drawn, one_thread};

/// Lets `n` tasks wait, and then go. Nothing when time ran out.
pub(super) fn wait(stage: &Stage, n: u64) -> io::Result<Option<Bill>> {
    let cell = stage.cell("task");
    let (runtime, mut count) = (one_thread()?, Count::new(&cell, n));
    let (probe, Some(mut bill)) = (Probe::start(), Bill::open()) else { return Ok(None) };
    let waited = runtime.block_on(async {
        let (gate, waiting) = (Arc::new(Notify::new()), Arc::new(AtomicU64::new(0)));
        let mut tasks = Vec::new();
        for number in 0..n {
            let task = wait_for(gate.clone(), waiting.clone());
            tasks.push(match sample(number, n).filter(|_| stage.traced()) {
                Some(lane) => tokio::spawn(drawn(cell.lane(lane), task)),
                None => tokio::spawn(task),
            });
            count.note(number);
        }
        while waiting.load(SeqCst) < n {
            tokio::task::yield_now().await; // now they begin
            if stage.over() {
                return false;
            }
        }
        bill.all_wait(&cell, n);
        tokio::time::sleep(HOLD).await;
        gate.notify_waiters();
        for task in tasks {
            let _it_ends_well = task.await;
        }
        true
    });
    let health = probe.read();
    cell.obs("nvcsw", health.nvcsw);
    cell.health("first", &health);
    Ok(waited.then(|| bill.close(&cell, n)))
}

/// One task: waits at the gate.
async fn wait_for(gate: Arc<Notify>, waiting: Arc<AtomicU64>) {
    let opened = gate.notified();
    waiting.fetch_add(1, SeqCst);
    opened.await;
}
