//! What a routine notes each time it is entered and left.

use std::cell::RefCell;
use std::time::Duration;

use crate::stage::{Cell, Kind, Lane, State};

/// How long a step takes in a picture.
const STEP: Duration = Duration::from_micros(500);

/// Two places less than this apart belong to one stack; stacks of threads lie further from everything else.
const ONE_STACK: usize = 256 * 1024;

/// The notes of one run of a routine.
pub(super) struct Steps(RefCell<Notes>);

struct Notes {
    lane: Lane,
    since: Option<u64>,
    /// At every entry: where its lasting value lies, and where a value lies that lives for this step only.
    entries: Vec<(usize, usize)>,
    exits: usize,
}

impl Steps {
    /// No step so far.
    pub(super) fn new(cell: &Cell) -> Self {
        let lane = cell.lane("routine");
        Steps(RefCell::new(Notes { lane, since: None, entries: Vec::new(), exits: 0 }))
    }

    /// The routine is entered; `lasting` is a value that it will need after every pause.
    pub(super) fn entered<T>(&self, lasting: *const T) {
        let notes = &mut *self.0.borrow_mut();
        if let Some(since) = notes.since.take() {
            notes.lane.span(State::Await, since, notes.lane.now());
        }
        let passing = 0_u8;
        notes.entries.push((lasting.addr(), (&raw const passing).addr()));
        let number = (notes.entries.len() - 1) % 10;
        let begun = notes.lane.now();
        notes.lane.linger(STEP);
        notes.lane.span(State::Run, begun, notes.lane.now());
        notes.lane.mark_at(Kind::Note, &number.to_string(), begun);
    }

    /// The routine is left, for now or for good.
    pub(super) fn left(&self) {
        let notes = &mut *self.0.borrow_mut();
        notes.exits += 1;
        notes.since = Some(notes.lane.now());
    }

    /// The caller runs for a moment, on its own lane.
    pub(super) fn draw_a_step(caller: &mut Lane) {
        let begun = caller.now();
        caller.linger(STEP);
        caller.span(State::Run, begun, caller.now());
    }

    /// How often it was entered.
    pub(super) fn entries(&self) -> usize {
        self.0.borrow().entries.len()
    }

    /// How often it was left.
    pub(super) fn exits(&self) -> usize {
        self.0.borrow().exits
    }

    /// Whether the lasting value lay in these bytes at every entry.
    pub(super) fn kept_within(&self, begin: usize, bytes: usize) -> bool {
        self.0.borrow().entries.iter().all(|(lasting, _)| (begin..begin + bytes).contains(lasting))
    }

    /// Whether every step ran on the stack that holds this place.
    pub(super) fn ran_near(&self, place: usize) -> bool {
        self.0.borrow().entries.iter().all(|(_, passing)| passing.abs_diff(place) < ONE_STACK)
    }
}
