//! Measures what a trial costs, and how soon after its deadline everything is over. Prints, asserts nothing.
//!
//! `cargo bench --bench trials`
#![expect(clippy::print_stdout, reason = "numbers for whoever asked")]

#[path = "../tests/programs/mod.rs"]
mod programs;

use std::time::{Duration, Instant};

use programs::{Program, experiment};
use ttl::lab::{Lab, Limits, LocalLab};
use ttl::model::Evidence;

const DEADLINE_MS: u64 = 300;

/// Programs that have to be ended, each in its own way.
const LATE: [(&str, &str); 6] = [
    ("sleeps for ever", "exec sleep 1000"),
    ("ignores being asked", "trap '' TERM; while :; do sleep 1000; done"),
    ("stands still", "kill -STOP $$"),
    ("grandchild holds the pipe", "(trap '' TERM; sleep 1000) & sleep 1000"),
    ("grandchild left the group", "trap '' TERM; setsid sleep 3 & while :; do sleep 1000; done"),
    ("closed its output", "exec >&- 2>&-; exec sleep 1000"),
];

fn main() {
    println!("cost of one trial, 200 each (median, longest)");
    report(
        "from start to end of an empty shell script",
        &costs("exit", |evidence, _| evidence.trials[0].took),
    );
    report("  with everything around it", &costs("exit", |_, wall| wall));

    println!("\nfrom the deadline until everything is over, 20 each (median, longest)");
    let deadline = Duration::from_millis(DEADLINE_MS);
    for (name, script) in LATE {
        let program = Program::new(script);
        let lab = program.lab(DEADLINE_MS, "");
        let late: Vec<_> = (0..20).map(|_| timed(&lab).1.saturating_sub(deadline)).collect();
        report(name, &late);
    }
    let leaves = "while read -r pid name state parent group session rest < /proc/$g/stat; [ $session = $$ ]; do :; done";
    let program = Program::new(&format!("setsid sleep 3 & g=$!; {leaves}"));
    let lab = program.lab(60_000, "");
    let early: Vec<_> = (0..20).map(|_| timed(&lab).1).collect();
    report("ends at once, grandchild left the group (from the start)", &early);
}

fn costs(script: &str, of: impl Fn(&Evidence, Duration) -> Duration) -> Vec<Duration> {
    let program = Program::new(script);
    let lab = program.lab(60_000, "");
    let cost = |_| {
        let (evidence, wall) = timed(&lab);
        of(&evidence, wall)
    };
    (0..200).map(cost).collect()
}

fn timed(lab: &LocalLab) -> (Evidence, Duration) {
    let start = Instant::now();
    let limits = Limits { trials: 1, budget: None };
    let evidence = lab.run(&experiment(), limits, &mut |_| true).expect("it starts");
    (evidence, start.elapsed())
}

fn report(name: &str, times: &[Duration]) {
    let mut times = times.to_vec();
    times.sort();
    let (median, longest) = (times[times.len() / 2], times[times.len() - 1]);
    println!("{name:<58} {median:>10.1?} {longest:>10.1?}");
}
