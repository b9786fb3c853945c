//! A laboratory that plays back what the demos of this repository once said: see `tests/recorded/record.sh`.
#![allow(dead_code, reason = "every test file uses a part of it")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ttl::deck::read_promise;
use ttl::lab::{Lab, LabError, Limits, Recorded};
use ttl::model::{DemoSpec, Evidence, Experiment, Listing, Source, SourceId, Trial};

/// A path inside the repository.
pub fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Plays back one recording for each experiment, told apart by demo and settings.
pub struct Playback {
    specs: Vec<DemoSpec>,
    recordings: BTreeMap<String, Recorded>,
}

impl Playback {
    /// Every demo and every recording of the repository.
    pub fn of_the_repository() -> Self {
        let specs: Vec<DemoSpec> = promises().iter().map(|source| spec(&source.text)).collect();
        let files = here("tests/recorded").read_dir().expect("the recordings").flatten();
        let recordings = files.filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?.strip_suffix(".jsonl")?.to_owned();
            let demo = name.split('.').next()?.to_owned();
            let trials = trials(&fs::read_to_string(entry.path()).expect("a recording"));
            Some((name, Recorded::new(specs.clone(), BTreeMap::from([(demo, trials)]))))
        });
        Playback { recordings: recordings.collect(), specs }
    }

    fn recording(&self, experiment: &Experiment) -> &Recorded {
        let name = name(experiment);
        self.recordings.get(&name).unwrap_or_else(|| {
            panic!("no tests/recorded/{name}.jsonl: add a line to tests/recorded/record.sh and run it")
        })
    }
}

/// The name under which an experiment is recorded.
fn name(experiment: &Experiment) -> String {
    let set = experiment.set.iter().map(|(name, value)| format!(".{name}-{value}"));
    format!("{}{}", experiment.demo.value, set.collect::<String>())
}

/// The texts of the promises of the demos.
pub fn promises() -> Vec<Source> {
    let folders = here("demos").read_dir().expect("the demos").flatten();
    let files = folders.map(|folder| folder.path().join("demo.toml")).filter(|file| file.exists());
    let read = |file: PathBuf| {
        fs::read_to_string(&file).map(|text| Source { name: file.display().to_string(), text })
    };
    files.map(|file| read(file).expect("a promise")).collect()
}

/// A promise without problems.
pub fn spec(text: &str) -> DemoSpec {
    let source = Source { name: "demo.toml".into(), text: text.to_owned() };
    match read_promise(&source, SourceId(0)) {
        (Some(spec), problems) if problems.is_empty() => spec,
        (_, problems) => panic!("{problems:#?}"),
    }
}

/// The decks whose every experiment is recorded. The others are proven by running, as `ttl check` does with all of them.
pub fn decks() -> Vec<Source> {
    let read = |name: &str| {
        let file = here("decks").join(name);
        let text = fs::read_to_string(&file).expect("a deck");
        Source { name: file.display().to_string(), text }
    };
    ["concurrency.toml", "blocking-matrix.toml"].map(read).to_vec()
}

/// A recording, cut where a trial says hello.
fn trials(recording: &str) -> Vec<String> {
    let mut trials: Vec<String> = Vec::new();
    for line in recording.lines() {
        if line.contains("\"hello\"") {
            trials.push(String::new());
        }
        let trial = trials.last_mut().expect("a trial begins with hello");
        trial.push_str(line);
        trial.push('\n');
    }
    trials
}

impl Lab for Playback {
    fn demos(&self) -> &[DemoSpec] {
        &self.specs
    }

    fn source(&self, _demo: &str) -> Vec<Listing> {
        Vec::new()
    }

    fn run(
        &self,
        experiment: &Experiment,
        limits: Limits,
        enough: &mut dyn FnMut(&Evidence) -> bool,
    ) -> Result<Evidence, LabError> {
        self.recording(experiment).run(experiment, limits, enough)
    }

    fn trace(
        &self,
        experiment: &Experiment,
        shows: &mut dyn FnMut(&Trial) -> bool,
    ) -> Result<Option<Trial>, LabError> {
        self.recording(experiment).trace(experiment, shows)
    }
}
