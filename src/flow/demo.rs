//! A demo on its own: run, judged by its findings, drawn.

use anyhow::Result;

use crate::claim::{self, Claim};
use crate::judge::{self, DemoReport};
use crate::lab::{Lab, Limits};
use crate::model::{DemoSpec, Evidence, Experiment, Judgement, Outcome, Trial, Why};

/// Runs a demo and judges its findings. With `exactly`, so many trials are run; otherwise as many as it takes until every
/// finding is decided.
///
/// # Errors
///
/// The demo cannot be started.
pub fn demo(
    lab: &dyn Lab,
    spec: &DemoSpec,
    experiment: &Experiment,
    exactly: Option<u32>,
) -> Result<DemoReport> {
    let claims = findings(spec);
    let limits = exactly.map_or(Limits::QUIZ, |trials| Limits { trials, budget: None });
    let evidence = lab.run(experiment, limits, &mut |so_far| {
        let decided = |(_, claim): &(usize, Claim)| judge::is_decided(&judge::evaluate(claim, so_far));
        exactly.is_none() && claims.iter().all(decided)
    })?;
    let findings: Vec<(usize, Judgement)> =
        claims.iter().map(|(i, claim)| (*i, judge::evaluate(claim, &evidence))).collect();
    let held: Vec<&Claim> = claims
        .iter()
        .zip(&findings)
        .filter(|(_, (_, judgement))| judgement.outcome == Outcome::Holds)
        .map(|((_, claim), _)| claim)
        .collect();
    let traced = match evidence.missing {
        Some(_) => None,
        None => lab.trace(experiment, &mut |trial| shows(&held, experiment, trial))?,
    };
    let picture_shows = traced.as_ref().is_some_and(|trial| shows(&held, experiment, trial));
    Ok(DemoReport { evidence, traced, picture_shows, findings })
}

/// The findings of a promise that compile; problems in the others are reported with the promise.
fn findings(spec: &DemoSpec) -> Vec<(usize, Claim)> {
    let compiled = spec.findings.iter().enumerate().filter_map(|(i, finding)| {
        let asked = crate::model::At::new(finding.id.clone(), finding.place.clone());
        Some((i, claim::finding_claim(finding, false, &asked, spec).ok()?))
    });
    compiled.collect()
}

/// Whether one trial shows every one of these claims that it reports anything about; a traced trial may leave out what is
/// measured in quiet ones only.
pub(super) fn shows(claims: &[&Claim], experiment: &Experiment, trial: &Trial) -> bool {
    let alone = Evidence { experiment: experiment.clone(), trials: vec![trial.clone()], missing: None };
    trial.complete
        && claims.iter().map(|claim| judge::evaluate(claim, &alone)).all(|judgement| {
            judgement.outcome == Outcome::Holds || matches!(judgement.why, Some(Why::NotReported(_)))
        })
}
