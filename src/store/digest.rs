//! What is in a file or a folder, as a short number; and whether it was touched meanwhile.
//!
//! A large file is read once: its number is kept beside its stat. Deliberately missing: which files count (`lab` says so).

use std::collections::BTreeMap;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use blake3::Hasher;

/// More files, or deeper folders, are not looked through.
const MOST_FILES: usize = 5_000;
const DEEPEST: usize = 16;
/// More bytes in one file are not read.
const MOST_BYTES: u64 = 4 << 30;
/// A file from this size on is remembered by its stat.
const LARGE: u64 = 1 << 20;
/// A file that was touched so recently may be touched again without its stat telling.
const RECENT_S: i64 = 3;

/// Numbers of large files by their stats.
pub(super) type Known = Mutex<BTreeMap<String, String>>;

/// Two numbers about files: what is in them, and what was done to them.
pub(super) struct Digest<'a> {
    /// Names and contents.
    content: Hasher,
    /// Stats: written again with the same content it is another one.
    stamp: Hasher,
    n_files: usize,
    /// Where the numbers of large files are kept, and those that were needed already.
    memory: (&'a Path, &'a Known),
    now_s: u64,
}

impl<'a> Digest<'a> {
    pub(super) fn new(memory: (&'a Path, &'a Known), now_s: u64) -> Self {
        Digest { content: Hasher::new(), stamp: Hasher::new(), n_files: 0, memory, now_s }
    }

    /// Adds words.
    pub(super) fn words(&mut self, words: &str) {
        self.content.update(&(words.len() as u64).to_le_bytes());
        self.content.update(words.as_bytes());
    }

    /// Adds a file, or a folder with all that is in it.
    ///
    /// # Errors
    ///
    /// It cannot be read, or there is too much of it.
    pub(super) fn add(&mut self, path: &Path) -> io::Result<()> {
        self.tree(path, 0)
    }

    /// Adds a file by its stat alone; one that is not there is a fact too.
    pub(super) fn touched(&mut self, path: &Path) {
        let stat = fs::metadata(path).map(|found| stat(&found)).unwrap_or_default();
        self.words(&path.to_string_lossy());
        self.words(&stat);
        self.stamp.update(stat.as_bytes());
    }

    /// The name of all that was added, and the name of its state.
    pub(super) fn finish(self) -> (String, String) {
        (self.content.finalize().to_hex().to_string(), self.stamp.finalize().to_hex().to_string())
    }

    /// Adds a file or a folder by the stats of all that is in it.
    fn state(&mut self, path: &Path, depth: usize) {
        self.n_files += 1;
        self.touched(path);
        if self.n_files > MOST_FILES || depth > DEEPEST {
            return;
        }
        let mut inside: Vec<_> =
            fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        // What builds and runs leave behind is no save of an author.
        let is_left = |name: &str| name.starts_with('.') || name == "__pycache__" || name == "target";
        inside.retain(|path| path.file_name().is_some_and(|name| !is_left(&name.to_string_lossy())));
        inside.sort();
        inside.iter().for_each(|path| self.state(path, depth + 1));
    }

    fn tree(&mut self, path: &Path, depth: usize) -> io::Result<()> {
        self.n_files += 1;
        if self.n_files > MOST_FILES || depth > DEEPEST {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let found = fs::metadata(path)?;
        if found.is_dir() {
            return self.folder(path, depth);
        }
        if !found.is_file() {
            // A pipe or a device has no content that stands still.
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let stat = stat(&found);
        self.stamp.update(stat.as_bytes());
        let digest = self.file(path, &found, &stat)?;
        self.words(if found.mode() & 0o111 == 0 { "file" } else { "program" });
        self.words(&digest);
        Ok(())
    }

    fn folder(&mut self, path: &Path, depth: usize) -> io::Result<()> {
        let mut names: Vec<_> =
            fs::read_dir(path)?.map(|entry| Ok(entry?.file_name())).collect::<io::Result<_>>()?;
        // What Python compiles for itself, and what is noted of a build, follows from the sources and appears while a demo runs.
        names.retain(|name| name != "__pycache__" && name != ".ttl");
        names.sort();
        self.words("folder");
        for name in names {
            let name_of = name.to_string_lossy().into_owned();
            self.words(&name_of);
            // A link that leads nowhere is what an editor leaves while a file is open in it.
            let inside = path.join(&name);
            match inside.exists() {
                true => self.tree(&inside, depth + 1)?,
                false => self.words("nowhere"),
            }
        }
        self.words("end");
        Ok(())
    }

    fn file(&self, path: &Path, found: &Metadata, stat: &str) -> io::Result<String> {
        if found.len() > MOST_BYTES {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let now_s = i64::try_from(self.now_s).unwrap_or(i64::MAX);
        let is_settled = found.ctime() + RECENT_S < now_s && found.mtime() + RECENT_S < now_s;
        if found.len() < LARGE || !is_settled {
            return read(path);
        }
        let mut known = self.memory.1.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(digest) = known.get(stat) {
            return Ok(digest.clone());
        }
        let digest = self.remembered(path, stat)?;
        known.insert(stat.to_owned(), digest.clone());
        Ok(digest)
    }

    /// The number of a large file, from the memory if it is there.
    fn remembered(&self, path: &Path, stat: &str) -> io::Result<String> {
        let memory = self.memory.0.join(format!("{}.file", blake3::hash(stat.as_bytes()).to_hex()));
        if let Some(digest) = fs::read_to_string(&memory).ok().filter(|digest| digest.len() == 64) {
            return Ok(digest);
        }
        let digest = read(path)?;
        // Where it cannot be kept it is read again.
        let _ = super::save(&memory, &digest);
        Ok(digest)
    }
}

/// Changes when anything in these folders does; a folder that is not there has a state too.
pub fn state_of(folders: &[PathBuf]) -> String {
    let known = Known::default();
    let mut digest = Digest::new((Path::new(""), &known), 0);
    folders.iter().for_each(|folder| digest.state(folder, 0));
    digest.finish().0
}

fn read(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let (mut hasher, mut piece) = (Hasher::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok(hasher.finalize().to_hex().to_string()),
            Ok(n) => {
                hasher.update(&piece[..n]);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Everything by which a changed file can be told; the time of the last change of it cannot be set back.
fn stat(found: &Metadata) -> String {
    format!(
        "{}:{} {} {}.{:09} {}.{:09}",
        found.dev(),
        found.ino(),
        found.len(),
        found.mtime(),
        found.mtime_nsec(),
        found.ctime(),
        found.ctime_nsec()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(path: &Path) -> (String, String) {
        let memory = tempfile::tempdir().expect("a folder");
        let known = Known::default();
        let mut digest = Digest::new((memory.path(), &known), u64::MAX);
        digest.add(path).expect("it can be read");
        digest.finish()
    }

    #[test]
    fn names_contents_and_rights_of_a_folder_count_and_compiled_python_does_not() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("deep")).expect("a folder");
        fs::write(at("deep/a.py"), "x").expect("a file");
        let first = of(folder.path()).0;
        fs::create_dir(at("__pycache__")).expect("a folder");
        fs::write(at("__pycache__/a.pyc"), "x").expect("a file");
        assert_eq!(of(folder.path()).0, first);
        fs::write(at("deep/a.py"), "y").expect("a file");
        assert_ne!(of(folder.path()).0, first);
        fs::write(at("deep/a.py"), "x").expect("a file");
        let (again, state) = of(folder.path());
        assert_eq!(again, first);
        fs::set_permissions(at("deep/a.py"), fs::Permissions::from_mode(0o755)).expect("rights");
        let (program, touched) = of(folder.path());
        assert!(program != first && touched != state);
        fs::rename(at("deep/a.py"), at("deep/b.py")).expect("a name");
        assert!(![first, program].contains(&of(folder.path()).0));
    }

    #[test]
    fn a_large_file_is_remembered_only_while_its_stat_stands() {
        let (folder, memory) =
            (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let file = folder.path().join("large");
        fs::write(&file, vec![7; 1 << 20]).expect("a file");
        let digest = || {
            let known = Known::default();
            let mut digest = Digest::new((memory.path(), &known), u64::MAX);
            digest.add(&file).expect("it can be read");
            digest.finish().0
        };
        let first = digest();
        let kept =
            fs::read_dir(memory.path()).expect("a folder").flatten().next().expect("it is kept").path();
        assert_eq!(digest(), first);
        fs::write(kept, "f".repeat(64)).expect("a lie");
        assert_ne!(digest(), first, "what is remembered is believed");
        fs::write(&file, vec![7; 1 << 20]).expect("the same again");
        assert_eq!(digest(), first, "after a write it is read again");
    }

    #[test]
    fn a_pipe_is_no_ground_to_stand_on() {
        let folder = tempfile::tempdir().expect("a folder");
        let pipe = folder.path().join("pipe");
        nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).expect("a pipe");
        let known = Known::default();
        let mut digest = Digest::new((folder.path(), &known), 0);
        assert!(digest.add(folder.path()).is_err());
    }
}
