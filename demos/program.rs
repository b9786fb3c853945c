//! Runs somebody else's program and notes from outside what it does. Not a demo of its own: it is what a card's program is run by.
//!
//! The program is started as it stands; nothing is put into it. It reads the input that was given and writes into pipes that are
//! emptied all the time, so that it never waits for us. Deliberately missing: compilers and languages. Whoever calls has done that.

use std::fs;
use std::io::{self, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::{self, ScopedJoinHandle};
use std::time::{Duration, Instant};

use nix::sys::resource::{Usage, UsageWho, getrusage};
use nix::sys::signal::Signal;
use nix::sys::wait::{Id, WaitPidFlag, WaitStatus, waitid};
use nix::unistd::Pid;
use serde::Deserialize;

use crate::stage::{Stage, census};

/// More than this, in bytes, is not kept: nobody predicts a page of output.
const MOST: usize = 16 << 10;

/// Between two looks at the threads of the program.
const LOOK_EVERY: Duration = Duration::from_millis(1);

/// What is to be run.
#[derive(Deserialize)]
struct Order {
    run: Vec<String>,
    stdin: String,
}

/// Runs the program that `TTL_PROGRAM` describes and reports the standard observations.
pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    let order: Order = serde_json::from_str(&std::env::var("TTL_PROGRAM").map_err(io::Error::other)?)?;
    let (file, arguments) = order.run.split_first().ok_or_else(|| io::Error::other("no command"))?;
    let mut command = Command::new(file);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // A program sees the environment of the learner's shell, not what we tell each other.
    for name in ["PROGRAM", "PARAMS", "TRIAL", "SEED", "TRACE", "DEADLINE_MS"] {
        command.env_remove(format!("TTL_{name}"));
    }
    // A panic says the same on every machine, whatever its owner likes to see.
    command.env_remove("RUST_BACKTRACE");
    let begun = Instant::now();
    let mut child = command.spawn()?;
    let (stdout, stderr, threads) = listen(&mut child, &order.stdin)?;
    let status = child.wait()?;
    let took = begun.elapsed();
    stage.obs("compiles", true);
    report_text(stage, "stdout", stdout, true);
    report_text(stage, "stderr", stderr, false);
    report_ending(stage, status);
    if let Some(threads) = threads {
        stage.obs("threads_max", threads);
    }
    stage.obs("wall_ms", took.as_secs_f64() * 1e3);
    report_usage(stage, &getrusage(UsageWho::RUSAGE_CHILDREN)?);
    Ok(())
}

type Heard = io::Result<Vec<u8>>;

/// Feeds the program and hears all that it says, until it has ended; also the most threads that were seen.
fn listen(child: &mut Child, input: &str) -> io::Result<(Vec<u8>, Vec<u8>, Option<usize>)> {
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let id = Pid::from_raw(i32::try_from(child.id()).map_err(io::Error::other)?);
    thread::scope(|scope| {
        let feed = scope.spawn(move || {
            // A program that does not read its input is none the worse for it.
            let _not_read = stdin.map(|mut pipe| pipe.write_all(input.as_bytes()));
        });
        let out = scope.spawn(move || hear(stdout));
        let err = scope.spawn(move || hear(stderr));
        let threads = watch_threads(id)?;
        let joined = |heard: ScopedJoinHandle<'_, Heard>| {
            heard.join().unwrap_or_else(|_| Err(io::Error::other("a listener is gone")))
        };
        let heard = (joined(out)?, joined(err)?, threads);
        let _fed = feed.join();
        Ok(heard)
    })
}

/// Everything that comes out of a pipe; what is beyond the limit is read and dropped.
fn hear(pipe: Option<impl Read>) -> Heard {
    let mut kept = Vec::new();
    let Some(mut pipe) = pipe else { return Ok(kept) };
    (&mut pipe).take(MOST as u64 + 1).read_to_end(&mut kept)?;
    io::copy(&mut pipe, &mut io::sink())?;
    Ok(kept)
}

/// The most threads that were seen at once until the program ended. It is left unreaped, so that its number stays its own.
fn watch_threads(id: Pid) -> io::Result<Option<usize>> {
    let mut most = None;
    loop {
        let status = fs::read_to_string(format!("/proc/{id}/status")).ok();
        most = most.max(status.as_deref().and_then(census::parse));
        match waitid(Id::Pid(id), WaitPidFlag::WEXITED | WaitPidFlag::WNOWAIT | WaitPidFlag::WNOHANG) {
            Ok(WaitStatus::StillAlive) | Err(nix::errno::Errno::EINTR) => thread::sleep(LOOK_EVERY),
            Ok(_) => return Ok(most),
            Err(error) => return Err(error.into()),
        }
    }
}

fn report_text(stage: &Stage, name: &str, bytes: Vec<u8>, with_lines: bool) {
    if bytes.len() > MOST {
        let why = (
            "it wrote more than 16 KiB, which nobody can predict; let it print less",
            "출력이 16 KiB를 넘어 예측할 수 없습니다. 더 적게 출력하도록 바꾸세요",
        );
        return stage.skip_one(name, name, why);
    }
    let Ok(text) = String::from_utf8(bytes) else {
        let why = (
            "it wrote bytes that are not UTF-8 text; let it print text",
            "UTF-8 글이 아닌 바이트를 출력했습니다. 글을 출력하도록 바꾸세요",
        );
        return stage.skip_one(name, name, why);
    };
    let text = text.trim_end();
    if with_lines {
        stage.obs(&format!("{name}_lines"), text.lines().map(str::trim_end).collect::<Vec<_>>());
    }
    stage.obs(name, text);
}

fn report_ending(stage: &Stage, status: ExitStatus) {
    let signal = status.signal();
    stage.obs("exit_code", status.code().or(signal.map(|signal| 128 + signal)));
    let name = signal.map(|number| Signal::try_from(number).map_or("unknown", Signal::as_str));
    stage.obs("signal", name.unwrap_or("none"));
}

fn report_usage(stage: &Stage, usage: &Usage) {
    let ms = |time: nix::sys::time::TimeVal| time.tv_sec() as f64 * 1e3 + time.tv_usec() as f64 / 1e3;
    stage.obs("cpu_ms", ms(usage.user_time()) + ms(usage.system_time()));
    stage.obs("max_rss_kib", usage.max_rss());
    stage.obs("voluntary_switches", usage.voluntary_context_switches());
    stage.obs("involuntary_switches", usage.involuntary_context_switches());
}
