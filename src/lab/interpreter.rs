//! The Python behind the name: version managers put a script in its place, which takes longer than the program it stands for.
//!
//! Asked once, the script is passed over afterwards; demos find the interpreter under `TTL_PYTHON`. Deliberately missing: any choice
//! between interpreters. What is found is what the name would have started.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::child;
use super::launch::{self, Program};
use super::local::Environment;
use super::running::Pass;
use crate::model::{DemoSpec, Ending, Requirement};

/// The variable that names the interpreter.
pub(super) const VARIABLE: &str = "TTL_PYTHON";

/// How long a script may take to name its interpreter.
const PATIENCE: Duration = Duration::from_secs(5);

/// Whether a demo starts Python, itself or as a helper.
pub(super) fn is_wanted(spec: &DemoSpec) -> bool {
    let is_python = |file: &String| Path::new(file).extension().is_some_and(|ending| ending == "py");
    spec.sources.iter().any(is_python)
}

/// The interpreter, where a script stands in its place; nothing where the name leads to a program, or nowhere.
pub(super) fn behind_script(environment: &Environment, pass: Pass) -> Option<PathBuf> {
    let file = named(environment)?;
    if !is_script(&file) {
        return None;
    }
    let mut command = launch::asked(&file, &["-I", "-c", "import sys; print(sys.executable)"]);
    let watched = child::watch(&mut command, PATIENCE, pass).ok()?;
    let answer = String::from_utf8(watched.output).ok()?;
    let interpreter = PathBuf::from(answer.trim());
    (watched.ending == Ending::Finished && interpreter.is_file()).then_some(interpreter)
}

/// What the name of Python leads to.
pub(super) fn named(environment: &Environment) -> Option<PathBuf> {
    let named = environment(VARIABLE).filter(|name| !name.is_empty());
    let name = named.map_or_else(|| "python3".to_owned(), |name| name.to_string_lossy().into_owned());
    launch::find(&name, Path::new("."), environment("PATH"))
}

/// The program, with the interpreter in the place of the script that a demo is started with.
pub(super) fn instead(program: Program, spec: &DemoSpec, python: &Path) -> Program {
    let is_python = |requirement: &Requirement| matches!(requirement, Requirement::Program { env: Some(variable), .. } if variable == VARIABLE);
    match program {
        Program::Other { arguments, folder, .. } if spec.requires.iter().any(is_python) => {
            Program::Other { file: python.to_owned(), arguments, folder }
        }
        program => program,
    }
}

/// Whether a file names its interpreter in its first line.
pub(super) fn is_script(file: &Path) -> bool {
    let mut start = [0; 2];
    File::open(file).and_then(|mut file| file.read_exact(&mut start)).is_ok() && start == *b"#!"
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::super::running::RUNNING;
    use super::*;

    #[test]
    fn a_script_is_asked_for_the_interpreter_that_it_starts() {
        let folder = tempfile::tempdir().expect("a folder");
        let script = folder.path().join("python3");
        std::fs::write(&script, "#!/bin/sh\necho /bin/sh\n").expect("a script");
        std::fs::set_permissions(&script, PermissionsExt::from_mode(0o755)).expect("its mode");
        let path = folder.path().as_os_str().to_owned();
        let on_path: Environment = Box::new(move |name| (name == "PATH").then(|| path.clone()));
        assert_eq!(behind_script(&on_path, RUNNING.pass()), Some(PathBuf::from("/bin/sh")));
        let program: Environment = Box::new(|name| (name == VARIABLE).then(|| "/bin/sh".into()));
        assert_eq!(behind_script(&program, RUNNING.pass()), None);
        let nothing: Environment = Box::new(|_| None);
        assert_eq!(behind_script(&nothing, RUNNING.pass()), None);
    }
}
