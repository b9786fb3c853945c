//! Three ways to ask whether there is something to read.

use std::io::{self, ErrorKind, Read};
use std::os::fd::AsFd;

use nix::errno::Errno;
use nix::fcntl::{FcntlArg, OFlag, fcntl};
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sys::epoll::{Epoll, EpollCreateFlags, EpollEvent, EpollFlags};
use serde_json::json;

use super::PART;
use crate::stage::Cell;
use crate::stage::probe::Probe;

/// `poll`, `epoll`, and reading to the end or to the first "not yet", all with `O_NONBLOCK`.
pub(super) fn in_three_ways<T: AsFd>(cell: &Cell, from: &T) -> io::Result<()>
where
    for<'a> &'a T: Read,
{
    fcntl(from, FcntlArg::F_SETFL(OFlag::O_NONBLOCK))?;
    let ready = poll(&mut [PollFd::new(from.as_fd(), PollFlags::POLLIN)], PollTimeout::ZERO)? > 0;
    let epoll =
        Epoll::new(EpollCreateFlags::EPOLL_CLOEXEC)?.add(from, EpollEvent::new(EpollFlags::EPOLLIN, 0));

    let (mut caller, mut reader, mut part) = (cell.lane("caller"), from, vec![0; PART]);
    let (mut bytes, mut not_yet, probe) = (0, 0, Probe::start());
    while not_yet == 0 {
        match caller.watched_call("read", || reader.read(&mut part)) {
            Ok(0) => break,
            Ok(read) => bytes += read,
            Err(error) if error.kind() == ErrorKind::WouldBlock => not_yet += 1,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let health = probe.read();
    cell.report(json!({
        "poll_ready": ready,
        "epoll": epoll.map_or_else(name, |()| "accepted".to_owned()),
        "bytes": bytes,
        "eagain": not_yet,
        "nvcsw": health.nvcsw,
    }));
    cell.health("caller", &health);
    Ok(())
}

/// The name of an error, as manual pages spell it.
pub(super) fn name(error: Errno) -> String {
    format!("{error:?}")
}
