//! One `read` through io_uring: hand it to the kernel, go on, find the byte in the buffer later.
//!
//! This needs `unsafe`: the kernel writes into memory of ours while we do something else, which the borrow checker cannot
//! follow. The ring owns buffer and file, and leaks the buffer rather than free it under a read
//! that is still in flight.

#![expect(unsafe_code, reason = "the kernel fills the buffer of a submitted read behind the compiler's back")]

use std::io::{self, PipeReader};
use std::mem;
use std::os::fd::AsRawFd;

use io_uring::{IoUring, opcode, types};

/// A read in flight.
pub(crate) struct Ring {
    ring: IoUring,
    file: PipeReader,
    buffer: Box<[u8; 8]>,
    in_flight: bool,
    submits: u64,
}

impl Ring {
    /// A ring of its own for `file`. Fails where the kernel or a sandbox refuses io_uring.
    pub(crate) fn open(file: PipeReader) -> io::Result<Self> {
        Ok(Ring { ring: IoUring::new(4)?, file, buffer: Box::new([0; 8]), in_flight: false, submits: 0 })
    }

    /// Hands one `read` to the kernel and returns at once.
    pub(crate) fn submit_read(&mut self) -> io::Result<()> {
        let length = u32::try_from(self.buffer.len()).map_err(io::Error::other)?;
        let read =
            opcode::Read::new(types::Fd(self.file.as_raw_fd()), self.buffer.as_mut_ptr(), length).build();
        // SAFETY: buffer and file live in this ring; `drop` leaks the buffer while a read is in flight.
        unsafe { self.ring.submission().push(&read) }.map_err(io::Error::other)?;
        self.in_flight = true;
        self.submits += 1;
        self.ring.submit().map(|_| ())
    }

    /// The completion, if it has come: how many bytes, or a negative error. Only a look at shared memory, no call.
    pub(crate) fn completed(&mut self) -> Option<i32> {
        let result = self.ring.completion().next()?.result();
        self.in_flight = false;
        Some(result)
    }

    /// How many calls that took.
    pub(crate) fn submits(&self) -> u64 {
        self.submits
    }

    /// The first byte of the buffer.
    pub(crate) fn first_byte(&self) -> u8 {
        self.buffer[0]
    }
}

impl Drop for Ring {
    fn drop(&mut self) {
        if self.in_flight {
            mem::forget(mem::take(&mut self.buffer));
        }
    }
}
