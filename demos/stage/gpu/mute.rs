//! Silence while a driver is loaded, opened or closed.
//!
//! Drivers, and the layers that other programs hang between them, print what they like to standard output and standard error.
//! The first carries the report, the second is shown to the learner as a complaint; neither is theirs.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, OwnedFd};

use nix::unistd::{dup2_stderr, dup2_stdout};

/// Both outputs lead nowhere until this is dropped.
pub(super) struct Mute {
    output: OwnedFd,
    errors: OwnedFd,
}

impl Mute {
    /// Begins; nothing where the outputs cannot be put aside, and then the driver is heard.
    pub(super) fn begin() -> Option<Self> {
        let nowhere = File::options().write(true).open("/dev/null").ok()?;
        let aside = |fd: &dyn AsFd| fd.as_fd().try_clone_to_owned().ok();
        let mute = Mute { output: aside(&io::stdout())?, errors: aside(&io::stderr())? };
        dup2_stdout(&nowhere).and_then(|()| dup2_stderr(&nowhere)).ok()?;
        Some(mute)
    }
}

impl Drop for Mute {
    fn drop(&mut self) {
        let _stays_silent = dup2_stdout(&self.output).and_then(|()| dup2_stderr(&self.errors));
    }
}
