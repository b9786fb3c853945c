//! Busy or waiting: what a thread that computes and a thread that waits look like from outside.
//!
//! The same questions are asked of four threads: how often did it give up its CPU by itself, and how much CPU time did it use? One
//! only computes. One asks a slow server over pipes, one over the network, and does nothing while it waits. The last one computes as
//! long as the server takes, and then asks: it is both. The server replies only after it has seen the asking thread asleep in `read`.
//!
//! Deliberately missing: speed. A busy machine slows all of them down; it cannot make a computing thread give up its CPU.

mod asking;
mod wires;

use std::hint::black_box;
use std::io;
use std::thread;
use std::time::Duration;

use serde_json::json;

use self::asking::Plan;
use crate::stage::probe::{Health, Probe, thread_cpu_ns};
use crate::stage::{Lane, Stage, State, nanos, round};

/// Any odd number will do; this one is from a generator of random numbers.
const MULTIPLIER: u64 = 6_364_136_223_846_793_005;

/// How often the small pieces of work are compared; the quickest pair, which was disturbed least, is told.
const PAIRS: usize = 10;

/// CPU time of the smaller piece: short enough to get through undisturbed now and then.
const PIECE_NS: u64 = 500_000;

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    let (trips, reply) = (stage.count("trips")?, stage.millis("reply_ms")?);
    computing(stage, stage.millis("cpu_ms")?);
    wires::pipes(stage, "io", Plan { trips, reply, work: Duration::ZERO })?;
    wires::network(stage, "net", Plan { trips, reply, work: Duration::ZERO });
    wires::pipes(stage, "mixed", Plan { trips, reply, work: reply })
}

/// Computes until it has used up `work` of CPU time; then a small piece of it, and one twice as large, several times.
fn computing(stage: &Stage, work: Duration) {
    let cell = stage.cell("cpu");
    let measured = thread::scope(|scope| {
        let lane = || cell.lane("thread");
        let computing = scope.spawn(move || {
            let (steps, whole) = compute(stage, work, u64::MAX, lane());
            let piece = (steps * PIECE_NS / whole.cpu_ns.max(1)).max(1);
            let pairs =
                (0..PAIRS).map(|_| [piece, 2 * piece].map(|n| compute(stage, Duration::MAX, n, lane()).1));
            (whole, pairs.min_by_key(|[one, two]| one.wall_ns + two.wall_ns))
        });
        computing.join().ok()
    });
    let Some((whole, Some([one, two]))) = measured.filter(|_| !stage.over()) else { return };
    cell.report(json!({
        "nvcsw": whole.nvcsw,
        "cpu_share": round(whole.cpu_share(), 4),
        "share_of_available": whole.cpu_share_of_available().map(|share| round(share, 3)),
        "double_ratio": round(two.cpu_ns as f64 / one.cpu_ns.max(1) as f64, 3),
    }));
    for health in [one, two] {
        cell.health("thread", &health);
    }
}

/// Computes so many steps, or until so much CPU time is used up. How many steps it did, and what they cost.
fn compute(stage: &Stage, work: Duration, steps: u64, mut lane: Lane) -> (u64, Health) {
    let (probe, begun, mut done) = (Probe::start(), thread_cpu_ns(), 0);
    while done < steps && thread_cpu_ns() - begun < nanos(work) && !stage.over() {
        // In registers only: through memory the same steps may cost seven times as much from one moment to the next.
        black_box((0..10_000).fold(black_box(1u64), |x, n| x.wrapping_mul(MULTIPLIER).wrapping_add(n)));
        lane.busy(State::Run);
        done += 1;
    }
    (done, probe.read())
}
