//! `ttl export DECK... --to FORMAT [-o FILE]`: decks become a file of another program.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use indicatif::ProgressBar;
use ratatui::text::Line;

use super::check;
use super::exit::{Complaint, Exit};
use super::import::{known, names};
use super::settings::Settings;
use super::{gate, signals};
use crate::exchange::{Format, Tongue};
use crate::flow::{self, Exported, Here, Library, Proving, Wanted};
use crate::lab::Lab;
use crate::model::Deck;
use crate::screen::{Report, exchange_report as report, exchange_words as words, paper, report_words};
use crate::store;

/// Arguments of `ttl export`.
#[derive(Args)]
pub(super) struct Export {
    #[arg(required = true)]
    what: Vec<String>,
    #[arg(long, value_name = "FORMAT")]
    to: Option<String>,
    #[arg(long, short = 'o', value_name = "FILE")]
    output: Option<PathBuf>,
    #[arg(long)]
    force: bool,
    #[arg(long)]
    strict: bool,
    #[arg(long)]
    both: bool,
    #[arg(long)]
    no_run: bool,
}

impl Export {
    pub(super) fn run(self, settings: &Settings) -> Result<Exit> {
        let lang = settings.talk.lang;
        let output = self.output.as_deref().filter(|path| *path != Path::new("-"));
        let format = self.format(output, settings)?;
        if let Some(path) = output.filter(|path| path.exists() && !self.force) {
            let what = words::is_there(&path.display().to_string(), lang);
            return Err(Complaint::usage(what, words::try_force(lang).to_owned()));
        }
        if output.is_none() && format.is_binary() && io::stdout().is_terminal() {
            let what = words::not_to_a_terminal(format.name(), lang);
            return Err(Complaint::usage(what, words::name_a_file(lang).to_owned()));
        }
        let library = check::selected(&self.what, settings)?;
        settings.introduce(&library);
        let err = &mut io::stderr().lock();
        let errors: Vec<_> = library.errors().cloned().collect();
        Report::new(&library.sources, &settings.talk).print(err, &errors)?;
        let tongue = Tongue { lang: settings.look.lang, is_only: settings.is_lang_told };
        let wanted = Wanted { format, tongue, both: self.both, made: settings.now };
        let exported = self.made(&library, wanted, settings)?;
        paper::print(err, &report::left_out(&exported.left_out, &settings.talk), &settings.talk)?;
        match output {
            None => io::stdout().lock().write_all(&exported.bytes)?,
            Some(path) => {
                if self.force {
                    store::replace(path, &exported.bytes)?
                } else {
                    store::save_new(path, &exported.bytes)?
                }
                let cards = words::cards(exported.n_cards, lang);
                let line = words::exported(&path.display().to_string(), &cards, lang);
                paper::print(err, &[Line::from(line)], &settings.talk)?;
            }
        }
        let is_bad = !errors.is_empty() || (self.strict && !exported.left_out.is_empty());
        Ok(if is_bad { Exit::Found } else { Exit::Done })
    }

    /// The file, after whatever has to be run for it.
    fn made(&self, library: &Library, wanted: Wanted, settings: &Settings) -> Result<Exported> {
        let decks: Vec<&Deck> = library.decks.iter().collect();
        let is_run = wanted.format == Format::Html && !self.no_run;
        let lab = is_run.then(|| settings.lab()).transpose()?;
        if let Some(lab) = &lab {
            signals::watch();
            gate::ask_all(&flow::waiting(library, lab), lab, settings)?;
        }
        let (progress, lang) = (ProgressBar::new_spinner(), settings.talk.lang);
        let mut tell = |proving: Proving<'_>| {
            progress.set_message(report_words::proving(proving.number, proving.total, proving.demo, lang));
            progress.tick();
        };
        let lab = lab.as_ref().map(|lab| lab as &dyn Lab);
        let exported = flow::export(&decks, wanted, &mut Here { lab, tell: &mut tell })?;
        progress.finish_and_clear();
        Ok(exported)
    }

    /// The format that was told, or the one that the file's name ends in.
    fn format(&self, output: Option<&Path>, settings: &Settings) -> Result<Format> {
        if let Some(name) = &self.to {
            return known(name, |format| format.is_written(), settings);
        }
        let ending =
            output.and_then(|path| path.extension()).map(|ending| ending.to_string_lossy().into_owned());
        let found = ending.and_then(|ending| Format::written_to(&ending));
        found.ok_or_else(|| {
            let (lang, names) = (settings.talk.lang, names(|format| format.is_written()));
            Complaint::usage(words::which_format(lang).to_owned(), words::tell_format("--to", &names, lang))
        })
    }
}
