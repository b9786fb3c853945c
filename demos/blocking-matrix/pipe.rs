//! The small calls that all cells share: one byte in, one byte out.

use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

use nix::fcntl::{FcntlArg, OFlag, fcntl};

use crate::stage::Lane;

/// The byte for which every cell waits.
pub(super) const BYTE: [u8; 1] = [b'!'];

/// One `read` of one byte. A call that a signal interrupted has not answered, so it is made again.
pub(super) fn read_byte(mut pipe: &PipeReader) -> io::Result<()> {
    let mut byte = [0];
    loop {
        match pipe.read(&mut byte) {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            answer => return answer.map(|_| ()),
        }
    }
}

/// Sets `O_NONBLOCK`: from now on no `read` of this pipe sleeps.
pub(super) fn never_block(pipe: &PipeReader) -> io::Result<()> {
    fcntl(pipe, FcntlArg::F_SETFL(OFlag::O_NONBLOCK))?;
    Ok(())
}

/// Holds the byte back for the sake of the picture and writes it. `written` is set first: what is seen before it is set was
/// certainly before the data.
pub(super) fn write_after(
    hold: Duration,
    written: &AtomicBool,
    mut pipe: &PipeWriter,
    mut data: Lane,
) -> io::Result<()> {
    thread::sleep(hold);
    data.data_appears("byte written");
    written.store(true, SeqCst);
    pipe.write_all(&BYTE)
}

/// What the writer saw; nothing if it gave up, so that nothing is claimed.
pub(super) fn finished<T>(joined: thread::Result<io::Result<Option<T>>>) -> io::Result<Option<T>> {
    joined.unwrap_or_else(|_| Err(io::Error::other("the writer of a cell panicked")))
}
