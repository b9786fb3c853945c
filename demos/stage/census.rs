//! How many threads this process has, as the kernel counts them.
//!
//! A thread that has ended and was joined may stay in the kernel's list for a moment, so whoever wants to count from one waits
//! until it is alone again. Deliberately missing: what the threads do; that is `watch`.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use nix::unistd::{Pid, gettid};

use super::{Kind, Lane, Limit};

/// How long to wait between two counts.
const PAUSE: Duration = Duration::from_micros(60);

/// The threads of this process; nothing where the kernel does not tell.
pub(crate) fn threads() -> Option<usize> {
    parse(&fs::read_to_string("/proc/self/status").ok()?)
}

/// Counts the threads and writes the number on a lane.
pub(crate) fn counted(lane: &mut Lane) -> Option<usize> {
    let threads = threads()?;
    lane.mark(Kind::Note, &threads.to_string());
    Some(threads)
}

/// Waits until the calling thread is the only one. False when the limit passed first.
pub(crate) fn alone(limit: Limit) -> bool {
    while threads() != Some(1) {
        if limit.passed() {
            return false;
        }
        thread::sleep(PAUSE);
    }
    true
}

/// The kernel's number of the calling thread.
pub(crate) fn kernel_id() -> Pid {
    gettid()
}

/// Whether the kernel lists a thread of that number in this process.
pub(crate) fn lists(thread: Pid) -> bool {
    Path::new("/proc/self/task").join(thread.to_string()).exists()
}

/// The number of threads in the text of `/proc/PID/status`.
pub(crate) fn parse(status: &str) -> Option<usize> {
    status.lines().find_map(|line| line.strip_prefix("Threads:"))?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_stands_behind_its_name() {
        assert_eq!(parse("Name:\tx\nThreads:\t3\nSigQ:\t0/1\n"), Some(3));
        assert_eq!(parse("Name:\tThreads: 3\n"), None);
    }

    #[test]
    fn a_living_thread_is_listed() {
        assert!(lists(kernel_id()));
        assert!(!lists(Pid::from_raw(0)));
    }
}
