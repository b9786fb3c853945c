//! The shelf of decks: where their texts are found and in which order.
//!
//! Folders are searched in the order given; the decks inside the binary come last. The first deck of a name wins.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use thiserror::Error;

use crate::model::Source;

static INSIDE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/decks");

/// Why a deck's text could not be had.
#[derive(Debug, Error)]
pub enum StoreError {
    /// A file or folder could not be read.
    #[error("`{path}` could not be read")]
    Read {
        /// Which.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file could not be written.
    #[error("`{path}` could not be written")]
    Write {
        /// Which.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file is no Anki package.
    #[error("`{path}` is no Anki package that can be read")]
    NotAnki {
        /// Which.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// A file is not UTF-8.
    #[error("`{path}` is not UTF-8 text")]
    NotText {
        /// Which.
        path: PathBuf,
    },
}

/// Where decks are looked for.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    folders: Vec<PathBuf>,
}

impl Shelf {
    /// A shelf over folders, first the most important one; folders that do not exist are passed over.
    pub fn new(folders: Vec<PathBuf>) -> Self {
        Shelf { folders }
    }

    /// The deck whose file is called `name`.
    ///
    /// # Errors
    ///
    /// The file is there but cannot be read.
    pub fn named(&self, name: &str) -> Result<Option<Source>, StoreError> {
        let file = format!("{name}.toml");
        for folder in &self.folders {
            let path = folder.join(&file);
            if path.is_file() {
                return read(&path).map(Some);
            }
        }
        Ok(INSIDE.get_file(&file).and_then(inside))
    }

    /// The list of what the study notes say.
    pub fn notes() -> Option<Source> {
        INSIDE.get_file("notes/claims.toml").and_then(inside)
    }

    /// The file of the deck called `name`; none where there is no such file in a folder.
    pub fn path_of(&self, name: &str) -> Option<PathBuf> {
        let file = format!("{name}.toml");
        self.folders.iter().map(|folder| folder.join(&file)).find(|path| path.is_file())
    }

    /// Every deck, by name.
    ///
    /// # Errors
    ///
    /// A folder or file is there but cannot be read.
    pub fn all(&self) -> Result<Vec<Source>, StoreError> {
        let mut found: Vec<(String, Source)> = Vec::new();
        for folder in self.folders.iter().filter(|folder| folder.is_dir()) {
            for path in files(folder)? {
                add(&mut found, stem(&path), || read(&path))?;
            }
        }
        for file in INSIDE.files() {
            if let Some(source) = inside(file) {
                add(&mut found, stem(file.path()), || Ok(source))?;
            }
        }
        found.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(found.into_iter().map(|(_, source)| source).collect())
    }

    /// The deck in a file, or every deck in a folder.
    ///
    /// # Errors
    ///
    /// The path cannot be read.
    pub fn at(path: &Path) -> Result<Vec<Source>, StoreError> {
        if path.is_dir() {
            files(path)?.iter().map(|path| read(path)).collect()
        } else {
            Ok(vec![read(path)?])
        }
    }
}

fn add(
    found: &mut Vec<(String, Source)>,
    name: String,
    source: impl FnOnce() -> Result<Source, StoreError>,
) -> Result<(), StoreError> {
    if !found.iter().any(|(known, _)| *known == name) {
        found.push((name, source()?));
    }
    Ok(())
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let error = |source| StoreError::Read { path: folder.to_owned(), source };
    let entries = fs::read_dir(folder).map_err(error)?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(error)?.path();
        if path.extension().is_some_and(|end| end == "toml") && path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<Source, StoreError> {
    let bytes = fs::read(path).map_err(|source| StoreError::Read { path: path.to_owned(), source })?;
    let text = String::from_utf8(bytes).map_err(|_| StoreError::NotText { path: path.to_owned() })?;
    Ok(Source { name: path.display().to_string(), text })
}

fn inside(file: &include_dir::File<'_>) -> Option<Source> {
    let name = format!("ttl:decks/{}", file.path().display());
    file.contents_utf8().map(|text| Source { name, text: text.to_owned() })
}
