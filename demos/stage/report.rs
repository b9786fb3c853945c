//! What leaves the process: the lines of a cell, kept until it ends, and standard output.

use std::io;
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use nix::errno::Errno;
use serde_json::Value;

use super::{lock, nanos};

/// What a cell has to say, until it ends.
pub(super) struct Book {
    /// The name of the cell.
    pub(super) id: &'static str,
    /// Whether a picture is wanted.
    pub(super) trace: bool,
    start: Instant,
    out: Arc<Out>,
    /// Everything that is to be written when the cell ends.
    pub(super) lines: Mutex<Vec<Value>>,
}

impl Book {
    /// The book of a cell of a trial that began at `start`.
    pub(super) fn new(id: &'static str, trace: bool, start: Instant, out: Arc<Out>) -> Self {
        Book { id, trace, start, out, lines: Mutex::new(Vec::new()) }
    }

    /// Nanoseconds since the start of the trial.
    pub(super) fn now(&self) -> u64 {
        nanos(self.start.elapsed())
    }

    /// Keeps a line.
    pub(super) fn push(&self, line: Value) {
        lock(&self.lines).push(line);
    }
}

impl Drop for Book {
    fn drop(&mut self) {
        for line in lock(&self.lines).iter() {
            self.out.line(line);
        }
    }
}

/// Standard output, one `write` a line. Once nobody listens it stays silent: a closed pipe is a goodbye.
#[derive(Default)]
pub(super) struct Out {
    closed: AtomicBool,
}

impl Out {
    /// Writes a line now.
    pub(super) fn line(&self, line: &Value) {
        if self.closed.load(Ordering::Relaxed) {
            return;
        }
        let text = format!("{line}\n");
        if write_all(io::stdout(), text.as_bytes()).is_err() {
            self.closed.store(true, Ordering::Relaxed);
        }
    }
}

/// Writes a complaint to standard error, if anybody listens.
pub(crate) fn complain(text: &str) {
    let _nobody_listens = write_all(io::stderr(), format!("{text}\n").as_bytes());
}

fn write_all(to: impl AsFd, mut bytes: &[u8]) -> nix::Result<()> {
    while !bytes.is_empty() {
        match nix::unistd::write(&to, bytes) {
            Ok(n) => bytes = &bytes[n..],
            Err(Errno::EINTR) => {}
            Err(e) => return Err(e),
        }
    }
    Ok(())
}
