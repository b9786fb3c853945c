//! `ttl stats` and `ttl` alone, by the real binary over the history of a learner who does not exist.

mod door;
mod learner;

use std::fs;

use door::{Door, Said};
use learner::{Learner, deck, deck_text};
use ttl::model::Day;

/// The evening of the 28th of November 2026 in Seoul.
const NOW: &str = "2026-11-28T21:00:00+09:00[Asia/Seoul]";
/// The same as a day.
const TODAY: Day = Day(20_785);

/// A door behind which somebody has learnt two decks for so many days until yesterday.
fn after(n_days: i32, lang: &str, width: usize) -> Door {
    let door = Door::new(lang).with("COLUMNS", &width.to_string()).with("LC_ALL", "C.UTF-8");
    let folder = door.folder().join("decks");
    fs::create_dir(&folder).expect("a folder");
    let texts = [("everyday", 90), ("machines", 60)].map(|(id, n)| deck_text(id, n));
    let decks = texts.each_ref().map(|text| deck(text));
    for (deck, text) in decks.iter().zip(&texts) {
        fs::write(folder.join(format!("{}.toml", deck.id)), text).expect("a deck");
    }
    let entries = Learner::default().live(&decks, TODAY.later(-n_days), n_days);
    learner::write(&entries, &door.folder().join("home/history.db"));
    door
}

fn say(door: &Door, arguments: &[&str]) -> Said {
    let said = door.say(&[arguments, &["--now", NOW]].concat(), "");
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{said:?}");
    said
}

#[test]
fn look() {
    for (width, lang) in [(80, "en"), (80, "ko"), (40, "ko")] {
        let door = after(70, lang, width);
        println!("{}", say(&door, &["stats"]).out);
        println!("{}", say(&door, &[]).out);
    }
}
