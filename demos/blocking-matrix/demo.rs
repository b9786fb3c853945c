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

use self::pipe::{BYTE, finished, never_block, read_byte, write_after};
use crate::stage::probe::Probe;
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
        let answer = caller.call(State::Blocked, "read", || read_byte(&pipe));
        let returned_before_data = !written.load(SeqCst);
        let health = probe.read();

        answer?;
        let Some(call_seen) = finished(sibling.join())? else { return Ok(()) };
        cell.report(json!({
            "seen_asleep_in": call_seen.then_some("read"),
            "calls": 1,
            "returned_before_data": returned_before_data,
            "other_work": 0,
            "result_via": "return value",
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

        // The caller.
        let mut caller = cell.lane("caller");
        let (mut calls, mut in_vain, mut own_steps, mut first_returned_before_data) =
            (0u64, 0u64, 0u64, false);
        ready.wait();
        let probe = Probe::start();
        let answer = loop {
            calls += 1;
            let answer = read_byte(&pipe);
            let got_nothing = answer.as_ref().is_err_and(|e| e.kind() == io::ErrorKind::WouldBlock);
            if !got_nothing || (calls.is_multiple_of(1024) && stage.over()) {
                break answer;
            }
            if !written.load(SeqCst) {
                in_vain += 1;
                first_returned_before_data |= calls == 1;
                own_steps += 1; // free to do something else before it asks again
                asked_in_vain.store(in_vain, SeqCst);
            }
            caller.busy(State::Poll);
        };
        let health = probe.read();
        caller.busy(State::Poll);
        caller.mark(Kind::Return, "read");

        let gave_up = answer.as_ref().is_err_and(|e| e.kind() == io::ErrorKind::WouldBlock);
        let seen_asleep_in = finished(sibling.join())?;
        let (false, Some(seen_asleep_in)) = (gave_up, seen_asleep_in) else { return Ok(()) };
        answer?;
        cell.report(json!({
            "calls": calls,
            "eagain": in_vain.min(enough),
            "first_returned_before_data": first_returned_before_data,
            "reads_with_data": 1,
            "seen_asleep_in": seen_asleep_in,
            "other_work": own_steps.min(enough),
            "result_via": "return value of the last call",
            "nvcsw": health.nvcsw,
            "cpu_share_of_available": health.cpu_share_of_available().map(|share| round(share, 4)),
        }));
        cell.health("caller", &health);
        Ok(())
    })
}

/// 3. Several pipes are registered first; then one `epoll_wait` sleeps for all of them and names the one that is ready.
fn asynchronous_blocking(stage: &Stage) -> io::Result<()> {
    let (cell, hold, fds) = (stage.cell("ab"), stage.millis("hold_ms")?, stage.count("fds")?);
    let pipes = (0..fds).map(|_| io::pipe()).collect::<io::Result<Vec<_>>>()?;
    let (me, ready, written) = (Watched::this_thread(), Barrier::new(2), AtomicBool::new(false));

    // The requests first ...
    let epoll = Epoll::new(EpollCreateFlags::EPOLL_CLOEXEC)?;
    for (index, (pipe, _)) in (0..).zip(&pipes) {
        never_block(pipe)?;
        epoll.add(pipe, EpollEvent::new(EpollFlags::EPOLLIN, index))?;
    }
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

        let (count, index) = (count?, events[0].data());
        caller.mark(Kind::Event, "readable");
        let read = read_byte(&pipes[usize::try_from(index).map_err(io::Error::other)?].0);
        caller.mark(Kind::Return, "read");

        let Some(call_seen) = finished(sibling.join())? else { return Ok(()) };
        cell.report(json!({
            "seen_asleep_in": call_seen.then_some("epoll_wait"),
            "calls": fds + 2,
            "fds": fds,
            "registered_before_data": registered_before_data,
            "wait_returned_before_data": wait_returned_before_data,
            "events": count,
            "fd_index": index,
            "eagain": u64::from(read.is_err()),
            "other_work": 0,
            "result_via": "event, then read",
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
        caller.mark(Kind::Call, "submit");
        let submitted = ring.submit_read();
        let submit_returned_before_data = !written.load(SeqCst);
        let in_flight_since = kernel.now();
        let probe = Probe::start();
        let (mut steps, mut early) = (0u64, 0u64);
        let result = loop {
            steps += 1; // one step of the caller's own work
            early += u64::from(!written.load(SeqCst));
            steps_done.store(early, SeqCst);
            caller.busy(State::Work);
            if submitted.is_err() || (steps.is_multiple_of(1024) && stage.over()) {
                break None;
            }
            if let Some(result) = ring.completed() {
                break Some(result);
            }
        };
        let health = probe.read();
        caller.busy(State::Work);
        kernel.span(State::Flight, in_flight_since, kernel.now());
        caller.mark(Kind::Return, "completion");

        let seen = finished(sibling.join())?;
        let (Some(seen_asleep_in), Some(1)) = (seen, result) else { return Ok(()) };
        cell.report(json!({
            "calls": 1,
            "submit_returned_before_data": submit_returned_before_data,
            "seen_asleep_in": seen_asleep_in,
            "read_calls": 0,
            "other_work": early.min(enough),
            "steps": steps,
            "buffer_filled_at_completion": ring.first_byte() == BYTE[0],
            "result_via": "completion",
            "nvcsw": health.nvcsw,
            "cpu_share_of_available": health.cpu_share_of_available().map(|share| round(share, 4)),
        }));
        cell.health("caller", &health);
        Ok(())
    })
}
