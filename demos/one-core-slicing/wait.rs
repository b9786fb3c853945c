//! One thread waits for a byte, the other one counts, on the same CPU.
//!
//! The byte is written by the counting thread itself, and only after it has seen the other one asleep in `read` and has
//! counted far enough. So nothing here depends on how fast this machine is.

use std::io::{self, Read, Write};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::stage::probe::Probe;
use crate::stage::watch::Watched;
use crate::stage::{Stage, State, cpus};

/// How far the counting thread has to get.
const ENOUGH: u64 = 1000;

/// How long it counts at least, which only gives the picture some width.
const HOLD: Duration = Duration::from_millis(3);

/// One thread sleeps in `read`, the other one has the CPU.
pub(super) fn one_waits(stage: &Stage, cpu: usize) -> io::Result<()> {
    let (cell, written) = (stage.cell("wait"), &AtomicBool::new(false));
    let (mut pipe, mut writer) = io::pipe()?;
    let (i_am, who) = mpsc::channel();
    let [mut reader, mut counter, mut data] = ["t1", "t2", "data"].map(|id| cell.lane(id));

    let (slept, seen) = thread::scope(|scope| {
        let slept = scope.spawn(move || {
            cpus::pin(cpu);
            i_am.send(Watched::this_thread()).ok();
            let probe = Probe::start();
            reader.call(State::Blocked, "read", || pipe.read_exact(&mut [0]))?; // an empty pipe: sleeps
            let returned_before_data = !written.load(SeqCst);
            io::Result::Ok((returned_before_data, probe.read().nvcsw))
        });
        let seen = scope.spawn(move || {
            cpus::pin(cpu);
            let other = who.recv().map_err(io::Error::other)?;
            let asleep = other.until_asleep_in("read", stage.within(Duration::from_millis(800)));
            let (mut counted, begun) = (0, Instant::now());
            while counted < ENOUGH || (begun.elapsed() < HOLD && !stage.over()) {
                counted += 1; // the CPU is free for this
                counter.busy(State::Work);
            }
            data.data_appears("byte written");
            written.store(true, SeqCst);
            writer.write_all(b"!")?;
            io::Result::Ok(asleep.map(|call_seen| (call_seen, counted.min(ENOUGH))))
        });
        (slept.join(), seen.join())
    });

    // Where the sleep was not seen in time, nothing is claimed.
    let (Ok(slept), Ok(seen)) = (slept, seen) else { return Err(io::Error::other("a thread panicked")) };
    let ((returned_before_data, nvcsw), Some((call_seen, counted))) = (slept?, seen?) else { return Ok(()) };
    cell.report(json!({
        "seen_asleep_in": call_seen.then_some("read"),
        "counted": counted,
        "returned_before_data": returned_before_data,
        "given": nvcsw,
    }));
    Ok(())
}
