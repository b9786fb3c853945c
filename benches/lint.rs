//! Measures what linting costs. Prints, asserts nothing.
//!
//! `cargo bench --bench lint`: decks are generated, `ttl check FOLDER --no-run` reads them in a child process, and what the
//! kernel says of that child is printed: CPU time (user and system) and the most memory it ever held. Without an
//! argument the sizes are 10,000 and 100,000 cards; `cargo bench --bench lint -- 1000 write DIR` only writes decks.
//!
//! What is generated, and why so:
//! - 100 cards a file, as in the measurements of other tools, and a question of 60 to 200 bytes, which is what their cards
//!   had too. Half of the decks are Korean, four in ten English, one in ten has both languages in each text.
//! - The kinds of a course that mixes words to learn with questions to think about: 45 of 100 cards are flash cards, 25
//!   choice, 5 multi, 10 text, 7 number, 4 order, 4 match.
//! - 20 of 100 cards have a demo of the binary, as only some questions can be settled by a run. Their right choice names
//!   a finding; their wrong ones claim something over what the demo promises, and the number in the claim differs from
//!   card to card. Authors who write about the same demo compare the same few observations with the same few numbers:
//!   such claims repeat, a few hundred different ones in all. The last line of the report shows what it costs if
//!   no two cards made the same claim.
//! - One card in 200 has a mistake: a kind, an observation or a demo that does not exist, a value of the wrong type, an
//!   answer that is missing.
#![expect(clippy::print_stdout, reason = "numbers for whoever asked")]
#![expect(clippy::disallowed_methods, reason = "starts the real program")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

const TTL: &str = env!("CARGO_BIN_EXE_ttl");
const PER_DECK: usize = 100;
const TIMES: usize = 5;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["measure", folder] => measure(folder),
        [n, "write", folder] => write_decks(Path::new(folder), number(n), false),
        [] => [10_000, 100_000].into_iter().for_each(report),
        sizes => sizes.iter().map(|n| number(n)).for_each(report),
    }
}

fn number(word: &str) -> usize {
    word.parse().expect("a number of cards")
}

fn report(n_cards: usize) {
    for distinct in [false, true] {
        let folder = tempfile::tempdir().expect("a folder");
        write_decks(folder.path(), n_cards, distinct);
        let bytes: u64 = fs::read_dir(folder.path())
            .expect("decks")
            .flatten()
            .map(|f| f.metadata().map_or(0, |m| m.len()))
            .sum();
        let mut found: Vec<(i64, i64, i64)> = (0..TIMES).map(|_| measured(folder.path())).collect();
        found.sort_unstable();
        let ((cpu, ..), n_problems) = (found[TIMES / 2], found[0].2);
        let rss = found.iter().map(|(_, rss, _)| *rss).max().unwrap_or(0);
        let claims = if distinct { "no claim twice" } else { "claims repeat" };
        println!(
            "{n_cards:>7} cards, {:>5.1} MB, {claims:<14}: CPU {cpu:>5} ms (least {}), memory {:>4} MiB, {n_problems} problems",
            bytes as f64 / 1e6,
            found[0].0,
            rss / 1024,
        );
    }
}

/// CPU in ms, memory in KiB and problems of one call, asked of a process that has had no other child.
fn measured(folder: &Path) -> (i64, i64, i64) {
    let me = std::env::current_exe().expect("this program");
    let said = Command::new(me).arg("measure").arg(folder).output().expect("it starts");
    let words = String::from_utf8_lossy(&said.stdout).into_owned();
    let mut numbers = words.split_whitespace().filter_map(|word| word.parse().ok());
    let mut next = || numbers.next().unwrap_or_else(|| panic!("three numbers, not {words}"));
    (next(), next(), next())
}

fn measure(folder: &str) {
    let mut check = Command::new(TTL);
    check.args(["check", folder, "--no-run", "--lang", "en", "--color", "never"]).stderr(Stdio::null());
    let output = check.output().expect("it starts");
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("what the kernel says");
    let cpu = usage.user_time().num_milliseconds() + usage.system_time().num_milliseconds();
    let text = String::from_utf8_lossy(&output.stdout);
    let n_problems = text.matches("error[").count() + text.matches("warning[").count();
    println!("{cpu} {} {n_problems}", usage.max_rss());
}

fn write_decks(folder: &Path, n_cards: usize, distinct: bool) {
    fs::create_dir_all(folder).expect("a folder");
    let mut author = Author { rng: fastrand::Rng::with_seed(7), n: 0, distinct, language: Language::Korean };
    for deck in 0..n_cards.div_ceil(PER_DECK) {
        author.language = match deck % 10 {
            0..5 => Language::Korean,
            5..9 => Language::English,
            _ => Language::Both,
        };
        let mut text = format!("[deck]\nid = \"deck-{deck}\"\n{}\n", author.text("title", 2));
        for _ in 0..PER_DECK.min(n_cards - deck * PER_DECK) {
            text.push_str(&author.card());
        }
        fs::write(folder.join(format!("deck-{deck:05}.toml")), text).expect("a deck");
    }
}

#[derive(Clone, Copy)]
enum Language {
    Korean,
    English,
    Both,
}

/// A finding of a demo, and observations of it that can be compared with numbers.
const DEMOS: [(&str, &str, &[&str]); 2] = [
    ("gather-overlap", "waits-overlap", &["gather.max_waits_in_flight"]),
    ("lost-update", "lock-loses-nothing", &["mutex.lost", "forced.final"]),
];

const ENGLISH: [&str; 16] = [
    "thread",
    "task",
    "the scheduler",
    "waits for",
    "a lock",
    "returns",
    "blocks",
    "an event loop",
    "the kernel",
    "`await`",
    "one core",
    "before",
    "a future",
    "is polled",
    "never",
    "twice",
];
const KOREAN: [&str; 16] = [
    "스레드가",
    "태스크는",
    "스케줄러가",
    "기다리는",
    "잠금을",
    "반환한다",
    "멈춘다",
    "이벤트 루프",
    "커널이",
    "`await`",
    "코어 하나",
    "먼저",
    "퓨처를",
    "폴링한다",
    "결코",
    "두 번",
];

struct Author {
    rng: fastrand::Rng,
    n: usize,
    distinct: bool,
    language: Language,
}

impl Author {
    fn words(&mut self, words: &[&str], n: usize) -> String {
        (0..n).map(|_| words[self.rng.usize(..words.len())]).collect::<Vec<_>>().join(" ")
    }

    fn text(&mut self, key: &str, n: usize) -> String {
        let n = n + self.rng.usize(..=n / 2);
        match self.language {
            Language::Korean => format!("{key} = \"{}?\"", self.words(&KOREAN, n)),
            Language::English => format!("{key} = \"{}?\"", self.words(&ENGLISH, n)),
            Language::Both => {
                format!(
                    "{key}.en = \"{}?\"\n{key}.ko = \"{}?\"",
                    self.words(&ENGLISH, n),
                    self.words(&KOREAN, n)
                )
            }
        }
    }

    fn card(&mut self) -> String {
        self.n += 1;
        let (kind, has_demo) = match self.n % 100 {
            0..45 => ("flash", false),
            45..58 => ("choice", true),
            58..70 => ("choice", false),
            70..75 => ("multi", true),
            75..85 => ("text", false),
            85..87 => ("number", true),
            87..92 => ("number", false),
            92..96 => ("order", false),
            _ => ("match", false),
        };
        let mistake = (self.rng.usize(..200) == 0).then(|| self.rng.u8(..4));
        let written = if mistake == Some(0) { "flahs" } else { kind };
        let mut card = format!("\n[[card]]\nid = \"card-{}\"\nkind = \"{written}\"\n", self.n);
        if mistake != Some(1) {
            let _ = writeln!(card, "{}", self.text("prompt", 10));
        }
        if mistake == Some(2) {
            card.push_str("difficulty = \"hard\"\n");
        }
        let demo = self.rng.usize(..2);
        if has_demo {
            let name = if mistake == Some(3) { "lost-updat" } else { DEMOS[demo].0 };
            let _ = writeln!(card, "demo = \"{name}\"");
        }
        if self.n.is_multiple_of(4) {
            let _ = writeln!(card, "{}\ntags = [\"kernel\", \"waiting\"]", self.text("explain", 12));
        }
        self.answer(&mut card, kind, has_demo.then_some(demo));
        card
    }

    fn answer(&mut self, card: &mut String, kind: &str, demo: Option<usize>) {
        let _ = match (kind, demo) {
            ("flash", _) => writeln!(card, "{}", self.text("back", 6)),
            ("text", _) => writeln!(card, "accept = [\"epoll\", \"epoll_wait\"]"),
            ("number", Some(demo)) => writeln!(card, "observe = \"{}\"", DEMOS[demo].2[0]),
            ("number", None) => writeln!(card, "expect = {}\nwithin = \"10%\"", self.rng.u16(..)),
            ("order", _) => (0..4).try_for_each(|i| {
                let text = self.text("text", 3);
                writeln!(card, "[[card.item]]\nid = \"{i}\"\n{text}")
            }),
            ("match", _) => (0..3).try_for_each(|_| {
                let (left, right) = (self.text("left", 2), self.text("right", 3));
                writeln!(card, "[[card.pair]]\n{left}\n{right}")
            }),
            (_, demo) => (0..3).try_for_each(|i| self.choice(card, i, demo)),
        };
        if kind == "order" {
            // The key of a card stands before its first item.
            *card = card.replacen("[[card.item]]", "expect = [\"2\", \"0\", \"3\", \"1\"]\n[[card.item]]", 1);
        }
    }

    fn choice(&mut self, card: &mut String, i: usize, demo: Option<usize>) -> std::fmt::Result {
        let text = self.text("text", 5);
        writeln!(card, "[[card.choice]]\nid = \"{}\"\n{text}", ["a", "b", "c"][i])?;
        if i == 0 {
            writeln!(card, "correct = true")?;
        }
        match demo {
            None => Ok(()),
            Some(demo) if i == 0 => writeln!(card, "finding = \"{}\"", DEMOS[demo].1),
            Some(demo) => {
                let observations = DEMOS[demo].2;
                let name = observations[self.rng.usize(..observations.len())];
                let number = if self.distinct { 1000 + self.n * 3 + i } else { self.rng.usize(2..60) };
                writeln!(card, "claim = \"{name} == {number}\"")
            }
        }
    }
}
