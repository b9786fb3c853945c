//! `ttl check [DECK|FILE|DIR]...`: lints, then proves every key by running.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;
use std::time::Instant;

use anyhow::{Error, Result};
use clap::Args;
use indicatif::ProgressBar;
use ratatui::text::Line;

use super::exit::{Complaint, Exit};
use super::settings::Settings;
use super::{beside, collections, explain, gate, signals, watch};
use crate::flow::{self, Library, Scope};
use crate::judge::CheckReport;
use crate::lab::{Lab, Limits, LocalLab};
use crate::model::{Deck, Experiment, Source, nearest};
use crate::screen::{
    Report, annotations, check_junit, check_report, clean, door_words as words, paper, proof_words,
    report_words,
};
use crate::store::{Proofs, Sheet, Shelf, save};

/// Arguments of `ttl check`.
#[derive(Args)]
pub(super) struct Check {
    pub(super) what: Vec<String>,
    #[arg(long)]
    pub(super) no_run: bool,
    #[arg(long)]
    strict: bool,
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1000))]
    trials: Option<u32>,
    #[arg(long, short = 'w')]
    watch: bool,
    #[arg(long)]
    fresh: bool,
    #[arg(long)]
    no_cache: bool,
    #[arg(long, conflicts_with_all = ["what", "no_run", "watch"])]
    clear_cache: bool,
    #[arg(long, short = 'j', value_parser = clap::value_parser!(u32).range(1..=64))]
    jobs: Option<u32>,
    #[arg(long, short = 'v')]
    verbose: bool,
    #[arg(long)]
    pub(super) json: bool,
    #[arg(long, conflicts_with = "json")]
    github: bool,
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    #[arg(long, value_name = "CODE", num_args = 0..=1)]
    explain: Option<Option<String>>,
}

impl Check {
    pub(super) fn run(self, settings: &Settings) -> Result<Exit> {
        if let Some(code) = &self.explain {
            return explain::run(code.as_deref(), settings);
        }
        if self.clear_cache {
            return clear(settings);
        }
        if self.watch {
            return watch::run(&self, settings);
        }
        let started = Instant::now();
        let sheets = sheets(&self.what, settings)?;
        let lab = settings.lab()?;
        let (report, decks) = match self.no_run {
            true => {
                let elsewhere = |wanted: &[String]| beside::elsewhere(wanted, &sheets, settings);
                let wanted = Scope {
                    own_promises: self.what.is_empty(),
                    headings: self.junit.is_some(),
                    elsewhere: Some(&elsewhere),
                };
                flow::lint(&sheets, &lab, wanted)?
            }
            false => self.prove(&sheets, &lab, settings)?,
        };
        let spec = |experiment: &Experiment| lab.spec(experiment);
        self.tell(&report, &check_report::Beside { decks: &decks, spec: &spec }, started, settings)?;
        Ok(if flow::is_bad(&report, self.strict) { Exit::Found } else { Exit::Done })
    }

    fn prove(
        &self,
        sheets: &[Sheet],
        lab: &LocalLab,
        settings: &Settings,
    ) -> Result<(CheckReport, Vec<Deck>)> {
        let mut library = read(sheets, settings)?;
        settings.introduce(&library);
        library.has_own_promises = self.what.is_empty();
        signals::watch();
        gate::ask_all(&flow::waiting(&library, lab), lab, settings)?;
        let kept = self.kept(settings);
        let plan = self.plan(kept.as_ref(), settings);
        let progress = ProgressBar::new_spinner();
        let report = flow::check_with(&library, lab, Some(&plan), &mut |proving| {
            progress.set_message(report_words::proving(
                proving.number,
                proving.total,
                &clean::line(proving.demo),
                settings.talk.lang,
            ));
            progress.tick();
        })?;
        progress.finish_and_clear();
        tell_trouble(kept.as_ref(), settings)?;
        Ok((report, library.decks))
    }

    /// The report in every form that was asked for.
    fn tell(
        &self,
        report: &CheckReport,
        beside: &check_report::Beside<'_>,
        started: Instant,
        settings: &Settings,
    ) -> Result<()> {
        let look = &settings.look;
        if let Some(file) = &self.junit {
            let xml = check_junit(report, beside, look).map_err(anyhow::Error::msg)?;
            save(file, &xml)?;
        }
        let out = &mut BufWriter::new(io::stdout().lock());
        if self.json {
            paper::print_json(out, &check_report::check_json(report, beside, look))?;
        } else {
            Report::new(&report.sources, look).print(out, &report.problems)?;
            paper::print(out, &check_report::proofs(report, beside, self.verbose, look), look)?;
            if self.github {
                annotations(out, report, beside, look)?;
            }
            paper::print(out, &check_report::more(report, look), look)?;
            paper::print(out, &check_report::summary(report, !self.no_run, started.elapsed(), look), look)?;
        }
        Ok(out.flush()?)
    }
}

impl Check {
    /// Where evidence is kept, unless it is not to be.
    pub(super) fn kept(&self, settings: &Settings) -> Option<Proofs> {
        if self.no_cache { None } else { settings.proofs() }
    }

    /// How keys are to be proven.
    pub(super) fn plan<'a>(&self, kept: Option<&'a Proofs>, settings: &Settings) -> flow::ProofPlan<'a> {
        let usable = available_parallelism().map_or(1, usize::from);
        flow::ProofPlan {
            limits: Limits { trials: self.trials.unwrap_or(Limits::CHECK.trials), ..Limits::CHECK },
            jobs: self.jobs.map_or(usable, |jobs| jobs as usize),
            kept,
            known: None,
            // Who says what randomness is drawn from wants that drawn.
            is_fresh: self.fresh || settings.is_seeded,
        }
    }
}

/// Says, once and quietly, that evidence could not be kept.
pub(super) fn tell_trouble(kept: Option<&Proofs>, settings: &Settings) -> Result<()> {
    if let Some(trouble) = kept.and_then(Proofs::trouble) {
        let why = Error::from(trouble).chain().map(ToString::to_string).collect::<Vec<_>>().join(": ");
        let line = Line::from(proof_words::not_kept(&why, settings.talk.lang));
        paper::print(&mut io::stderr().lock(), &[line], &settings.talk)?;
    }
    Ok(())
}

/// Forgets everything that is kept.
fn clear(settings: &Settings) -> Result<Exit> {
    let n = settings.proofs().map_or(Ok(0), |proofs| proofs.clear())?;
    writeln!(io::stdout().lock(), "{}", proof_words::forgotten(n, settings.look.lang))?;
    Ok(Exit::Done)
}

/// The decks that words select, read.
pub(super) fn selected(what: &[String], settings: &Settings) -> Result<Library> {
    read(&sheets(what, settings)?, settings)
}

/// Reads decks; those of collections under the names of their collections.
fn read(sheets: &[Sheet], settings: &Settings) -> Result<Library> {
    let (collected, others): (Vec<&Sheet>, Vec<&Sheet>) =
        sheets.iter().partition(|sheet| sheet.collection().is_some());
    let mut library = Library::read(others.into_iter().map(Sheet::read).collect::<Result<_, _>>()?);
    for sheet in collected {
        library.add(sheet.collection().unwrap_or_default(), sheet.read()?);
    }
    library.elsewhere = Some(beside::elsewhere(&library.unmet(), sheets, settings));
    Ok(library)
}

/// The decks that words select: names of decks and collections, files and folders, each once. No word: every deck but those of
/// collections, which are for others to mend.
fn sheets(what: &[String], settings: &Settings) -> Result<Vec<Sheet>> {
    let shelf = settings.shelf();
    if what.is_empty() {
        return Ok(shelf.sheets()?);
    }
    let mut found: Vec<Sheet> = Vec::new();
    for word in what {
        let path = Path::new(word);
        let more = if path.exists() {
            sheets_at(path, settings)?
        } else if let Some(sheet) = shelf.find(word) {
            vec![sheet]
        } else {
            collected(word, settings)?
        };
        // One folder has no file twice; only several words can name the same file.
        match what.len() {
            1 => found = more,
            _ => more.into_iter().for_each(|sheet| {
                if !found.iter().any(|known| known.is_same(&sheet)) {
                    found.push(sheet);
                }
            }),
        }
    }
    Ok(found)
}

/// The decks of the collection called `word`, or its deck that `collection/deck` names; there must be one.
fn collected(word: &str, settings: &Settings) -> Result<Vec<Sheet>> {
    let is_it = |name: &String, source: &Source| {
        let stem = Path::new(&source.name).file_stem();
        name == word || stem.is_some_and(|stem| word == format!("{name}/{}", stem.display()))
    };
    let decks = collections::decks(settings).into_iter().filter(|(name, source)| is_it(name, source));
    let found: Vec<Sheet> = decks.map(|(name, source)| Sheet::collected(name, source)).collect();
    if found.is_empty() {
        let (lang, library) = (settings.look.lang, settings.library()?);
        let meant = nearest(word, library.decks.iter().map(|deck| deck.id.as_str()));
        return Err(Complaint::usage(words::nothing_called(word, lang), words::try_decks(meant, lang)));
    }
    Ok(found)
}

/// The deck in a file, or the decks in a folder, of which there must be one.
fn sheets_at(path: &Path, settings: &Settings) -> Result<Vec<Sheet>> {
    let found = Shelf::sheets_at(path)?;
    if found.is_empty() {
        let lang = settings.look.lang;
        let what = words::no_deck_in(&path.display().to_string(), lang);
        return Err(Complaint::usage(what, words::decks_are_toml(lang).to_owned()));
    }
    Ok(found)
}

/// The text of the deck in a file, or of the decks in a folder, of which there must be one.
pub(super) fn decks_at(path: &Path, settings: &Settings) -> Result<Vec<Source>> {
    sheets_at(path, settings)?.iter().map(|sheet| Ok(sheet.read()?)).collect()
}
