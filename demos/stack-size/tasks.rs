//! Four tasks at once: on how many stacks do they run, and where is what they keep while they wait?

use std::hint::black_box;
use std::io;
use std::sync::Arc;

use serde_json::json;
use tokio::sync::Barrier;

use super::together::{LANES, show};
use crate::stage::stacks::{Met, Stack};
use crate::stage::tasks::{drawn, one_thread};
use crate::stage::{Cell, Stage};

/// Four tasks of one thread. Each of them looks at the stack it runs on, and then waits until all have.
pub(super) fn tasks(stage: &Stage) -> io::Result<()> {
    let cell = stage.cell("task");
    let met = Arc::new(Met::default());
    let all_are_here = Arc::new(Barrier::new(LANES.len()));
    one_thread()?.block_on(async {
        let tasks = LANES.map(|name| {
            let task = wait(met.clone(), all_are_here.clone(), cell.clone(), name);
            let bytes = size_of_val(&task); // all that this task needs while it waits
            (bytes, tokio::spawn(drawn(cell.lane(name), task)))
        });
        let (bytes, mut kept_on_stack) = (tasks[0].0, Some(false));
        for (_, task) in tasks {
            kept_on_stack = task.await?.zip(kept_on_stack).map(|(this, others)| this || others);
        }
        let (at_once, stacks) = (LANES.len(), met.count());
        cell.report(
            json!({"at_once": at_once, "stacks": stacks, "bytes": bytes, "kept_on_stack": kept_on_stack}),
        );
        Ok(())
    })
}

/// One of the tasks. Whether a variable that it keeps over the wait lies on the stack of its thread.
async fn wait(met: Arc<Met>, all_are_here: Arc<Barrier>, cell: Cell, name: &'static str) -> Option<bool> {
    let kept = 7;
    let on_stack = Stack::of_this_thread().map(|stack| stack.holds(&kept));
    show(&met, &mut cell.lane(name));
    all_are_here.wait().await;
    black_box(&kept); // still needed here
    on_stack
}
