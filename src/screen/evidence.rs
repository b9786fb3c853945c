//! What a run said of a card, option by option, with the numbers and the picture.

use ratatui::style::{Color, Style, Stylize};
use ratatui::text::{Line, Span};

use super::learner::{Question, Run};
use super::{
    Look, effect, glyphs, inline, picture, quiz_words, report_words, sheet, stamp, trust, values, words, wrap,
};
use crate::judge::{About, Assertion, Examination};
use crate::model::{Answer, Body, DemoSpec, Judgement, Missing, Proof, Text, Trial, Truth, Verdict, Why};

/// Everything that a run says of a card: the picture, each option, the verdict.
pub fn evidence(
    question: &Question<'_>,
    run: &Run<'_>,
    answer: Option<&Answer>,
    verdict: Option<Verdict>,
    truth: Option<&Truth>,
    look: &Look,
) -> Vec<Line<'static>> {
    let mut lines = drawing(run, look);
    lines.extend(parts(question, run, answer, look));
    if let (Some(truth), true) = (truth, is_reported(run)) {
        let value = sheet::true_words(question, truth, look);
        lines.push(Line::from(quiz_words::this_machine_says(&value, look.lang)));
    }
    lines.push(Line::default());
    lines.extend(summary(question, run, verdict, look));
    lines
}

fn is_reported(run: &Run<'_>) -> bool {
    run.examination
        .results
        .iter()
        .any(|(statement, _)| matches!(statement.assertion, Assertion::Reported { .. }))
}

/// The picture, cut down to the cells that the card speaks of.
fn drawing(run: &Run<'_>, look: &Look) -> Vec<Line<'static>> {
    let Some(trial) = run.traced else { return Vec::new() };
    let (spec, trial) = relevant(run.spec, run.examination, trial);
    let mut lines = picture(&spec, &trial, look);
    if lines.is_empty() {
        return lines;
    }
    lines.insert(0, Line::default());
    let words = if run.picture_shows { report_words::picture_is } else { report_words::picture_differs };
    lines.push(Line::from(format!(" {}", words(look.lang)).dim()));
    lines.push(Line::default());
    lines
}

/// Promise and trial, cut down to the cells that the card speaks of.
pub(super) fn relevant(spec: &DemoSpec, examination: &Examination, trial: &Trial) -> (DemoSpec, Trial) {
    let names = examination.results.iter().flat_map(|(statement, _)| observed(&statement.assertion));
    let cells: Vec<String> =
        names.filter_map(|name| name.split_once('.').map(|(cell, _)| cell.to_owned())).collect();
    let (mut spec, mut trial) = (spec.clone(), trial.clone());
    if !cells.is_empty() {
        spec.cells.retain(|cell| cells.contains(&cell.id));
        spec.lanes.retain(|lane| lane.cell.as_ref().is_none_or(|cell| cells.contains(cell)));
        trial.events.retain(|event| cells.iter().any(|cell| cell == event.cell()));
    }
    (spec, trial)
}

fn observed(assertion: &Assertion) -> Vec<String> {
    match assertion {
        Assertion::Claim(claim) => {
            let sides = std::iter::once(&claim.holds).chain(&claim.fails);
            sides.flat_map(|side| side.observations()).map(|(name, _)| name.clone()).collect()
        }
        Assertion::Effect(_) => Vec::new(),
        Assertion::Number { observe, .. }
        | Assertion::Order { observe, .. }
        | Assertion::Text { observe, .. }
        | Assertion::Reported { observe, .. } => vec![observe.clone()],
    }
}

/// Every option, pair or key with what the run says of it.
fn parts(question: &Question<'_>, run: &Run<'_>, answer: Option<&Answer>, look: &Look) -> Vec<Line<'static>> {
    match &question.card.body {
        Body::Choice(choices) | Body::Multi(choices) => {
            let options = question.layout.indexes().iter().enumerate();
            let each = options.flat_map(|(position, i)| {
                let mine = matches!(answer, Some(Answer::Chosen(chosen)) if chosen.contains(i));
                let sign = format!("{}) ", position + 1);
                part(&sign, &choices[*i].text, About::Choice(*i), choices[*i].correct, mine, run, look)
            });
            each.collect()
        }
        Body::Match(pairs) => {
            let each = pairs.iter().enumerate().zip('a'..='z').flat_map(|((i, pair), letter)| {
                let position = question.layout.position(i).map_or(0, |p| p + 1);
                part(&format!("{letter}-{position} "), &pair.left, About::Pair(i), true, false, run, look)
            });
            each.collect()
        }
        Body::Output { .. } => {
            let trial = run.evidence.trials.iter().find(|trial| trial.complete);
            let happened = trial.map(|trial| effect::happened(trial, look)).unwrap_or_default();
            let judged = run.examination.judgement(About::Key);
            let judged = judged.map(|judgement| effect_line(judgement, run, look)).unwrap_or_default();
            happened.into_iter().chain(judged).collect()
        }
        _ => run
            .examination
            .judgement(About::Key)
            .map(|judgement| finding_line(judgement, run, "", look))
            .unwrap_or_default(),
    }
}

fn part(
    sign: &str,
    text: &Text,
    about: About,
    is_right: bool,
    is_mine: bool,
    run: &Run<'_>,
    look: &Look,
) -> Vec<Line<'static>> {
    let mut lines = sheet::item(sign, text, look);
    let notes = [(is_right, quiz_words::key_says(look.lang)), (is_mine, quiz_words::you_said(look.lang))];
    let notes: Vec<&str> = notes.into_iter().filter(|(is, _)| *is).map(|(_, words)| words).collect();
    if let (Some(first), false) = (lines.first_mut(), notes.is_empty()) {
        let arrow = if look.unicode { "  ← " } else { "  <- " };
        first.spans.push(Span::from(format!("{arrow}{}", notes.join(", "))).dim());
    }
    match run.examination.judgement(about) {
        Some(judgement) => lines.extend(finding_line(judgement, run, "   ", look)),
        None => lines.push(Line::from(format!("   {}", quiz_words::no_claim(look.lang)).dim())),
    }
    lines
}

/// The outcome of what a program did: the values stand above it already.
fn effect_line(judgement: &Judgement, run: &Run<'_>, look: &Look) -> Vec<Line<'static>> {
    match judgement.why {
        Some(_) => finding_line(judgement, run, "", look),
        None => finding_line(&Judgement { deciders: Vec::new(), ..judgement.clone() }, run, "", look),
    }
}

/// The outcome of a judgement with the values that decided.
pub fn finding_line(judgement: &Judgement, run: &Run<'_>, indent: &str, look: &Look) -> Vec<Line<'static>> {
    let style = stamp::outcome(judgement.outcome, look).style;
    let sign = glyphs::outcome(judgement.outcome, look.unicode);
    let head = Span::styled(quiz_words::option_outcome(judgement.outcome, look.lang), style);
    let lead = [Span::from(format!("{indent}{sign} ")), head, Span::from("  ")];
    let rest = [Span::from(format!("{indent}  "))];
    let width = usize::from(look.width.min(100));
    wrap::wrap(&inline(&because(judgement, run.spec, look), look), width, &lead, &rest)
}

/// Why a judgement came out as it did: the values, or what is missing.
pub fn because(judgement: &Judgement, spec: &DemoSpec, look: &Look) -> String {
    if let Some(why) = &judgement.why {
        return why_words(why, judgement, spec, look);
    }
    let mut by_cell: Vec<(&str, Vec<String>)> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for (name, value) in judgement.deciders.iter().flat_map(|decider| &decider.values) {
        if seen.contains(&name.as_str()) || name.starts_with("params.") {
            continue;
        }
        seen.push(name);
        let cell = name.split_once('.').map_or("", |(cell, _)| cell);
        let said = format!("{} **{}**", label(name, spec, look), values::value(value, spec, look.lang));
        match by_cell.iter_mut().find(|(known, _)| *known == cell) {
            Some((_, parts)) => parts.push(said),
            None => by_cell.push((cell, vec![said])),
        }
    }
    let between = glyphs::between(look.unicode);
    let each = by_cell.iter().map(|(cell, parts)| match spec.cell(cell) {
        Some(cell) => format!("{}: {}", cell.short(look.lang), parts.join(between)),
        None => parts.join(between),
    });
    each.collect::<Vec<_>>().join("; ")
}

/// The short name of an observation.
fn label<'s>(name: &'s str, spec: &'s DemoSpec, look: &Look) -> &'s str {
    spec.observation(name).map_or(name, |observation| observation.label.get(look.lang))
}

/// An observation by its label and cell.
fn named(name: &str, spec: &DemoSpec, look: &Look) -> String {
    let label = label(name, spec, look);
    match name.split_once('.').and_then(|(cell, _)| spec.cell(cell)) {
        Some(cell) => format!("{}: {label}", cell.short(look.lang)),
        None => label.to_owned(),
    }
}

fn why_words(why: &Why, judgement: &Judgement, spec: &DemoSpec, look: &Look) -> String {
    match why {
        Why::NoCompleteTrial => report_words::no_complete_trial(judgement.n_trials, look.lang),
        Why::NotReported(name) => report_words::not_reported(&named(name, spec, look), look.lang),
        Why::NotShown => report_words::not_shown(judgement.n_trials, look.lang),
        Why::Noise => report_words::noise(look.lang).to_owned(),
        Why::DoesNotApply(when) => report_words::does_not_apply(when, look.lang),
        Why::NotRepeated => report_words::not_repeated(look.lang).to_owned(),
        Why::Missing(missing) => missing_words(missing, look),
    }
}

/// What is missing here, in one sentence with what to do about it.
pub fn missing_words(missing: &Missing, look: &Look) -> String {
    let lang = look.lang;
    match missing {
        Missing::Program { name, install } => report_words::missing_program(name, install.get(lang), lang),
        Missing::Library { name, install } => report_words::missing_library(name, install.get(lang), lang),
        Missing::Cpus { needs, has, install } => {
            report_words::missing_cpus(*needs, *has, install.get(lang), lang)
        }
        Missing::Instrument { name, install } => {
            report_words::missing_instrument(name, install.get(lang), lang)
        }
        Missing::NotAgreed { name, word, changed } => trust::not_agreed(name, word, *changed, look),
        Missing::Said { what, why } => words::missing_here(what, why.get(lang), lang),
    }
}

/// What may be said of the whole card: only where every wrong option was refuted are all of them said to be.
fn said(question: &Question<'_>, run: &Run<'_>) -> Proof {
    let all_refuted = match &question.card.body {
        Body::Choice(choices) | Body::Multi(choices) => choices.iter().all(|choice| choice.claim.is_some()),
        _ => false,
    };
    match run.examination.proof {
        Proof::Proven if !all_refuted => Proof::Partly,
        proof => proof,
    }
}

fn summary(
    question: &Question<'_>,
    run: &Run<'_>,
    verdict: Option<Verdict>,
    look: &Look,
) -> Vec<Line<'static>> {
    let proof = run.examination.proof;
    let ink = match proof {
        Proof::Proven | Proof::Partly => Style::default().fg(Color::Green),
        Proof::Contradicted => Style::default().fg(Color::Magenta).bold(),
        _ => Style::default().fg(Color::Yellow),
    };
    let mut spans = Vec::new();
    if let Some(verdict) = verdict {
        spans.extend([stamp::verdict(verdict, look), Span::from("  ")]);
    }
    let runs = words::runs(run.evidence.trials.len(), look.lang);
    let text = [
        Span::styled(quiz_words::proof(said(question, run), look.lang), ink),
        Span::from(format!(" ({runs})")).dim(),
    ];
    let rest = [Span::from("  ")];
    wrap::wrap(&text, usize::from(look.measure()), &spans, &rest)
}
