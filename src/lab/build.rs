//! Builds the program of a demo: once for what lies in its folder, and again when something there has changed.
//!
//! What was built is remembered in the demo's folder, `.ttl/built`, as a print of all files there. Deliberately missing: which files the
//! build reads; whatever changes in the folder counts. Folders that builds fill (`target`, and hidden ones) do not.

use std::collections::hash_map::DefaultHasher;
use std::fs::{self, File};
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::launch;
use super::local::Environment;
use super::needs::Found;
use super::running::Pass;
use super::{LabError, child};
use crate::model::{DemoSpec, Ending, Missing, Text};

/// How long a build may take.
const PATIENCE: Duration = Duration::from_secs(600);

/// The folder inside the demo's folder where builds are remembered.
const MEMORY: &str = ".ttl";

/// How many lines of what a failed build says are told, from its first on.
const MOST: usize = 40;

/// Builds the demo in `folder`, if that has not been done for what lies there now. What is missing for that, if something is.
///
/// # Errors
///
/// The build fails, cannot be started, or everything was ended.
pub(super) fn build(
    spec: &DemoSpec,
    folder: &Path,
    found: &Found,
    environment: &Environment,
    pass: Pass,
) -> Result<Option<Missing>, LabError> {
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::Interrupted => LabError::Interrupted,
        _ => LabError::Build { demo: spec.id.clone(), source },
    };
    let Some((name, arguments)) = spec.build.split_first() else { return Ok(None) };
    let folder = std::path::absolute(folder).map_err(failed)?;
    let memory = folder.join(MEMORY);
    fs::create_dir_all(&memory).map_err(failed)?;
    // Whoever comes second waits, and then finds it built.
    let lock = File::create(memory.join("lock")).map_err(failed)?;
    lock.lock().map_err(failed)?;
    let stamp = memory.join("built");
    if fs::read_to_string(&stamp).ok() == Some(print(&folder, spec).map_err(failed)?) {
        return Ok(None);
    }
    let required = found.iter().find(|(required, _)| required == name).map(|(_, file)| file.clone());
    let Some(file) = required.or_else(|| launch::find(name, &folder, environment("PATH"))) else {
        return Ok(Some(Missing::Program { name: name.clone(), install: Text::default() }));
    };
    run(&file, arguments, &folder, &memory, pass).map_err(failed)?;
    // Also what the build put beside the sources is part of what is remembered.
    fs::write(&stamp, print(&folder, spec).map_err(failed)?).map_err(failed)?;
    Ok(None)
}

fn run(file: &Path, arguments: &[String], folder: &Path, memory: &Path, pass: Pass) -> io::Result<()> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let complaints = memory.join("said");
    let mut command = launch::asked(file, &arguments);
    command.current_dir(folder).stderr(File::create(&complaints)?);
    let watched = child::watch(&mut command, PATIENCE, pass)?;
    if watched.ending == Ending::Finished {
        return Ok(());
    }
    let mut said = String::from_utf8_lossy(&fs::read(&complaints)?).into_owned();
    said.push_str(&String::from_utf8_lossy(&watched.output));
    if let Ending::TimedOut(after) = watched.ending {
        said.push_str(&format!("\nended after {} s", after.as_secs()));
    }
    let lines: Vec<&str> = said.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    Err(io::Error::other(lines[..lines.len().min(MOST)].join("\n")))
}

/// A print of how the demo is built and of every file in its folder.
fn print(folder: &Path, spec: &DemoSpec) -> io::Result<String> {
    let mut files = Vec::new();
    find(folder, &mut files)?;
    files.sort();
    let mut print = DefaultHasher::new();
    spec.build.hash(&mut print);
    for file in files {
        file.hash(&mut print);
        fs::read(&file)?.hash(&mut print);
    }
    Ok(format!("{:016x}", print.finish()))
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (name, kind) = (entry.file_name(), entry.file_type()?);
        let is_passed_over =
            name == "target" || name == "__pycache__" || name.as_encoded_bytes().starts_with(b".");
        match () {
            () if is_passed_over => {}
            () if kind.is_dir() => find(&entry.path(), files)?,
            () if kind.is_file() => files.push(entry.path()),
            () => {}
        }
    }
    Ok(())
}
