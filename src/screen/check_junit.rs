//! What a check found as JUnit XML: a suite for every deck, a case for every card.
//!
//! An error of a card or a contradicted key is a failure. What could not be shown or run here is skipped, because the machine
//! and not the card is at fault. Warnings stand in the output of their case.

use std::collections::BTreeMap;

use quick_junit::{NonSuccessKind, Report as Junit, TestCase, TestCaseStatus, TestSuite};

use super::check_findings::contradictions;
use super::check_report::Beside;
use super::{Look, Report, check_words, clean, report_words};
use crate::judge::{CardProof, CheckReport};
use crate::model::{Deck, Diagnostic, Proof, Severity, SourceId};

/// The report as XML; what XML cannot hold is left out of it.
///
/// # Errors
///
/// The words of the writer; they would be our own fault.
pub fn check_junit(report: &CheckReport, beside: &Beside<'_>, look: &Look) -> Result<String, String> {
    let look = Look { colour: false, ..*look };
    let texts = Report::new(&report.sources, &look);
    let mut junit = Junit::new("ttl check");
    let mut of_source: BTreeMap<SourceId, Vec<&Diagnostic>> = BTreeMap::new();
    for problem in &report.problems {
        of_source.entry(problem.place.source).or_default().push(problem);
    }
    for (number, deck) in beside.decks.iter().enumerate() {
        let problems = of_source.remove(&deck.place.source).unwrap_or_default();
        junit.add_test_suite(suite(number, deck, &problems, report, beside, &texts, &look));
    }
    // Texts that are no decks: those that could not be read as one, and promises.
    for (source, problems) in of_source {
        let name = report.sources.get(source.0).map_or("", |source| source.name.as_str());
        let mut suite = TestSuite::new(clean::line(name).as_ref());
        suite.add_test_case(case(check_words::WHOLE_FILE, name, &problems, None, &texts, &look));
        junit.add_test_suite(suite);
    }
    junit.to_string().map_err(|error| error.to_string())
}

fn suite(
    number: usize,
    deck: &Deck,
    problems: &[&Diagnostic],
    report: &CheckReport,
    beside: &Beside<'_>,
    texts: &Report<'_>,
    look: &Look,
) -> TestSuite {
    let mut suite = TestSuite::new(clean::line(&deck.id).as_ref());
    let starts: Vec<usize> = deck.headings.iter().map(|heading| heading.place.span.start).collect();
    // A card begins a line or two above its id.
    let card_of = |problem: &Diagnostic| {
        let at = problem.place.span.start;
        let behind = starts.partition_point(|start| *start <= at);
        let text = report.sources.get(problem.place.source.0).map_or("", |source| source.text.as_str());
        let between = starts.get(behind).and_then(|next| text.get(at..*next)).unwrap_or_default();
        if between.contains("[[card]]") || between.is_empty() { behind } else { behind + 1 }
    };
    let mut of_card: BTreeMap<usize, Vec<&Diagnostic>> = BTreeMap::new();
    for problem in problems {
        let card = card_of(problem).min(starts.len());
        of_card.entry(card).or_default().push(problem);
    }
    let head = of_card.remove(&0).unwrap_or_default();
    suite.add_test_case(case(check_words::WHOLE_FILE, &deck.id, &head, None, texts, look));
    let refuted = contradictions(report, beside, look);
    for (i, heading) in deck.headings.iter().enumerate() {
        let problems = of_card.remove(&(i + 1)).unwrap_or_default();
        let card = deck.cards.iter().position(|card| card.id == heading.value);
        let proof = report.proofs.iter().find(|proof| proof.deck == number && Some(proof.card) == card);
        let refuted: Vec<String> = refuted
            .iter()
            .filter(|found| card.is_some_and(|card| std::ptr::eq(found.card, &deck.cards[card])))
            .map(|found| texts.at(&found.place, &found.sentence))
            .collect();
        let shown = proof.map(|proof| Shown { proof, refuted: &refuted });
        suite.add_test_case(case(&heading.value, &deck.id, &problems, shown, texts, look));
    }
    suite
}

/// What the runs said of a card.
struct Shown<'a> {
    proof: &'a CardProof,
    /// The contradictions, a line each.
    refuted: &'a [String],
}

fn case(
    name: &str,
    class: &str,
    problems: &[&Diagnostic],
    shown: Option<Shown<'_>>,
    texts: &Report<'_>,
    look: &Look,
) -> TestCase {
    let (errors, warnings): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
        problems.iter().partition(|problem| problem.severity() == Severity::Error);
    let lines = |found: &[&Diagnostic]| found.iter().map(|problem| texts.line(problem)).collect::<Vec<_>>();
    let mut failures = lines(&errors);
    failures.extend(shown.iter().flat_map(|shown| shown.refuted.iter().cloned()));
    let kind = errors.first().map_or(check_words::CONTRADICTED, |error| error.problem.code());
    let status = match (failures.first(), shown.as_ref().map(|shown| shown.proof.examination.proof)) {
        (Some(first), _) => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status.set_type(kind).set_message(first.as_str()).set_description(failures.join("\n"));
            status
        }
        (None, Some(proof @ (Proof::Partly | Proof::NotShown | Proof::Unavailable))) => {
            let mut status = TestCaseStatus::skipped();
            status.set_message(report_words::check_proof(proof, look.lang));
            status
        }
        _ => TestCaseStatus::success(),
    };
    let mut case = TestCase::new(clean::line(name).as_ref(), status);
    case.set_classname(clean::line(class).as_ref());
    if !warnings.is_empty() {
        case.set_system_out(lines(&warnings).join("\n"));
    }
    case
}
