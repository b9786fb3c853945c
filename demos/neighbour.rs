//! A neighbour: a process that competes for a CPU until somebody ends it. Not a demo; it is what demos are tested beside.
//!
//! It computes in bursts of uneven length with naps between them. A process that only spins is soon known to the scheduler, and one
//! that wakes up again and again takes the CPU away from others at the worst moments.

use std::hint::black_box;
use std::io;
use std::thread;
use std::time::{Duration, Instant};

use crate::stage::Stage;

/// Competes for ever.
pub(crate) fn run(_: &Stage) -> io::Result<()> {
    for round in 0u64.. {
        let burst = Duration::from_micros(1_000 + round.wrapping_mul(7_919) % 12_000);
        let begun = Instant::now();
        while begun.elapsed() < burst {
            black_box((0..1000u64).sum::<u64>());
        }
        if round % 3 == 0 {
            thread::sleep(Duration::from_micros(200));
        }
    }
    Ok(())
}
