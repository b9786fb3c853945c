//! One rider delivers noodles to three diners and collects the bowls: once waiting at every door, once coming back.
//!
//! The clock of the simulation is the runtime's own, and it is paused: whenever nobody has anything to do, it jumps to the next
//! alarm. An hour of eating takes no time, and no stall of the machine can change a minute of it. A traced trial rides the
//! tour once more by the real clock, a millisecond for a minute, and draws only that.

mod notes;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::time::sleep;

use self::notes::{Day, Diner};
use crate::stage::{Cell, Stage, State};

/// A minute of the simulation, and of the picture.
const MINUTE: Duration = Duration::from_secs(60);
const DRAWN_MINUTE: Duration = Duration::from_millis(1);

pub(crate) fn run(stage: &Stage) -> io::Result<()> {
    let [a, b, c] = ["eat_a", "eat_b", "eat_c"].map(|eats| stage.count(eats));
    let diners = [Diner::new("a", a?), Diner::new("b", b?), Diner::new("c", c?)];
    for id in ["wait", "back"] {
        tour(&stage.undrawn_cell(id), MINUTE, diners)?.report();
        if stage.traced() {
            tour(&stage.cell(id), DRAWN_MINUTE, diners)?;
        }
    }
    Ok(())
}

/// One tour on one thread.
fn tour(cell: &Cell, minute: Duration, diners: [Diner; 3]) -> io::Result<Arc<Day>> {
    let paused = minute == MINUTE;
    Builder::new_current_thread().enable_time().start_paused(paused).build()?.block_on(async {
        let day = Arc::new(Day::begin(cell, minute));
        if cell.id() == "wait" {
            wait_at_every_door(diners, &day).await;
        } else {
            come_back(diners, &day).await?;
        }
        day.ends();
        Ok(day)
    })
}

/// Synchronous: on to B only when A has eaten.
async fn wait_at_every_door(diners: [Diner; 3], day: &Arc<Day>) {
    for diner in diners {
        let arrived = day.drawn_now();
        serve(diner, day.clone()).await;
        day.rider(State::Await, arrived);
    }
}

/// Asynchronous: all three are served, and each bowl is collected when its diner has finished.
async fn come_back(diners: [Diner; 3], day: &Arc<Day>) -> io::Result<()> {
    let visits = diners.map(|diner| tokio::spawn(serve(diner, day.clone())));
    for visit in visits {
        visit.await?;
    }
    Ok(())
}

/// The same three steps for every diner, in both tours.
async fn serve(diner: Diner, day: Arc<Day>) {
    day.delivers(diner);
    sleep(day.minutes(diner.eats)).await;
    day.collects(diner);
}
