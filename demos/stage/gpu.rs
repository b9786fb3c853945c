//! Work for a GPU, or for the software driver that stands in for one: open, prepare, submit, look, wait, read.
//!
//! Vulkan is loaded when a demo asks for it, so a machine without it lacks this and nothing else. What is unsafe about it
//! stays in the rooms below: out here a job cannot be read before it is done, and nothing is freed that a device still
//! uses. Without the cargo feature `gpu` the same doors are here, and the first one says how to have it built.
//!
//! Deliberately missing: everything that one kernel and one list of numbers do not need.

#[cfg(not(feature = "gpu"))]
mod absent;
#[cfg(feature = "gpu")]
mod device;
#[cfg(feature = "gpu")]
mod job;
#[cfg(feature = "gpu")]
mod mute;

#[cfg(not(feature = "gpu"))]
pub(crate) use absent::{Gpu, Job};
#[cfg(feature = "gpu")]
pub(crate) use device::Gpu;
#[cfg(feature = "gpu")]
pub(crate) use job::Job;

use std::io;

use super::Stage;

/// Opens the device that the parameter `device` asks for and puts the kernel on it. Reports `device` and `device_type`; where
/// there is none, says what is missing and gives nothing.
pub(crate) fn open(stage: &Stage, kernel: &[u8]) -> io::Result<Option<Gpu>> {
    match Gpu::open(stage.word("device")?, kernel) {
        Ok(gpu) => {
            stage.obs("device", gpu.name());
            stage.obs("device_type", gpu.kind());
            Ok(Some(gpu))
        }
        Err(lack) => {
            stage.skip(&lack.what, lack.why);
            Ok(None)
        }
    }
}

/// Why no device could be opened.
struct Lack {
    /// What is missing, in a word or two.
    what: String,
    /// What to install or do, in both languages.
    why: (&'static str, &'static str),
}

impl Lack {
    fn new(what: impl Into<String>, why: (&'static str, &'static str)) -> Self {
        Lack { what: what.into(), why }
    }
}
