//! A forked child: everything it has is its own copy, except what was shared on purpose.

use std::fs::File;
use std::io::{self, Read};
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::time::Duration;

use serde_json::json;

use super::{VALUE, second_byte_is_next};
use crate::stage::memory::{Shared, address};
use crate::stage::process::in_child;
use crate::stage::{Kind, Stage};

/// How long to wait for a child.
pub(super) const PATIENCE: Duration = Duration::from_millis(1200);

/// The child stores 7, where the parent has 1.
pub(super) fn private(stage: &Stage) -> io::Result<()> {
    let cell = stage.cell("child");
    let (mut parent, mut own) = (cell.lane("parent"), cell.lane("parents"));
    own.holds(1);
    let (heap, at) = (Box::new(AtomicU64::new(1)), address(&VALUE));
    let mut child = in_child(|| {
        // From here on there are two of everything: the child's own report is one of them.
        let cell = stage.cell("child");
        let (mut lane, mut own) = (cell.lane("child"), cell.lane("childs"));
        own.holds(1);
        lane.mark(Kind::Store, "7");
        VALUE.store(7, SeqCst);
        heap.store(7, SeqCst);
        own.holds(7);
        lane.mark(Kind::Load, "7");
        cell.report(json!({"child_sees": VALUE.load(SeqCst), "same_address": address(&VALUE) == at}));
        0
    })?;
    if child.ends_well(stage.within(PATIENCE)) {
        parent.mark(Kind::Load, "1");
        own.holds(VALUE.load(SeqCst));
        cell.report(json!({"sees": VALUE.load(SeqCst), "sees_heap": heap.load(SeqCst)}));
    }
    Ok(())
}

/// Now in a page that both share, and through a file that was open before there were two.
pub(super) fn shared(stage: &Stage) -> io::Result<()> {
    let cell = stage.cell("shared");
    let (mut parent, mut page) = (cell.lane("parent"), cell.lane("page"));
    page.holds(1);
    let (number, file) = (Shared::new()?, File::open("/proc/self/exe")?);
    number.store(1);
    let mut child = in_child(|| {
        let cell = stage.cell("shared");
        cell.lane("child").mark(Kind::Store, "7");
        number.store(7);
        let _first_byte = (&file).read(&mut [0]);
        0
    })?;
    if child.ends_well(stage.within(PATIENCE)) {
        parent.mark(Kind::Load, "7");
        page.holds(number.load());
        cell.report(json!({"sees": number.load(), "offset_moved": second_byte_is_next(&file)?}));
    }
    Ok(())
}
