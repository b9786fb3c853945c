//! This very program, started once more: another process of the same file.
//!
//! The demo starts it with the same arguments and a mark in the environment; the second process finds the mark and obeys
//! orders instead of starting others. An order is a line on its standard input, an answer a line on its standard output;
//! without orders it ends. Deliberately missing: forking (`process`), which copies a process that runs.

use std::env;
use std::io::{self, BufRead, BufReader, Write};
use std::os::fd::AsFd;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

use nix::poll::{PollFd, PollFlags, PollTimeout, poll};

use super::Limit;

/// The mark: set in the environment of a process that is to obey.
const PART: &str = "TTL_PART";

/// How long to sleep between two looks at a process that is to end.
const PAUSE: Duration = Duration::from_micros(200);

/// Whether this process was started by another one of the same program, to obey it.
pub(crate) fn is_one() -> bool {
    env::var_os(PART).is_some()
}

/// Answers every line on standard input, until there are no more.
pub(crate) fn obey(mut answer: impl FnMut(&str) -> String) -> io::Result<()> {
    for order in io::stdin().lock().lines() {
        let line = format!("{}\n", answer(&order?));
        io::stdout().lock().write_all(line.as_bytes())?;
    }
    Ok(())
}

/// Another process of this program.
pub(crate) struct Instance {
    child: Child,
    orders: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Instance {
    /// Starts it: the file that this process runs, with the arguments of this process.
    pub(crate) fn start() -> io::Result<Self> {
        let mut child = Command::new("/proc/self/exe")
            .args(env::args_os().skip(1))
            .env(PART, "instance")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (orders, answers) = (child.stdin.take(), child.stdout.take());
        let answers = BufReader::new(answers.ok_or(io::ErrorKind::BrokenPipe)?);
        Ok(Instance { child, orders, answers })
    }

    /// Its process id.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// The next line that it says; nothing when the limit passed first.
    pub(crate) fn line(&mut self, limit: Limit) -> io::Result<Option<String>> {
        if self.answers.buffer().is_empty() && !readable(self.answers.get_ref(), limit)? {
            return Ok(None);
        }
        let mut line = String::new();
        match self.answers.read_line(&mut line)? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(Some(line.trim_end().to_owned())),
        }
    }

    /// Gives it an order and waits for the answer.
    pub(crate) fn ask(&mut self, order: &str, limit: Limit) -> io::Result<Option<String>> {
        let orders = self.orders.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        orders.write_all(format!("{order}\n").as_bytes())?;
        self.line(limit)
    }

    /// Gives it no more orders and waits until it has ended; nothing when the limit passed first.
    pub(crate) fn end(&mut self, limit: Limit) -> io::Result<Option<ExitStatus>> {
        self.orders = None;
        loop {
            let status = self.child.try_wait()?;
            if status.is_some() || limit.passed() {
                return Ok(status);
            }
            thread::sleep(PAUSE);
        }
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        let _already_gone = self.child.kill();
        let _nobody_asks = self.child.wait();
    }
}

/// Waits until there is something to read.
fn readable(pipe: &ChildStdout, limit: Limit) -> io::Result<bool> {
    let mut fds = [PollFd::new(pipe.as_fd(), PollFlags::POLLIN)];
    while !limit.passed() {
        match poll(&mut fds, PollTimeout::from(20u8)) {
            Ok(0) | Err(nix::errno::Errno::EINTR) => {}
            Ok(_) => return Ok(true),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(false)
}
