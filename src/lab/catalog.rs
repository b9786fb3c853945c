//! Which demos there are: the learner's own folders, the ones inside the binary, folders from elsewhere. In that order the first
//! of a name wins, so that nothing from elsewhere passes for what the learner knows.
//!
//! Cheap until asked: folders are listed at once, a promise is read when somebody wants it. Deliberately
//! missing: what a promise may say (`deck::read_promise`) and whether the demo can run here (`needs`).

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::built_in::{Inside, Program};
use super::foreign;
use super::{Elsewhere, LabError, Promise};
use crate::deck::read_promise;
use crate::model::{
    DemoSpec, Diagnostic, FolderTrouble, Launch, Listing, Place, Problem, Source, SourceId, Stranger,
};

/// The name of a promise's file.
const PROMISE: &str = "demo.toml";

/// The demos that were found.
pub(super) struct Catalog {
    entries: BTreeMap<String, Entry>,
    specs: OnceLock<Vec<DemoSpec>>,
}

struct Entry {
    source: SourceId,
    place: Whereabouts,
    reading: OnceLock<Reading>,
}

/// Where an entry was found.
enum Whereabouts {
    /// In a folder of the learner's own; the binary may have a demo of that name too.
    Own(PathBuf, Option<Inside>),
    /// In the binary.
    Inside(Inside),
    /// In a folder from elsewhere, itself in the folder that was listed.
    Elsewhere { folder: PathBuf, home: PathBuf },
    /// In a folder from elsewhere, under a name that is taken; by the binary, if that is who took it.
    Hidden { folder: PathBuf, by: Option<Inside> },
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
    /// Elsewhere, as it was read.
    Elsewhere(Arc<Stranger>),
}

impl Catalog {
    /// Lists the learner's `own` folders, in order: each a demo or a folder of demos, or not there. Then come the demos `inside`,
    /// then the folders from `elsewhere`.
    pub(super) fn find(
        own: &[PathBuf],
        inside: Vec<Inside>,
        elsewhere: &[Elsewhere],
    ) -> Result<Self, LabError> {
        let mut found: BTreeMap<String, Whereabouts> = BTreeMap::new();
        for folder in own {
            for (id, folder) in listed(folder)? {
                found.entry(id).or_insert(Whereabouts::Own(folder, None));
            }
        }
        for demo in inside {
            let place = found.entry(demo.id.to_owned()).or_insert(Whereabouts::Inside(demo));
            if let Whereabouts::Own(_, twin) = place {
                *twin = Some(demo);
            }
        }
        for Elsewhere { folder: home, collection } in elsewhere {
            for (id, folder) in listed(home)? {
                // A demo that is the learner's own may lie among others.
                let real = folder.canonicalize().ok();
                let is_own = |own: &PathBuf| real.is_some() && own.canonicalize().ok() == real;
                if matches!(found.get(&id), Some(Whereabouts::Own(own, _)) if is_own(own)) {
                    continue;
                }
                let long = collection.as_ref().map(|collection| format!("{collection}/{id}"));
                match [Some(&id), long.as_ref()].into_iter().flatten().find(|id| !found.contains_key(*id)) {
                    Some(free) => {
                        let place = Whereabouts::Elsewhere { folder, home: home.clone() };
                        found.insert(free.clone(), place)
                    }
                    None => {
                        let by = match found.get(&id) {
                            Some(Whereabouts::Inside(inside)) => Some(*inside),
                            _ => None,
                        };
                        // No demo can be called that.
                        let name = format!("{id}\u{0}{}", folder.display());
                        found.insert(name, Whereabouts::Hidden { folder, by })
                    }
                };
            }
        }
        let number = |(n, (id, place))| {
            (id, Entry { source: SourceId(Promise::FIRST.0 + n), place, reading: OnceLock::new() })
        };
        Ok(Catalog { entries: found.into_iter().enumerate().map(number).collect(), specs: OnceLock::new() })
    }

    /// The folders whose demo of that name is not used although it differs from the one that is.
    pub(super) fn hidden(&self, id: &str) -> Vec<String> {
        let prefix = format!("{id}\u{0}");
        let after = self.entries.range(prefix.clone()..).take_while(|(name, _)| name.starts_with(&prefix));
        let troubled = after.filter(|(name, entry)| !entry.reading(name).diagnostics.is_empty());
        troubled.map(|(name, _)| name[prefix.len()..].to_owned()).collect()
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

    /// The names of all demos that can be asked for.
    pub(super) fn names(&self) -> Vec<String> {
        let named =
            self.entries.iter().filter(|(_, entry)| !matches!(entry.place, Whereabouts::Hidden { .. }));
        named.map(|(id, _)| id.clone()).collect()
    }

    /// Every promise with its problems, by id of the demo.
    pub(super) fn promises(&self) -> Vec<Promise<'_>> {
        self.entries.iter().map(|(id, entry)| entry.promise(id)).collect()
    }

    /// The promises that were found in folders.
    pub(super) fn own_promises(&self) -> Vec<Promise<'_>> {
        let own = self.entries.iter().filter(|(_, entry)| !matches!(entry.place, Whereabouts::Inside(_)));
        own.map(|(id, entry)| entry.promise(id)).collect()
    }

    /// One promise with its problems.
    pub(super) fn promise(&self, id: &str) -> Option<Promise<'_>> {
        self.entries.get(id).map(|entry| entry.promise(id))
    }

    /// What a learner reads to see what runs, file by file; files that are not there are left out.
    pub(super) fn source(&self, id: &str) -> Vec<Listing> {
        let Some((spec, home)) = self.demo(id) else { return Vec::new() };
        let listing = |file: &String| match home {
            Home::Folder(folder) => {
                let path = folder.join(file);
                // No path of a promise leads out of its folder, and a link in a folder of one's own is one's own.
                Some(Listing::of(path.display().to_string(), file, &fs::read(&path).ok()?))
            }
            Home::Inside(Program::Compiled(files) | Program::Packed(files)) => {
                let (_, bytes) = files.iter().find(|(name, _)| name == file)?;
                Some(Listing::of(format!("{id}/{file}"), file, bytes))
            }
            Home::Elsewhere(foreign) => {
                let found = foreign.files.iter().find(|known| known.name == *file)?;
                Some(Listing::of(format!("{}/{file}", foreign.origin), file, &found.bytes))
            }
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
        self.reading.get_or_init(|| match &self.place {
            Whereabouts::Own(folder, inside) => self.read_folder(id, folder, *inside),
            Whereabouts::Inside(inside) => self.read_inside(id, *inside, None),
            Whereabouts::Elsewhere { folder, home } => self.read_elsewhere(id, folder, home),
            Whereabouts::Hidden { folder, by } => self.read_hidden(id, folder, by.as_ref()),
        })
    }

    /// Reads a demo from elsewhere, all of it at once: what is shown later is what was read here.
    fn read_elsewhere(&self, id: &str, folder: &Path, home: &Path) -> Reading {
        let name = folder.join(PROMISE).display().to_string();
        let files = match foreign::read(folder, home) {
            Ok(files) => files,
            Err(trouble) => return self.troubled(name, String::new(), trouble),
        };
        let promise = files.iter().find(|file| file.name == PROMISE);
        let text = promise.map(|file| String::from_utf8_lossy(&file.bytes).into_owned()).unwrap_or_default();
        // The long name of a demo of a collection ends in the name of its folder.
        let short = id.rsplit_once('/').map_or(id, |(_, short)| short);
        let hash = foreign::fingerprint(&files);
        let origin = folder.canonicalize().unwrap_or_else(|_| folder.to_owned()).display().to_string();
        let foreign =
            Stranger { name: id.to_owned(), word: id.to_owned(), origin, commands: Vec::new(), files, hash };
        let home = Home::Inside(Program::Packed(&[]));
        let mut reading = self.read(short, Source { name, text }, home);
        if reading.spec.as_ref().is_some_and(|spec| spec.launch == Launch::Itself) {
            return without_program(reading, self.source);
        }
        // The name is typed at a shell; what is no name is not used.
        if !id.split('/').all(is_name) {
            reading.spec = None;
        }
        let Some(spec) = &mut reading.spec else { return reading };
        spec.id = id.to_owned();
        let commands = match &spec.launch {
            Launch::Program(argv) => vec![spec.build.clone(), argv.clone()],
            Launch::Itself => Vec::new(),
        };
        let commands = commands.into_iter().filter(|command| !command.is_empty()).collect();
        reading.home = Home::Elsewhere(Arc::new(Stranger { commands, ..foreign }));
        reading
    }

    /// Reads a demo that is not used because its name is taken; where it is what took its name there is nothing to say.
    fn read_hidden(&self, id: &str, folder: &Path, by: Option<&Inside>) -> Reading {
        let name = folder.join(PROMISE).display().to_string();
        let text = fs::File::open(folder.join(PROMISE)).and_then(|file| {
            let mut text = Vec::new();
            file.take(1 << 20).read_to_end(&mut text).map(|_| String::from_utf8_lossy(&text).into_owned())
        });
        let is_same = |(name, bytes): &(&str, &[u8])| foreign::holds(&folder.join(name), bytes);
        let is_twin = by.is_some_and(|inside| {
            let (Program::Compiled(parts) | Program::Packed(parts)) = inside.program;
            is_same(&(PROMISE, inside.promise.as_bytes())) && parts.iter().all(is_same)
        });
        let home = Home::Inside(Program::Packed(&[]));
        if is_twin {
            return Reading {
                source: Source { name, text: String::new() },
                spec: None,
                diagnostics: Vec::new(),
                home,
            };
        }
        let demo = id.split('\u{0}').next().unwrap_or_default().to_owned();
        let text = text.unwrap_or_default();
        self.troubled(name, text, FolderTrouble::NameTaken { demo, folder: folder.display().to_string() })
    }

    /// A promise that is not used, and why.
    fn troubled(&self, name: String, text: String, trouble: FolderTrouble) -> Reading {
        let problem = Diagnostic::new(Problem::Folder(trouble), self.place(0..0));
        let home = Home::Inside(Program::Packed(&[]));
        Reading { source: Source { name, text }, spec: None, diagnostics: vec![problem], home }
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
        if diagnostics.iter().any(|found| matches!(found.problem, Problem::Folder(_))) {
            spec = None;
        }
        Reading { source, spec, diagnostics, home }
    }

    fn place(&self, span: std::ops::Range<usize>) -> Place {
        Place { source: self.source, span }
    }
}

/// Whether a word can stand on a command line as it is.
fn is_name(word: &str) -> bool {
    !word.is_empty()
        && !word.starts_with(['-', '.'])
        && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

/// The promise of a folder that names no command, where the binary has no such demo.
fn without_program(reading: Reading, source: SourceId) -> Reading {
    let heading = reading.source.text.find("[demo]").map_or(0..0, |at| at..at + "[demo]".len());
    let problem = Problem::MissingKey { key: "command", of: "demo" };
    let problem = Diagnostic::new(problem, Place { source, span: heading });
    let diagnostics = reading.diagnostics.into_iter().chain([problem]).collect();
    Reading { spec: None, diagnostics, ..reading }
}

/// Ids and folders of the demos in a folder, which may be one itself, in the order of their names.
fn listed(folder: &Path) -> Result<Vec<(String, PathBuf)>, LabError> {
    let failed = |source| LabError::Read { path: folder.to_owned(), source };
    let mut demos = demos_in(folder).map_err(failed)?;
    demos.sort();
    Ok(demos)
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

#[cfg(test)]
#[path = "catalog_tests.rs"]
mod tests;
