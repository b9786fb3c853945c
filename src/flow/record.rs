//! The recorder's story: every demo of the decks is run once, and what it says of each card is kept for a page.

use anyhow::Result;

use super::Proving;
use super::demo::shows;
use crate::claim::{self, Claim};
use crate::judge::{self, Assertion, Examination};
use crate::lab::{Lab, Limits};
use crate::model::{Card, Deck, DemoSpec, Evidence, Experiment, Outcome, Trial};

/// What one experiment gave.
pub struct Recording<'a> {
    /// The cards that it speaks of: index of the deck, of the card in the deck, what it says.
    pub cards: Vec<(usize, usize, Examination)>,
    /// The demo's promise.
    pub spec: &'a DemoSpec,
    /// The quiet trials.
    pub evidence: Evidence,
    /// The traced trial.
    pub traced: Option<Trial>,
}

/// Runs whatever decides a card, each experiment once, and draws it once.
///
/// # Errors
///
/// A demo cannot be started.
pub fn record<'a>(
    decks: &[&'a Deck],
    lab: &'a dyn Lab,
    tell: &mut dyn FnMut(Proving<'_>),
) -> Result<Vec<Recording<'a>>> {
    let groups = grouped(decks, lab);
    let total = groups.len();
    let mut recordings = Vec::new();
    for (i, (experiment, spec, cards)) in groups.into_iter().enumerate() {
        tell(Proving { demo: &experiment.demo.value, number: i + 1, total });
        let examined = |so_far: &Evidence| -> Vec<Examination> {
            cards.iter().map(|(.., card)| judge::examine(card, spec, so_far)).collect()
        };
        let evidence = lab.run(experiment, Limits::QUIZ, &mut |so_far| {
            examined(so_far).iter().all(Examination::is_decided)
        })?;
        let examinations = examined(&evidence);
        let held: Vec<&Claim> = examinations.iter().flat_map(held).collect();
        let traced = match evidence.missing {
            Some(_) => None,
            None => lab.trace(experiment, &mut |trial| shows(&held, experiment, trial))?,
        };
        let places = cards.iter().map(|(deck, card, _)| (*deck, *card));
        let cards = places.zip(examinations).map(|((deck, card), examination)| (deck, card, examination));
        recordings.push(Recording { cards: cards.collect(), spec, evidence, traced });
    }
    Ok(recordings)
}

/// Whether the drawn trial shows what the quiet ones showed of a card.
pub fn picture_shows(recording: &Recording<'_>, examination: &Examination) -> bool {
    let held: Vec<&Claim> = held(examination).collect();
    recording.traced.as_ref().is_some_and(|trial| shows(&held, &recording.evidence.experiment, trial))
}

/// The true claims that were shown.
fn held(examination: &Examination) -> impl Iterator<Item = &Claim> {
    let shown = examination.results.iter().filter(|(s, j)| s.is_true && j.outcome == Outcome::Holds);
    shown.filter_map(|(statement, _)| match &statement.assertion {
        Assertion::Claim(claim) => Some(claim),
        _ => None,
    })
}

type Group<'a> = (&'a Experiment, &'a DemoSpec, Vec<(usize, usize, &'a Card)>);

/// The cards that can be run here, those that need the same run together.
fn grouped<'a>(decks: &[&'a Deck], lab: &'a dyn Lab) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for (d, deck) in decks.iter().enumerate() {
        for (c, card) in deck.cards.iter().enumerate() {
            let Some(experiment) = &card.experiment else { continue };
            let Some(spec) = lab.demo(&experiment.demo.value) else { continue };
            if !claim::settings(experiment, spec).1.is_empty() {
                continue;
            }
            match groups.iter_mut().find(|(known, ..)| known.same_run(experiment)) {
                Some((.., cards)) => cards.push((d, c, card)),
                None => groups.push((experiment, spec, vec![(d, c, card)])),
            }
        }
    }
    groups
}
