//! Measures how soon after a save `ttl check --watch` shows what is wrong, at a real pseudo-terminal. Prints, asserts nothing.
//!
//! `cargo bench --bench watch`: a deck of ten and one of a hundred cards is saved with a new mistake, by writing and by
//! renaming in turn; from the end of the save to the mistake on the screen.
#![expect(clippy::print_stdout, reason = "numbers for whoever asked")]

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

const TTL: &str = env!("CARGO_BIN_EXE_ttl");
const TIMES: usize = 50;

fn main() {
    println!("from a save to its mistake on the screen, {TIMES} times each: median, shortest, longest");
    for n_cards in [10, 100, 1000] {
        let mut times = saved(n_cards);
        times.sort_unstable();
        println!(
            "{n_cards:>5} cards {:>9.1?} {:>9.1?} {:>9.1?}",
            times[TIMES / 2],
            times[0],
            times[TIMES - 1]
        );
    }
}

fn deck(n_cards: usize, mistake: usize) -> String {
    let mut deck = "[deck]\nid = \"mine\"\ntitle = \"Mine\"\n".to_owned();
    for i in 0..n_cards {
        let claim =
            if i == n_cards / 2 { format!("mistake{mistake} == 1") } else { "forced.lost == 1".to_owned() };
        deck.push_str(&format!(
            "[[card]]\nid = \"c{i}\"\nkind = \"choice\"\nprompt = {{ en = \"Which?\", ko = \"어느 것?\" }}\n\
             demo = \"lost-update\"\n[[card.choice]]\nid = \"yes\"\ntext = {{ en = \"yes\", ko = \"예\" }}\n\
             correct = true\nclaim = \"{claim}\"\n\
             [[card.choice]]\nid = \"no\"\ntext = {{ en = \"no\", ko = \"아니요\" }}\ncorrect = false\n\
             claim = \"forced.lost == 9\"\n"
        ));
    }
    deck
}

fn saved(n_cards: usize) -> Vec<Duration> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("mine.toml");
    fs::write(&file, deck(n_cards, 0)).expect("a deck");
    let size = PtySize { rows: 40, cols: 100, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
    let mut command = CommandBuilder::new(TTL);
    command.args(["check", "--watch", "./mine.toml", "--lang", "en"]);
    command.env("TERM", "xterm-256color");
    command.env("TTL_HOME", folder.path().join("home"));
    command.cwd(folder.path());
    let mut reader = pair.master.try_clone_reader().expect("its output");
    let mut keys = pair.master.take_writer().expect("its input");
    let mut child = pair.slave.spawn_command(command).expect("ttl starts");
    drop(pair.slave);
    wait_for("mistake0", &mut reader);
    let times = (1..=TIMES).map(|mistake| {
        let text = deck(n_cards, mistake);
        save(&file, &text, mistake % 2 == 0);
        let begun = Instant::now();
        wait_for(&format!("mistake{mistake}"), &mut reader);
        begun.elapsed()
    });
    let times = times.collect();
    keys.write_all(b"q").expect("it takes keys");
    while reader.read(&mut [0; 4096]).is_ok_and(|n| n > 0) {}
    child.wait().expect("its end");
    times
}

fn save(file: &Path, text: &str, by_renaming: bool) {
    if !by_renaming {
        return fs::write(file, text).expect("a save");
    }
    let beside = file.with_extension("tmp");
    fs::write(&beside, text).expect("a save");
    fs::rename(&beside, file).expect("a save");
}

fn wait_for(words: &str, reader: &mut dyn Read) {
    let (mut seen, mut piece) = (Vec::new(), [0; 4096]);
    while !String::from_utf8_lossy(&seen).contains(words) {
        let n = reader.read(&mut piece).expect("it goes on");
        seen.extend_from_slice(&piece[..n]);
    }
}
