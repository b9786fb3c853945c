//! `ttl demo [NAME]`: runs a demo and shows picture, observations and findings; compares settings; writes the picture to a file.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use console::Term;
use dialoguer::FuzzySelect;
use indicatif::ProgressBar;

use super::exit::{Complaint, Exit};
use super::settings::Settings;
use super::{gate, list, signals, trust};
use crate::claim;
use crate::flow;
use crate::judge::DemoReport;
use crate::lab::Lab;
use crate::model::{At, DemoSpec, Experiment, Place, Value, Values, nearest};
use crate::screen::comparison::{Comparison, comparison, comparison_json, others};
use crate::screen::{
    catalogue, clean, demo_report, door_words as words, drawing, inline, listings, paper, report_words,
    trace_events, trust_words,
};
use crate::store;

/// Arguments of `ttl demo`.
#[derive(Args)]
pub(super) struct Demo {
    name: Option<String>,
    #[arg(long = "set")]
    set: Vec<String>,
    #[arg(long, conflicts_with_all = ["source", "export"])]
    compare: Option<String>,
    #[arg(long, requires = "compare")]
    observe: Option<String>,
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1000))]
    trials: Option<u32>,
    #[arg(long)]
    export: Vec<PathBuf>,
    #[arg(long)]
    source: bool,
    #[arg(long)]
    json: bool,
}

impl Demo {
    pub(super) fn run(self, settings: &Settings) -> Result<Exit> {
        let lab = settings.lab()?;
        let Some(spec) = self.pick(&lab, settings)? else { return Ok(Exit::Done) };
        if self.source {
            return source(&lab, spec, settings);
        }
        // A name that cannot be written to is said before anything runs.
        self.export.iter().try_for_each(|file| Export::of(file, settings).map(|_| ()))?;
        let experiment = Experiment {
            demo: At::new(spec.id.clone(), Place::default()),
            set: settings_of(&self.set, spec, settings)?,
            ..Experiment::default()
        };
        signals::watch();
        for folder in lab.hidden(&spec.id) {
            trust::say(trust_words::hidden(&spec.id, &folder, settings.talk.lang), settings)?;
        }
        let waiting: Vec<_> = lab.waiting(&experiment).into_iter().collect();
        gate::ask_all(&waiting, &lab, settings)?;
        match &self.compare {
            Some(comparison) => self.compare(comparison, &lab, spec, &experiment, settings),
            None => self.report(&lab, spec, &experiment, settings),
        }
    }

    fn report(
        &self,
        lab: &dyn Lab,
        spec: &DemoSpec,
        experiment: &Experiment,
        settings: &Settings,
    ) -> Result<Exit> {
        let (out, look) = (&mut io::stdout().lock(), &settings.look);
        let progress = ProgressBar::new_spinner();
        let title = inline::words(spec.title.get(settings.talk.lang), &settings.talk);
        progress.set_message(report_words::running(&title, settings.talk.lang));
        progress.tick();
        let report = flow::demo(lab, spec, experiment, self.trials)?;
        progress.finish_and_clear();
        match self.json {
            true => paper::print_json(out, &demo_report::demo_json(spec, &report, look))?,
            false => paper::print(out, &demo_report::demo_report(spec, &report, look), look)?,
        }
        for file in &self.export {
            export(file, spec, &report, settings)?;
        }
        Ok(Exit::Done)
    }

    fn compare(
        &self,
        asked: &str,
        lab: &dyn Lab,
        spec: &DemoSpec,
        experiment: &Experiment,
        settings: &Settings,
    ) -> Result<Exit> {
        let (out, look) = (&mut io::stdout().lock(), &settings.look);
        let (param, values) = values_of(asked, spec, settings)?;
        if let Some(name) = self.observe.as_ref().filter(|name| spec.observation(name).is_none()) {
            let meant = nearest(name, spec.observations.iter().map(|o| o.id.as_str()));
            let help = meant.map_or_else(
                || words::show_it(&spec.id, look.lang),
                |meant| words::did_you_mean(meant, look.lang),
            );
            return Err(Complaint::usage(words::no_observation(&spec.id, name, look.lang), help));
        }
        let progress = ProgressBar::new_spinner();
        progress.set_message(report_words::running(
            &clean::line(&format!("{} {asked}", spec.id)),
            settings.talk.lang,
        ));
        let series = flow::compare(lab, experiment, &param, &values, self.trials, &mut || progress.tick())?;
        progress.finish_and_clear();
        let told = Comparison { spec, param: &param, series: &series };
        if self.json {
            paper::print_json(out, &comparison_json(&told, look))?;
            return Ok(Exit::Done);
        }
        let numbers = told.numbers();
        let asked = self.observe.as_ref().and_then(|name| spec.observation(name));
        if let Some(asked) = asked.filter(|asked| !numbers.contains(&asked.id.as_str())) {
            let what = words::no_number_called(&asked.id, look.lang);
            return Err(Complaint::usage(what, words::numbers_are(&numbers.join(", "), look.lang)));
        }
        let Some(shown) = asked.or_else(|| told.most_changed()) else {
            writeln!(out, "{}", report_words::nothing_changed(&param, look.lang))?;
            paper::print(out, &others(&numbers, look), look)?;
            return Ok(Exit::Done);
        };
        paper::print(out, &comparison(&told, shown, look), look)?;
        if asked.is_none() {
            let rest: Vec<&str> = numbers.into_iter().filter(|name| *name != shown.id).collect();
            paper::print(out, &others(&rest, look), look)?;
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
            format!("{}  {title}", clean::line(&demo.id))
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

fn source(lab: &dyn Lab, spec: &DemoSpec, settings: &Settings) -> Result<Exit> {
    let look = &settings.look;
    let sources = lab.source(&spec.id);
    if sources.is_empty() {
        let (what, next) = (words::no_source(&spec.id, look.lang), words::try_demos(None, look.lang));
        return Err(Complaint::usage(what, next));
    }
    paper::print(&mut io::stdout().lock(), &listings(&sources, look), look)?;
    Ok(Exit::Done)
}

/// What a file is to hold, by its ending.
#[derive(Clone, Copy)]
enum Export {
    Trace,
    Drawing,
}

impl Export {
    fn of(file: &Path, settings: &Settings) -> Result<Self> {
        match file.extension().and_then(|ending| ending.to_str()) {
            Some("json") => Ok(Export::Trace),
            Some("svg") => Ok(Export::Drawing),
            _ => {
                let lang = settings.look.lang;
                let what = words::unknown_export(&file.display().to_string(), lang);
                Err(Complaint::usage(what, words::exports_are(lang).to_owned()))
            }
        }
    }
}

/// Writes the traced trial to a file.
fn export(file: &Path, spec: &DemoSpec, report: &DemoReport, settings: &Settings) -> Result<()> {
    let (look, lang) = (&settings.look, settings.talk.lang);
    let traced = report.traced.as_ref().filter(|trial| !trial.events.is_empty());
    let text = traced.and_then(|trial| match Export::of(file, settings) {
        Ok(Export::Trace) => Some(format!("{}\n", clean::json(&trace_events(spec, trial, look).to_string()))),
        Ok(Export::Drawing) => drawing(spec, trial, report.picture_shows, look),
        Err(_) => None,
    });
    let Some(text) = text else {
        let (what, next) = (words::nothing_drawn(&spec.id, lang), words::try_doctor(lang).to_owned());
        return Err(Complaint::usage(what, next));
    };
    store::save(file, &text)?;
    trust::say(report_words::written(&file.display().to_string(), lang), settings)
}

/// `name=value` as the demo's parameters take it.
fn settings_of(set: &[String], spec: &DemoSpec, settings: &Settings) -> Result<Values> {
    let lang = settings.look.lang;
    let mut values = Values::new();
    for word in set {
        let (name, value) = word.split_once('=').ok_or_else(|| {
            Complaint::usage(words::not_a_setting(word, lang), words::set_like_this(spec, lang))
        })?;
        values.insert(name.to_owned(), setting(name, value, spec, settings)?);
    }
    Ok(values)
}

/// `name=value,value` as the demo's parameters take it.
fn values_of(word: &str, spec: &DemoSpec, settings: &Settings) -> Result<(String, Vec<Value>)> {
    let lang = settings.look.lang;
    let (name, list) = word.split_once('=').ok_or_else(|| {
        Complaint::usage(words::not_a_comparison(word, lang), words::set_like_this(spec, lang))
    })?;
    let values = list.split(',').map(|value| setting(name, value.trim(), spec, settings));
    Ok((name.to_owned(), values.collect::<Result<_>>()?))
}

/// The value of one parameter.
fn setting(name: &str, value: &str, spec: &DemoSpec, settings: &Settings) -> Result<Value> {
    let lang = settings.look.lang;
    let Some(param) = spec.param(name) else {
        let meant = nearest(name, spec.params.iter().map(|param| param.id.as_str()));
        let help =
            meant.map_or_else(|| words::set_like_this(spec, lang), |meant| words::did_you_mean(meant, lang));
        return Err(Complaint::usage(words::no_param(&spec.id, name, lang), help));
    };
    claim::param_from_words(&param.kind, value).ok_or_else(|| {
        let takes = claim::param_takes_words(&param.kind);
        Complaint::usage(words::bad_param(name, value, lang), words::param_takes(name, &takes, lang))
    })
}
