//! The register of what runs now, so that all of it can be ended from another thread.
//!
//! A child is started, and reaped, while the register is locked: whoever holds the lock can signal every group
//! in it and cannot hit a stranger. Deliberately missing: signals to this program. The door decides what Ctrl-C
//! means and calls [`end_running_trials`] from an ordinary thread.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::sync::{Mutex, MutexGuard, PoisonError};

use nix::sys::signal::Signal;
use nix::unistd::Pid;

use super::os;

/// What runs now and what has to be cleared away.
#[derive(Default)]
pub(super) struct Running {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    /// How often everything was ended.
    ended: u64,
    /// Leaders of the groups of children that are not reaped yet.
    groups: BTreeSet<Pid>,
    /// Folders with unpacked programs.
    folders: BTreeSet<PathBuf>,
}

/// The register of this process.
pub(super) static RUNNING: Running =
    Running { inner: Mutex::new(Inner { ended: 0, groups: BTreeSet::new(), folders: BTreeSet::new() }) };

/// Ends every child that runs now, with its group, and removes what was unpacked for it. The calls of
/// [`super::Lab::run`] and [`super::Lab::trace`] that are under way return [`super::LabError::Interrupted`];
/// later calls run as usual. May be called from any thread, not from inside a signal handler.
pub fn end_running_trials() {
    RUNNING.end_all();
}

/// A pass for one call: void once everything was ended after it was given out.
#[derive(Clone, Copy)]
pub(super) struct Pass {
    running: &'static Running,
    ended: u64,
}

impl Running {
    /// A pass for a call that begins now.
    pub(super) fn pass(&'static self) -> Pass {
        Pass { running: self, ended: self.lock().ended }
    }

    pub(super) fn end_all(&self) {
        let mut inner = self.lock();
        inner.ended += 1;
        for &leader in &inner.groups {
            os::signal_group(leader, Signal::SIGKILL);
        }
        for folder in std::mem::take(&mut inner.folders) {
            let _ = fs::remove_dir_all(folder);
        }
    }

    /// Does something with the leader of every group that runs now. None of them is reaped meanwhile, so a signal to one of
    /// them cannot hit a stranger.
    pub(super) fn each_leader(&self, mut body: impl FnMut(Pid)) {
        self.lock().groups.iter().for_each(|&leader| body(leader));
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pass {
    /// Whether everything was ended since the pass was given out.
    pub(super) fn is_void(self) -> bool {
        self.running.lock().ended != self.ended
    }

    /// Starts a child, unless the pass is void: then the error is of kind `Interrupted`.
    pub(super) fn start(self, command: &mut Command) -> io::Result<Held> {
        let mut inner = self.running.lock();
        if inner.ended != self.ended {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let child = command.spawn()?;
        let leader = Pid::from_raw(child.id().cast_signed());
        inner.groups.insert(leader);
        Ok(Held { child: Some(child), leader, running: self.running })
    }

    /// Has `folder` removed when everything is ended.
    pub(super) fn add_folder(self, folder: &Path) {
        self.running.lock().folders.insert(folder.to_owned());
    }

    /// Removes a folder that was added.
    pub(super) fn remove_folder(self, folder: &Path) {
        self.running.lock().folders.remove(folder);
        let _ = fs::remove_dir_all(folder);
    }
}

/// A child that is not reaped yet. Dropping it ends it and its group.
pub(super) struct Held {
    child: Option<Child>,
    /// The child's number, which is also that of its group and session.
    pub(super) leader: Pid,
    running: &'static Running,
}

impl Held {
    /// The child, for its pipes.
    pub(super) fn child(&mut self) -> Option<&mut Child> {
        self.child.as_mut()
    }

    /// Ends what is left of the group of a child that has ended, then reaps it.
    pub(super) fn reap(mut self) -> io::Result<Option<ExitStatus>> {
        self.child.take().map(|child| reap(child, self.leader, self.running)).transpose()
    }

    /// Leaves a child that does not even answer SIGKILL yet to a thread of its own.
    pub(super) fn abandon(mut self) {
        let Some(mut child) = self.child.take() else { return };
        let (leader, running) = (self.leader, self.running);
        std::thread::spawn(move || {
            // Reaps outside the lock: nobody else may have to wait for a child that hangs in the kernel. Its
            // group is signalled no more, so its number can hit nobody.
            running.lock().groups.remove(&leader);
            let _ = child.wait();
        });
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(child) = self.child.take() {
            os::signal_group(self.leader, Signal::SIGKILL);
            let _ = reap(child, self.leader, self.running);
        }
    }
}

fn reap(mut child: Child, leader: Pid, running: &Running) -> io::Result<ExitStatus> {
    let mut inner = running.lock();
    os::signal_group(leader, Signal::SIGKILL);
    inner.groups.remove(&leader);
    child.wait()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(
        clippy::disallowed_methods,
        reason = "the register is tested with the smallest program there is"
    )]
    fn cat() -> Command {
        let mut command = Command::new("cat");
        command.stdin(std::process::Stdio::piped());
        os::set_apart(&mut command);
        command
    }

    #[test]
    fn what_runs_is_ended_and_nothing_new_starts_under_the_old_pass() {
        let running: &'static Running = Box::leak(Box::default());
        let pass = running.pass();
        let held = pass.start(&mut cat()).expect("cat starts");
        running.end_all();
        let ending = std::iter::repeat_with(|| os::look(held.leader)).find(|&look| look != os::Look::Nothing);
        assert_eq!(ending, Some(os::Look::Signalled(9)));
        assert!(pass.is_void());
        assert_eq!(pass.start(&mut cat()).err().map(|e| e.kind()), Some(io::ErrorKind::Interrupted));
        assert!(running.pass().start(&mut cat()).is_ok());
    }
}
