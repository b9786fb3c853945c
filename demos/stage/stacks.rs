//! The stack of a thread: where it lies, how much address space is set aside for it, how much of that has ever been touched.
//!
//! Deliberately missing: the kernel's own stack for each thread, which no program can see.
#![expect(
    unsafe_code,
    reason = "only pthread calls tell where a stack lies, and only they start a thread with the default of the C library"
)]

use std::ffi::c_void;
use std::fs::File;
use std::io;
use std::mem::MaybeUninit;
use std::os::unix::fs::FileExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::{null, null_mut};
use std::sync::Mutex;

use nix::libc;
use nix::sys::resource::{Resource, getrlimit};

use super::lock;
use super::memory::{address, mapping_of, page_size};

/// Larger stacks are not looked at page by page; that would take too long.
const LOOKED_AT: usize = 4 << 30;

/// The stack of a thread, from its lowest address to the one above its highest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stack {
    from: usize,
    to: usize,
}

impl Stack {
    /// The stack of the calling thread, as the C library knows it.
    pub(crate) fn of_this_thread() -> Option<Stack> {
        let (mut attributes, mut start, mut bytes) = (MaybeUninit::uninit(), null_mut::<c_void>(), 0);
        // SAFETY: a thread may ask about itself; the attributes are read only where they were written.
        let known = unsafe {
            if libc::pthread_getattr_np(libc::pthread_self(), attributes.as_mut_ptr()) != 0 {
                return None;
            }
            let known = libc::pthread_attr_getstack(attributes.as_ptr(), &raw mut start, &raw mut bytes) == 0;
            libc::pthread_attr_destroy(attributes.as_mut_ptr());
            known
        };
        known.then_some(Stack { from: start as usize, to: start as usize + bytes })
    }

    /// The stack of the main thread, as far as the kernel has mapped it by now. To be asked on the main thread.
    pub(crate) fn of_main_thread() -> Option<Stack> {
        let local = 0u8;
        let borders = mapping_of(address(&local))?;
        let (from, to) = borders.split_once('-')?;
        let end = |text| usize::from_str_radix(text, 16).ok();
        Some(Stack { from: end(from)?, to: end(to)? })
    }

    /// Address space that is set aside for it, in KiB, used or not.
    pub(crate) fn reserved_kib(self) -> usize {
        (self.to - self.from) / 1024
    }

    /// Memory behind it, in KiB: the pages that have ever been touched, in RAM or swapped out. Nothing where the kernel does
    /// not tell.
    pub(crate) fn touched_kib(self) -> Option<usize> {
        if self.to - self.from > LOOKED_AT {
            return None;
        }
        let (map, page) = (File::open("/proc/self/pagemap").ok()?, page_size());
        let mut entries = vec![0; (self.to - self.from) / page * 8];
        map.read_exact_at(&mut entries, (self.from / page * 8) as u64).ok()?;
        // A thread that can ask runs on its stack: where no page is there, nobody counts.
        Some(present(&entries) * page / 1024).filter(|kib| *kib > 0)
    }

    /// Whether something lies on it.
    pub(crate) fn holds<T>(self, thing: &T) -> bool {
        (self.from..self.to).contains(&address(thing))
    }
}

/// How many entries of a page map have a page: in memory (bit 63) or swapped out (bit 62).
fn present(entries: &[u8]) -> usize {
    entries
        .chunks_exact(8)
        .filter(|entry| u64::from_ne_bytes((*entry).try_into().unwrap_or([0; 8])) >> 62 != 0)
        .count()
}

/// Stacks that were met, each with a letter of its own, in their order.
#[derive(Default)]
pub(crate) struct Met(Mutex<Vec<Stack>>);

impl Met {
    /// The letter of the stack on which the caller runs: that of the stack where its local variables lie.
    pub(crate) fn letter(&self) -> Option<char> {
        let local = 0u8;
        let mut met = lock(&self.0);
        let number = match met.iter().position(|stack| stack.holds(&local)) {
            Some(number) => number,
            None => {
                met.push(Stack::of_this_thread()?);
                met.len() - 1
            }
        };
        char::from_digit(u32::try_from(number + 10).ok()?, 36).map(|letter| letter.to_ascii_uppercase())
    }

    /// How many stacks there were.
    pub(crate) fn count(&self) -> usize {
        lock(&self.0).len()
    }
}

/// The soft limit for the size of a stack (`ulimit -s`) in KiB; nothing where there is no limit.
pub(crate) fn limit_kib() -> Option<u64> {
    let (soft, _) = getrlimit(Resource::RLIMIT_STACK).ok()?;
    (soft != libc::RLIM_INFINITY).then_some(soft / 1024)
}

/// Whether the C library is glibc, whose default this is about.
pub(crate) const GLIBC: bool = cfg!(target_env = "gnu");

/// Runs `body` in a thread that was started with no wish about its stack (`pthread_create` without attributes), and waits for
/// its end.
pub(crate) fn in_default_thread<F: FnOnce() -> T + Send, T: Send>(body: F) -> io::Result<T> {
    let mut work = Work { body: Some(body), result: None };
    let mut thread = MaybeUninit::uninit();
    // SAFETY: `work` is of the type that `begin` expects, and stays where it is until the thread has been joined.
    let error =
        unsafe { libc::pthread_create(thread.as_mut_ptr(), null(), begin::<F, T>, (&raw mut work).cast()) };
    if error != 0 {
        return Err(io::Error::from_raw_os_error(error));
    }
    // SAFETY: the thread was created, and nobody else joins it.
    unsafe { libc::pthread_join(thread.assume_init(), null_mut()) };
    work.result.ok_or_else(|| io::Error::other("the thread panicked"))
}

/// What a thread has to do, and what came of it.
struct Work<F, T> {
    body: Option<F>,
    result: Option<T>,
}

/// The first function of the thread.
extern "C" fn begin<F: FnOnce() -> T, T>(work: *mut c_void) -> *mut c_void {
    // SAFETY: `in_default_thread` passes its own `Work<F, T>` and does not look at it before this thread has ended.
    let work = unsafe { &mut *work.cast::<Work<F, T>>() };
    if let Some(body) = work.body.take() {
        work.result = catch_unwind(AssertUnwindSafe(body)).ok();
    }
    null_mut()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_gets_the_stack_it_was_given() {
        let thread = std::thread::Builder::new().stack_size(512 << 10);
        let look = || {
            let (stack, local) = (Stack::of_this_thread().expect("a stack"), 0u8);
            (stack.reserved_kib(), stack.holds(&local))
        };
        let (reserved, holds) = thread.spawn(look).expect("a thread").join().expect("its answer");
        // It may be more: another thread that ended can have left a larger one.
        assert!(reserved >= 448, "{reserved}");
        assert!(holds);
    }

    #[test]
    fn a_default_thread_hands_back_what_it_found() {
        let mine = Stack::of_this_thread();
        let its = in_default_thread(Stack::of_this_thread).expect("a thread");
        assert!(its.is_some() && its != mine);
        assert!(in_default_thread(|| panic!("on purpose")).is_err());
    }

    #[test]
    fn a_page_in_memory_or_swapped_out_was_touched() {
        let entries: Vec<u8> =
            [1u64 << 63, 1 << 62, 1 << 61, 0].iter().flat_map(|e| e.to_ne_bytes()).collect();
        assert_eq!(present(&entries), 2);
    }

    #[test]
    fn a_stack_is_met_once() {
        let met = Met::default();
        assert_eq!((met.letter(), met.letter(), met.count()), (Some('A'), Some('A'), 1));
    }
}
