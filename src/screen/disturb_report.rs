//! What a disturbed machine made of the findings: a table for each scenario, for a screen, for a document, for a program.

use std::time::Duration;

use ratatui::style::{Color, Stylize};
use ratatui::text::Line;
use serde_json::{Value as Json, json};

use super::grid::{Grid, grid};
use super::{Look, evidence, report_words, stamp};
use crate::judge::{Count, Tally};
use crate::model::{DemoSpec, Missing, Outcome, Scenario};

/// One scenario, as the story tells it.
pub struct Told<'a> {
    /// The scenario.
    pub scenario: Scenario,
    /// What is missing here, where it could not be brought about.
    pub missing: Option<&'a Missing>,
    /// Each demo with its tally.
    pub tallies: Vec<(&'a DemoSpec, &'a Tally)>,
    /// How often a running trial was stopped.
    pub n_stops: u64,
    /// How long it took.
    pub took: Duration,
}

/// A table for each scenario: a line a demo and, with `in_full` or where something lied or stayed open, a line a finding.
pub fn disturbed(told: &[Told<'_>], in_full: bool, look: &Look) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for scenario in told {
        lines.push(Line::default());
        lines.push(Line::from(heading(scenario, look).bold()));
        if let Some(missing) = scenario.missing {
            let words = evidence::missing_words(missing, look);
            lines.push(Line::from(vec![
                stamp::outcome(Outcome::Unavailable, look),
                format!("  {words}").into(),
            ]));
            continue;
        }
        let rows = scenario.tallies.iter().flat_map(|(spec, tally)| rows(spec, tally, in_full));
        let content = Grid {
            heading: report_words::disturb_heading(look.lang).map(str::to_owned).to_vec(),
            rows: rows.collect(),
            names_first: true,
            name_at_most: 36,
            ..Grid::default()
        };
        lines.extend(grid(&content, usize::from(look.width.min(110)), look));
        lines.extend(lies(scenario, look));
    }
    lines
}

fn heading(told: &Told<'_>, look: &Look) -> String {
    let stops = report_words::stops(told.n_stops, look.lang);
    let about = report_words::scenario(told.scenario, look.lang);
    let stops = if told.n_stops > 0 { format!(", {stops}") } else { String::new() };
    format!("{} — {about} ({:.0} s{stops})", told.scenario.name(), told.took.as_secs_f64())
}

/// The line of a demo and those of its findings.
fn rows(spec: &DemoSpec, tally: &Tally, in_full: bool) -> Vec<Vec<String>> {
    let sum = |of: fn(&Count) -> usize| tally.findings.iter().map(of).sum::<usize>();
    let thinnest = tally.findings.iter().filter_map(|count| count.thinnest).reduce(f64::min);
    let demo = vec![
        spec.id.clone(),
        tally.n_proofs.to_string(),
        sum(|c| c.n_holds).to_string(),
        sum(|c| c.n_fails).to_string(),
        sum(|c| c.n_open).to_string(),
        format!("{:.1}", 100.0 * tally.open_share()),
        sum(|c| c.n_unavailable).to_string(),
        tally.n_lies().to_string(),
        percent(thinnest),
        tally.median_ms().map(|ms| format!("{ms:.0}")).unwrap_or_default(),
    ];
    let told = tally.findings.iter().filter(|c| in_full || c.n_lies + c.n_twins + c.n_open > 0);
    let findings = told.map(|count| {
        let name = &spec.findings[count.proposition.finding].id;
        vec![
            name.clone(),
            String::new(),
            count.n_holds.to_string(),
            count.n_fails.to_string(),
            count.n_open.to_string(),
            String::new(),
            count.n_unavailable.to_string(),
            (count.n_lies + count.n_twins).to_string(),
            percent(count.thinnest),
            String::new(),
        ]
    });
    std::iter::once(demo).chain(findings).collect()
}

fn percent(share: Option<f64>) -> String {
    share.map(|share| format!("{:.0}", 100.0 * share)).unwrap_or_default()
}

fn lies(told: &Told<'_>, look: &Look) -> Vec<Line<'static>> {
    let n: usize = told.tallies.iter().map(|(_, tally)| tally.n_lies()).sum();
    let judged: usize = told
        .tallies
        .iter()
        .flat_map(|(_, tally)| &tally.findings)
        .map(|c| c.n_holds + c.n_fails + c.n_open + c.n_unavailable + c.n_conflicts)
        .sum();
    let words = report_words::lies(n, judged, look.lang);
    vec![Line::from(if n == 0 { words.bold() } else { words.fg(Color::Red).bold() })]
}

/// The same as a page of a document.
pub fn disturbed_markdown(told: &[Told<'_>], in_full: bool, look: &Look) -> String {
    let mut page = String::new();
    for scenario in told {
        page.push_str(&format!("\n## {}\n\n", heading(scenario, look)));
        if let Some(missing) = scenario.missing {
            page.push_str(&format!("{}\n", evidence::missing_words(missing, look)));
            continue;
        }
        let heading = report_words::disturb_heading(look.lang);
        page.push_str(&format!("| {} |\n|---|{}\n", heading.join(" | "), "--:|".repeat(heading.len() - 1)));
        for row in scenario.tallies.iter().flat_map(|(spec, tally)| rows(spec, tally, in_full)) {
            // Only a demo has proofs of its own; its findings stand below it.
            let name = if row[1].is_empty() { row[0].clone() } else { format!("**`{}`**", row[0]) };
            page.push_str(&format!("| {name} | {} |\n", row[1..].join(" | ")));
        }
        let words = lies(scenario, look).into_iter().map(|line| line.to_string()).collect::<Vec<_>>();
        page.push_str(&format!("\n{}\n", words.join("\n")));
    }
    page
}

/// The same as one object.
pub fn disturbed_json(told: &[Told<'_>], look: &Look) -> Json {
    let scenarios = told.iter().map(|scenario| {
        let demos = scenario.tallies.iter().map(|(spec, tally)| {
            let findings = tally.findings.iter().map(|count| {
                json!({
                    "finding": spec.findings[count.proposition.finding].id, "holds": count.n_holds, "fails": count.n_fails,
                    "inconclusive": count.n_open, "unavailable": count.n_unavailable,
                    "conflicts": count.n_conflicts, "lies": count.n_lies,
                    "twin_held": count.proposition.twin.as_ref().map(|_| count.n_twins), "thinnest_margin": count.thinnest,
                })
            });
            json!({
                "demo": spec.id, "proofs": tally.n_proofs, "trials": tally.trial_us.len(),
                "incomplete_trials": tally.n_incomplete, "median_trial_ms": tally.median_ms(),
                "inconclusive_share": tally.open_share(), "findings": findings.collect::<Vec<_>>(),
            })
        });
        json!({
            "scenario": scenario.scenario.name(),
            "missing": scenario.missing.map(|missing| evidence::missing_words(missing, look)),
            "seconds": scenario.took.as_secs_f64(), "stops": scenario.n_stops,
            "demos": demos.collect::<Vec<_>>(),
        })
    });
    json!({ "scenarios": scenarios.collect::<Vec<_>>() })
}
