//! One program, several processes: the file of this very demo is started again and again.
//!
//! The `run` below is what each of these processes runs, too. It finds out by its environment that it was started to obey,
//! and then counts whenever it is told to, in a counter of its own. Deliberately missing: forking, which copies a running
//! process and reads no file at all.

mod one;

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::process;
use std::time::Duration;

use serde_json::json;

use self::one::One;
use crate::stage::memory::resident_of_file;
use crate::stage::{Kind, Stage, instance, round};

/// How long to wait for all answers.
const PATIENCE: Duration = Duration::from_secs(3);

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    if instance::is_one() {
        return instance::obey(one::count);
    }
    let cell = stage.cell("run");
    let program = fs::metadata("/proc/self/exe")?;
    let (mut file, limit) = (cell.lane("file"), stage.within(PATIENCE));

    // Another process starts them, not a user with a mouse.
    let mut processes = Vec::new();
    for lane in
        ["p1", "p2", "p3", "p4"].into_iter().take(usize::try_from(stage.count("instances")?).unwrap_or(2))
    {
        file.mark(Kind::Load, "execve");
        processes.push(One::start(cell.lane(lane), limit)?);
    }
    let pid = |one: &One| one.instance.pid();
    let file_of = |pid: u32| fs::metadata(format!("/proc/{pid}/exe")).map(|file| (file.dev(), file.ino()));
    // Nothing where the system does not tell.
    let files: Option<Vec<_>> = processes.iter().map(|one| file_of(pid(one)).ok()).collect();
    let same_file = files.map(|files| files.iter().all(|file| *file == (program.dev(), program.ino())));
    let resident = resident_of_file(pid(&processes[0]), program.ino());

    // The first one counts to 2, the second one to 3, and so on.
    for (one, more) in processes.iter_mut().zip(1..) {
        (0..=more).try_for_each(|_| one.counts(limit))?;
    }
    let apart = processes.iter().zip(2..).all(|(one, orders)| one.counter == orders);
    let mut pids: Vec<u32> = processes.iter().map(pid).chain([process::id()]).collect();
    pids.sort_unstable();
    pids.dedup();
    let parents_right = processes.iter().all(|one| one.parent == u64::from(process::id()));

    // The first one ends; the second one counts on as if nothing had happened, and the file is still there.
    processes[0].ends(limit)?;
    processes[1].counts(limit)?;
    cell.report(json!({
        "pids_distinct": pids.len() == processes.len() + 1,
        "same_file": same_file,
        "started_by_demo": parents_right,
        "counter_1": processes[0].counter,
        "counter_2": processes[1].counter - 1,
        "counters_apart": apart,
        "others_go_on": processes[1].counter == 4,
        "file_mib": round(program.len() as f64 / 1048576.0, 1),
        "resident_share": resident.map(|resident| round(resident as f64 / program.len() as f64, 3)),
    }));
    processes.iter_mut().try_for_each(|one| one.ends(limit))?;
    // A file that somebody has replaced meanwhile has lost its name, and is no longer the one on storage.
    let file = fs::metadata("/proc/self/exe")?;
    cell.report(json!({"file_remains": (file.nlink() > 0).then_some(file.len() == program.len())}));
    Ok(())
}
