//! `O_NONBLOCK` on a file and on a pipe: only one of them ever says "not yet".
//!
//! The file is on a disk and none of it is in memory, so its bytes really have to be waited for; and still a read never
//! answers EAGAIN, `poll` says "ready", and `epoll` refuses the file. What does say "not yet" about a file is `preadv2` with
//! RWF_NOWAIT. Deliberately missing: `io_uring`, which waits for files without keeping the caller.

mod ask;
mod nowait;

use std::io;
use std::time::Duration;

use crate::stage::disk::{self, Scratch};
use crate::stage::{Cell, Stage};

/// How much is read at a time, and how often until the end of the file.
const PART: usize = 32 * 1024;
const PARTS: usize = 8;

/// How long to try to get the file out of memory once more.
const PATIENCE: Duration = Duration::from_millis(400);

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    pipe(&stage.cell("pipe"))?;
    let cold = disk::cold(stage, PARTS * PART);
    match &cold {
        Some(scratch) => file(&stage.cell("file"), scratch)?,
        None => match disk::anywhere(PARTS * PART) {
            Ok(scratch) => file(&stage.cell("file"), &scratch)?,
            Err(_) => stage.cell("file").skip("O_TMPFILE", disk::NO_DISK),
        },
    }
    nowait::only_at_once(
        &stage.cell("nowait"),
        cold.filter(|file| file.forget(stage.within(PATIENCE)).unwrap_or(false)),
    )
}

/// A pipe with nothing in it.
fn pipe(cell: &Cell) -> io::Result<()> {
    let (pipe, _writer) = io::pipe()?;
    ask::in_three_ways(cell, &pipe)
}

/// A file with none of its bytes in memory, if there is a disk.
fn file(cell: &Cell, scratch: &Scratch) -> io::Result<()> {
    cell.obs("in_memory", scratch.resident()? > 0);
    ask::in_three_ways(cell, &scratch.file)
}
