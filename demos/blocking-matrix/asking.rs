//! Asking a pipe for the byte, and what it took to get it.

use std::io::{self, PipeReader, Read};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

use nix::fcntl::{FcntlArg, OFlag, fcntl};

use crate::stage::Stage;

/// What it took to get the byte.
#[derive(Default)]
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

/// Asks for the byte until it is there, or time runs out. Whether a call sleeps or comes back empty-handed is up to the pipe;
/// only in the second case is the caller free for a step of its own before it asks again.
pub(super) fn ask(
    stage: &Stage,
    mut pipe: &PipeReader,
    written: &AtomicBool,
    mut in_vain: impl FnMut(u64),
) -> io::Result<Asked> {
    let mut asked = Asked::default();
    loop {
        asked.calls += 1;
        match pipe.read(&mut [0]) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(_) => asked.with_data += 1,
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
            Err(error) => return Err(error),
        }
        return Ok(asked);
    }
}

/// Sets `O_NONBLOCK`: from now on no `read` of this pipe sleeps.
pub(super) fn never_block(pipe: &PipeReader) -> io::Result<()> {
    fcntl(pipe, FcntlArg::F_SETFL(OFlag::O_NONBLOCK))?;
    Ok(())
}
