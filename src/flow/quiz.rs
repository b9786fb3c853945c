//! The learner's story: asked, answered, run, shown.

use anyhow::Result;

use super::demo::shows;
use crate::claim;
use crate::judge::{self, Assertion, Examination};
use crate::lab::{Lab, Limits};
use crate::model::{Answer, Card, Evidence, Experiment, Listing, Outcome, Proof, Trial, Verdict};
use crate::screen::{Learner, Question, Reply, Run, Wish};
use crate::study::{Layout, Picked, Session};

use super::Library;

/// Whether demos are run after an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunPolicy {
    /// The learner is asked each time.
    Ask,
    /// Each time, unasked.
    Always,
    /// Not at all.
    Never,
}

/// Asks every card of a session until it is through or the learner leaves.
///
/// # Errors
///
/// The screen cannot be written, or a demo cannot be started.
pub fn quiz(
    library: &Library,
    session: &mut Session,
    lab: &dyn Lab,
    learner: &mut dyn Learner,
    mut policy: RunPolicy,
) -> Result<()> {
    let mut last: Option<(Picked, usize, Answer)> = None;
    'cards: while let Some((picked, number)) = session.next_card() {
        let seat = Seat { library, lab, total: session.len(), seed: session.seed() };
        let answer = loop {
            match seat.with(picked, number, |question| Ok(learner.ask(question)?))? {
                Reply::Answered(answer) => break answer,
                Reply::Left => break 'cards,
                Reply::Skipped => {
                    session.record(None);
                    continue 'cards;
                }
                Reply::Demo => {
                    // "demo" means the card that was just answered; before the first answer, this one.
                    let (picked, number, answer) = match &last {
                        Some((picked, number, answer)) => (*picked, *number, Some(answer)),
                        None => (picked, number, None),
                    };
                    seat.with(picked, number, |question| run(lab, learner, question, answer).map(|_| ()))?;
                }
            }
        };
        let (verdict, left) =
            seat.with(picked, number, |question| settle(lab, learner, question, &answer, &mut policy))?;
        session.record(Some(verdict));
        last = Some((picked, number, answer));
        if left {
            break;
        }
    }
    learner.farewell(session.tally())?;
    Ok(())
}

/// What every question of a sitting has in common.
struct Seat<'a> {
    library: &'a Library,
    lab: &'a dyn Lab,
    total: usize,
    seed: u64,
}

impl Seat<'_> {
    fn with<T>(
        &self,
        picked: Picked,
        number: usize,
        tell: impl FnOnce(&Question<'_>) -> Result<T>,
    ) -> Result<T> {
        let deck = &self.library.decks[picked.deck];
        let card = &deck.cards[picked.card];
        let layout = Layout::of(card, self.seed);
        // The promise is read only when a demo is wanted, so that the first prompt does not wait for it.
        let spec = || card.experiment.as_ref().and_then(|experiment| self.lab.spec(experiment));
        tell(&Question { deck, card, number, total: self.total, layout: &layout, spec: &spec })
    }
}

/// Marks an answer, runs the demo if it is wanted, and explains; also says whether the learner left.
fn settle(
    lab: &dyn Lab,
    learner: &mut dyn Learner,
    question: &Question<'_>,
    answer: &Answer,
    policy: &mut RunPolicy,
) -> Result<(Verdict, bool)> {
    let truth = judge::truth(question.card, None);
    let mut verdict = judge::mark(question.card, answer, None, Proof::NotRun);
    learner.mark(question, answer, verdict, truth.as_ref())?;
    let mut left = false;
    if can_run(question.card) {
        let wish = match policy {
            RunPolicy::Always => Wish::Run,
            RunPolicy::Never => Wish::Not,
            RunPolicy::Ask => learner.offer(question, &|| listings(lab, question.card))?,
        };
        if wish == Wish::Always {
            *policy = RunPolicy::Always;
        }
        left = wish == Wish::Left;
        if matches!(wish, Wish::Run | Wish::Always) {
            verdict = run(lab, learner, question, Some(answer))?;
        }
    }
    learner.explain(question, answer)?;
    Ok((verdict, left))
}

/// Whether a run can say anything about a card.
fn can_run(card: &Card) -> bool {
    card.experiment.is_some()
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

/// Runs the demo of a card, stopping as early as its claims are decided, and shows what happened.
fn run(
    lab: &dyn Lab,
    learner: &mut dyn Learner,
    question: &Question<'_>,
    answer: Option<&Answer>,
) -> Result<Verdict> {
    let card = question.card;
    // With settings that the demo does not take, a run would speak of another experiment.
    let known = card.experiment.as_ref().zip((question.spec)());
    let Some((experiment, spec)) = known.filter(|(wanted, spec)| claim::settings(wanted, spec).1.is_empty())
    else {
        let demo = card.experiment.as_ref().map(|wanted| wanted.demo.value.clone()).unwrap_or_default();
        learner.cannot_run(question, &demo, known.is_some())?;
        return Ok(answer.map_or(Verdict::NotMarked, |answer| judge::mark(card, answer, None, Proof::NotRun)));
    };
    if let Some(waiting) = lab.waiting(experiment)
        && let Some(consent) = learner.agree(&waiting)?
    {
        lab.settle(&waiting, consent)?;
    }
    learner.running(question)?;
    let evidence =
        lab.run(experiment, Limits::QUIZ, &mut |so_far| judge::examine(card, spec, so_far).is_decided())?;
    let examination = judge::examine(card, spec, &evidence);
    let (traced, picture_shows) = picture(lab, experiment, &examination, &evidence)?;
    let truth = judge::truth(card, Some(&evidence));
    let verdict = answer.map(|answer| judge::mark(card, answer, Some(&evidence), examination.proof));
    let run =
        Run { spec, evidence: &evidence, examination: &examination, traced: traced.as_ref(), picture_shows };
    learner.show(question, &run, answer, verdict, truth.as_ref())?;
    Ok(verdict.unwrap_or(Verdict::NotMarked))
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
