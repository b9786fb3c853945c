//! What was typed, together with what the world says: the one place that reads the environment.
//!
//! Precedence: default, then environment, then flag.

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Result;
use console::Term;
use etcetera::BaseStrategy;

use super::clock::Clock;
use super::collections;
use super::gate::Trust;
use super::quiz::RunArg;
use super::{ColourArg, Common, LangArg};
use crate::deck;
use crate::flow::{Library, RunPolicy};
use crate::lab::{Elsewhere, Environment, Introduction, LabError, LocalLab, Setup, program_hash};
use crate::model::{Lang, Language, Preferences, SourceId};
use crate::screen::{Look, Report};
use crate::store::{Collections, History, HistoryError, Proofs, Shelf, StoreError};
use crate::study::Rules;

/// The name of the file with the user's settings.
const FILE: &str = "settings.toml";

/// The name of the file with the review history.
const HISTORY: &str = "history.db";

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
    data: Option<PathBuf>,
    trust: OnceLock<Arc<Trust>>,
    collections: OnceLock<Collections>,
    config: Option<PathBuf>,
}

impl Settings {
    pub(crate) fn new(common: Common, lang: Lang) -> Self {
        let (out, talk) = (io::stdout().is_terminal(), io::stderr().is_terminal());
        let unicode = is_unicode();
        let look = |is_terminal: bool, term: &Term| Look {
            width: width(is_terminal, term),
            unicode,
            colour: colour(common.color, is_terminal),
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
            seed: common.seed.unwrap_or_else(seed),
            is_yes: common.yes,
            is_seeded,
            now: now(),
            clock: Clock::new(common.now.as_deref()),
            data: data(),
            trust: OnceLock::new(),
            collections: OnceLock::new(),
            config: config(),
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

    /// Whether demos are run after an answer: as typed, or as set.
    pub(crate) fn run_policy(&self, typed: Option<RunArg>) -> RunPolicy {
        typed.map_or(RunPolicy::Ask, RunPolicy::from)
    }

    /// What the learner has set for reviews.
    pub(crate) fn preferences(&self) -> Preferences {
        Preferences::default()
    }

    /// The review history, made if it is not there.
    ///
    /// # Errors
    ///
    /// See [`HistoryError`].
    pub(crate) fn history(&self) -> Result<History, HistoryError> {
        let path = self.history_path().unwrap_or_else(|| PathBuf::from(HISTORY));
        History::open(&path, |parameters| Rules::new(&self.preferences(), parameters))
    }

    /// The evidence of earlier runs; none where the system names no place for it.
    pub(crate) fn proofs(&self) -> Option<Proofs> {
        let surroundings = super::surroundings::that_count(env::vars_os());
        Some(Proofs::new(cache()?.join("proofs"), surroundings, Box::new(now_s)))
    }

    /// The languages that programs of cards may be written in: the known ones, and those of the settings file. What is wrong in that
    /// file is said, and the rest of it counts.
    ///
    /// # Errors
    ///
    /// The file is there but cannot be read.
    pub(crate) fn languages(&self) -> std::result::Result<Vec<Language>, StoreError> {
        let known = deck::known_languages();
        let file = self.config.as_ref().map(|config| config.join(FILE)).filter(|file| file.is_file());
        let sources = file.map(|file| Shelf::at(&file)).transpose()?.unwrap_or_default();
        let Some(source) = sources.first() else { return Ok(known) };
        let (languages, problems) = deck::read_languages(source, SourceId(0), known);
        let _nobody_listens = Report::new(&sources, &self.talk).print(&mut io::stderr().lock(), &problems);
        Ok(languages)
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

    /// The folders of demos that are the learner's own, and the others.
    fn folders_by_owner(&self) -> (Vec<PathBuf>, Vec<Elsewhere>) {
        let usual = Setup::folders(Vec::new(), self.data.as_deref());
        let (own, others): (Vec<_>, Vec<_>) = usual.into_iter().partition(|folder| self.is_own(folder));
        // What is one's own among others comes first of all: `ttl new demo` declares it so.
        let mine = others.iter().filter_map(|folder| folder.canonicalize().ok()).flat_map(|folder| {
            let own = self.trust().book().own.into_iter().map(|own| own.folder);
            own.filter(move |own| own.parent() == Some(&folder)).collect::<Vec<_>>()
        });
        let own: Vec<PathBuf> = mine.chain(own).collect();
        let mut elsewhere: Vec<_> =
            others.into_iter().map(|folder| Elsewhere { folder, collection: None }).collect();
        let (mut own, collected) = (own, collections::roots(self));
        for (name, root) in collected {
            let folder = root.join("demos");
            match self.is_own(&folder) {
                true => own.push(folder),
                false => elsewhere.push(Elsewhere { folder, collection: Some(name) }),
            }
        }
        (own, elsewhere)
    }

    /// Whether a path is the learner's own: in the data folder's `decks` and `demos`, or in a folder that was declared so.
    pub(crate) fn is_own(&self, path: &Path) -> bool {
        let Ok(real) = path.canonicalize() else { return false };
        let data = self.data.iter().flat_map(|data| [data.join("decks"), data.join("demos")]);
        let mut data = data.filter_map(|folder| folder.canonicalize().ok());
        data.any(|folder| real.starts_with(folder)) || self.trust().owns(&real)
    }

    /// What may run here besides what came with the program.
    pub(crate) fn trust(&self) -> &Arc<Trust> {
        self.trust.get_or_init(|| {
            let book = self.data.as_ref().map(|data| data.join("trust.toml"));
            Arc::new(Trust::open(book, self.is_yes, today(), self.talk))
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
        today()
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

    /// Says whose the programs in these cards are. Whoever runs cards says so first: a program of which nothing is known does
    /// not run unasked.
    pub(crate) fn introduce(&self, library: &Library) {
        for deck in &library.decks {
            let source = library.sources.get(deck.place.source.0);
            let programs = deck.cards.iter().filter_map(|card| {
                Some((card, card.experiment.as_ref()?.program.as_ref().map(program_hash)?))
            });
            let programs: Vec<_> = programs.collect();
            let Some(source) = source.filter(|_| !programs.is_empty()) else { continue };
            // A name that does not say exactly where the text is from says nothing.
            let path = Some(Path::new(&source.name)).filter(|_| !source.name.contains('\u{fffd}'));
            let is_own = Shelf::is_inside(source) || path.is_some_and(|path| self.is_own(path));
            let real = path.and_then(|path| path.canonicalize().ok());
            let origin = real.map_or_else(|| source.name.clone(), |real| real.display().to_string());
            for (card, hash) in programs {
                match is_own {
                    true => self.trust().know_own(hash),
                    false => self.trust().know(
                        hash,
                        Introduction {
                            name: format!("{}/{}", deck.id, card.id),
                            origin: origin.clone(),
                            word: source.name.clone(),
                        },
                    ),
                }
            }
        }
    }

    /// Declares a folder the learner's own: what is in it runs without a question.
    ///
    /// # Errors
    ///
    /// There is no such folder, or the book of agreements cannot be read or written.
    pub(crate) fn declare_own(&self, folder: &Path) -> Result<(), StoreError> {
        self.trust().change(|book, day| book.add_own(folder, day))
    }
}

/// The language: `--lang`, `TTL_LANG`, or what the system says.
pub(crate) fn language(arguments: &[OsString]) -> Lang {
    let typed = arguments.iter().enumerate().find_map(|(i, word)| match word.to_str()? {
        "--lang" => arguments.get(i + 1)?.to_str().map(str::to_owned),
        word => word.strip_prefix("--lang=").map(str::to_owned),
    });
    let tag = typed.or_else(|| variable("TTL_LANG")).or_else(sys_locale::get_locale);
    match tag {
        Some(tag) if tag.to_lowercase().starts_with("ko") => Lang::Ko,
        _ => Lang::En,
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the place that reads the environment")]
fn variable_as_it_is(name: &str) -> Option<OsString> {
    env::var_os(name)
}

/// A variable that is set and not empty.
fn variable(name: &str) -> Option<String> {
    variable_as_it_is(name)?.into_string().ok().filter(|value| !value.is_empty())
}

/// The width of the paper: the terminal's, or `COLUMNS`, or 80.
fn width(is_terminal: bool, term: &Term) -> u16 {
    let asked = variable("COLUMNS").and_then(|columns| columns.parse().ok());
    let seen = is_terminal.then(|| term.size_checked().map(|(_, columns)| columns)).flatten();
    seen.filter(|columns| *columns > 0).or(asked).unwrap_or(80).clamp(20, 400)
}

fn colour(asked: ColourArg, is_terminal: bool) -> bool {
    match asked {
        ColourArg::Always => true,
        ColourArg::Never => false,
        ColourArg::Auto => {
            let forced = variable("CLICOLOR_FORCE").is_some_and(|value| value != "0");
            let refused = variable("NO_COLOR").is_some()
                || variable("CLICOLOR").is_some_and(|value| value == "0")
                || variable("TERM").is_some_and(|term| term == "dumb");
            !refused && (forced || is_terminal)
        }
    }
}

/// Whether the locale is UTF-8; where none is set, modern systems are.
fn is_unicode() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable);
    let dumb = variable("TERM").is_some_and(|term| term == "dumb" || term == "linux");
    !dumb
        && locale.is_none_or(|locale| {
            let locale = locale.to_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        })
}

/// The user's data: `TTL_HOME`, or the system's folder for it.
fn data() -> Option<PathBuf> {
    let home = variable_as_it_is("TTL_HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    home.or_else(|| etcetera::choose_base_strategy().ok().map(|base| base.data_dir().join("ttl")))
}

/// The day by the clock of the machine, in UTC, as in `2026-11-20`.
fn today() -> String {
    jiff::Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::UTC).date().to_string()
}

/// What can be made again: `cache` in `TTL_HOME`, or the system's folder for it.
fn cache() -> Option<PathBuf> {
    let home = variable_as_it_is("TTL_HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    home.map(|home| home.join("cache"))
        .or_else(|| etcetera::choose_base_strategy().ok().map(|base| base.cache_dir().join("ttl")))
}

#[expect(clippy::disallowed_methods, reason = "evidence is kept with its date")]
fn now_s() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

/// The time, or what `SOURCE_DATE_EPOCH` says it is, so that the same decks can give the same bytes.
#[expect(clippy::disallowed_methods, reason = "this is the place that asks the clock")]
fn now() -> u64 {
    let told = variable("SOURCE_DATE_EPOCH").and_then(|seconds| seconds.parse().ok());
    told.unwrap_or_else(|| SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs())
}

/// The user's settings: `TTL_HOME`, or the system's folder for them.
fn config() -> Option<PathBuf> {
    let home = variable_as_it_is("TTL_HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    home.or_else(|| etcetera::choose_base_strategy().ok().map(|base| base.config_dir().join("ttl")))
}

#[expect(
    clippy::disallowed_methods,
    reason = "a sitting is shuffled differently each time, unless a seed is given"
)]
fn seed() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    now.as_secs() ^ u64::from(now.subsec_nanos()).rotate_left(32)
}

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Self {
        match lang {
            LangArg::En => Lang::En,
            LangArg::Ko => Lang::Ko,
        }
    }
}
