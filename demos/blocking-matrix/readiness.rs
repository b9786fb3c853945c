//! Two calls of epoll: to ask for news of several pipes, and to sleep until there is some.

use std::io::{self, PipeReader, PipeWriter};

use nix::errno::Errno;
use nix::sys::epoll::{Epoll, EpollCreateFlags, EpollEvent, EpollFlags, EpollTimeout};

use super::asking::never_block;

/// Asks to be told when a pipe has data, one call for each pipe.
pub(super) fn register(pipes: &[(PipeReader, PipeWriter)]) -> io::Result<(Epoll, u64)> {
    let (epoll, mut calls) = (Epoll::new(EpollCreateFlags::EPOLL_CLOEXEC)?, 0);
    for (index, (pipe, _)) in (0..).zip(pipes) {
        never_block(pipe)?;
        epoll.add(pipe, EpollEvent::new(EpollFlags::EPOLLIN, index))?;
        calls += 1;
    }
    Ok((epoll, calls))
}

/// What `epoll_wait` said: how many events, the pipe of the first, and how often it was stopped and continued meanwhile.
pub(super) struct Answer {
    pub(super) events: usize,
    pub(super) index: usize,
    pub(super) interrupted: u64,
}

/// One wait. To be stopped and continued is not an answer, so then it waits on.
pub(super) fn wait(epoll: &Epoll) -> io::Result<Answer> {
    let (mut events, mut interrupted) = ([EpollEvent::empty(); 16], 0);
    loop {
        match epoll.wait(&mut events, EpollTimeout::NONE) {
            Err(Errno::EINTR) => interrupted += 1,
            Ok(count) => {
                let index = usize::try_from(events[0].data()).map_err(io::Error::other)?;
                return Ok(Answer { events: count, index, interrupted });
            }
            Err(error) => return Err(error.into()),
        }
    }
}
