//! Files of other programs: found, read as they are, and written anew without ever replacing one unasked.

use std::fs::{self, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::StoreError;

/// A file of another program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Material {
    /// The path, or `-`.
    pub name: String,
    /// The name without folder and ending.
    pub stem: String,
    /// The ending, without the dot; may be empty.
    pub ending: String,
    /// Whether it was found in a folder, and not named.
    pub is_found: bool,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Material {
    /// The file at that path.
    ///
    /// # Errors
    ///
    /// It cannot be read.
    pub fn at(path: &Path) -> Result<Self, StoreError> {
        let bytes = fs::read(path).map_err(|source| StoreError::Read { path: path.to_owned(), source })?;
        let part = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
        let (stem, ending) = (part(path.file_stem()), part(path.extension()));
        Ok(Material { name: path.display().to_string(), stem, ending, is_found: false, bytes })
    }

    /// Everything that comes through `input`, up to its end.
    ///
    /// # Errors
    ///
    /// It cannot be read.
    pub fn stream(input: &mut dyn Read, name: &str) -> Result<Self, StoreError> {
        let mut bytes = Vec::new();
        let failed = |source| StoreError::Read { path: PathBuf::from(name), source };
        input.read_to_end(&mut bytes).map_err(failed)?;
        let (stem, ending) = ("imported".to_owned(), String::new());
        Ok(Material { name: name.to_owned(), stem, ending, is_found: false, bytes })
    }

    /// The files with one of these endings in a folder and the folders below it, by path.
    ///
    /// # Errors
    ///
    /// A folder or file cannot be read.
    pub fn below(folder: &Path, endings: &[&str]) -> Result<Vec<Self>, StoreError> {
        let mut paths = Vec::new();
        find(folder, endings, &mut paths)?;
        paths.sort();
        paths.iter().map(|path| Ok(Material { is_found: true, ..Material::at(path)? })).collect()
    }

    /// The text in it, if it is UTF-8.
    ///
    /// # Errors
    ///
    /// It is something else.
    pub fn text(&self) -> Result<String, StoreError> {
        String::from_utf8(self.bytes.clone())
            .map_err(|_| StoreError::NotText { path: PathBuf::from(&self.name) })
    }
}

fn find(folder: &Path, endings: &[&str], paths: &mut Vec<PathBuf>) -> Result<(), StoreError> {
    let failed = |source| StoreError::Read { path: folder.to_owned(), source };
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let path = entry.path();
        // A link to a folder is not followed: it may lead back up.
        if entry.file_type().map_err(failed)?.is_dir() {
            find(&path, endings, paths)?;
        } else if path.is_file() && has_ending(&path, endings) {
            paths.push(path);
        }
    }
    Ok(())
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    ending.is_some_and(|ending| endings.contains(&ending.as_str()))
}

/// The text of a file, if the file is there.
///
/// # Errors
///
/// It is there but cannot be read, or is no text.
pub fn text_at(path: &Path) -> Result<Option<String>, StoreError> {
    match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(StoreError::Read { path: path.to_owned(), source }),
        Ok(bytes) => {
            String::from_utf8(bytes).map(Some).map_err(|_| StoreError::NotText { path: path.to_owned() })
        }
    }
}

/// Writes a file that must not be there yet; its folders are made where they are missing.
///
/// # Errors
///
/// It cannot be written, or is there already (`AlreadyExists`).
pub fn save_new(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let failed = |source| StoreError::Write { path: path.to_owned(), source };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(failed)?;
    file.write_all(bytes).map_err(|source| {
        let _nothing_half_written = fs::remove_file(path);
        failed(source)
    })
}
