//! Runs `ttl check` again and again while the machine is disturbed, and counts what it says. Prints, asserts nothing.
//!
//! `cargo bench --bench disturbed -- 20 [idle] [load] [one-cpu] [stopped]` runs each scenario 20 times; without names, all.
//!
//! | scenario | what is done to the check |
//! |----------|---------------------------|
//! | idle     | nothing |
//! | load     | eight spinning processes beside it |
//! | one-cpu  | it and everything it starts may use one CPU only |
//! | stopped  | the running trial is stopped for 50 to 300 ms at random moments (SIGSTOP, SIGCONT) |
//!
//! A contradiction is a true statement that failed, a false one that held, or a conflict between trials: each must stay
//! at zero. Deliberately missing: CPU quotas, which need a cgroup of one's own.
#![expect(clippy::print_stdout, reason = "numbers for whoever asked")]
#![expect(clippy::disallowed_methods, reason = "starts the real program, and disturbs it by the clock")]

use std::collections::BTreeMap;
use std::fs;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::Value;

const SCENARIOS: [&str; 4] = ["idle", "load", "one-cpu", "stopped"];

/// What was said over all runs of a scenario.
#[derive(Default)]
struct Said {
    /// Claims by outcome.
    counts: BTreeMap<String, u64>,
    /// Claims that were not decided, with how often.
    open: BTreeMap<String, u64>,
    /// Claims that contradicted the author.
    contradictions: Vec<String>,
    stops: u64,
    exits: BTreeMap<Option<i32>, u64>,
    took: Duration,
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let times = words.iter().find_map(|word| word.parse().ok()).unwrap_or(3u32);
    for scenario in SCENARIOS {
        if words.iter().any(|word| SCENARIOS.contains(&word.as_str()))
            && !words.iter().any(|word| word == scenario)
        {
            continue;
        }
        let mut said = Said::default();
        let neighbours = if scenario == "load" { spinning() } else { Vec::new() };
        for run in 0..times {
            said.run(scenario, u64::from(run));
        }
        for mut neighbour in neighbours {
            let _ = neighbour.kill();
            let _ = neighbour.wait();
        }
        said.print(scenario, times);
    }
}

/// Eight processes that do nothing but use a CPU.
fn spinning() -> Vec<Child> {
    let one = || Command::new("sh").args(["-c", "while :; do :; done"]).stdout(Stdio::null()).spawn();
    (0..8).map(|_| one().expect("a shell")).collect()
}

impl Said {
    fn run(&mut self, scenario: &str, seed: u64) {
        let everything = sched_getaffinity(Pid::from_raw(0)).expect("the usable CPUs");
        if scenario == "one-cpu" {
            let mut one = CpuSet::new();
            one.set(0).expect("CPU 0");
            sched_setaffinity(Pid::from_raw(0), &one).expect("one CPU");
        }
        let begun = Instant::now();
        let check = Command::new(env!("CARGO_BIN_EXE_ttl"))
            .args(["check", "--json", "--lang", "en"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("ttl starts");
        sched_setaffinity(Pid::from_raw(0), &everything).expect("all CPUs again");
        let id = check.id();
        let reader = thread::spawn(move || check.wait_with_output().expect("its output"));
        if scenario == "stopped" {
            let mut random = fastrand::Rng::with_seed(seed);
            while !reader.is_finished() {
                self.stops += u64::from(stop_a_trial(id, &mut random));
            }
        }
        let output = reader.join().expect("no panic");
        self.took += begun.elapsed();
        *self.exits.entry(output.status.code()).or_default() += 1;
        self.read(&serde_json::from_slice(&output.stdout).expect("one JSON object"));
    }

    fn read(&mut self, report: &Value) {
        for card in report["cards"].as_array().into_iter().flatten() {
            for claim in card["claims"].as_array().into_iter().flatten() {
                let outcome = claim["outcome"].as_str().unwrap_or("?");
                let name = format!("{}/{} {outcome}", card["card"].as_str().unwrap_or("?"), claim["about"]);
                let wanted = if claim["author_says"] == "true" { "holds" } else { "fails" };
                *self.counts.entry(outcome.to_owned()).or_default() += 1;
                match outcome {
                    "inconclusive" | "unavailable" => *self.open.entry(name).or_default() += 1,
                    outcome if outcome != wanted => self.contradictions.push(format!("{name}: {claim}")),
                    _ => {}
                }
            }
        }
    }

    fn print(&self, scenario: &str, times: u32) {
        let all: u64 = self.counts.values().sum();
        let open = self.open.values().sum::<u64>();
        #[expect(clippy::cast_precision_loss, reason = "counts are small")]
        let conclusive = 100.0 * (all - open) as f64 / all.max(1) as f64;
        println!("\n{scenario}: {times} checks, {:.1} s each", self.took.as_secs_f64() / f64::from(times));
        println!("  {all} claims judged, {:?}; {conclusive:.1} % conclusive", self.counts);
        println!(
            "  contradictions: {}; stops: {}; exit codes: {:?}",
            self.contradictions.len(),
            self.stops,
            self.exits
        );
        self.contradictions.iter().for_each(|contradiction| println!("  CONTRADICTION {contradiction}"));
        for (name, n) in &self.open {
            println!("    {n:>3} x {name}");
        }
    }
}

/// Waits a little, then stops whatever trial runs for a while; whether there was one.
fn stop_a_trial(check: u32, random: &mut fastrand::Rng) -> bool {
    thread::sleep(Duration::from_millis(random.u64(5..80)));
    let Some(trial) = child_of(check) else { return false };
    // The trial leads its own group, so Python and forked children stop with it.
    let group = Pid::from_raw(-trial);
    if kill(group, Signal::SIGSTOP).is_err() {
        return false;
    }
    thread::sleep(Duration::from_millis(random.u64(50..300)));
    let _ = kill(group, Signal::SIGCONT);
    true
}

fn child_of(parent: u32) -> Option<i32> {
    let folders = fs::read_dir("/proc").ok()?;
    folders.flatten().filter_map(|folder| folder.file_name().to_str()?.parse().ok()).find(|id: &i32| {
        let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        // The name may hold blanks; what follows its closing bracket does not.
        let after = stat.rsplit_once(')').map_or("", |(_, after)| after);
        after.split_whitespace().nth(1) == Some(&parent.to_string())
    })
}
