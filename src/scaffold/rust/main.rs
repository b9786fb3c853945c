//! Is "read, then write" one step when the read and the write are atomic?
//!
//! Two threads add 1 to the same atomic number, as `load` and `store`, and again as `fetch_add`. A barrier between
//! load and store makes both threads read before either writes, so the result follows from the program and
//! not from a clock.

use std::env;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::Barrier;
use std::thread;
use std::time::Instant;

/// One thread's way to add 1.
type Add = fn(&AtomicU32, &Barrier);

fn load_then_store(number: &AtomicU32, both: &Barrier) {
    let seen = number.load(SeqCst);
    both.wait(); // nobody writes before both have read
    number.store(seen + 1, SeqCst);
}

fn fetch_add(number: &AtomicU32, both: &Barrier) {
    both.wait(); // both are here, and may be as close together as the machine can make them
    number.fetch_add(1, SeqCst);
}

/// Two threads add 1; the number afterwards. Draws only when it is asked to: drawing disturbs what is measured.
fn measure(cell: &str, add: Add, start: Instant, traced: bool) -> u32 {
    let (number, both) = (AtomicU32::new(0), Barrier::new(2));
    thread::scope(|scope| {
        for lane in ["t1", "t2"] {
            let (number, both) = (&number, &both);
            scope.spawn(move || {
                let t0 = start.elapsed().as_nanos();
                add(number, both);
                let t1 = start.elapsed().as_nanos();
                if traced {
                    println!(r#"{{"k":"span","cell":"{cell}","lane":"{lane}","st":"run","t0":{t0},"t1":{t1}}}"#);
                }
            });
        }
    });
    number.into_inner()
}

fn main() {
    let traced = env::var("TTL_TRACE").is_ok_and(|value| value == "1");
    let cpus = thread::available_parallelism().map_or(1, |n| n.get());
    println!(r#"{{"k":"hello","v":1,"demo":"@NAME@","params":{{}},"cpus":{cpus}}}"#);
    let start = Instant::now();
    for (cell, add) in [("pair", load_then_store as Add), ("one", fetch_add as Add)] {
        let total = measure(cell, add, start, traced);
        println!(r#"{{"k":"obs","name":"{cell}.total","val":{total}}}"#);
    }
    println!(r#"{{"k":"end","ok":true}}"#);
}
