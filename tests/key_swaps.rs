//! The keys of the decks against what the demos once said: every key is proven, and no swapped key would be.
//!
//! A check that lets a swapped key pass would let an author's mistake pass too.

mod playback;

use playback::{Playback, decks};
use ttl::claim::Claim;
use ttl::flow::{Library, check, is_bad};
use ttl::judge::{self, Assertion, CheckReport, Examination};
use ttl::lab::{Lab, Limits};
use ttl::model::{Body, Card, Choice, Evidence, Outcome, Proof};

fn checked(library: &Library, lab: &dyn Lab) -> CheckReport {
    check(library, lab, Some(Limits::CHECK), &mut |_| {}).expect("recordings always play")
}

fn cards(library: &Library) -> impl Iterator<Item = &Card> {
    library.decks.iter().flat_map(|deck| &deck.cards).filter(|card| card.experiment.is_some())
}

/// The recorded evidence of a card, and what it says.
fn examined(card: &Card, lab: &dyn Lab) -> (Evidence, Examination) {
    let experiment = card.experiment.as_ref().expect("a card with a demo");
    let spec = lab.demo(&experiment.demo.value).expect("a demo of the repository");
    let evidence = lab.run(experiment, Limits::CHECK, &mut |_| false).expect("recordings always play");
    let examination = judge::examine(card, spec, &evidence);
    (evidence, examination)
}

#[test]
fn every_key_of_every_deck_is_proven_by_the_recordings() {
    let (library, lab) = (Library::read(decks()), Playback::of_the_repository());
    let report = checked(&library, &lab);
    assert_eq!(report.problems, []);
    assert_eq!(report.proofs.len(), cards(&library).count());
    for proof in &report.proofs {
        let card = &library.decks[proof.deck].cards[proof.card];
        assert_eq!(proof.examination.proof, Proof::Proven, "{}: {:#?}", card.id, proof.examination.results);
    }
    assert!(!is_bad(&report, true));
}

fn choices(card: &mut Card) -> Option<&mut Vec<Choice>> {
    match &mut card.body {
        Body::Choice(choices) | Body::Multi(choices) => Some(choices),
        _ => None,
    }
}

/// Every pair of a right and a wrong choice that both carry claims.
fn pairs(card: &Card) -> Vec<(usize, usize)> {
    let (Body::Choice(choices) | Body::Multi(choices)) = &card.body else { return Vec::new() };
    let with_claims: Vec<_> =
        choices.iter().enumerate().filter(|(_, choice)| choice.claim.is_some()).collect();
    let (right, wrong): (Vec<_>, Vec<_>) = with_claims.into_iter().partition(|(_, choice)| choice.correct);
    right.iter().flat_map(|(r, _)| wrong.iter().map(move |(w, _)| (*r, *w))).collect()
}

#[test]
fn every_swapped_key_is_contradicted() {
    let (library, lab) = (Library::read(decks()), Playback::of_the_repository());
    let mut n_swaps = 0;
    for (deck, card) in library.everything().into_iter().map(|picked| (picked.deck, picked.card)) {
        for (right, wrong) in pairs(&library.decks[deck].cards[card]) {
            let mut swapped = Library { decks: vec![library.decks[deck].clone()], ..Library::default() };
            swapped.decks[0].cards = vec![library.decks[deck].cards[card].clone()];
            let choices = choices(&mut swapped.decks[0].cards[0]).expect("a card with choices");
            (choices[right].correct, choices[wrong].correct) = (false, true);
            let names = format!(
                "{} with {} for {}",
                library.decks[deck].cards[card].id, choices[wrong].id, choices[right].id
            );
            let report = checked(&swapped, &lab);
            assert!(report.is_contradicted() && is_bad(&report, false), "{names}");
            n_swaps += 1;
        }
    }
    assert!(n_swaps > 40, "only {n_swaps} keys could be swapped");
}

/// The claim that says the opposite of what the author says.
fn false_twin(claim: &Claim, is_true: bool) -> Option<Claim> {
    match (is_true, &claim.fails) {
        (false, _) => Some(claim.clone()),
        (true, Some(fails)) => Some(Claim { holds: fails.clone(), fails: Some(claim.holds.clone()) }),
        (true, None) => None,
    }
}

#[test]
fn no_false_twin_of_a_claim_ever_holds() {
    let (library, lab) = (Library::read(decks()), Playback::of_the_repository());
    let mut n_twins = 0;
    for card in cards(&library) {
        let (evidence, examination) = examined(card, &lab);
        for (statement, _) in &examination.results {
            let Assertion::Claim(claim) = &statement.assertion else { continue };
            let Some(twin) = false_twin(claim, statement.is_true) else { continue };
            let outcome = judge::evaluate(&twin, &evidence).outcome;
            assert_ne!(outcome, Outcome::Holds, "{}: {}", card.id, twin.holds.text);
            n_twins += 1;
        }
    }
    assert!(n_twins > 60, "only {n_twins} twins");
}
