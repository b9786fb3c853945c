//! Programs of cards: put into a folder, compiled once, and run by a process that notes what they do.
//!
//! A program that does not compile is an observation like any other. Deliberately missing: which languages there are (`deck` and
//! the settings say so) and whether the learner agreed to run it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::json;

use super::interpreter;
use super::launch::{self, Program as Started};
use super::local::Environment;
use super::refusal::{self, Refusal};
use super::running::Pass;
use super::unpack::Unpacked;
use super::{LabError, child};
use crate::model::{Ending, Language, Missing, PROGRAM, Program, Text, Trial, Value};

/// How long a compiler may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// The file that compilers complain into.
const COMPLAINTS: &str = ".complaints";

/// A program that was made ready, as far as it could be.
pub(super) struct Built {
    folder: Unpacked,
    state: State,
}

enum State {
    /// It can be started with these words.
    Ready(Vec<String>),
    /// The compiler refused it.
    Refused(Refusal),
    /// The compiler itself came to no end; how, and what it said last.
    Broken(Ending, String),
}

/// What was built last: a learner often runs the same program again.
pub(super) type Shelf = Mutex<Option<(Program, Arc<Built>)>>;

/// Where a program is made ready.
pub(super) struct Workshop<'a> {
    pub(super) languages: &'a [Language],
    pub(super) environment: &'a Environment,
    /// The interpreter behind the script in Python's place.
    pub(super) python: Option<&'a Path>,
    pub(super) shelf: &'a Shelf,
    pub(super) pass: Pass,
}

impl Workshop<'_> {
    /// The program made ready, or what is missing for that.
    ///
    /// # Errors
    ///
    /// The folder cannot be written, the compiler cannot be started, or everything was ended.
    pub(super) fn build(&self, program: &Program) -> Result<Result<Arc<Built>, Missing>, LabError> {
        let shelf = || self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, built)) = &*shelf()
            && known.is_same(program)
            && built.folder.path().exists()
        {
            return Ok(Ok(built.clone()));
        }
        drop(shelf().take());
        // Nobody else has to wait while this is compiled.
        let made = self.make(program).map_err(|source| match source.kind() {
            std::io::ErrorKind::Interrupted => LabError::Interrupted,
            _ => LabError::Start { demo: format!("{PROGRAM} ({})", program.lang.value), source },
        })?;
        Ok(made.map(|built| {
            let built = Arc::new(built);
            *shelf() = Some((program.clone(), built.clone()));
            built
        }))
    }

    /// The files that a language is compiled and started with, as far as they are found.
    pub(super) fn tools(&self, language: &Language) -> Vec<PathBuf> {
        let commands = [&language.compile, &language.run].into_iter();
        let words = commands.filter_map(|words| self.command(words, &[], language).ok()?.into_iter().next());
        words.filter(|word| !word.starts_with("./")).map(PathBuf::from).collect()
    }

    /// The first program that a language lacks here.
    pub(super) fn lacks(&self, language: &Language) -> Option<Missing> {
        let commands = [&language.compile, &language.run];
        commands.into_iter().find_map(|words| self.command(words, &[], language).err())
    }

    fn make(&self, program: &Program) -> std::io::Result<Result<Built, Missing>> {
        let Some(language) = self.languages.iter().find(|language| language.id == program.lang.value) else {
            let missing = Missing::Program { name: program.lang.value.clone(), install: Default::default() };
            return Ok(Err(missing));
        };
        let flags = program.flags.as_ref().unwrap_or(&language.flags);
        let commands = [&language.compile, &language.run].map(|words| self.command(words, flags, language));
        let [compile, run] = match commands {
            [Ok(compile), Ok(run)] => [compile, run],
            [Err(missing), _] | [_, Err(missing)] => return Ok(Err(missing)),
        };
        let folder = Unpacked::new(&[(language.file.as_str(), program.code.value.as_bytes())], self.pass)?;
        let refused = match compile.split_first() {
            Some((file, arguments)) => self.compile(file, arguments, &folder, language)?,
            None => None,
        };
        if let Some(State::Broken(Ending::Failed(_), said)) = &refused {
            let what = compile.first().cloned().unwrap_or_default();
            let why = said.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
            return Ok(Err(Missing::Said { what, why: Text::plain(why.trim()) }));
        }
        Ok(Ok(Built { state: refused.unwrap_or(State::Ready(run)), folder }))
    }

    /// The words of a command with its program found, or the program that is missing.
    fn command(
        &self,
        words: &[String],
        flags: &[String],
        language: &Language,
    ) -> Result<Vec<String>, Missing> {
        let filled = words.iter().flat_map(|word| match word.as_str() {
            "{flags}" => flags.to_vec(),
            word => vec![word.to_owned()],
        });
        let mut filled: Vec<String> = filled.collect();
        // What lies in the program's own folder is made there by the compiler.
        if let Some(first) = filled.first_mut().filter(|first| !first.starts_with("./")) {
            *first = self.find(first, language)?.to_string_lossy().into_owned();
        }
        Ok(filled)
    }

    fn find(&self, name: &str, language: &Language) -> Result<PathBuf, Missing> {
        if let (Some(python), Some(interpreter::VARIABLE)) = (self.python, language.env.as_deref()) {
            return Ok(python.to_owned());
        }
        let named = language.env.as_ref().and_then(|variable| (self.environment)(variable));
        let named = named.filter(|value| !value.is_empty());
        let wanted = named.map_or_else(|| name.to_owned(), |value| value.to_string_lossy().into_owned());
        let file = launch::find(&wanted, Path::new("/"), (self.environment)("PATH"));
        file.ok_or_else(|| Missing::Program { name: wanted, install: language.install.clone() })
    }

    /// Compiles a program; what came of it, unless it is ready.
    fn compile(
        &self,
        file: &str,
        arguments: &[String],
        folder: &Unpacked,
        language: &Language,
    ) -> std::io::Result<Option<State>> {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let mut command = launch::asked(Path::new(file), &arguments);
        let complaints = folder.path().join(COMPLAINTS);
        command.current_dir(folder.path()).stderr(File::create(&complaints)?);
        let watched = child::watch(&mut command, PATIENCE, self.pass)?;
        let mut said = fs::read(&complaints).map(|said| String::from_utf8_lossy(&said).into_owned())?;
        said.push_str(&String::from_utf8_lossy(&watched.output));
        let place = folder.path().to_string_lossy();
        Ok(match watched.ending {
            Ending::Finished => None,
            Ending::Failed(_) => match refusal::read(&said, &language.file, &place) {
                // A compiler that blames no line of the program may not have looked at it: a proxy without a toolchain, a
                // linker that is not there.
                refusal if refusal.lines.is_empty() => Some(State::Broken(watched.ending, said)),
                refusal => Some(State::Refused(refusal)),
            },
            ending => Some(State::Broken(ending, said)),
        })
    }
}

impl Built {
    /// The command that runs it under the eyes of `image`, or nothing where it cannot be run.
    pub(super) fn started(&self, image: &Path, program: &Program) -> Option<Started> {
        let State::Ready(run) = &self.state else { return None };
        Some(Started::Runner {
            file: image.to_owned(),
            folder: self.folder.path().to_owned(),
            order: json!({ "run": run, "stdin": program.stdin }).to_string(),
        })
    }

    /// Writes down that it cannot be run.
    pub(super) fn report(&self, trial: &mut Trial) {
        match &self.state {
            State::Ready(_) => {}
            State::Refused(refusal) => {
                let lines = refusal.lines.iter().map(ToString::to_string).collect();
                trial.observations = [
                    ("compiles".to_owned(), Value::Bool(false)),
                    ("compile_errors".to_owned(), Value::List(refusal.errors.clone())),
                    ("compile_error_lines".to_owned(), Value::List(lines)),
                ]
                .into();
                trial.complete = true;
            }
            State::Broken(ending, said) => {
                trial.ending = *ending;
                trial.complaints.clone_from(said);
            }
        }
    }
}
