//! To another process: numbers become bytes, bytes go through a pipe, bytes become numbers.

use std::io::{self, PipeReader, Read, Write};
use std::time::Duration;

use serde_json::json;

use super::{NOT_COUNTED, Numbers};
use crate::stage::probe::{Probe, Written};
use crate::stage::process::in_child;
use crate::stage::{Lane, Stage, State};

/// How long to wait for the end of the child.
const PATIENCE: Duration = Duration::from_secs(1);

/// Passes the numbers to a child. The CPU time of both sides; nothing where the bytes cannot be counted.
pub(super) fn to_a_process(stage: &Stage, numbers: &Numbers) -> io::Result<Option<u64>> {
    let cell = stage.cell("process");
    let (from_parent, mut to_child) = io::pipe()?;
    let (mut from_child, mut to_parent) = io::pipe()?;
    let size = numbers.len() * 8;
    let mut child = in_child(move || {
        let cell = stage.cell("process");
        let probe = Probe::start();
        let sum: u64 = receive(from_parent, size, cell.lane("receiver")).iter().sum();
        let health = probe.read();
        cell.health("receiver", &health);
        let answer = [sum.to_le_bytes(), health.cpu_ns.to_le_bytes()].concat();
        to_parent.write_all(&answer).map_or(1, |()| 0)
    })?;

    let (mut lane, mut between) = (cell.lane("sender"), cell.lane("between"));
    let (probe, written) = (Probe::start(), Written::start());
    let begun = lane.now();
    let mut bytes = vec![0; size];
    for (place, number) in bytes.chunks_exact_mut(8).zip(numbers) {
        place.copy_from_slice(&number.to_le_bytes());
    }
    lane.span(State::Work, begun, lane.now());
    let begun = lane.now();
    lane.watched_call("write", || to_child.write_all(&bytes))?;
    between.span(State::Flight, begun, lane.now());
    let (health, bytes) = (probe.read(), written.bytes());

    let (mut sum, mut its_cpu) = ([0; 8], [0; 8]);
    from_child.read_exact(&mut sum)?;
    from_child.read_exact(&mut its_cpu)?;
    child.wait(stage.within(PATIENCE)); // it has its own part of the report to write
    cell.health("sender", &health);
    match bytes {
        None => cell.skip("/proc/thread-self/io", NOT_COUNTED),
        Some(_) => cell.report(json!({
            "bytes": bytes,
            "sum_is_right": u64::from_le_bytes(sum) == numbers.iter().sum::<u64>(),
        })),
    }
    Ok(Some(health.cpu_ns + u64::from_le_bytes(its_cpu)))
}

/// All the bytes, and what they mean.
fn receive(mut pipe: PipeReader, size: usize, mut lane: Lane) -> Numbers {
    let mut bytes = vec![0; size];
    if lane.watched_call("read", || pipe.read_exact(&mut bytes)).is_err() {
        return Numbers::new();
    }
    let begun = lane.now();
    let numbers = bytes.chunks_exact(8).filter_map(|part| Some(u64::from_le_bytes(part.try_into().ok()?)));
    let numbers = numbers.collect();
    lane.span(State::Work, begun, lane.now());
    numbers
}
