//! Looking at a sibling thread from outside: is it asleep, and in which system call?
//!
//! A thread that waits for a CPU is `R`, never `S`, so load cannot fake a sleep. Three looks in a row must agree, because
//! state and call are two files and a thread may pass through a short sleep on its way. Where a sandbox hides the call,
//! the state alone is used and no call is named.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

use nix::libc;
use nix::unistd::gettid;

use super::Limit;

/// How many looks in a row must see the same sleep.
const LOOKS: u32 = 3;

/// How long to wait between two looks; the watched thread is left alone meanwhile.
const PAUSE: Duration = Duration::from_micros(60);

/// What is said of a thread that was not seen asleep.
const NOWHERE: &str = "nowhere";

/// A thread of this process, to be looked at by another.
#[derive(Clone, Debug)]
pub(crate) struct Watched {
    stat: String,
    syscall: String,
}

/// What one look saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// On a CPU, waiting for one, stopped, or gone.
    Awake,
    /// Asleep, in this call if the kernel names it.
    Asleep(Option<&'static str>),
}

impl Watched {
    /// The calling thread.
    pub(crate) fn this_thread() -> Self {
        let task = format!("/proc/self/task/{}", gettid());
        Watched { stat: format!("{task}/stat"), syscall: format!("{task}/syscall") }
    }

    /// Runs `body` on the calling thread while a sibling looks at it, and tells whether the sibling saw it asleep. The looks begin
    /// and end inside of `body`, so a sleep before or after it cannot be taken for one of its own.
    pub(crate) fn asleep_during<T>(limit: Limit, body: impl FnOnce() -> T) -> (T, bool) {
        let (me, inside, over) = (Watched::this_thread(), AtomicBool::new(false), AtomicBool::new(false));
        thread::scope(|scope| {
            let sibling = scope.spawn(|| {
                while !inside.load(SeqCst) {
                    thread::sleep(PAUSE);
                }
                me.until(|| over.load(SeqCst), limit).is_some_and(|call| call != NOWHERE)
            });
            inside.store(true, SeqCst);
            let result = body();
            over.store(true, SeqCst);
            (result, sibling.join().unwrap_or(false))
        })
    }

    /// Looks once.
    pub(crate) fn look(&self) -> Look {
        match fs::read_to_string(&self.stat) {
            Ok(stat) if parse_state(&stat) == Some('S') => match fs::read_to_string(&self.syscall) {
                Ok(text) if text.starts_with("running") => Look::Awake,
                Ok(text) => Look::Asleep(parse_call(&text)),
                Err(_) => Look::Asleep(None),
            },
            _ => Look::Awake,
        }
    }

    /// Waits until the thread is asleep in `call`. True when that was seen, false when only the sleep but not the call
    /// can be seen here, nothing when the limit passed.
    pub(crate) fn until_asleep_in(&self, call: &str, limit: Limit) -> Option<bool> {
        let mut run = 0;
        loop {
            let look = self.look();
            run = match look {
                Look::Asleep(None) => run + 1,
                Look::Asleep(Some(seen)) if seen == call => run + 1,
                _ => 0,
            };
            if run >= LOOKS {
                return Some(look != Look::Asleep(None));
            }
            if limit.passed() {
                return None;
            }
            thread::sleep(PAUSE);
        }
    }

    /// The call in which three looks right after one another see the thread asleep; for those who may not wait themselves.
    pub(crate) fn asleep(&self) -> Option<&'static str> {
        let first = self.look();
        match first {
            Look::Asleep(call) if (1..LOOKS).all(|_| self.look() == first) => {
                Some(call.unwrap_or("some call"))
            }
            _ => None,
        }
    }

    /// Waits until `fact` is true and looks meanwhile. The call in which the thread was seen asleep, or `nowhere`;
    /// nothing when the limit passed first.
    pub(crate) fn until(&self, fact: impl Fn() -> bool, limit: Limit) -> Option<&'static str> {
        let (mut run, mut before, mut seen) = (0, Look::Awake, NOWHERE);
        while !fact() {
            if limit.passed() {
                return None;
            }
            let look = self.look();
            run = if look != Look::Awake && look == before { run + 1 } else { 1 };
            before = look;
            if let Look::Asleep(call) = look
                && run >= LOOKS
            {
                seen = call.unwrap_or("some call");
            }
            thread::sleep(PAUSE);
        }
        Some(seen)
    }
}

/// The state letter of `/proc/PID/stat`; the name before it may hold spaces and brackets.
fn parse_state(stat: &str) -> Option<char> {
    stat.rsplit_once(')')?.1.trim_start().chars().next()
}

/// The name of the call whose number `/proc/PID/syscall` begins with.
fn parse_call(syscall: &str) -> Option<&'static str> {
    let number: libc::c_long = syscall.split_ascii_whitespace().next()?.parse().ok()?;
    Some(match number {
        libc::SYS_read => "read",
        #[cfg(target_arch = "x86_64")]
        libc::SYS_epoll_wait => "epoll_wait",
        libc::SYS_epoll_pwait => "epoll_wait",
        libc::SYS_futex => "futex",
        libc::SYS_nanosleep | libc::SYS_clock_nanosleep => "nanosleep",
        libc::SYS_io_uring_enter => "io_uring_enter",
        _ => "another call",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_sleep_inside_is_seen() {
        let limit = Limit(std::time::Instant::now() + Duration::from_secs(20));
        let until_seen = || {
            let me = Watched::this_thread();
            let (sender, receiver) = std::sync::mpsc::channel();
            let waker = thread::spawn(move || {
                me.until_asleep_in("futex", limit);
                // Long enough for the other sibling to have looked as well.
                thread::sleep(PAUSE * 200);
                sender.send(())
            });
            let _woken = receiver.recv();
            waker.join()
        };
        assert!(Watched::asleep_during(limit, until_seen).1);
        assert!(!Watched::asleep_during(limit, || std::hint::black_box(1)).1);
    }

    #[test]
    fn the_state_comes_after_the_last_bracket() {
        assert_eq!(parse_state("7 (a) R) x) S 1 2"), Some('S'));
        assert_eq!(parse_state("7 (demo) R 1 2"), Some('R'));
        assert_eq!(parse_state(""), None);
    }

    #[test]
    fn a_call_is_named_by_its_number() {
        assert_eq!(parse_call(&format!("{} 0x3 0x0", libc::SYS_read)), Some("read"));
        assert_eq!(parse_call(&format!("{} 0x3", libc::SYS_epoll_pwait)), Some("epoll_wait"));
        assert_eq!(parse_call("-1 0x3"), Some("another call"));
        assert_eq!(parse_call("running"), None);
    }
}
