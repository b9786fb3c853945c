//! Synchronous or asynchronous, blocking or non-blocking: the four cells, and two neighbours, really executed.
//!
//! Every cell waits for one byte on a pipe. The byte is never written after a fixed time. A second thread, the writer,
//! first makes sure of a fact (the caller is asleep in `read`; it has asked a thousand times in vain) and only then
//! writes. So what is observed does not depend on how fast or how busy this machine is. The short `hold` after the
//! fact only gives the picture some width.
//!
//! Deliberately missing: files on disk (always "ready") and sockets (like pipes, with more to set up).

mod pipe;
mod ring;
mod tasks;

use std::io;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

use nix::errno::Errno;
use nix::sys::epoll::{Epoll, EpollCreateFlags, EpollEvent, EpollFlags, EpollTimeout};
use serde_json::json;

use self::pipe::{BYTE, ask, finished, never_block, write_after};
use crate::stage::probe::{Probe, Reads};
use crate::stage::watch::Watched;
use crate::stage::{Kind, Stage, State, round};

/// How long the writer waits for its fact before it gives up and writes anyway.
const PATIENCE: Duration = Duration::from_millis(800);

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    synchronous_blocking(stage)?;
    synchronous_nonblocking(stage)?;
    asynchronous_blocking(stage)?;
    tasks::accident(stage)?;
    asynchronous_nonblocking(stage)?;
    tasks::twin(stage)
}

/// 1. `read` on an empty pipe. The caller sleeps inside the call until there is a byte.
fn synchronous_blocking(stage: &Stage) -> io::Result<()> {
    let (cell, hold) = (stage.cell("sb"), stage.millis("hold_ms")?);
    let (pipe, writer) = io::pipe()?;
    let (me, ready, written) = (Watched::this_thread(), Barrier::new(2), AtomicBool::new(false));

    thread::scope(|scope| {
        // The writer: sees the caller asleep in `read`, then writes.
        let sibling = scope.spawn(|| {
            let data = cell.lane("data");
            ready.wait();
            let seen = me.until_asleep_in("read", stage.within(PATIENCE));
            write_after(hold, &written, &writer, data).map(|()| seen)
        });

        // The caller.
        let mut caller = cell.lane("caller");
        ready.wait();
        let probe = Probe::start();
        let asked = caller.call(State::Blocked, "read", || ask(stage, &pipe, &written, |_| ()));
        let returned_before_data = !written.load(SeqCst);
        let health = probe.read();

        let Some(call_seen) = finished(sibling.join())? else { return Ok(()) };
        let via = asked.via();
        if asked.answer?.is_none() {
            return Ok(());
        }
        cell.report(json!({
            "seen_asleep_in": call_seen.then_some("read"),
            "calls": asked.calls,
            "returned_before_data": returned_before_data,
            "other_work": asked.own_steps,
            "result_via": via,
            "nvcsw": health.nvcsw,
            "cpu_share": round(health.cpu_share(), 4),
        }));
        cell.health("caller", &health);
        Ok(())
    })
}

/// 2. `read` with `O_NONBLOCK`. Every call returns at once; without a byte the answer is EAGAIN, and the caller asks again.
fn synchronous_nonblocking(stage: &Stage) -> io::Result<()> {
    let (cell, hold, enough) = (stage.cell("sn"), stage.millis("hold_ms")?, stage.count("eagain_min")?);
    let (pipe, writer) = io::pipe()?;
    never_block(&pipe)?;
    let (me, ready, written) = (Watched::this_thread(), Barrier::new(2), AtomicBool::new(false));
    let asked_in_vain = AtomicU64::new(0);

    thread::scope(|scope| {
        // The writer: waits until the caller has asked often enough, then writes.
        let sibling = scope.spawn(|| {
            let data = cell.lane("data");
            ready.wait();
            let seen = me.until(|| asked_in_vain.load(SeqCst) >= enough, stage.within(PATIENCE));
            write_after(hold, &written, &writer, data).map(|()| seen)
        });

        // The caller: the same as above; only the pipe answers differently.
        let mut caller = cell.lane("caller");
        ready.wait();
        let probe = Probe::start();
        let asked = ask(stage, &pipe, &written, |in_vain| {
            asked_in_vain.store(in_vain, SeqCst);
            caller.busy(State::Poll);
        });
        let health = probe.read();
        caller.busy(State::Poll);
        caller.mark(Kind::Return, "read");

        let Some(seen_asleep_in) = finished(sibling.join())? else { return Ok(()) };
        let via = asked.via();
        if asked.answer?.is_none() {
            return Ok(());
        }
        cell.report(json!({
            "calls": asked.calls,
            "eagain": asked.in_vain.min(enough),
            "first_returned_before_data": asked.first_returned_before_data,
            "reads_with_data": asked.with_data,
            "seen_asleep_in": seen_asleep_in,
            "other_work": asked.own_steps.min(enough),
            "result_via": via,
            "nvcsw": health.nvcsw,
            "cpu_share_of_available": health.cpu_share_of_available().map(|share| round(share, 4)),
        }));
        cell.health("caller", &health);
        Ok(())
    })
}

/// Asks to be told when a pipe has data, one call for each pipe.
fn register(pipes: &[(io::PipeReader, io::PipeWriter)]) -> io::Result<(Epoll, u64)> {
    let (epoll, mut calls) = (Epoll::new(EpollCreateFlags::EPOLL_CLOEXEC)?, 0);
    for (index, (pipe, _)) in (0..).zip(pipes) {
        never_block(pipe)?;
        epoll.add(pipe, EpollEvent::new(EpollFlags::EPOLLIN, index))?;
        calls += 1;
    }
    Ok((epoll, calls))
}

/// 3. Several pipes are registered first; then one `epoll_wait` sleeps for all of them and names the one that is ready.
fn asynchronous_blocking(stage: &Stage) -> io::Result<()> {
    let (cell, hold, fds) = (stage.cell("ab"), stage.millis("hold_ms")?, stage.count("fds")?);
    let pipes = (0..fds).map(|_| io::pipe()).collect::<io::Result<Vec<_>>>()?;
    let (me, ready, written) = (Watched::this_thread(), Barrier::new(2), AtomicBool::new(false));

    // The requests first ...
    let (epoll, mut calls) = register(&pipes)?;
    let registered_before_data = !written.load(SeqCst);

    thread::scope(|scope| {
        // The writer: sees the caller asleep in `epoll_wait`, then writes to pipe 1.
        let sibling = scope.spawn(|| {
            let [mut other, data, mut another] = ["fd0", "fd1", "fd2"].map(|id| cell.lane(id));
            ready.wait();
            let seen = me.until_asleep_in("epoll_wait", stage.within(PATIENCE));
            let result = write_after(hold, &written, &pipes[1].1, data);
            other.nothing_until_now();
            if fds > 2 {
                another.nothing_until_now();
            }
            result.map(|()| seen)
        });

        // ... then one wait for all of them.
        let mut caller = cell.lane("caller");
        ready.wait();
        let probe = Probe::start();
        let (mut events, mut interrupted) = ([EpollEvent::empty(); 16], 0);
        let count = caller.call(State::Blocked, "epoll_wait", || {
            loop {
                match epoll.wait(&mut events, EpollTimeout::NONE) {
                    Err(Errno::EINTR) => interrupted += 1, // stopped and continued: not an answer
                    answer => break answer,
                }
            }
        });
        let wait_returned_before_data = !written.load(SeqCst);
        let health = probe.read();
        calls += 1;

        let (count, index) = (count?, events[0].data());
        caller.mark(Kind::Event, "readable");
        let asked = ask(stage, &pipes[usize::try_from(index).map_err(io::Error::other)?].0, &written, |_| ());
        caller.mark(Kind::Return, "read");
        let via = [(count > 0).then_some("event"), (asked.with_data > 0).then_some("read")];

        let Some(call_seen) = finished(sibling.join())? else { return Ok(()) };
        cell.report(json!({
            "seen_asleep_in": call_seen.then_some("epoll_wait"),
            "calls": calls + asked.calls,
            "fds": fds,
            "registered_before_data": registered_before_data,
            "wait_returned_before_data": wait_returned_before_data,
            "events": count,
            "fd_index": index,
            "eagain": asked.calls - asked.with_data,
            "other_work": asked.own_steps,
            "result_via": via.into_iter().flatten().collect::<Vec<_>>().join(", then "),
            "nvcsw": health.nvcsw,
            "cpu_share": round(health.cpu_share(), 4),
            "interrupted": interrupted,
        }));
        cell.health("caller", &health);
        Ok(())
    })
}

/// 4. The `read` is handed to the kernel through io_uring. The caller works on and looks for the completion now and then.
fn asynchronous_nonblocking(stage: &Stage) -> io::Result<()> {
    let (cell, hold, enough) = (stage.cell("an"), stage.millis("hold_ms")?, stage.count("work_min")?);
    if stage.word("backend")? == "tokio" {
        cell.skip("io_uring", ("switched off by the parameter `backend`", "매개변수 `backend`로 껐습니다"));
        return Ok(());
    }
    let (pipe, writer) = io::pipe()?;
    let Ok(mut ring) = ring::Ring::open(pipe) else {
        cell.skip("io_uring", ring::REFUSED);
        return Ok(());
    };
    let (me, ready, written) = (Watched::this_thread(), Barrier::new(2), AtomicBool::new(false));
    let steps_done = AtomicU64::new(0);

    thread::scope(|scope| {
        // The writer: waits until the caller has done enough work of its own, then writes.
        let sibling = scope.spawn(|| {
            let data = cell.lane("data");
            ready.wait();
            let seen = me.until(|| steps_done.load(SeqCst) >= enough, stage.within(PATIENCE));
            write_after(hold, &written, &writer, data).map(|()| seen)
        });

        // The caller.
        let (mut caller, mut kernel) = (cell.lane("caller"), cell.lane("kernel"));
        ready.wait();
        let (probe, reads) = (Probe::start(), Reads::start());
        caller.mark(Kind::Call, "submit");
        let refused = ring.submit_read().is_err();
        let submit_returned_before_data = !written.load(SeqCst);
        let in_flight_since = kernel.now();
        let (mut steps, mut early) = (0u64, 0u64);
        let result = loop {
            steps += 1; // one step of the caller's own work
            early += u64::from(!written.load(SeqCst));
            steps_done.store(early, SeqCst);
            caller.busy(State::Work);
            if refused || (steps.is_multiple_of(1024) && stage.over()) {
                break None;
            }
            if let result @ Some(_) = ring.completed() {
                break result;
            }
        };
        let read_calls = reads.count();
        let health = probe.read();
        caller.busy(State::Work);
        kernel.span(State::Flight, in_flight_since, kernel.now());
        caller.mark(Kind::Return, "completion");

        let (Some(seen_asleep_in), Some(1)) = (finished(sibling.join())?, result) else { return Ok(()) };
        cell.report(json!({
            "calls": ring.submits(),
            "submit_returned_before_data": submit_returned_before_data,
            "seen_asleep_in": seen_asleep_in,
            "read_calls": read_calls,
            "other_work": early.min(enough),
            "steps": steps,
            "buffer_filled_at_completion": ring.first_byte() == BYTE[0],
            "result_via": result.map(|_| "completion"),
            "nvcsw": health.nvcsw,
            "cpu_share_of_available": health.cpu_share_of_available().map(|share| round(share, 4)),
        }));
        cell.health("caller", &health);
        Ok(())
    })
}
