//! From the start of `ttl review` to its first card, in a real pseudo-terminal, with the most memory that it ever held until then; and from
//! the start of other commands to their end.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

const TTL: &str = env!("CARGO_BIN_EXE_ttl");

/// Noon of the day on which everything is measured.
const NOW: &str = "2027-07-01T12:00:00Z";

/// Time and memory in KiB until the first card of a review is on the screen.
pub fn first_card(home: &Path) -> (Duration, u64) {
    let size = PtySize { rows: 40, cols: 100, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
    // Another folder: the decks of the working folder would count too.
    let elsewhere = tempfile::tempdir().expect("a folder");
    let mut command = CommandBuilder::new(TTL);
    command.args(["review", "--lang", "en", "--now", NOW]);
    command.env("TTL_HOME", home);
    command.env("TERM", "xterm-256color");
    command.cwd(elsewhere.path());
    let mut reader = pair.master.try_clone_reader().expect("its output");
    let mut keys = pair.master.take_writer().expect("its input");
    let begun = Instant::now();
    let mut child = pair.slave.spawn_command(command).expect("ttl starts");
    drop(pair.slave);
    let (mut seen, mut piece) = (Vec::new(), [0; 4096]);
    // Every question that was made up ends so.
    while !seen.contains(&b'?') {
        let n = reader.read(&mut piece).expect("it goes on");
        assert!(n > 0, "it ended: {}", String::from_utf8_lossy(&seen));
        seen.extend_from_slice(&piece[..n]);
    }
    let taken = begun.elapsed();
    let most = child.process_id().map_or(0, most_memory);
    keys.write_all(&[3]).expect("Ctrl-C");
    while reader.read(&mut piece).is_ok_and(|n| n > 0) {}
    child.wait().expect("its end");
    (taken, most)
}

/// How long a command takes from its start to its end; none: it does not end well.
pub fn whole(home: &Path, arguments: &[&str]) -> Option<Duration> {
    let elsewhere = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(TTL);
    command
        .args(arguments)
        .args(["--lang", "en", "--now", NOW])
        .env("TTL_HOME", home)
        .current_dir(elsewhere.path());
    let begun = Instant::now();
    let ended = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    ended.expect("it starts").success().then(|| begun.elapsed())
}

/// The most memory that a process ever held, in KiB.
fn most_memory(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).expect("what the kernel says");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a line");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}
