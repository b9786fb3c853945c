//! Kills sittings at moments that nobody chose and looks whether every verdict that was shown has its answer in the database.
//!
//! `cargo bench --bench killed -- 1000`: so many kills of one sitting, then as many of two at once over one history.
#![expect(clippy::print_stdout, reason = "numbers for whoever asked")]

#[path = "../tests/killing/mod.rs"]
mod killing;

use fastrand::Rng;
use killing::{deck, kept, killed_sitting, moment};

const TTL: &str = env!("CARGO_BIN_EXE_ttl");

fn main() {
    let times = std::env::args().filter_map(|word| word.parse().ok()).next().unwrap_or(100);
    for at_once in [1, 2] {
        let (kills, shown, answers) = storm(times, at_once);
        println!("{at_once} at once: {kills} kills, {shown} verdicts shown, {answers} answers kept, 0 lost");
    }
}

/// So many kills; how many there were, how many verdicts were shown and how many answers were kept.
fn storm(times: usize, at_once: usize) -> (usize, usize, usize) {
    let folder = tempfile::tempdir().expect("a folder");
    deck(folder.path());
    let (mut dice, mut all_shown, mut before) = (Rng::with_seed(0x5749_4c4c), 0, 0);
    let mut kills = 0;
    while kills < times {
        let moments: Vec<u64> = (0..at_once).map(|_| moment(&mut dice)).collect();
        let shown: usize = std::thread::scope(|scope| {
            let sit = |after: u64| {
                scope.spawn({
                    let folder = folder.path();
                    move || killed_sitting(TTL, folder, after)
                })
            };
            let sittings: Vec<_> = moments.into_iter().map(sit).collect();
            sittings.into_iter().map(|sitting| sitting.join().expect("a sitting")).sum()
        });
        let now = kept(folder.path());
        assert!(now >= before + shown, "lost: {shown} verdicts were shown, {} answers kept", now - before);
        (kills, all_shown, before) = (kills + at_once, all_shown + shown, now);
    }
    (kills, all_shown, before)
}
