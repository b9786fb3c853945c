//! Tiny programs for tests of `lab`: each a shell script in a folder of its own, with a promise.
#![allow(dead_code, reason = "every test file uses a part of it")]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use nix::sys::signal::killpg;
use nix::unistd::Pid;
use tempfile::TempDir;
use ttl::lab::{Lab, LabError, Limits, LocalLab, Setup};
use ttl::model::{At, Ending, Evidence, Experiment, Trial, Value, Values};

/// What every script can do: report, announce the number of its group, say that it did what makes it late, and
/// that it came to its end.
const PRELUDE: &str = r#"
say() { printf '{"k":"obs","name":"%s","val":%s}\n' "$1" "$2"; }
end() { printf '{"k":"end","ok":true}\n'; }
say group $$
last_words() { say last_words 1; }
"#;

/// The name of every demo here.
const DEMO: &str = "program";

/// A demo that runs one script.
pub struct Program {
    folder: TempDir,
    script: String,
}

impl Program {
    /// A demo that runs `script` after the prelude.
    pub fn new(script: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Program { folder, script: format!("{PRELUDE}{script}\n") }
    }

    /// The folder of the demo: where the script runs.
    pub fn folder(&self) -> std::path::PathBuf {
        self.folder.path().join(DEMO)
    }

    /// A laboratory that knows only this demo (and those of the binary). `needs` is added to the promise.
    pub fn lab(&self, deadline_ms: u64, needs: &str) -> LocalLab {
        fs::create_dir_all(self.folder()).expect("the demo's folder");
        fs::write(self.folder().join("program.sh"), &self.script).expect("the script");
        fs::write(self.folder().join("demo.toml"), promise(deadline_ms, needs)).expect("the promise");
        lab_of(self.folder.path())
    }

    /// One trial of a program that ends by itself, however slow the machine is.
    pub fn trial(&self) -> Trial {
        run(&self.lab(60_000, "")).expect("it starts").trials.remove(0)
    }

    /// One trial of a program that has to be ended, after it has said its last words.
    ///
    /// A busy machine may take longer for that than a short deadline allows: then it gets a longer one.
    pub fn late_trial(&self) -> Trial {
        let mut deadlines = [400, 2_000, 10_000, 60_000].into_iter();
        loop {
            let deadline_ms = deadlines.next().expect("a program that starts within a minute");
            let trial = run(&self.lab(deadline_ms, "")).expect("it starts").trials.remove(0);
            assert_eq!(trial.ending, Ending::TimedOut(Duration::from_millis(deadline_ms)), "{trial:?}");
            if trial.value("last_words").is_some() {
                return trial;
            }
        }
    }
}

/// A laboratory that knows the demos of one folder (and those of the binary).
pub fn lab_of(folder: &Path) -> LocalLab {
    LocalLab::new(Setup {
        folders: vec![folder.to_owned()],
        program: None,
        environment: Box::new(|name| (name == "PATH").then(|| "/usr/bin:/bin".into())),
        languages: ttl::deck::known_languages(),
        seed: 7,
    })
    .expect("the folder can be listed")
}

/// One quiet trial.
pub fn run(lab: &LocalLab) -> Result<Evidence, LabError> {
    lab.run(&experiment(), Limits { trials: 1, budget: None }, &mut |_| true)
}

/// The demo with its defaults.
pub fn experiment() -> Experiment {
    experiment_of(DEMO)
}

/// Any demo with its defaults.
pub fn experiment_of(demo: &str) -> Experiment {
    Experiment {
        demo: At { value: demo.into(), ..At::default() },
        set: Values::new(),
        ..Experiment::default()
    }
}

/// A whole number that the trial reported.
pub fn number(trial: &Trial, name: &str) -> i64 {
    match trial.value(name) {
        Some(Value::Int(n)) => *n,
        other => panic!("{name} is {other:?}"),
    }
}

/// Waits until nobody in the trial's group lives.
pub fn assert_nobody_left(trial: &Trial) {
    let group = i32::try_from(number(trial, "group")).expect("a process number");
    assert_group_ends(Pid::from_raw(group));
}

/// Waits until nobody in the group lives.
pub fn assert_group_ends(group: Pid) {
    let start = Instant::now();
    while anybody_in(group) {
        assert!(start.elapsed() < Duration::from_secs(20), "somebody in group {group} lives on");
        std::thread::yield_now();
    }
}

/// Whether a process of the group lives; the dead whom nobody has buried yet do not count.
fn anybody_in(group: Pid) -> bool {
    if !Path::new("/proc/self/stat").exists() {
        return killpg(group, None).is_ok();
    }
    let numbers = fs::read_dir("/proc").expect("/proc can be listed").flatten();
    let mut stats = numbers.filter_map(|entry| fs::read_to_string(entry.path().join("stat")).ok());
    stats.any(|stat| {
        // After the name in brackets: state, parent, group.
        let mut rest = stat.rsplit(") ").next().unwrap_or("").split(' ');
        let dead = matches!(rest.next(), Some("Z" | "X") | None);
        !dead && rest.nth(1) == Some(&group.to_string())
    })
}

fn promise(deadline_ms: u64, needs: &str) -> String {
    let mut promise = format!(
        r#"[demo]
id = "{DEMO}"
title = {{ en = "A program", ko = "프로그램" }}
about = {{ en = "It ends in its own way.", ko = "저마다의 방식으로 끝납니다." }}
deadline_ms = {deadline_ms}
source = "program.sh"
command = ["sh", "program.sh"]

[[param]]
id = "n"
type = "int"
default = 3
min = 1
max = 9
help = {{ en = "how many", ko = "개수" }}
{needs}
"#
    );
    for (id, kind) in [("group", "int"), ("other", "int"), ("word", "text"), ("last_words", "int")] {
        promise.push_str(&format!(
            r#"
[[observation]]
id = "{id}"
type = "{kind}"
class = "forced"
stall = "none"
label = {{ en = "{id}", ko = "{id}" }}
meaning = {{ en = "What the script says.", ko = "스크립트가 말한 값입니다." }}
"#
        ));
    }
    promise
}
