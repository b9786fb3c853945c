//! Sharing a page brings back what separate memory had kept away: an update gets lost between two processes.

use std::io;

use serde_json::json;

use super::fork::PATIENCE;
use crate::stage::memory::Shared;
use crate::stage::process::in_child;
use crate::stage::{Kind, Stage};

/// Both add 1 to the shared number, and both load before either stores.
pub(super) fn both_add_one(stage: &Stage) -> io::Result<()> {
    let cell = stage.cell("conflict");
    let (mut parent, mut page) = (cell.lane("parent"), cell.lane("page"));
    page.holds(0);
    let (number, turn) = (Shared::new()?, Shared::new()?);
    let mut child = in_child(|| {
        let cell = stage.cell("conflict");
        let mut lane = cell.lane("child");
        let seen = number.load();
        lane.mark(Kind::Load, "0");
        turn.store(1);
        if !turn.becomes(2, stage.within(PATIENCE)) {
            return 1; // nothing was written, so nothing can be told
        }
        number.store(seen + 1);
        lane.mark(Kind::Store, "1");
        cell.lane("page").holds(seen + 1);
        0
    })?;
    if turn.becomes(1, stage.within(PATIENCE)) {
        let seen = number.load();
        parent.mark(Kind::Load, "0");
        number.store(seen + 1);
        parent.mark(Kind::Store, "1");
        page.holds(seen + 1);
        turn.store(2);
        if child.ends_well(stage.within(PATIENCE)) {
            cell.report(json!({"written": 2, "final": number.load(), "lost": 2 - number.load()}));
        }
    }
    Ok(())
}
