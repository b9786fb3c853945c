//! What tells whether a deck's text is still the one that was read.

use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;

use super::super::Sheet;
use super::super::number::number;

/// A file that was touched so many seconds ago may be touched again without its times telling.
const RECENT_S: i64 = 3;

/// What the system says of a file; of a text that is no file, its size and its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) size: i64,
    /// Nanoseconds since 1970, as are those of `ctime`.
    pub(super) mtime: i64,
    pub(super) ctime: i64,
    pub(super) inode: i64,
}

impl Stamp {
    /// How it is now.
    ///
    /// # Errors
    ///
    /// The file is not there, or nothing may be known of it.
    pub(super) fn of(sheet: &Sheet) -> io::Result<Self> {
        let Some(path) = sheet.path() else {
            let text = sheet.text().unwrap_or_default();
            return Ok(Stamp { size: text.len() as i64, mtime: number(text.as_bytes()), ..Stamp::default() });
        };
        let meta = fs::metadata(path)?;
        let nanoseconds = |s: i64, ns: i64| s.wrapping_mul(1_000_000_000).wrapping_add(ns);
        Ok(Stamp {
            size: meta.size().cast_signed(),
            mtime: nanoseconds(meta.mtime(), meta.mtime_nsec()),
            ctime: nanoseconds(meta.ctime(), meta.ctime_nsec()),
            inode: meta.ino().cast_signed(),
        })
    }

    /// Whether a file with this stamp may change once more in the same tick of the file system's clock.
    pub(super) fn is_young(&self, now_s: u64) -> bool {
        let last = self.mtime.max(self.ctime) / 1_000_000_000;
        self.ctime != 0 && last >= now_s.cast_signed().saturating_sub(RECENT_S)
    }
}

/// The place of a sheet, by which it is found again: a path from the root, or the name of a text that is no file.
pub(super) fn place(sheet: &Sheet) -> Vec<u8> {
    match sheet.path() {
        Some(path) => std::path::absolute(path).as_deref().unwrap_or(path).as_os_str().as_bytes().to_owned(),
        None => sheet.name().as_bytes().to_owned(),
    }
}
