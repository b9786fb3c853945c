//! The cell that hands its request over and works on until the answer is there.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

use serde_json::json;

use super::work::work_on;
use super::writer::{BYTE, PATIENCE, To, beside};
use crate::stage::probe::{Probe, Reads};
use crate::stage::ring::Ring;
use crate::stage::{Kind, Stage, round};

/// 4. The `read` is handed to the kernel through io_uring. The caller works on and looks for the completion now and then.
pub(super) fn asynchronous_nonblocking(stage: &Stage) -> io::Result<()> {
    let (cell, (pipe, writer)) = (stage.cell("an"), io::pipe()?);
    let (enough, steps_done) = (stage.count("work_min")?, AtomicU64::new(0));
    if stage.word("backend")? == "tokio" {
        cell.skip("io_uring", ("switched off by the parameter `backend`", "매개변수 `backend`로 껐습니다"));
        return Ok(());
    }
    let Ok(mut ring) = Ring::open(pipe) else {
        cell.skip("io_uring", REFUSED);
        return Ok(());
    };
    let result = beside(
        stage,
        To(&writer, cell.lane("data")),
        |caller| caller.until(|| steps_done.load(SeqCst) >= enough, stage.within(PATIENCE)),
        |written| {
            let (probe, reads) = (Probe::start(), Reads::start());
            cell.lane("caller").mark(Kind::Call, "submit");
            let accepted = ring.submit_read().is_ok();
            let early = !written.load(SeqCst);
            let work = accepted.then(|| work_on(stage, &cell, &mut ring, written, &steps_done));
            let (read_calls, health) = (reads.count(), probe.read());
            cell.lane("caller").mark(Kind::Return, "completion");
            Ok((early, work, read_calls, health))
        },
    )?;
    let Some(((early, Some(work), read_calls, health), seen)) = result else { return Ok(()) };
    if work.result != Some(1) {
        return Ok(()); // out of time, or refused after all
    }
    cell.report(json!({
        "calls": ring.submits(),
        "submit_returned_before_data": early,
        "seen_asleep_in": seen,
        "read_calls": read_calls,
        "other_work": steps_done.into_inner().min(enough),
        "steps": work.steps,
        "buffer_filled_at_completion": ring.first_byte() == BYTE[0],
        "result_via": "completion",
        "nvcsw": health.nvcsw,
        "cpu_share_of_available": health.cpu_share_of_available().map(|share| round(share, 4)),
    }));
    cell.health("caller", &health);
    Ok(())
}

/// What to say where there is no io_uring.
const REFUSED: (&str, &str) = (
    "the kernel or a sandbox refuses io_uring here; the cell below shows the same with tasks",
    "이곳에서는 커널이나 샌드박스가 io_uring을 허락하지 않습니다. 아래 칸이 같은 것을 태스크로 보여 줍니다",
);
