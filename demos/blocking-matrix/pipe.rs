//! The small calls that all cells share: one byte in, one byte out.

use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

use nix::fcntl::{FcntlArg, OFlag, fcntl};

use crate::stage::{Lane, Stage};

/// The byte for which every cell waits.
pub(super) const BYTE: [u8; 1] = [b'!'];

/// What it took to get the byte.
pub(super) struct Asked {
    /// Calls of `read`.
    pub(super) calls: u64,
    /// Calls that brought the byte.
    pub(super) with_data: u64,
    /// Calls without an answer that returned before the byte was written.
    pub(super) in_vain: u64,
    /// Steps of the caller's own work between two calls, before the byte was written.
    pub(super) own_steps: u64,
    /// Whether the very first call was in vain.
    pub(super) first_returned_before_data: bool,
    /// The byte, or nothing if time ran out.
    pub(super) answer: io::Result<Option<u8>>,
}

impl Asked {
    /// How the byte came to the caller.
    pub(super) fn via(&self) -> Option<&'static str> {
        match self.calls {
            _ if self.with_data == 0 => None,
            1 => Some("return value"),
            _ => Some("return value of the last call"),
        }
    }
}

/// Asks for the byte until it is there. Whether a call sleeps or comes back empty-handed is up to the pipe; only in the
/// second case is the caller free for a step of its own before it asks again.
pub(super) fn ask(
    stage: &Stage,
    mut pipe: &PipeReader,
    written: &AtomicBool,
    mut in_vain: impl FnMut(u64),
) -> Asked {
    let (calls, with_data, own_steps) = (0, 0, 0);
    let first_returned_before_data = false;
    let mut asked =
        Asked { calls, with_data, in_vain: 0, own_steps, first_returned_before_data, answer: Ok(None) };
    let mut byte = [0];
    loop {
        asked.calls += 1;
        match pipe.read(&mut byte) {
            Ok(0) => asked.answer = Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(_) => {
                asked.with_data += 1;
                asked.answer = Ok(Some(byte[0]));
            }
            // Stopped and continued: the call has not answered, so it does not count.
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {
                asked.calls -= 1;
                continue;
            }
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                if !written.load(SeqCst) {
                    asked.in_vain += 1;
                    asked.first_returned_before_data |= asked.calls == 1;
                    asked.own_steps += 1;
                }
                in_vain(asked.in_vain);
                if !asked.calls.is_multiple_of(1024) || !stage.over() {
                    continue;
                }
            }
            Err(error) => asked.answer = Err(error),
        }
        return asked;
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
