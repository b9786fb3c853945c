//! How many CPUs there really are for this process, and how to pin a thread to one.
//!
//! Usable CPUs are those of the affinity mask, cut by the quota of the control group (both versions). A quota of one and
//! a half CPUs lets two threads run at once for part of the time, so it counts as two.

use std::fs;

use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
use nix::unistd::Pid;

/// What to say where no thread can be pinned.
pub(crate) const NO_PINNING: (&str, &str) =
    ("threads cannot be pinned to a CPU here", "이곳에서는 스레드를 CPU에 고정할 수 없습니다");

/// What to say where two CPUs are needed and only one is usable.
pub(crate) const ONE_CPU: (&str, &str) = (
    "this process may use only one CPU; give it a second one (affinity, quota)",
    "이 프로세스는 CPU를 하나만 쓸 수 있습니다. CPU를 하나 더 허락하세요(affinity, quota)",
);

/// The calling thread.
const MYSELF: Pid = Pid::from_raw(0);

/// The numbers of the CPUs in the affinity mask of the calling thread.
pub(crate) fn allowed() -> Vec<usize> {
    let Ok(set) = sched_getaffinity(MYSELF) else { return Vec::new() };
    (0..CpuSet::count()).filter(|&cpu| set.is_set(cpu).unwrap_or(false)).collect()
}

/// How many CPUs can be used at once: affinity and quota counted.
pub(crate) fn usable_count() -> usize {
    allowed().len().min(quota().unwrap_or(usize::MAX)).max(1)
}

/// Pins the calling thread to one CPU. False where that is not allowed.
pub(crate) fn pin(cpu: usize) -> bool {
    pin_to(&[cpu])
}

/// Lets the calling thread run on these CPUs only. False where that is not allowed.
pub(crate) fn pin_to(cpus: &[usize]) -> bool {
    let mut set = CpuSet::new();
    cpus.iter().all(|&cpu| set.set(cpu).is_ok()) && sched_setaffinity(MYSELF, &set).is_ok()
}

/// The tightest quota of this control group and its parents, in whole CPUs.
fn quota() -> Option<usize> {
    let groups = fs::read_to_string("/proc/self/cgroup").ok()?;
    groups.lines().filter_map(quota_of).min()
}

/// The quota behind one line of `/proc/self/cgroup`: `0::/path` (version 2) or `4:cpu,cpuacct:/path` (version 1).
fn quota_of(line: &str) -> Option<usize> {
    let mut fields = line.splitn(3, ':').skip(1);
    let (controllers, path) = (fields.next()?, fields.next()?);
    let v1 = controllers.split(',').any(|c| c == "cpu");
    if !v1 && !controllers.is_empty() {
        return None;
    }
    // A container often sees its own group as the root of the tree, so every prefix is tried down to nothing.
    let mut tightest = None;
    for end in path.match_indices('/').map(|(i, _)| i).chain([path.len()]) {
        let group = &path[..end];
        let found = if v1 {
            let read = |file: &str| fs::read_to_string(format!("/sys/fs/cgroup/cpu{group}/{file}")).ok();
            read("cpu.cfs_quota_us")
                .zip(read("cpu.cfs_period_us"))
                .and_then(|(q, p)| whole_cpus(&format!("{q} {p}")))
        } else {
            fs::read_to_string(format!("/sys/fs/cgroup{group}/cpu.max"))
                .ok()
                .and_then(|text| whole_cpus(&text))
        };
        tightest = [tightest, found].into_iter().flatten().min();
    }
    tightest
}

/// `150000 100000` is two CPUs; `max 100000` and `-1 100000` are no limit.
fn whole_cpus(cpu_max: &str) -> Option<usize> {
    let mut numbers = cpu_max.split_ascii_whitespace().map(str::parse::<usize>);
    let (quota, period) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    (period > 0).then(|| quota.div_ceil(period).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quota_is_rounded_up_to_whole_cpus() {
        assert_eq!(whole_cpus("150000 100000\n"), Some(2));
        assert_eq!(whole_cpus("25000 100000\n"), Some(1));
        assert_eq!(whole_cpus("max 100000\n"), None);
        assert_eq!(whole_cpus("-1\n 100000\n"), None);
        assert_eq!(whole_cpus(""), None);
    }

    #[test]
    fn other_controllers_set_no_quota() {
        assert_eq!(quota_of("7:memory:/x"), None);
        assert_eq!(quota_of("rubbish"), None);
    }
}
