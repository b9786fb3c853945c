//! What a format cannot hold of a card: every key that the card has, less those that the format keeps.

use super::{LeftOut, Loss};
use crate::model::{Body, Card, ClaimText, Deck};

/// The keys that a card has beside its id, kind, prompt and answer, as decks write them.
pub(super) fn keys(card: &Card) -> Vec<&'static str> {
    let mut keys = Vec::new();
    let mut has = |key, is_there: bool| {
        if is_there {
            keys.push(key);
        }
    };
    has("hints", !card.hints.is_empty());
    has("explain", card.explain.is_some());
    has("notes", !card.notes.is_empty());
    has("tags", !card.tags.is_empty());
    has("source", !card.sources.is_empty());
    has("difficulty", card.difficulty.is_some());
    let program = card.experiment.as_ref().and_then(|experiment| experiment.program.as_ref());
    has("demo", card.experiment.is_some() && program.is_none());
    has("program", program.is_some());
    has("flags", program.is_some_and(|program| program.flags.is_some()));
    has("stdin", program.is_some_and(|program| !program.stdin.is_empty()));
    has("deadline_ms", program.is_some_and(|program| program.deadline_ms.is_some()));
    has("show", program.is_some_and(|program| !program.is_shown));
    match &card.body {
        Body::Choice(choices) | Body::Multi(choices) => {
            has("claim", choices.iter().any(|choice| choice.claim.is_some()));
            has("belief", choices.iter().any(|choice| choice.belief.is_some()));
            has("why", choices.iter().any(|choice| choice.why.is_some()));
            has("unprovable", choices.iter().any(|choice| choice.unprovable.is_some()));
        }
        Body::Match(pairs) => has("claim", pairs.iter().any(|pair| claims(pair.claim.as_ref()))),
        Body::Number { observe, .. } | Body::Order { observe, .. } | Body::Text { observe, .. } => {
            has("observe", observe.is_some());
        }
        Body::Flash(_) | Body::Cloze { .. } | Body::Output { .. } => {}
    }
    keys
}

fn claims(claim: Option<&ClaimText>) -> bool {
    claim.is_some()
}

/// The keys of a card that are not among those that the format keeps.
pub(super) fn lost_keys(deck: &Deck, card: &Card, kept: &[&str]) -> Option<LeftOut> {
    let lost: Vec<&'static str> = keys(card).into_iter().filter(|key| !kept.contains(key)).collect();
    (!lost.is_empty()).then(|| left_out(deck, card, Loss::Keys(lost)))
}

/// Something of a card that is left out.
pub(super) fn left_out(deck: &Deck, card: &Card, what: Loss) -> LeftOut {
    LeftOut { deck: deck.id.clone(), card: Some(card.id.clone()), what }
}

/// Whether the file itself says what the answer is; where only a run knows it, no other program can ask the card.
pub(super) fn is_stated(body: &Body) -> bool {
    match body {
        Body::Number { expect, .. } => expect.is_some(),
        Body::Order { expect, .. } => expect.is_some(),
        Body::Text { accept, .. } => !accept.is_empty(),
        Body::Output { expect } => expect.is_some(),
        _ => true,
    }
}
