//! What was typed, together with what the world says: the one place that reads the environment.
//!
//! What can be set in a file too is in `preferences`, whose things are whose in `owners`.

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use anyhow::Result;
use console::Term;
use etcetera::BaseStrategy;

use super::clock::{self, Clock};
use super::gate::Trust;
use super::preferences::Layers;
use super::{Common, LangArg, collections, looks};
use crate::flow::Library;
use crate::lab::{Environment, LabError, LocalLab, Setup};
use crate::model::{Lang, Language};
use crate::screen::Look;
use crate::store::{Collections, History, HistoryError, Index, Proofs, Shelf, StoreError};
use crate::study::{self, Rules};

/// The name of the file with the review history.
const HISTORY: &str = "history.db";

/// The name of the file with the index of the decks.
const INDEX: &str = "shelf.db";

/// The name of the file with the list of collections.
const COLLECTIONS: &str = "collections.toml";

/// What the program knows of its surroundings.
pub(crate) struct Settings {
    /// How things on standard output are to look.
    pub(crate) look: Look,
    /// How things on standard error are to look.
    pub(crate) talk: Look,
    /// Whether somebody sits at a terminal and can be asked.
    pub(crate) is_interactive: bool,
    /// Whether the language was told on the command line, and not by the surroundings.
    pub(crate) is_lang_told: bool,
    /// What randomness is drawn from.
    pub(crate) seed: u64,
    /// Whether every question about programs from elsewhere is answered with yes.
    pub(crate) is_yes: bool,
    /// Whether the seed was typed.
    pub(crate) is_seeded: bool,
    /// The time to put into what is made, in seconds since 1970.
    pub(crate) now: u64,
    /// What time it is where the learner is.
    pub(crate) clock: Clock,
    pub(super) data: Option<PathBuf>,
    trust: OnceLock<Arc<Trust>>,
    collections: OnceLock<Collections>,
    pub(super) config: Option<PathBuf>,
    pub(super) layers: OnceLock<Layers>,
}

impl Settings {
    pub(crate) fn new(common: Common, lang: Lang) -> Self {
        let (out, talk) = (io::stdout().is_terminal(), io::stderr().is_terminal());
        let unicode = looks::is_unicode();
        let look = |is_terminal: bool, term: &Term| Look {
            width: looks::width(is_terminal, term),
            unicode,
            colour: looks::colour(common.color, is_terminal),
            lang,
        };
        let (look, talk) = (look(out, &Term::stdout()), look(talk, &Term::stderr()));
        colored::control::set_override(look.colour || talk.colour);
        console::set_colors_enabled(look.colour);
        console::set_colors_enabled_stderr(talk.colour);
        let is_dumb = variable("TERM").is_some_and(|term| term == "dumb");
        let is_interactive = out && io::stdin().is_terminal() && !common.plain && !is_dumb;
        let is_seeded = common.seed.is_some();
        Settings {
            look,
            talk,
            is_interactive,
            is_lang_told: common.lang.is_some(),
            seed: common.seed.unwrap_or_else(clock::seed),
            is_yes: common.yes,
            is_seeded,
            now: clock::now(),
            clock: Clock::new(common.now.as_deref()),
            data: data(),
            trust: OnceLock::new(),
            collections: OnceLock::new(),
            config: config(),
            layers: OnceLock::new(),
        }
    }

    /// The decks of the working folder, of the user and of the binary.
    pub(crate) fn shelf(&self) -> Shelf {
        Shelf::new(self.deck_folders())
    }

    /// The folders of decks that can change: of the working folder and of the user.
    pub(crate) fn deck_folders(&self) -> Vec<PathBuf> {
        let data = self.data.iter().map(|data| data.join("decks"));
        [PathBuf::from("decks")].into_iter().chain(data).collect()
    }

    /// The folders of demos that can change.
    pub(crate) fn demo_folders(&self) -> Vec<PathBuf> {
        let collected = collections::roots(self).into_iter().map(|(_, root)| root.join("demos"));
        Setup::folders(Vec::new(), self.data.as_deref()).into_iter().chain(collected).collect()
    }

    /// Where the review history is; none where the system names no place for it.
    pub(crate) fn history_path(&self) -> Option<PathBuf> {
        self.data.as_ref().map(|data| data.join(HISTORY))
    }

    /// The review history, made if it is not there. Where it was settled by other rules than are set now, it is settled anew.
    ///
    /// # Errors
    ///
    /// See [`HistoryError`].
    pub(crate) fn history(&self) -> Result<History, HistoryError> {
        let path = self.history_path().unwrap_or_else(|| PathBuf::from(HISTORY));
        let mut history = History::open(&path, |parameters| Rules::new(&self.preferences(), parameters))?;
        history.set_rules(history.rules().clone())?;
        Ok(history)
    }

    /// The evidence of earlier runs; none where the system names no place for it.
    pub(crate) fn proofs(&self) -> Option<Proofs> {
        let surroundings = super::surroundings::that_count(env::vars_os());
        Some(Proofs::new(cache()?.join("proofs"), surroundings, Box::new(clock::now_s)))
    }

    /// The index of every deck: of the working folder, of the user, of the binary, and after them those of collections.
    ///
    /// # Errors
    ///
    /// A folder of the user's is there but cannot be listed.
    pub(crate) fn index(&self) -> Result<Index> {
        let mut sheets = self.shelf().sheets()?;
        sheets.extend(collections::sheets(self));
        let path = cache().map(|cache| cache.join(INDEX));
        let maker = super::surroundings::build();
        Ok(Index::open(path.as_deref(), &maker, study::meaning, Box::new(clock::now_s), sheets)?)
    }

    /// The laboratory of this machine.
    ///
    /// # Errors
    ///
    /// A folder of demos cannot be listed.
    pub(crate) fn lab(&self) -> Result<LocalLab> {
        Ok(self.open_lab(self.languages()?)?)
    }

    /// The same, for whoever opens several.
    pub(crate) fn open_lab(&self, languages: Vec<Language>) -> std::result::Result<LocalLab, LabError> {
        let (own, elsewhere) = self.folders_by_owner();
        let setup = Setup {
            folders: own,
            program: None,
            environment: Box::new(variable_as_it_is),
            seed: self.seed,
            languages,
        };
        let gate: Arc<Trust> = Arc::clone(self.trust());
        LocalLab::guarded(setup, &elsewhere, gate)
    }

    /// What may run here besides what came with the program.
    pub(crate) fn trust(&self) -> &Arc<Trust> {
        self.trust.get_or_init(|| {
            let book = self.data.as_ref().map(|data| data.join("trust.toml"));
            Arc::new(Trust::open(book, self.is_yes, clock::today(), self.talk))
        })
    }

    /// The data folder and the collections that were added; a damaged list is told about and names none.
    pub(crate) fn collections(&self) -> Option<(&Path, &Collections)> {
        let data = self.data.as_deref()?;
        let known = self.collections.get_or_init(|| {
            Collections::read(&data.join(COLLECTIONS)).unwrap_or_else(|error| {
                let _nobody_listens = super::trust::say(error.to_string(), self);
                Collections::default()
            })
        });
        Some((data, known))
    }

    /// The same to be changed.
    ///
    /// # Errors
    ///
    /// There is no data folder, or the list is damaged.
    pub(crate) fn collections_to_change(&self) -> Result<(PathBuf, Collections)> {
        let data = self.data.clone().ok_or(std::io::ErrorKind::NotFound).map_err(std::io::Error::from)?;
        let known = Collections::read(&data.join(COLLECTIONS))?;
        Ok((data, known))
    }

    /// Keeps the list of collections.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub(crate) fn keep_collections(&self, known: &Collections) -> Result<(), StoreError> {
        self.data.as_ref().map_or(Ok(()), |data| known.write(&data.join(COLLECTIONS)))
    }

    /// The day, as it is written down.
    pub(crate) fn day(&self) -> String {
        clock::today()
    }

    /// Looks up variables of the environment.
    pub(crate) fn environment(&self) -> Environment {
        Box::new(variable_as_it_is)
    }

    /// Every deck, of the working folder, of the user, of the binary and of collections, in a learner's order.
    ///
    /// # Errors
    ///
    /// A folder or file of the user's is there but cannot be read.
    pub(crate) fn library(&self) -> Result<Library, StoreError> {
        let mut library = Library::read(self.shelf().all()?);
        for (collection, source) in collections::decks(self) {
            library.add(&collection, source);
        }
        Ok(library.in_order())
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the place that reads the environment")]
fn variable_as_it_is(name: &str) -> Option<OsString> {
    env::var_os(name)
}

/// A variable that is set and not empty.
pub(super) fn variable(name: &str) -> Option<String> {
    variable_as_it_is(name)?.into_string().ok().filter(|value| !value.is_empty())
}

/// The user's data: `TTL_HOME`, or the system's folder for it.
fn data() -> Option<PathBuf> {
    let home = variable_as_it_is("TTL_HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    home.or_else(|| etcetera::choose_base_strategy().ok().map(|base| base.data_dir().join("ttl")))
}

/// What can be made again: `cache` in `TTL_HOME`, or the system's folder for it.
fn cache() -> Option<PathBuf> {
    let home = variable_as_it_is("TTL_HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    home.map(|home| home.join("cache"))
        .or_else(|| etcetera::choose_base_strategy().ok().map(|base| base.cache_dir().join("ttl")))
}

/// The user's settings: `TTL_HOME`, or the system's folder for them.
pub(super) fn config() -> Option<PathBuf> {
    let home = variable_as_it_is("TTL_HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    home.or_else(|| etcetera::choose_base_strategy().ok().map(|base| base.config_dir().join("ttl")))
}

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Self {
        match lang {
            LangArg::En => Lang::En,
            LangArg::Ko => Lang::Ko,
        }
    }
}
