//! `ttl check [DECK|FILE|DIR]...`: lints, then proves every key by running.

use std::io::{self, Write};
use std::path::Path;
use std::thread::available_parallelism;
use std::time::Instant;

use anyhow::{Error, Result};
use clap::Args;
use indicatif::ProgressBar;
use ratatui::text::Line;

use super::exit::{Complaint, Exit};
use super::settings::Settings;
use super::{signals, watch};
use crate::flow::{self, Library};
use crate::lab::{Lab, Limits};
use crate::model::{Experiment, Source, nearest};
use crate::screen::{Report, check_report, door_words as words, paper, proof_words, report_words};
use crate::store::{Proofs, Shelf};

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
}

impl Check {
    pub(super) fn run(self, settings: &Settings) -> Result<Exit> {
        if self.clear_cache {
            return clear(settings);
        }
        if self.watch {
            return watch::run(&self, settings);
        }
        let started = Instant::now();
        let library = Library::read(sources(&self.what, settings)?);
        let lab = settings.lab()?;
        signals::watch();
        let kept = self.kept(settings);
        let plan = self.plan(kept.as_ref(), settings);
        let progress = ProgressBar::new_spinner();
        let report = flow::check_with(&library, &lab, (!self.no_run).then_some(&plan), &mut |proving| {
            progress.set_message(report_words::proving(
                proving.number,
                proving.total,
                proving.demo,
                settings.talk.lang,
            ));
            progress.tick();
        })?;
        progress.finish_and_clear();
        tell_trouble(kept.as_ref(), settings)?;
        let spec = |experiment: &Experiment| lab.spec(experiment);
        let beside = check_report::Beside { decks: &library.decks, spec: &spec };
        let (out, look) = (&mut io::stdout().lock(), &settings.look);
        if self.json {
            writeln!(out, "{}", check_report::check_json(&report, &beside, look))?;
        } else {
            Report::new(&report.sources, look).print(out, &report.problems)?;
            paper::print(out, &check_report::proofs(&report, &beside, self.verbose, look), look)?;
            paper::print(out, &check_report::summary(&report, !self.no_run, started.elapsed(), look), look)?;
        }
        Ok(if flow::is_bad(&report, self.strict) { Exit::Found } else { Exit::Done })
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

/// The texts that words select: names of decks, files and folders. No word: every deck.
pub(super) fn sources(what: &[String], settings: &Settings) -> Result<Vec<Source>> {
    let shelf = settings.shelf();
    if what.is_empty() {
        return Ok(shelf.all()?);
    }
    let mut found = Vec::new();
    for word in what {
        let path = Path::new(word);
        if path.exists() {
            found.extend(decks_at(path, settings)?);
        } else if let Some(source) = shelf.named(word)? {
            found.push(source);
        } else {
            let (lang, library) = (settings.look.lang, Library::read(shelf.all()?));
            let meant = nearest(word, library.decks.iter().map(|deck| deck.id.as_str()));
            return Err(Complaint::usage(words::nothing_called(word, lang), words::try_decks(meant, lang)));
        }
    }
    Ok(found)
}

/// The deck in a file, or the decks in a folder, of which there must be one.
pub(super) fn decks_at(path: &Path, settings: &Settings) -> Result<Vec<Source>> {
    let found = Shelf::at(path)?;
    if found.is_empty() {
        let lang = settings.look.lang;
        let what = words::no_deck_in(&path.display().to_string(), lang);
        return Err(Complaint::usage(what, words::decks_are_toml(lang).to_owned()));
    }
    Ok(found)
}
