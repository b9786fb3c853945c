//! Whoever answers: the trait that the learner's story is told to, and what passes between the two.
//!
//! A terminal, plain lines, JSON and a scripted learner in tests all speak this. Deliberately missing: which card
//! comes next and when something is run.

use std::io;

use crate::judge::Examination;
use crate::model::{
    Answer, Card, CardKey, Confidence, Consent, Deck, DemoSpec, Evidence, Listing, Moment, Trial, Truth,
    Verdict, Waiting,
};
use crate::study::{Gap, Layout, Tally};

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
    /// What can be done with it besides answering.
    pub may: May,
    /// When it would come back after each grade, where the learner gives it and somebody keeps count.
    pub gaps: Option<[Gap; 4]>,
}

/// What a learner may do with a question besides answering it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct May {
    /// Take back the last answer.
    pub undo: bool,
    /// Put the card off, for a day or for good.
    pub put_off: bool,
    /// Edit the card.
    pub edit: bool,
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
    /// Takes the last answer back.
    Undo,
    /// Does not want to see the card before tomorrow.
    Bury,
    /// Does not want to see the card any more.
    Suspend,
    /// Wants to edit the card.
    Edit,
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

/// Why an answer could not be written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotKept {
    /// Where it was to be written.
    pub path: String,
    /// Why not.
    pub reason: Reason,
    /// What the system or the database says.
    pub cause: String,
}

/// What kind of trouble there is with writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The disk is full.
    Full,
    /// Somebody else holds the file.
    Busy,
    /// Nothing can be written there.
    ReadOnly,
    /// Something else.
    Other,
}

/// What to do where an answer could not be written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// Try again.
    Again,
    /// Go on; it is tried again with the next answer.
    GoOn,
}

/// Why a card was not edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotEdited {
    /// Its deck is inside the program, or its file is gone.
    Inside,
    /// No editor is known here.
    NoEditor,
    /// The editor could not be started or ended badly, in the words of the system.
    Failed(String),
}

/// Something that a learner is told between two questions.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// The last answer to this card was taken back.
    Undone(CardKey),
    /// There is no answer to take back.
    NothingToUndo,
    /// This card does not come before tomorrow.
    Buried(CardKey),
    /// This card does not come any more.
    Suspended(CardKey),
    /// A new day began; so many cards are due and so many new ones come.
    NewDay(usize, usize),
    /// The clock is behind the last answer.
    ClockBehind {
        /// When that was.
        last: Moment,
        /// What the clock says.
        now: Moment,
    },
    /// The card means something else than when it was last answered.
    Changed,
    /// A sure answer was wrong.
    SureAndWrong,
    /// The card comes back after that.
    Back(Gap),
    /// The next day on which something is due: days from today, and how many cards; none: nothing is.
    NextDue(Option<(i32, usize)>),
    /// The schedule was fitted to the learner's answers and foresees them better.
    Fitted {
        /// How many answers there are to learn from.
        n: usize,
        /// The log loss over answers that were held out, before.
        before: f64,
        /// And now.
        after: f64,
    },
    /// More cards are due than are asked today.
    Left,
    /// The card was edited and is asked as it is now.
    Edited,
    /// The card was not edited, for this reason.
    NotEdited(NotEdited),
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

    /// How many hints the last question took.
    fn hints_taken(&self) -> u32 {
        0
    }

    /// Asks how sure the learner is of the answer just given, before its verdict is told; none: that is not said.
    ///
    /// # Errors
    ///
    /// As [`Learner::ask`].
    fn sure(&mut self, _question: &Question<'_>) -> io::Result<Option<Confidence>> {
        Ok(None)
    }

    /// Says that an answer could not be written down, and asks what to do.
    ///
    /// # Errors
    ///
    /// As [`Learner::ask`].
    fn not_kept(&mut self, trouble: &NotKept) -> io::Result<Retry>;

    /// Tells something between two questions.
    ///
    /// # Errors
    ///
    /// As [`Learner::ask`].
    fn notice(&mut self, _notice: &Notice) -> io::Result<()> {
        Ok(())
    }

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

    /// Says how a sitting of reviews went, and what comes next.
    ///
    /// # Errors
    ///
    /// As [`Learner::ask`].
    fn reviewed(&mut self, tally: Tally, _next: &Notice) -> io::Result<()> {
        self.farewell(tally)
    }

    /// Says how the sitting went.
    ///
    /// # Errors
    ///
    /// As [`Learner::ask`].
    fn farewell(&mut self, tally: Tally) -> io::Result<()>;
}
