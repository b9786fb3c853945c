//! Four threads at once: on how many stacks do they run? Every stack has a letter in the picture.

use std::sync::Barrier;
use std::thread;
use std::time::Duration;

use serde_json::json;

use crate::stage::stacks::{Met, Stack};
use crate::stage::{Kind, Lane, Stage, State};

pub(super) const LANES: [&str; 4] = ["1", "2", "3", "4"];

/// How long a drawn step takes.
const STEP: Duration = Duration::from_micros(400);

/// Four threads. Each of them looks at its stack, and then waits until all have.
pub(super) fn threads(stage: &Stage) {
    let cell = stage.cell("own");
    let (met, all_are_here) = (Met::default(), Barrier::new(LANES.len()));
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

/// Writes the letter of the stack on the lane.
pub(super) fn show(met: &Met, lane: &mut Lane) {
    lane.linger(STEP);
    if let Some(letter) = met.letter() {
        lane.mark(Kind::Note, &letter.to_string());
    }
    lane.linger(STEP);
}
