//! The user's own editor, opened at a line of a file in the terminal that this program was started in.
//!
//! What `VISUAL` or `EDITOR` says is understood as git understands it: a word is a program, anything more is the shell's to read, so it
//! may hold arguments, quotes and variables. Deliberately missing: what was written in the file.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

use signal_hook::consts::SIGINT;
use signal_hook::{flag, low_level};
use thiserror::Error;

use super::launch;
use super::local::Environment;

/// Where somebody says which editor is wanted; the first that says something counts.
const VARIABLES: [&str; 2] = ["VISUAL", "EDITOR"];

/// What is tried where nobody says so.
const USUAL: [&str; 2] = ["vi", "nano"];

/// What the shell would read as more than letters.
const FOR_THE_SHELL: &str = "|&;<>()$`\\\"'*?[#~=%\n";

/// What the shell says where there is no such program.
const NOT_FOUND: i32 = 127;

/// Whether an editor has the terminal.
static OPEN: AtomicBool = AtomicBool::new(false);

/// Whether Ctrl-C was pressed while an editor had it. Whoever watches for signals may hear of that when the editor is gone.
static PRESSED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// Why a file could not be edited.
#[derive(Debug, Error)]
pub enum EditorError {
    /// Nobody says which editor, and the usual ones are not there.
    #[error("there is no editor")]
    Unset,
    /// There is no such program.
    #[error("`{0}` was not found")]
    Missing(String),
    /// The editor ended badly; no code: by a signal.
    #[error("`{name}` ended badly")]
    Failed {
        /// What was started.
        name: String,
        /// Its exit code.
        code: Option<i32>,
    },
    /// It could not be started.
    #[error("`{name}` could not be started")]
    Start {
        /// What should have been started.
        name: String,
        /// What the system says.
        source: io::Error,
    },
}

/// An editor that can be opened.
#[derive(Debug)]
pub struct Editor {
    /// As it was told.
    told: String,
    program: PathBuf,
    /// What stands before the file.
    arguments: Vec<OsString>,
}

impl Editor {
    /// The editor that `VISUAL` or `EDITOR` names, otherwise `vi` or `nano`.
    ///
    /// # Errors
    ///
    /// Nothing is named and neither is there, or what is named is not there.
    pub fn find(environment: &Environment) -> Result<Self, EditorError> {
        let found = |name: &str| launch::find(name, Path::new("."), environment("PATH"));
        let said = VARIABLES.iter().filter_map(|name| environment(name)?.into_string().ok());
        let Some(told) = said.map(|told| told.trim().to_owned()).find(|told| !told.is_empty()) else {
            let usual = USUAL.iter().find_map(|name| Some((*name, found(name)?)));
            let (name, program) = usual.ok_or(EditorError::Unset)?;
            return Ok(Editor { told: name.to_owned(), program, arguments: Vec::new() });
        };
        let missing = || EditorError::Missing(told.clone());
        if told.contains(|c| FOR_THE_SHELL.contains(c)) {
            let program = found("sh").ok_or_else(missing)?;
            let arguments = ["-c".to_owned(), format!("{told} \"$@\""), told.clone()];
            return Ok(Editor { told, program, arguments: arguments.map(OsString::from).to_vec() });
        }
        let mut words = told.split_whitespace();
        let program = words.next().and_then(found).ok_or_else(missing)?;
        let arguments = words.map(OsString::from).collect();
        Ok(Editor { told, program, arguments })
    }

    /// Opens the file, at a line (from 1) where the editor is known to understand that, and waits until the editor has ended. The
    /// terminal is the editor's meanwhile, Ctrl-C included; whoever watches for signals asks [`was_for_editor`].
    ///
    /// # Errors
    ///
    /// The editor could not be started, or ended badly.
    pub fn open(&self, file: &Path, line: Option<usize>) -> Result<(), EditorError> {
        // A name that begins with a dash would be read as an option.
        let file = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        let mut command = launch::at_the_terminal(&self.program);
        command.args(&self.arguments).args(arguments(&self.told, &file, line));
        let name = || self.told.clone();
        let failed = |source| EditorError::Start { name: name(), source };
        let watch = flag::register(SIGINT, Arc::clone(&PRESSED)).map_err(failed)?;
        OPEN.store(true, Ordering::SeqCst);
        let ended = command.status();
        OPEN.store(false, Ordering::SeqCst);
        low_level::unregister(watch);
        let ended = ended.map_err(failed)?;
        match ended.code() {
            Some(0) => Ok(()),
            Some(NOT_FOUND) => Err(EditorError::Missing(name())),
            code => Err(EditorError::Failed { name: name(), code }),
        }
    }
}

/// Whether the Ctrl-C that was heard of was pressed while an editor had the terminal.
pub fn was_for_editor() -> bool {
    PRESSED.swap(false, Ordering::SeqCst) || OPEN.load(Ordering::SeqCst)
}

/// How an editor is told a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    /// `+LINE FILE`.
    Plus,
    /// `FILE:LINE`.
    Colon,
    /// `-g FILE:LINE`; it returns at once unless it is told to wait.
    Goto,
    /// Nobody knows.
    Unknown,
}

/// What is given to the editor `told` after its own arguments.
fn arguments(told: &str, file: &Path, line: Option<usize>) -> Vec<OsString> {
    let manner = manner(&program_name(told));
    let is_patient = told.split_whitespace().any(|word| word == "--wait" || word == "-w");
    let wait = (manner == Manner::Goto && !is_patient).then(|| OsString::from("--wait"));
    let colon = |line: usize| {
        let mut word = file.as_os_str().to_owned();
        word.push(format!(":{line}"));
        word
    };
    let place = match (manner, line) {
        (Manner::Plus, Some(line)) => vec![format!("+{line}").into(), file.into()],
        (Manner::Colon, Some(line)) => vec![colon(line)],
        (Manner::Goto, Some(line)) => vec!["-g".into(), colon(line)],
        (Manner::Unknown, _) | (_, None) => vec![file.into()],
    };
    wait.into_iter().chain(place).collect()
}

fn manner(name: &str) -> Manner {
    match name {
        "vi" | "vim" | "nvim" | "view" | "gvim" | "nano" | "pico" | "emacs" | "emacsclient" | "kak"
        | "micro" | "joe" | "mg" | "ne" => Manner::Plus,
        "hx" | "helix" | "subl" | "zed" => Manner::Colon,
        "code" | "code-insiders" | "codium" | "cursor" => Manner::Goto,
        _ => Manner::Unknown,
    }
}

/// The last part of the first word, which may stand in quotes.
fn program_name(told: &str) -> String {
    let told = told.trim_start();
    let first = match told.chars().next() {
        Some(quote @ ('"' | '\'')) => told[1..].split(quote).next(),
        _ => told.split_whitespace().next(),
    };
    first.unwrap_or_default().rsplit('/').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(editor: &str, line: Option<usize>) -> Vec<String> {
        let words = arguments(editor, Path::new("/d/내 덱.toml"), line);
        words.into_iter().map(|word| word.into_string().expect("words")).collect()
    }

    #[test]
    fn every_known_editor_is_told_the_line_in_its_own_manner() {
        for editor in ["vi", "/usr/bin/vim", "nvim", "nano", "emacs", "kak", "micro", "vim -u NONE"] {
            assert_eq!(told(editor, Some(7)), ["+7", "/d/내 덱.toml"], "{editor}");
        }
        assert_eq!(told("hx", Some(7)), ["/d/내 덱.toml:7"]);
        assert_eq!(told("code --wait", Some(7)), ["-g", "/d/내 덱.toml:7"]);
        assert_eq!(told("code", Some(7)), ["--wait", "-g", "/d/내 덱.toml:7"]);
        assert_eq!(told("'/opt/my editors/code' -w", Some(7)), ["-g", "/d/내 덱.toml:7"]);
    }

    #[test]
    fn an_unknown_editor_and_one_without_a_line_get_the_file_alone() {
        for (editor, line) in [("ed", Some(7)), ("my-vim", Some(7)), ("vim", None), ("hx", None)] {
            assert_eq!(told(editor, line), ["/d/내 덱.toml"], "{editor}");
        }
    }

    /// An environment with these variables.
    fn environment(variables: &[(&'static str, &'static str)]) -> Environment {
        let variables = variables.to_vec();
        Box::new(move |name| Some(variables.iter().find(|(known, _)| *known == name)?.1.into()))
    }

    fn found(
        variables: &[(&'static str, &'static str)],
    ) -> Result<(String, PathBuf, Vec<OsString>), EditorError> {
        let editor = Editor::find(&environment(variables))?;
        Ok((editor.told, editor.program, editor.arguments))
    }

    #[test]
    fn the_first_variable_that_says_something_names_the_editor_with_its_arguments() {
        let path = ("PATH", "/bin:/usr/bin");
        let (told, program, arguments) =
            found(&[("VISUAL", " "), ("EDITOR", "true --quick now"), path]).expect("it is there");
        assert_eq!(told, "true --quick now");
        assert!(program.ends_with("true"), "{program:?}");
        assert_eq!(arguments, ["--quick", "now"]);
        let (_, program, arguments) =
            found(&[("VISUAL", "\"$HOME/my ed\" -x"), ("EDITOR", "true"), path]).expect("the shell is there");
        assert!(program.ends_with("sh"), "{program:?}");
        assert_eq!(arguments, ["-c", "\"$HOME/my ed\" -x \"$@\"", "\"$HOME/my ed\" -x"]);
    }

    #[test]
    fn what_is_not_there_is_said() {
        let missing = found(&[("EDITOR", "no-such-editor"), ("PATH", "/bin")]);
        assert!(matches!(missing, Err(EditorError::Missing(name)) if name == "no-such-editor"));
        assert!(matches!(found(&[("PATH", "/nowhere")]), Err(EditorError::Unset)));
    }
}
