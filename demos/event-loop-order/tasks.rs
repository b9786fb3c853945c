//! Three tasks on a runtime with one thread. Task a wakes task c and then gives way. Who runs next?
//!
//! A task cannot hand over to another one: its `await` goes back to the runtime, which runs whoever is first in the queue.

use std::io;
use std::sync::Arc;

use tokio::sync::oneshot;

use super::desk::{Desk, spawn};
use crate::stage::Cell;
use crate::stage::tasks::{give_way, one_thread};

/// Tasks a, b and c on one thread; c is started first and waits for a.
pub(super) fn three_tasks(cell: &Cell) -> io::Result<()> {
    let desk = Arc::new(Desk::new(cell));
    let (wake_c, woken) = oneshot::channel();
    one_thread()?.block_on(async {
        let c = spawn("c", cell, &desk, |desk| async move {
            let _woken = woken.await;
            desk.writes("c");
        });
        let a = spawn("a", cell, &desk, |desk| async move {
            desk.writes("a");
            let _sent = wake_c.send(());
            give_way().await;
            desk.writes("a");
        });
        let b = spawn("b", cell, &desk, |desk| async move {
            desk.writes("b");
            give_way().await;
            desk.writes("b");
        });
        a.await.and(b.await).and(c.await)
    })?;
    desk.report(cell);
    Ok(())
}
