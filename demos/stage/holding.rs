//! What this process is made of, in the kernel's own words: how many threads, how much memory.

use std::fs;

use super::census;
use super::memory::kib;

/// Threads and memory of this process at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Holding {
    /// Threads, the calling one included.
    pub(crate) threads: usize,
    /// Address space that is set aside, in KiB, used or not.
    pub(crate) reserved_kib: u64,
    /// Memory of its own that really exists, in KiB: in RAM, or swapped out by a machine that was short of it.
    pub(crate) held_kib: u64,
}

/// Looks; nothing where the kernel does not tell.
pub(crate) fn holding() -> Option<Holding> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    // Exact to the page; the numbers in `status` are rounded by up to some pages for each CPU.
    let smaps = fs::read_to_string("/proc/self/smaps_rollup").ok()?;
    Some(Holding {
        threads: census::parse(&status)?,
        reserved_kib: kib(&status, "VmSize:")?,
        held_kib: kib(&smaps, "Anonymous:")? + kib(&smaps, "Swap:")?,
    })
}
