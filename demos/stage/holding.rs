//! What this process is made of, in the kernel's own words: how many threads, how much memory.

use std::fs;

/// Threads and memory of this process at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Holding {
    /// Threads, the calling one included.
    pub(crate) threads: u64,
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
        threads: field(&status, "Threads:")?,
        reserved_kib: field(&status, "VmSize:")?,
        held_kib: field(&smaps, "Anonymous:")? + field(&smaps, "Swap:")?,
    })
}

/// How many threads this process has now.
pub(crate) fn threads() -> Option<u64> {
    field(&fs::read_to_string("/proc/self/status").ok()?, "Threads:")
}

/// The number after `name` at the start of a line.
fn field(text: &str, name: &str) -> Option<u64> {
    let rest = text.lines().find_map(|line| line.strip_prefix(name))?;
    rest.split_ascii_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_the_number_after_its_name() {
        let text = "VmSize:\t    1234 kB\nThreads:\t7\nSwapPss:  9 kB\nSwap:     3 kB\n";
        assert_eq!((field(text, "VmSize:"), field(text, "Threads:")), (Some(1234), Some(7)));
        assert_eq!((field(text, "Swap:"), field(text, "VmRSS:")), (Some(3), None));
    }
}
