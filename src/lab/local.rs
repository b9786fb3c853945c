//! The real laboratory: how an experiment becomes trials on this machine.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::time::{Duration, Instant};

use super::build;
use super::built_in::{self, Program as Packed};
use super::catalog::{Catalog, Home};
use super::disturbance::Gauges;
use super::foreign::{self, Gate, Introduction, Open};
use super::instruments::{self, Instruments};
use super::interpreter;
use super::launch::{self, Orders, Program};
use super::needs::{self, Here};
use super::program::{Shelf, Workshop};
use super::recorded::add;
use super::running::{Pass, RUNNING};
use super::unpack::Unpacked;
use super::{Lab, LabError, Limits, Promise, TRACES, basis, child, os, wire};
use crate::claim;
use crate::deck::program_promise;
use crate::model::{
    self, Basis, Consent, DemoSpec, Evidence, Experiment, Language, Listing, Missing, Standing, Stranger,
    Trial, Values, Waiting,
};

/// Looks up a variable of the environment; only the door reads it directly.
pub type Environment = Box<dyn Fn(&str) -> Option<OsString> + Send + Sync>;

/// What a laboratory has to be told.
pub struct Setup {
    /// The learner's own folders with demos, in order; one that is not there holds none. What is in them runs where it is,
    /// without a question. See [`Setup::folders`].
    pub folders: Vec<PathBuf>,
    /// The program that runs built-in demos under `__demo ID`; none: the one that is running.
    pub program: Option<PathBuf>,
    /// Looks up variables: `PATH`, and those that name programs.
    pub environment: Environment,
    /// What the seeds of trials are drawn from.
    pub seed: u64,
    /// The languages that programs of cards may be written in.
    pub languages: Vec<Language>,
}

impl Setup {
    /// The folders in their usual order: the ones that were given, `./demos`, and `demos` in the user's data.
    pub fn folders(given: Vec<PathBuf>, data: Option<&Path>) -> Vec<PathBuf> {
        let data = data.map(|data| data.join("demos"));
        given.into_iter().chain([PathBuf::from("demos")]).chain(data).collect()
    }
}

/// A folder with demos from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// The folder: a demo or a folder of demos, or not there.
    pub folder: PathBuf,
    /// The collection that it belongs to: then a demo whose name is taken is called `collection/name`.
    pub collection: Option<String>,
}

/// Runs demos on this machine, each trial in a process of its own.
pub struct LocalLab {
    catalog: Catalog,
    gate: Arc<dyn Gate>,
    image: PathBuf,
    environment: Environment,
    seed: u64,
    gauges: Gauges,
    instruments: OnceLock<Instruments>,
    /// Held by every trial, and by the check of the instruments alone: it must not be disturbed by our own trials.
    floor: RwLock<()>,
    /// The interpreter behind the script that Python's name leads to, if it leads to one.
    python: OnceLock<Option<PathBuf>>,
    languages: Vec<Language>,
    built: Shelf,
    /// Private copies of programs from elsewhere, by hash.
    copies: Mutex<BTreeMap<String, Arc<Unpacked>>>,
    /// What the machine was like a moment ago.
    machine: Mutex<Option<Seen>>,
}

/// When the machine was looked at, and what it was like.
type Seen = (Instant, Vec<(String, String)>);

/// For so long the machine is not looked at again: a hundred experiments are looked up in less.
const MOMENT: Duration = Duration::from_millis(500);

impl LocalLab {
    /// A laboratory with the demos of the folders and of the binary.
    ///
    /// # Errors
    ///
    /// A folder is there but cannot be listed, or this program's own file cannot be found.
    pub fn new(setup: Setup) -> Result<Self, LabError> {
        LocalLab::guarded(setup, &[], Arc::new(Open))
    }

    /// The same with demos from elsewhere, after all others: what of them runs is for the gate to say.
    ///
    /// # Errors
    ///
    /// As [`LocalLab::new`].
    pub fn guarded(setup: Setup, elsewhere: &[Elsewhere], gate: Arc<dyn Gate>) -> Result<Self, LabError> {
        let running = os::RUNNING_IMAGE.map(PathBuf::from).filter(|image| image.exists());
        let image = match setup.program.or(running) {
            Some(image) => image,
            None => std::env::current_exe()
                .map_err(|source| LabError::Start { demo: String::from("ttl"), source })?,
        };
        Ok(LocalLab {
            catalog: Catalog::find(&setup.folders, built_in::all(), elsewhere)?,
            gate,
            image,
            environment: setup.environment,
            seed: setup.seed,
            gauges: Gauges::find(),
            instruments: OnceLock::new(),
            floor: RwLock::new(()),
            python: OnceLock::new(),
            languages: setup.languages,
            built: Shelf::default(),
            copies: Mutex::default(),
            machine: Mutex::new(None),
        })
    }

    /// The folders whose demo of that name is not used although it differs from the one that is.
    pub fn hidden(&self, demo: &str) -> Vec<String> {
        self.catalog.hidden(demo)
    }

    /// The demo, if it is from elsewhere, whatever was said to it.
    pub fn foreign(&self, demo: &str) -> Option<&Arc<Stranger>> {
        match self.catalog.demo(demo)?.1 {
            Home::Elsewhere(foreign) => Some(foreign),
            _ => None,
        }
    }

    /// The program of a card, as somebody would have to agree to it.
    pub fn foreign_program(&self, program: &model::Program) -> Stranger {
        let unknown = || Introduction {
            name: model::PROGRAM.to_owned(),
            origin: String::new(),
            word: model::PROGRAM.to_owned(),
        };
        let introduction = self.gate.introduction(&foreign::program_hash(program)).unwrap_or_else(unknown);
        let language = self.languages.iter().find(|language| language.id == program.lang.value);
        foreign::of_program(program, language, introduction)
    }

    /// Why a program from elsewhere does not run, unless it may.
    pub(super) fn refusal(&self, foreign: &Stranger) -> Option<Missing> {
        let changed = match self.gate.standing(foreign) {
            Standing::Agreed => return None,
            Standing::Refused => false,
            Standing::Open(before) => before.is_some(),
        };
        Some(Missing::NotAgreed { name: foreign.name.clone(), word: foreign.word.clone(), changed })
    }

    /// The program that runs built-in demos.
    pub(super) fn image(&self) -> &Path {
        &self.image
    }

    /// The demos that were found.
    pub(super) fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Looks up variables.
    pub(super) fn environment(&self) -> &Environment {
        &self.environment
    }

    /// What the machine is like.
    pub(super) fn machine(&self) -> Vec<(String, String)> {
        let mut known = self.machine.lock().unwrap_or_else(PoisonError::into_inner);
        match &*known {
            Some((at, facts)) if at.elapsed() < MOMENT => facts.clone(),
            _ => known.insert((Instant::now(), basis::machine())).1.clone(),
        }
    }

    /// The language with that id.
    pub(super) fn language(&self, id: &str) -> Option<&Language> {
        self.languages.iter().find(|language| language.id == id)
    }

    /// The files that a language is compiled and started with.
    pub(super) fn tools(&self, language: &Language, pass: Pass) -> Vec<PathBuf> {
        self.workshop(pass).tools(language)
    }

    /// Everything that trials of this experiment have in common, or what is missing for them.
    fn prepare(&self, experiment: &Experiment, pass: Pass) -> Result<Result<Ready<'_>, Missing>, LabError> {
        let id = &experiment.demo.value;
        let (spec, home) = self.catalog.demo(id).ok_or_else(|| LabError::UnknownDemo(id.clone()))?;
        // First of all: nothing of a program from elsewhere is so much as written down before somebody agreed.
        if let Home::Elsewhere(foreign) = home
            && let Some(missing) = self.refusal(foreign)
        {
            return Ok(Err(missing));
        }
        let unpacked = match home {
            Home::Inside(Packed::Packed(files)) => Some(Unpacked::new(files, pass).map(Arc::new)),
            Home::Elsewhere(foreign) => Some(self.copy(foreign, pass)),
            _ => None,
        };
        let unpacked = unpacked.transpose().map_err(|error| failed(spec, error))?;
        let folder = match home {
            Home::Folder(folder) => Some(folder.as_path()),
            Home::Inside(_) | Home::Elsewhere(_) => unpacked.as_deref().map(Unpacked::path),
        };
        let instruments = || self.instruments(pass);
        let here = Here { environment: &self.environment, image: &self.image, instruments: &instruments };
        let python = if interpreter::is_wanted(spec) { self.python(pass) } else { None };
        let found = match needs::meet(spec, &here) {
            Ok(found) => found,
            Err(missing) => return Ok(Err(missing)),
        };
        if let Some(folder) = folder.filter(|_| !spec.build.is_empty())
            && let Some(missing) = build::build(spec, folder, &found, &self.environment, pass)?
        {
            return Ok(Err(missing));
        }
        let program = match needs::program(spec, folder, found, &here) {
            Ok(program) => match python {
                Some(python) => interpreter::instead(program, spec, python),
                None => program,
            },
            Err(missing) => return Ok(Err(missing)),
        };
        let params = claim::settings(experiment, spec).0;
        Ok(Ok(Ready { lab: self, spec, program, params, pass, python, _unpacked: unpacked }))
    }

    /// Where programs of cards are made ready.
    fn workshop(&self, pass: Pass) -> Workshop<'_> {
        Workshop {
            languages: &self.languages,
            environment: &self.environment,
            python: self.python(pass),
            shelf: &self.built,
            pass,
        }
    }

    /// A private copy of a program from elsewhere, kept as long as this laboratory so that it is built once.
    fn copy(&self, foreign: &Stranger, pass: Pass) -> io::Result<Arc<Unpacked>> {
        let mut copies = self.copies.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(copy) = copies.get(&foreign.hash).filter(|copy| copy.path().exists()) {
            return Ok(Arc::clone(copy));
        }
        let files: Vec<_> = foreign.files.iter().map(|file| (file.name.as_str(), &*file.bytes)).collect();
        let copy = Arc::new(Unpacked::new(&files, pass)?);
        copies.insert(foreign.hash.clone(), Arc::clone(&copy));
        Ok(copy)
    }

    /// Runs the program of a card. One that does not compile is not compiled again.
    fn run_program(
        &self,
        program: &model::Program,
        limits: Limits,
        mut evidence: Evidence,
        enough: &mut dyn FnMut(&Evidence) -> bool,
    ) -> Result<Evidence, LabError> {
        // A compiler runs what it compiles as far as the language lets it, so it comes after the agreement too.
        if let Some(missing) = self.refusal(&self.foreign_program(program)) {
            return Ok(Evidence { missing: Some(missing), ..evidence });
        }
        let pass = RUNNING.pass();
        let built = match self.workshop(pass).build(program)? {
            Ok(built) => built,
            Err(missing) => return Ok(Evidence { missing: Some(missing), ..evidence }),
        };
        let mut spec = program_promise().clone();
        spec.deadline_ms = program.deadline_ms.unwrap_or(spec.deadline_ms);
        let Some(started) = built.started(&self.image, program) else {
            let mut trial = Trial { number: 1, ..Trial::default() };
            built.report(&mut trial);
            add(&mut evidence, trial);
            return Ok(evidence);
        };
        let params = Values::new();
        let ready =
            Ready { lab: self, spec: &spec, program: started, params, pass, python: None, _unpacked: None };
        ready.trials(limits, &mut evidence, enough)?;
        Ok(evidence)
    }

    /// The interpreter behind a script, looked for when a demo first wants it.
    pub(super) fn python(&self, pass: Pass) -> Option<&Path> {
        if self.python.get().is_none() {
            let found = interpreter::behind_script(&self.environment, pass);
            if pass.is_void() {
                return None;
            }
            let _known_already = self.python.set(found);
        }
        self.python.get()?.as_deref()
    }

    /// The instruments, checked when somebody first asks.
    fn instruments(&self, pass: Pass) -> Instruments {
        if let Some(known) = self.instruments.get() {
            return known.clone();
        }
        let _alone = self.floor.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = self.instruments.get() {
            return known.clone();
        }
        let program = Program::Itself(self.image.clone());
        let spec = &instruments::promise();
        let check =
            Ready { lab: self, spec, program, params: Values::new(), pass, python: None, _unpacked: None };
        let instruments = Instruments::read(check.watched(1, false).ok().as_ref());
        if pass.is_void() {
            // An interrupted check says nothing about the machine.
            return instruments;
        }
        self.instruments.get_or_init(|| instruments).clone()
    }
}

/// An experiment that can begin.
struct Ready<'a> {
    lab: &'a LocalLab,
    spec: &'a DemoSpec,
    program: Program,
    params: Values,
    pass: Pass,
    python: Option<&'a Path>,
    _unpacked: Option<Arc<Unpacked>>,
}

impl Ready<'_> {
    /// Runs quiet trials until `enough` or `limits` say that it is time.
    fn trials(
        &self,
        limits: Limits,
        evidence: &mut Evidence,
        enough: &mut dyn FnMut(&Evidence) -> bool,
    ) -> Result<(), LabError> {
        let start = Instant::now();
        for number in 1..=limits.trials {
            if number > 1 && limits.budget.is_some_and(|budget| start.elapsed() >= budget) {
                break;
            }
            add(evidence, self.trial(number, false)?);
            if evidence.missing.is_some() || enough(evidence) {
                break;
            }
        }
        Ok(())
    }

    /// Runs one trial, beside others if there are any.
    fn trial(&self, number: u32, traced: bool) -> Result<Trial, LabError> {
        let _among_others = self.lab.floor.read().unwrap_or_else(PoisonError::into_inner);
        self.watched(number, traced)
    }

    /// Starts a trial and watches it to its end.
    fn watched(&self, number: u32, traced: bool) -> Result<Trial, LabError> {
        let seed = seed(self.lab.seed, number, traced);
        let mut trial = Trial { number, seed, params: self.params.clone(), ..Trial::default() };
        let orders = Orders { spec: self.spec, trial: &trial, traced, python: self.python };
        let mut command = launch::command(&self.program, &orders);
        let deadline = Duration::from_millis(self.spec.deadline_ms);
        let before = self.lab.gauges.read();
        let watched =
            child::watch(&mut command, deadline, self.pass).map_err(|error| failed(self.spec, error))?;
        trial.disturbance = before.until(self.lab.gauges.read(), watched.n_stops);
        trial.ending = watched.ending;
        trial.complaints = watched.complaints;
        trial.took = watched.took;
        wire::hear(&watched.output, self.spec, &mut trial);
        if !traced {
            // Drawing is not for quiet trials: it changes what they measure.
            trial.n_rubbish += std::mem::take(&mut trial.events).len();
        }
        Ok(trial)
    }
}

impl Lab for LocalLab {
    fn demos(&self) -> &[DemoSpec] {
        self.catalog.specs()
    }

    fn demo(&self, id: &str) -> Option<&DemoSpec> {
        self.catalog.demo(id).map(|(spec, _)| spec)
    }

    fn languages(&self) -> &[Language] {
        &self.languages
    }

    fn lacks(&self, language: &Language) -> Option<Missing> {
        self.workshop(RUNNING.pass()).lacks(language)
    }

    fn promises(&self) -> Vec<Promise<'_>> {
        self.catalog.promises()
    }

    fn names(&self) -> Vec<String> {
        self.catalog.names()
    }

    fn promise(&self, id: &str) -> Option<Promise<'_>> {
        self.catalog.promise(id)
    }

    fn own_promises(&self) -> Vec<Promise<'_>> {
        self.catalog.own_promises()
    }

    fn source(&self, demo: &str) -> Vec<Listing> {
        self.catalog.source(demo)
    }

    fn waiting(&self, experiment: &Experiment) -> Option<Waiting> {
        let foreign = match &experiment.program {
            Some(program) => Arc::new(self.foreign_program(program)),
            None => Arc::clone(self.foreign(&experiment.demo.value)?),
        };
        match self.gate.standing(&foreign) {
            Standing::Open(before) => Some(Waiting { foreign, before }),
            Standing::Agreed | Standing::Refused => None,
        }
    }

    fn settle(&self, waiting: &Waiting, consent: Consent) -> Result<(), LabError> {
        let kept = self.gate.settle(&waiting.foreign, consent);
        kept.map_err(|source| LabError::Keep { name: waiting.foreign.name.clone(), source })
    }

    fn basis(&self, experiment: &Experiment) -> Option<Basis> {
        basis::basis(self, experiment)
    }

    fn run(
        &self,
        experiment: &Experiment,
        limits: Limits,
        enough: &mut dyn FnMut(&Evidence) -> bool,
    ) -> Result<Evidence, LabError> {
        let mut evidence = Evidence { experiment: experiment.clone(), trials: Vec::new(), missing: None };
        if let Some(program) = &experiment.program {
            return self.run_program(program, limits, evidence, enough);
        }
        let pass = RUNNING.pass();
        let ready = match self.prepare(experiment, pass)? {
            Ok(ready) => ready,
            Err(_) if pass.is_void() => return Err(LabError::Interrupted),
            Err(missing) => return Ok(Evidence { missing: Some(missing), ..evidence }),
        };
        ready.trials(limits, &mut evidence, enough)?;
        Ok(evidence)
    }

    fn trace(
        &self,
        experiment: &Experiment,
        shows: &mut dyn FnMut(&Trial) -> bool,
    ) -> Result<Option<Trial>, LabError> {
        if experiment.program.is_some() {
            // A program of a card draws nothing.
            return Ok(None);
        }
        let pass = RUNNING.pass();
        let ready = match self.prepare(experiment, pass)? {
            Ok(ready) => ready,
            Err(_) if pass.is_void() => return Err(LabError::Interrupted),
            Err(_) => return Ok(None),
        };
        let mut last = None;
        for number in 1..=TRACES {
            let trial = ready.trial(number, true)?;
            let shown = shows(&trial);
            last = Some(trial);
            if shown {
                break;
            }
        }
        Ok(last)
    }
}

fn failed(spec: &DemoSpec, source: io::Error) -> LabError {
    match source.kind() {
        io::ErrorKind::Interrupted => LabError::Interrupted,
        _ => LabError::Start { demo: spec.id.clone(), source },
    }
}

/// A seed for one trial: far from those of its neighbours, and never negative where a language has signs only.
fn seed(base: u64, number: u32, traced: bool) -> u64 {
    let step = (u64::from(number) << 1) | u64::from(traced);
    let mut mixed = base.wrapping_add(step.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (mixed ^ (mixed >> 31)) >> 1
}
