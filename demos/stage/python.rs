//! Running a few lines of real Python and reading what they found out.
//!
//! The interpreter is the one that `TTL_PYTHON` names, else `python3`. It runs isolated (`-I`), so nothing of the
//! learner's own installation takes part, and it answers with one JSON object on standard output. Deliberately missing:
//! installing anything, or looking for other interpreters.

use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use super::Limit;

/// What to say where there is no Python.
pub(crate) const MISSING: (&str, &str) = (
    "Python 3.8 or newer was not found; install it (Debian: `apt install python3`) or name one with TTL_PYTHON",
    "Python 3.8 이상을 찾지 못했습니다. 설치하거나(Debian: `apt install python3`) TTL_PYTHON으로 지정하세요",
);

/// What to say where the learner switched it off.
pub(crate) const SWITCHED_OFF: (&str, &str) =
    ("switched off by the parameter `python`", "매개변수 `python`으로 껐습니다");

/// What became of a script.
pub(crate) enum Answer {
    /// The JSON object it printed.
    Told(Value),
    /// There is no Python that could run it.
    Missing,
    /// It did not finish in time; nothing is known.
    Silent,
}

/// Runs `script` with `args` (its `sys.argv[1:]`) until it ends or the limit passes.
pub(crate) fn run(script: &str, args: &[String], limit: Limit) -> Answer {
    let python = std::env::var_os("TTL_PYTHON").filter(|p| !p.is_empty()).unwrap_or_else(|| "python3".into());
    let child = Command::new(python)
        .args(["-I", "-c", script])
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn();
    let Ok(mut child) = child else { return Answer::Missing };
    match end(&mut child, limit) {
        Some(true) => answer(child),
        Some(false) => Answer::Missing,
        None => Answer::Silent,
    }
}

/// Whether the child ended well; nothing where it was ended from outside or for being late.
fn end(child: &mut Child, limit: Limit) -> Option<bool> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.code().map(|code| code == 0),
            Ok(None) if !limit.passed() => thread::sleep(Duration::from_millis(1)),
            _ => {
                let _already_gone = child.kill();
                let _nobody_asks = child.wait();
                return None;
            }
        }
    }
}

/// The answer is a few hundred bytes and so fits into the pipe: it can be read after the end.
fn answer(mut child: Child) -> Answer {
    let mut text = String::new();
    let read = child.stdout.take().map(|mut out| out.read_to_string(&mut text));
    match (read, serde_json::from_str(&text)) {
        (Some(Ok(_)), Ok(value)) => Answer::Told(value),
        _ => Answer::Silent,
    }
}
