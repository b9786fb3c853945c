//! What a sitting writes into the review history: every answer before its verdict is told, and what a run said of it.
//!
//! Where something cannot be written the learner is told, and it is tried again with everything that follows; what is left in the
//! end is handed back to the caller. Nothing is dropped. Deliberately missing: which card comes next.

use anyhow::Result;

use super::Clock;
use crate::judge::{About, Examination};
use crate::model::{
    Answer, Card, CardKey, Confidence, Day, Deed, Entry, Evidence, Grade, Memory, Moment, Occasion, Outcome,
    PROGRAM, Phase, Preferences, Review, RunNote, Verdict,
};
use crate::screen::{Learner, NotKept, Notice, Reason, Retry};
use crate::store::{History, HistoryError, Known};
use crate::study::{self, Circumstances, Gap, Rules};

/// A clock may be behind by so much before it is worth a word: several machines are never quite of one mind.
const TOLERATED_MS: i64 = 60_000;

/// The history of a learner in one sitting.
pub struct Notebook<'a> {
    history: Option<History>,
    clock: &'a dyn Clock,
    preferences: Preferences,
    rules: Rules,
    occasion: Occasion,
    /// The answers of this sitting that count, the latest last.
    answers: Vec<(String, CardKey)>,
    /// What could not be written yet.
    unkept: Vec<Entry>,
    /// Whether the learner goes on although nothing can be written.
    goes_on: bool,
    /// The latest time that this sitting or the log has seen.
    latest_ms: i64,
}

/// What an answer was like, besides right or wrong.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given {
    /// How sure the learner was.
    pub confidence: Option<Confidence>,
    /// How many hints were taken.
    pub hints: u32,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
    /// How much there was to read, in letters.
    pub letters: usize,
}

/// An answer that was written down.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// Its entry.
    pub uid: String,
    /// Its card.
    pub key: CardKey,
    /// How the card stands now.
    pub memory: Memory,
    given: Given,
}

impl<'a> Notebook<'a> {
    /// A notebook over a history; without one, nothing is kept.
    pub fn new(
        history: Option<History>,
        clock: &'a dyn Clock,
        preferences: &Preferences,
        occasion: Occasion,
    ) -> Self {
        let rules = history.as_ref().map_or_else(|| Rules::new(preferences, &[]), |h| h.rules().clone());
        Notebook {
            history,
            clock,
            preferences: preferences.clone(),
            rules,
            occasion,
            answers: Vec::new(),
            unkept: Vec::new(),
            goes_on: false,
            latest_ms: 0,
        }
    }

    /// A notebook in which nothing is written, for whoever only tries a card out.
    pub fn closed() -> Self {
        let preferences = Preferences { confidence: false, ..Preferences::default() };
        Notebook::new(None, &Stopped, &preferences, Occasion::Quiz)
    }

    /// The day of the learner's, now.
    pub fn today(&self) -> Day {
        self.clock.now().day(self.preferences.day_starts_at)
    }

    /// The moment.
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// Milliseconds that never jump.
    pub fn ticks_ms(&self) -> u64 {
        self.clock.ticks_ms()
    }

    /// What the learner has set.
    pub fn preferences(&self) -> &Preferences {
        &self.preferences
    }

    /// The history, where there is one.
    pub fn history(&self) -> Option<&History> {
        self.history.as_ref()
    }

    /// What could not be written until now.
    pub fn unkept(&self) -> &[Entry] {
        &self.unkept
    }

    /// How a card stands; new where nothing is known of it.
    ///
    /// # Errors
    ///
    /// The history cannot be read.
    pub fn standing(&self, key: &CardKey) -> Result<Option<Known>, HistoryError> {
        self.history.as_ref().map_or(Ok(None), |history| history.known(key))
    }

    /// When a card would come back after each grade.
    ///
    /// # Errors
    ///
    /// The history cannot be read.
    pub fn gaps(&self, key: &CardKey) -> Result<[Gap; 4], HistoryError> {
        let memory = self.standing(key)?.map(|known| known.memory).unwrap_or_default();
        Ok(self.rules.preview(key, &memory, self.now()).map(|memory| Gap::of(&memory)))
    }

    /// Tells the learner once where the clock stands before the last answer.
    ///
    /// # Errors
    ///
    /// The learner cannot be told, or the history cannot be read.
    pub fn look_at_the_clock(&mut self, learner: &mut dyn Learner) -> Result<()> {
        let now = self.now();
        if let (0, Some(history)) = (self.latest_ms, &self.history) {
            self.latest_ms = history.last()?.map_or(0, |last| last.ms);
        }
        if now.ms + TOLERATED_MS < self.latest_ms {
            let last = Moment { ms: self.latest_ms, ..now };
            learner.notice(&Notice::ClockBehind { last, now })?;
            // Once is enough, until it is set back again.
            self.latest_ms = now.ms;
        }
        self.latest_ms = self.latest_ms.max(now.ms).max(1);
        Ok(())
    }

    /// Writes an answer down; nothing where there is no history.
    ///
    /// # Errors
    ///
    /// The history cannot be read, or the learner cannot be told that nothing can be written.
    pub fn answered(
        &mut self,
        (key, card): (&CardKey, &Card),
        (answer, verdict): (&Answer, Verdict),
        given: Given,
        learner: &mut dyn Learner,
    ) -> Result<Option<Receipt>> {
        let known = self.standing(key)?.map(|known| known.memory).unwrap_or_default();
        // Of two answers the later one is later, whatever the clock says.
        let now = self.now();
        let at = Moment { ms: now.ms.max(known.last.ms + i64::from(known.phase != Phase::New)), ..now };
        let day = at.day(self.preferences.day_starts_at);
        let review = Review {
            meaning: study::meaning(card),
            kind: card.body.kind().to_owned(),
            answer: study::answer_words(card, answer),
            verdict,
            grade: given.grade(answer, verdict),
            confidence: given.confidence,
            hints: given.hints,
            took_ms: given.took_ms,
            beliefs: match verdict {
                Verdict::Wrong => {
                    study::beliefs(card, answer).into_iter().map(|(_, name)| name.to_owned()).collect()
                }
                _ => Vec::new(),
            },
            occasion: self.occasion,
            day,
            phase: known.phase,
            elapsed_days: (known.phase != Phase::New).then(|| day.since(known.last_day)),
            recall: self.rules.recall(&known, day),
        };
        let Some(entry) = self.entry(at, key, Deed::Answered(Box::new(review)))? else { return Ok(None) };
        let uid = entry.uid.clone();
        let memory = self.keep(entry, learner)?.unwrap_or(known);
        self.answers.push((uid.clone(), key.clone()));
        Ok(Some(Receipt { uid, key: key.clone(), memory, given }))
    }

    /// Writes down what a run said of an answer.
    ///
    /// # Errors
    ///
    /// As [`Notebook::answered`].
    pub fn ran(
        &mut self,
        receipt: &Receipt,
        (card, answer, verdict): (&Card, &Answer, Verdict),
        (evidence, examination): (&Evidence, &Examination),
        learner: &mut dyn Learner,
    ) -> Result<Option<Memory>> {
        let refutes = |i: usize| {
            examination
                .judgement(About::Choice(i))
                .is_some_and(|judgement| judgement.outcome == Outcome::Fails)
        };
        let refuted = study::beliefs(card, answer).into_iter().filter(|(i, _)| refutes(*i));
        let program = card.experiment.as_ref().is_some_and(|experiment| experiment.program.is_some());
        let demo = card.experiment.as_ref().map(|experiment| experiment.demo.value.clone());
        let note = RunNote {
            review: receipt.uid.clone(),
            demo: if program { PROGRAM.to_owned() } else { demo.unwrap_or_default() },
            verdict,
            grade: receipt.given.grade(answer, verdict),
            proof: examination.proof,
            n_trials: u32::try_from(evidence.trials.len()).unwrap_or(u32::MAX),
            observed: observed(examination),
            refuted: refuted.map(|(_, name)| name.to_owned()).collect(),
        };
        let Some(entry) = self.entry(self.now(), &receipt.key, Deed::Ran(Box::new(note)))? else {
            return Ok(None);
        };
        self.keep(entry, learner)
    }

    /// Takes back the last answer of this sitting that counts; its card, if there was one.
    ///
    /// # Errors
    ///
    /// As [`Notebook::answered`].
    pub fn undo(&mut self, learner: &mut dyn Learner) -> Result<Option<CardKey>> {
        let Some((uid, key)) = self.answers.pop() else { return Ok(None) };
        self.note(&key, Deed::Undone(uid), learner)?;
        Ok(Some(key))
    }

    /// Whether there is an answer that can be taken back.
    pub fn can_undo(&self) -> bool {
        !self.answers.is_empty()
    }

    /// Fits the schedule to the learner's answers where it is time for that, and says so where it foresees them better now.
    ///
    /// # Errors
    ///
    /// The history cannot be read, or the learner cannot be told.
    pub fn fit(&mut self, learner: &mut dyn Learner) -> Result<()> {
        let (today, has_answers) = (self.today(), !self.answers.is_empty());
        let Some(history) = self.history.as_mut().filter(|_| has_answers && self.unkept.is_empty()) else {
            return Ok(());
        };
        let fitted = super::train_if_due(history, &self.preferences, today)?;
        self.rules = history.rules().clone();
        if let Some(training) = fitted.filter(|training| training.better.is_some()) {
            let (before, after) =
                (training.losses.present, training.losses.fitted.min(training.losses.published));
            learner.notice(&Notice::Fitted { n: training.n_fitted + training.n_held_out, before, after })?;
        }
        Ok(())
    }

    /// Writes down something else that happened to a card.
    ///
    /// # Errors
    ///
    /// As [`Notebook::answered`].
    pub fn note(&mut self, key: &CardKey, deed: Deed, learner: &mut dyn Learner) -> Result<()> {
        if let Some(entry) = self.entry(self.now(), key, deed)? {
            self.keep(entry, learner)?;
        }
        Ok(())
    }

    fn entry(&self, at: Moment, key: &CardKey, deed: Deed) -> Result<Option<Entry>, HistoryError> {
        self.history.as_ref().map(|history| history.entry(at, key.clone(), deed)).transpose()
    }

    /// Writes an entry, after those that could not be written before.
    fn keep(&mut self, entry: Entry, learner: &mut dyn Learner) -> Result<Option<Memory>> {
        self.unkept.push(entry);
        loop {
            let error = match self.write_all() {
                Ok(memory) => return Ok(memory),
                Err(error) => error,
            };
            if self.goes_on {
                return Ok(None);
            }
            match learner.not_kept(&trouble(&error))? {
                Retry::Again => {}
                Retry::GoOn => self.goes_on = true,
            }
        }
    }

    fn write_all(&mut self) -> Result<Option<Memory>, HistoryError> {
        let Some(history) = &mut self.history else { return Ok(None) };
        let mut memory = None;
        while let Some(entry) = self.unkept.first() {
            memory = Some(history.append(entry)?);
            self.unkept.remove(0);
        }
        self.goes_on = false;
        Ok(memory)
    }
}

impl Given {
    fn grade(&self, answer: &Answer, verdict: Verdict) -> Option<Grade> {
        if let Answer::Recalled(grade) = answer {
            return Some(*grade);
        }
        let Given { confidence, hints, took_ms, letters } = *self;
        study::grade(verdict, Circumstances { confidence, hints, took_ms, letters })
    }
}

/// A clock for where nobody asks the time.
struct Stopped;

impl Clock for Stopped {
    fn now(&self) -> Moment {
        Moment::default()
    }

    fn ticks_ms(&self) -> u64 {
        0
    }
}

/// A failure to write, for whoever tells it.
fn trouble(error: &HistoryError) -> NotKept {
    let (path, reason) = match error {
        HistoryError::Full { path, .. } => (path.display().to_string(), Reason::Full),
        HistoryError::Busy { path, .. } => (path.display().to_string(), Reason::Busy),
        HistoryError::ReadOnly { path, .. } => (path.display().to_string(), Reason::ReadOnly),
        HistoryError::Newer { path, .. }
        | HistoryError::Damaged { path, .. }
        | HistoryError::Failed { path, .. } => (path.display().to_string(), Reason::Other),
        HistoryError::Line { name, .. } => (name.clone(), Reason::Other),
    };
    let cause = std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string);
    NotKept { path, reason, cause }
}

/// What decided, as it was shown: each observation once.
fn observed(examination: &Examination) -> Vec<(String, String)> {
    let deciders = examination.results.iter().flat_map(|(_, judgement)| &judgement.deciders);
    let mut values: Vec<(String, String)> = Vec::new();
    for (name, value) in deciders.flat_map(|decider| &decider.values) {
        if !values.iter().any(|(known, _)| known == name) {
            values.push((name.clone(), study::value_words(value)));
        }
    }
    values
}
