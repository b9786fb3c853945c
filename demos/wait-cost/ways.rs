//! Five ways to wait until a moment. Each tells how many events the kernel handed it, where it can.

use std::io;
use std::thread;
use std::time::{Duration, Instant};

use nix::errno::Errno;
use nix::sys::epoll::{Epoll, EpollCreateFlags, EpollEvent, EpollFlags, EpollTimeout};
use nix::sys::timerfd::{ClockId, Expiration, TimerFd, TimerFlags, TimerSetTimeFlags};

use crate::stage::tasks::one_thread;
use crate::stage::{Lane, State};

/// A way to wait.
pub(super) type Way = fn(&mut Lane, Instant) -> io::Result<Option<usize>>;

/// Asks the kernel to be put to sleep.
pub(super) fn sleep(lane: &mut Lane, end: Instant) -> io::Result<Option<usize>> {
    lane.call(State::Blocked, "sleep", || thread::sleep(left(end)));
    Ok(None)
}

/// Waits for events of nothing, with a timeout: so event loops wait for their next timer.
pub(super) fn epoll_timeout(lane: &mut Lane, end: Instant) -> io::Result<Option<usize>> {
    let nothing = Epoll::new(EpollCreateFlags::empty())?;
    // In whole milliseconds, rounded up: too late is allowed, too early is not.
    let timeout = || EpollTimeout::try_from(left(end) + Duration::from_nanos(999_999));
    lane.call(State::Blocked, "epoll_wait", || {
        again_if_interrupted(|| {
            nothing.wait(&mut [EpollEvent::empty()], timeout().unwrap_or(EpollTimeout::ZERO))
        })
    })
}

/// Waits for the event of a timer that was set before.
pub(super) fn epoll_timer(lane: &mut Lane, end: Instant) -> io::Result<Option<usize>> {
    let timer = TimerFd::new(ClockId::CLOCK_MONOTONIC, TimerFlags::empty())?;
    // A timer that is set to nothing at all never rings, and a stall may have left nothing.
    let span = left(end).max(Duration::from_nanos(1));
    timer.set(Expiration::OneShot(span.into()), TimerSetTimeFlags::empty())?;
    let epoll = Epoll::new(EpollCreateFlags::empty())?;
    epoll.add(&timer, EpollEvent::new(EpollFlags::EPOLLIN, 0))?;
    lane.call(State::Blocked, "epoll_wait", || {
        again_if_interrupted(|| epoll.wait(&mut [EpollEvent::empty()], EpollTimeout::NONE))
    })
}

/// A task awaits a timer; its thread has nothing else to do, so its event loop sleeps.
pub(super) fn await_timer(lane: &mut Lane, end: Instant) -> io::Result<Option<usize>> {
    let runtime = one_thread()?;
    lane.call(State::Await, "await", || {
        runtime.block_on(async { tokio::time::sleep_until(end.into()).await })
    });
    Ok(None)
}

/// Looks at the clock again and again.
pub(super) fn spin(lane: &mut Lane, end: Instant) -> io::Result<Option<usize>> {
    while Instant::now() < end {
        lane.busy(State::Poll);
    }
    Ok(None)
}

fn left(end: Instant) -> Duration {
    end.saturating_duration_since(Instant::now())
}

/// A call that was interrupted has told nothing.
fn again_if_interrupted(mut call: impl FnMut() -> nix::Result<usize>) -> io::Result<Option<usize>> {
    loop {
        match call() {
            Err(Errno::EINTR) => {}
            answer => return Ok(Some(answer?)),
        }
    }
}
