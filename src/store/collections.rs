//! Collections: decks and demos that others keep, in a folder or in a git repository.
//!
//! A folder is used where it stands. What was fetched lies in the data folder, `collections/NAME/tree`, and is replaced as a whole.
//! Deliberately missing: fetching (`lab`), and whether anything of it may run (the book of agreements).

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Sheet, Shelf, StoreError};
use crate::model::Source;

/// What stands above the entries.
const HEAD: &str =
    "# Decks and demos of others. `ttl add`, `ttl update` and `ttl remove` keep this file.\n\n";

/// Every collection that was added.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Collections {
    /// In the order in which they were added.
    #[serde(default, rename = "collection")]
    pub all: Vec<Collection>,
}

/// One collection.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Collection {
    /// What it is called here; its decks are `name/deck`.
    pub name: String,
    /// The folder that it is, if it is one of this computer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder: Option<PathBuf>,
    /// Where it was fetched from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The branch, tag or commit that it stays on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rev: Option<String>,
    /// The commit that is there now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// The day on which it was added or updated.
    pub since: String,
}

impl Collection {
    /// Its own place in the data folder; empty for one that is a folder of this computer.
    pub fn place(&self, data: &Path) -> PathBuf {
        data.join("collections").join(&self.name)
    }

    /// The folder with its decks and demos.
    pub fn root(&self, data: &Path) -> PathBuf {
        self.folder.clone().unwrap_or_else(|| self.place(data).join("tree"))
    }

    /// Where it is from, as a person writes it.
    pub fn source(&self) -> String {
        let folder = self.folder.as_ref().map(|folder| folder.display().to_string());
        folder.or_else(|| self.url.clone()).unwrap_or_default()
    }
}

impl Collections {
    /// Reads the list; one that is not there is empty.
    ///
    /// # Errors
    ///
    /// It cannot be read, or [`StoreError::Damaged`] with the line.
    pub fn read(path: &Path) -> Result<Self, StoreError> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Collections::default()),
            Err(source) => return Err(StoreError::Read { path: path.to_owned(), source }),
        };
        let read: Collections =
            toml::from_str(&text).map_err(|error| StoreError::damaged(path, &text, &error))?;
        // A name becomes part of a path.
        match read.all.iter().find(|one| !is_collection_name(&one.name)) {
            Some(bad) => {
                let line = 1 + text.lines().position(|line| line.contains(&bad.name)).unwrap_or_default();
                let message = format!("`{}` is no name", bad.name);
                Err(StoreError::Damaged { path: path.to_owned(), line, message })
            }
            None => Ok(read),
        }
    }

    /// Writes the list: all of it or nothing.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), StoreError> {
        super::file::keep(path, HEAD, self)
    }
}

/// Whether a word can be the name of a collection: part of a path, and typed as it is.
pub fn is_collection_name(name: &str) -> bool {
    let is_fine = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    !name.is_empty() && name.len() <= 64 && !name.starts_with(['-', '.']) && name.chars().all(is_fine)
}

/// Whether a file of a repository belongs to a collection: its decks, its demos and what tells about them. A path that could lead
/// anywhere else belongs to none.
pub fn belongs(path: &str) -> bool {
    let parts: Vec<_> = Path::new(path).components().collect();
    let is_plain = |part: &Component<'_>| match part {
        Component::Normal(name) => !name.eq_ignore_ascii_case(".git"),
        _ => false,
    };
    if !parts.iter().all(is_plain) || path.contains(['\\', '\0']) {
        return false;
    }
    let is_text = [".toml", ".md", ".txt"].iter().any(|ending| path.ends_with(ending));
    match path.split_once('/') {
        Some((folder, _)) => folder == "decks" || folder == "demos",
        None => is_text || path.starts_with("LICEN") || path.starts_with("README"),
    }
}

/// Writes one file of a collection below `root`, where nothing of that name may be.
///
/// # Errors
///
/// It cannot be written.
pub fn put(root: &Path, path: &str, bytes: &[u8], is_executable: bool) -> io::Result<()> {
    let file = root.join(path);
    if let Some(folder) = file.parent() {
        DirBuilder::new().recursive(true).mode(0o755).create(folder)?;
    }
    let mode = if is_executable { 0o755 } else { 0o644 };
    OpenOptions::new().write(true).create_new(true).mode(mode).open(file)?.write_all(bytes)
}

/// The decks below the root of a collection: those in `decks/`, or else those beside it.
///
/// # Errors
///
/// A folder or file is there but cannot be read.
pub fn decks_below(root: &Path) -> Result<Vec<Source>, StoreError> {
    let folder = root.join("decks");
    if folder.is_dir() {
        return Shelf::at(&folder);
    }
    let is_deck = |source: &Source| source.text.lines().any(|line| line.trim() == "[deck]");
    Ok(Shelf::at(root)?.into_iter().filter(is_deck).collect())
}

/// The same decks, read only where it has to be seen which of the files are decks.
///
/// # Errors
///
/// A folder or file is there but cannot be read.
pub fn sheets_below(root: &Path, collection: &str) -> Result<Vec<Sheet>, StoreError> {
    let folder = root.join("decks");
    if folder.is_dir() {
        let sheets = Shelf::sheets_at(&folder)?;
        return Ok(sheets.into_iter().map(|sheet| sheet.of_collection(collection)).collect());
    }
    let sources = decks_below(root)?;
    Ok(sources.into_iter().map(|source| Sheet::collected(collection.to_owned(), source)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_collection_needs_is_taken_and_nothing_that_leads_out() {
        for path in ["decks/a.toml", "demos/x/run.sh", "a.toml", "README.md", "LICENSE"] {
            assert!(belongs(path), "{path}");
        }
        for path in [
            "../a.toml",
            "/etc/x.toml",
            "decks/../../x.toml",
            "decks/.git/config",
            "demos/.GIT/hooks/x",
            ".gitattributes",
            "src/main.rs",
            "run.sh",
            "decks\\..\\x.toml",
        ] {
            assert!(!belongs(path), "{path}");
        }
    }

    #[test]
    fn a_name_stays_one_part_of_a_path() {
        assert!(is_collection_name("go-course") && is_collection_name("과정"));
        for name in ["", ".", "..", "a/b", "-x", "a b", "a\u{1b}"] {
            assert!(!is_collection_name(name), "{name:?}");
        }
    }
}
