//! Read, gap, write: how an update gets lost, and what prevents it.
//!
//! Every part adds 1 to a shared number, again and again, by a load, a gap and a store. An update is lost when someone else
//! stores inside the gap. The number is an atomic, so each load and each store is sound by itself; what is missing is
//! that the two belong together (`fetch_add` would do it). Deliberately missing: a data race in the sense of the
//! language, which safe Rust does not let one write.

mod tasks;

use std::io;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Barrier, Mutex};
use std::thread;

use serde_json::json;

use crate::stage::python;
use crate::stage::turns::Turns;
use crate::stage::{Cell, Kind, Lane, Stage, State, cpus, lock};

/// How many updates each thread makes in the free run.
const FREE: u64 = 10_000;

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    let n = stage.count("n")?;
    forced(stage);
    yielding(stage, n);
    mutex(stage, n);
    free(stage);
    tasks::coroutine(stage, n)?;
    in_python(stage, n);
    Ok(())
}

/// Both load, then both store. The steps take turns, so every run goes the same way.
fn forced(stage: &Stage) {
    let cell = stage.cell("forced");
    let (value, turns, trace) = (AtomicU64::new(0), Turns::default(), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for (id, load, store) in [("t1", 0, 2), ("t2", 1, 3)] {
            let (mut lane, value, turns, trace) = (Pen::new(&cell, id), &value, &turns, &trace);
            scope.spawn(move || {
                let seen = turns.take(load, || {
                    lock(trace).push(format!("{id}-loads"));
                    lane.loads(value)
                });
                turns.take(store, || {
                    lock(trace).push(format!("{id}-stores"));
                    lane.stores(value, seen + 1);
                });
            });
        }
    });
    tell(&cell, 2, value.into_inner());
    cell.obs("trace", lock(&trace).clone());
}

/// One CPU for both threads, and a yield in the gap: the other thread runs just there.
fn yielding(stage: &Stage, n: u64) {
    let cell = stage.cell("yielding");
    let cpu = cpus::allowed().first().copied();
    let value = AtomicU64::new(0);
    // Pinned before they start: whoever wakes second already waits on this very CPU when the first one yields.
    let pin = || cpu.is_some_and(cpus::pin);
    let pinned = in_two_threads(&cell, pin, |lane| {
        for _ in 0..n {
            let seen = lane.loads(&value);
            thread::yield_now();
            lane.stores(&value, seen + 1);
            if stage.over() {
                return false;
            }
        }
        true
    });
    if pinned {
        tell(&cell, 2 * n, value.into_inner());
    } else if !stage.over() {
        cell.skip("sched_setaffinity", cpus::NO_PINNING);
    }
}

/// The same with a lock that is held from the load to the store.
fn mutex(stage: &Stage, n: u64) {
    let cell = stage.cell("mutex");
    let (value, whole_update) = (AtomicU64::new(0), Mutex::new(()));
    let done = in_two_threads(
        &cell,
        || true,
        |lane| {
            for _ in 0..n {
                let since = lane.lane.now();
                let held = lock(&whole_update);
                lane.lane.span(State::Blocked, since, lane.lane.now());
                let seen = lane.loads(&value);
                thread::yield_now();
                lane.stores(&value, seen + 1);
                drop(held);
                if stage.over() {
                    return false;
                }
            }
            true
        },
    );
    if done {
        tell(&cell, 2 * n, value.into_inner());
    }
}

/// No gap, no lock, any CPU. Losses are likely on some machines and rare on others; none seen proves nothing.
fn free(stage: &Stage) {
    let cell = stage.cell("free");
    let value = AtomicU64::new(0);
    let start = Barrier::new(2);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                start.wait();
                for _ in 0..FREE {
                    value.store(value.load(Relaxed) + 1, Relaxed);
                }
            });
        }
    });
    tell(&cell, 2 * FREE, value.into_inner());
}

/// Python threads, under the GIL where there is one.
fn in_python(stage: &Stage, n: u64) {
    python::play(stage, &stage.cell("py"), ("lost.py", include_str!("lost.py")), &[n.to_string()]);
}

/// Two threads that get ready and then start together, each with a lane of its own. Whether both went through.
fn in_two_threads(
    cell: &Cell,
    get_ready: impl Fn() -> bool + Sync,
    body: impl Fn(&mut Pen) -> bool + Sync,
) -> bool {
    let start = Barrier::new(2);
    thread::scope(|scope| {
        let threads = ["t1", "t2"].map(|id| {
            let (mut lane, start, get_ready, body) = (Pen::new(cell, id), &start, &get_ready, &body);
            scope.spawn(move || {
                let ready = get_ready();
                start.wait();
                ready && body(&mut lane)
            })
        });
        threads.map(|thread| thread.join().unwrap_or(false)) == [true, true]
    })
}

/// A thread's access to the shared number, drawn on its lane and on that of the number.
struct Pen {
    lane: Lane,
    value: Lane,
}

impl Pen {
    fn new(cell: &Cell, id: &'static str) -> Self {
        Pen { lane: cell.lane(id), value: cell.lane("value") }
    }

    fn loads(&mut self, value: &AtomicU64) -> u64 {
        let seen = value.load(Relaxed);
        self.draw(Kind::Load, seen);
        seen
    }

    fn stores(&mut self, value: &AtomicU64, new: u64) {
        value.store(new, Relaxed);
        self.draw(Kind::Store, new);
        if self.lane.traced() {
            self.value.mark(Kind::Note, &new.to_string());
        }
    }

    fn draw(&mut self, kind: Kind, number: u64) {
        if self.lane.traced() {
            self.lane.mark(kind, &number.to_string());
        }
    }
}

fn tell(cell: &Cell, written: u64, last: u64) {
    cell.report(json!({"written": written, "final": last, "lost": written.saturating_sub(last)}));
}
