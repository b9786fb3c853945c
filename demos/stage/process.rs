//! Forked children: processes of their own that run a piece of a demo.
//!
//! A child owns a copy of everything and the calling thread alone, so a demo forks before it starts threads of its own. It
//! ends by `_exit`, so nothing that the parent still has to write is written twice.
#![expect(unsafe_code, reason = "fork has no safe form: what may follow it depends on what else runs")]

use std::io::{self, PipeReader, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;
use std::time::Duration;

use nix::libc;
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::{ForkResult, Pid, fork};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Limit;

/// How long to sleep between two looks at a child.
const PAUSE: Duration = Duration::from_micros(200);

/// A child that runs; ended and collected when dropped.
pub(crate) struct Forked(Option<Pid>);

/// Runs `body` in a forked child, whose exit status is what it returns. To be called while this process has one thread.
pub(crate) fn in_child(body: impl FnOnce() -> u8) -> io::Result<Forked> {
    // SAFETY: the callers have one thread when they fork, so no lock is held by a thread that the child lacks.
    match unsafe { fork() }? {
        ForkResult::Parent { child } => Ok(Forked(Some(child))),
        ForkResult::Child => {
            let status = catch_unwind(AssertUnwindSafe(body)).unwrap_or(101);
            // SAFETY: `_exit` takes no pointers and never returns.
            unsafe { libc::_exit(i32::from(status)) }
        }
    }
}

/// A child that leaves one answer when it ends.
pub(crate) struct Asked {
    child: Forked,
    answer: PipeReader,
}

/// Runs `body` in a forked child and keeps what it returns, which may take up to 64 KiB on its way. To be called while this
/// process has one thread.
pub(crate) fn ask_child<T: Serialize>(body: impl FnOnce() -> T) -> io::Result<Asked> {
    let (answer, mut to) = io::pipe()?;
    let child = in_child(move || {
        let said = serde_json::to_vec(&body()).map(|text| to.write_all(&text));
        u8::from(!matches!(said, Ok(Ok(()))))
    })?;
    Ok(Asked { child, answer })
}

impl Asked {
    /// Waits until the child ends. What it answered; nothing when it failed or the limit passed first.
    pub(crate) fn answer<T: DeserializeOwned>(mut self, limit: Limit) -> Option<T> {
        match self.child.wait(limit)? {
            WaitStatus::Exited(_, 0) => {
                let mut text = Vec::new();
                self.answer.read_to_end(&mut text).ok()?;
                serde_json::from_slice(&text).ok()
            }
            _ => None,
        }
    }
}

impl Forked {
    /// Its process id; nothing once it has been collected.
    pub(crate) fn pid(&self) -> Option<Pid> {
        self.0
    }

    /// Waits until it ends. How it ended; nothing when the limit passed first.
    pub(crate) fn wait(&mut self, limit: Limit) -> Option<WaitStatus> {
        let pid = self.0?;
        loop {
            match waitpid(pid, Some(WaitPidFlag::WNOHANG)) {
                Ok(WaitStatus::StillAlive) if limit.passed() => return None,
                Ok(WaitStatus::StillAlive) => thread::sleep(PAUSE),
                Ok(status) => {
                    self.0 = None;
                    return Some(status);
                }
                Err(_) => return None,
            }
        }
    }
}

impl Forked {
    /// Waits until it ends. Whether it did all that it had to do: false when it was ended, gave up, or the limit passed first.
    pub(crate) fn ends_well(&mut self, limit: Limit) -> bool {
        matches!(self.wait(limit), Some(WaitStatus::Exited(_, 0)))
    }
}

impl Drop for Forked {
    fn drop(&mut self) {
        if let Some(pid) = self.0 {
            let _already_gone = kill(pid, Signal::SIGKILL);
            let _nobody_asks = waitpid(pid, None);
        }
    }
}
