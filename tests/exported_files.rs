//! What leaves the program for Anki and for browsers, taken apart: every note with both languages, a page that needs no
//! network, and the way back. `tests/anki_library.py` and `tests/page_in_browser.py` hold both against the real programs.

mod door;

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use door::{Door, Said};
use rusqlite::Connection;
use zip::ZipArchive;

/// A deck with one card of every kind, and words that would act if anybody let them.
fn every_kind() -> String {
    format!("{}/tests/exchange/every-kind.toml", env!("CARGO_MANIFEST_DIR"))
}

fn door(made: u64) -> Door {
    Door::new("en").with("SOURCE_DATE_EPOCH", &made.to_string())
}

fn done(said: Said) -> Said {
    assert_eq!(said.code, Some(0), "{}\n{}", said.out, said.err);
    said
}

/// The bytes of a package of these decks.
fn package(door: &Door, decks: &[&str], more: &[&str]) -> Vec<u8> {
    let arguments = [&["export"], decks, &["--to", "anki", "-o", "out.apkg", "--force"], more].concat();
    done(door.say(&arguments, ""));
    fs::read(door.folder().join("out.apkg")).expect("a package")
}

/// The database of a package.
fn database(package: &[u8], folder: &Path) -> Connection {
    let mut archive = ZipArchive::new(Cursor::new(package)).expect("an archive");
    let mut names: Vec<String> =
        archive.file_names().map(|name| name.expect("a name").into_owned()).collect();
    names.sort();
    assert_eq!(names, ["collection.anki2", "media"]);
    let mut bytes = Vec::new();
    archive.by_name("collection.anki2").expect("a collection").read_to_end(&mut bytes).expect("its bytes");
    let path = folder.join("collection.anki2");
    fs::write(&path, bytes).expect("the database");
    Connection::open(path).expect("a database")
}

#[test]
fn a_package_holds_every_card_in_both_languages() {
    let door = door(1_790_000_000);
    let database = database(&package(&door, &["concurrency", "blocking-matrix"], &[]), door.folder());
    let count = |sql: &str| database.query_row(sql, [], |row| row.get::<_, i64>(0)).expect("a number");
    assert_eq!(count("SELECT count(*) FROM notes"), 36);
    assert_eq!(count("SELECT count(*) FROM cards"), 36);
    assert_eq!(count("SELECT count(DISTINCT guid) FROM notes"), 36);
    assert_eq!(count("SELECT count(*) FROM notes WHERE mod = 1790000000"), 36);
    let mut statement = database.prepare("SELECT guid, tags, flds FROM notes").expect("notes");
    let mut rows = statement.query([]).expect("notes");
    while let Some(row) = rows.next().expect("a note") {
        let (guid, tags, fields): (String, String, String) =
            (row.get(0).expect("guid"), row.get(1).expect("tags"), row.get(2).expect("fields"));
        assert!(guid.starts_with("ttl/"), "{guid}");
        assert!(tags.contains(" kind::"), "{guid}: {tags}");
        let hangul = |field: &str| field.chars().any(|c| ('가'..='힣').contains(&c));
        let fields: Vec<&str> = fields.split('\u{1f}').collect();
        let seen = &fields[2..fields.len() - 1];
        assert!(seen.iter().any(|field| hangul(field)), "{guid} has no Korean");
        assert!(seen.iter().any(|field| !hangul(field) && field.contains("<p>")), "{guid} has no English");
    }
}

#[test]
fn the_same_decks_at_the_same_time_give_the_same_bytes() {
    let decks = ["concurrency"];
    let (one, other) = (package(&door(1), &decks, &[]), package(&door(1), &decks, &[]));
    assert!(one == other);
    assert!(one != package(&door(2), &decks, &[]));
    let page = |made| {
        let door = door(made);
        done(door.say(&["export", "concurrency", "--no-run", "-o", "p.html"], ""));
        fs::read_to_string(door.folder().join("p.html")).expect("a page")
    };
    assert_eq!(page(1), page(1));
}

#[test]
fn what_goes_to_anki_comes_back_as_it_was() {
    let door = door(1_790_000_000);
    for more in [&[][..], &["--lang", "ko"], &["--both"]] {
        fs::write(door.folder().join("back.apkg"), package(&door, &[&every_kind()], more))
            .expect("a package");
        let said = done(door.say(&["import", "back.apkg", "-o", "-"], ""));
        let read = |text: &str| toml::from_str::<toml::Table>(text).expect("TOML");
        let wanted = read(&fs::read_to_string(every_kind()).expect("the deck"));
        assert_eq!(read(&said.out), wanted, "{more:?}");
    }
}

#[test]
fn a_file_that_is_no_package_is_told_and_nothing_is_written() {
    let door = door(1);
    for (name, bytes) in
        [("torn.apkg", &b"PK\x03\x04torn"[..]), ("text.apkg", b"hello"), ("empty.colpkg", b"")]
    {
        fs::write(door.folder().join(name), bytes).expect("a file");
        let said = door.say(&["import", name], "");
        assert_eq!(said.code, Some(2), "{}", said.err);
        assert!(said.err.contains(name) && said.err.contains("no Anki package"), "{}", said.err);
    }
    assert!(!door.folder().join("decks").exists());
}

/// The page of a deck.
fn page(arguments: &[&str]) -> String {
    let door = door(1_790_000_000);
    done(door.say(&[&["export"], arguments, &["-o", "page.html"]].concat(), ""));
    fs::read_to_string(door.folder().join("page.html")).expect("a page")
}

#[test]
fn a_page_asks_no_network_for_anything() {
    let page = page(&["concurrency", "--no-run"]);
    for asks in [" src=", "url(http", "@import", "<link", "<iframe", "fetch(", "XMLHttpRequest", "import("] {
        assert!(!page.contains(asks), "{asks}");
    }
    assert!(page.contains("default-src 'none'"));
    assert_eq!(page.matches("<article").count(), 18);
    assert!(page.contains("No run was recorded") && page.contains("실행 기록이 없습니다"));
}

#[test]
fn nothing_that_an_author_or_a_demo_writes_can_act() {
    let page = page(&[&every_kind()]);
    let scripts: Vec<&str> = page.match_indices("<script").map(|(at, _)| &page[at..at + 8]).collect();
    assert_eq!(scripts, ["<script ", "<script>"], "the page's own data and program");
    for acts in ["<img", "<iframe", "onload=hit('hint')>", "<b onclick", "href=\"javascript", "\"onmouseover"]
    {
        assert!(!page.contains(acts), "{acts}");
    }
    // They are there, as words.
    assert!(
        page.contains("&lt;script&gt;hit(&#39;observed&#39;)")
            || page.contains("&lt;script&gt;hit('observed')")
    );
}

#[test]
fn a_page_says_what_happened_where_and_when() {
    let page = page(&["concurrency"]);
    assert!(page.contains("2026-09-21") && page.contains("Recorded on the author’s machine"));
    assert!(page.contains("만든 이의 컴퓨터에서 기록한 결과"));
    assert!(page.matches("<svg role=\"img\"").count() >= 8, "most demos drew something, in both languages");
    assert!(page.matches("class=\"outcome").count() > 30);
}

#[test]
fn a_language_that_was_told_stands_alone() {
    let page = page(&["concurrency", "--no-run", "--lang", "ko"]);
    assert!(page.starts_with("<!doctype html>\n<html lang=\"ko\">"));
    assert!(!page.contains("Neither computes anything") && page.contains("둘 다 계산은 하지 않습니다"));
}
