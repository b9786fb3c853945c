//! How a demo is started, whichever kind it is: what is executed, where, and what it is told.
//!
//! The only place that makes a process. Deliberately missing: whether the program is there (`needs`) and
//! everything after the start (`child`).

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::wire;
use crate::model::{DemoSpec, Trial};

/// The hidden subcommand under which this program runs a demo of its own.
const OWN_DEMO: &str = "__demo";

/// What is executed.
#[derive(Clone, Debug)]
pub(super) enum Program {
    /// This program's own file: it knows the demo.
    Itself(PathBuf),
    /// Another program with its arguments, in the demo's folder.
    Other {
        /// The program's file.
        file: PathBuf,
        /// What it is given.
        arguments: Vec<String>,
        /// Where it starts.
        folder: PathBuf,
    },
    /// This program's own file, which runs the program of a card in its folder, as ordered.
    Runner {
        /// This program's own file.
        file: PathBuf,
        /// Where the card's program lies.
        folder: PathBuf,
        /// What is to be run, in JSON.
        order: String,
    },
}

/// A trial that is about to begin: what it is told.
pub(super) struct Orders<'a> {
    pub(super) spec: &'a DemoSpec,
    /// Number, seed and parameters.
    pub(super) trial: &'a Trial,
    pub(super) traced: bool,
    /// The Python that helpers are to use, where that is known better than by its name.
    pub(super) python: Option<&'a Path>,
}

/// The command that begins the trial.
pub(super) fn command(program: &Program, orders: &Orders<'_>) -> Command {
    let mut command = match program {
        Program::Itself(file) => {
            let mut command = new(file);
            command.args([OWN_DEMO, &orders.spec.id]);
            command
        }
        Program::Other { file, arguments, folder } => {
            let mut command = new(file);
            command.args(arguments).current_dir(folder);
            command
        }
        Program::Runner { file, folder, order } => {
            let mut command = new(file);
            command.args([OWN_DEMO, super::built_in::PROGRAM]).current_dir(folder).env("TTL_PROGRAM", order);
            command
        }
    };
    command
        .env("TTL_PARAMS", wire::params(&orders.trial.params))
        .env("TTL_TRIAL", orders.trial.number.to_string())
        .env("TTL_SEED", orders.trial.seed.to_string())
        .env("TTL_TRACE", if orders.traced { "1" } else { "0" })
        .env("TTL_DEADLINE_MS", orders.spec.deadline_ms.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    if let Some(python) = orders.python {
        command.env(super::interpreter::VARIABLE, python);
    }
    command
}

/// A command that answers a question on its standard output.
pub(super) fn asked(file: &Path, arguments: &[&str]) -> Command {
    let mut command = new(file);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// The command that begins something a person sits before: it has the terminal that this program has.
pub(super) fn at_the_terminal(file: &Path) -> Command {
    let mut command = new(file);
    command.stdin(Stdio::inherit()).stdout(Stdio::inherit()).stderr(Stdio::inherit());
    command
}

/// The command that begins to compete for a CPU: this program's own file, with nobody listening.
pub(super) fn neighbour(image: &Path) -> Command {
    let mut command = new(image);
    command.args([OWN_DEMO, super::built_in::NEIGHBOUR]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

#[expect(clippy::disallowed_methods, reason = "this is the one place where programs are started")]
fn new(file: &Path) -> Command {
    Command::new(file)
}

/// The file that is executed for `name`: itself where it names a path (seen from `folder`), otherwise the first
/// executable of that name on the search path `paths`.
pub(super) fn find(name: &str, folder: &Path, paths: Option<OsString>) -> Option<PathBuf> {
    if name.contains('/') {
        return Some(folder.join(name)).filter(|file| is_executable(file));
    }
    let paths = paths?;
    std::env::split_paths(&paths)
        .filter_map(|place| std::path::absolute(place.join(name)).ok())
        .find(|file| is_executable(file))
}

fn is_executable(file: &Path) -> bool {
    use nix::unistd::{AccessFlags, access};
    file.is_file() && access(file, AccessFlags::X_OK).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Value, Values};

    #[test]
    fn a_child_is_told_all_that_the_contract_says() {
        let spec = DemoSpec { id: "d".into(), deadline_ms: 700, ..DemoSpec::default() };
        let params = Values::from([("n".into(), Value::Int(3))]);
        let trial = Trial { number: 2, seed: 9, params, ..Trial::default() };
        let program = Program::Itself("/bin/ttl".into());
        let command = command(
            &program,
            &Orders { spec: &spec, trial: &trial, traced: true, python: Some(Path::new("/p")) },
        );
        assert_eq!(command.get_args().collect::<Vec<_>>(), ["__demo", "d"]);
        let told: Vec<_> =
            command.get_envs().filter_map(|(key, value)| Some((key.to_str()?, value?.to_str()?))).collect();
        assert_eq!(
            told,
            [
                ("TTL_DEADLINE_MS", "700"),
                ("TTL_PARAMS", r#"{"n":3}"#),
                ("TTL_PYTHON", "/p"),
                ("TTL_SEED", "9"),
                ("TTL_TRACE", "1"),
                ("TTL_TRIAL", "2"),
            ]
        );
    }

    #[test]
    fn programs_are_found_by_path_and_by_search() {
        let root = Path::new("/");
        let sh = find("sh", root, Some("/nowhere:/bin".into()));
        assert_eq!(sh.as_deref(), Some(Path::new("/bin/sh")));
        assert_eq!(find("./bin/sh", root, None), Some(root.join("./bin/sh")));
        assert_eq!(find("sh", root, None), None);
        assert_eq!(find("./etc/passwd", root, None), None);
    }
}
