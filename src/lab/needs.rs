//! Whether a demo can run here: its requirements, in their order, and the program that is executed.
//!
//! Deliberately missing: versions of programs. A demo that needs one says so itself, with a skip.

use std::path::{Path, PathBuf};

use super::instruments::Instruments;
use super::launch::{self, Program};
use super::libraries;
use super::local::Environment;
use crate::model::{DemoSpec, Launch, Missing, Requirement, Text};

/// What requirements are held against.
pub(super) struct Here<'a> {
    /// Looks up environment variables.
    pub(super) environment: &'a Environment,
    /// This program's own file.
    pub(super) image: &'a Path,
    /// The instruments, checked when the first requirement asks for them.
    pub(super) instruments: &'a dyn Fn() -> Instruments,
}

/// Names and files of required programs.
pub(super) type Found = Vec<(String, PathBuf)>;

/// The programs that a demo requires, or the first thing that is missing.
pub(super) fn meet(spec: &DemoSpec, here: &Here<'_>) -> Result<Found, Missing> {
    let mut found = Vec::new();
    for requirement in &spec.requires {
        if let Some(program) = meet_one(requirement, here)? {
            found.push(program);
        }
    }
    Ok(found)
}

/// The program to execute for a demo that lives in `folder`, or that it is missing.
pub(super) fn program(
    spec: &DemoSpec,
    folder: Option<&Path>,
    found: Found,
    here: &Here<'_>,
) -> Result<Program, Missing> {
    let Launch::Program(argv) = &spec.launch else { return Ok(Program::Itself(here.image.to_owned())) };
    let (name, arguments) = argv.split_first().map_or(("", &[][..]), |(name, rest)| (name.as_str(), rest));
    let folder = folder.and_then(|folder| std::path::absolute(folder).ok()).unwrap_or_default();
    let file = match found.into_iter().find(|(required, _)| required == name) {
        Some((_, file)) => Some(file),
        None => launch::find(name, &folder, (here.environment)("PATH")),
    };
    let file = file.ok_or_else(|| Missing::Program { name: name.to_owned(), install: Text::default() })?;
    Ok(Program::Other { file, arguments: arguments.to_vec(), folder })
}

/// Name and file of a required program; nothing for other requirements that are met.
fn meet_one(requirement: &Requirement, here: &Here<'_>) -> Result<Option<(String, PathBuf)>, Missing> {
    match requirement {
        Requirement::Program { name, env, install } => {
            match executable(name, env.as_deref(), here.environment) {
                Ok(file) => Ok(Some((name.clone(), file))),
                Err(wanted) => Err(Missing::Program { name: wanted, install: install.clone() }),
            }
        }
        Requirement::Library { name, install } => {
            match libraries::is_missing(name, (here.environment)("LD_LIBRARY_PATH")) {
                false => Ok(None),
                true => Err(Missing::Library { name: name.clone(), install: install.clone() }),
            }
        }
        Requirement::Cpus { at_least, install } => {
            let has = (here.instruments)().usable_cpus;
            if has >= *at_least {
                return Ok(None);
            }
            Err(Missing::Cpus { needs: *at_least, has, install: install.clone() })
        }
        Requirement::Instrument { instrument, install } => {
            if (here.instruments)().passed(*instrument) {
                return Ok(None);
            }
            Err(Missing::Instrument { name: instrument.name(), install: install.clone() })
        }
    }
}

/// The file of a program that a variable may name; otherwise the name that leads nowhere.
pub(super) fn executable(
    name: &str,
    variable: Option<&str>,
    environment: &Environment,
) -> Result<PathBuf, String> {
    let named = variable.and_then(environment).filter(|value| !value.is_empty());
    let wanted = named.map_or_else(|| name.to_owned(), |value| value.to_string_lossy().into_owned());
    let file = launch::find(&wanted, Path::new("."), environment("PATH")).ok_or(wanted)?;
    Ok(std::path::absolute(&file).unwrap_or(file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Instrument;

    fn met(
        requires: Vec<Requirement>,
        command: &[&str],
        env: &[(&'static str, &'static str)],
    ) -> Result<Program, Missing> {
        let launch = Launch::Program(command.iter().map(|word| (*word).to_owned()).collect());
        let spec = DemoSpec { requires, launch, ..DemoSpec::default() };
        let env = env.to_vec();
        let environment: Environment =
            Box::new(move |name| env.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into()));
        let instruments = || Instruments::of(vec![Instrument::CpuClock], 1);
        let here = Here { environment: &environment, image: Path::new("/ttl"), instruments: &instruments };
        super::program(&spec, Some(Path::new("/demos/d")), meet(&spec, &here)?, &here)
    }

    fn required(name: &str) -> Requirement {
        Requirement::Program {
            name: name.into(),
            env: Some("TTL_X".into()),
            install: Text::plain("install it"),
        }
    }

    fn file(program: Result<Program, Missing>) -> PathBuf {
        match program {
            Ok(Program::Other { file, .. }) => file,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_program_that_the_variable_names_is_executed() {
        let by_variable = met(vec![required("python3")], &["python3", "x.py"], &[("TTL_X", "/bin/sh")]);
        assert_eq!(file(by_variable), Path::new("/bin/sh"));
        let by_search = met(vec![required("sh")], &["sh", "x.sh"], &[("PATH", "/bin"), ("TTL_X", "")]);
        assert_eq!(file(by_search), Path::new("/bin/sh"));
    }

    #[test]
    fn a_variable_that_names_nothing_is_not_silently_passed_over() {
        let missing = met(vec![required("sh")], &["sh"], &[("PATH", "/bin"), ("TTL_X", "/no/such")]);
        let expected = Missing::Program { name: "/no/such".into(), install: Text::plain("install it") };
        assert_eq!(missing.err(), Some(expected));
    }

    #[test]
    fn the_first_unmet_requirement_is_told() {
        let install = Text::plain("more");
        let cpus = Requirement::Cpus { at_least: 2, install: install.clone() };
        let clock = Requirement::Instrument { instrument: Instrument::CpuClock, install: install.clone() };
        let shake = Requirement::Instrument { instrument: Instrument::HandShake, install: install.clone() };
        let env = [("PATH", "/bin")];
        let first = met(vec![clock.clone(), cpus.clone(), shake.clone()], &["sh"], &env).err();
        assert_eq!(first, Some(Missing::Cpus { needs: 2, has: 1, install: install.clone() }));
        let second = met(vec![clock.clone(), shake], &["sh"], &env).err();
        assert_eq!(second, Some(Missing::Instrument { name: "hand-shake", install }));
        assert!(met(vec![clock], &["sh"], &env).is_ok());
    }

    #[test]
    fn a_library_that_is_not_there_is_missing() {
        let install = Text::plain("install it");
        let needs = |name: &str| vec![Requirement::Library { name: name.into(), install: install.clone() }];
        let env = [("PATH", "/bin"), ("LD_LIBRARY_PATH", env!("CARGO_MANIFEST_DIR"))];
        assert!(met(needs("Cargo.toml"), &["sh"], &env).is_ok());
        let nowhere = met(needs("libnobody-has-this.so.1"), &["sh"], &env).err();
        let expected = Missing::Library { name: "libnobody-has-this.so.1".into(), install };
        assert_eq!(nowhere, Path::new("/etc/ld.so.cache").exists().then_some(expected));
    }

    #[test]
    fn a_command_that_is_not_there_is_missing_too() {
        let missing = met(vec![], &["./run"], &[("PATH", "/bin")]).err();
        assert_eq!(missing, Some(Missing::Program { name: "./run".into(), install: Text::default() }));
    }
}
