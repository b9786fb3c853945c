//! A laboratory that plays back what demos once said: upper floors are tested with it, without a process.
//!
//! Deliberately missing: endings other than a plain one. A recording without its `end` line is an incomplete
//! trial, which is what a crash leaves behind.

use std::collections::BTreeMap;

use super::{Lab, LabError, Limits, wire};
use crate::claim;
use crate::model::{DemoSpec, Evidence, Experiment, Listing, Missing, Trial};

/// Plays back recorded trials, demo by demo.
#[derive(Clone, Debug, Default)]
pub struct Recorded {
    demos: Vec<DemoSpec>,
    trials: BTreeMap<String, Vec<String>>,
    missing: BTreeMap<String, Missing>,
}

impl Recorded {
    /// Demos, and for each id the JSON lines of its trials, in order. When they are used up, no more trials
    /// happen; every run begins with the first.
    pub fn new(demos: Vec<DemoSpec>, trials: BTreeMap<String, Vec<String>>) -> Self {
        Recorded { demos, trials, missing: BTreeMap::new() }
    }

    /// The same where something that `demo` needs is missing.
    #[must_use]
    pub fn with_missing(mut self, demo: impl Into<String>, missing: Missing) -> Self {
        self.missing.insert(demo.into(), missing);
        self
    }

    fn played<'a>(
        &'a self,
        experiment: &'a Experiment,
    ) -> Result<impl Iterator<Item = Trial> + 'a, LabError> {
        let id = &experiment.demo.value;
        let spec = self.demo(id).ok_or_else(|| LabError::UnknownDemo(id.clone()))?;
        let params = claim::settings(experiment, spec).0;
        let texts = self.trials.get(id).into_iter().flatten();
        Ok((1..).zip(texts).map(move |(number, text)| {
            let mut trial = Trial { number, params: params.clone(), ..Trial::default() };
            wire::hear(text.as_bytes(), spec, &mut trial);
            trial
        }))
    }
}

impl Lab for Recorded {
    fn demos(&self) -> &[DemoSpec] {
        &self.demos
    }

    fn source(&self, _demo: &str) -> Vec<Listing> {
        Vec::new()
    }

    fn run(
        &self,
        experiment: &Experiment,
        limits: Limits,
        enough: &mut dyn FnMut(&Evidence) -> bool,
    ) -> Result<Evidence, LabError> {
        let played = self.played(experiment)?;
        let missing = self.missing.get(&experiment.demo.value).cloned();
        let mut evidence = Evidence { experiment: experiment.clone(), trials: Vec::new(), missing };
        for trial in played.take(limits.trials as usize) {
            if evidence.missing.is_some() {
                break;
            }
            add(&mut evidence, Trial { events: Vec::new(), ..trial });
            if enough(&evidence) {
                break;
            }
        }
        Ok(evidence)
    }

    fn trace(
        &self,
        experiment: &Experiment,
        shows: &mut dyn FnMut(&Trial) -> bool,
    ) -> Result<Option<Trial>, LabError> {
        let mut last = None;
        for trial in self.played(experiment)?.take(super::TRACES as usize) {
            if self.missing.contains_key(&experiment.demo.value) {
                break;
            }
            let shown = shows(&trial);
            last = Some(trial);
            if shown {
                break;
            }
        }
        Ok(last)
    }
}

/// Adds a trial. If the first says that all of the demo lacks something here, so does the evidence.
pub(super) fn add(evidence: &mut Evidence, trial: Trial) {
    if evidence.trials.is_empty()
        && let Some(skip) = trial.skips.iter().find(|skip| skip.cell.is_none())
    {
        evidence.missing = Some(Missing::Said { what: skip.what.clone(), why: skip.why.clone() });
    }
    evidence.trials.push(trial);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{At, Text};

    fn lab(trials: &[&str]) -> Recorded {
        let spec = DemoSpec { id: "d".into(), ..DemoSpec::default() };
        let trials = trials.iter().map(|text| (*text).to_owned()).collect();
        Recorded::new(vec![spec], BTreeMap::from([("d".to_owned(), trials)]))
    }

    fn experiment() -> Experiment {
        Experiment {
            demo: At { value: "d".into(), ..At::default() },
            set: crate::model::Values::new(),
            ..Experiment::default()
        }
    }

    const END: &str = r#"{"k":"end","ok":true}"#;
    const SKIP: &str = r#"{"k":"skip","what":"GPU","why":"none"}"#;

    #[test]
    fn it_plays_until_enough_was_seen() {
        let lab = lab(&["", END, END]);
        let mut enough = |evidence: &Evidence| evidence.trials.iter().any(|trial| trial.complete);
        let evidence = lab.run(&experiment(), Limits::QUIZ, &mut enough).expect("it plays");
        assert_eq!(evidence.trials.iter().map(|trial| trial.number).collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn a_demo_that_misses_something_ends_the_run() {
        let lab = lab(&[SKIP, END]);
        let evidence = lab.run(&experiment(), Limits::QUIZ, &mut |_| false).expect("it plays");
        assert_eq!(evidence.missing, Some(Missing::Said { what: "GPU".into(), why: Text::plain("none") }));
        assert_eq!(evidence.trials.len(), 1);
    }

    #[test]
    fn the_trace_that_shows_the_effect_is_taken() {
        let lab = lab(&["", END, ""]);
        let trial = lab.trace(&experiment(), &mut |trial| trial.complete).expect("it plays");
        assert_eq!(trial.map(|trial| trial.number), Some(2));
    }
}
