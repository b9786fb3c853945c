//! An ordinary function, for comparison: one way in, three ways out, and each of them for good.

use std::collections::HashSet;

use serde_json::json;

use super::steps::Steps;
use crate::stage::Cell;

/// Calls the function three times; it leaves through another door each time.
pub(super) fn ordinary(cell: &Cell) {
    let mut caller = cell.lane("caller");
    let mut answers = Vec::new();
    let (mut entries, mut exits, mut remembered) = (0, 0, 0);
    for amount in [1, 10, 100] {
        let steps = Steps::new(cell);
        Steps::draw_a_step(&mut caller);
        let (answer, calls) = size(amount, &steps);
        answers.push(answer);
        entries = entries.max(steps.entries());
        exits = exits.max(steps.exits());
        remembered = remembered.max(calls - 1);
    }
    cell.report(json!({
        "entries": entries,
        "exits": exits,
        "exit_points": answers.iter().collect::<HashSet<_>>().len(),
        "answers": answers,
        "remembered": remembered,
    }));
}

/// Every call begins at the top, with `calls` at 0: nothing is left of the call before.
fn size(amount: u64, steps: &Steps) -> (&'static str, u64) {
    let mut calls = 0;
    steps.entered(&raw const calls);
    calls += 1;
    if amount < 10 {
        steps.left();
        return ("few", calls);
    }
    if amount < 100 {
        steps.left();
        return ("some", calls);
    }
    steps.left();
    ("many", calls)
}
