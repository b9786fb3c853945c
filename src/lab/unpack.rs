//! Programs inside the binary, put into a private folder for as long as they run.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::running::Pass;

/// A folder that only this user can enter; removed when this is dropped.
pub(super) struct Unpacked {
    path: PathBuf,
    pass: Pass,
}

impl Unpacked {
    /// Puts `files`, names and contents, into a new folder.
    ///
    /// # Errors
    ///
    /// The folder or a file could not be written.
    pub(super) fn new(files: &[(&str, &[u8])], pass: Pass) -> io::Result<Self> {
        let path = private_folder()?;
        pass.add_folder(&path);
        let unpacked = Unpacked { path, pass };
        for (name, bytes) in files {
            let file = unpacked.path.join(name);
            if let Some(folder) = file.parent() {
                DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
            }
            OpenOptions::new().write(true).create_new(true).mode(0o700).open(&file)?.write_all(bytes)?;
        }
        Ok(unpacked)
    }

    /// Where the files are.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Unpacked {
    fn drop(&mut self) {
        self.pass.remove_folder(&self.path);
    }
}

/// A new folder among the temporary ones, with rights for nobody else.
fn private_folder() -> io::Result<PathBuf> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    // Children start elsewhere, so the name must not hang on the folder that this program was started in.
    let near = fs::canonicalize(std::env::temp_dir())?;
    loop {
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = near.join(format!("ttl-demo-{}-{n}", std::process::id()));
        match DirBuilder::new().mode(0o700).create(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            created => return created.map(|()| path),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::lab::running::RUNNING;

    #[test]
    fn files_lie_in_a_private_folder_for_as_long_as_they_are_needed() {
        let unpacked =
            Unpacked::new(&[("run", b"x"), ("deep/er.py", b"y")], RUNNING.pass()).expect("unpacks");
        let path = unpacked.path().to_owned();
        assert_eq!(fs::read(path.join("deep/er.py")).expect("there"), b"y");
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o700);
        drop(unpacked);
        assert!(!path.exists());
    }
}
