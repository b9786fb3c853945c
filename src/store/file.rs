//! Writing a file that somebody asked for: all of it or nothing.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::StoreError;

/// Writes something of our own as TOML below a `head`, with the folders that lead there.
///
/// # Errors
///
/// As [`save`].
pub(super) fn keep(path: &Path, head: &str, what: &impl Serialize) -> Result<(), StoreError> {
    let failed = |source: io::Error| StoreError::Write { path: path.to_owned(), source };
    let text = toml::to_string(what).map_err(|error| failed(io::Error::other(error)))?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    save(path, &format!("{head}{text}"))
}

/// Writes `text` to `path`, replacing what is there. A reader sees the old text or the new one, never half of it.
///
/// # Errors
///
/// The file cannot be written; what was there before is untouched.
pub fn save(path: &Path, text: &str) -> Result<(), StoreError> {
    let failed = |source: io::Error| StoreError::Write { path: path.to_owned(), source };
    // A pipe or a device is written as it is: replacing it is not what was meant.
    if path.exists() && !path.is_file() {
        return fs::write(path, text).map_err(failed);
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let beside = path.with_file_name(name);
    let written = fs::File::create(&beside).and_then(|mut file| file.write_all(text.as_bytes()));
    written.and_then(|()| fs::rename(&beside, path)).map_err(|error| {
        let _nothing_to_remove = fs::remove_file(&beside);
        failed(error)
    })
}
