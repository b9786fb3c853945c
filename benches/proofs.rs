//! Measures what a check costs: a hundred cards that nobody proved before, the same cards again, and proofs in turn and side by side.
//! Prints, asserts nothing.
//!
//! `cargo bench --bench proofs`
#![expect(clippy::print_stdout, reason = "numbers for whoever asked")]
#![expect(clippy::disallowed_methods, reason = "starts the real program")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value as Json;

const TTL: &str = env!("CARGO_BIN_EXE_ttl");

/// Demos inside the binary that differ by a number: name, parameter, its first value, a finding.
const DEMOS: [(&str, &str, u32, &str); 4] = [
    ("delivery", "eat_a", 11, "nobody-is-waited-for"),
    ("coroutine-steps", "suspensions", 2, "creating-runs-nothing"),
    ("lost-update", "n", 2, "lock-loses-nothing"),
    ("address-space", "mib", 8, "threads-share-data-and-heap"),
];

/// How often the same is done again.
const TIMES: usize = 10;

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("hundred.toml"), hundred()).expect("a deck");
    let check = |arguments: &[&str]| check(folder.path(), arguments);
    println!("a hundred cards, each with an experiment of its own, five trials each");
    report("  nobody proved them before", check(&["./hundred.toml"]));
    let mut again: Vec<_> = (0..TIMES).map(|_| check(&["./hundred.toml"])).collect();
    again.sort_by_key(|(took, _)| *took);
    report("  unchanged, the median", again.swap_remove(TIMES / 2));
    report("  lint alone", check(&["./hundred.toml", "--no-run"]));

    println!("\nthe decks of the binary, nothing kept: in turn and side by side, one after the other");
    let n = std::thread::available_parallelism().map_or(1, usize::from).to_string();
    let (mut in_turn, mut beside) = (Duration::ZERO, Duration::ZERO);
    for _ in 0..TIMES / 2 {
        let (first, second) = (check(&["--no-cache", "-j", "1"]), check(&["--no-cache", "-j", &n]));
        (in_turn, beside) = (in_turn + first.0, beside + second.0);
        report("  -j 1", first);
        report(&format!("  -j {n}"), second);
    }
    println!("side by side takes {:.2} of the time", beside.as_secs_f64() / in_turn.as_secs_f64());
}

fn hundred() -> String {
    let mut deck = "[deck]\nid = \"hundred\"\ntitle = \"A hundred\"\n".to_owned();
    for i in 0..25 {
        for (demo, param, first, finding) in DEMOS {
            let value = first + i;
            deck.push_str(&format!(
                "[[card]]\nid = \"{demo}-{i}\"\nkind = \"choice\"\nprompt = \"Which?\"\n\
                 demo = {{ id = \"{demo}\", set = {{ {param} = {value} }} }}\n\
                 [[card.choice]]\nid = \"yes\"\ntext = \"yes\"\ncorrect = true\nfinding = \"{finding}\"\n\
                 [[card.choice]]\nid = \"no\"\ntext = \"no\"\ncorrect = false\nfinding = \"!{finding}\"\n"
            ));
        }
    }
    deck
}

fn check(folder: &Path, arguments: &[&str]) -> (Duration, Json) {
    let begun = Instant::now();
    let output = Command::new(TTL)
        .arg("check")
        .args(arguments)
        .arg("--json")
        .env("TTL_HOME", folder.join("home"))
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("it starts");
    let took = begun.elapsed();
    (took, serde_json::from_slice(&output.stdout).expect("a report"))
}

fn report(what: &str, (took, said): (Duration, Json)) {
    let counts = &said["counts"];
    println!(
        "{what:<30} {:>8.0} ms   {} claims proven, {} not shown, {} contradicted, {} runs",
        took.as_secs_f64() * 1e3,
        counts["proven"],
        counts["inconclusive"],
        counts["contradicted"],
        counts["trials"]
    );
}
