//! The shelf of decks: where their texts are found and in which order.
//!
//! Folders are searched in the order given; the decks inside the binary come last. The first deck of a name wins.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
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
    /// A file of our own is not what we would have written.
    #[error("`{path}`, line {line}: {message}")]
    Damaged {
        /// Which.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        message: String,
    },
    /// A deck is larger than any that people write.
    #[error("`{path}` is larger than {limit} MiB")]
    TooLarge {
        /// Which.
        path: PathBuf,
        /// How large one may be, in MiB.
        limit: u64,
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
    collection: Option<String>,
}

#[derive(Clone, Debug)]
enum At {
    File(PathBuf),
    Inside(&'static str),
    Text(String),
}

impl Sheet {
    fn file(path: &Path) -> Self {
        Sheet { name: path.display().to_string(), at: At::File(path.to_owned()), collection: None }
    }

    fn inside(file: &'static include_dir::File<'static>) -> Option<Self> {
        let name = format!("ttl:decks/{}", file.path().display());
        Some(Sheet { name, at: At::Inside(file.contents_utf8()?), collection: None })
    }

    /// A deck of a collection, which was read already.
    pub fn collected(collection: String, source: Source) -> Self {
        Sheet { name: source.name, at: At::Text(source.text), collection: Some(collection) }
    }

    /// The same text as one of a collection.
    pub fn of_collection(self, collection: &str) -> Self {
        Sheet { collection: Some(collection.to_owned()), ..self }
    }

    /// The file that it is; none where it is no file.
    pub fn path(&self) -> Option<&Path> {
        match &self.at {
            At::File(path) => Some(path),
            At::Inside(_) | At::Text(_) => None,
        }
    }

    /// The text, where it need not be read from a file.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.at {
            At::File(_) => None,
            At::Inside(text) => Some(text),
            At::Text(text) => Some(text),
        }
    }

    /// The collection that it is from.
    pub fn collection(&self) -> Option<&str> {
        self.collection.as_deref()
    }

    /// The name under which people know it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The folder in which its file is; none where it has no file.
    pub fn folder(&self) -> Option<PathBuf> {
        let At::File(path) = &self.at else { return None };
        let folder = path.parent().filter(|folder| *folder != Path::new(""));
        Some(folder.unwrap_or(Path::new(".")).to_owned())
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
            At::Text(text) => Ok(Source { name: self.name.clone(), text: text.clone() }),
            At::Inside(text) => Ok(Source { name: self.name.clone(), text: (*text).to_owned() }),
        }
    }
}

impl StoreError {
    /// A file of our own that TOML or its types refuse.
    pub(super) fn damaged(path: &Path, text: &str, error: &toml::de::Error) -> Self {
        let start = error.span().map_or(0, |span| span.start.min(text.len()));
        let line = 1 + text.as_bytes()[..start].iter().filter(|byte| **byte == b'\n').count();
        StoreError::Damaged { path: path.to_owned(), line, message: error.message().to_owned() }
    }
}

/// How large a deck may be, in MiB: a hundred thousand cards are about half of it.
const LIMIT: u64 = 128;

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

    /// Whether a text is that of a deck inside the binary, whatever its name says.
    pub fn is_inside(source: &Source) -> bool {
        INSIDE.files().any(|file| file.contents() == source.text.as_bytes())
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
    let failed = |source| StoreError::Read { path: path.to_owned(), source };
    let mut bytes = Vec::new();
    // A device or a pipe may have no end.
    let file = fs::File::open(path).map_err(failed)?;
    file.take((LIMIT << 20) + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > LIMIT << 20 {
        return Err(StoreError::TooLarge { path: path.to_owned(), limit: LIMIT });
    }
    let text = String::from_utf8(bytes).map_err(|_| StoreError::NotText { path: path.to_owned() })?;
    Ok(Source { name: path.display().to_string(), text })
}
