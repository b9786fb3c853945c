//! Writing a file that somebody asked for: all of it or nothing.

use std::fs;
use std::io::{self, BufWriter, Write};
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
    replace(path, text.as_bytes())
}

/// The same for what need not be text.
///
/// # Errors
///
/// The file cannot be written; what was there before is untouched.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    replace_with(path, &mut |file| file.write_all(bytes))
}

/// The same for what is written piece by piece.
///
/// # Errors
///
/// The file cannot be written, or `write` fails; what was there before is untouched.
pub fn replace_with<T>(
    path: &Path,
    write: &mut dyn FnMut(&mut dyn Write) -> io::Result<T>,
) -> Result<T, StoreError> {
    let failed = |source: io::Error| StoreError::Write { path: path.to_owned(), source };
    let into = |file: fs::File| {
        let mut file = BufWriter::new(file);
        let done = write(&mut file)?;
        file.flush().map(|()| done)
    };
    // A pipe or a device is written as it is: replacing it is not what was meant.
    if path.exists() && !path.is_file() {
        return fs::OpenOptions::new().write(true).truncate(true).open(path).and_then(into).map_err(failed);
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let beside = path.with_file_name(name);
    let written = fs::File::create(&beside).and_then(into);
    written.and_then(|done| fs::rename(&beside, path).map(|()| done)).map_err(|error| {
        let _nothing_to_remove = fs::remove_file(&beside);
        failed(error)
    })
}

/// Puts `text` at the end of a file that is there; what is in it stays as it is, also when there is no room for more.
///
/// # Errors
///
/// The file cannot be written.
pub fn append(path: &Path, text: &str) -> Result<(), StoreError> {
    let failed = |source: io::Error| StoreError::Write { path: path.to_owned(), source };
    let mut file = fs::OpenOptions::new().append(true).open(path).map_err(failed)?;
    let before = file.metadata().map_err(failed)?.len();
    file.write_all(text.as_bytes()).map_err(|error| {
        let _half_a_card_is_worse_than_none = file.set_len(before);
        failed(error)
    })
}
