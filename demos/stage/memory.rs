//! Memory that a demo asks the system for by itself, and what the system says about memory.
//!
//! Three kinds: a page that forked children share (`Shared`), a block of plain pages (`Block`), a file looked at page by page
//! (`FileMap`). Every load and store is an atomic one through a checked page number, so that no thread or process can break a
//! rule of the language with them. Deliberately missing: growing, protecting, named shared memory.
#![expect(unsafe_code, reason = "mmap hands out raw memory, and only the kernel knows which pages are there")]

use std::fs::{self, File};
use std::io;
use std::os::fd::AsRawFd;
use std::ptr::{NonNull, null_mut};
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

use nix::libc;
use nix::sys::resource::{UsageWho, getrusage};

use super::Limit;

/// How long to sleep between two looks at a number that another process is to set.
const PAUSE: Duration = Duration::from_micros(50);

/// Bytes of a page of memory.
pub(crate) fn page_size() -> usize {
    // SAFETY: a question without pointers.
    usize::try_from(unsafe { libc::sysconf(libc::_SC_PAGESIZE) }).unwrap_or(4096)
}

/// A stretch of memory from `mmap`, given back when dropped.
struct Mapped {
    start: NonNull<u8>,
    bytes: usize,
}

// SAFETY: it is reached through atomic loads and stores only.
unsafe impl Sync for Mapped {}
// SAFETY: nothing about it belongs to one thread.
unsafe impl Send for Mapped {}

impl Mapped {
    fn new(bytes: usize, protection: i32, flags: i32, file: Option<&File>) -> io::Result<Self> {
        let file = file.map_or(-1, AsRawFd::as_raw_fd);
        // SAFETY: a new mapping at a place of the kernel's choice disturbs nothing that exists.
        let start = unsafe { libc::mmap(null_mut(), bytes, protection, flags, file, 0) };
        if start == libc::MAP_FAILED {
            return Err(io::Error::last_os_error());
        }
        Ok(Mapped { start: NonNull::new(start.cast()).ok_or(io::ErrorKind::OutOfMemory)?, bytes })
    }

    /// Tells the kernel how it will be used. A kernel that does not know the word goes on as before.
    fn advise(&self, advice: i32) {
        // SAFETY: the advices used here change how pages are got, not what is in them.
        let _only_advice = unsafe { libc::madvise(self.start.as_ptr().cast(), self.bytes, advice) };
    }

    fn pages(&self) -> usize {
        self.bytes / page_size()
    }

    /// The first byte of a page.
    fn byte(&self, page: usize) -> &AtomicU8 {
        assert!(page < self.pages(), "page {page} of {}", self.pages());
        // SAFETY: inside the mapping, which lives as long as the reference; everybody uses atomics.
        unsafe { AtomicU8::from_ptr(self.start.as_ptr().add(page * page_size())) }
    }
}

impl Drop for Mapped {
    fn drop(&mut self) {
        // SAFETY: mapped by `new`, and nobody can still hold a reference into it.
        let _nothing_to_do = unsafe { libc::munmap(self.start.as_ptr().cast(), self.bytes) };
    }
}

/// A number in a page that this process and its forked children share (`MAP_SHARED`).
pub(crate) struct Shared(Mapped);

impl Shared {
    /// A new one that is 0.
    pub(crate) fn new() -> io::Result<Self> {
        let flags = libc::MAP_SHARED | libc::MAP_ANONYMOUS;
        Mapped::new(page_size(), libc::PROT_READ | libc::PROT_WRITE, flags, None).map(Shared)
    }

    fn number(&self) -> &AtomicU64 {
        // SAFETY: a page is large and aligned enough for one number, and both sides use atomics.
        unsafe { AtomicU64::from_ptr(self.0.start.as_ptr().cast()) }
    }

    /// What it is now.
    pub(crate) fn load(&self) -> u64 {
        self.number().load(SeqCst)
    }

    /// Sets it.
    pub(crate) fn store(&self, number: u64) {
        self.number().store(number, SeqCst);
    }

    /// Waits until somebody has set it to `number`. False when the limit passed first.
    pub(crate) fn becomes(&self, number: u64, limit: Limit) -> bool {
        while self.load() != number {
            if limit.passed() {
                return false;
            }
            thread::sleep(PAUSE);
        }
        true
    }
}

/// A block of private pages without a file, each a page of its own (no huge pages).
pub(crate) struct Block(Mapped);

impl Block {
    /// So many bytes; no page is there before it is touched.
    pub(crate) fn new(bytes: usize) -> io::Result<Self> {
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
        let mapped = Mapped::new(bytes, libc::PROT_READ | libc::PROT_WRITE, flags, None)?;
        mapped.advise(libc::MADV_NOHUGEPAGE);
        Ok(Block(mapped))
    }

    /// How many pages it has.
    pub(crate) fn pages(&self) -> usize {
        self.0.pages()
    }

    /// Loads the first byte of a page.
    pub(crate) fn load(&self, page: usize) -> u8 {
        self.0.byte(page).load(SeqCst)
    }

    /// Stores into the first byte of a page.
    pub(crate) fn store(&self, page: usize, byte: u8) {
        self.0.byte(page).store(byte, SeqCst);
    }
}

/// A file that can be loaded from as if it were memory. The kernel is told to get each page only when it is touched.
pub(crate) struct FileMap(Mapped);

impl FileMap {
    /// Maps the first `bytes` of a file that nobody shortens.
    pub(super) fn new(file: &File, bytes: usize) -> io::Result<Self> {
        let mapped = Mapped::new(bytes, libc::PROT_READ, libc::MAP_SHARED, Some(file))?;
        mapped.advise(libc::MADV_RANDOM);
        Ok(FileMap(mapped))
    }

    /// How many pages are mapped.
    pub(crate) fn pages(&self) -> usize {
        self.0.pages()
    }

    /// Loads the first byte of a page.
    pub(crate) fn load(&self, page: usize) -> u8 {
        self.0.byte(page).load(SeqCst)
    }

    /// How many of its pages are in memory now.
    pub(crate) fn resident(&self) -> io::Result<usize> {
        let mut answers = vec![0u8; self.pages()];
        let (start, bytes) = (self.0.start.as_ptr().cast(), self.0.bytes);
        // SAFETY: there is one byte of room for every page of the mapping.
        match unsafe { libc::mincore(start, bytes, answers.as_mut_ptr()) } {
            0 => Ok(answers.iter().filter(|answer| **answer & 1 == 1).count()),
            _ => Err(io::Error::last_os_error()),
        }
    }
}

/// Page faults of the calling thread so far: those that could be served from memory, and those that needed storage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Faults {
    /// Served from memory.
    pub(crate) minor: u64,
    /// Needed storage.
    pub(crate) major: u64,
}

impl Faults {
    /// The counts so far.
    pub(crate) fn so_far() -> Self {
        let count = |n: i64| u64::try_from(n).unwrap_or(0);
        getrusage(UsageWho::RUSAGE_THREAD).map_or(Faults::default(), |usage| Faults {
            minor: count(usage.minor_page_faults()),
            major: count(usage.major_page_faults()),
        })
    }

    /// How many there were since.
    pub(crate) fn since(self) -> Self {
        let now = Faults::so_far();
        Faults { minor: now.minor.saturating_sub(self.minor), major: now.major.saturating_sub(self.major) }
    }
}

/// What a process takes of the memory, in KiB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Usage {
    /// Every page that it has in memory (RSS), shared or not.
    pub(crate) rss: u64,
    /// The same, but a page that n processes have counts as an n-th (PSS).
    pub(crate) pss: u64,
}

/// What a process takes; nothing where the kernel does not tell.
pub(crate) fn usage(pid: u32) -> Option<Usage> {
    parse_usage(&fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?)
}

fn parse_usage(rollup: &str) -> Option<Usage> {
    Some(Usage { rss: kib(rollup, "Rss:")?, pss: kib(rollup, "Pss:")? })
}

/// The number behind a word at the beginning of a line.
pub(super) fn kib(text: &str, word: &str) -> Option<u64> {
    let rest = text.lines().find_map(|line| line.strip_prefix(word))?;
    rest.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// How many bytes of the file with this inode a process has in memory; nothing where the kernel does not tell.
pub(crate) fn resident_of_file(pid: u32, inode: u64) -> Option<u64> {
    parse_resident(&fs::read_to_string(format!("/proc/{pid}/smaps")).ok()?, inode)
}

fn parse_resident(smaps: &str, inode: u64) -> Option<u64> {
    let inode = inode.to_string();
    let (mut sum, mut found, mut inside) = (0, false, false);
    for line in smaps.lines() {
        let mut fields = line.split_ascii_whitespace();
        let first = fields.next()?;
        if !first.ends_with(':') {
            // The head of a mapping: addresses, rights, offset, device, inode, name.
            inside = fields.nth(3) == Some(&inode);
            found |= inside;
        } else if inside && first == "Rss:" {
            sum += fields.next()?.parse::<u64>().ok()? * 1024;
        }
    }
    found.then_some(sum)
}

/// Where something lies in memory, as a number.
pub(crate) fn address<T>(thing: &T) -> usize {
    std::ptr::from_ref(thing) as usize
}

/// The mapping of this process that an address lies in, as `/proc/self/maps` writes its borders.
pub(crate) fn mapping_of(address: usize) -> Option<String> {
    find_mapping(&fs::read_to_string("/proc/self/maps").ok()?, address)
}

fn find_mapping(maps: &str, address: usize) -> Option<String> {
    let borders = maps.lines().filter_map(|line| line.split_ascii_whitespace().next());
    let mut found = borders.filter(|borders| {
        let ends =
            borders.split_once('-').map(|(from, to)| [from, to].map(|end| usize::from_str_radix(end, 16)));
        matches!(ends, Some([Ok(from), Ok(to)]) if (from..to).contains(&address))
    });
    found.next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_has_a_page_only_after_it_was_touched() {
        let block = Block::new(8 * page_size()).expect("memory");
        let faults = Faults::so_far();
        (0..block.pages()).for_each(|page| block.store(page, 7));
        assert!(faults.since().minor >= 8);
        assert_eq!((block.pages(), block.load(3)), (8, 7));
    }

    #[test]
    fn a_shared_number_keeps_what_is_stored() {
        let shared = Shared::new().expect("a page");
        shared.store(shared.load() + 7);
        assert_eq!(shared.load(), 7);
    }

    #[test]
    fn the_rollup_is_read_by_its_words() {
        let text = "5-7 ---p 00 00:00 0  [rollup]\nRss:    5000 kB\nPss:   700 kB\nPss_Dirty:   3 kB\n";
        assert_eq!(parse_usage(text), Some(Usage { rss: 5000, pss: 700 }));
        assert_eq!(parse_usage(""), None);
    }

    #[test]
    fn only_mappings_of_the_file_count() {
        let text = "1-2 r-xp 0 fe:00 77 /x\nSize: 8 kB\nRss: 4 kB\n2-3 rw-p 0 00:00 0\nRss: 9 kB\n\
                    3-4 r--p 0 fe:00 77 /x\nRss: 1 kB\nVmFlags: rd\n";
        assert_eq!(parse_resident(text, 77), Some(5 * 1024));
        assert_eq!(parse_resident(text, 78), None);
    }

    #[test]
    fn an_address_lies_in_one_mapping() {
        let maps = "1000-2000 r--p 0 00:00 0\n3000-5000 rw-p 0 00:00 0 [stack]\n";
        assert_eq!(find_mapping(maps, 0x3fff).as_deref(), Some("3000-5000"));
        assert_eq!(find_mapping(maps, 0x2000), None);
        assert!(mapping_of(&raw const maps as usize).is_some());
    }
}
