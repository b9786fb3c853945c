//! Whoever writes decks and watches them being checked: the trait that the story of `check --watch` is told to.
//!
//! A terminal, plain lines and JSON speak this. Deliberately missing: when something is checked, and what comes next.

use std::io;

use super::Learner;
use crate::judge::{CheckReport, DemoReport};
use crate::model::{Deck, DemoSpec, Experiment};

/// How things stand.
pub struct Board<'a> {
    /// What was read and found; the proofs are empty until everything is proven.
    pub report: &'a CheckReport,
    /// The decks by their index.
    pub decks: &'a [Deck],
    /// Finds the promise of what an experiment runs.
    pub spec: &'a dyn Fn(&Experiment) -> Option<&'a DemoSpec>,
    /// Which check this is, from 0.
    pub number: usize,
    /// How far it is.
    pub stage: Stage<'a>,
    /// Why it is checked now.
    pub cause: &'a Cause,
    /// What needs the author, in the order of the screen.
    pub items: &'a [Item],
    /// The item under the cursor.
    pub at: usize,
    /// What keeps the decks from being read, if they cannot be.
    pub complaint: Option<&'a str>,
}

/// How far a check is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage<'a> {
    /// The texts are linted; nothing more will come if nothing is to be run.
    Linted,
    /// Something is being proven.
    Proving {
        /// The demo.
        demo: &'a str,
        /// Its number, from 1.
        number: usize,
        /// How many are to be run.
        total: usize,
    },
    /// Everything is proven that can be.
    Proven,
    /// A demo could not be started, and why.
    Failed(&'a str),
}

/// Why a check begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It is the first.
    Start,
    /// These texts or folders changed, came or went.
    Saved(Vec<String>),
    /// The author asked for everything to be proven again.
    Again,
    /// The author is back from a card or a demo.
    Back,
}

/// Something that needs the author.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// The problem with that index.
    Problem(usize),
    /// The proof with that index.
    Proof(usize),
}

/// What an author asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// To be asked this card, as a learner.
    Card,
    /// To see its demo.
    Demo,
    /// The next item.
    Next,
    /// The one before.
    Previous,
    /// Everything to be proven again.
    Again,
    /// To leave.
    Quit,
}

/// Whoever writes decks.
pub trait Author {
    /// Shows how things stand.
    ///
    /// # Errors
    ///
    /// The terminal or a stream cannot be written; `BrokenPipe` when nobody reads any more.
    fn show(&mut self, board: &Board<'_>) -> io::Result<()>;

    /// Begins to listen for the next thing the author asks for, once.
    fn listen(&mut self);

    /// Makes room for a card or a demo.
    ///
    /// # Errors
    ///
    /// As [`Author::show`].
    fn step_aside(&mut self) -> io::Result<()>;

    /// The author as a learner.
    fn learner(&mut self) -> Box<dyn Learner + '_>;

    /// Says that a demo is being run.
    ///
    /// # Errors
    ///
    /// As [`Author::show`].
    fn running(&mut self, spec: &DemoSpec) -> io::Result<()>;

    /// Shows what a demo did.
    ///
    /// # Errors
    ///
    /// As [`Author::show`].
    fn demo(&mut self, spec: &DemoSpec, report: &DemoReport) -> io::Result<()>;

    /// Says that there is no card to be asked, or (`has_card`) no demo that it could run.
    ///
    /// # Errors
    ///
    /// As [`Author::show`].
    fn nothing_there(&mut self, has_card: bool) -> io::Result<()>;

    /// Goes back to the board when the author has seen enough.
    ///
    /// # Errors
    ///
    /// As [`Author::show`].
    fn step_back(&mut self) -> io::Result<()>;
}
