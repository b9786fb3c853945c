//! What the rider notes at every door, and what follows from it.

use std::collections::HashSet;
use std::sync::Mutex;
use std::thread::{self, ThreadId};
use std::time::Duration;

use serde_json::json;
use tokio::time::Instant;

use crate::stage::{Cell, Kind, Lane, State, lock};

/// How long a visit takes in a picture.
const VISIT: Duration = Duration::from_millis(1);

/// Somebody who ordered noodles.
#[derive(Clone, Copy)]
pub(super) struct Diner {
    /// Also the name of the lane.
    pub(super) name: &'static str,
    /// In minutes.
    pub(super) eats: u64,
}

impl Diner {
    /// A diner who needs so many minutes.
    pub(super) fn new(name: &'static str, eats: u64) -> Self {
        Diner { name, eats }
    }
}

/// One visit at a door.
struct Note {
    name: &'static str,
    delivers: bool,
    rider: ThreadId,
}

/// A tour, from its first minute on.
pub(super) struct Day {
    cell: Cell,
    minute: Duration,
    begun: Instant,
    took: Mutex<Duration>,
    notes: Mutex<Vec<Note>>,
    rider: Mutex<Lane>,
    eating_since: Mutex<Vec<(&'static str, u64)>>,
}

impl Day {
    /// The tour begins now. To be called inside the runtime whose clock counts.
    pub(super) fn begin(cell: &Cell, minute: Duration) -> Self {
        let (begun, rider) = (Instant::now(), Mutex::new(cell.lane("rider")));
        let (took, notes, eating_since) = Default::default();
        Day { cell: cell.clone(), minute, begun, took, notes, rider, eating_since }
    }

    /// The tour ends now.
    pub(super) fn ends(&self) {
        *lock(&self.took) = self.begun.elapsed();
    }

    /// So many minutes of this tour's clock.
    pub(super) fn minutes(&self, count: u64) -> Duration {
        self.minute * u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// The rider hands over the noodles.
    pub(super) fn delivers(&self, diner: Diner) {
        self.visits(diner, true);
        lock(&self.eating_since).push((diner.name, self.drawn_now()));
    }

    /// The rider takes the bowl.
    pub(super) fn collects(&self, diner: Diner) {
        let mut table = self.cell.lane(diner.name);
        for (_, since) in lock(&self.eating_since).iter().filter(|(name, _)| *name == diner.name) {
            table.span(State::Flight, *since, table.now());
        }
        self.visits(diner, false);
    }

    fn visits(&self, diner: Diner, delivers: bool) {
        let note = Note { name: diner.name, delivers, rider: thread::current().id() };
        lock(&self.notes).push(note);
        let begun = self.drawn_now();
        lock(&self.rider).linger(VISIT);
        self.rider(State::Run, begun);
        lock(&self.rider).mark_at(Kind::Note, &diner.name.to_uppercase(), begun);
    }

    /// The moment for a picture.
    pub(super) fn drawn_now(&self) -> u64 {
        lock(&self.rider).now()
    }

    /// The rider was in that state from then until now.
    pub(super) fn rider(&self, state: State, since: u64) {
        let now = self.drawn_now();
        lock(&self.rider).span(state, since, now);
    }

    /// What follows from the notes.
    pub(super) fn report(&self) {
        let notes = lock(&self.notes);
        let pickups = notes.iter().filter(|note| !note.delivers);
        let trace = notes.iter().map(|n| format!("{}-{}", if n.delivers { "to" } else { "from" }, n.name));
        let mut outstanding = 0;
        let most = notes.iter().map(|note| {
            outstanding += if note.delivers { 1 } else { -1 };
            outstanding
        });
        self.cell.report(json!({
            "max_outstanding": most.max(),
            "before_first_pickup": notes.iter().take_while(|note| note.delivers).count(),
            "pickups": pickups.map(|note| note.name.to_uppercase()).collect::<Vec<_>>(),
            "trace": trace.collect::<Vec<_>>(),
            "minutes": lock(&self.took).as_secs_f64() / self.minute.as_secs_f64(),
            "threads": notes.iter().map(|note| note.rider).collect::<HashSet<_>>().len(),
        }));
    }
}
