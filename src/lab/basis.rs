//! What a run on this machine depends on: the program and its files, its settings, the machine, the tools that it is started with.
//!
//! Whatever could make an earlier run a lie today stands here; in doubt a fact more, which costs a run, rather than a fact less.
//! Deliberately missing: the variables of the environment (the door knows them all), and what a program reads outside of its
//! folder. A demo that needs a shared library is never kept: what a driver does cannot be seen in a file.

use std::fs;
use std::path::{Path, PathBuf};

use nix::sched::{CpuSet, sched_getaffinity};
use nix::sys::utsname::uname;
use nix::unistd::{Pid, geteuid};

use super::catalog::Home;
use super::disturbance::Gauges;
use super::interpreter;
use super::launch;
use super::local::{Environment, LocalLab};
use super::needs;
use super::running::RUNNING;
use super::wire;
use crate::claim;
use crate::model::{Basis, Experiment, Language, Launch, Program, Requirement};

/// Files of the system with one short answer each, as they stand.
const ANSWERS: [&str; 13] = [
    "/etc/machine-id",
    "/proc/self/limits",
    "/proc/sys/kernel/io_uring_disabled",
    "/proc/sys/kernel/perf_event_paranoid",
    "/proc/sys/kernel/randomize_va_space",
    "/proc/sys/kernel/sched_autogroup_enabled",
    "/proc/sys/kernel/sched_rt_runtime_us",
    "/proc/sys/kernel/yama/ptrace_scope",
    "/proc/sys/vm/overcommit_memory",
    "/sys/devices/system/clocksource/clocksource0/current_clocksource",
    "/sys/devices/system/cpu/online",
    "/sys/devices/system/cpu/smt/active",
    "/sys/kernel/mm/transparent_hugepage/enabled",
];

/// Where the system notes its shared libraries: written anew when one is installed or replaced.
const LIBRARIES: &str = "/etc/ld.so.cache";

/// Stand-ins that start another program than the one they are called by, as it suits them.
const STAND_INS: [&str; 6] = ["asdf", "mise", "proto-shim", "rtx", "snap", "volta-shim"];

/// What a run of the experiment depends on; none where that cannot be told.
pub(super) fn basis(lab: &LocalLab, experiment: &Experiment) -> Option<Basis> {
    let mut basis = Basis::default();
    // Also what starts and hears a program that is not in it.
    basis.contents.push(lab.image().to_owned());
    match &experiment.program {
        Some(program) => of_program(lab, program, &mut basis)?,
        None => of_demo(lab, experiment, &mut basis)?,
    }
    basis.facts.extend(lab.machine());
    basis.tools.push(PathBuf::from(LIBRARIES));
    Some(basis)
}

fn of_demo(lab: &LocalLab, experiment: &Experiment, basis: &mut Basis) -> Option<()> {
    let (spec, home) = lab.catalog().demo(&experiment.demo.value)?;
    basis.fact("demo", &spec.id);
    basis.fact("params", wire::params(&claim::settings(experiment, spec).0));
    let folder = match home {
        Home::Folder(folder) => {
            // Under another name it is started from another place.
            basis.fact("folder", std::path::absolute(folder).ok()?.display().to_string());
            basis.contents.push(folder.clone());
            folder.as_path()
        }
        Home::Inside(_) => Path::new(""),
        Home::Elsewhere(foreign) => {
            // What nobody agreed to leaves no evidence that could be kept.
            if lab.refusal(foreign).is_some() {
                return None;
            }
            basis.fact("agreed", &foreign.hash);
            Path::new("")
        }
    };
    let environment = lab.environment();
    for requirement in &spec.requires {
        match requirement {
            Requirement::Program { name, env, .. } => {
                let file = needs::executable(name, env.as_deref(), environment).ok();
                tool(basis, name, file);
            }
            Requirement::Library { .. } => return None,
            Requirement::Cpus { .. } | Requirement::Instrument { .. } => {}
        }
    }
    if let Launch::Program(argv) = &spec.launch {
        let name = argv.first().map_or("", String::as_str);
        tool(basis, name, launch::find(name, folder, environment("PATH")));
    }
    if interpreter::is_wanted(spec) {
        python(lab, basis);
    }
    Some(())
}

fn python(lab: &LocalLab, basis: &mut Basis) {
    tool(basis, "python", interpreter::named(lab.environment()));
    tool(basis, "python behind it", lab.python(RUNNING.pass()).map(Path::to_owned));
}

/// A program that a card brings along, and the language it is written in.
fn of_program(lab: &LocalLab, program: &Program, basis: &mut Basis) -> Option<()> {
    // Written out to the last field: whatever comes to be part of a program has to be decided here.
    let Program { lang, code, stdin, flags, deadline_ms, is_shown: _ } = program;
    basis.fact("lang", &lang.value);
    basis.fact("code", &code.value);
    basis.fact("stdin", stdin);
    basis.fact("flags", format!("{flags:?}"));
    basis.fact("deadline", format!("{deadline_ms:?}"));
    if lab.refusal(&lab.foreign_program(program)).is_some() {
        return None;
    }
    let language = lab.language(&lang.value)?;
    let Language { id: _, file, compile, run, flags, env, install: _ } = language;
    basis.fact("language", format!("{file:?} {compile:?} {run:?} {flags:?} {env:?}"));
    if env.as_deref() == Some(interpreter::VARIABLE) {
        python(lab, basis);
        return Some(());
    }
    for (number, file) in lab.tools(language, RUNNING.pass()).into_iter().enumerate() {
        stands_for_itself(&file, lab.environment(), basis)?;
        tool(basis, &format!("of the language {number}"), Some(file));
    }
    Some(())
}

/// Whether a tool is what its name says, or can be told from files: version managers put others in their place.
fn stands_for_itself(file: &Path, environment: &Environment, basis: &mut Basis) -> Option<()> {
    let real = file.canonicalize().ok()?;
    let name = real.file_name()?.to_string_lossy().into_owned();
    if name == "rustup" {
        let home = environment("RUSTUP_HOME").map(PathBuf::from);
        let home = home.or_else(|| Some(PathBuf::from(environment("HOME")?).join(".rustup")))?;
        basis.contents.extend([home.join("settings.toml"), home.join("update-hashes")]);
        return Some(());
    }
    let stands_in = STAND_INS.contains(&name.as_str()) || interpreter::is_script(&real);
    (!stands_in).then_some(())
}

/// A tool, by what its name leads to; also that it leads nowhere is a fact.
fn tool(basis: &mut Basis, name: &str, file: Option<PathBuf>) {
    let found = file.as_ref().map_or_else(String::new, |file| file.display().to_string());
    basis.fact(format!("tool {name}"), found);
    basis.tools.extend(file);
}

/// The machine as far as it shows from inside this process.
pub(super) fn machine() -> Vec<(String, String)> {
    let mut basis = Basis::default();
    if let Ok(system) = uname() {
        for part in [system.sysname(), system.release(), system.version(), system.machine()] {
            basis.fact("system", part.to_string_lossy());
        }
    }
    basis.fact("cpus", cpus());
    basis.fact("processor", lines("/proc/cpuinfo", &["model name", "microcode", "CPU part", "Hardware"]));
    basis.fact("memory", lines("/proc/meminfo", &["MemTotal", "SwapTotal"]));
    basis.fact(
        "rights",
        lines("/proc/self/status", &["CapEff", "CapBnd", "NoNewPrivs", "Seccomp:", "Cpus_allowed_list"]),
    );
    basis.fact("user", geteuid().to_string());
    for file in ANSWERS {
        basis.fact(file, fs::read_to_string(file).unwrap_or_default());
    }
    for limit in Gauges::find().limits() {
        basis.fact("limit", limit);
    }
    basis.facts
}

/// The CPUs that the calling thread may use.
fn cpus() -> String {
    let counted = std::thread::available_parallelism().map_or(0, usize::from);
    let allowed = sched_getaffinity(Pid::from_raw(0)).ok();
    let listed = allowed.map(|set| {
        let each = (0..CpuSet::count()).filter(|cpu| set.is_set(*cpu).unwrap_or(false));
        each.map(|cpu| cpu.to_string()).collect::<Vec<_>>().join(",")
    });
    format!("{counted} of {}", listed.unwrap_or_default())
}

/// The lines of a file that begin with one of these words, each once.
fn lines(file: &str, words: &[&str]) -> String {
    let text = fs::read_to_string(file).unwrap_or_default();
    let mut kept: Vec<&str> = Vec::new();
    for line in text.lines().filter(|line| words.iter().any(|word| line.starts_with(word))) {
        if !kept.contains(&line) {
            kept.push(line);
        }
    }
    kept.join("\n")
}

#[cfg(test)]
mod tests {
    use super::super::local::Setup;
    use super::*;
    use crate::model::{At, Place, Value, Values};

    fn lab(variables: &'static [(&'static str, &'static str)]) -> LocalLab {
        let look_up = move |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into())
        };
        let environment: Environment = Box::new(look_up);
        LocalLab::new(Setup {
            folders: Vec::new(),
            program: None,
            environment,
            seed: 1,
            languages: crate::deck::known_languages(),
        })
        .expect("a lab")
    }

    fn of(lab: &LocalLab, demo: &str, set: &[(&str, i64)]) -> Option<Basis> {
        let set: Values = set.iter().map(|(name, n)| ((*name).to_owned(), Value::Int(*n))).collect();
        let demo = At::new(demo.to_owned(), Place::default());
        basis(lab, &Experiment { demo, set, ..Experiment::default() })
    }

    #[test]
    fn the_same_experiment_stands_on_the_same_ground_and_other_settings_on_another() {
        let lab = lab(&[("PATH", "/usr/bin:/bin")]);
        let first = of(&lab, "lost-update", &[]);
        assert!(first.is_some());
        assert_eq!(first, of(&lab, "lost-update", &[]));
        assert_ne!(first, of(&lab, "lost-update", &[("n", 7)]));
        assert_eq!(first, of(&lab, "lost-update", &[("n", 20)]), "a default may be written out");
    }

    #[test]
    fn another_interpreter_is_another_ground() {
        let one = of(&lab(&[("PATH", "/bin"), ("TTL_PYTHON", "/bin/sh")]), "gil-cpu", &[]);
        let other = of(&lab(&[("PATH", "/bin"), ("TTL_PYTHON", "/bin/cat")]), "gil-cpu", &[]);
        assert!(one.is_some() && one != other);
    }

    #[test]
    fn a_card_program_stands_on_its_text_its_input_and_its_interpreter() {
        let lab = lab(&[("PATH", "/usr/bin:/bin")]);
        let of = |lang: &str, code: &str, stdin: &str| {
            let at = |words: &str| At::new(words.to_owned(), Place::default());
            let program =
                Program { lang: at(lang), code: at(code), stdin: stdin.into(), ..Program::default() };
            basis(&lab, &Experiment { program: Some(program), ..Experiment::default() })
        };
        let first = of("bash", "echo 1", "");
        assert!(first.as_ref().is_some_and(|basis| basis.tools.iter().any(|tool| tool.ends_with("bash"))));
        assert_eq!(first, of("bash", "echo 1", ""));
        assert!(first != of("bash", "echo 2", "") && first != of("bash", "echo 1", "x"));
        assert_eq!(of("no-such-language", "", ""), None);
    }

    #[test]
    fn a_stand_in_is_never_trusted_and_rustup_is_told_by_its_files() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        let environment: Environment = Box::new(|name| (name == "RUSTUP_HOME").then(|| "/r".into()));
        let mut basis = Basis::default();
        fs::write(at("shim"), "#!/bin/sh\n").expect("a script");
        fs::write(at("mise"), "\u{7f}ELF").expect("a program");
        fs::write(at("rustup"), "\u{7f}ELF").expect("a program");
        std::os::unix::fs::symlink(at("mise"), at("node")).expect("a link");
        std::os::unix::fs::symlink(at("rustup"), at("rustc")).expect("a link");
        for (name, trusted) in [("shim", false), ("node", false), ("rustc", true), ("none", false)] {
            let stands = stands_for_itself(&at(name), &environment, &mut basis).is_some();
            assert_eq!(stands, trusted, "{name}");
        }
        assert_eq!(basis.contents, [Path::new("/r/settings.toml"), Path::new("/r/update-hashes")]);
    }

    #[test]
    fn what_a_driver_does_is_never_kept() {
        assert_eq!(of(&lab(&[]), "gpu-submit", &[]), None);
        assert_eq!(of(&lab(&[]), "no-such-demo", &[]), None);
    }
}
