//! Running a few lines of real Python and reading what they found out.
//!
//! The interpreter is the one that `TTL_PYTHON` names, else `python3`. It runs isolated (`-I`), so nothing of the
//! learner's own installation takes part, and it speaks the language of the report through `stage.py`. Deliberately missing:
//! installing anything, or looking for other interpreters.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use super::{Cell, Stage};

/// What to say where there is no Python.
pub(crate) const MISSING: (&str, &str) = (
    "Python 3.8 or newer was not found; install it (Debian: `apt install python3`) or name one with TTL_PYTHON",
    "Python 3.8 이상을 찾지 못했습니다. 설치하거나(Debian: `apt install python3`) TTL_PYTHON으로 지정하세요",
);

/// What to say where the learner switched it off.
pub(crate) const SWITCHED_OFF: (&str, &str) =
    ("switched off by the parameter `python`", "매개변수 `python`으로 껐습니다");

/// Both files as they are, so that a complaint of Python names the file and the line: the stage becomes a module, the script
/// the program.
const BOOT: &str = "import sys, types
name, stage_py, script = sys.argv[1:4]
sys.argv[:4] = [name]
stage = sys.modules['stage'] = types.ModuleType('stage')
exec(compile(stage_py, 'stage.py', 'exec'), stage.__dict__)
exec(compile(script, name, 'exec'), {'__name__': '__main__'})";

/// A script of a demo: its name, its text.
pub(crate) type Script = (&'static str, &'static str);

/// Runs a script that says `import stage` with `args` (its `sys.argv[1:]`), and hands what it reports on as the report of `cell`.
/// Says what is missing where there is no Python, or where the learner switched it off. A script that does not finish in time
/// leaves nothing.
pub(crate) fn play(stage: &Stage, cell: &Cell, script: Script, args: &[String]) {
    play_in(stage, &[cell], script, args);
}

/// The same for a script that reports on several cells; it names the cell of every line, or means the first one.
pub(crate) fn play_in(stage: &Stage, cells: &[&Cell], script: Script, args: &[String]) {
    let [first, ..] = cells else { return };
    let skip = |why| cells.iter().for_each(|cell| cell.skip("python3", why));
    if let Ok(false) = stage.flag("python") {
        return skip(SWITCHED_OFF);
    }
    match run(stage, first, script, args) {
        End::Well(lines) => lines.into_iter().for_each(|line| first.line(line)),
        End::Missing => skip(MISSING),
        End::Silent => {}
    }
}

/// What became of a script.
enum End {
    /// It ended well and reported this.
    Well(Vec<Value>),
    /// There is no Python that could run it.
    Missing,
    /// It did not finish in time, or failed on its way; nothing is known.
    Silent,
}

fn run(stage: &Stage, cell: &Cell, (name, script): Script, args: &[String]) -> End {
    let python = std::env::var_os("TTL_PYTHON").filter(|p| !p.is_empty()).unwrap_or_else(|| "python3".into());
    let child = Command::new(python)
        .args(["-I", "-c", BOOT, name, include_str!("stage.py"), script])
        .args(args)
        .env("TTL_CELL", cell.id())
        .env("TTL_START_NS", stage.start_ns().to_string())
        .env("TTL_DEADLINE_MS", stage.left().as_millis().to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn();
    let Ok(mut child) = child else { return End::Missing };
    let reader = child.stdout.take().map(|out| thread::spawn(move || lines_of(out)));
    match end(&mut child, stage) {
        Some(0) => reader.and_then(|lines| lines.join().ok()).map_or(End::Silent, End::Well),
        // Too old for `stage.py`, and what a shell or a shim gives that finds no such program.
        Some(75 | 126 | 127) => End::Missing,
        _ => End::Silent,
    }
}

/// The exit status of the child; nothing where it was ended from outside or for being late.
fn end(child: &mut Child, stage: &Stage) -> Option<i32> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.code(),
            Ok(None) if !stage.over() => thread::sleep(Duration::from_millis(1)),
            _ => {
                let _already_gone = child.kill();
                let _nobody_asks = child.wait();
                return None;
            }
        }
    }
}

fn lines_of(out: ChildStdout) -> Vec<Value> {
    BufReader::new(out)
        .lines()
        .map_while(Result::ok)
        .filter_map(|line| serde_json::from_str(&line).ok())
        .collect()
}
