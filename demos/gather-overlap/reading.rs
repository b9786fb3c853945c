//! What follows from the notes of a diary: how many waits were in flight at once, who ended first.

use std::collections::HashSet;
use std::hash::Hash;
use std::time::Duration;

use serde_json::{Value, json};

use super::diary::{NAMES, Note};
use crate::stage::{nanos, round};

/// The observations that follow from complete notes; null when a start or an end is missing. Time counts from the opening of
/// the diary, before the waits were asked for: no stall between asking and starting may shorten the total.
pub(super) fn observations<T: Hash + Eq>(notes: &[Note<T>], requested: Duration) -> Value {
    if notes.len() != 2 * NAMES.len() {
        return Value::Null;
    }
    let (mut in_flight, mut most, mut overlap) = (0u32, 0, 0);
    for (note, next) in notes.iter().zip(notes[1..].iter().map(Some).chain([None])) {
        in_flight = if note.starts { in_flight + 1 } else { in_flight.saturating_sub(1) };
        most = most.max(in_flight);
        if in_flight == 2 {
            overlap += next.map_or(0, |next| next.at.saturating_sub(note.at));
        }
    }
    let order = |starts| {
        let names: Vec<_> =
            notes.iter().filter(|n| n.starts == starts).map(|n| n.who.to_uppercase()).collect();
        names.join(" ")
    };
    let trace: Vec<_> =
        notes.iter().map(|n| format!("{}-{}", n.who, if n.starts { "starts" } else { "ends" })).collect();
    let wall = notes.last().map_or(0, |last| last.at);
    json!({
        "max_waits_in_flight": most,
        "start_order": order(true),
        "end_order": order(false),
        "trace": trace,
        "threads": notes.iter().map(|n| &n.thread).collect::<HashSet<_>>().len(),
        "overlap_ms": round(overlap as f64 / 1e6, 3),
        "wall_over_sum": round(wall as f64 / nanos(requested).max(1) as f64, 4),
        "wall_ms": round(wall as f64 / 1e6, 3),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(notes: &[(&'static str, bool, u64)], most: u64, overlap: f64, end_order: &str) {
        let notes: Vec<_> = notes
            .iter()
            .map(|&(who, starts, ms)| Note { who, starts, at: ms * 1_000_000, thread: 1 })
            .collect();
        let seen = observations(&notes, Duration::from_millis(60));
        assert_eq!(
            (&seen["max_waits_in_flight"], &seen["overlap_ms"], &seen["end_order"], &seen["threads"]),
            (&json!(most), &json!(overlap), &json!(end_order), &json!(1))
        );
    }

    #[test]
    fn waits_in_sequence_never_overlap() {
        check(&[("a", true, 0), ("a", false, 40), ("b", true, 40), ("b", false, 60)], 1, 0.0, "A B");
    }

    #[test]
    fn waits_together_overlap_for_the_shorter_one() {
        check(&[("a", true, 0), ("b", true, 1), ("b", false, 21), ("a", false, 40)], 2, 20.0, "B A");
    }

    #[test]
    fn incomplete_notes_say_nothing() {
        let notes = [Note { who: "a", starts: true, at: 0, thread: 1 }];
        assert_eq!(observations(&notes, Duration::from_millis(60)), Value::Null);
    }
}
