//! The index, held against reading the decks, while decks change and the index is damaged.

use std::fs::{self, File, FileTimes};
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use super::*;
use crate::deck::read_deck;
use crate::model::{CardKey, Day, Deed, Entry, Moment, Source, SourceId};
use crate::store::{History, Shelf};
use crate::study::Rules;

/// So long ago that no file of these tests is young.
const LATER_S: u64 = u64::MAX >> 2;

fn meaning(card: &Card) -> String {
    format!("{}:{}", card.body.kind(), card.prompt.get(crate::model::Lang::En).len())
}

/// A folder of decks, and an index over it.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new(decks: &[(&str, &str)]) -> Self {
        let desk = Desk { folder: tempfile::tempdir().expect("a folder") };
        fs::create_dir(desk.folder.path().join("decks")).expect("a folder");
        decks.iter().for_each(|(name, text)| desk.write(name, text));
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(format!("decks/{name}.toml"))
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("a file");
    }

    fn cache(&self) -> PathBuf {
        self.folder.path().join("cache/shelf.db")
    }

    fn open(&self) -> Index {
        self.open_as("1", LATER_S)
    }

    fn open_as(&self, maker: &str, now_s: u64) -> Index {
        let sheets = Shelf::sheets_at(&self.folder.path().join("decks")).expect("a folder");
        Index::open(Some(&self.cache()), maker, meaning, Box::new(move || now_s), sheets).expect("an index")
    }
}

fn deck(id: &str, cards: &[&str]) -> String {
    let mut text = format!("[deck]\nid = \"{id}\"\ntitle = \"T\"\n");
    for card in cards {
        text.push_str(&format!(
            "\n[[card]]\nid = \"{card}\"\nkind = \"flash\"\nprompt = \"P {card}\"\nback = \"B\"\nnotes = [\"n-{card}\"]\ntags = [\"t\"]\n"
        ));
    }
    text
}

/// Everything that an index says of its cards.
fn said(index: &mut Index) -> Vec<(String, IndexedCard)> {
    let mut all = Vec::new();
    index.each(&mut |key, facts| all.push((key.to_string(), facts.clone())));
    all
}

fn names(index: &mut Index) -> String {
    said(index).into_iter().map(|(key, _)| key).collect::<Vec<_>>().join(" ")
}

fn met(history: &mut History, key: &CardKey, deed: Deed) {
    let entry: Entry =
        history.entry(Moment { ms: 1_000, offset_min: 0 }, key.clone(), deed).expect("an entry");
    history.append(&entry).expect("it is written");
}

fn unmet(index: &mut Index, history: &History, decks: Option<&[String]>, most: usize) -> String {
    let found = index.unmet(history, Day(10), decks, most).expect("keys");
    found.into_iter().map(|(key, _)| key.card).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_shipped_decks_are_the_same_through_the_index() {
    let sheets = Shelf::default().sheets().expect("decks");
    let files = Shelf::sheets_at(concat!(env!("CARGO_MANIFEST_DIR"), "/decks").as_ref()).expect("the same");
    for sheets in [sheets, files] {
        let sources: Vec<Source> = sheets.iter().map(|sheet| sheet.read().expect("a text")).collect();
        let mut index =
            Index::open(None, "1", crate::study::meaning, Box::new(|| LATER_S), sheets).expect("an index");
        let mut n = 0;
        for source in sources {
            let deck = read_deck(&source, SourceId(0)).0.expect("a deck");
            for card in &deck.cards {
                let key = CardKey::new(&deck.id, &card.id);
                let facts = index.facts(&key).expect("it is there");
                assert_eq!((&facts.notes, &facts.tags), (&card.notes, &card.tags), "{key}");
                assert_eq!(facts.meaning, crate::study::meaning(card), "{key}");
                let (alone, _) = index.fetch(&key).expect("it can be read");
                assert_eq!((alone.cards.len(), &alone.title), (1, &deck.title), "{key}");
                assert_eq!(crate::study::meaning(&alone.cards[0]), facts.meaning, "{key}");
                assert_eq!(alone.cards[0].prompt, card.prompt, "{key}");
                let line = 1 + source.text[..card.place.span.start].matches('\n').count();
                assert_eq!(index.spot(&key).expect("it stands somewhere").line, line, "{key}");
                n += 1;
            }
        }
        assert!(n > 100 && n == said(&mut index).len(), "{n} cards");
    }
}

#[test]
fn a_changed_file_is_read_again_and_a_vanished_one_is_dropped() {
    let desk = Desk::new(&[("a", &deck("a", &["x", "y"])), ("b", &deck("b", &["z"]))]);
    assert_eq!(names(&mut desk.open()), "a/x a/y b/z");
    desk.write("a", &deck("a", &["another", "y"]));
    assert_eq!(names(&mut desk.open()), "a/another a/y b/z");
    fs::remove_file(desk.path("b")).expect("it was there");
    let mut index = desk.open();
    assert_eq!(names(&mut index), "a/another a/y");
    assert_eq!(index.fetch(&CardKey::new("b", "z")).map(|_| ()), None);
    let rows: i64 = index.db.query_row("SELECT count(*) FROM card", [], |row| row.get(0)).expect("a number");
    assert_eq!(rows, 2);
}

#[test]
fn a_file_that_changes_during_a_sitting_is_seen_when_its_card_is_asked() {
    let desk = Desk::new(&[("a", &deck("a", &["x", "y"]))]);
    let mut index = desk.open();
    desk.write("a", &format!("# A line more.\n{}", deck("a", &["w", "y"])));
    let (deck, source) = index.fetch(&CardKey::new("a", "y")).expect("it is still there");
    assert_eq!((deck.cards[0].id.as_str(), source.text.matches("[[card]]").count()), ("y", 1));
    assert_eq!(index.spot(&CardKey::new("a", "y")).expect("a place").line, 14);
    assert!(index.fetch(&CardKey::new("a", "x")).is_none());
    assert!(index.fetch(&CardKey::new("a", "w")).is_some());
}

#[test]
fn a_change_that_leaves_size_and_times_as_they_were_is_seen_while_the_file_is_young() {
    let desk = Desk::new(&[("a", &deck("a", &["x"]))]);
    let written = fs::metadata(desk.path("a")).expect("a file").mtime();
    let now_s = u64::try_from(written).expect("a time after 1970");
    let mut index = desk.open_as("1", now_s);
    assert_eq!(names(&mut index), "a/x");
    // As if both writings had happened in one tick of the clock: the stamp is the new one, the content another.
    let old = Stamp::of(&index.files[0].sheet).expect("a stamp");
    desk.write("a", &deck("a", &["y"]));
    let new = Stamp::of(&index.files[0].sheet).expect("a stamp");
    assert_eq!((old.size, old.inode), (new.size, new.inode));
    index.db.execute("UPDATE file SET mtime = ?1, ctime = ?2", [new.mtime, new.ctime]).expect("a row");
    index.refresh();
    assert_eq!(names(&mut index), "a/y");
    // Of a file that is old its times are believed; it is not read.
    let mut later = desk.open();
    later.db.execute("UPDATE card SET name = 'not read again'", []).expect("a row");
    later.refresh();
    assert_eq!(names(&mut later), "a/not read again");
}

#[test]
fn a_file_put_back_with_its_old_time_is_seen() {
    let desk = Desk::new(&[("a", &deck("a", &["x"]))]);
    let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
    let set_back = || {
        let file = File::options().append(true).open(desk.path("a")).expect("a file");
        file.set_times(FileTimes::new().set_modified(old)).expect("a time");
    };
    set_back();
    assert_eq!(names(&mut desk.open()), "a/x");
    let changed =
        || fs::metadata(desk.path("a")).map(|meta| (meta.ctime(), meta.ctime_nsec())).expect("a file");
    let before = changed();
    // Until the clock of the file system has gone on.
    while changed() == before {
        desk.write("a", &deck("a", &["y"]));
        set_back();
    }
    assert_eq!(names(&mut desk.open()), "a/y");
}

#[test]
fn only_pieces_that_changed_are_read_again() {
    let desk = Desk::new(&[("a", &deck("a", &["x", "y"]))]);
    let index = desk.open();
    index.db.execute("UPDATE card SET meaning = 'as it was'", []).expect("rows");
    drop(index);
    let changed = deck("a", &["x", "y", "z"]).replace("P y", "P y and more");
    desk.write("a", &changed);
    let meanings: Vec<String> = said(&mut desk.open()).into_iter().map(|(_, facts)| facts.meaning).collect();
    assert_eq!(meanings, ["as it was", "flash:12", "flash:3"]);
}

#[test]
fn a_damaged_old_or_foreign_index_is_made_anew() {
    let desk = Desk::new(&[("a", &deck("a", &["x", "y"]))]);
    let wanted = said(&mut desk.open());
    let sound = fs::read(desk.cache()).expect("an index");
    let mut holes = sound.clone();
    holes[4096..].fill(0xa5);
    for damage in [&b"no database at all, and long enough to look at"[..], &sound[..5000], &holes, b""] {
        fs::write(desk.cache(), damage).expect("a file");
        assert_eq!(said(&mut desk.open()), wanted);
        assert_eq!(said(&mut desk.open()), wanted);
    }
    fs::remove_file(desk.cache()).expect("a file");
    Connection::open(desk.cache()).and_then(|db| db.execute_batch("CREATE TABLE t (x)")).expect("a database");
    assert_eq!(said(&mut desk.open()), wanted);
    let index = desk.open_as("2", LATER_S);
    assert_eq!(made_by(&index.db).expect("a maker"), "2");
}

#[test]
fn damage_that_shows_only_later_is_mended_on_the_way() {
    let desk = Desk::new(&[("a", &deck("a", &["x", "y"]))]);
    let mut index = desk.open();
    index.db.execute_batch("DROP TABLE card").expect("a table");
    assert_eq!(index.facts(&CardKey::new("a", "y")).expect("it is there").notes, ["n-y"]);
    assert_eq!(names(&mut index), "a/x a/y");
}

#[test]
fn where_nothing_can_be_kept_the_index_is_made_for_the_call() {
    let desk = Desk::new(&[("a", &deck("a", &["x"]))]);
    fs::write(desk.folder.path().join("cache"), "a file where a folder should be").expect("a file");
    assert_eq!(names(&mut desk.open()), "a/x");
    fs::remove_file(desk.folder.path().join("cache")).expect("it was there");
    fs::create_dir_all(desk.cache()).expect("a folder where a file should be");
    assert_eq!(names(&mut desk.open()), "a/x");
}

#[test]
fn a_deck_that_cannot_be_read_in_pieces_is_read_whole() {
    let odd =
        "[[card]]\nid = 'x'\nkind = 'flash'\nprompt = 'P'\nback = 'B'\n[deck]\nid = 'odd'\ntitle = 'T'\n";
    let broken = format!("{}[[card]]\nid = 'y\nkind = 'flash'\n", deck("broken", &["x"]));
    let twice = deck("twice", &["x", "x", "y"]);
    let desk = Desk::new(&[("a", odd), ("b", &broken), ("c", &twice), ("d", "no deck at all = 1")]);
    let mut index = desk.open();
    assert_eq!(names(&mut index), "odd/x broken/x twice/x twice/y");
    for key in [CardKey::new("odd", "x"), CardKey::new("broken", "x"), CardKey::new("twice", "y")] {
        let (deck, _) = index.fetch(&key).unwrap_or_else(|| panic!("{key}"));
        assert_eq!((&deck.id, &deck.cards[0].id, deck.cards.len()), (&key.deck, &key.card, 1));
    }
}

#[test]
fn the_index_counts_the_problems_that_reading_finds() {
    let flawed = format!("{}difficulty = 9\n[[card]]\nid = 'z'\nkind = 'flash'\n", deck("flawed", &["x"]));
    let desk = Desk::new(&[
        ("a", &deck("a", &["x"])),
        ("b", &flawed),
        ("c", &deck("c", &["x", "x"])),
        ("d", &format!("{}x = ", deck("d", &["x"]))),
        ("e", "[deck]\nid = 'e'\n"),
    ]);
    let mut index = desk.open();
    let n_errors = |index: &Index| index.decks().iter().map(|deck| deck.n_errors).collect::<Vec<_>>();
    let read = index.sheets.iter().map(|sheet| {
        let (_, problems) = read_deck(&sheet.read().expect("a text"), SourceId(0));
        problems.iter().filter(|problem| problem.severity() == crate::model::Severity::Error).count()
    });
    let wanted: Vec<usize> = read.collect();
    assert!(wanted[1..].iter().all(|n| *n > 0), "{wanted:?}");
    assert_eq!(n_errors(&index), wanted);
    desk.write("b", &format!("# Again.\n{flawed}"));
    index.refresh();
    assert_eq!(n_errors(&index), wanted, "also of what was read before");
}

#[test]
fn two_programs_may_follow_the_same_decks() {
    let desk = Desk::new(&[("a", &deck("a", &["x"])), ("b", &deck("b", &["y"]))]);
    let (mut first, mut second) = (desk.open(), desk.open());
    desk.write("a", &deck("a", &["v", "w"]));
    second.refresh();
    assert_eq!(names(&mut second), "a/v a/w b/y");
    assert!(first.fetch(&CardKey::new("a", "w")).is_some(), "what the other one has read is found");
    assert_eq!(names(&mut first), "a/v a/w b/y");
    let other = desk.open_as("2", LATER_S);
    drop(other);
    first.refresh();
    assert_eq!(names(&mut first), "a/v a/w b/y", "another version has replaced everything");
}

#[test]
fn what_was_not_met_is_found_deck_by_deck() {
    let desk = Desk::new(&[("a", &deck("a", &["p", "q", "r"])), ("b", &deck("b", &["s", "t"]))]);
    let mut index = desk.open();
    let mut history = History::in_memory(Rules::default()).expect("a history");
    assert_eq!(unmet(&mut index, &history, None, 9), "p q r s t");
    assert_eq!(unmet(&mut index, &history, None, 4), "p q r s");
    assert_eq!(unmet(&mut index, &history, Some(&["b".to_owned()]), 9), "s t");
    let key = |deck: &str, card: &str| CardKey::new(deck, card);
    met(&mut history, &key("a", "q"), Deed::Suspended);
    met(&mut history, &key("b", "s"), Deed::Buried(Day(11)));
    assert_eq!(unmet(&mut index, &history, None, 9), "p r t");
    met(&mut history, &key("a", "p"), Deed::Suspended);
    met(&mut history, &key("a", "r"), Deed::Suspended);
    assert_eq!(history.met().expect("heaps").get("a"), Some(&index.files[0].names));
    assert_eq!(unmet(&mut index, &history, None, 9), "t");
    met(&mut history, &key("a", "q"), Deed::Resumed);
    assert_eq!(unmet(&mut index, &history, None, 9), "q t");
    // A card that is gone leaves the others to be found.
    met(&mut history, &key("b", "gone"), Deed::Suspended);
    met(&mut history, &key("b", "t"), Deed::Suspended);
    assert_eq!(unmet(&mut index, &history, None, 9), "q");
}
