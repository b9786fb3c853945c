//! A coroutine, step by step, beside an ordinary function: who enters, who leaves, and what is remembered in between.
//!
//! There is no runtime here. Whoever polls a coroutine runs it until it says "not yet"; what it still needs then stays in an
//! object, and the next poll goes on from there. So the whole "executor" is a loop around `poll`.

mod coroutine;
mod function;
mod steps;

use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::task::{Context, Poll, Wake, Waker};

use serde_json::json;

use self::coroutine::ask;
use self::steps::Steps;
use crate::stage::{Cell, Stage, python};

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    let suspensions = stage.count("suspensions")?;
    drive(stage.cell("rust"), suspensions);
    drive(stage.cell("straight"), 0);
    function::ordinary(&stage.cell("ordinary"));
    let (send, generator) = (stage.cell("py"), stage.cell("generator"));
    let script = ("steps.py", concat!(include_str!("drive.py"), "\n\n", include_str!("steps.py")));
    python::play_in(stage, &[&send, &generator], script, &[suspensions.to_string()]);
    Ok(())
}

/// The executor: polls until the value is there.
fn drive(cell: Cell, suspensions: u64) {
    let (steps, wakes, mut caller) = (Steps::new(&cell), Arc::new(Wakes::default()), cell.lane("caller"));
    let mut coroutine = pin!(ask(suspensions, &steps));
    let ran_before_first_poll = steps.entries();

    let waker = Waker::from(wakes.clone());
    let mut polls = 0;
    let value = loop {
        Steps::draw_a_step(&mut caller);
        polls += 1;
        if let Poll::Ready(value) = coroutine.as_mut().poll(&mut Context::from_waker(&waker)) {
            break value;
        }
    };

    let (object, bytes) = ((&raw const *coroutine).addr(), size_of_val(&*coroutine));
    cell.report(json!({
        "ran_before_first_poll": ran_before_first_poll,
        "polls": polls,
        "wakes": wakes.0.load(Relaxed),
        "value": value,
        "entries": steps.entries(),
        "exits": steps.exits(),
        "future_bytes": bytes,
        "kept_in_the_object": steps.kept_within(object, bytes),
        "on_the_callers_stack": steps.ran_near((&raw const wakes).addr()),
    }));
}

/// Counts the wake-up calls.
#[derive(Default)]
struct Wakes(AtomicU64);

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Relaxed);
    }
}
