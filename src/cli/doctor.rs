//! `ttl doctor`: what can run on this machine, and what to install for the rest.

use std::io;

use anyhow::Result;
use clap::Args;
use indicatif::ProgressBar;

use super::exit::Exit;
use super::settings::Settings;
use super::signals;
use crate::flow;
use crate::lab::Lab;
use crate::screen::{doctor, inline, paper, report_words};

/// Arguments of `ttl doctor`.
#[derive(Args)]
pub(super) struct Doctor {
    #[arg(long)]
    json: bool,
}

impl Doctor {
    pub(super) fn run(self, settings: &Settings) -> Result<Exit> {
        let lab = settings.lab()?;
        signals::watch();
        let progress = ProgressBar::new_spinner();
        let found = flow::doctor(&lab, &mut |spec| {
            let title = inline::words(spec.title.get(settings.talk.lang), &settings.talk);
            progress.set_message(report_words::running(&title, settings.talk.lang));
            progress.tick();
        })?;
        progress.finish_and_clear();
        let languages: Vec<_> =
            lab.languages().iter().map(|language| (language, lab.lacks(language))).collect();
        let (out, look) = (&mut io::stdout().lock(), &settings.look);
        match self.json {
            true => paper::print_json(out, &doctor::doctor_json(&found, &languages, look))?,
            false => {
                paper::print(out, &doctor::doctor(&found, look), look)?;
                paper::print(out, &doctor::languages(&languages, look), look)?;
            }
        }
        Ok(Exit::Done)
    }
}
