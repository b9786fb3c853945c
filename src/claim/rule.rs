//! The direction rule: a predicate is admitted only if no stall of the machine can make it true.
//!
//! A stall (starvation, SIGSTOP, suspend, a host pause) can lengthen any wall time and shrink any CPU share
//! without leaving a trace. It cannot create CPU time, hand-shakes, bytes or an order that the program
//! forbids. Every observation promises which way a stall pushes it; here that promise meets the comparisons
//! of a predicate. Deliberately missing: values. The rule is decided by reading, before anything runs.

use cel::IdedExpr;
use cel::common::ast::{Expr, LiteralValue};

use super::parse::{Condition, Leaf, Parsed, children, name, parse, same};
use crate::model::{At, Class, DemoSpec, Diagnostic, Note, ObservationSpec, Place, Problem, Stall};

/// Which changes of a value make an expression larger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pull {
    /// A larger value makes it larger.
    Same,
    /// A larger value makes it smaller.
    Opposite,
    /// It cannot be said.
    Unknown,
}

impl Pull {
    fn flip(self) -> Pull {
        match self {
            Pull::Same => Pull::Opposite,
            Pull::Opposite => Pull::Same,
            Pull::Unknown => Pull::Unknown,
        }
    }
}

/// Which way a leaf is helped towards truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wants {
    Larger,
    Smaller,
    Exactly,
}

/// Checks every leaf of a condition against the promises of the observations in it.
pub(super) fn check(parsed: &Parsed, condition: &Condition, spec: &DemoSpec) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    walk(condition, &[], &mut |leaf, beside| problems.extend(check_leaf(parsed, leaf, beside, spec)));
    problems
}

/// Calls `visit` with every leaf and the leaves that stand beside it in a conjunction.
fn walk<'c>(condition: &'c Condition, beside: &[&'c Leaf], visit: &mut impl FnMut(&'c Leaf, &[&'c Leaf])) {
    match condition {
        Condition::Leaf(leaf) => visit(leaf, beside),
        Condition::Any(parts) => parts.iter().for_each(|part| walk(part, beside, visit)),
        Condition::All(parts) => {
            let mut all = beside.to_vec();
            all.extend(parts.iter().flat_map(Condition::conjuncts));
            parts.iter().for_each(|part| walk(part, &all, visit));
        }
    }
}

fn check_leaf(parsed: &Parsed, leaf: &Leaf, beside: &[&Leaf], spec: &DemoSpec) -> Vec<Diagnostic> {
    let observations = leaf.names.iter().filter_map(|name| spec.observation(name));
    observations
        .filter_map(|observation| {
            let problem = check_observation(leaf, beside, observation)?;
            let place = parsed.place(leaf.range.clone());
            let diagnostic = Diagnostic::new(problem, place);
            Some(match observation.place != Place::default() {
                true => diagnostic.with_note(observation.place.clone(), Note::PromisedHere),
                false => diagnostic,
            })
        })
        .collect()
}

fn check_observation(leaf: &Leaf, beside: &[&Leaf], observation: &ObservationSpec) -> Option<Problem> {
    if observation.class == Class::Unsafe {
        let instead = observation.instead.clone();
        return Some(Problem::UnsafeObservation { name: observation.id.clone(), instead });
    }
    if !stall_could_satisfy(leaf, observation) {
        return None;
    }
    let (name, class, stall) = (observation.id.clone(), observation.class, observation.stall);
    match class {
        // Its dead band can be seen only where it is compared with a constant.
        Class::Ratio if bound(leaf).is_some() => None,
        Class::Witness => Some(Problem::WitnessNotSeen { name, stall }),
        Class::Accounting if stands_beside(observation, beside) => None,
        Class::Accounting => match (threshold(leaf), observation.dead_band) {
            (Some(at), Some((low, high))) if beyond(at, stall, low, high) => None,
            (Some(_), Some(band)) => Some(Problem::InsideDeadBand { name, band }),
            _ => Some(Problem::StallCouldSatisfy { name, class, stall, with: with(observation) }),
        },
        _ => Some(Problem::StallCouldSatisfy { name, class, stall, with: with(observation) }),
    }
}

fn with(observation: &ObservationSpec) -> Option<String> {
    observation.with.as_ref().map(|with| with.value.clone())
}

/// Whether the leaf counts only in a trial that was not held still, because it leans on a counter's dead band.
pub(super) fn leans_on_dead_band(leaf: &Leaf, beside: &[&Leaf], spec: &DemoSpec) -> bool {
    leaf.names.iter().filter_map(|name| spec.observation(name)).any(|observation| {
        observation.class == Class::Accounting
            && stall_could_satisfy(leaf, observation)
            && !stands_beside(observation, beside)
    })
}

/// Calls `visit` with every leaf of a condition and its neighbours.
pub(super) fn each_leaf<'c>(condition: &'c Condition, mut visit: impl FnMut(&'c Leaf, &[&'c Leaf])) {
    walk(condition, &[], &mut visit);
}

fn beyond(threshold: f64, stall: Stall, low: f64, high: f64) -> bool {
    match stall {
        Stall::Up => threshold >= high,
        Stall::Down => threshold <= low,
        Stall::None | Stall::Either => false,
    }
}

/// Whether everything that has to be asked beside a comparison of this observation is asked.
fn stands_beside(observation: &ObservationSpec, beside: &[&Leaf]) -> bool {
    let Some(with) = &observation.with else { return false };
    let Ok(parsed) = parse(&At::new(with.value.clone(), Place::default())) else { return false };
    let condition = parsed.condition();
    let wanted = condition.conjuncts();
    let asked = |leaf: &&Leaf| beside.iter().any(|b| b.denied == leaf.denied && same(&b.expr, &leaf.expr));
    !wanted.is_empty() && wanted.iter().all(asked)
}

fn stall_could_satisfy(leaf: &Leaf, observation: &ObservationSpec) -> bool {
    let pull = pull(&difference(&leaf.expr), &observation.id);
    let stall = match observation.stall {
        Stall::None => return false,
        Stall::Either => return true,
        Stall::Up => pull,
        Stall::Down => pull.flip(),
    };
    match (wants(leaf), stall) {
        (_, Pull::Unknown) | (Wants::Exactly, _) => !is_positive_match(leaf),
        (Wants::Larger, pushed) => pushed == Pull::Same,
        (Wants::Smaller, pushed) => pushed == Pull::Opposite,
    }
}

/// `text == "x"` of a witness: seeing that word is seeing it, whatever the machine does.
fn is_positive_match(leaf: &Leaf) -> bool {
    let Expr::Call(call) = &leaf.expr.expr else { return false };
    let is_word = |expr: &IdedExpr| matches!(&expr.expr, Expr::Literal(LiteralValue::String(_)));
    !leaf.denied && call.func_name == "_==_" && call.args.iter().any(is_word)
}

/// What helps a leaf towards truth.
fn wants(leaf: &Leaf) -> Wants {
    let Expr::Call(call) = &leaf.expr.expr else {
        return if leaf.denied { Wants::Smaller } else { Wants::Larger };
    };
    let larger = match (call.func_name.as_str(), call.args.iter().find_map(truth)) {
        ("_>_" | "_>=_", _) => true,
        ("_<_" | "_<=_", _) => false,
        ("_==_", Some(truth)) => truth,
        ("_!=_", Some(truth)) => !truth,
        _ => return Wants::Exactly,
    };
    if larger != leaf.denied { Wants::Larger } else { Wants::Smaller }
}

/// The truth value that an expression spells.
fn truth(expr: &IdedExpr) -> Option<bool> {
    match &expr.expr {
        Expr::Literal(LiteralValue::Boolean(truth)) => Some(*truth.inner()),
        _ => None,
    }
}

/// The sides of a comparison, of which the left is to be larger; a truth value stands alone, also one that is compared
/// with `true` or `false`, on whichever side they stand.
fn difference(expr: &IdedExpr) -> Vec<(&IdedExpr, bool)> {
    match &expr.expr {
        Expr::Call(call) if matches!(call.func_name.as_str(), "_==_" | "_!=_") => {
            call.args.iter().filter(|arg| truth(arg).is_none()).zip([true, false]).collect()
        }
        Expr::Call(call) if call.func_name.len() > 2 && call.args.len() == 2 => {
            vec![(&call.args[0], true), (&call.args[1], false)]
        }
        _ => vec![(expr, true)],
    }
}

fn pull(sides: &[(&IdedExpr, bool)], observation: &str) -> Pull {
    let pulls: Vec<Pull> = sides
        .iter()
        .filter_map(|(side, left)| side_pull(side, observation).map(|p| if *left { p } else { p.flip() }))
        .collect();
    match pulls.as_slice() {
        [one] => *one,
        [first, rest @ ..] if rest.iter().all(|p| p == first) => *first,
        _ => Pull::Unknown,
    }
}

/// How an observation pulls one side of a comparison; `None` if it does not occur there.
fn side_pull(expr: &IdedExpr, observation: &str) -> Option<Pull> {
    if let Some(name) = name(expr) {
        return (name == observation).then_some(Pull::Same);
    }
    let Expr::Call(call) = &expr.expr else {
        let below = children(expr).into_iter().any(|child| side_pull(child, observation).is_some());
        return below.then_some(Pull::Unknown);
    };
    let below: Vec<Option<Pull>> = call.args.iter().map(|arg| side_pull(arg, observation)).collect();
    match (call.func_name.as_str(), below.as_slice(), call.args.as_slice()) {
        (_, pulls, _) if pulls.iter().all(Option::is_none) => None,
        ("_+_", [Some(pull), None] | [None, Some(pull)], _) => Some(*pull),
        ("_-_", [Some(pull), None], _) => Some(*pull),
        ("_-_", [None, Some(pull)], _) => Some(pull.flip()),
        ("-_", [Some(pull)], _) => Some(pull.flip()),
        ("_*_", [Some(pull), None], [_, by]) | ("_*_", [None, Some(pull)], [by, _]) => scaled(*pull, by),
        ("_/_", [Some(pull), None], [_, by]) => scaled(*pull, by),
        _ => Some(Pull::Unknown),
    }
}

fn scaled(pull: Pull, by: &IdedExpr) -> Option<Pull> {
    Some(match number(by) {
        Some(by) if by > 0.0 => pull,
        Some(by) if by < 0.0 => pull.flip(),
        _ => Pull::Unknown,
    })
}

/// The number that an expression spells.
pub(super) fn number(expr: &IdedExpr) -> Option<f64> {
    match &expr.expr {
        #[expect(clippy::cast_precision_loss, reason = "thresholds are far below 2^53")]
        Expr::Literal(LiteralValue::Int(n)) => Some(*n.inner() as f64),
        Expr::Literal(LiteralValue::Double(x)) => Some(*x.inner()),
        Expr::Call(call) if call.func_name == "-_" => call.args.first().and_then(number).map(|x| -x),
        _ => None,
    }
}

/// The constant that a bare observation is compared with, if the leaf is that simple.
fn threshold(leaf: &Leaf) -> Option<f64> {
    bound(leaf).map(|bound| bound.at)
}

/// A bare observation compared with a constant.
pub(super) struct Bound {
    pub(super) name: String,
    /// The constant.
    pub(super) at: f64,
    /// Whether values above it satisfy the leaf; below it otherwise.
    pub(super) above: bool,
    /// Whether the constant itself satisfies it.
    pub(super) inclusive: bool,
}

/// The leaf as a bound on one observation, if it is that simple.
pub(super) fn bound(leaf: &Leaf) -> Option<Bound> {
    let Expr::Call(call) = &leaf.expr.expr else { return None };
    let [left, right] = call.args.as_slice() else { return None };
    let (observation, at, mirrored) = match (name(left), number(right), name(right), number(left)) {
        (Some(observation), Some(at), _, _) => (observation, at, false),
        (_, _, Some(observation), Some(at)) => (observation, at, true),
        _ => return None,
    };
    let (above, inclusive) = match call.func_name.as_str() {
        "_>_" => (true, false),
        "_>=_" => (true, true),
        "_<_" => (false, false),
        "_<=_" => (false, true),
        _ => return None,
    };
    Some(Bound {
        name: observation,
        at,
        above: (above != mirrored) != leaf.denied,
        inclusive: inclusive != leaf.denied,
    })
}

#[cfg(test)]
#[path = "rule_tests.rs"]
mod tests;
