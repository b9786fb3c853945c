//! Nothing whose verdict was shown is lost, whenever the program is killed. `cargo bench --bench killed -- 1000` does it more often.

mod killing;

use fastrand::Rng;
use killing::{deck, kept, killed_sitting, moment};

const TTL: &str = env!("CARGO_BIN_EXE_ttl");

#[test]
fn an_answer_whose_verdict_was_shown_is_kept_whenever_the_program_is_killed() {
    let folder = tempfile::tempdir().expect("a folder");
    deck(folder.path());
    let (mut dice, mut n_shown, mut before) = (Rng::with_seed(0x7474_6c21), 0, 0);
    for _ in 0..12 {
        let shown = killed_sitting(TTL, folder.path(), moment(&mut dice));
        let now = kept(folder.path());
        assert!(now >= before + shown, "{shown} verdicts were shown, {} answers kept", now - before);
        (n_shown, before) = (n_shown + shown, now);
    }
    assert!(n_shown > 0, "no verdict was ever shown");
}

#[test]
fn two_programs_at_once_keep_what_each_has_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    deck(folder.path());
    let mut dice = Rng::with_seed(0x6b69_6c6c);
    for _ in 0..6 {
        // Every time from the beginning: also the making of the history is interrupted.
        let _not_yet = std::fs::remove_dir_all(folder.path().join("home"));
        let (before, moments) = (kept(folder.path()), [moment(&mut dice), moment(&mut dice)]);
        let shown: usize = std::thread::scope(|scope| {
            let folder = folder.path();
            let sittings = moments.map(|moment| scope.spawn(move || killed_sitting(TTL, folder, moment)));
            sittings.into_iter().map(|sitting| sitting.join().expect("a sitting")).sum()
        });
        let now = kept(folder.path());
        assert!(now >= before + shown, "{shown} verdicts were shown, {} answers kept", now - before);
    }
}
