//! A thread that asked for a stack of its own size, and then uses half of it.

use std::hint::black_box;
use std::io;
use std::thread::{self, Builder};
use std::time::Duration;

use serde_json::json;

use crate::stage::stacks::Stack;
use crate::stage::{Cell, Kind, Stage, State};

/// Every call takes so much of the stack.
const ROOM_KIB: usize = 16;

/// How long a drawn step takes.
const STEP: Duration = Duration::from_micros(150);

pub(super) fn thread(stage: &Stage) -> io::Result<()> {
    let cell = stage.cell("asked");
    let kib = usize::try_from(stage.count("stack_kib")?).map_err(io::Error::other)?;
    thread::scope(|scope| {
        Builder::new().stack_size(kib * 1024).spawn_scoped(scope, || half_way_down(&cell, kib)).map(drop)
    })
}

/// Goes down half of the stack by calls within calls, and comes back.
fn half_way_down(cell: &Cell, kib: usize) {
    let Some(stack) = Stack::of_this_thread() else { return };
    let (mut lane, mut filled) = (cell.lane("thread"), cell.lane("filled"));
    let (begun, calls) = (lane.now(), kib / 2 / ROOM_KIB);
    let (at_first, mut deepest) = (stack.touched_kib(), None);
    deeper(calls, &mut |calls_left| {
        if calls_left == 1 {
            deepest = stack.touched_kib();
        }
        if lane.traced() && calls_left % (calls / 8).max(1) == 0 {
            lane.mark(Kind::Store, "");
            filled.holds((stack.touched_kib().unwrap_or(0) * 9 / stack.reserved_kib()) as u64);
            lane.linger(STEP);
        }
    });
    let after = stack.touched_kib();
    lane.mark(Kind::Return, "all calls");
    lane.linger(4 * STEP);
    filled.holds((after.unwrap_or(0) * 9 / stack.reserved_kib()) as u64);
    lane.span(State::Run, begun, lane.now());
    cell.report(json!({
        "reserved_kib": stack.reserved_kib(),
        "touched_kib": at_first,
        "deep_kib": deepest,
        "after_kib": after,
    }));
}

/// Calls within calls. Each of them stores into a variable of its own, which lies on the stack.
fn deeper(calls_left: usize, each: &mut impl FnMut(usize)) {
    let mut room = [0u8; ROOM_KIB * 1024];
    black_box(&mut room).fill(7);
    each(calls_left);
    if calls_left > 1 {
        deeper(calls_left - 1, each);
    }
    black_box(&room); // still needed here, so no call may give its room to the next
}
