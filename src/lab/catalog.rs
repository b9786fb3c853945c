//! Which demos there are: folders with a `demo.toml`, and the ones inside the binary. The first of a name wins.
//!
//! Cheap until asked: folders are listed at once, a promise is read when somebody wants it. Deliberately
//! missing: what a promise may say (`deck::read_promise`) and whether the demo can run here (`needs`).

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::built_in::{Inside, Program};
use super::{LabError, Promise};
use crate::deck::read_promise;
use crate::model::{DemoSpec, Diagnostic, Launch, Listing, Place, Problem, Source, SourceId};

/// The name of a promise's file.
const PROMISE: &str = "demo.toml";

/// The demos that were found.
pub(super) struct Catalog {
    entries: BTreeMap<String, Entry>,
    specs: OnceLock<Vec<DemoSpec>>,
}

struct Entry {
    source: SourceId,
    folder: Option<PathBuf>,
    inside: Option<Inside>,
    reading: OnceLock<Reading>,
}

struct Reading {
    source: Source,
    spec: Option<DemoSpec>,
    diagnostics: Vec<Diagnostic>,
    home: Home,
}

/// Where a demo lives.
#[derive(Clone)]
pub(super) enum Home {
    /// In a folder.
    Folder(PathBuf),
    /// Inside the binary.
    Inside(Program),
}

impl Catalog {
    /// Lists `folders`, in order: each a demo or a folder of demos, or not there. Then come the demos `inside`.
    pub(super) fn find(folders: &[PathBuf], inside: Vec<Inside>) -> Result<Self, LabError> {
        let mut found: BTreeMap<String, (Option<PathBuf>, Option<Inside>)> = BTreeMap::new();
        for folder in folders {
            let failed = |source| LabError::Read { path: folder.clone(), source };
            for (id, folder) in demos_in(folder).map_err(failed)? {
                found.entry(id).or_insert((Some(folder), None));
            }
        }
        for demo in inside {
            found.entry(demo.id.to_owned()).or_default().1.get_or_insert(demo);
        }
        let number = |(n, (id, (folder, inside)))| {
            let source = SourceId(Promise::FIRST.0 + n);
            (id, Entry { source, folder, inside, reading: OnceLock::new() })
        };
        Ok(Catalog { entries: found.into_iter().enumerate().map(number).collect(), specs: OnceLock::new() })
    }

    /// Every demo whose promise can be read, by id.
    pub(super) fn specs(&self) -> &[DemoSpec] {
        self.specs.get_or_init(|| {
            let readings = self.entries.iter().map(|(id, entry)| entry.reading(id));
            readings.filter_map(|reading| reading.spec.clone()).collect()
        })
    }

    /// One demo, if there is one with a promise that can be read.
    pub(super) fn demo(&self, id: &str) -> Option<(&DemoSpec, &Home)> {
        let reading = self.entries.get(id)?.reading(id);
        Some((reading.spec.as_ref()?, &reading.home))
    }

    /// The names of all demos.
    pub(super) fn names(&self) -> Vec<String> {
        self.entries.keys().cloned().collect()
    }

    /// Every promise with its problems, by id of the demo.
    pub(super) fn promises(&self) -> Vec<Promise<'_>> {
        self.entries.iter().map(|(id, entry)| entry.promise(id)).collect()
    }

    /// The promises that were found in folders.
    pub(super) fn own_promises(&self) -> Vec<Promise<'_>> {
        let own = self.entries.iter().filter(|(_, entry)| entry.folder.is_some());
        own.map(|(id, entry)| entry.promise(id)).collect()
    }

    /// One promise with its problems.
    pub(super) fn promise(&self, id: &str) -> Option<Promise<'_>> {
        self.entries.get(id).map(|entry| entry.promise(id))
    }

    /// What a learner reads to see what runs, file by file; files that are not there are left out.
    pub(super) fn source(&self, id: &str) -> Vec<Listing> {
        let Some((spec, home)) = self.demo(id) else { return Vec::new() };
        let listing = |file: &String| {
            let (name, text) = match home {
                Home::Folder(folder) => {
                    let path = folder.join(file);
                    (path.display().to_string(), fs::read_to_string(&path).ok()?)
                }
                Home::Inside(Program::Compiled(files) | Program::Packed(files)) => {
                    let (_, bytes) = files.iter().find(|(name, _)| name == file)?;
                    (format!("{id}/{file}"), String::from_utf8_lossy(bytes).into_owned())
                }
            };
            let ending = Path::new(file).extension().and_then(|ending| ending.to_str());
            Some(Listing { name, text, language: language(ending).into() })
        };
        spec.sources.iter().filter_map(listing).collect()
    }
}

impl Entry {
    fn promise(&self, id: &str) -> Promise<'_> {
        let reading = self.reading(id);
        Promise { id: self.source, source: &reading.source, diagnostics: &reading.diagnostics }
    }

    fn reading(&self, id: &str) -> &Reading {
        self.reading.get_or_init(|| match (&self.folder, self.inside) {
            (Some(folder), inside) => self.read_folder(id, folder, inside),
            (None, Some(inside)) => self.read_inside(id, inside, None),
            (None, None) => unreachable!("an entry was found somewhere"),
        })
    }

    fn read_folder(&self, id: &str, folder: &Path, inside: Option<Inside>) -> Reading {
        let path = folder.join(PROMISE);
        let name = path.display().to_string();
        let home = Home::Folder(folder.to_owned());
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) => {
                let problem = Diagnostic::new(Problem::Syntax(error.to_string()), self.place(0..0));
                let source = Source { name, text: String::new() };
                return Reading { source, spec: None, diagnostics: vec![problem], home };
            }
        };
        let reading = self.read(id, Source { name, text }, home);
        match (&reading.spec, inside) {
            // The folder that a demo of the binary was built from: the binary's own text counts.
            (Some(spec), Some(inside))
                if spec.launch == Launch::Itself && matches!(inside.program, Program::Compiled(_)) =>
            {
                self.read_inside(id, inside, Some(reading.source))
            }
            (Some(spec), _) if spec.launch == Launch::Itself => without_program(reading, self.source),
            _ => reading,
        }
    }

    /// Reads a promise inside the binary; `twin` is the file that it may have been built from.
    fn read_inside(&self, id: &str, inside: Inside, twin: Option<Source>) -> Reading {
        let same = twin.filter(|twin| twin.text == inside.promise);
        let built_in = || Source { name: format!("{id}/{PROMISE}"), text: inside.promise.to_owned() };
        self.read(id, same.unwrap_or_else(built_in), Home::Inside(inside.program))
    }

    fn read(&self, id: &str, source: Source, home: Home) -> Reading {
        let (mut spec, mut diagnostics) = read_promise(&source, self.source);
        if let Some(other) = spec.take_if(|spec| spec.id != id) {
            let at = source.text.find(&other.id).map_or(0..0, |at| at..at + other.id.len());
            let problem = Problem::UnknownDemo { demo: other.id, meant: Some(id.to_owned()) };
            // An id that is not there at all has been reported already.
            diagnostics.extend((!at.is_empty()).then(|| Diagnostic::new(problem, self.place(at))));
        }
        Reading { source, spec, diagnostics, home }
    }

    fn place(&self, span: std::ops::Range<usize>) -> Place {
        Place { source: self.source, span }
    }
}

/// The promise of a folder that names no command, where the binary has no such demo.
fn without_program(reading: Reading, source: SourceId) -> Reading {
    let heading = reading.source.text.find("[demo]").map_or(0..0, |at| at..at + "[demo]".len());
    let problem = Problem::MissingKey { key: "command", of: "demo" };
    let problem = Diagnostic::new(problem, Place { source, span: heading });
    let diagnostics = reading.diagnostics.into_iter().chain([problem]).collect();
    Reading { spec: None, diagnostics, ..reading }
}

/// Ids and folders of the demos in `folder`, which may be one itself.
fn demos_in(folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let named = |path: PathBuf| Some((path.file_name()?.to_str()?.to_owned(), path));
    let is_demo = |path: &PathBuf| path.join(PROMISE).is_file();
    if is_demo(&folder.to_owned()) {
        return Ok(folder.canonicalize().ok().and_then(named).into_iter().collect());
    }
    match fs::read_dir(folder) {
        Ok(inner) => {
            let paths = inner.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
            Ok(paths.into_iter().filter(is_demo).filter_map(named).collect())
        }
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Ok(Vec::new())
        }
        Err(error) => Err(error),
    }
}

/// The name of the language that files with this ending are written in, as highlighters know it.
fn language(ending: Option<&str>) -> &'static str {
    match ending {
        Some("rs") => "rust",
        Some("py") => "python",
        Some("sh") => "bash",
        Some("c" | "h") => "c",
        Some("cc" | "cpp" | "hpp") => "cpp",
        Some("go") => "go",
        Some("comp" | "glsl") => "glsl",
        Some("js" | "mjs") => "javascript",
        Some("rb") => "ruby",
        Some("java") => "java",
        _ => "text",
    }
}

#[cfg(test)]
#[path = "catalog_tests.rs"]
mod tests;
