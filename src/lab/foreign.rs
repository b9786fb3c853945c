//! A demo from elsewhere, read once: the bytes that are shown, hashed and agreed to are the bytes that run.
//!
//! A link may lead to another file of the same folder and is read as that file; every other link, and whatever is neither
//! file nor folder, keeps the whole demo from being used. What version control, Python and builds leave behind is neither
//! read nor copied. Deliberately missing: whether anybody agreed ([`super::Gate`]) and the private copy that runs (`unpack`).

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Arc;

use nix::libc;
use sha2::{Digest, Sha256};

use crate::model::{
    Before, Consent, FolderTrouble, Language, PROGRAM, Program, Standing, Stranger, StrangerFile,
};

/// At most so many files, bytes, and folders inside each other.
const FILES: usize = 256;
const BYTES: usize = 4 << 20;
const DEPTH: usize = 16;

/// What version control, Python and builds leave behind.
const PASSED_OVER: [&str; 6] = [".git", ".hg", ".svn", ".ttl", "__pycache__", "target"];

/// Who knows what may run.
pub trait Gate: Send + Sync {
    /// How things stand with this very program.
    fn standing(&self, foreign: &Stranger) -> Standing;

    /// Which card the program with that hash is from, if anybody said so.
    fn introduction(&self, _hash: &str) -> Option<Introduction> {
        None
    }

    /// Takes in what was said to it.
    ///
    /// # Errors
    ///
    /// It could not be kept; until this program ends it counts all the same.
    fn settle(&self, foreign: &Stranger, consent: Consent) -> io::Result<()>;
}

/// Whose program it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Introduction {
    /// Deck and card.
    pub name: String,
    /// The file of the deck.
    pub origin: String,
    /// What to type to name it.
    pub word: String,
}

/// A gate that lets everything through: for whoever runs only what is their own.
pub(super) struct Open;

impl Gate for Open {
    fn standing(&self, _: &Stranger) -> Standing {
        Standing::Agreed
    }

    fn settle(&self, _: &Stranger, _: Consent) -> io::Result<()> {
        Ok(())
    }
}

/// A gate with nobody beside it: nothing from elsewhere runs.
pub struct Closed;

impl Gate for Closed {
    fn standing(&self, _: &Stranger) -> Standing {
        Standing::Open(None::<Before>)
    }

    fn settle(&self, _: &Stranger, _: Consent) -> io::Result<()> {
        Ok(())
    }
}

/// Every file below `folder`, which has to lie within `home`, by name.
///
/// # Errors
///
/// Something there cannot be shown, hashed and run, or cannot be read.
pub(super) fn read(folder: &Path, home: &Path) -> Result<Vec<StrangerFile>, FolderTrouble> {
    let name = || folder.display().to_string();
    let real = fs::canonicalize(folder).map_err(|_| FolderTrouble::NotPlain(name()))?;
    let home = fs::canonicalize(home).map_err(|_| FolderTrouble::NotPlain(name()))?;
    if !real.starts_with(&home) {
        return Err(FolderTrouble::Outside(name()));
    }
    let mut reading = Reading { root: &real, found: BTreeMap::new(), left: BYTES };
    reading.folder(&real, "", 0)?;
    Ok(reading.found.into_iter().map(|(name, bytes)| file_of(name, bytes)).collect())
}

struct Reading<'a> {
    root: &'a Path,
    found: BTreeMap<String, Vec<u8>>,
    left: usize,
}

impl Reading<'_> {
    fn folder(&mut self, folder: &Path, prefix: &str, depth: usize) -> Result<(), FolderTrouble> {
        if depth > DEPTH {
            return Err(FolderTrouble::TooLarge);
        }
        let unreadable = |_| FolderTrouble::NotPlain(prefix.to_owned());
        for (n, entry) in fs::read_dir(folder).map_err(unreadable)?.enumerate() {
            let entry = entry.map_err(unreadable)?;
            // Also a folder of empty folders has an end.
            if n > 4 * FILES {
                return Err(FolderTrouble::TooLarge);
            }
            let name = entry.file_name().into_string();
            let name = name.map_err(|name| FolderTrouble::NotPlain(name.to_string_lossy().into_owned()))?;
            if !PASSED_OVER.contains(&name.as_str()) {
                let kind = entry.file_type().map_err(unreadable)?;
                self.entry(&entry.path(), kind, &format!("{prefix}{name}"), depth)?;
            }
        }
        Ok(())
    }

    fn entry(
        &mut self,
        path: &Path,
        kind: fs::FileType,
        name: &str,
        depth: usize,
    ) -> Result<(), FolderTrouble> {
        if kind.is_dir() {
            return self.folder(path, &format!("{name}/"), depth + 1);
        }
        if !kind.is_symlink() {
            return self.file(path, name);
        }
        match fs::canonicalize(path) {
            Ok(real) if real.starts_with(self.root) => self.file(&real, name),
            _ => Err(FolderTrouble::Outside(name.to_owned())),
        }
    }

    fn file(&mut self, path: &Path, name: &str) -> Result<(), FolderTrouble> {
        let not_plain = |_| FolderTrouble::NotPlain(name.to_owned());
        let file = open(path).map_err(not_plain)?;
        if !file.metadata().map_err(not_plain)?.is_file() {
            return Err(FolderTrouble::NotPlain(name.to_owned()));
        }
        let mut bytes = Vec::new();
        let limit = self.left as u64 + 1;
        let n = file.take(limit).read_to_end(&mut bytes).map_err(not_plain)?;
        if n > self.left || self.found.len() == FILES {
            return Err(FolderTrouble::TooLarge);
        }
        self.left -= n;
        self.found.insert(name.to_owned(), bytes);
        Ok(())
    }
}

/// Whether a file holds exactly these bytes.
pub(super) fn holds(path: &Path, bytes: &[u8]) -> bool {
    // Links are followed: nothing is shown or run, and a demo that is developed beside others may share a file with them.
    let Ok(real) = fs::canonicalize(path) else { return false };
    let mut found = Vec::new();
    let read = open(&real).and_then(|file| file.take(bytes.len() as u64 + 1).read_to_end(&mut found));
    read.is_ok() && found == bytes
}

/// Opens a file without following a link that was put in its place, and without waiting for whoever feeds a pipe.
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK).open(path)
}

/// What an agreement to a demo is bound to: names and bytes of all its files.
pub(super) fn fingerprint(files: &[StrangerFile]) -> String {
    bound("demo", files.iter().map(|file| (file.name.as_str(), &*file.bytes)))
}

/// What an agreement to the demo in a folder would be bound to; nothing where it cannot be agreed to.
pub fn folder_hash(folder: &Path) -> Option<String> {
    read(folder, folder).ok().map(|files| fingerprint(&files))
}

/// What an agreement to the program of a card is bound to: its language, its text, what it reads and what the compiler is told.
pub fn program_hash(program: &Program) -> String {
    let mut parts = vec![
        ("lang", program.lang.value.as_bytes()),
        ("code", program.code.value.as_bytes()),
        ("stdin", program.stdin.as_bytes()),
    ];
    // No flags of its own is not the same as having none.
    parts.extend(program.flags.iter().map(|_| ("flags", &b"its own"[..])));
    parts.extend(program.flags.iter().flatten().map(|flag| ("flag", flag.as_bytes())));
    bound("program", parts.into_iter())
}

/// A hash over a kind of program and its named parts.
fn bound<'p>(kind: &str, parts: impl Iterator<Item = (&'p str, &'p [u8])>) -> String {
    let mut hash = Sha256::new();
    let mut add = |bytes: &[u8]| {
        // Lengths first, so that no two lists of parts run into the same bytes.
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    add(b"ttl agreement 1");
    add(kind.as_bytes());
    for (name, bytes) in parts {
        add(name.as_bytes());
        add(bytes);
    }
    hex(&hash.finalize())
}

/// The program of a card as it would run; who knows the card is told by `introduction`.
pub(super) fn of_program(
    program: &Program,
    language: Option<&Language>,
    introduction: Introduction,
) -> Stranger {
    let file = language.map_or(PROGRAM, |language| &language.file);
    let mut files = vec![file_of(file.to_owned(), program.code.value.clone().into_bytes())];
    if !program.stdin.is_empty() {
        files.push(file_of("stdin".to_owned(), program.stdin.clone().into_bytes()));
    }
    let flags = program.flags.as_ref().or(language.map(|language| &language.flags));
    let filled = |words: &Vec<String>| {
        let each = words.iter().flat_map(|word| match word.as_str() {
            "{flags}" => flags.cloned().unwrap_or_default(),
            word => vec![word.to_owned()],
        });
        each.collect::<Vec<_>>()
    };
    let commands =
        language.into_iter().flat_map(|language| [filled(&language.compile), filled(&language.run)]);
    let Introduction { name, origin, word } = introduction;
    let commands = commands.filter(|command| !command.is_empty()).collect();
    Stranger { name, origin, word, commands, files, hash: program_hash(program) }
}

fn file_of(name: String, bytes: Vec<u8>) -> StrangerFile {
    StrangerFile { name, hash: hex(&Sha256::digest(&bytes)), bytes: Arc::from(bytes) }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use tempfile::TempDir;

    use super::*;

    fn folder() -> TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(folder.path().join("d/deep")).expect("folders");
        fs::write(folder.path().join("d/demo.toml"), "x").expect("a file");
        fs::write(folder.path().join("d/deep/run.sh"), "y").expect("a file");
        fs::write(folder.path().join("secret"), "z").expect("a file");
        folder
    }

    fn names(folder: &TempDir) -> Result<Vec<String>, FolderTrouble> {
        let files = read(&folder.path().join("d"), folder.path())?;
        Ok(files.into_iter().map(|file| file.name).collect())
    }

    fn hash(folder: &TempDir) -> String {
        fingerprint(&read(&folder.path().join("d"), folder.path()).expect("files"))
    }

    #[test]
    fn links_inside_are_files_and_links_outside_are_refused() {
        let folder = folder();
        symlink("deep/run.sh", folder.path().join("d/again.sh")).expect("a link");
        assert_eq!(names(&folder), Ok(vec!["again.sh".into(), "deep/run.sh".into(), "demo.toml".into()]));
        symlink("../secret", folder.path().join("d/out")).expect("a link");
        assert_eq!(names(&folder), Err(FolderTrouble::Outside("out".into())));
    }

    #[test]
    fn a_folder_that_is_a_link_to_elsewhere_is_refused() {
        let (folder, other) = (folder(), folder());
        let link = folder.path().join("linked");
        symlink(other.path().join("d"), &link).expect("a link");
        let trouble = read(&link, folder.path()).expect_err("outside");
        assert_eq!(trouble, FolderTrouble::Outside(link.display().to_string()));
    }

    #[test]
    fn a_pipe_is_refused_without_waiting_for_anybody() {
        let folder = folder();
        nix::unistd::mkfifo(&folder.path().join("d/pipe"), nix::sys::stat::Mode::S_IRWXU).expect("a pipe");
        assert_eq!(names(&folder), Err(FolderTrouble::NotPlain("pipe".into())));
    }

    #[test]
    fn nobody_is_made_to_read_more_than_a_person_can() {
        let folder = folder();
        fs::write(folder.path().join("d/large"), vec![b'x'; BYTES]).expect("a file");
        assert_eq!(names(&folder), Err(FolderTrouble::TooLarge));
    }

    #[test]
    fn every_byte_and_every_name_counts() {
        let folder = folder();
        let first = hash(&folder);
        fs::create_dir(folder.path().join("d/__pycache__")).expect("a folder");
        fs::write(folder.path().join("d/__pycache__/x.pyc"), "left behind").expect("a file");
        assert_eq!(hash(&folder), first);
        fs::write(folder.path().join("d/deep/run.sh"), "Y").expect("a file");
        let second = hash(&folder);
        fs::rename(folder.path().join("d/deep/run.sh"), folder.path().join("d/run.sh")).expect("a name");
        assert!(first != second && hash(&folder) != second && hash(&folder) != first);
    }
}
