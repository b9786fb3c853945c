//! The same numbers to another thread and to another process: one gets a pointer, the other one gets every byte.
//!
//! The receiver adds the numbers up, so that it must really have them. What was written is counted by the kernel, for the
//! sender alone. Deliberately missing: forking after the numbers are there, which hands them over without a byte too (the
//! demo `address-space` shows why).

mod child;

use std::io;
use std::sync::{Arc, mpsc};
use std::thread;

use serde_json::json;

use crate::stage::memory::address;
use crate::stage::probe::{Probe, Written};
use crate::stage::{Kind, Stage, State, python, round};

/// The numbers that are passed on.
type Numbers = Vec<u64>;

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    let mib = stage.count("mib")?;
    let numbers: Arc<Numbers> = Arc::new((0..mib * 1024 * 1024 / 8).collect());
    let process = child::to_a_process(stage, &numbers)?;
    let thread = to_a_thread(stage, &numbers);
    // Drawing costs CPU time too, so a traced trial has nothing to compare.
    if let (Some(process), Some(thread), false) = (process, thread, stage.traced()) {
        stage.obs("cpu_ratio", round(process as f64 / thread.max(1) as f64, 2));
    }
    python::play(stage, &stage.cell("py"), ("pass.py", include_str!("pass.py")), &[mib.to_string()]);
    Ok(())
}

/// To a thread: what goes through the channel is a pointer. The CPU time of both sides.
fn to_a_thread(stage: &Stage, numbers: &Arc<Numbers>) -> Option<u64> {
    let cell = &stage.cell("thread");
    let (channel, other_end) = mpsc::channel::<Arc<Numbers>>();
    thread::scope(|scope| {
        let receiver = scope.spawn(move || {
            let (mut lane, probe) = (cell.lane("receiver"), Probe::start());
            let received = lane.watched_call("recv", || other_end.recv()).ok()?;
            let begun = lane.now();
            let sum: u64 = received.iter().sum();
            lane.span(State::Work, begun, lane.now());
            Some((probe.read(), sum, address(&received[0])))
        });

        let (mut lane, mut between) = (cell.lane("sender"), cell.lane("between"));
        let (probe, written) = (Probe::start(), Written::start());
        lane.watched_call("send", || channel.send(numbers.clone())).ok()?;
        let (health, bytes) = (probe.read(), written.bytes());
        between.mark(Kind::Hand, "pointer");

        let (its_health, sum, pointer) = receiver.join().ok()??;
        cell.health("sender", &health);
        cell.health("receiver", &its_health);
        match bytes {
            None => cell.skip("/proc/thread-self/io", NOT_COUNTED),
            Some(_) => cell.report(json!({
                "same_pointer": pointer == address(&numbers[0]),
                "sum_is_right": sum == numbers.iter().sum::<u64>(),
                "bytes": bytes,
            })),
        }
        Some(health.cpu_ns + its_health.cpu_ns)
    })
}

const NOT_COUNTED: (&str, &str) = (
    "this system does not count the bytes that a thread writes; run `ttl` on an ordinary Linux kernel",
    "이 시스템은 스레드가 쓰는 바이트를 세지 않습니다. 일반 Linux 커널에서 실행하세요",
);
