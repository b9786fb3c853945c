//! A demo on its own: run, judged by its findings, drawn.

use anyhow::Result;

use crate::claim::Claim;
use crate::judge::{self, DemoReport, Proposition};
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
    let propositions = Proposition::all(spec);
    let limits = exactly.map_or(Limits::QUIZ, |trials| Limits { trials, budget: None });
    let evidence = lab.run(experiment, limits, &mut |so_far| {
        let decided = |proposition: &Proposition| judge::is_decided(&proposition.judge(so_far));
        exactly.is_none() && propositions.iter().all(decided)
    })?;
    let findings: Vec<(usize, Judgement)> =
        propositions.iter().map(|p| (p.finding, p.judge(&evidence))).collect();
    let held: Vec<&Claim> = propositions
        .iter()
        .zip(&findings)
        .filter(|(_, (_, judgement))| judgement.outcome == Outcome::Holds)
        .map(|(proposition, _)| &proposition.claim)
        .collect();
    let traced = match evidence.missing {
        Some(_) => None,
        None => lab.trace(experiment, &mut |trial| shows(&held, experiment, trial))?,
    };
    let picture_shows = traced.as_ref().is_some_and(|trial| shows(&held, experiment, trial));
    Ok(DemoReport { evidence, traced, picture_shows, findings })
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
