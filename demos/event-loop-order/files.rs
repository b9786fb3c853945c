//! The files that the hand-written loop waits for. Only these are known to the kernel, by `epoll`.

use std::collections::BTreeMap;
use std::io;
use std::os::fd::AsFd;
use std::time::Duration;

use nix::sys::epoll::{Epoll, EpollCreateFlags, EpollEvent, EpollFlags, EpollTimeout};

use super::event_loop::Callback;

/// Files by their number, each with the callback for when there is something to read.
pub(super) struct Files {
    epoll: Epoll,
    watched: BTreeMap<u64, Callback>,
    number: u64,
}

impl Files {
    /// No file so far.
    pub(super) fn new() -> io::Result<Self> {
        let epoll = Epoll::new(EpollCreateFlags::EPOLL_CLOEXEC)?;
        Ok(Files { epoll, watched: BTreeMap::new(), number: 0 })
    }

    /// One more, for one event.
    pub(super) fn watch(&mut self, file: impl AsFd, callback: Callback) -> io::Result<()> {
        self.number += 1;
        self.watched.insert(self.number, callback);
        let once = EpollFlags::EPOLLIN | EpollFlags::EPOLLONESHOT;
        Ok(self.epoll.add(file, EpollEvent::new(once, self.number))?)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.watched.is_empty()
    }

    /// Asks the kernel which files can be read: their numbers, one for every event. The thread sleeps there if there is none yet, but
    /// not longer than allowed.
    pub(super) fn wait(&self, timeout: EpollTimeout) -> nix::Result<Vec<u64>> {
        let mut events = [EpollEvent::empty(); 8];
        let count = self.epoll.wait(&mut events, timeout)?;
        Ok(events[..count].iter().map(EpollEvent::data).collect())
    }

    /// Takes the callback of a file.
    pub(super) fn take(&mut self, number: u64) -> Option<Callback> {
        self.watched.remove(&number)
    }
}

/// The time limit of a wait that may last until a timer is due: in whole milliseconds, as `epoll` wants them, and rather too late than
/// too early. Without a timer there is no limit.
pub(super) fn until(nearest: Option<Duration>) -> EpollTimeout {
    let Some(span) = nearest else { return EpollTimeout::NONE };
    u16::try_from(span.as_nanos().div_ceil(1_000_000)).map_or(EpollTimeout::MAX, EpollTimeout::from)
}
