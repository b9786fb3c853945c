//! The book of agreements: which programs from elsewhere may run, and which folders are the learner's own.
//!
//! A TOML file that a person can read, written as a whole or not at all. A damaged one trusts nothing and is left as it is.
//! Deliberately missing: asking (`screen`), and agreements for one call only, which nobody writes down (`cli`).

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::StoreError;
use crate::model::{Before, Stranger};

/// What stands above the entries.
const HEAD: &str = "# What may run on this computer besides what came with ttl. `ttl trust` shows it, `ttl trust remove` takes\n\
                    # it back. `hash` covers names and bytes of all files; `files` are what `sha256sum` prints.\n\n";

/// The book as it was read.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Book {
    /// Folders of the learner's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own: Vec<Own>,
    /// Programs that were agreed to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreed: Vec<Agreed>,
}

/// A folder, or one deck, whose programs run without a question.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Own {
    /// The folder or file, without links in its name.
    pub folder: PathBuf,
    /// The day on which it was declared, as in `2026-11-20`.
    pub since: String,
}

/// A program that may run as long as it stays what it is.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Agreed {
    /// The demo, or deck and card.
    pub name: String,
    /// The folder or file that it was from.
    pub from: String,
    /// What the agreement is bound to.
    pub hash: String,
    /// The day of the agreement, as in `2026-11-20`.
    pub since: String,
    /// The hash of each file, to tell what changed later.
    #[serde(default)]
    pub files: BTreeMap<String, String>,
}

impl Book {
    /// Reads the book; one that is not there is empty.
    ///
    /// # Errors
    ///
    /// It cannot be read, or [`StoreError::Damaged`] with the line.
    pub fn read(path: &Path) -> Result<Self, StoreError> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Book::default()),
            Err(source) => return Err(StoreError::Read { path: path.to_owned(), source }),
        };
        toml::from_str(&text).map_err(|error| StoreError::damaged(path, &text, &error))
    }

    /// Writes the book: all of it or nothing.
    ///
    /// # Errors
    ///
    /// It cannot be written; what was there before is untouched.
    pub fn write(&self, path: &Path) -> Result<(), StoreError> {
        super::file::keep(path, HEAD, self)
    }

    /// Whether this very program was agreed to.
    pub fn agrees(&self, foreign: &Stranger) -> bool {
        self.agreed.iter().any(|agreed| agreed.hash == foreign.hash)
    }

    /// The last agreement to an earlier state of a program: the same name from the same place.
    pub fn before(&self, foreign: &Stranger) -> Option<Before> {
        let is_it = |agreed: &&Agreed| agreed.name == foreign.name && agreed.from == foreign.origin;
        let last = self.agreed.iter().rev().find(is_it)?;
        Some(Before { since: last.since.clone(), changes: foreign.changes(&last.files) })
    }

    /// Takes in an agreement, in the place of those to earlier states.
    pub fn agree(&mut self, foreign: &Stranger, day: &str) {
        self.agreed.retain(|agreed| agreed.name != foreign.name || agreed.from != foreign.origin);
        self.agreed.push(Agreed {
            name: foreign.name.clone(),
            from: foreign.origin.clone(),
            hash: foreign.hash.clone(),
            since: day.to_owned(),
            files: foreign.files.iter().map(|file| (file.name.clone(), file.hash.clone())).collect(),
        });
    }

    /// Whether a path lies in a folder of the learner's own.
    pub fn owns(&self, path: &Path) -> bool {
        let real = fs::canonicalize(path);
        real.is_ok_and(|real| self.own.iter().any(|own| real.starts_with(&own.folder)))
    }

    /// Declares a folder, or one deck, the learner's own.
    ///
    /// # Errors
    ///
    /// There is no such folder or file.
    pub fn add_own(&mut self, folder: &Path, day: &str) -> Result<(), StoreError> {
        let failed = |source| StoreError::Read { path: folder.to_owned(), source };
        let real = fs::canonicalize(folder).map_err(failed)?;
        if !self.own.iter().any(|own| own.folder == real) {
            self.own.push(Own { folder: real, since: day.to_owned() });
        }
        Ok(())
    }

    /// Takes back what was agreed to under that name, or the folder; says how many entries went.
    pub fn remove(&mut self, word: &str) -> usize {
        let n = self.own.len() + self.agreed.len();
        let real = fs::canonicalize(word).ok();
        let is_it = |folder: &Path| folder == Path::new(word) || real.as_deref() == Some(folder);
        self.own.retain(|own| !is_it(&own.folder));
        self.agreed.retain(|agreed| agreed.name != word && !is_it(Path::new(&agreed.from)));
        n - self.own.len() - self.agreed.len()
    }
}

/// Declares a folder the learner's own in the book at `path`: for whoever just wrote it.
///
/// # Errors
///
/// There is no such folder, or the book cannot be read or written.
pub fn declare_own(path: &Path, folder: &Path, day: &str) -> Result<(), StoreError> {
    let mut book = Book::read(path)?;
    book.add_own(folder, day)?;
    book.write(path)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Change, StrangerFile};

    fn foreign(text: &str) -> Stranger {
        let file =
            StrangerFile { name: "run.sh".into(), bytes: Arc::from(text.as_bytes()), hash: text.into() };
        let (name, origin) = ("d".to_owned(), "/x/d".to_owned());
        Stranger {
            word: name.clone(),
            name,
            origin,
            commands: Vec::new(),
            files: vec![file],
            hash: format!("hash of {text}"),
        }
    }

    #[test]
    fn a_book_is_read_as_it_was_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("deep/trust.toml");
        let mut book = Book::read(&path).expect("an empty book");
        book.agree(&foreign("a"), "2026-11-20");
        book.add_own(folder.path(), "2026-11-20").expect("a folder");
        book.write(&path).expect("it is written");
        assert_eq!(Book::read(&path).expect("a book"), book);
        assert!(book.owns(&folder.path().join("deep")) && !book.owns(Path::new("/")));
        assert_eq!((book.remove("d"), book.remove("d")), (1, 0));
        assert_eq!(book.remove(folder.path().to_str().expect("a name")), 1);
    }

    #[test]
    fn an_agreement_is_bound_to_the_bytes_and_another_state_is_told_apart() {
        let mut book = Book::default();
        book.agree(&foreign("a"), "2026-11-20");
        assert!(book.agrees(&foreign("a")) && !book.agrees(&foreign("b")));
        let before = Before { since: "2026-11-20".into(), changes: vec![Change::Changed("run.sh".into())] };
        assert_eq!(book.before(&foreign("b")), Some(before));
        book.agree(&foreign("b"), "2026-11-21");
        assert!(!book.agrees(&foreign("a")), "only the state that was agreed to last");
    }

    #[test]
    fn a_damaged_book_names_the_line_and_stays_as_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("trust.toml");
        let text = "[[agreed]]\nname = 'd'\nhash = 7\n";
        fs::write(&path, text).expect("a file");
        let Err(StoreError::Damaged { line, .. }) = Book::read(&path) else { panic!("it is damaged") };
        assert_eq!(line, 3);
        assert!(declare_own(&path, folder.path(), "2026-11-20").is_err());
        assert_eq!(fs::read_to_string(&path).expect("the file"), text);
    }
}
