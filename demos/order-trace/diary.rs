//! The lines that a program wrote, and what their order says.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::stage::lock;

/// The two waits: the lane of each, and the lines that it writes.
pub(super) const LINES: [(&str, [&str; 2]); 2] =
    [("t1", ["1-starts", "1-ends"]), ("t2", ["2-starts", "2-ends"])];

/// The lines so far, in the order in which they were written.
#[derive(Clone, Default)]
pub(super) struct Diary(Arc<Mutex<Vec<&'static str>>>);

impl Diary {
    /// One more line.
    pub(super) fn writes(&self, line: &'static str) {
        lock(&self.0).push(line);
    }

    /// The lines, how many waits had begun before the first one ended, and whether each wait kept its own order.
    pub(super) fn observations(&self) -> Value {
        let lines = lock(&self.0);
        let first_end = lines.iter().position(|line| line.ends_with("-ends")).unwrap_or(lines.len());
        let begun = lines[..first_end].iter().filter(|line| line.ends_with("-starts")).count();
        let own =
            |name: &str| lines.iter().copied().filter(|line| line.starts_with(name)).collect::<Vec<_>>();
        let own_order_kept = LINES.iter().all(|(_, written)| own(&written[0][..1]) == written);
        json!({
            "trace": *lines,
            "last": lines.last(),
            "begun_before_first_end": begun,
            "own_order_kept": own_order_kept,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: [&'static str; 4], begun: u32, own_order_kept: bool) {
        let diary = Diary::default();
        lines.into_iter().for_each(|line| diary.writes(line));
        let seen = diary.observations();
        assert_eq!((&seen["trace"], &seen["last"]), (&json!(lines), &json!(lines[3])));
        let orders = (&seen["begun_before_first_end"], &seen["own_order_kept"]);
        assert_eq!(orders, (&json!(begun), &json!(own_order_kept)));
    }

    #[test]
    fn in_written_order_one_wait_ends_before_the_next_begins() {
        check(["1-starts", "1-ends", "2-starts", "2-ends"], 1, true);
    }

    #[test]
    fn lines_of_two_waits_may_mix_while_each_keeps_its_order() {
        check(["1-starts", "2-starts", "2-ends", "1-ends"], 2, true);
        check(["1-ends", "2-starts", "2-ends", "1-starts"], 0, false);
    }
}
