//! The waiters as threads: each of them asleep in a `read` of its own.

use std::io;
use std::sync::atomic::AtomicI32;
use std::thread::{self, Builder};

use serde_json::json;

use super::Bill;
use super::picture::{Count, sample};
use super::waiter::{switches_in_a_while, until_asleep, wait_at};
use crate::stage::probe::{OneCpu, switches_of_others};
use crate::stage::{Cell, Stage};

/// Threads are made in bouts of so many. The quietest bout, in which others took least of the CPU, tells what one of them costs.
const BOUT: usize = 50;

/// Lets `n` threads wait, and then go. Nothing when time ran out, or when the system refused a thread.
pub(super) fn wait(stage: &Stage, cell: &Cell, n: u64, stack: &str) -> io::Result<Option<Bill>> {
    let stack = if stack == "64k" { 64 << 10 } else { 2 << 20 };
    let (gate, key) = io::pipe()?; // nothing is ever written: the gate opens when the key is dropped
    let ids: Vec<AtomicI32> = (0..n).map(|_| AtomicI32::new(0)).collect();
    let (mut count, limit) = (Count::new(cell, n), stage.within(stage.left()));
    let Some(mut bill) = Bill::open() else { return Ok(None) };
    thread::scope(|scope| {
        let (mut threads, mut numbers, mut bouts) = (Vec::new(), 0.., Vec::new());
        for bout in ids.chunks(BOUT) {
            let (making, aside) = (OneCpu::start(), bill.aside_ns);
            for (id, number) in bout.iter().zip(&mut numbers) {
                let (gate, lane) = (&gate, sample(number, n).map(|lane| cell.lane(lane)));
                let thread = Builder::new().stack_size(stack);
                let Ok(thread) = thread.spawn_scoped(scope, move || wait_at(gate, id, lane)) else {
                    cell.skip("threads", REFUSED);
                    return Ok(None); // the key is dropped, so all others end
                };
                threads.push(thread);
                count.note(number);
            }
            if !bill.aside(|| bout.iter().all(|id| until_asleep(id, limit))) {
                return Ok(None);
            }
            let health = making.read();
            bouts.push((
                health,
                health.cpu_ns.saturating_sub(bill.aside_ns - aside) as f64 / bout.len() as f64,
            ));
        }
        bill.all_wait(cell, n);
        let while_asleep = bill.aside(switches_in_a_while);
        drop(key);
        for thread in threads {
            let _it_ends_well = thread.join();
        }
        if let Some((health, cpu_ns)) = bouts.into_iter().min_by_key(|(health, _)| health.delay_ns) {
            bill.making_ns = cpu_ns;
            cell.health("first", &health);
        }
        let nvcsw = switches_of_others().map(|(voluntary, _)| voluntary);
        cell.report(json!({"asleep": n, "switches_while_asleep": while_asleep, "nvcsw": nvcsw}));
        Ok(Some(bill.close(cell, n)))
    })
}

const REFUSED: (&str, &str) = (
    "the system refused so many threads; set a smaller `n`, or allow more processes (`ulimit -u`, pids of the control group) or memory",
    "시스템이 이만큼의 스레드를 허락하지 않았습니다. `n`을 줄이거나 프로세스 수(`ulimit -u`, 제어 그룹의 pids)나 메모리를 더 허락하세요",
);
