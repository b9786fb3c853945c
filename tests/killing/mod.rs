//! Sittings in a real pseudo-terminal that are killed at a moment that nobody chose, and what is on the disk afterwards.
//!
//! A moment is a number of bytes that the program has printed: it depends on no clock. Whoever has seen a verdict must find its
//! answer in the database, whatever else was going on.
#![allow(dead_code, reason = "the test and the bench use a part of it each")]

use std::io::{Read, Write};
use std::path::Path;

use fastrand::Rng;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use rusqlite::Connection;

/// So many cards the deck has: more than any sitting answers.
const N_CARDS: usize = 60;

/// What a sitting prints of each card, at least; a moment is drawn from so many bytes for a card.
const BYTES_A_CARD: u64 = 700;

/// Writes a deck of numbers into a working folder.
pub fn deck(folder: &Path) {
    let card = |i: usize| {
        format!(
            "[[card]]\nid = 'c{i}'\nkind = 'number'\nprompt = 'Number {i}?'\nexpect = {i}\nexplain = 'It is {i}.'\n"
        )
    };
    let cards: String = (0..N_CARDS).map(card).collect();
    std::fs::create_dir_all(folder.join("decks")).expect("a folder");
    std::fs::write(
        folder.join("decks/numbers.toml"),
        format!("[deck]\nid = 'numbers'\ntitle = 'Numbers'\n{cards}"),
    )
    .expect("a deck");
}

/// A sitting that answers every card as soon as it is asked and is killed after so many bytes; the cards whose verdicts were on the
/// screen by then.
pub fn killed_sitting(ttl: &str, folder: &Path, after_bytes: u64) -> usize {
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).expect("a terminal");
    let mut command = CommandBuilder::new(ttl);
    command.args([
        "quiz",
        "numbers",
        "--demo",
        "never",
        "--no-confidence",
        "--lang",
        "en",
        "--color",
        "never",
    ]);
    command.env_clear();
    command.env("TTL_HOME", folder.join("home"));
    command.env("TERM", "xterm-256color");
    command.cwd(folder);
    let mut child = pair.slave.spawn_command(command).expect("the program starts");
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().expect("what it prints");
    let mut keys = pair.master.take_writer().expect("keys");
    let (mut seen, mut chunk, mut n_asked) = (Vec::new(), [0; 256], 0);
    while let Ok(n @ 1..) = reader.read(&mut chunk) {
        seen.extend_from_slice(&chunk[..n]);
        if u64::try_from(seen.len()).expect("small") >= after_bytes {
            break;
        }
        // The field of the next card is there: it is answered, rightly or wrongly.
        let n_fields = count(&seen, b"a number");
        while n_asked < n_fields {
            let typed = if n_asked % 3 == 0 { n_asked + 1 } else { n_asked };
            if keys.write_all(format!("{typed}\r").as_bytes()).is_err() {
                break;
            }
            n_asked += 1;
        }
    }
    let _it_may_have_ended = child.kill();
    child.wait().expect("its end");
    // What it had printed before it was killed is still in the terminal.
    while let Ok(n @ 1..) = reader.read(&mut chunk) {
        seen.extend_from_slice(&chunk[..n]);
    }
    let text = String::from_utf8_lossy(&seen);
    assert!(!text.contains("not kept"), "{text}");
    count(&seen, "right ✓".as_bytes()) + count(&seen, "wrong ✗".as_bytes())
}

fn count(seen: &[u8], word: &[u8]) -> usize {
    seen.windows(word.len()).filter(|window| *window == word).count()
}

/// A moment within the first cards of a sitting.
pub fn moment(dice: &mut Rng) -> u64 {
    dice.u64(..BYTES_A_CARD * 12)
}

/// How many answers are in the database; panics where it does not open or is damaged.
pub fn kept(folder: &Path) -> usize {
    let path = folder.join("home/history.db");
    if !path.exists() {
        return 0;
    }
    let db = Connection::open(&path).expect("the database opens");
    let check: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("a check");
    assert_eq!(check, "ok");
    let has_log: bool = db
        .query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'entry'", [], |row| row.get(0))
        .expect("a schema");
    if !has_log {
        return 0;
    }
    db.query_row("SELECT count(*) FROM entry WHERE what = 'answered'", [], |row| row.get::<_, usize>(0))
        .expect("a number")
}
