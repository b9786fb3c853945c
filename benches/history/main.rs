//! Measures what remembering costs: one answer on the disk, what is due among many cards, and a whole log in and out.
//! Prints; asserts only that the made-up log is taken in as if its answers had been given one by one.
//!
//! `cargo bench --bench history`: 100,000 cards and 1,000,000 answers of a made-up learner (`learner`), as 100 decks of 1,000 cards and
//! as one of 100,000 (`decks`). They are made once and kept in `target/bench-history`; remove that folder where the shape of the
//! database changes. `cargo bench --bench history -- 10000 100000`: other sizes.
#![expect(clippy::print_stdout, reason = "numbers for whoever asked")]
#![expect(clippy::disallowed_methods, reason = "starts itself again, to measure in a fresh process")]

mod decks;
mod learner;
mod start;

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use learner::{Size, TODAY};
use nix::sys::resource::{UsageWho, getrusage};
use ttl::model::{Deed, DueOrder, Entry, Moment, Preferences};
use ttl::store::{History, Index, Scope, Shelf};
use ttl::study::Rules;
use ttl::study::progress::DayCount;

/// How many answers are given one by one.
const N_ANSWERS: usize = 2_000;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["answer", home, seed] => answer(Path::new(home), seed.parse().expect("a number")),
        ["look", home] => look(Path::new(home)),
        ["in-child", words @ ..] => in_child(words),
        [n_cards, n_reviews] => {
            report(n_cards.parse().expect("a number"), n_reviews.parse().expect("a number"))
        }
        _ => report(100_000, 1_000_000),
    }
}

fn rules() -> Rules {
    Rules::new(&Preferences::default(), &[])
}

fn open(home: &Path) -> History {
    History::open(&home.join("history.db"), |parameters| Rules::new(&Preferences::default(), parameters))
        .expect("a history")
}

fn report(n_cards: usize, n_reviews: usize) {
    one_by_one_is_the_same();
    for per_deck in [1_000.min(n_cards), n_cards] {
        let size = Size { n_cards, n_reviews, per_deck };
        println!("\n{n_cards} cards in {} decks, {n_reviews} answers", size.n_decks());
        let home = made(size);
        let bytes = fs::metadata(home.join("history.db")).expect("a file").len();
        println!("  {:<40} {:>9.1} MB", "the database", bytes as f64 / 1e6);
        let _not_indexed_yet = fs::remove_dir_all(home.join("cache"));
        for times in ["the decks are read for the first time", "again", "and again"] {
            println!("  {times}:");
            child(&["look".as_ref(), home.as_os_str()]);
        }
        first_cards(&home);
        commands(&home);
        if per_deck < n_cards {
            let copy = copied(&home);
            answers(copy.path());
            whole_log(copy.path());
        }
    }
}

/// The home with everything in it, made if it is not there.
fn made(size: Size) -> PathBuf {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).with_file_name("bench-history");
    let home = target.join(format!("{}-{}-{}", size.n_cards, size.n_reviews, size.per_deck));
    if home.join("done").exists() {
        return home;
    }
    let _nothing_there = fs::remove_dir_all(&home);
    decks::write(&home.join("decks"), size);
    let lines = home.join("log.jsonl");
    let mut out = BufWriter::new(File::create(&lines).expect("a file"));
    learner::entries(size, &rules())
        .for_each(|entry| writeln!(out, "{}", learner::line(&entry)).expect("room"));
    out.flush().expect("room");
    let mut history = open(&home);
    let mut log = BufReader::new(File::open(&lines).expect("the log"));
    let joined = timed("taking the log in", || history.import("log.jsonl", &mut log).expect("lines"));
    println!("  {joined:?}");
    drop(history);
    fs::write(home.join("done"), "").expect("room");
    home
}

/// What was taken in as lines is what comes of the same answers one by one.
fn one_by_one_is_the_same() {
    let size = Size { n_cards: 300, n_reviews: 2_000, per_deck: 100 };
    let (mut given, mut taken) =
        (History::in_memory(rules()).expect("one"), History::in_memory(rules()).expect("another"));
    let mut lines = String::new();
    for entry in learner::entries(size, &rules()) {
        given.append(&entry).expect("it is written");
        lines.push_str(&learner::line(&entry));
        lines.push('\n');
    }
    taken.import("log", &mut lines.as_bytes()).expect("lines");
    let said = |history: &History| {
        let mut lines = Vec::new();
        history.export(&mut lines).expect("lines");
        let mut known = history.all_known().expect("cards");
        known.sort_by(|a, b| a.key.cmp(&b.key));
        // Sums of fractions depend on their order.
        let days = history.days(&Scope::All).expect("days");
        let days: Vec<_> = days.into_iter().map(|day| DayCount { recall: 0.0, ..day }).collect();
        (lines, format!("{known:?}"), days, history.showings(&Scope::All).expect("beliefs"))
    };
    assert!(said(&given) == said(&taken), "the made-up log gives another database");
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let done = work();
    tell(what, begun.elapsed());
    done
}

fn tell(what: &str, took: Duration) {
    println!("  {what:<40} {:>9.2} ms", took.as_secs_f64() * 1e3);
}

/// A copy of the history alone, to be changed.
fn copied(home: &Path) -> tempfile::TempDir {
    // Beside the original: the folder for temporary files may be in memory.
    let copy = tempfile::tempdir_in(home.parent().expect("a folder")).expect("a folder");
    let file = copy.path().join("history.db");
    fs::copy(home.join("history.db"), &file).expect("room");
    // Otherwise the first answers wait for the copy.
    File::open(&file).and_then(|file| file.sync_all()).expect("a disk");
    copy
}

/// Answers one by one, from one process and from two.
fn answers(home: &Path) {
    let me = std::env::current_exe().expect("this program");
    for n in [1_u64, 2] {
        println!("  {N_ANSWERS} answers from each of {n} processes, median, 99th of 100, longest:");
        let start = |seed: u64| {
            let mut answer = Command::new(&me);
            answer.arg("answer").arg(home).arg((n * 10 + seed).to_string()).spawn().expect("it starts")
        };
        let children: Vec<_> = (0..n).map(start).collect();
        children.into_iter().for_each(|mut child| assert!(child.wait().expect("an end").success()));
    }
}

/// Writes and syncs as much as an answer does, to a file that grows, and says how long that took: what the disk asks for just now.
fn bare(probe: &mut File) -> Duration {
    let begun = Instant::now();
    probe.write_all(&[7; 36 * 1024]).and_then(|()| probe.sync_data()).expect("room");
    begun.elapsed()
}

fn spread(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    println!("  {what:<40} {:>9.3} ms {:>9.3} ms {:>9.3} ms", at(0.5), at(0.99), at(1.0));
}

/// Gives answers to cards that are due, as a sitting does.
fn answer(home: &Path, seed: u64) {
    let mut history = open(home);
    let known = history.due(TODAY, TODAY, DueOrder::Due, 0, 100_000).expect("cards");
    let mut rng = fastrand::Rng::with_seed(seed);
    let size = Size { n_cards: 1_000, n_reviews: N_ANSWERS, per_deck: 1_000 };
    let rules = rules();
    let answered = learner::entries(size, &rules).filter(|entry| matches!(entry.deed, Deed::Answered(_)));
    let mut probe = File::create(home.join(format!("probe-{seed}"))).expect("a file");
    let (mut times, mut bares) = (Vec::new(), Vec::new());
    for (i, made) in answered.enumerate() {
        let key = known[rng.usize(..known.len())].key.clone();
        let Deed::Answered(mut review) = made.deed else { continue };
        review.day = TODAY;
        let now =
            Moment { ms: i64::from(TODAY.0) * 86_400_000 + 43_200_000 + i as i64 * 5_000, offset_min: 0 };
        let begun = Instant::now();
        let entry: Entry = history.entry(now, key, Deed::Answered(review)).expect("an entry");
        history.append(&entry).expect("it is written");
        times.push(begun.elapsed());
        bares.push(bare(&mut probe));
    }
    spread("  an answer", times);
    spread("  36 KiB bare, in turn with the answers", bares);
}

/// A whole log, out and in and thought through again.
fn whole_log(home: &Path) {
    let mut history = open(home);
    let lines = home.join("out.jsonl");
    let mut out = BufWriter::new(File::create(&lines).expect("a file"));
    let n = timed("all lines out", || history.export(&mut out).expect("lines"));
    drop(out);
    timed("everything thought out anew", || history.settle_anew().expect("it is settled"));
    let mut log = BufReader::new(File::open(&lines).expect("the log"));
    let joined = timed("the same lines in again", || history.import("out.jsonl", &mut log).expect("lines"));
    println!("  {n} lines, {joined:?}");
}

/// From the start of the program to the first card: for the first time, and later.
fn first_cards(home: &Path) {
    // By now another program has followed the decks with another index.
    let (time, most) = start::first_card(home);
    println!(
        "  {:<40} {:>9.2?} {:>9.1} MiB",
        "ttl review, the decks not read before",
        time,
        most as f64 / 1024.0
    );
    let found: Vec<_> = (0..50).map(|_| start::first_card(home)).collect();
    spread("ttl review to its first card, 50 times", found.iter().map(|(time, _)| *time).collect());
    let most = found.iter().map(|(_, most)| *most).max().unwrap_or(0);
    println!("  {:<40} {:>9.1} MiB", "the most memory", most as f64 / 1024.0);
}

/// What commands cost that look at everything.
fn commands(home: &Path) {
    for arguments in [&["stats"][..], &["stats", "--json"], &["history"]] {
        let what = format!("ttl {}", arguments.join(" "));
        let times: Option<Vec<Duration>> = (0..20).map(|_| start::whole(home, arguments)).collect();
        match times {
            Some(times) => spread(&what, times),
            None => println!("  {what:<40} does not end well"),
        }
    }
}

/// What a look into the history costs a program that just started.
fn look(home: &Path) {
    let history = timed("opened", || open(home));
    for order in [DueOrder::Due, DueOrder::Forgetting] {
        let due = timed(&format!("200 cards due ({order:?})"), || {
            history.due(TODAY, TODAY, order, 0, 200).expect("cards")
        });
        assert!(due.len() == 200, "many cards are due");
    }
    let sheets = timed("decks found", || Shelf::new(vec![home.join("decks")]).sheets().expect("decks"));
    let path = home.join("cache/looked.db");
    let now_s = || 4_000_000_000;
    let open = || Index::open(Some(&path), "1", ttl::study::meaning, Box::new(now_s), sheets);
    let mut index = timed("the index of the decks", || open().expect("an index"));
    // Not those inside the program, which nobody has answered.
    let mut decks: Vec<String> = index.decks().into_iter().map(|deck| deck.id).collect();
    decks.retain(|id| id.starts_with("deck-"));
    let new = timed("no card is new", || index.unmet(&history, TODAY, Some(&decks), 74).expect("keys").len());
    let due = history.due(TODAY, TODAY, DueOrder::Due, 0, 264).expect("cards");
    let there =
        timed("264 cards are there", || due.iter().filter(|known| index.facts(&known.key).is_some()).count());
    timed("a card read", || index.fetch(&due[0].key).expect("a card"));
    assert!(there == 264 && new == 0, "{there} there, {new} new");
    let days = timed("every day", || history.days(&Scope::All).expect("days"));
    timed("what was foreseen", || history.foreseen_by_tenths(&Scope::All).expect("tenths"));
    let held = timed("beliefs", || history.showings(&Scope::All).expect("beliefs"));
    timed("how much there is", || history.extent().expect("numbers"));
    let known = timed("every card", || history.all_known().expect("cards"));
    println!("  {} days, {} beliefs, {} cards", days.len(), held.len(), known.len());
}

/// Runs this program again and tells how much memory it ever held.
fn child(words: &[&std::ffi::OsStr]) {
    let me = std::env::current_exe().expect("this program");
    let ended = Command::new(me).arg("in-child").args(words).status().expect("it starts");
    assert!(ended.success());
}

fn in_child(words: &[&str]) {
    let me = std::env::current_exe().expect("this program");
    let begun = Instant::now();
    let ended = Command::new(me).args(words).stdin(Stdio::null()).status().expect("it starts");
    assert!(ended.success());
    tell("in all, with the start of the process", begun.elapsed());
    let most = getrusage(UsageWho::RUSAGE_CHILDREN).expect("what the kernel says").max_rss();
    println!("  {:<40} {:>9.1} MiB", "the most memory", most as f64 / 1024.0);
}
