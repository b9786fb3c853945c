//! What a check found, card by card.

use ratatui::style::{Color, Style, Stylize};
use ratatui::text::{Line, Span};
use serde_json::{Value as Json, json};

use super::check_findings::place;
use super::{Look, Report, cells, evidence, glyphs, inline, json, proof_words, report_words, stamp, wrap};
use crate::judge::{About, CardProof, CheckReport, Counts, Statement};
use crate::model::{Body, Card, Deck, DemoSpec, Experiment, Judgement, Outcome, Proof, Severity, Verdict};

/// What a report is drawn with beside itself.
pub struct Beside<'a> {
    /// The decks by their index.
    pub decks: &'a [Deck],
    /// Finds the promise of a demo.
    pub spec: &'a dyn Fn(&Experiment) -> Option<&'a DemoSpec>,
}

/// The proofs, a line a card; with `in_full` or where something was not proven, a line a claim.
pub fn proofs(report: &CheckReport, beside: &Beside<'_>, in_full: bool, look: &Look) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let mut deck_before = None;
    let texts = Report::new(&report.sources, look);
    for proof in &report.proofs {
        let deck = &beside.decks[proof.deck];
        if deck_before != Some(proof.deck) {
            lines.push(Line::default());
            lines.push(Line::from(inline::words(deck.title.get(look.lang), look).bold()));
            deck_before = Some(proof.deck);
        }
        lines.extend(card(proof, &deck.cards[proof.card], beside, in_full, Some(&texts), look));
    }
    lines
}

/// One proof in full.
pub fn one_proof(proof: &CardProof, beside: &Beside<'_>, look: &Look) -> Vec<Line<'static>> {
    card(proof, &beside.decks[proof.deck].cards[proof.card], beside, true, None, look)
}

/// The proofs of cards that are not proven.
pub fn not_proven(report: &CheckReport, beside: &Beside<'_>, look: &Look) -> Vec<Line<'static>> {
    let open = report.proofs.iter().filter(|proof| proof.examination.proof != Proof::Proven);
    open.flat_map(|proof| card(proof, &beside.decks[proof.deck].cards[proof.card], beside, false, None, look))
        .collect()
}

fn card(
    proof: &CardProof,
    card: &Card,
    beside: &Beside<'_>,
    in_full: bool,
    texts: Option<&Report<'_>>,
    look: &Look,
) -> Vec<Line<'static>> {
    let results = &proof.examination.results;
    let (sign, ink) = sign(proof.examination.proof, look);
    let id = format!("{:<28}", cells::cut(&card.id, 28, glyphs::strokes(look.unicode).ellipsis));
    let claims = report_words::claims(results.len(), look.lang);
    let mut spans = vec![
        Span::from(" "),
        Span::styled(sign, ink),
        Span::from(format!(" {id} ")),
        Span::from(claims).dim(),
    ];
    let proven = proof.examination.proof == Proof::Proven;
    if !proven {
        spans.push(Span::styled(
            format!("  {}", report_words::check_proof(proof.examination.proof, look.lang)),
            ink,
        ));
    }
    if let (Some(shown), true) = (proof.earlier, in_full) {
        spans.push(Span::from(format!("  {}", proof_words::run_earlier(shown.age_s, look.lang))).dim());
    }
    let mut lines = vec![Line::from(spans)];
    if let Some(spec) = card.experiment.as_ref().and_then(|experiment| (beside.spec)(experiment)) {
        for (statement, judgement) in results {
            if in_full || !is_proven(statement, judgement) {
                lines.extend(claim(statement, judgement, card, spec, look));
            }
            if let Some(texts) = texts
                && matches!(judgement.outcome, Outcome::Holds | Outcome::Fails | Outcome::Conflict)
                && !is_proven(statement, judgement)
            {
                let spot = texts.at(&place(statement, card), "");
                lines.push(Line::from(format!("         --> {}", spot.trim_end_matches([':', ' ']))).dim());
            }
        }
    }
    lines
}

fn is_proven(statement: &Statement, judgement: &Judgement) -> bool {
    let wanted = if statement.is_true { Outcome::Holds } else { Outcome::Fails };
    judgement.outcome == wanted
}

fn sign(proof: Proof, look: &Look) -> (&'static str, Style) {
    let (verdict, colour) = match proof {
        Proof::Proven => (Verdict::Right, Color::Green),
        Proof::Contradicted => (Verdict::Wrong, Color::Red),
        _ => (Verdict::NotMarked, Color::Yellow),
    };
    (glyphs::verdict(verdict, look.unicode), Style::default().fg(colour))
}

fn claim(
    statement: &Statement,
    judgement: &Judgement,
    card: &Card,
    spec: &DemoSpec,
    look: &Look,
) -> Vec<Line<'static>> {
    let says = report_words::author_says(statement.is_true, look.lang);
    let outcome = stamp::outcome(judgement.outcome, look);
    let proven = is_proven(statement, judgement);
    let mark = if proven {
        glyphs::verdict(Verdict::Right, look.unicode)
    } else {
        glyphs::strokes(look.unicode).bullet
    };
    let lead = [
        Span::from(format!("     {mark} {}  ", part_name(statement.about, card))),
        Span::from(format!("{says}, ")).dim(),
        outcome,
        Span::from("  "),
    ];
    let because = inline(&evidence::because(judgement, spec, look), look);
    wrap::wrap(&because, usize::from(look.width.min(110)), &lead, &[Span::from("         ")])
}

/// The name of a part of a card, as an author knows it.
pub(super) fn part_name(about: About, card: &Card) -> String {
    match (about, &card.body) {
        (About::Choice(i), Body::Choice(choices) | Body::Multi(choices)) => choices[i].id.clone(),
        (About::Pair(i), _) => format!("pair {}", i + 1),
        _ => "key".to_owned(),
    }
}

/// The last lines: problems and claims, counted; `is_run` says that keys were to be proven.
pub fn summary(
    report: &CheckReport,
    is_run: bool,
    took: std::time::Duration,
    look: &Look,
) -> Vec<Line<'static>> {
    let n_errors = report.problems.iter().filter(|problem| problem.severity() == Severity::Error).count();
    let problems = super::words::problems(n_errors, report.problems.len() - n_errors, look.lang);
    if !is_run {
        return vec![Line::from(problems.bold())];
    }
    let n_cards = report.proofs.len() + report.n_unprovable;
    let words = report_words::check_summary(n_cards, report.proofs.len(), report.counts(), look.lang);
    let runs = super::words::runs(report.n_trials, look.lang);
    let timing = format!(" ({runs}, {:.1} s)", took.as_secs_f64());
    let mut lines = vec![Line::default()];
    if !report.problems.is_empty() {
        lines.push(Line::from(problems.bold()));
    }
    lines.push(Line::from(vec![Span::from(words).bold(), Span::from(timing).dim()]));
    if let Some((n, oldest_s)) = report.earlier() {
        lines.push(Line::from(proof_words::not_run_again(n, oldest_s, look.lang).dim()));
    }
    lines
}

/// The whole report as one object; `docs/check-report.md` describes it.
pub fn check_json(report: &CheckReport, beside: &Beside<'_>, look: &Look) -> Json {
    let texts = Report::new(&report.sources, look);
    let problems = report.problems.iter().map(|problem| texts.json(problem));
    let cards = report.proofs.iter().filter_map(|proof| {
        let (deck, card) = (&beside.decks[proof.deck], &beside.decks[proof.deck].cards[proof.card]);
        let experiment = card.experiment.as_ref()?;
        let spec = (beside.spec)(experiment)?;
        let name = |i: usize| part_name(About::Choice(i), card);
        let mut object = json::examination(&proof.examination, spec, &name, look);
        object["deck"] = json!(deck.id);
        object["card"] = json!(card.id);
        object["demo"] = json!(spec.id);
        texts.put_place(&mut object, &card.place);
        for (i, (statement, _)) in proof.examination.results.iter().enumerate() {
            texts.put_place(&mut object["claims"][i], &place(statement, card));
        }
        object["earlier"] =
            json!(proof.earlier.map(|shown| json!({ "at": shown.at_s, "age_s": shown.age_s })));
        Some(object)
    });
    let Counts { n_proven, n_contradicted, n_inconclusive, n_unavailable } = report.counts();
    json!({
        "problems": problems.collect::<Vec<_>>(),
        "cards": cards.collect::<Vec<_>>(),
        "counts": {
            "proven": n_proven, "contradicted": n_contradicted, "inconclusive": n_inconclusive,
            "unavailable": n_unavailable, "cards_without_a_run": report.n_unprovable, "trials": report.n_trials,
            "cards_proven_earlier": report.earlier().map_or(0, |(n, _)| n),
        },
    })
}

/// Where more can be read about the problems of a report.
pub fn more(report: &CheckReport, look: &Look) -> Vec<Line<'static>> {
    let mut codes = Vec::new();
    for code in super::worst_last(&report.problems).into_iter().rev().map(|problem| problem.problem.code()) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    if report.is_contradicted() {
        codes.insert(0, super::check_words::CONTRADICTED);
    }
    let words = super::check_words::more(&codes, look.lang);
    let lines =
        words.map(|words| wrap::wrap(&inline(&words, look), usize::from(look.width.min(110)), &[], &[]));
    lines.unwrap_or_default()
}
