//! The learner's story: asked, answered, run, shown.

use std::rc::Rc;

use anyhow::Result;

use super::seat::{Place, Seat, Turn};
use super::{Library, Notebook, RunPolicy};
use crate::lab::Lab;
use crate::screen::Learner;
use crate::study::Session;

/// Asks every card of a session until it is through or the learner leaves.
///
/// # Errors
///
/// The screen cannot be written, the history cannot be read, or a demo cannot be started.
pub fn quiz(
    library: &Library,
    session: &mut Session,
    lab: &dyn Lab,
    learner: &mut dyn Learner,
    notebook: &mut Notebook<'_>,
    policy: RunPolicy,
) -> Result<()> {
    let seed = session.seed();
    let mut seat = Seat { lab, learner, notebook, policy, seed, can_edit: false, last: None };
    while let Some((picked, number)) = session.next_card() {
        seat.notebook.look_at_the_clock(seat.learner)?;
        let place = Place { deck: Rc::new(library.alone(picked)), number, total: session.len() };
        match seat.turn(&place)? {
            Turn::Answered { verdict, left, .. } => {
                session.record(Some(verdict));
                if left {
                    break;
                }
            }
            Turn::Skipped | Turn::PutOff => session.record(None),
            Turn::Undone(_) => session.back(),
            Turn::Edit => session.again(),
            Turn::Left => break,
        }
    }
    seat.learner.farewell(session.tally())?;
    seat.notebook.fit(seat.learner)
}
