//! What one stretch of one thread cost: time, CPU time, waiting for a CPU, context switches.
//!
//! A probe is started and stopped inside the thread that it measures; another thread's clock would blame this one for the
//! other's delays. CPU time is read inside the wall clock, so a share above 1 is impossible. Nothing here sleeps or
//! takes a lock, so the probe adds no voluntary switch of its own.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use nix::time::{ClockId, clock_gettime};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::nanos;

/// A run delay above this share of the wall clock may belong to another stretch, so no share is told.
const TOO_BUSY: f64 = 0.8;

/// A measurement that has begun.
pub(crate) struct Probe {
    schedstat: Option<File>,
    begin: Reading,
}

/// What one stretch of one thread cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Health {
    /// Nanoseconds that passed.
    pub(crate) wall_ns: u64,
    /// Nanoseconds on a CPU.
    pub(crate) cpu_ns: u64,
    /// Nanoseconds runnable without a CPU, where the kernel tells.
    pub(crate) delay_ns: Option<u64>,
    /// How often the thread gave up its CPU.
    pub(crate) nvcsw: u64,
    /// How often its CPU was taken away.
    pub(crate) nivcsw: u64,
}

#[derive(Clone, Copy)]
struct Reading {
    wall: Instant,
    cpu_ns: u64,
    delay_ns: Option<u64>,
    nvcsw: u64,
    nivcsw: u64,
}

impl Probe {
    /// Begins to measure the calling thread.
    pub(crate) fn start() -> Self {
        let schedstat = File::open("/proc/thread-self/schedstat").ok();
        let (nvcsw, nivcsw) = switches();
        let delay_ns = run_delay(schedstat.as_ref());
        let wall = Instant::now();
        let cpu_ns = thread_cpu_ns();
        Probe { schedstat, begin: Reading { wall, cpu_ns, delay_ns, nvcsw, nivcsw } }
    }

    /// What the stretch from the start until now cost. To be called by the thread that started.
    pub(crate) fn read(&self) -> Health {
        let cpu_ns = thread_cpu_ns();
        let wall = Instant::now();
        let delay_ns = run_delay(self.schedstat.as_ref());
        let (nvcsw, nivcsw) = switches();
        let begin = &self.begin;
        Health {
            wall_ns: nanos(wall.saturating_duration_since(begin.wall)),
            cpu_ns: cpu_ns.saturating_sub(begin.cpu_ns),
            delay_ns: delay_ns.zip(begin.delay_ns).map(|(now, then)| now.saturating_sub(then)),
            nvcsw: nvcsw.saturating_sub(begin.nvcsw),
            nivcsw: nivcsw.saturating_sub(begin.nivcsw),
        }
    }
}

/// Counts the `read` calls of the calling thread, as the kernel books them; for a caller that claims to make none.
pub(crate) struct Reads {
    io: Option<File>,
    begin: Option<u64>,
}

impl Reads {
    /// Begins to count for the calling thread.
    pub(crate) fn start() -> Self {
        let io = File::open("/proc/thread-self/io").ok();
        let begin = io.as_ref().and_then(reads_so_far);
        Reads { io, begin }
    }

    /// How many calls were made since; nothing where the kernel does not count. To be called by the thread that started.
    pub(crate) fn count(&self) -> Option<u64> {
        let now = self.io.as_ref().and_then(reads_so_far)?;
        // The look that began the count was a read itself, booked after it was answered.
        now.checked_sub(self.begin? + 1)
    }
}

fn reads_so_far(io: &File) -> Option<u64> {
    io_counter(io, "syscr: ")
}

/// Counts the bytes that the calling thread hands to `write` calls.
pub(crate) struct Written {
    io: Option<File>,
    begin: Option<u64>,
}

impl Written {
    /// Begins to count for the calling thread.
    pub(crate) fn start() -> Self {
        let io = File::open("/proc/thread-self/io").ok();
        let begin = io.as_ref().and_then(|io| io_counter(io, "wchar: "));
        Written { io, begin }
    }

    /// How many bytes since; nothing where the kernel does not count. To be called by the thread that started.
    pub(crate) fn bytes(&self) -> Option<u64> {
        io_counter(self.io.as_ref()?, "wchar: ")?.checked_sub(self.begin?)
    }
}

/// A line of `/proc/thread-self/io`.
fn io_counter(io: &File, name: &str) -> Option<u64> {
    let mut text = [0; 256];
    let length = io.read_at(&mut text, 0).ok()?;
    let text = std::str::from_utf8(&text[..length]).ok()?;
    text.lines().find_map(|line| line.strip_prefix(name))?.trim().parse().ok()
}

impl Health {
    /// CPU time divided by the time that passed.
    pub(crate) fn cpu_share(&self) -> f64 {
        self.cpu_ns as f64 / self.wall_ns.max(1) as f64
    }

    /// CPU time divided by the time in which a CPU could be had; nothing where the machine was too busy to tell.
    pub(crate) fn cpu_share_of_available(&self) -> Option<f64> {
        let (wall, delay) = (self.wall_ns as f64, self.delay_ns? as f64);
        let share = self.cpu_ns as f64 / (wall - delay).max(1.0);
        (delay <= TOO_BUSY * wall && share <= 1.2).then_some(share)
    }

    /// Voluntary and involuntary context switches.
    pub(crate) fn switches(&self) -> u64 {
        self.nvcsw + self.nivcsw
    }

    /// Two threads that share one CPU and of which one can always run, seen as one: what they did not use of the time went to
    /// others. (That each of them waits while the other runs is no noise.)
    pub(crate) fn sharing_one_cpu(self, other: Health) -> Health {
        let (wall_ns, cpu_ns) = (self.wall_ns.max(other.wall_ns), self.cpu_ns + other.cpu_ns);
        Health {
            wall_ns,
            cpu_ns,
            delay_ns: Some(wall_ns.saturating_sub(cpu_ns)),
            nvcsw: self.nvcsw + other.nvcsw,
            nivcsw: self.nivcsw + other.nivcsw,
        }
    }

    pub(crate) fn line(&self, cell: &str, lane: &str) -> Value {
        let mut line = json!({"k": "health", "cell": cell, "lane": lane, "wall_ns": self.wall_ns,
            "cpu_ns": self.cpu_ns, "nvcsw": self.nvcsw, "nivcsw": self.nivcsw});
        if let Some(delay) = self.delay_ns {
            line["delay_ns"] = delay.into();
        }
        line
    }
}

/// CPU time of the calling thread. 0 where the clock is missing, which the instrument check notices.
pub(crate) fn thread_cpu_ns() -> u64 {
    clock_ns(ClockId::CLOCK_THREAD_CPUTIME_ID)
}

/// The machine's monotonic clock, the one that Python's `time.monotonic_ns` reads.
pub(crate) fn monotonic_ns() -> u64 {
    clock_ns(ClockId::CLOCK_MONOTONIC)
}

fn clock_ns(clock: ClockId) -> u64 {
    clock_gettime(clock).map_or(0, |t| {
        u64::try_from(t.tv_sec()).unwrap_or(0) * 1_000_000_000 + u64::try_from(t.tv_nsec()).unwrap_or(0)
    })
}

fn switches() -> (u64, u64) {
    let count = |n: i64| u64::try_from(n).unwrap_or(0);
    getrusage(UsageWho::RUSAGE_THREAD).map_or((0, 0), |usage| {
        (count(usage.voluntary_context_switches()), count(usage.involuntary_context_switches()))
    })
}

/// Field 2 of `schedstat`. Field 1, the CPU time, lags behind until the next tick, hence the CPU clock above.
fn run_delay(schedstat: Option<&File>) -> Option<u64> {
    let mut bytes = [0; 96];
    let n = schedstat?.read_at(&mut bytes, 0).ok()?;
    parse_run_delay(std::str::from_utf8(&bytes[..n]).ok()?)
}

fn parse_run_delay(schedstat: &str) -> Option<u64> {
    schedstat.split_ascii_whitespace().nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_reads_in_between_are_counted() {
        let reads = Reads::start();
        let none = reads.count();
        let some = Reads::start();
        let file = File::open("/proc/self/stat").expect("a file");
        for _ in 0..3 {
            file.read_at(&mut [0], 0).expect("a byte");
        }
        // Where the kernel does not count there is no answer at all.
        assert!(matches!((none, some.count()), (Some(0), Some(3)) | (None, None)));
    }

    #[test]
    fn two_threads_on_one_cpu_are_delayed_by_others_only() {
        let one = Health { wall_ns: 100, cpu_ns: 40, delay_ns: Some(50), nvcsw: 3, nivcsw: 1 };
        let other = Health { wall_ns: 90, cpu_ns: 50, ..one };
        let both = Health { wall_ns: 100, cpu_ns: 90, delay_ns: Some(10), nvcsw: 6, nivcsw: 2 };
        assert_eq!(one.sharing_one_cpu(other), both);
    }

    #[test]
    fn only_the_bytes_in_between_are_counted() {
        let (mut writer, written) =
            (File::options().write(true).open("/dev/null").expect("a file"), Written::start());
        std::io::Write::write_all(&mut writer, &[0; 77]).expect("room for nothing");
        assert!(matches!(written.bytes(), Some(77) | None));
    }

    #[test]
    fn the_run_delay_is_the_second_field() {
        assert_eq!(parse_run_delay("1 22 333\n"), Some(22));
        assert_eq!(parse_run_delay("1"), None);
        assert_eq!(parse_run_delay(""), None);
    }

    #[test]
    fn a_share_is_told_only_where_the_machine_left_room() {
        let health = |cpu_ns, delay_ns| Health { wall_ns: 100, cpu_ns, delay_ns, ..Health::default() };
        assert_eq!(health(50, Some(50)).cpu_share_of_available(), Some(1.0));
        assert_eq!(health(15, Some(85)).cpu_share_of_available(), None, "delayed almost all the time");
        assert_eq!(health(90, Some(50)).cpu_share_of_available(), None, "more than there was");
        assert_eq!(health(90, None).cpu_share_of_available(), None, "no run delay here");
    }
}
