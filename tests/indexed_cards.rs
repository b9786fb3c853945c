//! A review over the index of the shelf, held against one over decks that were read whole: the same cards, the same facts, the same
//! choice of new ones.

use ttl::flow::{Cards, IndexedCards, Library, ReadCards};
use ttl::model::{CardKey, Day, Deed, Moment};
use ttl::store::{History, Index, Shelf};
use ttl::study::{Rules, meaning};

/// After every file of this machine was written.
const LATER_S: u64 = u64::MAX >> 2;

const TODAY: Day = Day(100);

fn index() -> Index {
    let sheets = Shelf::default().sheets().expect("the decks of the program");
    Index::open(None, "1", meaning, Box::new(|| LATER_S), sheets).expect("an index")
}

fn happened(history: &mut History, key: &CardKey, deed: Deed) {
    let entry = history.entry(Moment { ms: 1_000, offset_min: 0 }, key.clone(), deed).expect("an entry");
    history.append(&entry).expect("it is written");
}

#[test]
fn the_index_has_the_cards_that_reading_finds() {
    let library = Library::read(Shelf::default().all().expect("decks")).in_order();
    let everything = library.everything();
    let keys: Vec<CardKey> = everything.iter().map(|at| library.key(*at)).collect();
    let mut read = ReadCards::new(&library, everything);
    let mut indexed = IndexedCards::new(index(), |_| ());
    for key in &keys {
        assert_eq!(indexed.facts(key), read.facts(key), "{key}");
        let (ours, theirs) = (indexed.fetch(key).expect("a deck"), read.fetch(key).expect("a deck"));
        let (ours, theirs) = (ours.expect("it is there"), theirs.expect("it is there"));
        // A deck inside the program is read from its whole text, so that even places are the same.
        let here = format!("{:?}", theirs.cards[0].place.source);
        let wanted = format!("{:?}", theirs.cards).replace(&here, "SourceId(0)");
        assert_eq!(format!("{:?}", ours.cards), wanted, "{key}");
        assert_eq!((&ours.id, &ours.title), (&theirs.id, &theirs.title));
    }
    let nobody = CardKey::new(&keys[0].deck, "nobody");
    assert_eq!(indexed.facts(&nobody), None);
    assert!(indexed.fetch(&nobody).expect("the decks").is_none());
}

#[test]
fn the_index_chooses_the_new_cards_that_reading_would_choose() {
    let library = Library::read(Shelf::default().all().expect("decks")).in_order();
    let everything = library.everything();
    let keys: Vec<CardKey> = everything.iter().map(|at| library.key(*at)).collect();
    let read = ReadCards::new(&library, everything);
    let indexed = IndexedCards::new(index(), |_| ());
    let mut history = History::in_memory(Rules::default()).expect("a history");
    let agree = |history: &History| {
        for most in [0, 1, 7, 10_000] {
            let ours = indexed.unknown(history, TODAY, most).expect("keys");
            assert_eq!(ours, read.unknown(history, TODAY, most).expect("keys"), "{most}");
        }
        indexed.unknown(history, TODAY, 10_000).expect("keys").len()
    };
    assert_eq!(agree(&history), keys.len());
    let (first, rest) = keys.split_at(keys.len() / 2);
    first.iter().for_each(|key| happened(&mut history, key, Deed::Suspended));
    assert_eq!(agree(&history), rest.len());
    happened(&mut history, &rest[0], Deed::Buried(TODAY.later(1)));
    happened(&mut history, &rest[1], Deed::Buried(TODAY));
    happened(&mut history, &CardKey::new(&rest[0].deck, "gone"), Deed::Suspended);
    happened(&mut history, &first[0], Deed::Resumed);
    assert_eq!(agree(&history), rest.len());
    rest.iter().for_each(|key| happened(&mut history, key, Deed::Suspended));
    happened(&mut history, &first[0], Deed::Suspended);
    assert_eq!(agree(&history), 0);
}
