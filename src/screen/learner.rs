//! Whoever answers: the trait that the learner's story is told to, and what passes between the two.
//!
//! A terminal, plain lines, JSON and a scripted learner in tests all speak this. Deliberately missing: which card
//! comes next and when something is run.

use std::io;

use crate::judge::Examination;
use crate::model::{
    Answer, Card, Consent, Deck, DemoSpec, Evidence, Listing, Trial, Truth, Verdict, Waiting,
};
use crate::study::{Layout, Tally};

/// A question as it is put.
pub struct Question<'a> {
    /// The deck it is from.
    pub deck: &'a Deck,
    /// The card.
    pub card: &'a Card,
    /// Its number in this sitting, from 1.
    pub number: usize,
    /// How many there are.
    pub total: usize,
    /// Where its options stand.
    pub layout: &'a Layout,
    /// The promise of its demo, read only when asked for.
    pub spec: &'a dyn Fn() -> Option<&'a DemoSpec>,
}

impl Question<'_> {
    /// Whether a run can say anything about it.
    pub fn can_run(&self) -> bool {
        self.card.experiment.is_some()
    }
}

/// What a learner does with a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// Answers it.
    Answered(Answer),
    /// Passes it over.
    Skipped,
    /// Wants to see the demo of the last answered card run.
    Demo,
    /// Leaves.
    Left,
}

/// What a learner says to the offer of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Run it.
    Run,
    /// Not now.
    Not,
    /// Run it, and do not ask again.
    Always,
    /// Leaves.
    Left,
}

/// What happened when a card's demo was run.
pub struct Run<'a> {
    /// The demo's promise.
    pub spec: &'a DemoSpec,
    /// The quiet trials.
    pub evidence: &'a Evidence,
    /// What they say of the card.
    pub examination: &'a Examination,
    /// The traced trial.
    pub traced: Option<&'a Trial>,
    /// Whether it shows what the quiet trials showed.
    pub picture_shows: bool,
}

/// Whoever answers.
pub trait Learner {
    /// Puts a question and waits for what the learner does with it.
    ///
    /// # Errors
    ///
    /// The terminal or a stream cannot be read or written; `Interrupted` after Ctrl-C.
    fn ask(&mut self, question: &Question<'_>) -> io::Result<Reply>;

    /// Tells the verdict by the key; `truth` is none while only a run can say.
    ///
    /// # Errors
    ///
    /// As [`Learner::ask`].
    fn mark(
        &mut self,
        question: &Question<'_>,
        answer: &Answer,
        verdict: Verdict,
        truth: Option<&Truth>,
    ) -> io::Result<()>;

    /// Offers to run the demo; `listings` fetches the text of its program.
    ///
    /// # Errors
    ///
    /// As [`Learner::ask`].
    fn offer(&mut self, question: &Question<'_>, listings: &dyn Fn() -> Vec<Listing>) -> io::Result<Wish>;

    /// Shows a program from elsewhere before it runs for the first time, and asks whether it may; nothing where nobody
    /// can be asked: then it does not run.
    ///
    /// # Errors
    ///
    /// As [`Learner::ask`].
    fn agree(&mut self, _waiting: &Waiting) -> io::Result<Option<Consent>> {
        Ok(None)
    }

    /// Says that the demo is being run.
    ///
    /// # Errors
    ///
    /// As [`Learner::ask`].
    fn running(&mut self, question: &Question<'_>) -> io::Result<()>;

    /// Shows what happened, and what it means for each option.
    ///
    /// # Errors
    ///
    /// As [`Learner::ask`].
    fn show(
        &mut self,
        question: &Question<'_>,
        run: &Run<'_>,
        answer: Option<&Answer>,
        verdict: Option<Verdict>,
        truth: Option<&Truth>,
    ) -> io::Result<()>;

    /// Says that nothing can be run: there is no such demo or, if it `is_known`, it does not take the card's settings.
    ///
    /// # Errors
    ///
    /// As [`Learner::ask`].
    fn cannot_run(&mut self, question: &Question<'_>, demo: &str, is_known: bool) -> io::Result<()>;

    /// Explains the answer.
    ///
    /// # Errors
    ///
    /// As [`Learner::ask`].
    fn explain(&mut self, question: &Question<'_>, answer: &Answer) -> io::Result<()>;

    /// Says how the sitting went.
    ///
    /// # Errors
    ///
    /// As [`Learner::ask`].
    fn farewell(&mut self, tally: Tally) -> io::Result<()>;
}
