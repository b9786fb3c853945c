//! How large is the stack of a thread? It depends on who started the thread.
//!
//! Every thread here looks at its own stack: how much address space is set aside for it, and how much of that it has touched.
//! Only what was touched is memory.

mod asked;
mod defaults;
mod tasks;
mod together;

use std::io;

use nix::unistd::{Pid, gettid};
use serde_json::json;

use crate::stage::process::in_child;
use crate::stage::stacks::{Stack, limit_kib};
use crate::stage::{Stage, python};

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    if gettid() == Pid::this() {
        let main = stage.cell("main");
        main.report(json!({"limit_kib": limit_kib()}));
        defaults::report(&main, Stack::of_main_thread());
    }
    for part in [defaults::rust, defaults::c, asked::thread] {
        in_a_fresh_process(stage, part)?;
    }
    together::threads(stage);
    tasks::tasks(stage)?;
    let stack_kib = stage.count("stack_kib")?.to_string();
    python::play(stage, &stage.cell("py"), ("stacks.py", include_str!("stacks.py")), &[stack_kib]);
    Ok(())
}

/// A thread that ends leaves its stack to the next one, which may then have a larger one than it needs. So no part comes after
/// another in the same process.
fn in_a_fresh_process(stage: &Stage, part: fn(&Stage) -> io::Result<()>) -> io::Result<()> {
    in_child(|| u8::from(part(stage).is_err()))?.wait(stage.within(stage.left()));
    Ok(())
}
