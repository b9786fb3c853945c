//! The hand-shake: a proof that two threads ran at the same instant, without asking a clock.
//!
//! Two threads pass a ball (a counter) to and fro and wait for it by spinning. On one CPU the thread that has just passed
//! the ball must leave the CPU before the other can pass it back, so every hand-over takes at least one context
//! switch. Hand-overs minus switches of both threads, the margin, can therefore never be above 0 on one CPU; a margin
//! above 0 needs two CPUs at once. Load can only lower it.

use std::hint::spin_loop;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::probe::{Health, Probe};
use super::{Kind, Lane, Limit, State, cpus, nanos};

/// About how many hand-overs of a full game are drawn; all of them would only blacken the picture.
const DRAWN: u64 = 40;

/// The first hand-overs are always drawn: on one CPU there are only a few.
const FIRST_DRAWN: u64 = 10;

/// A margin from here on is a proof by a wide margin.
const PROOF: i64 = 10;

/// Below this the small errors of the CPU clock would show in a ratio.
const SHORTEST_NS: u64 = 5_000_000;

/// What to do and when to stop.
pub(crate) struct Plan {
    /// The CPU of each thread.
    pub(crate) cpus: [usize; 2],
    /// Stop after so many hand-overs.
    pub(crate) rounds: u64,
    /// Also stop when this time has passed and that many hand-overs were seen.
    pub(crate) enough: Option<(Duration, u64)>,
    /// Give up then.
    pub(crate) limit: Limit,
    /// Spin on for this long after the last hand-over, so that CPU time and time can be compared.
    pub(crate) spin_on: Duration,
    /// Whether a waiting thread offers its CPU to others; a fast way to force switches on one CPU.
    pub(crate) polite: bool,
    /// How many games at most, until one is a proof in every respect.
    pub(crate) games: u32,
}

impl Plan {
    /// One game, and nothing beyond it.
    pub(crate) fn new(cpus: [usize; 2], rounds: u64, limit: Limit) -> Self {
        Plan { cpus, rounds, limit, enough: None, spin_on: Duration::ZERO, polite: false, games: 1 }
    }
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Shake {
    /// How often the ball went from one thread to the other.
    pub(crate) handovers: u64,
    /// Context switches of both threads meanwhile.
    pub(crate) switches: u64,
    /// CPU time of both threads divided by the time from the first start to the last end; nothing after a short game.
    pub(crate) cpu_over_wall: Option<f64>,
    /// The noise over each thread.
    pub(crate) healths: [Health; 2],
}

impl Shake {
    /// Hand-overs that no context switch explains.
    pub(crate) fn margin(&self) -> i64 {
        signed(self.handovers) - signed(self.switches)
    }

    /// Whether it shows two CPUs at work in every respect: by hand-overs, and by CPU time.
    fn is_proof(&self) -> bool {
        self.margin() >= PROOF && self.cpu_over_wall.is_some_and(|ratio| ratio > 1.05)
    }

    /// Whichever shows more.
    fn or_better(self, other: Shake) -> Shake {
        let rank = |shake: &Shake| (shake.margin().min(PROOF), shake.cpu_over_wall.unwrap_or(0.0));
        if rank(&other) > rank(&self) { other } else { self }
    }
}

/// One thread's share of the evidence.
struct Half {
    begun: Instant,
    ended: Instant,
    switches: u64,
    health: Health,
}

/// Two threads pass the ball: the best of so many games as the plan allows. A game during which others had the CPUs shows nothing,
/// and what was shown once is shown. Nothing where a thread cannot be pinned.
pub(crate) fn hand_shake(plan: &Plan, lanes: impl Fn() -> [Lane; 2]) -> Option<Shake> {
    let mut best = game(plan, lanes())?;
    for _ in 1..plan.games {
        if best.is_proof() || plan.limit.passed() {
            break;
        }
        best = best.or_better(game(plan, lanes())?);
    }
    Some(best)
}

/// One game.
fn game(plan: &Plan, lanes: [Lane; 2]) -> Option<Shake> {
    let ball = AtomicU64::new(0);
    let over = AtomicBool::new(false);
    let barrier = Barrier::new(2);
    let (ball_ref, over_ref, barrier_ref) = (&ball, &over, &barrier);
    let [a, b] = thread::scope(|scope| {
        let sides = lanes
            .into_iter()
            .enumerate()
            .map(|(side, lane)| scope.spawn(move || play(side, plan, ball_ref, over_ref, barrier_ref, lane)));
        let sides: Vec<_> = sides.collect();
        let mut halves = sides.into_iter().map(|side| side.join().ok().flatten());
        [halves.next().flatten(), halves.next().flatten()]
    });
    let (a, b) = (a?, b?);
    let wall = nanos(a.ended.max(b.ended) - a.begun.min(b.begun));
    Some(Shake {
        // The first pass comes out of nothing: only from the second on did the ball change sides.
        handovers: ball.into_inner().saturating_sub(1),
        switches: a.switches + b.switches,
        cpu_over_wall: (wall >= SHORTEST_NS)
            .then(|| (a.health.cpu_ns + b.health.cpu_ns) as f64 / wall.max(1) as f64),
        healths: [a.health, b.health],
    })
}

/// One side of the game: passes the ball whenever its number says that it is here.
fn play(
    side: usize,
    plan: &Plan,
    ball: &AtomicU64,
    over: &AtomicBool,
    barrier: &Barrier,
    mut lane: Lane,
) -> Option<Half> {
    let pinned = cpus::pin(plan.cpus[side]);
    if !pinned {
        over.store(true, Ordering::Relaxed);
    }
    barrier.wait();
    let begun = Instant::now();
    let probe = Probe::start();
    let mut looks = 0u32;
    while !over.load(Ordering::Relaxed) {
        let passed = ball.load(Ordering::Acquire);
        if passed % 2 == side as u64 {
            ball.store(passed + 1, Ordering::Release);
            if passed < FIRST_DRAWN || passed.is_multiple_of((plan.rounds / DRAWN).max(1)) {
                lane.mark(Kind::Hand, "");
            }
        }
        looks = looks.wrapping_add(1);
        // The clock is asked rarely, so that it does not slow the game down.
        if passed >= plan.rounds || (looks.is_multiple_of(64) && out_of_time(plan, begun, passed)) {
            over.store(true, Ordering::Relaxed);
        }
        lane.busy(State::Run);
        if plan.polite { thread::yield_now() } else { spin_loop() }
    }
    let spun_on = spin_on(plan, &probe, &mut lane);
    let health = probe.read();
    let ended = Instant::now();
    // Whoever leaves first waits for the other, so that the switch after its last pass is counted too.
    barrier.wait();
    let switches = probe.read().switches().saturating_sub(spun_on);
    pinned.then_some(Half { begun, ended, switches, health })
}

/// Keeps the CPU busy for a while after the game. The switches meanwhile, which have nothing to do with the game.
fn spin_on(plan: &Plan, probe: &Probe, lane: &mut Lane) -> u64 {
    if plan.spin_on.is_zero() {
        return 0;
    }
    let (begun, before) = (Instant::now(), probe.read().switches());
    while begun.elapsed() < plan.spin_on && !plan.limit.passed() {
        lane.busy(State::Run);
    }
    probe.read().switches().saturating_sub(before)
}

fn out_of_time(plan: &Plan, begun: Instant, passed: u64) -> bool {
    plan.limit.passed()
        || plan.enough.is_some_and(|(span, handovers)| passed > handovers && begun.elapsed() >= span)
}

fn signed(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
