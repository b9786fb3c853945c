//! The laboratory: which demos there are, and what happens when one is run.
//!
//! Whatever a demo does, also when it hangs, crashes or talks rubbish, is a value: [`Evidence`] with trials and
//! their endings, or with what is missing here. Deliberately missing: what the evidence proves (`judge`), cards
//! and answers, and the terminal. The caller decides when enough was seen.
//!
//! Reading order: `local` tells how an experiment becomes trials, `launch` how a program is started and
//! `child` how it ends; `wire` knows what programs say.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use thiserror::Error;

use crate::deck::program_promise;
use crate::model::{
    Basis, Consent, DemoSpec, Diagnostic, Evidence, Experiment, Language, Listing, Missing, Source, SourceId,
    Trial, Waiting,
};

mod basis;
mod build;
mod built_in;
mod bully;
mod catalog;
mod child;
mod disturbance;
mod editor;
mod faults;
mod foreign;
mod git;
mod instruments;
mod interpreter;
mod launch;
mod libraries;
mod local;
mod machine;
mod needs;
mod os;
mod program;
mod recorded;
mod refusal;
mod running;
mod taps;
mod unpack;
mod wire;

pub use built_in::run_built_in;
pub use editor::{Editor, EditorError, was_for_editor};
pub use faults::{Account, side_by_side, under};
pub use foreign::{Closed, Gate, Introduction, folder_hash, program_hash};
pub use git::{Blob, GitError, Repository};
pub use local::{Elsewhere, Environment, LocalLab, Setup};
pub use machine::machine;
pub use recorded::Recorded;
pub use running::end_running_trials;

/// Whoever can run demos.
pub trait Lab {
    /// Every demo whose promise can be read, by id.
    fn demos(&self) -> &[DemoSpec];

    /// One demo; cheaper than looking for it in [`Lab::demos`].
    fn demo(&self, id: &str) -> Option<&DemoSpec> {
        self.demos().iter().find(|demo| demo.id == id)
    }

    /// The promise of whatever an experiment runs: its demo, or a program of the card's own.
    fn spec(&self, experiment: &Experiment) -> Option<&DemoSpec> {
        match experiment.program {
            Some(_) => Some(program_promise()),
            None => self.demo(&experiment.demo.value),
        }
    }

    /// The languages that programs of cards may be written in.
    fn languages(&self) -> &[Language] {
        &[]
    }

    /// What programs of a language lack here; nothing where they can be compiled and started.
    fn lacks(&self, _language: &Language) -> Option<Missing> {
        None
    }

    /// Every promise with its problems, also the unreadable ones, by id of the demo.
    fn promises(&self) -> Vec<Promise<'_>> {
        Vec::new()
    }

    /// The names of all demos; cheaper than reading their promises.
    fn names(&self) -> Vec<String> {
        self.demos().iter().map(|demo| demo.id.clone()).collect()
    }

    /// The promise of one demo with its problems, also an unreadable one.
    fn promise(&self, _id: &str) -> Option<Promise<'_>> {
        None
    }

    /// The promises that a user of this machine may have written: those in folders, and not those of the binary.
    fn own_promises(&self) -> Vec<Promise<'_>> {
        Vec::new()
    }

    /// What a learner reads to see what runs, file by file; what cannot be read is left out.
    fn source(&self, demo: &str) -> Vec<Listing>;

    /// The program from elsewhere that the experiment would run and that waits for somebody's word, if it is one.
    fn waiting(&self, _experiment: &Experiment) -> Option<Waiting> {
        None
    }

    /// Takes in what was said to a program that waits.
    ///
    /// # Errors
    ///
    /// It could not be kept.
    fn settle(&self, _waiting: &Waiting, _consent: Consent) -> Result<(), LabError> {
        Ok(())
    }

    /// What a run of the experiment depends on, for whoever wants to keep its evidence; none: it must not be kept.
    fn basis(&self, _experiment: &Experiment) -> Option<Basis> {
        None
    }

    /// Runs quiet trials, at least one, until `enough` says so or `limits` are reached. A demo that lacks
    /// something here leaves evidence that says what.
    ///
    /// # Errors
    ///
    /// There is no such demo, it could not be started, or everything was ended by [`end_running_trials`].
    fn run(
        &self,
        experiment: &Experiment,
        limits: Limits,
        enough: &mut dyn FnMut(&Evidence) -> bool,
    ) -> Result<Evidence, LabError>;

    /// Runs one traced trial, again a few times at most until `shows` says that it shows the effect; the last one
    /// otherwise. None where the demo cannot run here.
    ///
    /// # Errors
    ///
    /// As [`Lab::run`].
    fn trace(
        &self,
        experiment: &Experiment,
        shows: &mut dyn FnMut(&Trial) -> bool,
    ) -> Result<Option<Trial>, LabError>;
}

/// When to stop asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// At most so many trials.
    pub trials: u32,
    /// No new trial after so long; none: as long as it takes.
    pub budget: Option<Duration>,
}

impl Limits {
    /// For a learner who waits: five trials, three seconds.
    pub const QUIZ: Limits = Limits { trials: 5, budget: Some(Duration::from_secs(3)) };

    /// For an author who wants to know: five trials, however long they take.
    pub const CHECK: Limits = Limits { trials: 5, budget: None };
}

/// At most so many traced trials.
const TRACES: u32 = 3;

/// A promise that was read, with its problems.
#[derive(Clone, Copy, Debug)]
pub struct Promise<'a> {
    /// Its number: places in the promise and in what was read from it carry it.
    pub id: SourceId,
    /// Its text.
    pub source: &'a Source,
    /// Everything that is wrong with it.
    pub diagnostics: &'a [Diagnostic],
}

impl Promise<'_> {
    /// The number of the first promise, far above those of any decks; the others follow.
    pub const FIRST: SourceId = SourceId(1 << 20);
}

/// Why nothing could be run; what a demo does is never an error.
#[derive(Debug, Error)]
pub enum LabError {
    /// There is no demo of that name with a promise that can be read.
    #[error("there is no demo `{0}`")]
    UnknownDemo(String),
    /// The demo's program is there but could not be started.
    #[error("the demo `{demo}` could not be started")]
    Start {
        /// The demo.
        demo: String,
        /// What the system says.
        source: io::Error,
    },
    /// The demo's program could not be built.
    #[error("the demo `{demo}` could not be built")]
    Build {
        /// The demo.
        demo: String,
        /// What the build said.
        source: io::Error,
    },
    /// A folder of demos could not be listed.
    #[error("`{path}` could not be read")]
    Read {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// An agreement could not be kept.
    #[error("the agreement to run `{name}` could not be kept")]
    Keep {
        /// The program.
        name: String,
        /// What the system says.
        source: io::Error,
    },
    /// Everything was ended by [`end_running_trials`].
    #[error("interrupted")]
    Interrupted,
}
