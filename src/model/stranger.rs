//! Programs from elsewhere: what would run, bound to its bytes, and what somebody said to it.
//!
//! Deliberately missing: where agreements are kept (`store`), who asks (`screen`) and how bytes become a hash (`lab`).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Listing;

/// A program that did not come with this one, exactly as it would run.
#[derive(Clone, Debug, PartialEq)]
pub struct Stranger {
    /// The demo, or deck and card.
    pub name: String,
    /// The folder or file that it is from.
    pub origin: String,
    /// What to type to name it.
    pub word: String,
    /// What is executed, one command after the other, each with what it is given.
    pub commands: Vec<Vec<String>>,
    /// Every file that it is made of, by name.
    pub files: Vec<StrangerFile>,
    /// What an agreement is bound to: a hash over names and bytes of all files.
    pub hash: String,
}

/// One file of a program from elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct StrangerFile {
    /// Its name, from the folder of the program.
    pub name: String,
    /// Its bytes, read once: these are shown, hashed and run.
    pub bytes: Arc<[u8]>,
    /// Its own hash, as `sha256sum` prints it.
    pub hash: String,
}

impl StrangerFile {
    /// How many lines it has; none: it is no text.
    pub fn n_lines(&self) -> Option<usize> {
        let is_text = !self.bytes.contains(&0);
        std::str::from_utf8(&self.bytes).ok().filter(|_| is_text).map(|text| text.lines().count())
    }
}

impl Stranger {
    /// The text of every file that is text, to be read.
    pub fn listings(&self) -> Vec<Listing> {
        let texts = self.files.iter().filter(|file| file.n_lines().is_some());
        texts.map(|file| Listing::of(file.name.clone(), &file.name, &file.bytes)).collect()
    }

    /// What is different from an earlier state, of which the hashes of its files are known.
    pub fn changes(&self, before: &BTreeMap<String, String>) -> Vec<Change> {
        let now = |name: &String| self.files.iter().find(|file| file.name == *name);
        let changed = self.files.iter().filter_map(|file| match before.get(&file.name) {
            None => Some(Change::Added(file.name.clone())),
            Some(hash) if *hash != file.hash => Some(Change::Changed(file.name.clone())),
            Some(_) => None,
        });
        let gone = before.keys().filter(|name| now(name).is_none()).map(|name| Change::Gone(name.clone()));
        changed.chain(gone).collect()
    }
}

/// What became of a file since somebody agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Added(String),
    /// It has other bytes.
    Changed(String),
    /// It is not there any more.
    Gone(String),
}

/// An agreement to another state of the same program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    /// The day of that agreement.
    pub since: String,
    /// What is different now.
    pub changes: Vec<Change>,
}

/// A program that waits for somebody's word.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// The program.
    pub foreign: Arc<Stranger>,
    /// What was agreed to earlier, if it was another state of it.
    pub before: Option<Before>,
}

/// What somebody says to a program from elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    /// It may run until this program ends.
    Once,
    /// It may run from now on, as long as it stays what it is.
    Remembered,
    /// It may not.
    Refused,
}

/// How things stand with a program from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It may run.
    Agreed,
    /// It may not, and nobody shall be asked again.
    Refused,
    /// Nobody has been asked about this state of it.
    Open(Option<Before>),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, hash: &str) -> StrangerFile {
        StrangerFile { name: name.into(), bytes: Arc::from(&b"x\n"[..]), hash: hash.into() }
    }

    #[test]
    fn what_changed_is_told_file_by_file() {
        let files = vec![file("a", "1"), file("b", "2"), file("c", "3")];
        let foreign = Stranger {
            name: "d".into(),
            origin: "o".into(),
            word: "d".into(),
            commands: Vec::new(),
            files,
            hash: "h".into(),
        };
        let before = [("a", "1"), ("b", "other"), ("gone", "4")];
        let before = before.map(|(name, hash)| (name.to_owned(), hash.to_owned())).into();
        let expected = [Change::Changed("b".into()), Change::Added("c".into()), Change::Gone("gone".into())];
        assert_eq!(foreign.changes(&before), expected);
    }
}
