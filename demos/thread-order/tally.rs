//! Many rounds of the same thing: what was written in each, and how many of the lists differ.

use std::collections::{BinaryHeap, HashSet};
use std::io;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::json;

use crate::stage::{Cell, Kind, Stage, lock};

/// The rounds that are drawn, one row each.
const ROWS: [&str; 6] = ["r1", "r2", "r3", "r4", "r5", "r6"];

/// The list of one round.
#[derive(Default)]
pub(super) struct Round(Mutex<Vec<u32>>);

impl Round {
    /// Writes the number of a worker.
    pub(super) fn write(&self, number: u32) {
        lock(&self.0).push(number);
    }
}

/// The lists of all rounds.
pub(super) struct Tally {
    cell: Cell,
    lists: Vec<Vec<u32>>,
}

impl Tally {
    /// Plays as many rounds as were asked for; fewer if time runs out.
    pub(super) fn of(
        stage: &Stage,
        id: &'static str,
        play: impl Fn(&Arc<Round>) -> io::Result<()>,
    ) -> io::Result<Self> {
        let (mut lists, rounds) = (Vec::new(), stage.count("trials")?);
        for _ in 0..rounds {
            let round = Arc::new(Round::default());
            play(&round)?;
            lists.push(lock(&round.0).clone());
            if stage.over() {
                break;
            }
        }
        Ok(Tally { cell: stage.cell(id), lists })
    }

    /// How many lists differ from each other, and how many from what `expected` says.
    pub(super) fn tell(self, expected: &[u32]) {
        let sorted = |list: &[u32]| list.iter().copied().collect::<BinaryHeap<_>>().into_sorted_vec();
        self.cell.report(json!({
            "rounds": self.lists.len(),
            "distinct": self.lists.iter().collect::<HashSet<_>>().len(),
            "reordered": self.lists.iter().filter(|list| *list != expected).count(),
            "complete": self.lists.iter().all(|list| sorted(list) == sorted(expected)),
        }));
        self.read_aloud(expected.len());
    }

    /// For the picture: the first lists are read aloud, all at once and line by line.
    fn read_aloud(&self, lines: usize) {
        let mut rows: Vec<_> = ROWS.into_iter().map(|row| self.cell.lane(row)).zip(&self.lists).collect();
        for line in (0..lines).filter(|_| self.cell.traced()) {
            for (row, list) in &mut rows {
                let digit = list.get(line).and_then(|&number| char::from_digit(number, 36));
                row.mark(Kind::Note, &digit.unwrap_or('-').to_string());
            }
            thread::sleep(Duration::from_millis(1));
        }
    }
}
