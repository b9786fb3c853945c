//! The page on which all tasks write their letters.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::stage::{Cell, Kind, Lane, lock};

/// How long a letter takes in a picture.
const STROKE: Duration = Duration::from_micros(500);

/// The letters in their order, and the lane that shows them.
#[derive(Clone)]
pub(super) struct Page(Arc<Mutex<(Vec<&'static str>, Lane)>>);

impl Page {
    /// An empty page.
    pub(super) fn new(cell: &Cell) -> Self {
        Page(Arc::new(Mutex::new((Vec::new(), cell.lane("thread")))))
    }

    /// One more letter.
    pub(super) fn write(&self, letter: &'static str) {
        let (letters, lane) = &mut *lock(&self.0);
        letters.push(letter);
        lane.mark(Kind::Note, letter);
        lane.linger(STROKE);
    }

    /// How many of `early` stand before the last `late`.
    pub(super) fn written_before_the_last(&self, early: &str, late: &str) -> usize {
        let (letters, _) = &*lock(&self.0);
        let last = letters.iter().rposition(|letter| *letter == late).unwrap_or(0);
        letters[..last].iter().filter(|letter| **letter == early).count()
    }

    /// The letters, and how often the one who writes changed.
    pub(super) fn report(&self, cell: &Cell) {
        let (letters, _) = &*lock(&self.0);
        cell.obs("changes", letters.windows(2).filter(|pair| pair[0] != pair[1]).count());
        cell.obs("trace", letters.clone());
    }
}
