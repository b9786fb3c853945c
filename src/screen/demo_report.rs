//! A demo's own run: what it is, its picture, what was observed, its findings.

use ratatui::style::{Color, Stylize};
use ratatui::text::{Line, Span};
use serde_json::{Value as Json, json};

use super::{
    Look, evidence, inline, json, markdown, observations, picture, report_words, stamp, words, wrap,
};
use crate::judge::DemoReport;
use crate::model::{DemoSpec, Ending, Outcome, Trial};

/// Everything there is to show of a run.
pub fn demo_report(spec: &DemoSpec, report: &DemoReport, look: &Look) -> Vec<Line<'static>> {
    let mut lines = title(spec, look);
    if let Some(missing) = &report.evidence.missing {
        lines.push(Line::from(stamp::outcome(Outcome::Unavailable, look)));
        let words = evidence::missing_words(missing, look);
        lines.extend(wrap::wrap(&inline(&words, look), usize::from(look.measure()), &[], &[]));
        return lines;
    }
    lines.extend(drawing(spec, report, look));
    lines.extend(observations(spec, &report.evidence.trials, look));
    lines.push(Line::default());
    lines.extend(findings(spec, report, look));
    lines.extend(report.evidence.trials.iter().filter_map(|trial| bad_end(trial, look)));
    lines
}

fn title(spec: &DemoSpec, look: &Look) -> Vec<Line<'static>> {
    let name = Span::from(inline::words(spec.title.get(look.lang), look)).bold();
    let mut lines = vec![Line::default(), Line::from(vec![name, Span::from(format!("  {}", spec.id)).dim()])];
    lines.extend(markdown(spec.about.get(look.lang), look.measure(), look));
    lines.push(Line::default());
    lines
}

fn drawing(spec: &DemoSpec, report: &DemoReport, look: &Look) -> Vec<Line<'static>> {
    let Some(trial) = &report.traced else { return Vec::new() };
    let mut lines = picture(spec, trial, look);
    if !lines.is_empty() {
        let words =
            if report.picture_shows { report_words::picture_is } else { report_words::picture_differs };
        lines.push(Line::from(format!(" {}", words(look.lang)).dim()));
        lines.push(Line::default());
    }
    lines
}

fn findings(spec: &DemoSpec, report: &DemoReport, look: &Look) -> Vec<Line<'static>> {
    let runs = words::runs(report.evidence.trials.len(), look.lang);
    let mut lines = vec![Line::from(vec![
        Span::from(report_words::findings(look.lang)).bold(),
        Span::from(format!("  {runs}")).dim(),
    ])];
    for (i, judgement) in &report.findings {
        let outcome = [Span::from(" "), stamp::outcome(judgement.outcome, look), Span::from("  ")];
        let says = inline(spec.findings[*i].says.get(look.lang), look);
        lines.extend(wrap::wrap(&says, usize::from(look.measure()), &outcome, &[Span::from("     ")]));
        let because = inline(&evidence::because(judgement, spec, look), look);
        let because: Vec<Span<'static>> = because.into_iter().map(Span::dim).collect();
        lines.extend(wrap::wrap(
            &because,
            usize::from(look.width.min(110)),
            &[Span::from("     ")],
            &[Span::from("     ")],
        ));
    }
    lines
}

/// How a trial ended, where it did not end well, with the last of its complaints.
fn bad_end(trial: &Trial, look: &Look) -> Option<Line<'static>> {
    if trial.complete && trial.ending == Ending::Finished {
        return None;
    }
    let ending = report_words::ending(trial.ending, look.lang);
    let complaint = trial.complaints.lines().last().unwrap_or_default().to_owned();
    let run = report_words::run_number(trial.number, look.lang);
    Some(Line::from(format!(" {run}: {ending} {complaint}").fg(Color::Yellow)))
}

/// The whole report as one object.
pub fn demo_json(spec: &DemoSpec, report: &DemoReport, look: &Look) -> Json {
    let findings = report.findings.iter().map(|(i, judgement)| {
        let mut object = json::judgement(judgement, spec, look);
        object["id"] = json!(spec.findings[*i].id);
        object["says"] = json::text(&spec.findings[*i].says);
        object
    });
    let traced = report.traced.as_ref().map(|trial| {
        let mut object = json::trial(trial);
        object["events"] = json::events(trial);
        object["shows_what_the_quiet_trials_show"] = json!(report.picture_shows);
        object
    });
    json!({
        "demo": json::spec(spec),
        "evidence": json::evidence_json(&report.evidence, look),
        "findings": findings.collect::<Vec<_>>(),
        "traced": traced,
    })
}
