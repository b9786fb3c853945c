//! Four threads at once, and four tasks at once: on how many stacks do they run? Every stack has a letter in the picture.

use std::hint::black_box;
use std::io;
use std::sync::{self, Arc};
use std::thread;
use std::time::Duration;

use serde_json::json;
use tokio::sync::Barrier;

use crate::stage::stacks::{Met, Stack};
use crate::stage::tasks::{drawn, one_thread};
use crate::stage::{Cell, Kind, Lane, Stage, State};

const LANES: [&str; 4] = ["1", "2", "3", "4"];

/// How long a drawn step takes.
const STEP: Duration = Duration::from_micros(400);

/// Four threads. Each of them looks at its stack, and then waits until all have.
pub(super) fn threads(stage: &Stage) {
    let cell = stage.cell("own");
    let (met, all_are_here) = (Met::default(), sync::Barrier::new(LANES.len()));
    let wait = |mut lane: Lane| {
        let begun = lane.now();
        show(&met, &mut lane);
        lane.span(State::Run, begun, lane.now());
        lane.call(State::Blocked, "barrier", || all_are_here.wait());
        Stack::of_this_thread()?.touched_kib()
    };
    let touched = thread::scope(|scope| {
        let threads = LANES.map(|name| scope.spawn(|| wait(cell.lane(name))));
        threads.map(|thread| thread.join().ok().flatten())
    });
    let most = touched.iter().max().copied().flatten();
    cell.report(json!({"at_once": LANES.len(), "stacks": met.count(), "touched_kib": most}));
}

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
        cell.report(json!({"at_once": LANES.len(), "stacks": met.count()}));
        cell.report(json!({"bytes": bytes, "kept_on_stack": kept_on_stack}));
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

/// Writes the letter of the stack on the lane.
fn show(met: &Met, lane: &mut Lane) {
    lane.linger(STEP);
    if let Some(letter) = met.letter() {
        lane.mark(Kind::Note, &letter.to_string());
    }
    lane.linger(STEP);
}
