//! In which order do workers get on that were started one after the other? For threads nobody says; for tasks on one thread
//! their queue does.
//!
//! Every round starts the same workers in the same order, and each writes its number on a list: once as soon as it runs, or
//! several times after all have met at a barrier. Then the lists of all rounds are compared.
//!
//! Deliberately missing: any conclusion from rounds that came out alike. They may differ the next time.

mod tally;

use std::io;
use std::sync::{Arc, Barrier};
use std::thread;

use self::tally::{Round, Tally};
use crate::stage::Stage;
use crate::stage::tasks::{give_way, one_thread};

/// How many threads meet at the barrier, and how often each of them writes.
const FEW: u32 = 4;
const TIMES: usize = 4;
/// How often each task writes.
const TWICE: usize = 2;

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    let workers = u32::try_from(stage.count("threads")?).unwrap_or(FEW);
    Tally::of(stage, "start", |round| started(round, workers))?.tell(&once(workers));
    Tally::of(stage, "barrier", |round| met(round))?.tell(&once(FEW).repeat(TIMES));
    Tally::of(stage, "tasks", |round| as_tasks(round, workers))?.tell(&once(workers).repeat(TWICE));
    Ok(())
}

/// The numbers of the workers in the order in which they are started.
fn once(workers: u32) -> Vec<u32> {
    (1..=workers).collect()
}

/// Threads, started one after the other: each writes its number and is done.
fn started(round: &Round, workers: u32) -> io::Result<()> {
    thread::scope(|scope| {
        for number in once(workers) {
            scope.spawn(move || round.write(number));
        }
    });
    Ok(())
}

/// Threads that meet first, so that none has a start: each writes several times and lets others run in between.
fn met(round: &Round) -> io::Result<()> {
    let all_here = &Barrier::new(FEW as usize);
    thread::scope(|scope| {
        for number in once(FEW) {
            scope.spawn(move || {
                all_here.wait();
                for _ in 0..TIMES {
                    round.write(number);
                    thread::yield_now();
                }
            });
        }
    });
    Ok(())
}

/// Tasks on one thread, spawned one after the other: each writes twice and lets others run in between.
fn as_tasks(round: &Arc<Round>, workers: u32) -> io::Result<()> {
    one_thread()?.block_on(async {
        let tasks = once(workers).into_iter().map(|number| {
            let round = round.clone();
            tokio::spawn(async move {
                for _ in 0..TWICE {
                    round.write(number);
                    give_way().await;
                }
            })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await?;
        }
        Ok(())
    })
}
