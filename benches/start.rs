//! Measures how soon the program is there. Prints, asserts nothing.
//!
//! `cargo bench --bench start`: start to end of `--version` and of an empty program beside it, and in a real
//! pseudo-terminal the time until `ttl quiz concurrency` shows its first menu, and the time until a built-in trial has
//! said hello. What a trial costs in all is in `trials`.
#![expect(clippy::print_stdout, reason = "numbers for whoever asked")]
#![expect(clippy::disallowed_methods, reason = "starts the real program")]

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

const TTL: &str = env!("CARGO_BIN_EXE_ttl");
const TIMES: usize = 100;

fn main() {
    println!("{TIMES} times each: median, shortest, longest");
    report("an empty program", || whole("/bin/true", &[]));
    report("ttl --version", || whole(TTL, &["--version"]));
    // Nobody's history is touched.
    let home = tempfile::tempdir().expect("a folder");
    report("a quiz, first menu, the first time", || {
        first_menu(&home.path().join(fastrand::u64(..).to_string()))
    });
    report("ttl quiz concurrency, first menu", || first_menu(home.path()));
    report("a built-in trial, its first line", first_line);
}

fn report(what: &str, measure: impl Fn() -> Duration) {
    let mut times: Vec<Duration> = (0..TIMES).map(|_| measure()).collect();
    times.sort_unstable();
    println!("{what:<34} {:>9.2?} {:>9.2?} {:>9.2?}", times[TIMES / 2], times[0], times[TIMES - 1]);
}

fn whole(program: &str, arguments: &[&str]) -> Duration {
    let begun = Instant::now();
    Command::new(program).args(arguments).stdout(Stdio::null()).status().expect("it starts");
    begun.elapsed()
}

fn first_line() -> Duration {
    let begun = Instant::now();
    let mut trial = Command::new(TTL)
        .args(["__demo", "lost-update"])
        .env("TTL_PARAMS", r#"{"n":20,"python":false}"#)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut out = trial.stdout.take().expect("its output");
    let n = out.read(&mut [0; 64]).expect("a line");
    let taken = begun.elapsed();
    assert!(n > 0, "the trial says hello first");
    while out.read(&mut [0; 4096]).is_ok_and(|n| n > 0) {}
    trial.wait().expect("its end");
    taken
}

fn first_menu(home: &Path) -> Duration {
    let size = PtySize { rows: 40, cols: 100, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
    let mut command = CommandBuilder::new(TTL);
    command.args(["quiz", "concurrency", "--lang", "en"]);
    command.env("TTL_HOME", home);
    command.env("TERM", "xterm-256color");
    let mut reader = pair.master.try_clone_reader().expect("its output");
    let mut keys = pair.master.take_writer().expect("its input");
    let begun = Instant::now();
    let mut child = pair.slave.spawn_command(command).expect("ttl starts");
    drop(pair.slave);
    let (mut seen, mut piece) = (Vec::new(), [0; 4096]);
    while !String::from_utf8_lossy(&seen).contains("4) ") {
        let n = reader.read(&mut piece).expect("it goes on");
        seen.extend_from_slice(&piece[..n]);
    }
    let taken = begun.elapsed();
    keys.write_all(&[3]).expect("Ctrl-C");
    while reader.read(&mut piece).is_ok_and(|n| n > 0) {}
    child.wait().expect("its end");
    taken
}
