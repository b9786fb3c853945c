//! An event loop, written by hand: a queue of callbacks that are ready, timers sorted by their moment, and `epoll`.
//!
//! The kernel knows the files only; callbacks, timers and their order are the loop's own.

use std::collections::VecDeque;
use std::io;
use std::os::fd::AsFd;
use std::time::Instant;

use nix::sys::epoll::EpollTimeout;

use super::files::{Files, until};
use super::log::Log;
use super::timers::Timers;

/// Something to run later: its name, and what it does with the loop.
pub(super) type Callback = (&'static str, Box<dyn FnOnce(&mut EventLoop) -> io::Result<()>>);

/// The loop, and the log of what it does.
pub(super) struct EventLoop {
    ready: VecDeque<Callback>,
    timers: Timers,
    files: Files,
    pub(super) log: Log,
}

impl EventLoop {
    pub(super) fn new(log: Log) -> io::Result<Self> {
        let (ready, timers) = Default::default();
        Ok(EventLoop { ready, timers, files: Files::new()?, log })
    }

    /// Runs the callback soon: after everything that is ready already.
    pub(super) fn post(&mut self, callback: Callback) {
        self.log.queued(callback.0);
        self.ready.push_back(callback);
    }

    /// Runs the callback at that moment or later.
    pub(super) fn at(&mut self, moment: Instant, callback: Callback) {
        self.log.armed(callback.0);
        self.timers.arm(moment, callback);
    }

    /// Runs the callback when there is something to read.
    pub(super) fn when_readable(&mut self, file: impl AsFd, callback: Callback) -> io::Result<()> {
        self.files.watch(file, callback)
    }

    /// The loop itself: collect what has happened, run what is ready, and again.
    pub(super) fn run(&mut self) -> io::Result<()> {
        while !(self.ready.is_empty() && self.timers.is_empty() && self.files.is_empty()) {
            self.collect_events()?;
            let now = Instant::now();
            while let Some(callback) = self.timers.due(now) {
                self.post(callback);
            }
            // Only what is ready now; what these callbacks post has its turn in the next round.
            for _ in 0..self.ready.len() {
                if let Some((name, callback)) = self.ready.pop_front() {
                    self.log.begins(name);
                    callback(self)?;
                    self.log.ends();
                }
            }
        }
        Ok(())
    }

    /// Asks the kernel which files can be read. If nothing is ready, the thread sleeps there until the nearest timer.
    fn collect_events(&mut self) -> io::Result<()> {
        let nearest = self.timers.nearest(Instant::now());
        let timeout = if self.ready.is_empty() { until(nearest) } else { EpollTimeout::ZERO };
        for file in self.log.waits(timeout, nearest, || self.files.wait(timeout))? {
            if let Some(callback) = self.files.take(file) {
                self.post(callback);
            }
        }
        Ok(())
    }
}
