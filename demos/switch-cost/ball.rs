//! The same game between two threads and between two processes: a byte goes to and fro through two pipes.

use std::io::{self, Read, Write};
use std::thread;

use super::picture::is_drawn;
use super::{BOUT, PATIENCE, Side};
use crate::stage::probe::Probe;
use crate::stage::process::ask_child;
use crate::stage::{Lane, Stage};

/// Two threads of this process.
pub(super) fn between_threads(stage: &Stage, rounds: u64) -> io::Result<Option<[Side; 2]>> {
    let ((from_a, to_b), (from_b, to_a)) = (io::pipe()?, io::pipe()?);
    let [clock_a, clock_b] = ["a", "b"].map(|id| stage.cell("thread").lane(id));
    Ok(thread::scope(|scope| {
        let b = scope.spawn(move || play(stage, rounds, false, from_a, to_a, &clock_b).ok());
        let a = play(stage, rounds, true, from_b, to_b, &clock_a).ok();
        Some([a?, b.join().ok()??])
    }))
}

/// This process and a child of it.
pub(super) fn between_processes(stage: &Stage, rounds: u64) -> io::Result<Option<[Side; 2]>> {
    let ((from_a, to_b), (from_b, to_a)) = (io::pipe()?, io::pipe()?);
    let [clock_a, clock_b] = ["a", "b"].map(|id| stage.cell("process").lane(id));
    let child = ask_child(move || play(stage, rounds, false, from_a, to_a, &clock_b).ok())?;
    let Ok(a) = play(stage, rounds, true, from_b, to_b, &clock_a) else { return Ok(None) };
    Ok(child.answer(stage.within(PATIENCE)).flatten().map(|b| [a, b]))
}

/// One side: waits for the byte, has the turn, passes the byte on. Side A has the first turn.
fn play(
    stage: &Stage,
    rounds: u64,
    first: bool,
    mut from: impl Read,
    mut to: impl Write,
    clock: &Lane,
) -> io::Result<Side> {
    let (mut byte, mut turns) = ([0], Vec::new());
    let (mut bouts, whole) = (Vec::new(), Probe::start());
    let mut bout = Probe::start();
    for round in 0..rounds {
        if !first {
            from.read_exact(&mut byte)?; // asleep until the other side has written
        }
        let begun = clock.now();
        to.write_all(&byte)?;
        if is_drawn(clock, round) {
            turns.push((begun, clock.now()));
        }
        if first {
            from.read_exact(&mut byte)?;
        }
        if (round + 1) % BOUT == 0 {
            bouts.push(bout.read());
            bout = Probe::start();
            if stage.over() {
                return Err(io::ErrorKind::TimedOut.into());
            }
        }
    }
    Ok(Side { switches: whole.read().switches(), bouts, turns })
}
