//! The other end of the pipe: a thread that makes sure of a fact about the caller, and only then writes the byte.

use std::io::{self, PipeWriter, Write};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::Duration;

use crate::stage::watch::Watched;
use crate::stage::{Lane, Stage};

/// The byte for which every cell waits.
pub(super) const BYTE: [u8; 1] = [b'!'];

/// How long a writer waits for its fact before it gives up and writes anyway.
pub(super) const PATIENCE: Duration = Duration::from_millis(800);

/// Where a writer writes to, and where that is drawn.
pub(super) struct To<'a>(pub(super) &'a PipeWriter, pub(super) Lane);

/// Runs `caller` here and the writer beside it. The writer waits until `fact` is true of this thread, holds the byte back for
/// the sake of the picture, and writes it. What both found out; nothing if the writer gave up, so that nothing is claimed.
///
/// The caller gets the flag that is set just before the byte is written: what it sees before that was before the data.
pub(super) fn beside<Seen: Send, Got>(
    stage: &Stage,
    To(mut pipe, mut data): To<'_>,
    fact: impl FnOnce(&Watched) -> Option<Seen> + Send,
    caller: impl FnOnce(&Arc<AtomicBool>) -> io::Result<Got>,
) -> io::Result<Option<(Got, Seen)>> {
    let hold = stage.millis("hold_ms")?;
    let (me, ready, written) = (Watched::this_thread(), &Barrier::new(2), &Arc::default());
    thread::scope(|scope| {
        let writer = scope.spawn(move || {
            ready.wait();
            let seen = fact(&me);
            thread::sleep(hold);
            data.data_appears("byte written");
            AtomicBool::store(written, true, SeqCst);
            pipe.write_all(&BYTE).map(|()| seen)
        });
        ready.wait();
        let got = caller(written);
        let seen = writer.join().unwrap_or_else(|_| Err(io::Error::other("the writer of a cell panicked")));
        Ok(Some(got?).zip(seen?))
    })
}
