//! One question after the other, whoever chose them: asked, answered, written down, marked, run, explained.
//!
//! `quiz` and `review` differ in which card comes next and what becomes of it; what happens to one card is the same and stands here.

use std::rc::Rc;

use anyhow::Result;

use super::demo::shows;
use super::notebook::{Given, Notebook, Receipt};
use crate::claim;
use crate::judge::{self, Assertion, Examination};
use crate::lab::{Lab, Limits};
use crate::model::{
    Answer, Body, Card, CardKey, Confidence, Deck, Deed, Evidence, Experiment, Lang, Listing, Memory,
    Outcome, Proof, Text, Trial, Verdict,
};
use crate::screen::{Learner, May, Notice, Question, Reply, Run, Wish};
use crate::study::{self, Layout};

use super::RunPolicy;

/// A card that is asked, with the deck it is from.
#[derive(Clone)]
pub(super) struct Place {
    /// The deck, with this card alone.
    pub(super) deck: Rc<Deck>,
    /// Its number in the sitting, from 1.
    pub(super) number: usize,
    /// How many there are.
    pub(super) total: usize,
}

/// What became of a question.
pub(super) enum Turn {
    /// It was answered; `left`: and then the learner left.
    Answered { verdict: Verdict, memory: Option<Memory>, left: bool },
    /// It was passed over.
    Skipped,
    /// It was put off, for a day or for good.
    PutOff,
    /// The answer before it was taken back.
    Undone(CardKey),
    /// The learner wants to edit it.
    Edit,
    /// The learner left.
    Left,
}

/// Who sits at the table, and what the sitting has in common.
pub(super) struct Seat<'a, 'c> {
    pub(super) lab: &'a dyn Lab,
    pub(super) learner: &'a mut dyn Learner,
    pub(super) notebook: &'a mut Notebook<'c>,
    pub(super) policy: RunPolicy,
    pub(super) seed: u64,
    pub(super) can_edit: bool,
    /// The card that was answered last.
    pub(super) last: Option<(Place, Answer, Option<Receipt>)>,
}

impl Place {
    fn card(&self) -> &Card {
        &self.deck.cards[0]
    }

    fn key(&self) -> CardKey {
        CardKey::new(&self.deck.id, &self.card().id)
    }
}

impl Seat<'_, '_> {
    /// Puts a question until something has become of it.
    pub(super) fn turn(&mut self, place: &Place) -> Result<Turn> {
        let key = place.key();
        let known = self.notebook.standing(&key)?;
        if known
            .is_some_and(|known| !known.meaning.is_empty() && known.meaning != study::meaning(place.card()))
        {
            self.learner.notice(&Notice::Changed)?;
        }
        let start_ms = self.notebook.ticks_ms();
        loop {
            match self.put(place, |learner, question| Ok(learner.ask(question)?))? {
                Reply::Answered(answer) => {
                    let took_ms = self.notebook.ticks_ms().saturating_sub(start_ms);
                    return self.settle(place, answer, took_ms);
                }
                Reply::Left => return Ok(Turn::Left),
                Reply::Skipped => return Ok(Turn::Skipped),
                Reply::Edit => return Ok(Turn::Edit),
                Reply::Bury => return self.put_off(&key, Deed::Buried(self.notebook.today().later(1))),
                Reply::Suspend => return self.put_off(&key, Deed::Suspended),
                Reply::Undo => match self.notebook.undo(self.learner)? {
                    Some(key) => {
                        self.last = None;
                        self.learner.notice(&Notice::Undone(key.clone()))?;
                        return Ok(Turn::Undone(key));
                    }
                    None => self.learner.notice(&Notice::NothingToUndo)?,
                },
                Reply::Demo => self.show_last(place)?,
            }
        }
    }

    fn put_off(&mut self, key: &CardKey, deed: Deed) -> Result<Turn> {
        let notice = match deed {
            Deed::Suspended => Notice::Suspended(key.clone()),
            _ => Notice::Buried(key.clone()),
        };
        self.notebook.note(key, deed, self.learner)?;
        self.learner.notice(&notice)?;
        Ok(Turn::PutOff)
    }

    /// Tells the learner something about the question at this place.
    fn put<T>(
        &mut self,
        place: &Place,
        tell: impl FnOnce(&mut dyn Learner, &Question<'_>) -> Result<T>,
    ) -> Result<T> {
        let card = place.card();
        let has_history = self.notebook.history().is_some();
        // Only where the learner gives the grade.
        let gaps = match &card.body {
            Body::Flash(_) if has_history => Some(self.notebook.gaps(&place.key())?),
            _ => None,
        };
        let layout = Layout::of(card, self.seed);
        // The promise is read only when a demo is wanted, so that the first prompt does not wait for it.
        let lab = self.lab;
        let spec = || card.experiment.as_ref().and_then(|experiment| lab.spec(experiment));
        let may = May { undo: self.notebook.can_undo(), put_off: has_history, edit: self.can_edit };
        let Place { deck, number, total } = place;
        let question =
            Question { deck, card, number: *number, total: *total, layout: &layout, spec: &spec, may, gaps };
        tell(self.learner, &question)
    }

    /// "demo" means the card that was just answered; before the first answer, this one.
    fn show_last(&mut self, place: &Place) -> Result<()> {
        match self.last.clone() {
            Some((place, answer, receipt)) => self.run(&place, Some((&answer, receipt.as_ref()))).map(|_| ()),
            None => self.run(place, None).map(|_| ()),
        }
    }

    /// Writes an answer down, marks it, runs the demo if it is wanted, and explains.
    fn settle(&mut self, place: &Place, answer: Answer, took_ms: u64) -> Result<Turn> {
        let card = place.card();
        let asks = self.notebook.preferences().confidence && !matches!(answer, Answer::Recalled(_));
        let confidence = match asks {
            true => self.put(place, |learner, question| Ok(learner.sure(question)?))?,
            false => None,
        };
        let (truth, letters) = (judge::truth(card, None), letters(card));
        let mut verdict = judge::mark(card, &answer, None, Proof::NotRun);
        let given = Given { confidence, hints: self.learner.hints_taken(), took_ms, letters };
        let receipt =
            self.notebook.answered((&place.key(), card), (&answer, verdict), given, self.learner)?;
        let mut memory = receipt.as_ref().map(|receipt| receipt.memory.clone());
        self.put(place, |learner, question| Ok(learner.mark(question, &answer, verdict, truth.as_ref())?))?;
        let is_surprise = confidence == Some(Confidence::Sure) && verdict == Verdict::Wrong;
        if is_surprise {
            self.learner.notice(&Notice::SureAndWrong)?;
        }
        let mut left = false;
        if card.experiment.is_some() {
            let wish = self.wish(place, is_surprise)?;
            left = wish == Wish::Left;
            if matches!(wish, Wish::Run | Wish::Always) {
                let (after, now) = self.run(place, Some((&answer, receipt.as_ref())))?;
                (verdict, memory) = (after, now.or(memory));
            }
        }
        self.put(place, |learner, question| Ok(learner.explain(question, &answer)?))?;
        self.last = Some((place.clone(), answer, receipt));
        Ok(Turn::Answered { verdict, memory, left })
    }

    /// Whether the demo is to be run. What somebody was sure of and wrong about is worth seeing at once.
    fn wish(&mut self, place: &Place, is_surprise: bool) -> Result<Wish> {
        let lab = self.lab;
        let wish = match self.policy {
            RunPolicy::Always => Wish::Run,
            RunPolicy::Never => Wish::Not,
            RunPolicy::Ask if is_surprise => Wish::Run,
            RunPolicy::Ask => self.put(place, |learner, question| {
                Ok(learner.offer(question, &|| listings(lab, question.card))?)
            })?,
        };
        if wish == Wish::Always {
            self.policy = RunPolicy::Always;
        }
        Ok(wish)
    }

    /// Runs the demo of a card, stopping as early as its claims are decided, writes down what it says of an answer, and shows it.
    fn run(
        &mut self,
        place: &Place,
        given: Option<(&Answer, Option<&Receipt>)>,
    ) -> Result<(Verdict, Option<Memory>)> {
        let (card, lab) = (place.card(), self.lab);
        let answer = given.map(|(answer, _)| answer);
        // With settings that the demo does not take, a run would speak of another experiment.
        let known = card.experiment.as_ref().and_then(|wanted| Some((wanted, lab.spec(wanted)?)));
        let Some((experiment, spec)) =
            known.filter(|(wanted, spec)| claim::settings(wanted, spec).1.is_empty())
        else {
            let demo = card.experiment.as_ref().map(|wanted| wanted.demo.value.clone()).unwrap_or_default();
            self.put(place, |learner, question| Ok(learner.cannot_run(question, &demo, known.is_some())?))?;
            let verdict = answer.map(|answer| judge::mark(card, answer, None, Proof::NotRun));
            return Ok((verdict.unwrap_or(Verdict::NotMarked), None));
        };
        if let Some(waiting) = lab.waiting(experiment)
            && let Some(consent) = self.learner.agree(&waiting)?
        {
            lab.settle(&waiting, consent)?;
        }
        self.put(place, |learner, question| Ok(learner.running(question)?))?;
        let evidence =
            lab.run(experiment, Limits::QUIZ, &mut |so_far| judge::examine(card, spec, so_far).is_decided())?;
        let examination = judge::examine(card, spec, &evidence);
        let (traced, picture_shows) = picture(lab, experiment, &examination, &evidence)?;
        let truth = judge::truth(card, Some(&evidence));
        let verdict = answer.map(|answer| judge::mark(card, answer, Some(&evidence), examination.proof));
        let mut memory = None;
        if let (Some((answer, Some(receipt))), Some(verdict)) = (given, verdict) {
            let said = (&evidence, &examination);
            memory = self.notebook.ran(receipt, (card, answer, verdict), said, self.learner)?;
        }
        let run = Run {
            spec,
            evidence: &evidence,
            examination: &examination,
            traced: traced.as_ref(),
            picture_shows,
        };
        self.put(place, |learner, question| {
            Ok(learner.show(question, &run, answer, verdict, truth.as_ref())?)
        })?;
        Ok((verdict.unwrap_or(Verdict::NotMarked), memory))
    }
}

/// How much there is to read before an answer can be given, in letters of the English text.
fn letters(card: &Card) -> usize {
    let letters = |text: &Text| text.get(Lang::En).chars().count();
    let options = match &card.body {
        Body::Choice(choices) | Body::Multi(choices) => {
            choices.iter().map(|choice| letters(&choice.text)).sum()
        }
        _ => 0,
    };
    let program = card.experiment.as_ref().and_then(|experiment| experiment.program.as_ref());
    letters(&card.prompt) + options + program.map_or(0, |program| program.code.value.chars().count())
}

fn listings(lab: &dyn Lab, card: &Card) -> Vec<Listing> {
    match &card.experiment {
        Some(Experiment { program: Some(program), .. }) => vec![Listing {
            name: card.id.clone(),
            text: program.code.value.clone(),
            language: program.lang.value.clone().into(),
        }],
        Some(experiment) => lab.source(&experiment.demo.value),
        None => Vec::new(),
    }
}

/// A traced trial that shows what the quiet ones showed, if one can be had.
fn picture(
    lab: &dyn Lab,
    experiment: &Experiment,
    examination: &Examination,
    evidence: &Evidence,
) -> Result<(Option<Trial>, bool)> {
    if evidence.missing.is_some() {
        return Ok((None, false));
    }
    let shown = examination.results.iter().filter(|(s, j)| s.is_true && j.outcome == Outcome::Holds);
    let claims: Vec<_> = shown
        .filter_map(|(statement, _)| match &statement.assertion {
            Assertion::Claim(claim) => Some(claim),
            _ => None,
        })
        .collect();
    let traced = lab.trace(experiment, &mut |trial| shows(&claims, experiment, trial))?;
    let picture_shows = traced.as_ref().is_some_and(|trial| shows(&claims, experiment, trial));
    Ok((traced, picture_shows))
}
