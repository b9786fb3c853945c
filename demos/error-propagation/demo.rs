//! Where an error goes: to whoever waits for the result, and to nobody else.
//!
//! The same failure happens in an awaited function, in a task of its own and in a thread, and then in Python. Deliberately
//! missing: what ends the whole process (a bad memory access, an abort), for no caller ever gets to see that.

mod panics;

use std::io;
use std::panic;

use serde_json::json;

use crate::stage::tasks::{give_way, one_thread};
use crate::stage::{Kind, Lane, Stage, State, python};

/// What goes wrong.
#[derive(Debug)]
struct Oops;

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    panic::set_hook(Box::new(|_| {})); // the panics below are meant, so nobody needs to read about them
    awaited(stage)?;
    panics::panicking_task(stage)?;
    panics::panicking_thread(stage);
    in_python(stage);
    Ok(())
}

/// An error that is raised after an `await`, and goes up through another one by `?`.
fn awaited(stage: &Stage) -> io::Result<()> {
    let cell = stage.cell("await");
    let (mut caller, mut after) = (cell.lane("caller"), false);
    let since = caller.now();
    let answer = one_thread()?.block_on(passes_on(cell.lane("callee"), &mut after));
    tells(&mut caller, State::Await, since, answer.is_err());
    cell.report(json!({"heard": answer.is_err(), "rest_ran": after}));
    Ok(())
}

async fn passes_on(lane: Lane, after: &mut bool) -> Result<(), Oops> {
    fails(lane).await?;
    *after = true;
    Ok(())
}

async fn fails(mut lane: Lane) -> Result<(), Oops> {
    let since = lane.now();
    give_way().await;
    raises(&mut lane, since);
    Err(Oops)
}

/// Exceptions of coroutines, of a forgotten task, of threads and of futures.
fn in_python(stage: &Stage) {
    let cells = ["py_await", "gather", "forgotten", "join", "future"].map(|id| stage.cell(id));
    python::play_in(stage, &cells.each_ref(), ("errors.py", include_str!("errors.py")), &[]);
}

/// `x` on the lane of the one who fails.
fn raises(lane: &mut Lane, since: u64) {
    lane.span(State::Run, since, lane.now());
    lane.mark(Kind::Note, "x");
}

/// The caller waited since then; an event on its lane if it hears of the failure.
fn tells(lane: &mut Lane, waited: State, since: u64, heard: bool) {
    lane.span(waited, since, lane.now());
    if heard {
        lane.mark(Kind::Event, "");
    }
}
