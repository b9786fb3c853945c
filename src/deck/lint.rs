//! Rules about cards that need to know what demos promise; one function a rule.
//!
//! Deliberately missing: running anything. What a rule cannot see in the text, `flow::check` proves.

use super::program::{program_promise, unknown_language};
use crate::claim::{self, Claim};
use crate::model::{
    Body, Card, Choice, ClaimText, Class, Deck, DemoSpec, Diagnostic, Experiment, Language, Problem,
    ValueType, nearest,
};

/// A rule: a card, the promise of its demo, and where problems go.
type Rule = fn(&Card, &DemoSpec, &mut Vec<Diagnostic>);

/// Every rule for cards with a demo, in the order in which they are applied.
const RULES: [Rule; 4] = [settings_fit, claims_compile, keys_are_observable, wrong_choices_can_be_refuted];

/// Every problem of a deck that reading alone could not see. Claims are checked against the demos in `demos`, programs of cards
/// against `languages`.
pub fn lint(deck: &Deck, demos: &[DemoSpec], languages: &[Language]) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for card in &deck.cards {
        match &card.experiment {
            None => claims_need_a_demo(card, &mut problems),
            Some(Experiment { program: Some(program), .. }) => {
                problems.extend(unknown_language(&program.lang, languages));
                RULES.iter().for_each(|rule| rule(card, program_promise(), &mut problems));
            }
            Some(experiment) => match demos.iter().find(|demo| demo.id == experiment.demo.value) {
                Some(spec) => RULES.iter().for_each(|rule| rule(card, spec, &mut problems)),
                None => {
                    let demo = experiment.demo.value.clone();
                    let meant = nearest(&demo, demos.iter().map(|d| d.id.as_str())).map(str::to_owned);
                    let problem = Problem::UnknownDemo { demo, meant };
                    problems.push(Diagnostic::new(problem, experiment.demo.place.clone()));
                }
            },
        }
    }
    problems.sort_by_key(|d| (d.place.span.start, d.place.span.end));
    problems
}

fn claims(card: &Card) -> Vec<&ClaimText> {
    match &card.body {
        Body::Choice(choices) | Body::Multi(choices) => {
            choices.iter().filter_map(|c| c.claim.as_ref()).collect()
        }
        Body::Match(pairs) => pairs.iter().filter_map(|p| p.claim.as_ref()).collect(),
        _ => Vec::new(),
    }
}

fn claims_need_a_demo(card: &Card, problems: &mut Vec<Diagnostic>) {
    let places = claims(card).into_iter().map(|claim| claim.place().clone());
    let observed = match &card.body {
        Body::Number { observe, .. } | Body::Order { observe, .. } | Body::Text { observe, .. } => {
            observe.as_ref()
        }
        _ => None,
    };
    let places = places.chain(observed.map(|name| name.place.clone()));
    problems.extend(places.map(|place| Diagnostic::new(Problem::ClaimWithoutDemo, place)));
}

fn settings_fit(card: &Card, spec: &DemoSpec, problems: &mut Vec<Diagnostic>) {
    if let Some(experiment) = &card.experiment {
        problems.extend(claim::settings(experiment, spec).1);
    }
}

fn claims_compile(card: &Card, spec: &DemoSpec, problems: &mut Vec<Diagnostic>) {
    for text in claims(card) {
        if let Err(found) = claim::compile(text, spec) {
            // A finding's own problems belong to its promise, where they are reported with their place.
            let own = found.into_iter().filter(|d| belongs_to(text, d));
            problems.extend(own);
        }
    }
}

fn belongs_to(text: &ClaimText, problem: &Diagnostic) -> bool {
    match text {
        ClaimText::Finding { id, .. } => problem.place == id.place,
        ClaimText::Predicates { .. } => true,
    }
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

fn wrong_choices_can_be_refuted(card: &Card, spec: &DemoSpec, problems: &mut Vec<Diagnostic>) {
    let (Body::Choice(choices) | Body::Multi(choices)) = &card.body else { return };
    if choices.iter().all(|choice| choice.claim.is_none()) {
        return;
    }
    for choice in choices.iter().filter(|choice| !choice.correct) {
        if let Some(problem) = refutable(choice, spec) {
            problems.push(Diagnostic::new(problem, choice.place.clone()));
        }
    }
}

fn refutable(choice: &Choice, spec: &DemoSpec) -> Option<Problem> {
    match &choice.claim {
        None if choice.unprovable.is_some() => None,
        None => Some(Problem::NoClaim(choice.id.clone())),
        Some(text) => match claim::compile(text, spec) {
            Ok(Claim { fails: None, .. }) => Some(Problem::Irrefutable(choice.id.clone())),
            _ => None,
        },
    }
}
