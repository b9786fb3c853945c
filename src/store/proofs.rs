//! Evidence of earlier runs, so that what did not change is not run again: one file an experiment.
//!
//! The name of a file is a number over everything that could make it a lie. What is damaged, foreign or too old is passed over and
//! written anew, never an error; where nothing can be written, proofs go on without. Deliberately missing: verdicts. They are
//! given anew each time, so that neither a changed claim nor a mended judge meets an old one.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use super::digest::{Digest, Known};
use super::evidence::Page;
use super::{StoreError, save};
use crate::model::{Basis, Evidence, Experiment};

/// The first word of a file, with the version of its shape.
const HEAD: &str = "ttl-evidence-1";
/// Older evidence is not believed: the key cannot see everything.
const OLDEST_S: u64 = 30 * 24 * 3600;
/// More bytes are not kept; the oldest go first.
const MOST_BYTES: u64 = 64 << 20;
/// A file that somebody began to write and left.
const LEFT_BEHIND: Duration = Duration::from_secs(3600);

/// Tells the time, in seconds since 1970.
pub type Clock = Box<dyn Fn() -> u64 + Send + Sync>;

/// The evidence that is kept.
pub struct Proofs {
    folder: PathBuf,
    /// What every run depends on besides its own basis: the environment.
    surroundings: Vec<(String, String)>,
    clock: Clock,
    trouble: Mutex<Option<StoreError>>,
    /// What large files hold, by their stats.
    known: Known,
}

/// Under which name the evidence of an experiment is kept, as the world is now.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    name: String,
    /// Changes with every touch of a file; evidence is kept only if it stayed the same during the run.
    state: String,
}

/// Evidence of an earlier run.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// What was seen.
    pub evidence: Evidence,
    /// When, in seconds since 1970.
    pub at_s: u64,
    /// How long ago, in seconds.
    pub age_s: u64,
}

impl Proofs {
    /// The evidence kept in a folder, which need not be there yet; `surroundings` are the variables that programs are given.
    pub fn new(folder: PathBuf, surroundings: Vec<(String, String)>, clock: Clock) -> Self {
        Proofs { folder, surroundings, clock, trouble: Mutex::new(None), known: Known::default() }
    }

    /// The time, in seconds since 1970.
    pub fn now_s(&self) -> u64 {
        (self.clock)()
    }

    /// The key of so many trials on this basis; none where it cannot be told.
    pub fn key(&self, basis: &Basis, trials: u32) -> Option<Key> {
        // Without a folder, what large files hold is only not remembered until the next call.
        let _ = self.make();
        let mut digest = Digest::new((&self.folder, &self.known), self.now_s());
        digest.words(HEAD);
        digest.words(&trials.to_string());
        for (name, value) in basis.facts.iter().chain(&self.surroundings) {
            digest.words(name);
            digest.words(value);
        }
        basis.contents.iter().try_for_each(|path| digest.add(path)).ok()?;
        basis.tools.iter().for_each(|path| digest.touched(path));
        let (name, state) = digest.finish();
        Some(Key { name, state })
    }

    /// What is kept under that key.
    pub fn get(&self, key: &Key, experiment: &Experiment) -> Option<Earlier> {
        let text = fs::read_to_string(self.path(key)).ok()?;
        let (head, body) = text.split_once('\n')?;
        let sum = head.strip_prefix(HEAD)?.trim();
        if sum != blake3::hash(body.as_bytes()).to_hex().as_str() {
            return None;
        }
        let page: Page = serde_json::from_str(body).ok()?;
        // From another file, or from a clock that was set back meanwhile.
        let age_s = self.now_s().checked_sub(page.at_s).filter(|age| *age <= OLDEST_S)?;
        let at_s = (page.key == key.name).then_some(page.at_s)?;
        let evidence = Evidence { experiment: experiment.clone(), trials: page.trials(), missing: None };
        (!evidence.trials.is_empty()).then_some(Earlier { evidence, at_s, age_s })
    }

    /// Keeps evidence, unless something is missing in it. The first thing that goes wrong is noted, see [`Proofs::trouble`].
    pub fn put(&self, key: &Key, evidence: &Evidence) {
        if evidence.missing.is_some() || evidence.trials.is_empty() {
            return;
        }
        if let Err(error) = self.write(key, evidence) {
            self.trouble.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
        }
    }

    /// Forgets what is kept under that key.
    pub fn forget(&self, key: &Key) {
        let _not_there = fs::remove_file(self.path(key));
    }

    /// Forgets everything; how many experiments that were.
    ///
    /// # Errors
    ///
    /// The folder cannot be read, or a file cannot be removed.
    pub fn clear(&self) -> Result<usize, StoreError> {
        let mut n_forgotten = 0;
        for (path, ..) in self.files()? {
            let failed = |source| StoreError::Write { path: path.clone(), source };
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
                _ => n_forgotten += usize::from(is_proof(&path)),
            }
        }
        Ok(n_forgotten)
    }

    /// Removes what nobody will read any more: the old, the left behind, and the oldest of too much.
    pub fn tidy(&self) {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(self.now_s());
        let mut files = self.files().unwrap_or_default();
        files.sort_by_key(|(_, written, _)| std::cmp::Reverse(*written));
        let mut n_bytes = 0;
        for (path, written, size) in files {
            let age = now.duration_since(written).unwrap_or_default();
            let is_old = if is_proof(&path) || is_memory(&path) {
                age > Duration::from_secs(OLDEST_S)
            } else {
                age > LEFT_BEHIND
            };
            n_bytes += size;
            if is_old || n_bytes > MOST_BYTES {
                let _somebody_else_did = fs::remove_file(path);
            }
        }
    }

    /// The first thing that went wrong while evidence was kept.
    pub fn trouble(&self) -> Option<StoreError> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn write(&self, key: &Key, evidence: &Evidence) -> Result<(), StoreError> {
        let path = self.path(key);
        let failed = |source| StoreError::Write { path: path.clone(), source };
        self.make().map_err(failed)?;
        let page = Page::new(&key.name, self.now_s(), &evidence.trials);
        let body = serde_json::to_string(&page).map_err(|error| failed(error.into()))?;
        save(&path, &format!("{HEAD} {}\n{body}", blake3::hash(body.as_bytes()).to_hex()))
    }

    fn make(&self) -> io::Result<()> {
        DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)
    }

    fn path(&self, key: &Key) -> PathBuf {
        self.folder.join(format!("{}.proof", key.name))
    }

    /// Files of ours, with when they were written and how large they are.
    fn files(&self) -> Result<Vec<(PathBuf, SystemTime, u64)>, StoreError> {
        let failed = |source| StoreError::Read { path: self.folder.clone(), source };
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(failed)?,
        };
        let stat = |path: PathBuf| {
            let found = fs::metadata(&path).ok()?;
            Some((path, found.modified().ok()?, found.len()))
        };
        let ours = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| is_ours(path));
        Ok(ours.filter_map(stat).collect())
    }
}

fn is_proof(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "proof")
}

fn is_memory(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "file")
}

/// Nobody else's files are touched, also where the folder is not ours alone.
fn is_ours(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let (key, rest) = name.split_at_checked(64).unwrap_or(("", ""));
    let ends = [".proof", ".file"].iter().any(|end| {
        rest.strip_prefix(end)
            .is_some_and(|rest| rest.is_empty() || (rest.starts_with('.') && rest.ends_with(".tmp")))
    });
    ends && key.chars().all(|c| c.is_ascii_hexdigit())
}

#[cfg(test)]
#[path = "proofs_tests.rs"]
mod tests;
