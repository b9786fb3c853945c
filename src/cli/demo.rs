//! `ttl demo [NAME]`: runs a demo and shows picture, observations and findings.

use std::io::{self, Write};

use anyhow::Result;
use clap::Args;
use console::Term;
use dialoguer::FuzzySelect;
use indicatif::ProgressBar;

use super::exit::{Complaint, Exit};
use super::settings::Settings;
use super::{list, signals};
use crate::claim;
use crate::flow;
use crate::lab::Lab;
use crate::model::{At, DemoSpec, Experiment, Place, Values, nearest};
use crate::screen::{catalogue, demo_report, door_words as words, inline, listings, paper, report_words};

/// Arguments of `ttl demo`.
#[derive(Args)]
pub(super) struct Demo {
    name: Option<String>,
    #[arg(long = "set")]
    set: Vec<String>,
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1000))]
    trials: Option<u32>,
    #[arg(long)]
    source: bool,
    #[arg(long)]
    json: bool,
}

impl Demo {
    pub(super) fn run(self, settings: &Settings) -> Result<Exit> {
        let lab = settings.lab()?;
        let Some(spec) = self.pick(&lab, settings)? else { return Ok(Exit::Done) };
        let look = &settings.look;
        let out = &mut io::stdout().lock();
        if self.source {
            let sources = lab.source(&spec.id);
            if sources.is_empty() {
                let (what, next) = (words::no_source(&spec.id, look.lang), words::try_demos(None, look.lang));
                return Err(Complaint::usage(what, next));
            }
            paper::print(out, &listings(&sources, look), look)?;
            return Ok(Exit::Done);
        }
        let experiment = Experiment {
            demo: At::new(spec.id.clone(), Place::default()),
            set: settings_of(&self.set, spec, settings)?,
            set_places: Vec::new(),
        };
        signals::watch();
        let progress = ProgressBar::new_spinner();
        let title = inline::words(spec.title.get(look.lang), look);
        progress.set_message(report_words::running(&title, look.lang));
        progress.tick();
        let report = flow::demo(&lab, spec, &experiment, self.trials)?;
        progress.finish_and_clear();
        match self.json {
            true => writeln!(out, "{}", demo_report::demo_json(spec, &report, look))?,
            false => paper::print(out, &demo_report::demo_report(spec, &report, look), look)?,
        }
        Ok(Exit::Done)
    }

    /// The demo that was named, or one picked from a list; none: the list was printed or nothing was picked.
    fn pick<'l>(&self, lab: &'l dyn Lab, settings: &Settings) -> Result<Option<&'l DemoSpec>> {
        let lang = settings.look.lang;
        if let Some(name) = &self.name {
            if let Some(spec) = lab.demo(name) {
                return Ok(Some(spec));
            }
            let meant = nearest(name, lab.demos().iter().map(|demo| demo.id.as_str()));
            return Err(Complaint::usage(words::no_demo_called(name, lang), words::try_demos(meant, lang)));
        }
        let demos = lab.demos();
        if !settings.is_interactive {
            let out = &mut io::stdout().lock();
            match self.json {
                true => list::print_json(out, &[], demos)?,
                false => paper::print(out, &catalogue::demos(demos, &settings.look), &settings.look)?,
            }
            return Ok(None);
        }
        signals::watch();
        let entries = demos.iter().map(|demo| {
            let title = inline::words(demo.title.get(lang), &settings.look);
            format!("{}  {title}", demo.id)
        });
        let picked = FuzzySelect::new()
            .with_prompt(words::which_demo(lang))
            .items(entries)
            .default(0)
            .interact_on_opt(&Term::stdout());
        match picked {
            Ok(picked) => Ok(picked.and_then(|i| demos.get(i))),
            Err(dialoguer::Error::IO(error)) => Err(error.into()),
        }
    }
}

/// `name=value` as the demo's parameters take it.
fn settings_of(set: &[String], spec: &DemoSpec, settings: &Settings) -> Result<Values> {
    let lang = settings.look.lang;
    let mut values = Values::new();
    for word in set {
        let (name, value) = word.split_once('=').ok_or_else(|| {
            Complaint::usage(words::not_a_setting(word, lang), words::set_like_this(spec, lang))
        })?;
        let Some(param) = spec.param(name) else {
            let meant = nearest(name, spec.params.iter().map(|param| param.id.as_str()));
            let help = meant
                .map_or_else(|| words::set_like_this(spec, lang), |meant| words::did_you_mean(meant, lang));
            return Err(Complaint::usage(words::no_param(&spec.id, name, lang), help));
        };
        let Some(value) = claim::param_from_words(&param.kind, value) else {
            let takes = claim::param_takes_words(&param.kind);
            return Err(Complaint::usage(
                words::bad_param(name, value, lang),
                words::param_takes(name, &takes, lang),
            ));
        };
        values.insert(name.to_owned(), value);
    }
    Ok(values)
}
