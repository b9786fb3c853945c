//! A crash in a child process, a crash in a thread, a panic in a thread: what ends, and what goes on.
//!
//! Whoever lives has heartbeats, and the survivors make more of them only after the crash is over: nothing here depends on
//! who is faster. The crash is `abort`, which raises the signal SIGABRT, as a broken assertion in C does. A bad pointer ends
//! in the same way, by SIGSEGV. Deliberately missing: what the system keeps of a crash (a core file, switched off here).

mod life;
mod panic;
mod thread;

use std::io::{self, Read, Write};
use std::time::Duration;

use serde_json::json;

use self::life::{Life, ended_by, went_on};
use crate::stage::process::in_child;
use crate::stage::{Kind, Stage, python};

/// How long to wait for the end of a process.
const PATIENCE: Duration = Duration::from_millis(1200);

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    crash_in_a_child(stage)?;
    thread::crash_in_a_thread(stage)?;
    panic::panic_in_a_thread(stage)?;
    python::play(stage, &stage.cell("py"), ("crash.py", include_str!("crash.py")), &[]);
    Ok(())
}

/// Two child processes of this one. One crashes; its parent and its sibling go on.
fn crash_in_a_child(stage: &Stage) -> io::Result<()> {
    let cell = stage.cell("child");
    let (mut go_on, mut tell) = io::pipe()?;
    let mut victim = in_child(|| {
        let victim = Life(stage, "child", "victim");
        victim.beats();
        victim.crashes()
    })?;
    let mut sibling = in_child(|| {
        let sibling = Life(stage, "child", "sibling");
        sibling.beats();
        match go_on.read_exact(&mut [0]) {
            Ok(()) => sibling.beats(),
            Err(_) => 0,
        }
    })?;

    let parent = Life(stage, "child", "parent");
    parent.mark(Kind::Call, "waitpid");
    let crash = victim.wait(stage.within(PATIENCE));
    parent.mark(Kind::Return, "waitpid");
    parent.beats();
    tell.write_all(b"!")?;
    let end = sibling.wait(stage.within(PATIENCE));
    cell.report(json!({
        "ended_by": ended_by(crash),
        "parent_goes_on": crash.map(|_| true),
        "sibling_goes_on": crash.and(went_on(end)),
    }));
    Ok(())
}
