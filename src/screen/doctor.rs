//! What can run on this machine, demo by demo, and what to install for the rest.

use ratatui::style::Stylize;
use ratatui::text::{Line, Span};
use serde_json::{Value as Json, json};

use super::{Look, evidence, inline, report_words, stamp, words, wrap};
use crate::model::{DemoSpec, Evidence, Outcome, Skip};

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

fn ran(evidence: &Evidence) -> bool {
    evidence.trials.iter().any(|trial| trial.complete)
}

fn lacks(spec: &DemoSpec, evidence: &Evidence, look: &Look) -> Vec<String> {
    let missing = evidence.missing.iter().map(|missing| evidence::missing_words(missing, look));
    let skips = evidence.trials.iter().flat_map(|trial| &trial.skips).filter(|skip| skip.cell.is_some());
    missing.chain(skips.map(|skip| skipped(spec, skip, look))).collect()
}

fn skipped(spec: &DemoSpec, skip: &Skip, look: &Look) -> String {
    let words = words::missing_here(&skip.what, skip.why.get(look.lang), look.lang);
    match skip.cell.as_ref().and_then(|id| spec.cell(id)) {
        Some(cell) => format!("{}: {words}", cell.short(look.lang)),
        None => words,
    }
}

/// The same as one object.
pub fn doctor_json(found: &[(&DemoSpec, Evidence)], look: &Look) -> Json {
    let demos = found.iter().map(|(spec, evidence)| {
        json!({ "demo": spec.id, "runs": ran(evidence), "lacks": lacks(spec, evidence, look) })
    });
    json!({ "demos": demos.collect::<Vec<_>>() })
}
