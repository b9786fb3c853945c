//! Two tasks on one thread write letters, with an `await` after each letter. Does the other one get a turn there?
//!
//! Only if something at the bottom of the `await` says "not yet" (`Poll::Pending`). Otherwise the answer is there at once, and
//! the task runs straight on.

mod page;
mod pauses;

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use self::page::Page;
use self::pauses::{a_result_that_is_there, give_way, nothing};
use crate::stage::tasks::{counted, drawn, one_thread};
use crate::stage::{Cell, Stage, python};

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    let rounds = stage.count("rounds")?;
    two_tasks(stage.cell("noop"), rounds, nothing)?;
    two_tasks(stage.cell("done"), rounds, a_result_that_is_there)?;
    two_tasks(stage.cell("turn"), rounds, give_way)?;
    in_a_row(&stage.cell("row"), rounds)?;
    let [noop, done, turn] = ["py_noop", "py_done", "py_turn"].map(|id| stage.cell(id));
    let script = ("awaiting.py", include_str!("awaiting.py"));
    python::play_in(stage, &[&noop, &done, &turn], script, &[rounds.to_string()]);
    Ok(())
}

/// Writes its letter and awaits, again and again.
async fn write<F: Future>(letter: &'static str, rounds: u64, pause: fn() -> F, page: Page) {
    for _ in 0..rounds {
        page.write(letter);
        pause().await;
    }
}

/// Two tasks, a and b, both ready from the start.
fn two_tasks<F>(cell: Cell, rounds: u64, pause: fn() -> F) -> io::Result<()>
where
    F: Future + Send + 'static,
{
    let (page, polls) = (Page::new(&cell), Arc::new(AtomicU64::new(0)));
    one_thread()?.block_on(async {
        let [a, b] = ["a", "b"].map(|letter| {
            let (lane, page, polls) = (cell.lane(letter), page.clone(), polls.clone());
            let task = write(letter, rounds, pause, page);
            tokio::spawn(drawn(lane, async move { counted(&polls, task).await }))
        });
        a.await.and(b.await)
    })?;
    page.report(&cell);
    cell.obs("polls_per_task", polls.load(Relaxed) / 2);
    Ok(())
}

/// (d) One task awaits a, then b; another one writes c. All of them give way after every letter.
fn in_a_row(cell: &Cell, rounds: u64) -> io::Result<()> {
    let page = Page::new(cell);
    one_thread()?.block_on(async {
        let (first, then, beside) = (page.clone(), page.clone(), page.clone());
        let row = async move {
            write("a", rounds, give_way, first).await;
            write("b", rounds, give_way, then).await;
        };
        let row = tokio::spawn(drawn(cell.lane("row"), row));
        let beside = tokio::spawn(drawn(cell.lane("c"), write("c", 2 * rounds, give_way, beside)));
        row.await.and(beside.await)
    })?;
    page.report(cell);
    cell.obs("b_before_last_a", page.written_before_the_last("b", "a"));
    Ok(())
}
