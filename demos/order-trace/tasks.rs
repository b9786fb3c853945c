//! The asynchronous program: two tasks on one thread.
//!
//! Both ends of the waits are counted from one common start, so that the program fixes their order, also when the machine stops
//! for a while between the two starts.
//!
//! Deliberately missing: `tokio::join!`, which polls its branches in turns and so promises no order of the starts.

use std::io;
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::diary::{Diary, LINES};
use crate::stage::tasks::{drawn, one_thread};
use crate::stage::{Cell, Kind, State};

/// Asynchronous: both tasks are started, then both are awaited.
pub(super) fn together(cell: Cell, waits: [Duration; 2]) -> io::Result<()> {
    let (diary, mut main) = (Diary::default(), cell.lane("main"));
    one_thread()?.block_on(async {
        diary.writes("a");
        let (start, begun) = (Instant::now(), main.now());
        let [one, two] = [0, 1].map(|i| {
            let (id, lines) = LINES[i];
            tokio::spawn(drawn(cell.lane(id), task(lines, start + waits[i], diary.clone())))
        });
        one.await.and(two.await)?;
        diary.writes("b");
        main.span(State::Await, begun, main.now());
        main.mark_at(Kind::Note, "A", begun);
        main.mark(Kind::Note, "B");
        Ok::<_, io::Error>(())
    })?;
    cell.report(diary.observations());
    Ok(())
}

/// One task. Its own lines keep their order; what runs during the `await` is somebody else's.
async fn task([starts, ends]: [&'static str; 2], end: Instant, diary: Diary) {
    diary.writes(starts);
    sleep_until(end).await;
    diary.writes(ends);
}
