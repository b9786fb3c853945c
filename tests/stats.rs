//! `ttl stats` and `ttl` alone, by the real binary over the history of a learner who does not exist.
//!
//! Whole screens are kept in `tests/transcripts`. When they are to change: `TTL_BLESS=1 cargo test --test stats` writes them anew.

mod door;
mod learner;

use std::fs;
use std::path::Path;

use door::{Door, Said};
use learner::{Learner, deck, deck_text};
use serde_json::Value as Json;
use ttl::model::Day;
use unicode_width::UnicodeWidthStr;

/// The evening of the 28th of November 2026 in Seoul.
const NOW: &str = "2026-11-28T21:00:00+09:00[Asia/Seoul]";
/// The same as a day.
const TODAY: Day = Day(20_785);
/// How the pages are looked at.
const SIGHTS: [(&str, &str); 6] =
    [("en", "40"), ("en", "80"), ("en", "120"), ("ko", "40"), ("ko", "80"), ("ko", "120")];

/// A door behind which somebody has learnt two decks for so many days until yesterday.
fn after(n_days: i32) -> Door {
    let door = Door::new("en");
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

/// What is said on that evening, with these variables.
fn say(door: &Door, variables: &[(&str, &str)], arguments: &[&str]) -> Said {
    let mut command = door.command(&[arguments, &["--now", NOW]].concat());
    let output = command.envs(variables.iter().copied()).output().expect("it ends");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// The same where nothing may go wrong.
fn page(door: &Door, variables: &[(&str, &str)], arguments: &[&str]) -> String {
    let said = say(door, variables, arguments);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{said:?}");
    said.out
}

fn json(door: &Door, arguments: &[&str]) -> Json {
    serde_json::from_str(&page(door, &[], &[&["stats", "--json"], arguments].concat())).expect("JSON")
}

/// Holds a text against the transcript of that name.
#[expect(clippy::disallowed_methods, reason = "whoever changes a page asks for new transcripts this way")]
fn assert_kept(name: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/transcripts/{name}.txt"));
    if std::env::var_os("TTL_BLESS").is_some() {
        fs::create_dir_all(file.parent().expect("a folder")).expect("it can be made");
        fs::write(&file, text).expect("it can be written");
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == text, "{name} is not what was kept: TTL_BLESS=1 cargo test --test stats\n{text}");
}

#[test]
fn whole_pages_are_as_they_were_kept() {
    let (long, short) = (after(70), after(3));
    for (lang, columns) in SIGHTS {
        let sight = [("TTL_LANG", lang), ("COLUMNS", columns)];
        let home = page(&long, &sight, &[]);
        assert_kept(
            &format!("stats-{lang}-{columns}"),
            &format!("{}\n{home}", page(&long, &sight, &["stats"])),
        );
        if columns == "80" {
            let home = page(&short, &sight, &[]);
            assert_kept(
                &format!("stats-{lang}-few"),
                &format!("{}\n{home}", page(&short, &sight, &["stats"])),
            );
        }
    }
}

#[test]
fn no_line_is_wider_than_the_paper() {
    let (long, newcomer) = (after(70), Door::new("en"));
    for (lang, columns) in SIGHTS {
        let sight = [("TTL_LANG", lang), ("COLUMNS", columns)];
        let pages = [
            page(&long, &sight, &["stats"]),
            page(&long, &sight, &["stats", "waiting"]),
            page(&long, &sight, &[]),
            page(&newcomer, &sight, &["stats"]),
            page(&newcomer, &sight, &[]),
        ];
        let room: usize = columns.parse().expect("a number");
        for line in pages.iter().flat_map(|page| page.lines()) {
            assert!(line.width() <= room, "{lang} {columns}: {line}");
        }
    }
}

#[test]
fn neither_colour_nor_letters_beyond_ascii_carry_a_fact() {
    let door = after(70);
    let plain = page(&door, &[], &["stats"]);
    let forced = [("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")];
    assert_eq!(page(&door, &forced, &["stats"]), plain);
    let coloured = page(&door, &forced[..1], &["stats"]);
    assert!(coloured.contains('\u{1b}'));
    let bare = |text: &str| console::strip_ansi_codes(text).replace('`', "");
    assert_eq!(bare(&coloured), bare(&plain));
    let ascii = page(&door, &[("LC_ALL", "C")], &["stats"]);
    assert!(ascii.is_ascii(), "{ascii}");
    assert_kept("stats-en-ascii", &ascii);
    assert_eq!(page(&door, &[], &["stats", "--plain"]), plain);
}

/// Answers of every day, by its date.
fn by_day(stats: &Json) -> Vec<(String, u64)> {
    let days = stats["days"].as_array().expect("days").iter();
    days.map(|day| {
        (day["day"].as_str().expect("a date").to_owned(), day["answers"].as_u64().expect("a number"))
    })
    .collect()
}

#[test]
fn parts_add_up_to_the_whole_whether_decks_or_tags_are_named() {
    let door = after(40);
    let all = json(&door, &[]);
    for parts in [vec!["everyday", "machines"], vec!["waiting", "threads", "memory"]] {
        let each: Vec<Json> = parts.iter().map(|part| json(&door, &[part])).collect();
        for key in ["answers", "right", "wrong", "new", "asked", "kept", "took_ms"] {
            let sum: u64 = each.iter().map(|part| part["totals"][key].as_u64().expect("a number")).sum();
            assert_eq!(Some(sum), all["totals"][key].as_u64(), "{parts:?} {key}");
        }
        let due: u64 = each.iter().map(|part| part["due"]["today"].as_u64().expect("a number")).sum();
        assert_eq!(Some(due), all["due"]["today"].as_u64());
        let together = json(&door, &parts);
        assert_eq!(by_day(&together), by_day(&all), "{parts:?}");
        assert_eq!(together["confidence"], all["confidence"], "{parts:?}");
    }
}

#[test]
fn what_is_told_to_programs_is_what_the_page_says() {
    let door = after(70);
    let (stats, text) = (json(&door, &[]), page(&door, &[], &["stats"]));
    let totals = &stats["totals"];
    assert!(
        text.contains(&format!("In all: {} answers, {} right", totals["answers"], totals["right"])),
        "{text}"
    );
    let due = &stats["due"];
    assert!(
        text.contains(&format!("{} cards due today, {} of them", due["today"], due["overdue"])),
        "{text}"
    );
    let held: Vec<&Json> =
        stats["beliefs"].as_array().expect("beliefs").iter().filter(|b| b["held"] == true).collect();
    assert!(!held.is_empty());
    for belief in held {
        let latest = belief["shown"].as_array().expect("answers").iter().find(|it| it["mended"] == false);
        let card = latest.expect("one that is not mended")["card"].as_str().expect("a card");
        assert!(text.contains(&format!("next: ttl quiz {card}\n")), "{card}: {text}");
        assert!(text.contains(belief["text"]["en"].as_str().expect("its words")), "{text}");
    }
    assert_eq!(stats["today"], "2026-11-28");
}

#[test]
fn every_key_that_is_told_to_programs_is_documented() {
    let page =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/stats.md")).expect("a page");
    fn keys(value: &Json, found: &mut Vec<String>) {
        match value {
            Json::Object(object) => object.iter().for_each(|(key, value)| {
                found.push(key.clone());
                keys(value, found);
            }),
            Json::Array(all) => all.iter().for_each(|value| keys(value, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    keys(&json(&after(20), &[]), &mut found);
    found.sort();
    found.dedup();
    let languages = ["en", "ko"];
    let missing: Vec<_> = found
        .iter()
        .filter(|key| !languages.contains(&key.as_str()) && !page.contains(&format!("`{key}`")))
        .collect();
    assert!(found.len() > 40 && missing.is_empty(), "{missing:?}");
}

#[test]
fn a_deck_that_is_gone_is_still_counted_but_nothing_of_it_is_due() {
    let door = after(70);
    let of = |stats: &Json, id: &str| {
        let mut decks = stats["decks"].as_array().expect("decks").iter();
        decks.find(|deck| deck["id"] == id).cloned().expect("a deck")
    };
    let before = json(&door, &[]);
    fs::remove_file(door.folder().join("decks/machines.toml")).expect("a deck");
    let after = json(&door, &[]);
    let (was, is) = (of(&before, "machines"), of(&after, "machines"));
    assert!(was["due"].as_u64() > Some(0) && was["cards"] == 60, "{was}");
    assert_eq!((is["due"].as_u64(), &is["cards"], &is["new"]), (Some(0), &Json::Null, &Json::Null));
    assert_eq!((&is["answers"], &after["totals"]), (&was["answers"], &before["totals"]));
    assert_eq!(of(&after, "everyday"), of(&before, "everyday"));
    let text = page(&door, &[], &["stats"]);
    assert!(text.contains("card `machines-29` is in no deck here any more"), "{text}");
}

#[test]
fn who_has_no_answers_is_told_what_to_type_and_nothing_is_made() {
    for (lang, words) in [("en", "There are no answers yet."), ("ko", "아직 답한 카드가 없습니다.")]
    {
        let door = Door::new(lang);
        let text = page(&door, &[], &["stats"]);
        assert!(text.contains(words) && text.contains("ttl quiz concurrency"), "{text}");
        let of_a_tag = page(&door, &[], &["stats", "waiting"]);
        assert!(of_a_tag.contains("`waiting`") && of_a_tag.contains("ttl quiz waiting"), "{of_a_tag}");
        assert_eq!(json(&door, &[])["totals"]["answers"], 0);
        page(&door, &[], &[]);
        assert!(!door.folder().join("home/history.db").exists());
    }
}

#[test]
fn what_names_nothing_is_told_with_what_was_meant() {
    let said = say(&after(3), &[], &["stats", "everyda"]);
    assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{said:?}");
    assert!(said.err.contains("`everyda`") && said.err.contains("`everyday`"), "{said:?}");
}

#[test]
fn alone_it_takes_five_lines_whatever_there_is() {
    for n_days in [0, 1, 3, 40] {
        let door = after(n_days);
        for (lang, columns) in SIGHTS {
            let text = page(&door, &[("TTL_LANG", lang), ("COLUMNS", columns)], &[]);
            assert!(text.lines().count() <= 5, "{text}");
            assert!(text.contains("  ttl "), "{text}");
        }
    }
}

#[test]
fn alone_it_promises_what_a_review_asks() {
    let door = after(70);
    let home = page(&door, &[], &[]);
    let review = page(&door, &[], &["review", "--json"]);
    let question = review.lines().find(|line| line.contains(r#""event":"question""#)).expect("a question");
    let question: Json = serde_json::from_str(question).expect("JSON");
    let numbers = home.lines().next().expect("a line").split(" · ").filter(|part| !part.contains("of them"));
    let sum: u64 = numbers
        .map(|part| part.split(' ').next().and_then(|n| n.parse::<u64>().ok()).expect("a number"))
        .sum();
    assert_eq!(question["total"].as_u64(), Some(sum), "{home}");
}

#[test]
fn alone_it_speaks_also_where_the_history_cannot_be_read() {
    let newer = |path: &Path| {
        let mut bytes = fs::read(path).expect("a history");
        // The number of its shape, as SQLite keeps it in the head of the file.
        bytes[60..64].copy_from_slice(&99_u32.to_be_bytes());
        bytes
    };
    for (lang, of_newer, of_damaged) in
        [("en", "was written by a newer ttl", "is damaged"), ("ko", "더 새로운 ttl이", "손상되었거나")]
    {
        let door = after(1);
        let path = door.folder().join("home/history.db");
        for (bytes, words) in [(newer(&path), of_newer), (b"no database at all".repeat(9), of_damaged)] {
            fs::write(&path, &bytes).expect("a file");
            let text = page(&door, &[("TTL_LANG", lang)], &[]);
            let first = text.lines().next().unwrap_or_default();
            assert!(first.contains(words) && text.contains("ttl history"), "{text}");
            assert!(text.lines().count() <= 5, "{text}");
            assert_eq!(fs::read(&path).expect("a file"), bytes, "it stays as it is");
        }
    }
}
