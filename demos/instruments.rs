//! The check of the measuring instruments, with negative controls, before the first verdict.
//!
//! A counter that is stubbed to 0, as in some sandboxes, would "prove" parallelism on one CPU; so the hand-shake must fail
//! where it cannot succeed. Every check is tried a few times and one good try is enough: a busy machine can spoil a try,
//! it cannot make a broken instrument look right. Not a demo: it has no promise and is in no list.

use std::io::{self, Read, Write};
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use crate::stage::probe::{Probe, thread_cpu_ns};
use crate::stage::shake::{Plan, hand_shake};
use crate::stage::watch::Watched;
use crate::stage::{Stage, cpus, nanos};

/// How often a check is tried before the instrument counts as missing.
const TRIES: u32 = 4;

/// Hops of the ping-pong.
const HOPS: u64 = 20;

/// Reports one bool for each instrument, and how many CPUs can be used.
pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    let good = |check: &dyn Fn() -> Option<bool>| (0..TRIES).any(|_| !stage.over() && check() == Some(true));
    let switches = good(&|| Some(a_sleep_is_counted() && computing_is_not()))
        && good(&|| ping_pong_is_counted().ok().flatten());
    stage.obs("switch_counter", switches);
    stage.obs("hand_shake", switches && good(&|| one_cpu_is_never_parallel(stage)));
    stage.obs("thread_state", good(&|| a_sleeping_sibling_is_seen(stage).ok().flatten()));
    stage.obs("cpu_clock", good(&|| Some(the_cpu_clock_counts_work() && the_cpu_clock_ignores_sleep())));
    stage.obs("affinity", good(&|| Some(a_thread_can_be_pinned())));
    stage.obs("usable_cpus", cpus::usable_count());
    stage.obs("io_uring", io_uring_opens());
    Ok(())
}

/// One forced sleep is at least one voluntary switch.
fn a_sleep_is_counted() -> bool {
    let probe = Probe::start();
    thread::sleep(Duration::from_micros(300));
    probe.read().nvcsw >= 1
}

/// Computing is none.
fn computing_is_not() -> bool {
    let probe = Probe::start();
    spin(Duration::from_micros(300));
    probe.read().nvcsw == 0
}

/// Two threads on one CPU, each waiting for the other's byte: every hop is a switch of somebody.
fn ping_pong_is_counted() -> io::Result<Option<bool>> {
    let Some(&cpu) = cpus::allowed().first() else { return Ok(None) };
    let ((ping_in, ping_out), (pong_in, pong_out)) = (io::pipe()?, io::pipe()?);
    let start = Barrier::new(2);
    let side = |mut from: io::PipeReader, mut to: io::PipeWriter, serves: bool| {
        let pinned = cpus::pin(cpu);
        start.wait();
        let probe = Probe::start();
        for _ in 0..HOPS / 2 {
            if serves {
                to.write_all(b".")?;
            }
            from.read_exact(&mut [0])?;
            if !serves {
                to.write_all(b".")?;
            }
        }
        io::Result::Ok((pinned, probe.read().switches()))
    };
    thread::scope(|scope| {
        let a = scope.spawn(|| side(pong_in, ping_out, true));
        let b = scope.spawn(|| side(ping_in, pong_out, false));
        let (Ok(a), Ok(b)) = (a.join(), b.join()) else { return Ok(None) };
        let ((a_pinned, a_switches), (b_pinned, b_switches)) = (a?, b?);
        // On two CPUs an answer may come before it is waited for; then the count says nothing.
        Ok(Some(!a_pinned || !b_pinned || 10 * (a_switches + b_switches) >= 9 * HOPS))
    })
}

/// The negative control: both sides of a hand-shake on one CPU. Hand-overs happen, and each of them is a counted switch.
fn one_cpu_is_never_parallel(stage: &Stage) -> Option<bool> {
    let cpu = *cpus::allowed().first()?;
    let plan = Plan { polite: true, ..Plan::new([cpu, cpu], 40, stage.within(Duration::from_millis(200))) };
    let cell = stage.undrawn_cell("instruments");
    let shake = hand_shake(&plan, || ["t1", "t2"].map(|id| cell.lane(id)))?;
    Some(shake.handovers >= 2 && shake.margin() <= 0)
}

/// A sibling asleep in `read` is seen to be just there.
fn a_sleeping_sibling_is_seen(stage: &Stage) -> io::Result<Option<bool>> {
    let (mut pipe, writer) = io::pipe()?;
    let me = Watched::this_thread();
    thread::scope(|scope| {
        let sibling = scope.spawn(move || {
            let seen = me.until_asleep_in("read", stage.within(Duration::from_millis(300)));
            drop(writer); // the read ends with this
            seen
        });
        let _end_of_file = pipe.read(&mut [0])?;
        Ok(sibling.join().ok().flatten())
    })
}

/// While a thread computes its CPU clock advances, and never faster than the wall clock.
fn the_cpu_clock_counts_work() -> bool {
    let (cpu, wall) = (thread_cpu_ns(), Instant::now());
    while thread_cpu_ns() - cpu < 1_000_000 {
        if wall.elapsed() > Duration::from_millis(300) {
            return false;
        }
    }
    // The first reading came before the wall clock started, hence the allowance.
    let (cpu, wall) = (thread_cpu_ns() - cpu, nanos(wall.elapsed()));
    cpu <= wall + wall / 50 + 100_000
}

/// While a thread sleeps its CPU clock stands almost still.
fn the_cpu_clock_ignores_sleep() -> bool {
    let cpu = thread_cpu_ns();
    thread::sleep(Duration::from_millis(1));
    thread_cpu_ns() - cpu < 500_000
}

fn a_thread_can_be_pinned() -> bool {
    thread::scope(|scope| {
        let pinned = scope.spawn(|| {
            let all = cpus::allowed();
            !all.is_empty()
                && all.iter().take(2).all(|&cpu| cpus::pin(cpu) && nix::sched::sched_getcpu() == Ok(cpu))
        });
        pinned.join().unwrap_or(false)
    })
}

fn io_uring_opens() -> bool {
    io_uring::IoUring::new(2).is_ok()
}

/// Computes for a while.
fn spin(span: Duration) {
    let begun = Instant::now();
    while begun.elapsed() < span {
        std::hint::spin_loop();
    }
}
