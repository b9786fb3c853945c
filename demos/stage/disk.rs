//! A file on a disk whose contents are not in memory, for demos about what a read waits for.
//!
//! The file never stays behind: it has no name from the moment it is open. Deliberately missing: any promise that there is a
//! disk. A file system in memory keeps every page; then the next folder is tried, and in the end there is no file.
#![expect(unsafe_code, reason = "preadv2 with its flags has no safe form")]

use std::env;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek, Write};
use std::os::fd::AsRawFd;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process;
use std::time::Duration;

use nix::errno::Errno;
use nix::fcntl::{PosixFadviseAdvice, posix_fadvise};
use nix::libc;
use nix::sys::statfs::{FUSE_SUPER_MAGIC, fstatfs};

use super::memory::FileMap;
use super::{Limit, Stage};

/// What to say where every folder keeps its files in memory.
pub(crate) const NO_DISK: (&str, &str) = (
    "no folder was found whose files can leave the memory; name one on a disk with TMPDIR",
    "파일을 메모리에서 내보낼 수 있는 폴더를 찾지 못했습니다. 디스크에 있는 폴더를 TMPDIR로 지정하세요",
);

/// How long to try to get the pages of one file out of memory.
const PATIENCE: Duration = Duration::from_millis(400);

/// A file without a name, full of ones.
pub(crate) struct Scratch {
    /// The file, open for reading and writing.
    pub(crate) file: File,
    bytes: usize,
}

/// A new file in some folder whose pages can be dropped from memory, and were. Nothing where no folder is on a disk.
pub(crate) fn cold(stage: &Stage, bytes: usize) -> Option<Scratch> {
    let folders = [env::temp_dir(), PathBuf::from("/var/tmp"), PathBuf::from(".")];
    let mut files = folders.iter().filter_map(|folder| Scratch::new(folder, bytes).ok());
    files.find(|scratch| scratch.forget(stage.within(PATIENCE)).unwrap_or(false))
}

/// A new file in some folder, wherever its pages are.
pub(crate) fn anywhere(bytes: usize) -> io::Result<Scratch> {
    Scratch::new(&env::temp_dir(), bytes)
}

impl Scratch {
    fn new(folder: &Path, bytes: usize) -> io::Result<Self> {
        let mut file = nameless(folder)?;
        // A file system that is a program answers `poll`, `epoll` and reads in its own way.
        if fstatfs(&file)?.filesystem_type() == FUSE_SUPER_MAGIC {
            return Err(io::ErrorKind::Unsupported.into());
        }
        file.write_all(&vec![1; bytes])?;
        file.rewind()?;
        // Reading brings what was asked for and nothing more.
        posix_fadvise(&file, 0, 0, PosixFadviseAdvice::POSIX_FADV_RANDOM)?;
        Ok(Scratch { file, bytes })
    }

    /// The file as memory.
    pub(crate) fn map(&self) -> io::Result<FileMap> {
        FileMap::new(&self.file, self.bytes)
    }

    /// How many of its pages are in memory.
    pub(crate) fn resident(&self) -> io::Result<usize> {
        self.map()?.resident()
    }

    /// Asks the kernel to drop its pages from memory. Whether none is left.
    pub(crate) fn forget(&self, limit: Limit) -> io::Result<bool> {
        loop {
            // Only what the disk has can be dropped.
            self.file.sync_data()?;
            posix_fadvise(&self.file, 0, 0, PosixFadviseAdvice::POSIX_FADV_DONTNEED)?;
            let left = self.resident()?;
            if left == 0 || limit.passed() {
                return Ok(left == 0);
            }
        }
    }

    /// Reads at an offset, but only if it can be done without waiting (`preadv2` with `RWF_NOWAIT`).
    pub(crate) fn read_nowait(&self, buffer: &mut [u8], offset: u64) -> nix::Result<usize> {
        let part = libc::iovec { iov_base: buffer.as_mut_ptr().cast(), iov_len: buffer.len() };
        let offset = libc::off_t::try_from(offset).map_err(|_| Errno::EOVERFLOW)?;
        // SAFETY: one part, which is the buffer, alive and ours through the call.
        let read =
            unsafe { libc::preadv2(self.file.as_raw_fd(), &raw const part, 1, offset, libc::RWF_NOWAIT) };
        usize::try_from(read).map_err(|_| Errno::last())
    }
}

/// A file that is gone once it is closed, however this process ends.
fn nameless(folder: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).mode(0o600);
    options.clone().custom_flags(libc::O_TMPFILE).open(folder).or_else(|_| {
        // Not every file system can do that: then a name for an instant.
        let path = folder.join(format!("ttl-scratch-{}", process::id()));
        let file = options.create_new(true).open(&path)?;
        fs::remove_file(path)?;
        Ok(file)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scratch_file_has_no_name_and_keeps_its_bytes() {
        let folder = env::temp_dir().join(format!("ttl-disk-test-{}", process::id()));
        fs::create_dir(&folder).expect("a folder");
        let scratch = Scratch::new(&folder, 8192).expect("a file");
        assert_eq!(folder.read_dir().expect("the folder").count(), 0);
        assert_eq!(scratch.map().expect("a map").load(0), 1);
        let mut buffer = [0; 16];
        assert!(
            scratch.read_nowait(&mut buffer, 0).is_ok_and(|read| read == 16) || scratch.resident().is_err()
        );
        fs::remove_dir(folder).expect("an empty folder");
    }
}
