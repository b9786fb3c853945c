//! Whether the operands of a claim fit together, found before anything runs.

use cel::IdedExpr;
use cel::common::ast::{Expr, LiteralValue};

use super::parse::{Parsed, name};
use crate::model::{DemoSpec, Diagnostic, ParamType, Problem, ValueType, nearest};

/// The type of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Bool,
    Int,
    Float,
    Text,
    List,
}

impl Kind {
    pub(super) fn word(self) -> &'static str {
        match self {
            Kind::Bool => "a truth value",
            Kind::Int => "a whole number",
            Kind::Float => "a number with a point",
            Kind::Text => "a text",
            Kind::List => "a list",
        }
    }

    fn is_number(self) -> bool {
        matches!(self, Kind::Int | Kind::Float)
    }
}

impl From<ValueType> for Kind {
    fn from(kind: ValueType) -> Self {
        match kind {
            ValueType::Bool => Kind::Bool,
            ValueType::Int => Kind::Int,
            ValueType::Float => Kind::Float,
            ValueType::Text => Kind::Text,
            ValueType::List => Kind::List,
        }
    }
}

/// The checker: one predicate over one demo's promise.
pub(super) struct Checker<'a> {
    pub(super) parsed: &'a Parsed,
    pub(super) spec: &'a DemoSpec,
    pub(super) problems: Vec<Diagnostic>,
}

impl Checker<'_> {
    /// Checks that the predicate is a truth value over known names.
    pub(super) fn predicate(&mut self) {
        let expr = &self.parsed.expr;
        if let Some(kind) = self.kind(expr)
            && kind != Kind::Bool
        {
            self.mismatch(expr, "a comparison", kind);
        }
    }

    fn report(&mut self, expr: &IdedExpr, problem: Problem) {
        let place = self.parsed.place(self.parsed.range(expr));
        self.problems.push(Diagnostic::new(problem, place));
    }

    fn mismatch(&mut self, expr: &IdedExpr, wanted: &'static str, found: Kind) {
        self.report(expr, Problem::ClaimType { wanted, found: found.word() });
    }

    /// The type of an expression; `None` after a problem was reported.
    fn kind(&mut self, expr: &IdedExpr) -> Option<Kind> {
        if let Some(name) = name(expr) {
            return self.named(expr, &name);
        }
        match &expr.expr {
            Expr::Literal(literal) => self.literal(expr, literal),
            Expr::List(list) => {
                for element in &list.elements {
                    self.want(element, Kind::Text);
                }
                Some(Kind::List)
            }
            Expr::Call(call) => {
                let args: Vec<&IdedExpr> = call.target.as_deref().into_iter().chain(&call.args).collect();
                self.call(expr, &call.func_name, &args)
            }
            Expr::Comprehension(_) => self.unsupported(expr, "all, exists, filter, map"),
            Expr::Map(_) | Expr::Struct(_) => self.unsupported(expr, "{ }"),
            Expr::Select(select) if select.test => self.unsupported(expr, "has"),
            _ => self.unsupported(expr, "this expression"),
        }
    }

    fn unsupported(&mut self, expr: &IdedExpr, what: &str) -> Option<Kind> {
        self.report(expr, Problem::ClaimUnsupported(what.to_owned()));
        None
    }

    fn literal(&mut self, expr: &IdedExpr, literal: &LiteralValue) -> Option<Kind> {
        match literal {
            LiteralValue::Boolean(_) => Some(Kind::Bool),
            LiteralValue::Int(_) => Some(Kind::Int),
            LiteralValue::Double(_) => Some(Kind::Float),
            LiteralValue::String(_) => Some(Kind::Text),
            _ => self.unsupported(expr, "this literal"),
        }
    }

    fn named(&mut self, expr: &IdedExpr, name: &str) -> Option<Kind> {
        if let Some(param) = name.strip_prefix("params.") {
            return match self.spec.param(param) {
                Some(param) => Some(match param.kind {
                    ParamType::Int { .. } => Kind::Int,
                    ParamType::Float { .. } => Kind::Float,
                    ParamType::Bool => Kind::Bool,
                    ParamType::Text(_) => Kind::Text,
                }),
                None => {
                    let names = self.spec.params.iter().map(|p| p.id.as_str());
                    let meant = nearest(param, names).map(|p| format!("params.{p}"));
                    self.unknown(expr, name, meant)
                }
            };
        }
        match self.spec.observation(name) {
            Some(observation) => Some(observation.kind.into()),
            None => {
                let meant = nearest(name, self.spec.observations.iter().map(|o| o.id.as_str()));
                self.unknown(expr, name, meant.map(str::to_owned))
            }
        }
    }

    fn unknown(&mut self, expr: &IdedExpr, name: &str, meant: Option<String>) -> Option<Kind> {
        let demo = self.spec.id.clone();
        self.report(expr, Problem::UnknownObservation { demo, name: name.to_owned(), meant });
        None
    }

    fn want(&mut self, expr: &IdedExpr, wanted: Kind) -> Option<()> {
        let kind = self.kind(expr)?;
        if kind != wanted {
            self.mismatch(expr, wanted.word(), kind);
            return None;
        }
        Some(())
    }

    fn call(&mut self, expr: &IdedExpr, function: &str, args: &[&IdedExpr]) -> Option<Kind> {
        match (function, args) {
            ("_&&_" | "_||_", parts) => {
                let fine: Vec<_> = parts.iter().map(|part| self.want(part, Kind::Bool)).collect();
                fine.into_iter().collect::<Option<Vec<()>>>().map(|_| Kind::Bool)
            }
            ("!_", [inner]) => self.want(inner, Kind::Bool).map(|()| Kind::Bool),
            ("_<_" | "_<=_" | "_>_" | "_>=_", [left, right]) => {
                for side in [left, right] {
                    let kind = self.kind(side)?;
                    if !kind.is_number() {
                        self.mismatch(side, "a number", kind);
                        return None;
                    }
                }
                Some(Kind::Bool)
            }
            ("_==_" | "_!=_", [left, right]) => self.equal(left, right),
            ("_+_" | "_-_" | "_*_" | "_/_", [left, right]) => self.arithmetic(left, right),
            ("-_", [inner]) => {
                let kind = self.kind(inner)?;
                if kind.is_number() { Some(kind) } else { self.mismatch_none(inner, "a number", kind) }
            }
            ("@in", [item, list]) => {
                self.want(item, Kind::Text)?;
                self.want(list, Kind::List).map(|()| Kind::Bool)
            }
            ("size", [list]) => self.want(list, Kind::List).map(|()| Kind::Int),
            (other, _) => self.unsupported(expr, written(other)),
        }
    }

    fn mismatch_none(&mut self, expr: &IdedExpr, wanted: &'static str, found: Kind) -> Option<Kind> {
        self.mismatch(expr, wanted, found);
        None
    }

    fn equal(&mut self, left: &IdedExpr, right: &IdedExpr) -> Option<Kind> {
        let (a, b) = (self.kind(left), self.kind(right));
        let (a, b) = (a?, b?);
        if a == b || (a.is_number() && b.is_number()) {
            return Some(Kind::Bool);
        }
        self.mismatch_none(right, a.word(), b)
    }

    fn arithmetic(&mut self, left: &IdedExpr, right: &IdedExpr) -> Option<Kind> {
        let (a, b) = (self.kind(left), self.kind(right));
        let (a, b) = (a?, b?);
        match (a.is_number(), a == b) {
            (true, true) => Some(a),
            (true, false) => self.mismatch_none(right, a.word(), b),
            (false, _) => self.mismatch_none(left, "a number", a),
        }
    }
}

/// An operator as an author writes it; CEL knows it by another name.
fn written(operator: &str) -> &str {
    match operator {
        "_?_:_" => "? :",
        "_[_]" => "[ ]",
        "_%_" => "%",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::super::sample::{at, spec};
    use super::*;

    #[test]
    fn operands_have_to_fit_together() {
        for (text, codes) in [
            ("cell.n == 3 && word == 'x'", vec![]),
            ("cell.n < 2.5 && ratio * 2.0 > 1", vec![]),
            ("params.share > 0.1 && cell.n - params.n == 0", vec![]),
            ("seen == (cell.n == 3)", vec![]),
            ("word in ['x', word]", vec![]),
            ("cell.n", vec!["claim-type"]),
            ("seen && word", vec!["claim-type"]),
            ("word > 'a'", vec!["claim-type"]),
            ("cell.n == '3'", vec!["claim-type"]),
            ("cell.n + 1.5 > 2", vec!["claim-type"]),
            ("-word == 'x'", vec!["claim-type"]),
            ("1 in ['x']", vec!["claim-type"]),
            ("size(word) == 1", vec!["claim-type"]),
            ("cell.m == 1 || params.m == 1", vec!["unknown-observation", "unknown-observation"]),
            ("cell.n % 2 == 0", vec!["claim-unsupported"]),
            ("seen ? true : false", vec!["claim-unsupported"]),
            ("has(cell.n)", vec!["claim-unsupported"]),
            ("word.startsWith('x')", vec!["claim-unsupported"]),
            ("cell.n == null", vec!["claim-unsupported"]),
            ("{'a': 1} == {'a': 1}", vec!["claim-unsupported", "claim-unsupported"]),
        ] {
            let parsed = parse(&at(text)).unwrap_or_else(|problem| panic!("{text}: {problem:?}"));
            let mut checker = Checker { parsed: &parsed, spec: &spec(), problems: Vec::new() };
            checker.predicate();
            let found: Vec<_> = checker.problems.iter().map(|d| d.problem.code()).collect();
            assert_eq!(found, codes, "{text}");
        }
    }
}
