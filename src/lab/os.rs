//! What only the system can do: sessions, signals to groups, looking at a child without reaping it, clocks.
//!
//! The only file with `unsafe` and with one half per system. Deliberately missing: when any of it is done
//! (`child`) and what it means (`disturbance`).
#![expect(unsafe_code, reason = "pre_exec and waitid have no safe form on every system")]

use std::io;
use std::os::unix::process::CommandExt;
use std::process::Command;

use nix::errno::Errno;
use nix::libc;
use nix::sys::resource::{Resource, setrlimit};
use nix::sys::signal::{Signal, kill, killpg};
use nix::unistd::{Pid, getpid, getppid, setsid};

/// What a look at a child shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Nothing new.
    Nothing,
    /// It was stopped or continued since the last look.
    Held,
    /// It ended by itself with this code; it still has to be reaped.
    Exited(i32),
    /// It ended by this signal; it still has to be reaped.
    Signalled(i32),
}

/// Gives `command` a session of its own, no core dumps and, on Linux, an end together with the thread that
/// starts it.
pub(super) fn set_apart(command: &mut Command) {
    let parent = getpid();
    let prepare = move || -> io::Result<()> {
        setsid()?;
        setrlimit(Resource::RLIMIT_CORE, 0, 0)?;
        end_with_parent(parent)
    };
    // SAFETY: between fork and exec only system calls are made: nothing allocates, locks or unwinds.
    unsafe {
        command.pre_exec(prepare);
    }
}

#[cfg(target_os = "linux")]
fn end_with_parent(parent: Pid) -> io::Result<()> {
    nix::sys::prctl::set_pdeathsig(Signal::SIGKILL)?;
    // The parent may have gone before the line above.
    if getppid() == parent { Ok(()) } else { Err(Errno::ESRCH.into()) }
}

#[cfg(not(target_os = "linux"))]
fn end_with_parent(parent: Pid) -> io::Result<()> {
    if getppid() == parent { Ok(()) } else { Err(Errno::ESRCH.into()) }
}

/// Looks at a child without reaping it, so that its number cannot become someone else's.
pub(super) fn look(child: Pid) -> Look {
    match wait_for(child, libc::WSTOPPED | libc::WCONTINUED) {
        Some(_) => Look::Held,
        None => match wait_for(child, libc::WEXITED | libc::WNOWAIT) {
            Some((libc::CLD_EXITED, code)) => Look::Exited(code),
            Some((_, signal)) => Look::Signalled(signal),
            None => Look::Nothing,
        },
    }
}

/// Code and status of one change of the child, if one of the wanted kind has happened.
fn wait_for(child: Pid, wanted: libc::c_int) -> Option<(libc::c_int, libc::c_int)> {
    let id = libc::id_t::try_from(child.as_raw()).ok()?;
    loop {
        // SAFETY: siginfo_t is plain data, for which zeros are a value; the pointer lives through the call, and
        // the union's fields are read only after the kernel has filled them in.
        let (answer, pid, code, status) = unsafe {
            let mut info: libc::siginfo_t = std::mem::zeroed();
            let answer = libc::waitid(libc::P_PID, id, &raw mut info, wanted | libc::WNOHANG);
            (answer, info.si_pid(), info.si_code, info.si_status())
        };
        match answer {
            0 if pid == 0 => return None,
            0 => return Some((code, status)),
            _ if Errno::last() == Errno::EINTR => {}
            _ => return None,
        }
    }
}

/// Sends a signal to every process of the group that `leader` leads; an empty group is fine.
pub(super) fn signal_group(leader: Pid, signal: Signal) {
    // Nobody left, or nobody that may be signalled: either way there is nothing else to be done.
    let _ = killpg(leader, signal);
}

/// Sends a signal to one process.
pub(super) fn signal_one(process: Pid, signal: Signal) {
    // It may be gone already.
    let _ = kill(process, signal);
}

/// How far behind others a group is put: beside four busy processes on its CPU it gets about a fourteenth of the CPU. Further behind,
/// nothing would come to its end before its deadline, and nothing would be tested.
const BEHIND: i32 = 5;

/// Puts a group behind others in every queue for a CPU: through its session where the kernel schedules sessions (a priority inside
/// one would do nothing there), and by its own priority everywhere else.
pub(super) fn put_behind(leader: Pid) {
    let _not_everywhere = std::fs::write(format!("/proc/{leader}/autogroup"), BEHIND.to_string());
    let id = libc::id_t::try_from(leader.as_raw()).unwrap_or_default();
    // SAFETY: three numbers go in, one comes out.
    let _gone_already = unsafe { libc::setpriority(libc::PRIO_PGRP, id, BEHIND) };
}

/// How far the clock that counts sleep of the machine is ahead of the one that does not, in nanoseconds: at
/// least and at most, since both cannot be read at once. None where the system has no such clock.
#[cfg(target_os = "linux")]
pub(super) fn slept_ns() -> Option<(i64, i64)> {
    use nix::time::{ClockId, clock_gettime};
    let read = |clock| -> Option<i64> {
        let time = clock_gettime(clock).ok()?;
        Some(time.tv_sec() * 1_000_000_000 + time.tv_nsec())
    };
    let before = read(ClockId::CLOCK_MONOTONIC)?;
    let with_sleep = read(ClockId::CLOCK_BOOTTIME)?;
    let after = read(ClockId::CLOCK_MONOTONIC)?;
    Some((with_sleep - after, with_sleep - before))
}

/// How far the clock that counts sleep of the machine is ahead; not known on this system.
#[cfg(not(target_os = "linux"))]
pub(super) fn slept_ns() -> Option<(i64, i64)> {
    None
}

/// The kernel's handle to the running image, which an upgrade in place cannot swap.
#[cfg(target_os = "linux")]
pub(super) const RUNNING_IMAGE: Option<&str> = Some("/proc/self/exe");

/// The kernel's handle to the running image; there is none on this system.
#[cfg(not(target_os = "linux"))]
pub(super) const RUNNING_IMAGE: Option<&str> = None;
