//! What is wrong with a deck is said all at once, each thing at its place.
//!
//! A bad deck is a file dropped into `tests/decks`: a comment `#~ code: text` stands where a problem is found and
//! says which text the caret points at.

mod door;
mod playback;
mod toy;

use std::fs;

use door::{Door, Said};

use ttl::deck::lint;
use ttl::flow::Library;
use ttl::model::{Diagnostic, Source};
use unicode_width::UnicodeWidthChar;

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
    let linted = library.decks.iter().flat_map(|deck| lint(deck, source, &specs));
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

/// What the real program says of a deck without running anything.
fn check(deck: &str, lang: &str, locale: &str) -> Said {
    let path = playback::here("tests/decks").join(deck);
    Door::new(lang).with("LC_ALL", locale).say(&["check", &path.to_string_lossy(), "--no-run"], "")
}

/// The text that the carets below a line of the deck point at.
fn under_the_carets(report: &str, line: &str) -> String {
    let drawn: Vec<&str> = report.lines().collect();
    let at = drawn.iter().position(|drawn| drawn.contains(line)).expect("the line is shown");
    let carets = drawn[at + 1];
    let (from, n) = (carets.find('^').expect("carets"), carets.matches('^').count());
    let mut column = 0;
    let covered = drawn[at].chars().filter(|c| {
        let start = column;
        column += c.width().unwrap_or(0);
        (from..from + n).contains(&start)
    });
    covered.collect()
}

#[test]
fn a_deck_that_compares_wall_clocks_is_refused_and_told_what_to_observe() {
    for (lang, help, instead) in [
        ("en", "help: observe", "observe `gather.max_waits_in_flight` instead"),
        ("ko", "도움말: 대신", "대신 `gather.max_waits_in_flight` 값을 관찰하세요"),
    ] {
        let said = check("wall-clock.toml", lang, "C");
        assert_eq!(said.code, Some(1), "{said:?}");
        assert!(
            said.out.contains("unsafe-observation") && said.out.contains("wall-clock.toml:17:16"),
            "{}",
            said.out
        );
        assert!(said.out.contains(help) && said.out.contains(instead), "{}", said.out);
        assert_eq!(under_the_carets(&said.out, "claim.holds"), "gather.wall_ms < 50.0");
    }
}

#[test]
fn a_deck_that_refutes_from_what_was_not_seen_is_refused() {
    for (lang, sentence, help) in [
        ("en", "not being seen proves nothing", "`threads.max_waits_in_flight >= 1`"),
        ("ko", "아무것도 증명하지 않습니다", "`threads.max_waits_in_flight >= 1`"),
    ] {
        let said = check("not-seen.toml", lang, "C");
        assert_eq!(said.code, Some(1), "{said:?}");
        assert!(said.out.contains("witness-not-seen") && said.out.contains(sentence), "{}", said.out);
        assert!(said.out.contains(help), "{}", said.out);
        assert_eq!(under_the_carets(&said.out, "flight <= 1"), "threads.max_waits_in_flight <= 1");
    }
}

#[test]
fn a_caret_stands_right_also_behind_hangul() {
    let deck = "[deck]\nid = 'd'\ntitle = '덱'\n[[card]]\nid = 'c'\nkind = 'choice'\nprompt = '어느 쪽?'\n\
                demo = 'gather-overlap'\n[[card.choice]]\nid = 'a'\ntext = '가'\ncorrect = true\n\
                claim = '\"한글\" != gather.start_ordr'\n[[card.choice]]\nid = 'b'\ntext = '나'\nfinding = 'one-thread-is-enough'\n";
    let door = Door::new("ko").with("LC_ALL", "C");
    std::fs::write(door.folder().join("덱.toml"), deck).expect("a file");
    let said = door.say(&["check", "덱.toml", "--no-run"], "");
    assert_eq!(under_the_carets(&said.out, "claim ="), "gather.start_ordr", "{}", said.out);
}

#[test]
fn a_deck_that_is_not_toml_is_refused_at_its_place() {
    let said = check("syntax.toml", "en", "C");
    assert_eq!(said.code, Some(1));
    assert!(said.out.contains("syntax.toml:9:8"), "{}", said.out);
    assert_eq!(under_the_carets(&said.out, "kind = flash"), "flash");
}
