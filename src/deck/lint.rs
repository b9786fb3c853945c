//! Rules about cards that need to know what demos promise; one function a rule.
//!
//! Deliberately missing: running anything. What a rule cannot see in the text, `flow::check` proves. What more than one
//! deck has to be read for is in `lint_across` and `lint_order`.

use super::lint_across::Across;
use super::lint_claims::Claims;
use super::lint_order::{Elsewhere, Ordering};
use super::program::{program_promise, unknown_language};
use crate::claim;
use crate::model::{
    Body, Card, Choice, ClaimText, Class, Deck, DemoSpec, Diagnostic, Language, Place, Problem, Source,
    ValueType, nearest,
};

/// Where linting asks for the promises of demos.
pub trait Demos {
    /// The promise of a demo, if there is one that can be read. Asked only for demos that a card names.
    fn promise(&self, id: &str) -> Option<&DemoSpec>;

    /// The names of all demos, to find what a wrong name may have meant.
    fn names(&self) -> Vec<String>;

    /// The languages in which the program of a card can be written.
    fn languages(&self) -> &[Language];
}

/// Demos and languages that are known beforehand.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The promises of demos.
    pub demos: &'a [DemoSpec],
    /// The languages of programs.
    pub languages: &'a [Language],
}

impl Demos for Known<'_> {
    fn promise(&self, id: &str) -> Option<&DemoSpec> {
        self.demos.iter().find(|demo| demo.id == id)
    }

    fn names(&self) -> Vec<String> {
        self.demos.iter().map(|demo| demo.id.clone()).collect()
    }

    fn languages(&self) -> &[Language] {
        self.languages
    }
}

/// Lints decks one after the other; a deck may be forgotten as soon as it was linted.
pub struct Linter<'d, D: Demos + ?Sized> {
    demos: &'d D,
    claims: Claims,
    across: Across,
    ordering: Ordering,
    elsewhere: Option<&'d Elsewhere<'d>>,
}

impl<'d, D: Demos + ?Sized> Linter<'d, D> {
    /// A linter that has seen nothing yet.
    pub fn new(demos: &'d D) -> Self {
        let (claims, across) = (Claims::default(), Across::default());
        Linter { demos, claims, across, ordering: Ordering::default(), elsewhere: None }
    }

    /// The same where somebody knows which other decks there are; otherwise no deck is called missing.
    pub fn beside(self, elsewhere: &'d Elsewhere<'d>) -> Self {
        Linter { elsewhere: Some(elsewhere), ..self }
    }

    /// Every problem of a deck that reading alone could not see; `source` is the text that it was read from.
    pub fn deck(&mut self, deck: &Deck, source: &Source) -> Vec<Diagnostic> {
        let mut problems = self.across.deck(deck, source);
        self.ordering.deck(deck);
        for card in &deck.cards {
            self.card(card, source, deck, &mut problems);
        }
        if !problems.is_empty() {
            let lost = |d: &Diagnostic| deck.is_broken_at(&d.place) && could_be_lost(&d.problem);
            problems.retain(|d| !(deck.allows(d) || lost(d)));
            problems.sort_by_key(|d| (d.place.span.start, d.place.span.end));
        }
        problems
    }

    fn card(&mut self, card: &Card, source: &Source, deck: &Deck, problems: &mut Vec<Diagnostic>) {
        let Some(experiment) = &card.experiment else {
            if !deck.is_broken_at(&card.place) {
                claims_need_a_demo(card, problems);
            }
            return;
        };
        let promise = match &experiment.program {
            Some(program) => {
                problems.extend(unknown_language(&program.lang, self.demos.languages()));
                Some(program_promise())
            }
            None => self.demos.promise(&experiment.demo.value),
        };
        let Some(spec) = promise else {
            let demo = experiment.demo.value.clone();
            let names = self.demos.names();
            let meant = nearest(&demo, names.iter().map(String::as_str)).map(str::to_owned);
            problems
                .push(Diagnostic::new(Problem::UnknownDemo { demo, meant }, experiment.demo.place.clone()));
            return;
        };
        if !experiment.set.is_empty() {
            problems.extend(claim::settings(experiment, spec).1);
        }
        let verdicts: Vec<Option<bool>> = card_claims(card)
            .map(|text| text.map(|text| self.claims.check(text, spec, source, problems)))
            .collect();
        keys_are_observable(card, spec, problems);
        choices_can_be_decided(card, &verdicts, problems);
        keys_can_be_contradicted(card, &verdicts, problems);
        if experiment.program.is_none() {
            demos_prove_something(card, &experiment.demo.value, problems);
        }
    }

    /// What can be said only when every deck was read.
    pub fn finish(self) -> Vec<Diagnostic> {
        let mut problems = self.across.finish();
        problems.extend(self.ordering.finish(self.elsewhere));
        problems
    }
}

/// Every problem of a single deck that reading alone could not see.
pub fn lint(deck: &Deck, source: &Source, demos: &[DemoSpec], languages: &[Language]) -> Vec<Diagnostic> {
    let known = Known { demos, languages };
    let mut linter = Linter::new(&known);
    let mut problems = linter.deck(deck, source);
    problems.extend(linter.finish());
    problems.sort_by_key(|d| (d.place.span.start, d.place.span.end));
    problems
}

/// Whether what the problem misses may have stood in a stretch that could not be read.
fn could_be_lost(problem: &Problem) -> bool {
    Problem::WARNINGS.contains(&problem.code())
}

/// The claim of every choice or pair, where it has one.
fn card_claims(card: &Card) -> Box<dyn Iterator<Item = Option<&ClaimText>> + '_> {
    match &card.body {
        Body::Choice(choices) | Body::Multi(choices) => Box::new(choices.iter().map(|c| c.claim.as_ref())),
        Body::Match(pairs) => Box::new(pairs.iter().map(|p| p.claim.as_ref())),
        _ => Box::new(std::iter::empty()),
    }
}

fn claims_need_a_demo(card: &Card, problems: &mut Vec<Diagnostic>) {
    let places = card_claims(card).flatten().map(|claim| claim.place().clone());
    let observed = match &card.body {
        Body::Number { observe, .. } | Body::Order { observe, .. } | Body::Text { observe, .. } => {
            observe.as_ref()
        }
        _ => None,
    };
    let places: Vec<Place> = places.chain(observed.map(|name| name.place.clone())).collect();
    problems.extend(places.into_iter().map(|place| Diagnostic::new(Problem::ClaimWithoutDemo, place)));
}

/// Keys come from forced, accounting and ratio observations of the right type; stated keys from forced ones.
fn keys_are_observable(card: &Card, spec: &DemoSpec, problems: &mut Vec<Diagnostic>) {
    let (observe, stated, wanted) = match &card.body {
        Body::Number { observe, expect, .. } => (observe, expect.is_some(), "number"),
        Body::Order { observe, expect, .. } => (observe, expect.is_some(), "list"),
        Body::Text { observe, accept, .. } => (observe, !accept.is_empty(), "text"),
        _ => return,
    };
    let Some(name) = observe else { return };
    let mut report = |problem| problems.push(Diagnostic::new(problem, name.place.clone()));
    let Some(observation) = spec.observation(&name.value) else {
        let meant = nearest(&name.value, spec.observations.iter().map(|o| o.id.as_str())).map(str::to_owned);
        report(Problem::UnknownObservation { demo: spec.id.clone(), name: name.value.clone(), meant });
        return;
    };
    let fits = match wanted {
        "number" => matches!(observation.kind, ValueType::Int | ValueType::Float),
        "list" => observation.kind == ValueType::List,
        _ => observation.kind == ValueType::Text,
    };
    let (id, class) = (observation.id.clone(), observation.class);
    if !fits {
        report(Problem::ObservationType { name: id, wanted });
    } else if class == Class::Unsafe {
        report(Problem::UnsafeObservation { name: id, instead: observation.instead.clone() });
    } else if class == Class::Witness {
        report(Problem::NotAKey { name: id, class });
    } else if stated && class != Class::Forced {
        report(Problem::KeyNotProvable { name: id, class });
    }
}

/// Where one choice claims something, every choice does: the right one so that it can be shown, a wrong one so that it can
/// be refuted. `refutable` says of each claim whether some run could refute it.
fn choices_can_be_decided(card: &Card, refutable: &[Option<bool>], problems: &mut Vec<Diagnostic>) {
    let (Body::Choice(choices) | Body::Multi(choices)) = &card.body else { return };
    if refutable.iter().all(Option::is_none) {
        return;
    }
    for (choice, refutable) in choices.iter().zip(refutable) {
        let problem = match refutable {
            None if choice.unprovable.is_none() => Problem::NoClaim(choice.id.clone()),
            Some(false) if !choice.correct => Problem::Irrefutable(choice.id.clone()),
            _ => continue,
        };
        problems.push(Diagnostic::new(problem, choice.place.clone()));
    }
}

/// A card whose key some run could contradict: by refuting what is right, or by showing what is wrong.
fn keys_can_be_contradicted(card: &Card, refutable: &[Option<bool>], problems: &mut Vec<Diagnostic>) {
    let claims_something = refutable.iter().any(Option::is_some);
    let is_refutable = refutable.contains(&Some(true));
    // Wrong choices without a claim or a reason have been told one by one.
    let is_silent = |choice: &Choice| choice.correct || choice.unprovable.is_some();
    let nothing_wrong_is_claimed = match &card.body {
        Body::Choice(choices) | Body::Multi(choices) => choices
            .iter()
            .zip(refutable)
            .all(|(choice, claim)| is_silent(choice) && (choice.correct || claim.is_none())),
        Body::Match(_) => true,
        _ => return,
    };
    if claims_something && !is_refutable && nothing_wrong_is_claimed {
        problems.push(Diagnostic::new(Problem::IrrefutableKey, card.place.clone()));
    }
}

/// A card that names a demo lets it decide something, or says why it cannot. A flash card may just show it.
fn demos_prove_something(card: &Card, demo: &str, problems: &mut Vec<Diagnostic>) {
    let is_idle = match &card.body {
        Body::Choice(choices) | Body::Multi(choices) => {
            choices.iter().all(|choice| choice.claim.is_none() && choice.unprovable.is_none())
        }
        Body::Match(pairs) => pairs.iter().all(|pair| pair.claim.is_none()),
        Body::Number { observe, .. } | Body::Order { observe, .. } | Body::Text { observe, .. } => {
            observe.is_none()
        }
        Body::Flash(_) | Body::Cloze { .. } | Body::Output { .. } => false,
    };
    if is_idle {
        let problem = Problem::UnprovenCard { demo: demo.to_owned() };
        problems.push(Diagnostic::new(problem, card.place.clone()));
    }
}
