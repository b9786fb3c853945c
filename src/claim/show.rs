//! Does one trial show a predicate? True, false, or not to be said.

use cel::common::ast::Expr;
use cel::{Context, Value as CelValue};
use std::collections::{BTreeMap, HashMap};

use super::compile::Predicate;
use super::parse::{Condition, Leaf};
use crate::model::{Class, Decider, Trial, Value};

/// What one trial says of a predicate.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// Whether it is true; `None` when something it needs was not reported.
    pub truth: Option<bool>,
    /// The comparisons that made it true.
    pub deciders: Vec<Decider>,
    /// The first observation that was not reported, if that is why nothing can be said.
    pub missing: Option<String>,
    /// Whether a comparison counts only if the trial was not held still.
    pub leans_on_stillness: bool,
}

/// What a trial says of a predicate; only complete trials should be asked.
pub fn show(predicate: &Predicate, trial: &Trial) -> Shown {
    let context = context(trial);
    let mut deciders = Vec::new();
    let truth = truth(&predicate.condition, &context, &mut deciders);
    let names = predicate.observations().iter().map(|(name, _)| name);
    let missing = match truth {
        None => names.into_iter().find(|name| trial.value(name).is_none()).cloned(),
        Some(_) => None,
    };
    let leans_on_stillness = deciders.iter().any(|leaf| predicate.gated.contains(&leaf.text));
    let deciders = match truth {
        Some(true) => deciders.iter().map(|leaf| decider(leaf, predicate, trial, &context)).collect(),
        _ => Vec::new(),
    };
    Shown { truth, deciders, missing, leans_on_stillness }
}

fn truth<'c>(
    condition: &'c Condition,
    context: &Context<'_, '_>,
    deciders: &mut Vec<&'c Leaf>,
) -> Option<bool> {
    match condition {
        Condition::Leaf(leaf) => {
            let truth = match context.resolve(&leaf.expr) {
                Ok(CelValue::Bool(truth)) => Some(truth != leaf.denied),
                _ => None,
            };
            if truth == Some(true) {
                deciders.push(leaf);
            }
            truth
        }
        Condition::All(parts) => {
            let before = deciders.len();
            let truths: Vec<_> = parts.iter().map(|part| truth(part, context, deciders)).collect();
            let all = match truths.contains(&Some(false)) {
                true => Some(false),
                false => truths.into_iter().collect::<Option<Vec<_>>>().map(|_| true),
            };
            if all != Some(true) {
                // What is true in a conjunction that is not has decided nothing.
                deciders.truncate(before);
            }
            all
        }
        Condition::Any(parts) => {
            let truths: Vec<_> = parts.iter().map(|part| truth(part, context, deciders)).collect();
            match truths.contains(&Some(true)) {
                true => Some(true),
                false => truths.into_iter().collect::<Option<Vec<_>>>().map(|_| false),
            }
        }
    }
}

fn decider(leaf: &Leaf, predicate: &Predicate, trial: &Trial, context: &Context<'_, '_>) -> Decider {
    let value = |name: &String| Some((name.clone(), trial.value(name)?.clone()));
    let exact = leaf.names.iter().all(|name| {
        let class = predicate.observations().iter().find(|(n, _)| n == name);
        class.is_none_or(|(_, class)| *class == Class::Forced)
    });
    Decider {
        trial: trial.number,
        text: leaf.text.clone(),
        values: leaf.names.iter().filter_map(value).collect(),
        margin: if exact { None } else { margin(leaf, context) },
    }
}

/// How far both sides of an ordering are apart, relative to the larger of them. Whole numbers are measured to the next number that
/// would not do: 1 is as far from failing `n >= 1` as it can be.
fn margin(leaf: &Leaf, context: &Context<'_, '_>) -> Option<f64> {
    let Expr::Call(call) = &leaf.expr.expr else { return None };
    let inclusive = match call.func_name.as_str() {
        "_<=_" | "_>=_" => !leaf.denied,
        "_<_" | "_>_" => leaf.denied,
        _ => return None,
    };
    let [left, right] = call.args.as_slice() else { return None };
    let (left, right) = (context.resolve(left).ok()?, context.resolve(right).ok()?);
    let whole = matches!((&left, &right), (CelValue::Int(_), CelValue::Int(_)));
    let (left, right) = (number(&left)?, number(&right)?);
    let larger = left.abs().max(right.abs());
    let apart = (left - right).abs() + if whole && inclusive { 1.0 } else { 0.0 };
    Some(if larger == 0.0 { apart.min(1.0) } else { (apart / larger).min(1.0) })
}

fn number(value: &CelValue) -> Option<f64> {
    match value {
        #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
        CelValue::Int(n) => Some(*n as f64),
        CelValue::Float(x) => Some(*x),
        _ => None,
    }
}

/// The names of a trial as CEL sees them: cells and `params` are maps.
fn context<'v>(trial: &Trial) -> Context<'static, 'v> {
    let mut maps: BTreeMap<&str, HashMap<String, CelValue>> = BTreeMap::new();
    let mut context = Context::default();
    for (name, value) in &trial.observations {
        match name.split_once('.') {
            Some((cell, name)) => {
                maps.entry(cell).or_default().insert(name.to_owned(), cel_value(value));
            }
            None => context.add_variable_from_value(name.clone(), cel_value(value)),
        }
    }
    let params = trial.params.iter().map(|(name, value)| (name.clone(), cel_value(value)));
    maps.insert("params", params.collect());
    for (cell, map) in maps {
        context.add_variable_from_value(cell, map);
    }
    context
}

fn cel_value(value: &Value) -> CelValue {
    match value {
        Value::Bool(truth) => CelValue::Bool(*truth),
        Value::Int(n) => CelValue::Int(*n),
        Value::Float(x) => CelValue::Float(*x),
        Value::Text(words) => words.clone().into(),
        Value::List(items) => items.clone().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::compile;
    use super::super::sample::{at, spec};
    use super::*;
    use crate::model::{ClaimText, Values};

    fn shown(predicate: &str, observations: &[(&str, Value)]) -> Shown {
        let text = ClaimText::Predicates { holds: at(predicate), fails: Some(at("false")) };
        let claim = compile(&text, &spec()).unwrap_or_else(|problems| panic!("{predicate}: {problems:?}"));
        let observations = observations.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        let params = Values::from([("n".into(), Value::Int(3))]);
        let trial = Trial { number: 4, observations: observations.collect(), params, ..Trial::default() };
        show(&claim.holds, &trial)
    }

    #[test]
    fn what_was_not_reported_is_neither_true_nor_false() {
        let three = [("cell.n", Value::Int(3))];
        for (predicate, truth) in [
            ("cell.n == params.n", Some(true)),
            ("cell.n != 3", Some(false)),
            ("word == 'x'", None),
            ("cell.n == 3 && word == 'x'", None),
            ("cell.n == 4 && word == 'x'", Some(false)),
            ("word == 'x' && cell.n == 4", Some(false)),
            ("word == 'x' || cell.n == 3", Some(true)),
            ("cell.n == 4 || !(word == 'x')", None),
        ] {
            let shown = shown(predicate, &three);
            assert_eq!(shown.truth, truth, "{predicate}");
            assert_eq!(shown.missing.as_deref(), truth.is_none().then_some("word"), "{predicate}");
        }
    }

    #[test]
    fn what_decided_is_told_with_its_values_and_how_thin_it_was() {
        let values = [("cell.n", Value::Int(3)), ("ratio", Value::Float(2.0))];
        let shown = shown("(cell.n == 4 || ratio >= 1.5) && !(cell.n < 3)", &values);
        let told: Vec<_> = shown.deciders.iter().map(|d| (d.trial, d.text.as_str(), d.margin)).collect();
        assert_eq!(told, [(4, "ratio >= 1.5", Some(0.25)), (4, "!(cell.n < 3)", None)]);
        assert_eq!(shown.deciders[0].values, [("ratio".to_owned(), Value::Float(2.0))]);
    }

    #[test]
    fn a_margin_reaches_to_the_next_number_that_would_not_do() {
        for (predicate, switches, margin) in [
            ("switches >= 10", 10, 0.1),
            ("switches >= 10", 20, 0.55),
            ("switches <= 2", 2, 0.5),
            ("switches <= 2", 0, 1.0),
            ("!(switches > 2)", 2, 0.5),
            ("switches > 10", 11, 1.0 / 11.0),
        ] {
            let shown = shown(predicate, &[("switches", Value::Int(switches))]);
            assert_eq!(shown.deciders[0].margin, Some(margin), "{predicate} {switches}");
        }
    }

    #[test]
    fn only_a_comparison_that_decided_can_lean_on_stillness() {
        let says = |switches| [("cell.n", Value::Int(3)), ("switches", Value::Int(switches))];
        assert!(shown("switches >= 10", &says(12)).leans_on_stillness);
        assert!(!shown("cell.n == 3 || switches >= 10", &says(1)).leans_on_stillness);
    }
}
