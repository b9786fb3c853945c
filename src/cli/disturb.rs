//! `ttl disturb [DEMO]...`: proves demos again and again while the machine is disturbed, and counts every lie.

use std::io::{self, Write};
use std::time::Duration;

use anyhow::Result;
use clap::Args;
use indicatif::ProgressBar;

use super::exit::{Complaint, Exit};
use super::settings::Settings;
use super::{gate, signals};
use crate::flow::{self, Disturbed, Plan};
use crate::lab::{Lab, LocalLab};
use crate::model::{At, DemoSpec, Experiment, Place, Scenario, Values, nearest};
use crate::screen::disturb_report::{Told, disturbed, disturbed_json, disturbed_markdown};
use crate::screen::{door_words as words, paper, report_words};

/// Arguments of `ttl disturb`.
#[derive(Args)]
pub(super) struct Disturb {
    demos: Vec<String>,
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    times: u32,
    #[arg(long = "scenario", value_delimiter = ',')]
    scenarios: Vec<String>,
    #[arg(long, default_value_t = 10.0)]
    minutes: f64,
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=64))]
    jobs: Option<u32>,
    #[arg(long, short = 'v')]
    verbose: bool,
    #[arg(long, conflicts_with = "json")]
    markdown: bool,
    #[arg(long)]
    json: bool,
}

impl Disturb {
    pub(super) fn run(self, settings: &Settings) -> Result<Exit> {
        let lab = settings.lab()?;
        let demos = self.pick(&lab, settings)?;
        let scenarios = self.pick_scenarios(settings)?;
        signals::watch();
        let waiting: Vec<_> = demos.iter().filter_map(|spec| lab.waiting(&once(spec))).collect();
        gate::ask_all(&waiting, &lab, settings)?;
        let plan = Plan {
            demos: &demos,
            scenarios: &scenarios,
            times: self.times as usize,
            jobs: self.jobs.map(|jobs| jobs as usize),
            budget: Duration::try_from_secs_f64(self.minutes * 60.0).unwrap_or_default(),
        };
        let progress = ProgressBar::new_spinner();
        let lang = settings.talk.lang;
        let reports = flow::disturb(
            &plan,
            &|| settings.open_lab(crate::deck::known_languages()),
            &|scenario, number, n| {
                progress.set_message(report_words::disturbing(scenario, number + 1, n, lang));
                progress.tick();
            },
        )?;
        progress.finish_and_clear();
        let told: Vec<_> = reports.iter().map(|report| told(report, &demos)).collect();
        let (out, look) = (&mut io::stdout().lock(), &settings.look);
        if self.json {
            paper::print_json(out, &disturbed_json(&told, look))?;
        } else if self.markdown {
            write!(out, "{}", disturbed_markdown(&told, self.verbose, look))?;
        } else {
            paper::print(out, &disturbed(&told, self.verbose, look), look)?;
        }
        let lied = reports.iter().any(|report| report.n_lies() > 0);
        Ok(if lied { Exit::Found } else { Exit::Done })
    }

    /// The demos that were named, or all.
    fn pick(&self, lab: &LocalLab, settings: &Settings) -> Result<Vec<DemoSpec>> {
        let lang = settings.look.lang;
        let named = self.demos.iter().map(|name| {
            lab.demo(name).cloned().ok_or_else(|| {
                let meant = nearest(name, lab.demos().iter().map(|demo| demo.id.as_str()));
                Complaint::usage(words::no_demo_called(name, lang), words::try_demos(meant, lang))
            })
        });
        let named = named.collect::<Result<Vec<_>, _>>()?;
        Ok(if named.is_empty() { lab.demos().to_vec() } else { named })
    }

    /// The scenarios that were named, or all, in their order.
    fn pick_scenarios(&self, settings: &Settings) -> Result<Vec<Scenario>> {
        let lang = settings.look.lang;
        let names = || Scenario::ALL.iter().map(|(_, name)| *name);
        if let Some(unknown) = self.scenarios.iter().find(|asked| !names().any(|name| name == asked.as_str()))
        {
            let what = words::no_scenario_called(unknown, lang);
            let next = match nearest(unknown, names()) {
                Some(meant) => words::did_you_mean(meant, lang),
                None => words::scenarios_are(&names().collect::<Vec<_>>().join(", "), lang),
            };
            return Err(Complaint::usage(what, next));
        }
        let asked =
            |name: &str| self.scenarios.is_empty() || self.scenarios.iter().any(|asked| asked == name);
        Ok(Scenario::ALL.iter().filter(|(_, name)| asked(name)).map(|(scenario, _)| *scenario).collect())
    }
}

/// The demo with its defaults.
fn once(spec: &DemoSpec) -> Experiment {
    let demo = At::new(spec.id.clone(), Place::default());
    Experiment { demo, set: Values::new(), set_places: Vec::new(), program: None }
}

fn told<'a>(report: &'a Disturbed, demos: &'a [DemoSpec]) -> Told<'a> {
    Told {
        scenario: report.scenario,
        missing: report.missing.as_ref(),
        tallies: demos.iter().zip(&report.tallies).collect(),
        n_stops: report.n_stops,
        took: report.took,
    }
}
