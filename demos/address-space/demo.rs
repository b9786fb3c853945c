//! Who sees what another one stores: threads of a process, a forked child, a page shared on purpose.
//!
//! The same number at the same address is stored to by a thread and by a child process, and then loaded by the other side,
//! which waits until the first one has ended. So every value here is fixed by the program. Deliberately missing: races
//! between the two; the demo `lost-update` has them.

mod conflict;
mod eight;
mod fork;
mod pages;

use std::fs::File;
use std::io::{self, Read};
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::{process, thread};

use nix::unistd::gettid;
use serde_json::json;

use crate::stage::memory::{address, mapping_of};
use crate::stage::{Kind, Stage};

/// A number in the data of the program: 1 at first, and then whoever likes stores 7.
static VALUE: AtomicU64 = AtomicU64::new(1);

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    fork::private(stage)?;
    fork::shared(stage)?;
    conflict::both_add_one(stage)?;
    pages::copied_when_written(stage)?;
    eight::memory_of(stage)?;
    in_a_thread(stage)
}

/// A thread stores, the main thread loads: data, heap, file. Only the stacks are apart.
fn in_a_thread(stage: &Stage) -> io::Result<()> {
    let cell = stage.cell("thread");
    let (mut main, mut value) = (cell.lane("main"), cell.lane("value"));
    value.holds(1);
    let (heap, file, on_my_stack) = (Box::new(AtomicU64::new(1)), File::open("/proc/self/exe")?, 0);
    let (pid, tid) = (process::id(), gettid());
    thread::scope(|scope| {
        scope.spawn(|| {
            let (mut t1, on_its_stack) = (cell.lane("t1"), 0);
            t1.mark(Kind::Store, "7");
            VALUE.store(7, SeqCst);
            heap.store(7, SeqCst);
            value.holds(7);
            let _first_byte = (&file).read(&mut [0]);
            let stacks = mapping_of(address(&on_its_stack)).zip(mapping_of(address(&on_my_stack)));
            cell.report(json!({
                "same_process": process::id() == pid,
                "own_thread_id": gettid() != tid,
                "stacks_apart": stacks.map(|(its, mine)| its != mine),
            }));
        });
    });
    main.mark(Kind::Load, "7");
    value.holds(VALUE.load(SeqCst));
    cell.report(json!({
        "sees": VALUE.load(SeqCst),
        "sees_heap": heap.load(SeqCst),
        "offset_moved": second_byte_is_next(&file)?,
    }));
    Ok(())
}

/// Whether somebody else has read the first byte of this program: each one begins with 0x7f, E, L, F.
fn second_byte_is_next(mut file: &File) -> io::Result<bool> {
    let mut byte = [0];
    file.read_exact(&mut byte)?;
    Ok(byte == [b'E'])
}
