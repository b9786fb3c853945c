//! What is wrong with a deck is said all at once, each thing at its place.
//!
//! A bad deck is a file dropped into `tests/decks`: a comment `#~ code: text` stands where a problem is found and
//! says which text the caret points at.

mod playback;
mod toy;

use std::fs;

use ttl::deck::lint;
use ttl::flow::Library;
use ttl::model::{Diagnostic, Source};

/// Line, code and the first line of the text under the caret.
type Spot = (usize, String, String);

fn bad_decks() -> Vec<Source> {
    let files = playback::here("tests/decks").read_dir().expect("the bad decks").flatten();
    let read = |entry: fs::DirEntry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        Source { name, text: fs::read_to_string(entry.path()).expect("a deck") }
    };
    files.map(read).collect()
}

/// What the comments of a deck say is found in it.
fn wanted(text: &str) -> Vec<Spot> {
    let mut spots = Vec::new();
    for (line, text) in (1..).zip(text.lines()) {
        for mark in text.split("#~").skip(1) {
            let (code, text) = mark.trim().split_once(": ").expect("`#~ code: text`");
            spots.push((line, code.to_owned(), text.to_owned()));
        }
    }
    spots
}

/// What is found in a deck.
fn found(source: &Source) -> Vec<Spot> {
    let library = Library::read(vec![source.clone()]);
    let mut specs: Vec<_> = playback::promises().iter().map(|source| playback::spec(&source.text)).collect();
    specs.push(toy::spec());
    let linted = library.decks.iter().flat_map(|deck| lint(deck, &specs));
    library.problems.iter().cloned().chain(linted).map(|diagnostic| spot(&diagnostic, &source.text)).collect()
}

fn spot(diagnostic: &Diagnostic, text: &str) -> Spot {
    let span = diagnostic.place.span.clone();
    let line = 1 + text[..span.start].matches('\n').count();
    let under = text[span].lines().next().unwrap_or("").to_owned();
    (line, diagnostic.problem.code().to_owned(), under)
}

#[test]
fn every_mistake_is_found_at_its_place_and_nothing_else() {
    for source in bad_decks() {
        let (mut wanted, mut found) = (wanted(&source.text), found(&source));
        wanted.sort();
        found.sort();
        assert_eq!(found, wanted, "{}", source.name);
    }
}

#[test]
fn one_deck_with_many_mistakes_yields_them_all_in_one_go() {
    let decks = bad_decks();
    let most = decks.iter().map(|source| found(source).len()).max();
    assert!(most >= Some(20), "{most:?}");
}
