//! Measures what a trial costs, and how soon after its deadline everything is over. Prints, asserts nothing.
//!
//! `cargo bench --bench trials`
#![expect(clippy::print_stdout, reason = "numbers for whoever asked")]

#[path = "../tests/programs/mod.rs"]
mod programs;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use programs::{Program, experiment, experiment_of};
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

fn main() -> ExitCode {
    // The laboratory starts this very program again for the demos inside it.
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some("__demo") {
        return ttl_demos::run(&arguments.next().unwrap_or_default());
    }
    demos();
    println!("\ncost of one trial, 200 each (median, longest)");
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
    ExitCode::SUCCESS
}

/// Each demo once, with its ending; the first one that needs instruments has them checked.
fn demos() {
    println!("the demos, one trial each (process, everything)");
    let program = Program::new("end");
    let lab = program.lab(60_000, "");
    for demo in lab.demos() {
        let start = Instant::now();
        let experiment = experiment_of(&demo.id);
        let limits = Limits { trials: 1, budget: None };
        let evidence = lab.run(&experiment, limits, &mut |_| true).expect("it starts");
        let wall = start.elapsed();
        if let Some(missing) = &evidence.missing {
            println!("{:<58} {missing:?}", demo.id);
        }
        for trial in &evidence.trials {
            let how = if trial.complete { "complete" } else { "incomplete" };
            let (ending, n_rubbish) = (trial.ending, trial.n_rubbish);
            let name = format!("{} ({ending:?}, {how}, {n_rubbish} rubbish)", demo.id);
            println!("{name:<58} {:>10.1?} {wall:>10.1?}", trial.took);
        }
    }
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
