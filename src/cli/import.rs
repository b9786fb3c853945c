//! `ttl import FILE|FOLDER|-...`: files of other programs become decks.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use ratatui::text::Line;

use super::exit::{Complaint, Exit};
use super::settings::Settings;
use crate::exchange::Format;
use crate::flow::{self, Arrival, Fate, Goal, Import as Wish, Imported};
use crate::model::{Diagnostic, Severity};
use crate::screen::{Report, exchange_report as report, exchange_words as words, paper};
use crate::store::Material;

/// Arguments of `ttl import`.
#[derive(Args)]
pub(super) struct Import {
    #[arg(required = true)]
    what: Vec<String>,
    #[arg(long, value_name = "FORMAT")]
    from: Option<String>,
    #[arg(long, short = 'o', value_name = "FILE|FOLDER|-", default_value = "decks")]
    output: PathBuf,
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[arg(long, value_name = "TAG")]
    lang_of: Option<String>,
    #[arg(long)]
    update: bool,
}

impl Import {
    pub(super) fn run(mut self, settings: &Settings) -> Result<Exit> {
        let from = self.format(settings)?;
        let brought = self.brought(from, settings)?;
        let to = self.goal(brought.len(), settings)?;
        let returns_text = to == Goal::Nowhere;
        let wish = Wish { from, lang: self.lang_of, name: self.name, to, updates: self.update };
        let done = flow::import(&brought, &wish)?;
        let err = &mut io::stderr().lock();
        print_problems(err, &done, settings)?;
        let names = names(|format| format.is_read());
        for file in &done.unknown {
            let what = [
                words::unknown_format(file, settings.talk.lang),
                words::tell_format("--from", &names, settings.talk.lang),
            ];
            paper::print(err, &what.map(Line::from), &settings.talk)?;
        }
        if done.n_skipped > 0 {
            let skipped = words::skipped(done.n_skipped, settings.talk.lang);
            paper::print(err, &[Line::from(skipped)], &settings.talk)?;
        }
        let out = &mut io::stdout().lock();
        match returns_text {
            true => done.decks.iter().try_for_each(|deck| out.write_all(deck.text.as_bytes()))?,
            false => print(out, &done, settings)?,
        }
        Ok(if flow::import_failed(&done) { Exit::Found } else { Exit::Done })
    }

    /// The format that was told: by `--from`, or as the first word, which then names no file.
    fn format(&mut self, settings: &Settings) -> Result<Option<Format>> {
        if let Some(name) = &self.from {
            return known(name, |format| format.is_read(), settings).map(Some);
        }
        let named = self.what.first().and_then(|word| Format::named(word));
        let is_first = self.what.len() > 1 && self.what.first().is_some_and(|word| !Path::new(word).exists());
        let Some(format) = named.filter(|_| is_first) else { return Ok(None) };
        self.what.remove(0);
        known(format.name(), |format| format.is_read(), settings).map(Some)
    }

    fn brought(&self, from: Option<Format>, settings: &Settings) -> Result<Vec<Material>> {
        let lang = settings.talk.lang;
        let mut brought = Vec::new();
        for word in &self.what {
            let path = Path::new(word);
            if word == "-" {
                brought.push(Material::stream(&mut io::stdin().lock(), word)?);
            } else if path.is_dir() {
                let found = Material::below(path, &endings(from))?;
                if found.is_empty() {
                    let help = words::tell_format("--from", &names(|format| format.is_read()), lang);
                    return Err(Complaint::usage(words::nothing_in(word, lang), help));
                }
                brought.extend(found);
            } else if path.exists() {
                brought.push(Material::at(path)?);
            } else {
                let help = words::import_like_this(lang).to_owned();
                return Err(Complaint::usage(words::no_file(word, lang), help));
            }
        }
        Ok(brought)
    }

    fn goal(&self, n_files: usize, settings: &Settings) -> Result<Goal> {
        if self.output == Path::new("-") {
            return Ok(Goal::Nowhere);
        }
        if self.output.extension().is_none_or(|ending| ending != "toml") || self.output.is_dir() {
            return Ok(Goal::Folder(self.output.clone()));
        }
        if n_files > 1 {
            let lang = settings.talk.lang;
            let what = words::one_deck_a_file(n_files, &self.output.display().to_string(), lang);
            return Err(Complaint::usage(what, words::name_a_folder(lang).to_owned()));
        }
        Ok(Goal::File(self.output.clone()))
    }
}

/// The format of that name, if it can be used here.
pub(super) fn known(name: &str, fits: fn(Format) -> bool, settings: &Settings) -> Result<Format> {
    let (lang, all) = (settings.talk.lang, names(fits));
    match Format::named(name) {
        Some(format) if fits(format) => Ok(format),
        Some(format) => {
            let what = words::one_way(name, format.is_read(), lang);
            Err(Complaint::usage(what, words::formats_are(&all, None, lang)))
        }
        None => {
            let meant = Format::like(name).filter(|format| fits(*format)).map(Format::name);
            Err(Complaint::usage(words::no_format(name, lang), words::formats_are(&all, meant, lang)))
        }
    }
}

/// The names of the formats that can be used here.
pub(super) fn names(fits: fn(Format) -> bool) -> String {
    Format::ALL.into_iter().filter(|format| fits(*format)).map(Format::name).collect::<Vec<_>>().join(", ")
}

/// The endings of files that are looked for in a folder.
fn endings(from: Option<Format>) -> Vec<&'static str> {
    let formats = Format::ALL.into_iter().filter(|format| from.is_none_or(|from| from == *format));
    formats.filter(|format| format.is_read()).flat_map(|format| format.endings().iter().copied()).collect()
}

/// Errors with the text they are about; warnings too, unless there are so many that only their lines can be read.
fn print_problems(err: &mut dyn Write, done: &Imported, settings: &Settings) -> Result<()> {
    const READABLE: usize = 8;
    let report = Report::new(&done.sources, &settings.talk);
    let is_error = |problem: &&Diagnostic| problem.severity() == Severity::Error;
    let (errors, warnings): (Vec<&Diagnostic>, Vec<&Diagnostic>) = done.problems.iter().partition(is_error);
    let is_long = warnings.len() > READABLE;
    if is_long {
        let lines: Vec<Line<'_>> = warnings.iter().map(|warning| Line::from(report.line(warning))).collect();
        paper::print(err, &lines, &settings.talk)?;
        writeln!(err)?;
    }
    let drawn = errors.into_iter().chain(warnings.into_iter().filter(|_| !is_long));
    Ok(report.print(err, &drawn.cloned().collect::<Vec<_>>())?)
}

fn print(out: &mut dyn Write, done: &Imported, settings: &Settings) -> Result<()> {
    let look = &settings.look;
    let mut lines: Vec<Line<'static>> = Vec::new();
    for deck in &done.decks {
        lines.extend(arrival(deck, settings));
    }
    if done.sources.len() > 1 {
        let n_cards = done.decks.iter().map(|deck| deck.deck.cards.len()).sum();
        lines.push(Line::from(words::total(done.sources.len(), n_cards, done.n_errors(), look.lang)));
    }
    if done.decks.iter().any(|deck| matches!(deck.fate, Fate::Kept(_))) {
        lines.push(Line::from(words::try_update(look.lang)));
    }
    let written = done.decks.iter().filter(|deck| matches!(deck.fate, Fate::Written | Fate::Updated(_)));
    let paths: Vec<String> =
        written.filter_map(|deck| Some(deck.path.as_ref()?.display().to_string())).collect();
    let next = match paths.as_slice() {
        [] => None,
        [path] => Some(path.clone()),
        [path, ..] => Path::new(path).parent().map(|folder| folder.display().to_string()),
    };
    lines
        .extend(next.map(|what| Line::from(words::next(&format!("ttl check {}", quoted(&what)), look.lang))));
    Ok(paper::print(out, &lines, look)?)
}

fn arrival(deck: &Arrival, settings: &Settings) -> Vec<Line<'static>> {
    let (look, lang) = (&settings.look, settings.look.lang);
    let file = deck.path.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
    let cards = words::cards(deck.deck.cards.len(), lang);
    let (line, difference) = match &deck.fate {
        Fate::Written => (words::written(&file, &cards, &report::kinds(&deck.deck), lang), None),
        Fate::Same => (words::same(&file, &cards, lang), None),
        Fate::Kept(difference) => (words::kept(&file, lang), Some(difference)),
        Fate::Updated(difference) => (words::updated(&file, lang), Some(difference)),
        Fate::Foreign => (words::no_deck_there(&file, lang), None),
    };
    let mut lines = vec![Line::from(line)];
    lines.extend(difference.into_iter().flat_map(|difference| report::difference(difference, look)));
    lines
}

/// A path as a shell takes it.
fn quoted(path: &str) -> String {
    let is_plain = path.chars().all(|c| c.is_alphanumeric() || "-_./".contains(c));
    if is_plain { path.to_owned() } else { format!("'{}'", path.replace('\'', "'\\''")) }
}
