//! Collections fetched by the user's own `git`: only commits and bytes are taken, nothing of theirs is checked out.
//!
//! No hook, filter, submodule or link of a repository can do anything here, because git never writes a working tree: files are read
//! out of the commit as bytes and written by this program. Deliberately missing: which files a collection consists of (`store`).

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use thiserror::Error;

use super::local::Environment;
use super::running::RUNNING;
use super::{child, launch};
use crate::model::Ending;

/// How long git may take for one thing.
const PATIENCE: Duration = Duration::from_secs(600);
/// At most so many bytes of files are taken.
const BYTES: u64 = 64 << 20;

/// Whatever would move git to another repository than the one that is meant.
const LEADS_ELSEWHERE: [&str; 8] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_TEMPLATE_DIR",
];

/// What holds for every call: nothing runs beside git itself, and nobody is asked.
const ALWAYS: [&str; 14] = [
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.symlinks=false",
    "-c",
    "protocol.ext.allow=never",
    "-c",
    "submodule.recurse=false",
    "-c",
    "maintenance.auto=false",
    "-c",
    "gc.auto=0",
];

/// Why something could not be fetched.
#[derive(Debug, Error)]
pub enum GitError {
    /// There is no `git` on the search path.
    #[error("`git` was not found")]
    Missing,
    /// Git ended badly; its last words.
    #[error("git: {0}")]
    Said(String),
    /// It holds more than a collection needs.
    #[error("the collection is larger than 64 MiB")]
    TooLarge,
    /// Files could not be written, or everything was ended.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// A file of a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// Where it stands in the repository.
    pub path: String,
    /// Whether it may be executed.
    pub is_executable: bool,
    id: String,
}

/// A repository without a working tree, in a folder of our own.
pub struct Repository {
    git: PathBuf,
    folder: PathBuf,
}

impl Repository {
    /// The repository in that folder, made if it is not there.
    ///
    /// # Errors
    ///
    /// Git is not there or cannot make it.
    pub fn open(folder: &Path, environment: &Environment) -> Result<Self, GitError> {
        let git = launch::find("git", Path::new("/"), environment("PATH")).ok_or(GitError::Missing)?;
        let repository = Repository { git, folder: folder.to_owned() };
        if !folder.join("HEAD").exists() {
            fs::create_dir_all(folder)?;
            repository.say(&["init", "--quiet", "--bare", "--template="])?;
        }
        Ok(repository)
    }

    /// Fetches what `url` has under `rev` (a branch, tag or commit; none: its main branch) and says which commit that is. The first
    /// time only that commit comes; later what came since.
    ///
    /// # Errors
    ///
    /// Git says why not.
    pub fn fetch(&self, url: &str, rev: Option<&str>, is_first: bool) -> Result<String, GitError> {
        let wanted = format!("+{}:refs/ttl/fetched", rev.unwrap_or("HEAD"));
        let mut words =
            vec!["fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head"];
        words.extend(is_first.then_some("--depth=1"));
        words.extend(["--", url, &wanted]);
        self.say(&words)?;
        Ok(self.say(&["rev-parse", "--verify", "refs/ttl/fetched^{commit}"])?.trim().to_owned())
    }

    /// The commits between two, one line each, the newest first; at most twenty.
    ///
    /// # Errors
    ///
    /// Git says why not.
    pub fn log(&self, from: &str, to: &str) -> Result<Vec<String>, GitError> {
        let range = format!("{from}..{to}");
        let words = ["log", "--max-count=20", "--no-show-signature", "--format=%h %as %s", &range, "--"];
        Ok(self.say(&words)?.lines().map(str::to_owned).collect())
    }

    /// The files of a commit, and the paths of what is neither: links and submodules.
    ///
    /// # Errors
    ///
    /// Git says why not.
    pub fn files(&self, commit: &str) -> Result<(Vec<Blob>, Vec<String>), GitError> {
        let listed = self.say(&["ls-tree", "-r", "-z", "--full-tree", commit])?;
        let (mut files, mut others) = (Vec::new(), Vec::new());
        for entry in listed.split('\0').filter(|entry| !entry.is_empty()) {
            let Some((what, path)) = entry.split_once('\t') else { continue };
            let words: Vec<&str> = what.split(' ').collect();
            match words.as_slice() {
                [mode @ ("100644" | "100755"), "blob", id] => files.push(Blob {
                    path: path.to_owned(),
                    is_executable: *mode == "100755",
                    id: (*id).to_owned(),
                }),
                _ => others.push(path.to_owned()),
            }
        }
        Ok((files, others))
    }

    /// The bytes of these files, in their order, each handed to `take`.
    ///
    /// # Errors
    ///
    /// Git says why not, or `take` does.
    pub fn read(
        &self,
        files: &[Blob],
        take: &mut dyn FnMut(&Blob, &[u8]) -> io::Result<()>,
    ) -> Result<(), GitError> {
        let (asked, answered) = (self.folder.join("ttl-asked"), self.folder.join("ttl-answered"));
        let ids: String = files.iter().map(|file| format!("{}\n", file.id)).collect();
        fs::write(&asked, ids)?;
        let mut command = self.command(&["cat-file", "--batch"]);
        command.stdin(File::open(&asked)?).stdout(File::create(&answered)?);
        let run = self.run(&mut command);
        let length = fs::metadata(&answered).map(|found| found.len());
        let answer = run.and_then(|_| match length? {
            ..=BYTES => Ok(fs::read(&answered)?),
            _ => Err(GitError::TooLarge),
        });
        for file in [&asked, &answered] {
            let _nothing_to_remove = fs::remove_file(file);
        }
        let answer = answer?;
        let mut left = answer.as_slice();
        for file in files {
            let broken = || GitError::Said(format!("{} cannot be read", file.path));
            let end = left.iter().position(|byte| *byte == b'\n').ok_or_else(broken)?;
            let head = String::from_utf8_lossy(&left[..end]);
            let size: usize =
                head.rsplit(' ').next().and_then(|size| size.parse().ok()).ok_or_else(broken)?;
            let rest = &left[end + 1..];
            take(file, rest.get(..size).ok_or_else(broken)?)?;
            left = rest.get(size + 1..).ok_or_else(broken)?;
        }
        Ok(())
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = launch::asked(&self.git, &ALWAYS);
        command.arg("--git-dir").arg(&self.folder).args(words).current_dir("/");
        for name in LEADS_ELSEWHERE {
            command.env_remove(name);
        }
        command
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_ALLOW_PROTOCOL", "https:ssh:file:git")
            .env("GIT_PAGER", "cat")
            .env("LC_ALL", "C.UTF-8");
        command
    }

    fn say(&self, words: &[&str]) -> Result<String, GitError> {
        self.run(&mut self.command(words))
    }

    fn run(&self, command: &mut Command) -> Result<String, GitError> {
        let watched = child::watch(command, PATIENCE, RUNNING.pass())?;
        match watched.ending {
            Ending::Finished => Ok(String::from_utf8_lossy(&watched.output).into_owned()),
            Ending::Flooded => Err(GitError::TooLarge),
            _ => Err(GitError::Said(watched.complaints.trim().replace('\n', "; "))),
        }
    }
}
