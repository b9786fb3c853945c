//! What a check or a demo's own run found, as data for whoever draws it.

use super::examine::Examination;
use crate::model::{Diagnostic, Evidence, Judgement, Outcome, Proof, Source, Trial};

/// What a check found.
#[derive(Clone, Debug, Default)]
pub struct CheckReport {
    /// The texts of decks and promises, by the numbers in `problems`.
    pub sources: Vec<Source>,
    /// Problems in the texts, in the order of the sources.
    pub problems: Vec<Diagnostic>,
    /// What the runs said of each executable card.
    pub proofs: Vec<CardProof>,
    /// Cards that no run can decide.
    pub n_unprovable: usize,
    /// Trials that were run.
    pub n_trials: usize,
}

/// What the runs said of one card.
#[derive(Clone, Debug)]
pub struct CardProof {
    /// Index of the deck in the library.
    pub deck: usize,
    /// Index of the card in the deck.
    pub card: usize,
    /// What was said of each statement.
    pub examination: Examination,
    /// When it was shown, if that was not in this check.
    pub earlier: Option<Shown>,
}

/// When something was shown before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// In seconds since 1970.
    pub at_s: u64,
    /// How long ago that was, in seconds.
    pub age_s: u64,
}

/// How many statements came out in which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// True statements that held and false ones that failed.
    pub n_proven: usize,
    /// True statements that failed, false ones that held, and conflicts.
    pub n_contradicted: usize,
    /// Not shown here.
    pub n_inconclusive: usize,
    /// Something was missing here.
    pub n_unavailable: usize,
}

impl CheckReport {
    /// The statements of every card, counted.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for (statement, judgement) in self.proofs.iter().flat_map(|proof| &proof.examination.results) {
            *match (judgement.outcome, statement.is_true) {
                (Outcome::Holds, true) | (Outcome::Fails, false) => &mut counts.n_proven,
                (Outcome::Holds | Outcome::Fails, _) | (Outcome::Conflict, _) => &mut counts.n_contradicted,
                (Outcome::Inconclusive, _) => &mut counts.n_inconclusive,
                (Outcome::Unavailable, _) => &mut counts.n_unavailable,
            } += 1;
        }
        counts
    }

    /// The proven cards that were shown before, and how long ago the oldest of them was.
    pub fn earlier(&self) -> Option<(usize, u64)> {
        let proven = self.proofs.iter().filter(|proof| proof.examination.proof == Proof::Proven);
        let ages: Vec<u64> = proven.filter_map(|proof| Some(proof.earlier?.age_s)).collect();
        Some((ages.len(), ages.into_iter().max()?))
    }

    /// Whether any card's key is contradicted by what the machine did.
    pub fn is_contradicted(&self) -> bool {
        self.proofs.iter().any(|proof| proof.examination.proof == Proof::Contradicted)
    }
}

/// What a demo's own run found.
#[derive(Clone, Debug)]
pub struct DemoReport {
    /// The quiet trials.
    pub evidence: Evidence,
    /// The traced trial, where one could be run.
    pub traced: Option<Trial>,
    /// Whether the traced trial shows what the quiet ones showed.
    pub picture_shows: bool,
    /// Every finding, by its index in the promise.
    pub findings: Vec<(usize, Judgement)>,
}
