//! The shelf of decks: where their texts are found and in which order.
//!
//! Folders are searched in the order given; the decks inside the binary come last. The first deck of a name wins.

use std::collections::BTreeMap;
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

/// A deck's text that was found and not yet read.
#[derive(Clone, Debug)]
pub struct Sheet {
    name: String,
    at: At,
}

#[derive(Clone, Debug)]
enum At {
    File(PathBuf),
    Inside(&'static str),
}

impl Sheet {
    fn file(path: &Path) -> Self {
        Sheet { name: path.display().to_string(), at: At::File(path.to_owned()) }
    }

    fn inside(file: &'static include_dir::File<'static>) -> Option<Self> {
        let name = format!("ttl:decks/{}", file.path().display());
        Some(Sheet { name, at: At::Inside(file.contents_utf8()?) })
    }

    /// The name under which people know it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether both are the same file, by whatever way they were found.
    pub fn is_same(&self, other: &Sheet) -> bool {
        match (&self.at, &other.at) {
            (At::File(a), At::File(b)) if a != b => {
                matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
            }
            _ => self.name == other.name,
        }
    }

    /// The text.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or is not UTF-8.
    pub fn read(&self) -> Result<Source, StoreError> {
        match &self.at {
            At::File(path) => read(path),
            At::Inside(text) => Ok(Source { name: self.name.clone(), text: (*text).to_owned() }),
        }
    }
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
    pub fn find(&self, name: &str) -> Option<Sheet> {
        let file = format!("{name}.toml");
        let path = self.folders.iter().map(|folder| folder.join(&file)).find(|path| path.is_file());
        path.map_or_else(|| INSIDE.get_file(&file).and_then(Sheet::inside), |path| Some(Sheet::file(&path)))
    }

    /// The text of the deck whose file is called `name`.
    ///
    /// # Errors
    ///
    /// The file is there but cannot be read.
    pub fn named(&self, name: &str) -> Result<Option<Source>, StoreError> {
        self.find(name).map(|sheet| sheet.read()).transpose()
    }

    /// The list of what the study notes say.
    pub fn notes() -> Option<Source> {
        INSIDE.get_file("notes/claims.toml").and_then(Sheet::inside).and_then(|sheet| sheet.read().ok())
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
    /// A folder is there but cannot be listed.
    pub fn sheets(&self) -> Result<Vec<Sheet>, StoreError> {
        let mut found: BTreeMap<String, Sheet> = BTreeMap::new();
        for folder in self.folders.iter().filter(|folder| folder.is_dir()) {
            for path in files(folder)? {
                found.entry(stem(&path)).or_insert_with(|| Sheet::file(&path));
            }
        }
        for (name, sheet) in INSIDE.files().filter_map(|file| Some((stem(file.path()), Sheet::inside(file)?)))
        {
            found.entry(name).or_insert(sheet);
        }
        Ok(found.into_values().collect())
    }

    /// The text of every deck, by name.
    ///
    /// # Errors
    ///
    /// A folder or file is there but cannot be read.
    pub fn all(&self) -> Result<Vec<Source>, StoreError> {
        self.sheets()?.iter().map(Sheet::read).collect()
    }

    /// The deck in a file, or every deck in a folder.
    ///
    /// # Errors
    ///
    /// The folder cannot be listed.
    pub fn sheets_at(path: &Path) -> Result<Vec<Sheet>, StoreError> {
        match path.is_dir() {
            true => Ok(files(path)?.iter().map(|path| Sheet::file(path)).collect()),
            false => Ok(vec![Sheet::file(path)]),
        }
    }

    /// The text of the deck in a file, or of every deck in a folder.
    ///
    /// # Errors
    ///
    /// The path cannot be read.
    pub fn at(path: &Path) -> Result<Vec<Source>, StoreError> {
        Shelf::sheets_at(path)?.iter().map(Sheet::read).collect()
    }
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
