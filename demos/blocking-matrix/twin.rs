//! The twin of the completion cell on an async runtime: one task awaits the byte, another works, both on one thread.

use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;
use std::time::Duration;

use serde_json::json;
use tokio::net::unix::pipe::Receiver;

use super::tasks::{Facts, read, work};
use super::writer::{PATIENCE, To, beside};
use crate::stage::Stage;
use crate::stage::tasks::one_thread;

/// 4′. The writer waits until the reading task was polled and the working task has worked enough.
pub(super) fn two_tasks(stage: &Stage) -> io::Result<()> {
    let (cell, enough) = (stage.cell("twin"), stage.count("work_min")?);
    let ((pipe, writer), facts) = (io::pipe()?, Arc::new(Facts::default()));
    let ready = || facts.reader_polled.load(SeqCst) && facts.early_steps.load(SeqCst) >= enough;
    let result = beside(
        stage,
        To(&writer, cell.lane("data")),
        |_| {
            let limit = stage.within(PATIENCE);
            while !ready() && !limit.passed() {
                thread::sleep(Duration::from_micros(60));
            }
            ready().then_some(())
        },
        |written| {
            one_thread()?.block_on(async {
                let pipe = Receiver::from_owned_fd(pipe.into())?;
                let reader = read(pipe, written.clone(), facts.clone(), cell.lane("reader"));
                let worker = work(written.clone(), facts.clone(), cell.lane("worker"));
                let (reader, worker) = (tokio::spawn(reader), tokio::spawn(worker));
                Ok((reader.await??, worker.await?))
            })
        },
    )?;
    let Some(((reader, (steps, thread)), ())) = result else { return Ok(()) };
    cell.report(json!({
        "polls": reader.polls,
        "first_poll_pending_before_data": reader.first_pending_before_data,
        "other_work": facts.early_steps.load(SeqCst).min(enough),
        "steps": steps,
        "threads": if reader.thread == thread { 1 } else { 2 },
        "result_via": if reader.polls > 1 { "wake-up, then poll" } else { "first poll" },
    }));
    Ok(())
}
