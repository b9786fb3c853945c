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
use super::local::LocalLab;
use super::needs;
use super::running::RUNNING;
use super::wire;
use crate::claim;
use crate::model::{Basis, Experiment, Launch, Requirement};

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

/// What a run of the experiment depends on; none where that cannot be told.
pub(super) fn basis(lab: &LocalLab, experiment: &Experiment) -> Option<Basis> {
    let (spec, home) = lab.catalog().demo(&experiment.demo.value)?;
    let mut basis = Basis::default();
    basis.fact("demo", &spec.id);
    basis.fact("params", wire::params(&claim::settings(experiment, spec).0));
    // Also what starts and hears a demo from a folder.
    basis.contents.push(lab.image().to_owned());
    let folder = match home {
        Home::Folder(folder) => {
            // Under another name it is started from another place.
            basis.fact("folder", std::path::absolute(folder).ok()?.display().to_string());
            basis.contents.push(folder.clone());
            folder.as_path()
        }
        Home::Inside(_) => Path::new(""),
    };
    let environment = lab.environment();
    for requirement in &spec.requires {
        match requirement {
            Requirement::Program { name, env, .. } => {
                let file = needs::program(name, env.as_deref(), environment).ok();
                tool(&mut basis, name, file);
            }
            Requirement::Library { .. } => return None,
            Requirement::Cpus { .. } | Requirement::Instrument { .. } => {}
        }
    }
    if let Launch::Program(argv) = &spec.launch {
        let name = argv.first().map_or("", String::as_str);
        tool(&mut basis, name, launch::find(name, folder, environment("PATH")));
    }
    if interpreter::is_wanted(spec) {
        tool(&mut basis, "python", interpreter::named(environment));
        tool(&mut basis, "python behind it", lab.python(RUNNING.pass()).map(Path::to_owned));
    }
    machine(&mut basis);
    Some(basis)
}

/// A tool, by what its name leads to; also that it leads nowhere is a fact.
fn tool(basis: &mut Basis, name: &str, file: Option<PathBuf>) {
    let found = file.as_ref().map_or_else(String::new, |file| file.display().to_string());
    basis.fact(format!("tool {name}"), found);
    basis.tools.extend(file);
}

/// The machine as far as it shows from inside this process.
fn machine(basis: &mut Basis) {
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
    basis.tools.push(PathBuf::from(LIBRARIES));
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
    use super::super::local::{Environment, Setup};
    use super::*;
    use crate::model::{At, Place, Value, Values};

    fn lab(variables: &'static [(&'static str, &'static str)]) -> LocalLab {
        let look_up = move |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into())
        };
        let environment: Environment = Box::new(look_up);
        LocalLab::new(Setup { folders: Vec::new(), program: None, environment, seed: 1 }).expect("a lab")
    }

    fn of(lab: &LocalLab, demo: &str, set: &[(&str, i64)]) -> Option<Basis> {
        let set: Values = set.iter().map(|(name, n)| ((*name).to_owned(), Value::Int(*n))).collect();
        let demo = At::new(demo.to_owned(), Place::default());
        basis(lab, &Experiment { demo, set, set_places: Vec::new() })
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
    fn what_a_driver_does_is_never_kept() {
        assert_eq!(of(&lab(&[]), "gpu-submit", &[]), None);
        assert_eq!(of(&lab(&[]), "no-such-demo", &[]), None);
    }
}
