//! Many waiters at once: first as tasks of one thread, then as threads of their own.
//!
//! All of them wait for the same thing, which comes only when every one of them is known to wait. Then the kernel is asked how many
//! threads there are and how much memory they hold. What it costs to look is taken off the bill.
//!
//! Deliberately missing: what a waiter would hold for its work. These hold nothing but what waiting itself needs.

mod picture;
mod tasks;
mod threads;
mod waiter;

use std::io;
use std::time::Duration;

use serde_json::json;

use crate::stage::holding::{Holding, holding};
use crate::stage::probe::{process_cpu_ns, thread_cpu_ns};
use crate::stage::{Cell, Stage, cpus, round};

/// How long everybody waits after all have begun to.
const HOLD: Duration = Duration::from_millis(10);

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    // On one CPU it can be told what others took of it, and so whether the costs can be compared.
    let pinned = cpus::allowed().first().is_some_and(|&cpu| cpus::pin(cpu));
    let n = stage.count("n")?;
    let Some(tasks) = tasks::wait(stage, n)? else { return Ok(()) };
    let cell = stage.cell("thread");
    let Some(threads) = threads::wait(stage, &cell, n, stage.word("stack")?)? else { return Ok(()) };
    let task_ns = tasks.cpu_ns as f64 / n as f64;
    cell.report(json!({
        "memory_ratio": round(threads.held_kib as f64 / tasks.held_kib.max(1) as f64, 1),
        "cpu_ratio": pinned.then(|| round(threads.making_ns / task_ns.max(1.0), 1)),
    }));
    Ok(())
}

/// The bill of `n` waiters.
struct Bill {
    begun_ns: u64,
    before: Holding,
    /// CPU time of looking, which nobody who waits has to pay.
    aside_ns: u64,
    held_kib: u64,
    cpu_ns: u64,
    /// CPU time of making one waiter, for those that are made in bouts.
    making_ns: f64,
}

impl Bill {
    /// Opens the bill, before the first waiter.
    fn open() -> Option<Bill> {
        let before = holding()?;
        Some(Bill { begun_ns: process_cpu_ns(), before, aside_ns: 0, held_kib: 0, cpu_ns: 0, making_ns: 0.0 })
    }

    /// Does something that does not go on the bill.
    fn aside<T>(&mut self, look: impl FnOnce() -> T) -> T {
        let begun = thread_cpu_ns();
        let result = look();
        self.aside_ns += thread_cpu_ns() - begun;
        result
    }

    /// Reports what is held while all `n` wait.
    fn all_wait(&mut self, cell: &Cell, n: u64) {
        let Some(now) = self.aside(holding) else { return };
        let each = |now: u64, before: u64| round(now.saturating_sub(before) as f64 / n as f64, 2);
        self.held_kib = now.held_kib.saturating_sub(self.before.held_kib);
        cell.report(json!({
            "threads": now.threads,
            "kib_each": each(now.held_kib, self.before.held_kib),
            "reserved_kib_each": each(now.reserved_kib, self.before.reserved_kib),
        }));
    }

    /// Closes the bill, after the last waiter has gone.
    fn close(mut self, cell: &Cell, n: u64) -> Bill {
        self.cpu_ns = (process_cpu_ns() - self.begun_ns).saturating_sub(self.aside_ns);
        cell.report(json!({"waiting": n, "cpu_us_each": round(self.cpu_ns as f64 / 1e3 / n as f64, 2)}));
        self
    }
}
