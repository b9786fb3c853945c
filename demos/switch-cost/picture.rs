//! A few turns of both sides, drawn after the game: drawing in its midst would cost more than a turn takes.

use crate::stage::{Cell, Lane, State};

/// Of thousands of rounds the picture shows a few, after the first ones, which are slower.
pub(super) fn is_drawn(clock: &Lane, round: u64) -> bool {
    clock.traced() && (40..50).contains(&round)
}

/// Draws one side. With one CPU a turn is over when the other side's begins, also where the call that passed it on has not
/// returned by then: that side now waits for the CPU.
pub(super) fn draw(cell: &Cell, id: &'static str, turns: &[(u64, u64)], others: &[(u64, u64)]) {
    let waiting = if cell.id() == "task" { State::Await } else { State::Blocked };
    let mut lane = cell.lane(id);
    for &(begun, ended) in turns {
        let taken = others.iter().map(|other| other.0).find(|&other| (begun..ended).contains(&other));
        lane.span(State::Run, begun, taken.unwrap_or(ended));
        if let Some(taken) = taken {
            lane.span(State::Ready, taken, ended);
        }
    }
    for pair in turns.windows(2) {
        lane.span(waiting, pair[0].1, pair[1].0);
    }
}
