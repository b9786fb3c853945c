//! The author's story: every text linted, every key proven, every wrong option refuted.

use anyhow::Result;

use super::Library;
use crate::claim;
use crate::judge::{self, CardProof, CheckReport, Examination, Shown};
use crate::lab::{Lab, Limits};
use crate::model::{Card, Deck, DemoSpec, Diagnostic, Evidence, Experiment, Outcome, Problem, Waiting};
use crate::study::Picked;

/// What is being proven right now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proving<'a> {
    /// The demo.
    pub demo: &'a str,
    /// Number of this experiment, from 1.
    pub number: usize,
    /// How many there are.
    pub total: usize,
}

/// Lints decks and promises and, with `limits`, proves every executable card. Cards that need the same run share it; no run
/// stops early, so that wrong options get their full evidence too.
///
/// # Errors
///
/// A demo cannot be started.
pub fn check(
    library: &Library,
    lab: &dyn Lab,
    limits: Option<Limits>,
    tell: &mut dyn FnMut(Proving<'_>),
) -> Result<CheckReport> {
    check_at(library, lab, limits.map(|limits| InTurn { lab, limits }).as_ref().map(|b| b as _), tell)
}

/// The same with evidence from whoever has it.
pub(super) fn check_at(
    library: &Library,
    lab: &dyn Lab,
    bench: Option<&dyn Bench>,
    tell: &mut dyn FnMut(Proving<'_>),
) -> Result<CheckReport> {
    let mut report = super::lint::lint_library(library, lab);
    if let Some(bench) = bench {
        let executable = executable(library, lab);
        report.n_unprovable = library.everything().len() - executable.len();
        prove(bench, &executable, &mut report, tell)?;
    }
    Ok(report)
}

/// Every program from elsewhere that a check of these decks would run and that waits for somebody's word.
pub fn waiting(library: &Library, lab: &dyn Lab) -> Vec<Waiting> {
    let mut found: Vec<Waiting> = Vec::new();
    for card in executable(library, lab) {
        let new = |waiting: &Waiting| !found.iter().any(|known| known.foreign.hash == waiting.foreign.hash);
        let waiting = lab.waiting(card.experiment).filter(new);
        found.extend(waiting);
    }
    found
}

/// A card that a run can decide, with what has to be run.
pub(super) struct Executable<'a> {
    picked: Picked,
    deck: &'a Deck,
    pub(super) card: &'a Card,
    experiment: &'a Experiment,
    pub(super) spec: &'a DemoSpec,
}

fn executable<'a>(library: &'a Library, lab: &'a dyn Lab) -> Vec<Executable<'a>> {
    let cards = library.everything().into_iter().map(|p| (p, &library.decks[p.deck].cards[p.card]));
    let found = cards.filter_map(|(picked, card)| {
        let experiment = card.experiment.as_ref()?;
        let spec = lab.spec(experiment)?;
        if !claim::settings(experiment, spec).1.is_empty() {
            return None;
        }
        (!judge::statements(card, spec).is_empty()).then_some(Executable {
            picked,
            deck: &library.decks[picked.deck],
            card,
            experiment,
            spec,
        })
    });
    found.collect()
}

/// Proves the cards with one run for each experiment, and puts what was found into the report.
fn prove(
    bench: &dyn Bench,
    executable: &[Executable<'_>],
    report: &mut CheckReport,
    tell: &mut dyn FnMut(Proving<'_>),
) -> Result<()> {
    let experiments = experiments(executable);
    let shown = bench.show(&experiments, tell)?;
    for (experiment, (evidence, earlier)) in experiments.iter().zip(shown) {
        report.n_trials += if earlier.is_none() { evidence.trials.len() } else { 0 };
        for e in &experiment.cards {
            let examination = judge::examine(e.card, e.spec, &evidence);
            report.problems.extend(thin_margins(e, &examination));
            let Picked { deck, card } = e.picked;
            report.proofs.push(CardProof { deck, card, examination, earlier });
        }
    }
    report.proofs.sort_by_key(|proof| (proof.deck, proof.card));
    report.problems.sort_by_key(|d| (d.place.source, d.place.span.start));
    Ok(())
}

/// What has to be run, with the cards that it decides.
pub(super) struct Needed<'a> {
    pub(super) experiment: &'a Experiment,
    pub(super) cards: Vec<&'a Executable<'a>>,
}

fn experiments<'a>(executable: &'a [Executable<'a>]) -> Vec<Needed<'a>> {
    let mut found: Vec<Needed<'_>> = Vec::new();
    for card in executable {
        match found.iter_mut().find(|known| known.experiment.same_run(card.experiment)) {
            Some(known) => known.cards.push(card),
            None => found.push(Needed { experiment: card.experiment, cards: vec![card] }),
        }
    }
    found
}

/// Whoever comes by evidence for experiments.
pub(super) trait Bench {
    /// The evidence for each, in their order, and when it was shown if that was before.
    fn show(
        &self,
        needed: &[Needed<'_>],
        tell: &mut dyn FnMut(Proving<'_>),
    ) -> Result<Vec<(Evidence, Option<Shown>)>>;
}

/// Runs every experiment, one after the other.
struct InTurn<'a> {
    lab: &'a dyn Lab,
    limits: Limits,
}

impl Bench for InTurn<'_> {
    fn show(
        &self,
        needed: &[Needed<'_>],
        tell: &mut dyn FnMut(Proving<'_>),
    ) -> Result<Vec<(Evidence, Option<Shown>)>> {
        let mut shown = Vec::new();
        for (i, one) in needed.iter().enumerate() {
            tell(Proving { demo: &one.experiment.demo.value, number: i + 1, total: needed.len() });
            // Every trial that the limits allow, also when all is decided.
            shown.push((self.lab.run(one.experiment, self.limits, &mut |_| false)?, None));
        }
        Ok(shown)
    }
}

/// Claims of a card that came out as the author says, but only just.
fn thin_margins(card: &Executable<'_>, examination: &Examination) -> Vec<Diagnostic> {
    let proven = examination.results.iter().filter(|(statement, judgement)| {
        judgement.outcome == if statement.is_true { Outcome::Holds } else { Outcome::Fails }
    });
    let thin = proven.filter_map(|(statement, judgement)| {
        let (decider, margin) = judge::thin(judgement, card.spec)?;
        let place = judge::claim_text(card.card, statement.about)?.place().clone();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a margin is at most 1")]
        let percent = (margin * 100.0) as u8;
        let problem =
            Diagnostic::new(Problem::ThinMargin { comparison: decider.text.clone(), percent }, place);
        (!card.deck.allows(&problem)).then_some(problem)
    });
    thin.collect()
}

/// Whether a report should fail a build: an error in a text, a contradicted key or, if strict, anything not shown.
pub fn is_bad(report: &CheckReport, strict: bool) -> bool {
    let errors = report.problems.iter().any(|p| p.severity() == crate::model::Severity::Error);
    let results = report.proofs.iter().flat_map(|proof| &proof.examination.results);
    let not_shown =
        results.into_iter().any(|(_, j)| matches!(j.outcome, Outcome::Inconclusive | Outcome::Unavailable));
    errors || report.is_contradicted() || (strict && not_shown)
}
