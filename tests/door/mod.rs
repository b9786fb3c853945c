//! The real binary, started as a stranger's shell would: environment cleared, folders of its own, language told.
#![allow(dead_code, reason = "every test file uses a part of it")]
#![expect(clippy::disallowed_methods, reason = "the program itself is what is tested")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The program.
pub const TTL: &str = env!("CARGO_BIN_EXE_ttl");

/// Where programs are found that demos need.
pub const PATHS: &str = "/usr/local/bin:/usr/bin:/bin";

/// A working folder with a home in it.
pub struct Door {
    folder: TempDir,
    variables: Vec<(String, String)>,
}

/// What came of one call.
#[derive(Debug)]
pub struct Said {
    /// The exit code; none after a signal.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Door {
    /// A door in that language.
    pub fn new(lang: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::create_dir(folder.path().join("home")).expect("a home");
        Door { folder, variables: vec![("TTL_LANG".into(), lang.into())] }
    }

    /// The same where the working folder is declared the learner's own, so that demos and programs in it run unasked.
    pub fn own(self) -> Self {
        let said = self.say(&["trust", "add", "--own", ".", "--yes"], "");
        assert_eq!(said.code, Some(0), "{said:?}");
        self
    }

    /// The same with a variable more.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The working folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Variables of the call: home, search path, language and what was added.
    pub fn variables(&self) -> Vec<(String, String)> {
        let home = self.folder().join("home").display().to_string();
        let mut all = vec![("TTL_HOME".to_owned(), home), ("PATH".to_owned(), PATHS.to_owned())];
        all.extend(self.variables.iter().cloned());
        all
    }

    /// The call, not yet begun.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(TTL);
        command.args(arguments).env_clear().envs(self.variables()).current_dir(self.folder());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// What the program says when these lines are typed.
    pub fn say(&self, arguments: &[&str], typed: &str) -> Said {
        let mut child = self.command(arguments).spawn().expect("the program starts");
        // Who has enough does not read on.
        let _ = child.stdin.take().expect("a pipe").write_all(typed.as_bytes());
        let output = child.wait_with_output().expect("the program ends");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}
