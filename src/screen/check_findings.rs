//! What a check found against a key, with its place: the same facts for every output.

use super::check_report::{Beside, part_name};
use super::{Look, check_words, evidence};
use crate::judge::{self, CardProof, CheckReport, Statement};
use crate::model::{Card, Deck, Judgement, Outcome, Place, Proof};

/// A statement of a card that the runs contradict.
pub(super) struct Contradiction<'a> {
    /// The card.
    pub(super) card: &'a Card,
    /// Where the author says it.
    pub(super) place: Place,
    /// What the author says, what the run says, and why; plain words.
    pub(super) sentence: String,
}

/// Every statement that the runs contradict, in the order of the decks.
pub(super) fn contradictions<'a>(
    report: &CheckReport,
    beside: &Beside<'a>,
    look: &Look,
) -> Vec<Contradiction<'a>> {
    let of_card = |proof: &CardProof| {
        let deck: &'a Deck = &beside.decks[proof.deck];
        contradictions_of(proof, &deck.cards[proof.card], beside, look)
    };
    report
        .proofs
        .iter()
        .filter(|proof| proof.examination.proof == Proof::Contradicted)
        .flat_map(of_card)
        .collect()
}

fn contradictions_of<'a>(
    proof: &CardProof,
    card: &'a Card,
    beside: &Beside<'a>,
    look: &Look,
) -> Vec<Contradiction<'a>> {
    let spec = card.experiment.as_ref().and_then(|experiment| (beside.spec)(experiment));
    let Some(spec) = spec else { return Vec::new() };
    let plain = Look { colour: false, ..*look };
    let each =
        proof.examination.results.iter().filter(|(statement, judged)| is_contradicted(statement, judged));
    let found = each.map(|(statement, judged)| {
        let part = part_name(statement.about, card);
        let because = evidence::because(judged, spec, &plain);
        Contradiction {
            card,
            place: place(statement, card),
            sentence: check_words::contradicted(
                &part,
                statement.is_true,
                judged.outcome,
                &because,
                look.lang,
            ),
        }
    });
    found.collect()
}

/// Where a statement of a card stands.
pub(super) fn place(statement: &Statement, card: &Card) -> Place {
    judge::claim_text(card, statement.about).map_or(&card.place, |claim| claim.place()).clone()
}

fn is_contradicted(statement: &Statement, judgement: &Judgement) -> bool {
    match judgement.outcome {
        Outcome::Conflict => true,
        Outcome::Holds => !statement.is_true,
        Outcome::Fails => statement.is_true,
        Outcome::Inconclusive | Outcome::Unavailable => false,
    }
}
