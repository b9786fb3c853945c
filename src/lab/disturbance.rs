//! What the machine did during a trial, read from outside before and after it.
//!
//! Deliberately missing: stops of the child (seen by `child`) and noise inside the measured threads (the demo
//! reports it itself). Whatever a system does not tell counts as no disturbance.

use std::fs;
use std::path::{Path, PathBuf};

use super::os;
use crate::model::Disturbance;

/// No machine sleeps shorter than this; the clocks' own rounding is far below.
const SHORTEST_SLEEP_NS: i64 = 1_000_000;

/// The files, beside the one that counts, in which a group says what it grants.
const LIMITS: [&str; 6] =
    ["cpu.max", "cpu.weight", "cpu.cfs_quota_us", "cpu.cfs_period_us", "cpuset.cpus.effective", "memory.max"];

/// Where the CPU quotas that bind this process are counted.
#[derive(Debug, Default)]
pub(super) struct Gauges {
    quotas: Vec<PathBuf>,
}

/// One reading of the gauges.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    steal_ticks: u64,
    n_throttled: u64,
    slept_ns: Option<(i64, i64)>,
}

impl Gauges {
    /// Finds the gauges of the calling thread's own control group and of the groups around it.
    pub(super) fn find() -> Self {
        let groups = fs::read_to_string("/proc/thread-self/cgroup").unwrap_or_default();
        let quotas = quota_files(&groups).into_iter().filter(|file| file.is_file()).collect();
        Gauges { quotas }
    }

    /// What the groups grant, as they write it.
    pub(super) fn limits(&self) -> Vec<String> {
        let beside = |quota: &PathBuf, name| fs::read_to_string(quota.with_file_name(name)).ok();
        let of =
            |quota| LIMITS.iter().filter_map(move |name| Some(format!("{name} {}", beside(quota, name)?)));
        self.quotas.iter().flat_map(of).collect()
    }

    /// Reads them now.
    pub(super) fn read(&self) -> Reading {
        let stat = fs::read_to_string("/proc/stat").unwrap_or_default();
        let throttled = |file: &PathBuf| throttled(&fs::read_to_string(file).unwrap_or_default());
        Reading {
            steal_ticks: steal(&stat),
            n_throttled: self.quotas.iter().map(throttled).sum(),
            slept_ns: os::slept_ns(),
        }
    }
}

impl Reading {
    /// What happened from this reading to `later`; `n_stops` is what was seen of the child itself.
    pub(super) fn until(self, later: Reading, n_stops: u32) -> Disturbance {
        let suspended = match (self.slept_ns, later.slept_ns) {
            (Some((_, most_before)), Some((least_after, _))) => least_after - most_before > SHORTEST_SLEEP_NS,
            _ => false,
        };
        Disturbance {
            n_stops,
            steal_ticks: later.steal_ticks.saturating_sub(self.steal_ticks),
            suspended,
            n_throttled: later.n_throttled.saturating_sub(self.n_throttled),
        }
    }
}

/// Ticks that the host took, from the text of `/proc/stat`.
fn steal(stat: &str) -> u64 {
    let all = stat.lines().find(|line| line.starts_with("cpu "));
    all.and_then(|line| line.split_whitespace().nth(8)).and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// How often the quota ran out, from the text of a `cpu.stat`.
fn throttled(stat: &str) -> u64 {
    let count = stat.lines().find_map(|line| line.strip_prefix("nr_throttled "));
    count.and_then(|n| n.trim().parse().ok()).unwrap_or(0)
}

/// Every place where a quota of these groups may be counted, from the text of `/proc/self/cgroup`: the group
/// itself and the groups around it, of either version.
fn quota_files(groups: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for line in groups.lines() {
        let mut parts = line.splitn(3, ':').skip(1);
        let (Some(controllers), Some(group)) = (parts.next(), parts.next()) else { continue };
        let root = if controllers.is_empty() {
            PathBuf::from("/sys/fs/cgroup")
        } else if controllers.split(',').any(|name| name == "cpu") {
            Path::new("/sys/fs/cgroup").join(controllers)
        } else {
            continue;
        };
        let group = Path::new(group.trim_start_matches('/'));
        files.extend(group.ancestors().map(|level| root.join(level).join("cpu.stat")));
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eighth_number_is_what_the_host_took() {
        assert_eq!(steal("cpu  1 2 3 4 5 6 7 88 9 10\ncpu0 1 2 3 4 5 6 7 8 9 10\n"), 88);
        assert_eq!(steal("nonsense"), 0);
    }

    #[test]
    fn quotas_of_both_versions_are_found_up_to_the_root() {
        let files = quota_files("4:cpu,cpuacct:/a/b\n3:memory:/a\n0::/s\n");
        let names: Vec<_> = files.iter().map(|file| file.to_string_lossy().into_owned()).collect();
        assert_eq!(
            names,
            [
                "/sys/fs/cgroup/cpu,cpuacct/a/b/cpu.stat",
                "/sys/fs/cgroup/cpu,cpuacct/a/cpu.stat",
                "/sys/fs/cgroup/cpu,cpuacct/cpu.stat",
                "/sys/fs/cgroup/s/cpu.stat",
                "/sys/fs/cgroup/cpu.stat",
            ]
        );
    }

    #[test]
    fn a_quota_that_ran_out_disturbs() {
        assert_eq!(throttled("nr_periods 9\nnr_throttled 7\nthrottled_time 1\n"), 7);
        let quiet = Reading { steal_ticks: 5, n_throttled: 7, slept_ns: Some((0, 10)) };
        assert!(!quiet.until(quiet, 0).held_still());
        assert!(quiet.until(Reading { n_throttled: 8, ..quiet }, 0).held_still());
    }

    #[test]
    fn sleep_counts_only_where_the_clocks_cannot_explain_it() {
        let before = Reading { steal_ticks: 0, n_throttled: 0, slept_ns: Some((90, 9_000_000)) };
        assert!(!before.until(Reading { slept_ns: Some((8_000_000, 99_000_000)), ..before }, 0).suspended);
        assert!(before.until(Reading { slept_ns: Some((80_000_000, 99_000_000)), ..before }, 0).suspended);
    }
}
