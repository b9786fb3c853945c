//! What a second process really takes of the memory, beside what a second thread takes.
//!
//! RSS counts every page that a process has, also those that others have as well. PSS shares such a page out among them.

use std::io::{self, Read};
use std::process;
use std::sync::Barrier;
use std::thread;

use serde_json::json;

use super::pages::filled;
use crate::stage::memory::{Usage, usage};
use crate::stage::process::in_child;
use crate::stage::{Stage, round};

/// So many threads, and so many children.
const MANY: usize = 8;

/// The memory of a process with eight threads, and of a parent with eight children.
pub(super) fn memory_of(stage: &Stage) -> io::Result<()> {
    let cell = stage.cell("memory");
    let _block = filled(usize::try_from(stage.count("mib")?).unwrap_or(1) << 20)?;
    let (mut asleep, _awake) = io::pipe()?;
    let children: Vec<_> =
        (0..MANY).map(|_| in_child(|| asleep.read(&mut [0]).map_or(1, |_| 0))).collect::<io::Result<_>>()?;
    let everyone = children.iter().filter_map(|child| child.pid()).map(|pid| pid.as_raw().cast_unsigned());
    let processes = everyone.chain([process::id()]).map(usage).collect::<Option<Vec<Usage>>>();
    drop(children);

    let (all_here, measured) = (Barrier::new(MANY + 1), Barrier::new(MANY + 1));
    let threads = thread::scope(|scope| {
        (0..MANY).for_each(|_| {
            scope.spawn(|| (all_here.wait(), measured.wait()));
        });
        all_here.wait();
        let usage = usage(process::id());
        measured.wait();
        usage
    });
    let (Some(processes), Some(threads)) = (processes, threads) else {
        cell.skip("/proc/PID/smaps_rollup", NOT_TOLD);
        return Ok(());
    };
    let sum = |part: fn(&Usage) -> u64| processes.iter().map(part).sum::<u64>() as f64;
    let (rss, pss) = (sum(|usage| usage.rss), sum(|usage| usage.pss));
    cell.report(json!({
        "threads_rss": round(threads.rss as f64 / 1024.0, 1),
        "threads_pss": round(threads.pss as f64 / 1024.0, 1),
        "processes_rss": round(rss / 1024.0, 1),
        "processes_pss": round(pss / 1024.0, 1),
        "rss_ratio": round(rss / threads.rss as f64, 2),
        "pss_ratio": round(pss / threads.pss as f64, 2),
    }));
    Ok(())
}

const NOT_TOLD: (&str, &str) = (
    "this system does not say how memory is shared; run `ttl` on Linux 4.14 or newer with /proc",
    "이 시스템은 메모리가 어떻게 공유되는지 알려 주지 않습니다. /proc이 있는 Linux 4.14 이상에서 실행하세요",
);
