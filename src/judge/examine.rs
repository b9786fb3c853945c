//! What a card asserts, and what the evidence says of each assertion.

use super::effect::{does, effect};
use super::evaluate::{Vote, count, evaluate};
use super::mark::same_words;
use crate::claim::{self, Claim};
use crate::model::{
    Body, Card, ClaimText, Class, Decider, DemoSpec, Effect, Evidence, Judgement, Missing, Outcome, Proof,
    Tolerance, Trial, Value, Why,
};

/// What part of a card an assertion belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The choice with that index.
    Choice(usize),
    /// The pair with that index.
    Pair(usize),
    /// The key of the card.
    Key,
}

/// Something that a run can show.
#[derive(Clone, Debug)]
pub enum Assertion {
    /// A claim of a choice or pair.
    Claim(Claim),
    /// The stated number is what is observed.
    Number {
        /// The observation.
        observe: String,
        /// The stated key.
        expect: f64,
        /// How close is close enough.
        within: Tolerance,
    },
    /// The stated order is what is observed.
    Order {
        /// The observation.
        observe: String,
        /// The stated key.
        expect: Vec<String>,
    },
    /// One of the accepted words is what is observed.
    Text {
        /// The observation.
        observe: String,
        /// The accepted words.
        accept: Vec<String>,
    },
    /// The stated effect is what the card's program does; without one, it does the same in every run.
    Effect(Option<Effect>),
    /// The run reports a key of its own.
    Reported {
        /// The observation.
        observe: String,
        /// Whether every run must report the same; otherwise it is measured, in runs that were not held still.
        same: bool,
    },
}

/// An assertion of a card, with what the author says of it.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Which part of the card.
    pub about: About,
    /// What the author says: true statements hold, false ones fail.
    pub is_true: bool,
    /// What is asserted.
    pub assertion: Assertion,
}

/// What the evidence says of a card.
#[derive(Clone, Debug)]
pub struct Examination {
    /// Every statement with its judgement.
    pub results: Vec<(Statement, Judgement)>,
    /// All of them together.
    pub proof: Proof,
}

impl Examination {
    /// The judgement of a part of the card.
    pub fn judgement(&self, about: About) -> Option<&Judgement> {
        self.results.iter().find(|(statement, _)| statement.about == about).map(|(_, judgement)| judgement)
    }

    /// Whether more trials cannot change anything.
    pub fn is_decided(&self) -> bool {
        self.results.iter().all(|(_, judgement)| super::is_decided(judgement))
    }
}

/// The text of the claim of a part of a card.
pub fn claim_text(card: &Card, about: About) -> Option<&ClaimText> {
    match (about, &card.body) {
        (About::Choice(i), Body::Choice(choices) | Body::Multi(choices)) => choices.get(i)?.claim.as_ref(),
        (About::Pair(i), Body::Match(pairs)) => pairs.get(i)?.claim.as_ref(),
        _ => None,
    }
}

/// Everything a card asserts that a run of its demo can show. Claims with problems are left out: lint reports them.
pub fn statements(card: &Card, spec: &DemoSpec) -> Vec<Statement> {
    let of_claim = |about, is_true, text: Option<&ClaimText>| {
        let claim = claim::compile(text?, spec).ok()?;
        Some(Statement { about, is_true, assertion: Assertion::Claim(claim) })
    };
    match &card.body {
        Body::Choice(choices) | Body::Multi(choices) => {
            let each = choices.iter().enumerate();
            each.filter_map(|(i, c)| of_claim(About::Choice(i), c.correct, c.claim.as_ref())).collect()
        }
        Body::Match(pairs) => {
            let each = pairs.iter().enumerate();
            each.filter_map(|(i, pair)| of_claim(About::Pair(i), true, pair.claim.as_ref())).collect()
        }
        Body::Flash(_) | Body::Cloze { .. } => Vec::new(),
        Body::Output { expect } => {
            let assertion = Assertion::Effect(expect.as_ref().map(|expect| expect.value.clone()));
            vec![Statement { about: About::Key, is_true: true, assertion }]
        }
        body => key_assertion(body, spec)
            .map(|assertion| Statement { about: About::Key, is_true: true, assertion })
            .into_iter()
            .collect(),
    }
}

fn key_assertion(body: &Body, spec: &DemoSpec) -> Option<Assertion> {
    let reported = |observe: String| {
        let same = spec.observation(&observe).is_none_or(|promise| promise.class == Class::Forced);
        Assertion::Reported { observe, same }
    };
    match body {
        Body::Number { observe, expect, within, .. } => {
            let observe = observe.as_ref()?.value.clone();
            Some(match expect {
                Some(expect) => Assertion::Number { observe, expect: expect.value, within: *within },
                None => reported(observe),
            })
        }
        Body::Order { observe, expect, .. } => {
            let observe = observe.as_ref()?.value.clone();
            Some(match expect {
                Some(expect) => Assertion::Order { observe, expect: expect.value.clone() },
                None => reported(observe),
            })
        }
        Body::Text { observe, accept, .. } => {
            let observe = observe.as_ref()?.value.clone();
            Some(match accept.is_empty() {
                false => Assertion::Text { observe, accept: accept.clone() },
                true => reported(observe),
            })
        }
        _ => None,
    }
}

/// A margin below this may be gone on another machine, or tomorrow.
const THIN: f64 = 0.05;

/// The comparison that decided by the thinnest margin, if that is thin: how far a counter or a ratio is from its threshold. Forced
/// values have no margin, and a witness that was seen is seen.
pub fn thin<'j>(judgement: &'j Judgement, spec: &DemoSpec) -> Option<(&'j Decider, f64)> {
    let measured = |decider: &&Decider| {
        let promises = decider.values.iter().filter_map(|(name, _)| spec.observation(name));
        promises.into_iter().any(|promise| matches!(promise.class, Class::Accounting | Class::Ratio))
    };
    let deciders = judgement.deciders.iter().filter(measured);
    let margins = deciders.filter_map(|decider| Some((decider, decider.margin?)));
    margins.min_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, margin)| *margin < THIN)
}

/// What the evidence says of every statement of a card.
pub fn examine(card: &Card, spec: &DemoSpec, evidence: &Evidence) -> Examination {
    let judged = statements(card, spec).into_iter().map(|statement| {
        let judgement = judge(&statement.assertion, evidence);
        (statement, judgement)
    });
    let results: Vec<_> = judged.collect();
    let proof = proof(&results);
    Examination { results, proof }
}

fn judge(assertion: &Assertion, evidence: &Evidence) -> Judgement {
    match assertion {
        Assertion::Claim(claim) => evaluate(claim, evidence),
        Assertion::Number { observe, expect, within } => compare(evidence, observe, |value| {
            value.number().is_some_and(|value| within.accepts(*expect, value))
        }),
        Assertion::Order { observe, expect } => compare(evidence, observe, |value| match value {
            Value::List(items) => items == expect,
            _ => false,
        }),
        Assertion::Text { observe, accept } => compare(evidence, observe, |value| match value {
            Value::Text(words) => accept.iter().any(|accepted| same_words(accepted, words)),
            _ => false,
        }),
        Assertion::Effect(stated) => did(evidence, stated.as_ref()),
        Assertion::Reported { observe, same: true } => {
            let complete = evidence.trials.iter().filter(|trial| trial.complete);
            let first = complete.filter_map(|trial| trial.value(observe)).next();
            compare(evidence, observe, |value| Some(value) == first)
        }
        Assertion::Reported { observe, same: false } => measured(evidence, observe),
    }
}

/// Judges a key against the observation that it predicts; the observation is forced, so every trial counts.
fn compare(evidence: &Evidence, observe: &str, agrees: impl Fn(&Value) -> bool) -> Judgement {
    count(evidence, Class::Forced, |trial| match trial.value(observe) {
        Some(value) if agrees(value) => Vote::Holds(vec![read(trial, observe, value)]),
        Some(value) => Vote::Fails(vec![read(trial, observe, value)]),
        None => Vote::Nothing(not_reported(trial, observe)),
    })
}

/// Judges what a program does against the stated key, or against what it did first.
fn did(evidence: &Evidence, stated: Option<&Effect>) -> Judgement {
    let first = || evidence.trials.iter().filter(|trial| trial.complete).find_map(effect);
    let key = stated.cloned().or_else(first);
    count(evidence, Class::Forced, |trial| {
        let observe =
            if trial.value("compiles") == Some(&Value::Bool(false)) { "compile_errors" } else { "stdout" };
        match key.as_ref().and_then(|key| does(trial, key)).zip(trial.value(observe)) {
            Some((true, value)) => Vote::Holds(vec![read(trial, observe, value)]),
            Some((false, value)) => Vote::Fails(vec![read(trial, observe, value)]),
            None => Vote::Nothing(not_reported(trial, observe)),
        }
    })
}

/// Whether a key was measured in a trial that was not held still: a stall must not become the answer.
fn measured(evidence: &Evidence, observe: &str) -> Judgement {
    count(evidence, Class::Forced, |trial| match trial.value(observe) {
        Some(_) if trial.disturbance.held_still() => Vote::Nothing(Why::Noise),
        Some(value) => Vote::Holds(vec![read(trial, observe, value)]),
        None => Vote::Nothing(not_reported(trial, observe)),
    })
}

fn not_reported(trial: &Trial, observe: &str) -> Why {
    match trial.skip_for(observe) {
        Some(skip) => Why::Missing(Missing::Said { what: skip.what.clone(), why: skip.why.clone() }),
        None => Why::NotReported(observe.to_owned()),
    }
}

fn read(trial: &Trial, observe: &str, value: &Value) -> Decider {
    let values = vec![(observe.to_owned(), value.clone())];
    Decider { trial: trial.number, text: observe.to_owned(), values, margin: None }
}

fn proof(results: &[(Statement, Judgement)]) -> Proof {
    let wanted = |statement: &Statement| if statement.is_true { Outcome::Holds } else { Outcome::Fails };
    let opposite = |statement: &Statement| if statement.is_true { Outcome::Fails } else { Outcome::Holds };
    if results.is_empty() {
        return Proof::NotRun;
    }
    let contradicted =
        results.iter().any(|(s, j)| j.outcome == opposite(s) || j.outcome == Outcome::Conflict);
    if contradicted {
        return Proof::Contradicted;
    }
    if results.iter().all(|(s, j)| j.outcome == wanted(s)) {
        return Proof::Proven;
    }
    // The key's own statements come first; where it has none, every statement speaks for it.
    let has_key = results.iter().any(|(s, _)| s.is_true);
    let key = results.iter().filter(|(s, _)| s.is_true || !has_key);
    match key.map(|(_, j)| j.outcome).find(|outcome| !matches!(outcome, Outcome::Holds | Outcome::Fails)) {
        None => Proof::Partly,
        Some(Outcome::Unavailable) => Proof::Unavailable,
        Some(_) => Proof::NotShown,
    }
}

#[cfg(test)]
#[path = "examine_tests.rs"]
mod tests;
