//! The cell that asks again and again.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

use serde_json::json;

use super::asking::{ask, never_block};
use super::writer::{PATIENCE, To, beside};
use crate::stage::probe::Probe;
use crate::stage::{Kind, Stage, State, round};

/// 2. `read` with `O_NONBLOCK`. Every call returns at once; without a byte the answer is EAGAIN, and the caller asks again.
pub(super) fn synchronous_nonblocking(stage: &Stage) -> io::Result<()> {
    let (cell, (pipe, writer)) = (stage.cell("sn"), io::pipe()?);
    let (enough, asked_in_vain) = (stage.count("eagain_min")?, AtomicU64::new(0));
    never_block(&pipe)?;
    let result = beside(
        stage,
        To(&writer, cell.lane("data")),
        |caller| caller.until(|| asked_in_vain.load(SeqCst) >= enough, stage.within(PATIENCE)),
        |written| {
            // The same as with a pipe that blocks; only the pipe answers differently.
            let (mut caller, probe) = (cell.lane("caller"), Probe::start());
            let asked = ask(stage, &pipe, written, |in_vain| {
                asked_in_vain.store(in_vain, SeqCst);
                caller.busy(State::Poll);
            })?;
            let health = probe.read();
            caller.busy(State::Poll);
            caller.mark(Kind::Return, "read");
            Ok((asked, health))
        },
    )?;
    let Some(((asked, health), seen_asleep_in)) = result else { return Ok(()) };
    if asked.with_data == 0 {
        return Ok(()); // out of time
    }
    cell.report(json!({
        "calls": asked.calls,
        "eagain": asked.in_vain.min(enough),
        "first_returned_before_data": asked.first_returned_before_data,
        "reads_with_data": asked.with_data,
        "seen_asleep_in": seen_asleep_in,
        "other_work": asked.own_steps.min(enough),
        "result_via": asked.via(),
        "nvcsw": health.nvcsw,
        "cpu_share_of_available": health.cpu_share_of_available().map(|share| round(share, 4)),
    }));
    cell.health("caller", &health);
    Ok(())
}
