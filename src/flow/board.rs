//! What an author who watches needs to look at: what changed, what is wrong, and which card that is in.

use super::Library;
use crate::judge::CheckReport;
use crate::model::{Place, Proof, Severity, Source};
use crate::screen::Item;
use crate::study::Picked;

/// A card that was edited last: its deck's and its own id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edited {
    deck: String,
    card: String,
}

/// The names of texts that changed, came or went, and the card in which the first of them changed.
pub(super) fn changes(before: &Library, now: &Library) -> (Vec<String>, Option<Edited>) {
    let old = |name: &str| before.sources.iter().find(|source| source.name == name);
    let changed = now.sources.iter().enumerate().filter(|(_, source)| old(&source.name) != Some(source));
    let changed: Vec<(usize, &Source)> = changed.collect();
    let gone = before.sources.iter().filter(|source| now.sources.iter().all(|it| it.name != source.name));
    let names = changed.iter().map(|(_, source)| source.name.clone()).chain(gone.map(|it| it.name.clone()));
    let edited = changed.iter().find_map(|(number, source)| {
        let at = old(&source.name).map_or(source.text.len(), |old| first_difference(&old.text, &source.text));
        let source = crate::model::SourceId(*number);
        Cards { library: now }.at(&Place { source, span: at..at }).map(|picked| {
            let deck = &now.decks[picked.deck];
            Edited { deck: deck.id.clone(), card: deck.cards[picked.card].id.clone() }
        })
    });
    (names.collect(), edited)
}

fn first_difference(old: &str, new: &str) -> usize {
    let same = old.bytes().zip(new.bytes()).take_while(|(old, new)| old == new).count();
    same.min(new.len())
}

/// What needs the author: errors, warnings, contradicted keys, then what was not shown.
pub(super) fn items(report: &CheckReport) -> Vec<Item> {
    let problems = |severity| {
        let each =
            report.problems.iter().enumerate().filter(move |(_, problem)| problem.severity() == severity);
        each.map(|(i, _)| Item::Problem(i))
    };
    let proofs = |is_contradicted: bool| {
        let each = report.proofs.iter().enumerate().filter(move |(_, proof)| {
            let proof = proof.examination.proof;
            proof != Proof::Proven && (proof == Proof::Contradicted) == is_contradicted
        });
        each.map(|(i, _)| Item::Proof(i))
    };
    let wrong = problems(Severity::Error).chain(proofs(true));
    wrong.chain(problems(Severity::Warning)).chain(proofs(false)).collect()
}

/// The cards of a library, by what is known of them.
pub(super) struct Cards<'a> {
    pub(super) library: &'a Library,
}

impl Cards<'_> {
    /// The card that an item is about.
    pub(super) fn of_item(&self, item: Item, report: &CheckReport) -> Option<Picked> {
        match item {
            Item::Problem(i) => self.at(&report.problems.get(i)?.place),
            Item::Proof(i) => report.proofs.get(i).map(|proof| Picked { deck: proof.deck, card: proof.card }),
        }
    }

    /// The card that stands at a place.
    fn at(&self, place: &Place) -> Option<Picked> {
        let deck = self.library.decks.iter().position(|deck| deck.place.source == place.source)?;
        let cards = &self.library.decks[deck].cards;
        let card = cards.iter().rposition(|card| card.place.span.start <= place.span.start)?;
        Some(Picked { deck, card })
    }

    /// The card with these ids.
    pub(super) fn named(&self, edited: &Edited) -> Option<Picked> {
        let deck = self.library.decks.iter().position(|deck| deck.id == edited.deck)?;
        let card = self.library.decks[deck].cards.iter().position(|card| card.id == edited.card)?;
        Some(Picked { deck, card })
    }
}
