//! The decks that ship: what every one of them owes its learners.
//!
//! Whether their keys are true is proven elsewhere, by running (`key_swaps.rs`, and `ttl check` itself).

use std::collections::BTreeSet;
use std::path::Path;

use ttl::deck::{read_deck, read_promise};
use ttl::model::{Body, Choice, Deck, DemoSpec, Lang, Source, SourceId};
use ttl::study::{around, path};

fn texts(folder: &str, name: &str) -> Vec<(String, Source)> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = Vec::new();
    for entry in here.read_dir().expect("a folder").flatten() {
        let path = if name.is_empty() { entry.path() } else { entry.path().join(name) };
        if path.extension().is_some_and(|end| end == "toml")
            && path.is_file()
            && !path.ends_with("Cargo.toml")
        {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).expect("a text");
            found.push((stem, Source { name: path.display().to_string(), text }));
        }
    }
    found
}

fn decks() -> Vec<(String, Deck)> {
    let read = |(stem, source): (String, Source)| {
        let (deck, problems) = read_deck(&source, SourceId(0));
        assert_eq!(problems, [], "{stem}");
        (stem, deck.expect("a deck"))
    };
    texts("decks", "").into_iter().map(read).collect()
}

fn demos() -> Vec<DemoSpec> {
    let read = |(_, source): (String, Source)| {
        let (spec, problems) = read_promise(&source, SourceId(0));
        assert_eq!(problems, [], "{}", source.name);
        spec.expect("a promise")
    };
    texts("demos", "demo.toml").into_iter().map(read).collect()
}

fn choices(deck: &Deck) -> impl Iterator<Item = &Choice> {
    deck.cards.iter().flat_map(|card| match &card.body {
        Body::Choice(choices) | Body::Multi(choices) => choices.as_slice(),
        _ => &[],
    })
}

#[test]
fn no_deck_and_no_promise_has_a_problem_in_any_language() {
    let demos = demos();
    for ((name, source), (_, deck)) in texts("decks", "").into_iter().zip(decks()) {
        assert_eq!(ttl::deck::lint(&deck, &source, &demos, &ttl::deck::known_languages()), [], "{name}");
    }
}

#[test]
fn a_deck_is_called_like_its_file() {
    for (stem, deck) in decks() {
        assert_eq!(stem, deck.id);
    }
}

#[test]
fn one_path_leads_from_concurrency_through_every_deck() {
    let mut decks: Vec<Deck> = decks().into_iter().map(|(_, deck)| deck).collect();
    decks.sort_by(|a, b| a.id.cmp(&b.id));
    let order = path(&decks);
    let id = |one: usize| decks[one].id.as_str();
    assert_eq!((id(order[0]), order.len()), ("concurrency", decks.len()));
    for (i, one) in order.iter().copied().enumerate() {
        let around = around(&decks, one);
        assert_eq!(around.next, order.get(i + 1).copied(), "{}", id(one));
        // No name is passed over: each is a deck that ships and lies before.
        assert_eq!(around.before.len(), decks[one].after.len(), "{}", id(one));
        assert!(around.before.iter().all(|name| order[..i].contains(name)), "{}", id(one));
    }
}

#[test]
fn every_deck_has_ten_cards_and_two_thirds_of_them_can_be_run() {
    for (name, deck) in decks() {
        let n_run = deck.cards.iter().filter(|card| card.experiment.is_some()).count();
        assert!(deck.cards.len() >= 10 && 3 * n_run >= 2 * deck.cards.len(), "{name}");
    }
}

#[test]
fn every_kind_of_card_is_used() {
    let decks = decks();
    let used: BTreeSet<&str> =
        decks.iter().flat_map(|(_, deck)| &deck.cards).map(|card| card.body.kind()).collect();
    assert_eq!(used, BTreeSet::from(Body::KINDS));
}

#[test]
fn every_wrong_option_names_its_belief_and_can_be_refuted_or_says_why_not() {
    for (name, deck) in decks() {
        for choice in choices(&deck).filter(|choice| !choice.correct) {
            let id = format!("{name}: {}", choice.id);
            assert!(choice.belief.is_some(), "{id} names no belief");
            assert!(choice.claim.is_some() || choice.unprovable.is_some(), "{id} says nothing about a run");
            let why = choice.why.as_ref().expect("a why");
            assert!(Lang::ALL.into_iter().all(|lang| !why.lacks(lang)), "{id}");
        }
    }
}

#[test]
fn every_card_explains_itself_and_names_what_it_teaches() {
    for (name, deck) in decks() {
        for card in &deck.cards {
            assert!(card.explain.is_some() || matches!(card.body, Body::Flash(_)), "{name}: {}", card.id);
            assert!(!card.notes.is_empty() && !card.tags.is_empty(), "{name}: {}", card.id);
        }
    }
}
