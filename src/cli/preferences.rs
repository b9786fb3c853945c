//! What is set: the defaults, before them the settings file, before that the environment, and before all what a command was told.
//!
//! Deliberately missing: which settings there are (`deck`), and the flags of commands; whoever has one asks here only without it.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use ratatui::text::Line;

use super::quiz::RunArg;
use super::settings::{Settings, config, variable};
use crate::deck::{self, Given, SETTINGS, Setting};
use crate::model::{
    Choices, Diagnostic, Lang, Language, Origin, Place, Preferences, RunPolicy, SettingValue, Source,
    SourceId,
};
use crate::screen::{Look, Report, door_words, paper, settings_words as words};
use crate::store::{Shelf, StoreError};

/// The name of the file with the user's settings.
const FILE: &str = "settings.toml";

/// What the settings file says.
#[derive(Default)]
pub(super) struct FileRead {
    sources: Vec<Source>,
    given: Vec<Given>,
    languages: Vec<Language>,
    problems: Vec<Diagnostic>,
}

/// What counts, and where it is from.
pub(super) struct Layers {
    choices: Choices,
    /// In the order of the register.
    origins: Vec<Origin>,
    languages: Vec<Language>,
    is_readable: bool,
}

impl FileRead {
    /// Reads a file; one that is not there says nothing.
    ///
    /// # Errors
    ///
    /// It is there but cannot be read.
    pub(super) fn of(path: &Path) -> Result<Self, StoreError> {
        let sources = if path.is_file() { Shelf::at(path)? } else { Vec::new() };
        let known = deck::known_languages();
        let Some(source) = sources.first() else {
            return Ok(FileRead { languages: known, ..FileRead::default() });
        };
        let (given, mut problems) = deck::read_settings(source, SourceId(0));
        let (languages, others) = deck::read_languages(source, SourceId(0), known);
        // Both see what is wrong with the text itself.
        let others: Vec<_> = others.into_iter().filter(|one| !problems.contains(one)).collect();
        problems.extend(others);
        Ok(FileRead { given, languages, problems, sources })
    }

    /// How many settings it sets.
    pub(super) fn n_given(&self) -> usize {
        self.given.len()
    }

    /// The line of its first problem, if it has one.
    pub(super) fn first_wrong_line(&self) -> Option<usize> {
        self.problems.iter().map(|problem| self.line(&problem.place)).min()
    }

    /// Says what is wrong, each thing with its place.
    pub(super) fn say_problems(&self, out: &mut dyn Write, look: &Look) -> io::Result<()> {
        Report::new(&self.sources, look).print(out, &self.problems)
    }

    fn line(&self, place: &Place) -> usize {
        let text = self.sources.get(place.source.0).map_or("", |source| source.text.as_str());
        1 + text.bytes().take(place.span.start).filter(|byte| *byte == b'\n').count()
    }
}

impl Settings {
    /// Where the settings file is, or would be; none where the system names no folder for it.
    pub(super) fn file(&self) -> Option<PathBuf> {
        self.config.as_ref().map(|config| config.join(FILE))
    }

    /// What the learner has set for reviews, for whoever has flags to put before it.
    pub(crate) fn preferences(&self) -> Preferences {
        self.layers().choices.preferences.clone()
    }

    /// Whether demos are run after an answer: as typed, or as set.
    pub(crate) fn run_policy(&self, typed: Option<RunArg>) -> RunPolicy {
        typed.map_or_else(|| self.layers().choices.demo, RunPolicy::from)
    }

    /// Every setting with what counts and where that is from.
    pub(super) fn standing(&self) -> Vec<(&'static Setting, Option<SettingValue>, Origin)> {
        let layers = self.layers();
        let each = SETTINGS.iter().zip(&layers.origins);
        each.map(|(setting, origin)| (setting, setting.value(&layers.choices), *origin)).collect()
    }

    /// The languages that programs of cards may be written in: the known ones, and those of the settings file.
    ///
    /// # Errors
    ///
    /// The file is there but cannot be read.
    pub(crate) fn languages(&self) -> Result<Vec<Language>, StoreError> {
        let layers = self.layers();
        match self.file().filter(|_| !layers.is_readable) {
            Some(file) => FileRead::of(&file).map(|read| read.languages),
            None => Ok(layers.languages.clone()),
        }
    }

    /// File and environment are read once. What is wrong there is said then, and the rest counts.
    fn layers(&self) -> &Layers {
        self.layers.get_or_init(|| {
            let file = self.file().map_or_else(|| Ok(FileRead::default()), |file| FileRead::of(&file));
            let is_readable = file.is_ok();
            let file = file.unwrap_or_else(|error| {
                say(&[door_words::error(&error.to_string(), self.talk.lang)], &self.talk);
                FileRead::default()
            });
            // Where a complaint cannot be written there is nobody left to tell.
            let _nobody_listens = file.say_problems(&mut io::stderr().lock(), &self.talk);
            let mut choices = Choices::default();
            let origins = SETTINGS.iter().map(|setting| self.lay(setting, &file, &mut choices)).collect();
            Layers { choices, origins, is_readable, languages: file.languages }
        })
    }

    /// Sets one setting to what counts, and says where that is from.
    fn lay(&self, setting: &Setting, file: &FileRead, choices: &mut Choices) -> Origin {
        let mut origin = Origin::Default;
        if let Some(given) = file.given.iter().find(|given| std::ptr::eq(given.setting, setting)) {
            setting.set(choices, &given.value);
            origin = Origin::File { line: file.line(&given.place) };
        }
        let name = setting.variable();
        if let Some(words) = variable(&name) {
            match typed(setting, &words) {
                Some(value) => {
                    setting.set(choices, &value);
                    origin = Origin::Variable;
                }
                None => self.complain(setting, &name, &words),
            }
        }
        if is_lang(setting) {
            // It was decided before the arguments were read, in the same order.
            choices.lang = Some(self.look.lang);
            return match origin {
                _ if self.is_lang_told => Origin::Flag,
                Origin::Default => Origin::System,
                origin => origin,
            };
        }
        origin
    }

    fn complain(&self, setting: &Setting, variable: &str, found: &str) {
        let lang = self.talk.lang;
        let what = door_words::error(&words::bad_variable(variable, found, lang), lang);
        let next = door_words::help(&words::set_like_this(variable, &setting.accepts, lang), lang);
        say(&[what, next], &self.talk);
    }
}

fn say(lines: &[String], look: &Look) {
    let lines: Vec<Line<'_>> = lines.iter().map(|line| Line::from(line.as_str())).collect();
    let _nobody_listens = paper::print(&mut io::stderr().lock(), &lines, look);
}

fn is_lang(setting: &Setting) -> bool {
    setting.name() == "lang"
}

/// What a variable says; the language may be told as systems tell it.
fn typed(setting: &Setting, words: &str) -> Option<SettingValue> {
    match is_lang(setting) {
        true => language_of(words).map(|lang| SettingValue::Word(lang.tag())),
        false => setting.accepts.typed(words),
    }
}

/// The language: `--lang`, `TTL_LANG`, the settings file, or what the system says. It is asked for before the arguments are read, because
/// their help is in it; so the small file is read for it, and nothing is said about it yet.
pub(super) fn language(arguments: &[OsString]) -> Lang {
    let typed = arguments.iter().enumerate().find_map(|(i, word)| match word.to_str()? {
        "--lang" => arguments.get(i + 1)?.to_str().map(str::to_owned),
        word => word.strip_prefix("--lang=").map(str::to_owned),
    });
    if let Some(typed) = typed {
        return language_of(&typed).unwrap_or(Lang::En);
    }
    let told = variable("TTL_LANG").and_then(|tag| language_of(&tag)).or_else(of_the_file);
    told.or_else(|| language_of(&sys_locale::get_locale()?)).unwrap_or(Lang::En)
}

fn of_the_file() -> Option<Lang> {
    let file = config()?.join(FILE);
    let sources = file.is_file().then(|| Shelf::at(&file).ok()).flatten()?;
    let (given, _) = deck::read_settings(sources.first()?, SourceId(0));
    let mut choices = Choices::default();
    given.iter().for_each(|given| given.setting.set(&mut choices, &given.value));
    choices.lang
}

/// The language of a tag as people and systems write it: `ko`, `ko-KR`, `ko_KR.UTF-8`, `C`.
fn language_of(tag: &str) -> Option<Lang> {
    match tag.to_lowercase().split(['_', '-', '.', '@']).next()? {
        "ko" => Some(Lang::Ko),
        "en" | "c" | "posix" => Some(Lang::En),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_however_systems_write_it() {
        for (tag, wanted) in [
            ("ko", Some(Lang::Ko)),
            ("KO", Some(Lang::Ko)),
            ("ko_KR.UTF-8", Some(Lang::Ko)),
            ("ko-KR", Some(Lang::Ko)),
            ("en_US.UTF-8", Some(Lang::En)),
            ("C.UTF-8", Some(Lang::En)),
            ("kok_IN", None),
            ("de", None),
        ] {
            assert_eq!(language_of(tag), wanted, "{tag}");
        }
    }
}
