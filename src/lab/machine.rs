//! This machine in a few words, for whoever reads a record elsewhere.
//!
//! Deliberately missing: names of hosts and users.

use std::fs;
use std::thread;

use nix::sys::utsname::uname;

/// System, processor and number of usable CPUs, as in `Linux 6.1 x86_64, 2 CPUs, Intel Xeon`.
pub fn machine() -> String {
    let system = uname().ok().map(|names| {
        let word = |name: &std::ffi::OsStr| name.to_string_lossy().into_owned();
        let release = word(names.release());
        // The digits up to the second point; the rest is for whoever built the kernel.
        let release = release.split(|c: char| !(c.is_ascii_digit() || c == '.')).next().unwrap_or_default();
        let release = release.split('.').take(2).collect::<Vec<_>>().join(".");
        format!("{} {release} {}", word(names.sysname()), word(names.machine()))
    });
    let n_cpus = thread::available_parallelism().map_or(1, usize::from);
    let cpus = if n_cpus == 1 { "1 CPU".to_owned() } else { format!("{n_cpus} CPUs") };
    let system = system.unwrap_or_else(|| std::env::consts::OS.to_owned());
    match model() {
        Some(model) => format!("{system}, {cpus}, {model}"),
        None => format!("{system}, {cpus}"),
    }
}

/// What the processor calls itself, on Linux.
fn model() -> Option<String> {
    let told = fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = told.lines().find(|line| line.starts_with("model name"))?;
    let name = line.split_once(':')?.1.replace("(R)", "").replace("(TM)", "");
    let name = name.split(" @ ").next().unwrap_or_default();
    Some(name.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|name| !name.is_empty())
}
