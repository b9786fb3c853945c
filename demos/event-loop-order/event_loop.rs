//! An event loop, written by hand: a queue of callbacks that are ready, timers sorted by their moment, and `epoll`.
//!
//! The kernel knows the files only; callbacks, timers and their order are the loop's own.

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::os::fd::AsFd;
use std::time::{Duration, Instant};

use nix::sys::epoll::{Epoll, EpollCreateFlags, EpollEvent, EpollFlags, EpollTimeout};

use super::log::Log;

/// Something to run later: its name, and what it does with the loop.
pub(super) type Callback = (&'static str, Box<dyn FnOnce(&mut EventLoop) -> io::Result<()>>);

/// The loop, and the log of what it does.
pub(super) struct EventLoop {
    ready: VecDeque<Callback>,
    /// By their moment; those of one moment by their number.
    timers: BTreeMap<(Instant, u64), Callback>,
    files: BTreeMap<u64, Callback>,
    number: u64,
    epoll: Epoll,
    pub(super) log: Log,
}

impl EventLoop {
    pub(super) fn new(log: Log) -> io::Result<Self> {
        let epoll = Epoll::new(EpollCreateFlags::EPOLL_CLOEXEC)?;
        let (ready, timers, files) = Default::default();
        Ok(EventLoop { ready, timers, files, number: 0, epoll, log })
    }

    /// Runs the callback soon: after everything that is ready already.
    pub(super) fn post(&mut self, callback: Callback) {
        self.log.queued(callback.0);
        self.ready.push_back(callback);
    }

    /// Runs the callback at that moment or later.
    pub(super) fn at(&mut self, moment: Instant, callback: Callback) {
        self.log.armed(callback.0);
        self.number += 1;
        self.timers.insert((moment, self.number), callback);
    }

    /// Runs the callback when there is something to read.
    pub(super) fn when_readable(&mut self, file: impl AsFd, callback: Callback) -> io::Result<()> {
        self.number += 1;
        self.files.insert(self.number, callback);
        let once = EpollFlags::EPOLLIN | EpollFlags::EPOLLONESHOT;
        Ok(self.epoll.add(file, EpollEvent::new(once, self.number))?)
    }

    /// The loop itself: collect what has happened, run what is ready, and again.
    pub(super) fn run(&mut self) -> io::Result<()> {
        while !(self.ready.is_empty() && self.timers.is_empty() && self.files.is_empty()) {
            self.collect_events()?;
            self.collect_timers();
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
        let now = Instant::now();
        let nearest = self.timers.keys().next().map(|(moment, _)| moment.saturating_duration_since(now));
        let timeout = match nearest {
            _ if !self.ready.is_empty() => EpollTimeout::ZERO,
            Some(span) => rounded_up(span),
            None => EpollTimeout::NONE,
        };
        let mut events = [EpollEvent::empty(); 8];
        let count = self.log.waits(timeout, nearest, || self.epoll.wait(&mut events, timeout))?;
        for event in &events[..count] {
            if let Some(callback) = self.files.remove(&event.data()) {
                self.post(callback);
            }
        }
        Ok(())
    }

    /// Moves the timers whose moment has come to the queue, the earliest first.
    fn collect_timers(&mut self) {
        let now = Instant::now();
        while let Some(entry) = self.timers.first_entry().filter(|entry| entry.key().0 <= now) {
            let callback = entry.remove();
            self.post(callback);
        }
    }
}

/// Whole milliseconds, as `epoll` wants them, and rather too late than too early.
fn rounded_up(span: Duration) -> EpollTimeout {
    u16::try_from(span.as_micros().div_ceil(1000)).map_or(EpollTimeout::MAX, EpollTimeout::from)
}
