//! What an event loop runs next: a hand-written loop, Python's asyncio, and tasks on two runtimes.
//!
//! The first callback, `start`, posts two more, arms two timers, the later one first, and writes a byte into a pipe that the loop
//! watches. All of it happens inside one callback, so the loop meets everything in its next round, and the order of the
//! callbacks is the same on every machine.

mod desk;
mod event_loop;
mod files;
mod log;
mod tasks;
mod timers;

use std::io::{self, Read, Write};
use std::time::{Duration, Instant};

use self::event_loop::{Callback, EventLoop};
use self::log::Log;
use crate::stage::{Stage, python};

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    let timers = [stage.millis("timer_1_ms")?, stage.millis("timer_2_ms")?];
    callbacks(stage, timers)?;
    tasks::three_tasks(&stage.cell("tasks"))?;
    let [callbacks, tasks] = ["asyncio", "py_tasks"].map(|id| stage.cell(id));
    let args = timers.map(|timer| timer.as_millis().to_string());
    let script = ("loop.py", concat!(include_str!("loop.py"), "\n\n", include_str!("tasks.py")));
    python::play_in(stage, &[&callbacks, &tasks], script, &args);
    Ok(())
}

/// Callbacks on the hand-written loop.
fn callbacks(stage: &Stage, [first, second]: [Duration; 2]) -> io::Result<()> {
    let mut the_loop = EventLoop::new(Log::new(&stage.cell("by_hand")))?;
    let (mut reader, mut writer) = io::pipe()?;
    let file = reader.try_clone()?;
    the_loop.when_readable(&file, ("pipe", Box::new(move |_| reader.read_exact(&mut [0]))))?;
    let start = move |the_loop: &mut EventLoop| {
        let now = Instant::now();
        the_loop.at(now + first, nothing("t1"));
        the_loop.at(now + second, nothing("t2"));
        the_loop.post(nothing("a"));
        the_loop.post(nothing("b"));
        writer.write_all(b"!")
    };
    the_loop.post(("start", Box::new(start)));
    the_loop.run()?;
    the_loop.log.report();
    Ok(())
}

/// A callback whose name is all there is to it.
fn nothing(name: &'static str) -> Callback {
    (name, Box::new(|_| Ok(())))
}
