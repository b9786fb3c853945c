//! What can run on this machine, demo by demo, and what to install for the rest.

use ratatui::style::Stylize;
use ratatui::text::{Line, Span};
use serde_json::{Value as Json, json};

use super::{Look, evidence, inline, report_words, stamp, wrap};
use crate::model::{DemoSpec, Evidence, Language, Missing, Outcome, Skip};

/// A line for each demo, and one for each thing that it lacks.
pub fn doctor(found: &[(&DemoSpec, Evidence)], look: &Look) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for (spec, evidence) in found {
        let lacks = lacks(spec, evidence, look);
        let sign = match (&evidence.missing, ran(evidence)) {
            (None, true) => stamp::outcome(Outcome::Holds, look).style,
            _ => stamp::outcome(Outcome::Inconclusive, look).style,
        };
        let state = match (&evidence.missing, ran(evidence), lacks.is_empty()) {
            (Some(_), ..) => report_words::cannot_run_here(look.lang),
            (None, false, _) => report_words::did_not_end(look.lang),
            (None, true, true) => report_words::runs_here(look.lang),
            (None, true, false) => report_words::runs_here_in_part(look.lang),
        };
        lines.push(Line::from(vec![
            Span::from(format!(" {:<18} ", spec.id)).bold(),
            Span::styled(state, sign),
        ]));
        for lack in lacks {
            let indent = [Span::from("   ")];
            lines.extend(wrap::wrap(&inline(&lack, look), usize::from(look.measure()), &indent, &indent));
        }
    }
    lines
}

/// A line for each language that programs of cards may be written in, with what to install for the others.
pub fn languages(found: &[(&Language, Option<Missing>)], look: &Look) -> Vec<Line<'static>> {
    let mut lines = vec![Line::default(), Line::from(report_words::programs_of_cards(look.lang).bold())];
    for (language, missing) in found {
        let (outcome, state) = match missing {
            None => (Outcome::Holds, report_words::runs_here(look.lang)),
            Some(_) => (Outcome::Inconclusive, report_words::cannot_run_here(look.lang)),
        };
        let name = Span::from(format!(" {:<18} ", language.id)).bold();
        lines.push(Line::from(vec![name, Span::styled(state, stamp::outcome(outcome, look).style)]));
        if let Some(missing) = missing {
            let indent = [Span::from("   ")];
            let lack = evidence::missing_words(missing, look);
            lines.extend(wrap::wrap(&inline(&lack, look), usize::from(look.measure()), &indent, &indent));
        }
    }
    lines
}

fn ran(evidence: &Evidence) -> bool {
    evidence.trials.iter().any(|trial| trial.complete)
}

/// A sentence for each thing that is missing; parts of the demo that lack the same thing share it.
fn lacks(spec: &DemoSpec, evidence: &Evidence, look: &Look) -> Vec<String> {
    let mut found: Vec<(String, Vec<&str>)> = Vec::new();
    let missing = evidence.missing.iter().map(|missing| (evidence::missing_words(missing, look), None));
    let skips = evidence.trials.iter().flat_map(|trial| &trial.skips).filter(|skip| skip.cell.is_some());
    let skips = skips.map(|skip| {
        let cell = skip.cell.as_ref().and_then(|id| spec.cell(id));
        (skipped(skip, look), cell.map(|cell| cell.short(look.lang)))
    });
    for (words, cell) in missing.chain(skips) {
        match found.iter_mut().find(|(known, _)| *known == words) {
            Some((_, cells)) => cells.extend(cell.filter(|cell| !cells.contains(cell))),
            None => found.push((words, cell.into_iter().collect())),
        }
    }
    let told = |(words, cells): (String, Vec<&str>)| match cells.is_empty() {
        true => words,
        false => format!("{}: {words}", cells.join(", ")),
    };
    found.into_iter().map(told).collect()
}

fn skipped(skip: &Skip, look: &Look) -> String {
    match skip.why.get(look.lang) {
        "" => skip.what.clone(),
        why => why.to_owned(),
    }
}

/// The same as one object.
pub fn doctor_json(
    found: &[(&DemoSpec, Evidence)],
    languages: &[(&Language, Option<Missing>)],
    look: &Look,
) -> Json {
    let demos = found.iter().map(|(spec, evidence)| {
        json!({ "demo": spec.id, "runs": ran(evidence), "lacks": lacks(spec, evidence, look) })
    });
    let languages = languages.iter().map(|(language, missing)| {
        let lacks: Vec<String> =
            missing.iter().map(|missing| evidence::missing_words(missing, look)).collect();
        json!({ "language": language.id, "runs": missing.is_none(), "lacks": lacks })
    });
    json!({ "demos": demos.collect::<Vec<_>>(), "languages": languages.collect::<Vec<_>>() })
}
