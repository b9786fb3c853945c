//! CEL text to a tree of conditions with negation pushed down to the comparisons.
//!
//! Deliberately missing: comprehensions, maps, `has`, ternaries and every function but `size`. No claim needs
//! them, and without them a claim can neither be slow nor hide which observations it looks at.

use std::ops::Range;

use cel::IdedExpr;
use cel::common::ast::{Expr, SourceInfo};
use cel::parser::Parser;

use super::{MAX_DEPTH, MAX_LENGTH};
use crate::model::{At, Diagnostic, Place, Problem};

/// A condition in negation normal form.
#[derive(Clone, Debug)]
pub(super) enum Condition {
    /// All of these.
    All(Vec<Condition>),
    /// At least one of these.
    Any(Vec<Condition>),
    /// A comparison or a truth value.
    Leaf(Box<Leaf>),
}

/// A comparison or a truth value, possibly denied.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    /// What CEL evaluates.
    pub(super) expr: IdedExpr,
    /// Whether the leaf counts when the expression is false.
    pub(super) denied: bool,
    /// The expression as written, with `!` if denied.
    pub(super) text: String,
    /// Where it stands in the source of the predicate.
    pub(super) range: Range<usize>,
    /// Every observation and parameter in it.
    pub(super) names: Vec<String>,
}

impl Condition {
    /// The leaves that are all true whenever this is.
    pub(super) fn conjuncts(&self) -> Vec<&Leaf> {
        match self {
            Condition::All(parts) => parts.iter().flat_map(Condition::conjuncts).collect(),
            Condition::Any(_) => Vec::new(),
            Condition::Leaf(leaf) => vec![leaf],
        }
    }
}

/// A parsed expression with the places of its parts.
pub(super) struct Parsed {
    pub(super) expr: IdedExpr,
    info: SourceInfo,
    place: Place,
    length: usize,
}

/// Parses the text of a predicate.
pub(super) fn parse(text: &At<String>) -> Result<Parsed, Box<Diagnostic>> {
    if text.value.len() > MAX_LENGTH {
        return Err(Box::new(Diagnostic::new(Problem::ClaimTooLarge, text.place.clone())));
    }
    match Parser::new().max_recursion_depth(MAX_DEPTH).parse_with_source_info(&text.value) {
        Ok((expr, info)) => Ok(Parsed { expr, info, place: text.place.clone(), length: text.value.len() }),
        Err(errors) => Err(Box::new(syntax_problem(text, &errors))),
    }
}

fn syntax_problem(text: &At<String>, errors: &cel::ParseErrors) -> Diagnostic {
    let first = errors.errors.first();
    let words = first.map_or("not an expression", |e| e.msg.as_str());
    if words.contains("Recursion limit") {
        return Diagnostic::new(Problem::ClaimTooLarge, text.place.clone());
    }
    let words = words.strip_prefix("Syntax error: ").unwrap_or(words);
    let words = words.split(" expecting {").next().unwrap_or(words);
    // The parser's own names mean nothing to an author.
    let words =
        if words.contains("Context") || words.contains("ParseError") { "not an expression" } else { words };
    // The parser counts lines and characters from 1.
    let count = |n: isize| usize::try_from(n).unwrap_or(1).saturating_sub(1);
    let (line, column) = first.map_or((0, 0), |e| (count(e.pos.0), count(e.pos.1)));
    let begins = text.value.split_inclusive('\n').take(line).map(str::len).sum::<usize>();
    let rest = &text.value[begins..];
    let start = begins + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at);
    let end = text.value[start..].chars().next().map_or(start, |c| start + c.len_utf8());
    Diagnostic::new(
        Problem::ClaimSyntax(words.to_owned()),
        place_in(&text.place, text.value.len(), start..end),
    )
}

fn place_in(place: &Place, length: usize, range: Range<usize>) -> Place {
    if place.span.len() == length { place.part(range) } else { place.clone() }
}

impl Parsed {
    /// The place of a part of the predicate, in the source that the author wrote.
    pub(super) fn place(&self, range: Range<usize>) -> Place {
        place_in(&self.place, self.length, range)
    }

    /// The condition that the expression spells.
    pub(super) fn condition(&self) -> Condition {
        self.part(&self.expr, false)
    }

    fn part(&self, expr: &IdedExpr, denied: bool) -> Condition {
        if let Expr::Call(call) = &expr.expr {
            match (call.func_name.as_str(), call.args.as_slice()) {
                ("_&&_", parts) => return join(denied, parts.iter().map(|p| self.part(p, denied)).collect()),
                ("_||_", parts) => {
                    return join(!denied, parts.iter().map(|p| self.part(p, denied)).collect());
                }
                ("!_", [inner]) => return self.part(inner, !denied),
                _ => {}
            }
        }
        let range = self.range(expr);
        let words = &self.info.source[range.clone()];
        let text = if denied { format!("!({words})") } else { words.to_owned() };
        let mut leaf = Leaf { expr: expr.clone(), denied, text, range, names: Vec::new() };
        for (name, _) in names(expr) {
            if !leaf.names.contains(&name) {
                leaf.names.push(name);
            }
        }
        Condition::Leaf(Box::new(leaf))
    }

    /// The stretch of the predicate that an expression covers.
    pub(super) fn range(&self, expr: &IdedExpr) -> Range<usize> {
        let mut range = match self.info.offset_for(expr.id) {
            Some((start, stop)) => start as usize..stop as usize + 1,
            None => self.length..self.length,
        };
        for child in children(expr) {
            let inner = self.range(child);
            range = range.start.min(inner.start)..range.end.max(inner.end);
        }
        if let Expr::Select(select) = &expr.expr {
            // It is known by its dot; the word after that belongs to it too.
            let after = self.info.source.get(range.end..).unwrap_or_default();
            let blank = after.len() - after.trim_start().len();
            range.end +=
                if after[blank..].starts_with(&select.field) { blank + select.field.len() } else { 0 };
        }
        range.end = range.end.min(self.info.source.len());
        range.start = range.start.min(range.end);
        if let Expr::Call(call) = &expr.expr {
            // A function is known by its opening bracket; its name belongs to it too.
            let before = self.info.source[..range.start].trim_end();
            range.start = before.strip_suffix(&call.func_name).map_or(range.start, str::len);
        }
        if let Expr::Select(select) = &expr.expr {
            // A field is known by its dot; its name belongs to it too.
            let rest = &self.info.source[range.end..];
            if rest.trim_start().starts_with(&select.field) {
                range.end += rest.len() - rest.trim_start().len() + select.field.len();
            }
        }
        self.close_brackets(range)
    }

    /// A list or a call is known by its opening bracket, a bracketed operand by what is inside: the other brackets
    /// belong to it too.
    fn close_brackets(&self, range: Range<usize>) -> Range<usize> {
        let source = &self.info.source;
        let count = |brackets: [char; 2]| source[range.clone()].matches(brackets).count();
        let (opened, closed) = (count(['(', '[']), count([')', ']']));
        let after = source[range.end..].char_indices().map(|(at, c)| (range.end + at + c.len_utf8(), c));
        let before = source[..range.start].char_indices().rev();
        let end = nth_bracket(after, [')', ']'], opened.saturating_sub(closed)).unwrap_or(range.end);
        let start = nth_bracket(before, ['(', '['], closed.saturating_sub(opened)).unwrap_or(range.start);
        start..end
    }
}

/// The place of the last of at most `most` brackets, with nothing but blanks between them.
fn nth_bracket(
    chars: impl Iterator<Item = (usize, char)>,
    brackets: [char; 2],
    most: usize,
) -> Option<usize> {
    let near = chars.take_while(|(_, c)| brackets.contains(c) || c.is_whitespace());
    near.filter(|(_, c)| !c.is_whitespace()).take(most).last().map(|(at, _)| at)
}

fn join(all: bool, parts: Vec<Condition>) -> Condition {
    // With `denied`, De Morgan: the denial of "all" is "any of the denials".
    if all { Condition::Any(parts) } else { Condition::All(parts) }
}

/// The expressions directly below.
pub(super) fn children(expr: &IdedExpr) -> Vec<&IdedExpr> {
    match &expr.expr {
        Expr::Call(call) => call.target.as_deref().into_iter().chain(&call.args).collect(),
        Expr::Select(select) => vec![&select.operand],
        Expr::List(list) => list.elements.iter().collect(),
        Expr::Comprehension(each) => vec![&each.iter_range],
        _ => Vec::new(),
    }
}

/// The name that an expression spells: `a` or `a.b`.
pub(super) fn name(expr: &IdedExpr) -> Option<String> {
    match &expr.expr {
        Expr::Ident(name) => Some(name.clone()),
        Expr::Select(select) if !select.test => match &select.operand.expr {
            Expr::Ident(cell) => Some(format!("{cell}.{}", select.field)),
            _ => None,
        },
        _ => None,
    }
}

/// Every name in an expression, with the expression that spells it.
pub(super) fn names(expr: &IdedExpr) -> Vec<(String, &IdedExpr)> {
    match name(expr) {
        Some(name) => vec![(name, expr)],
        None => children(expr).into_iter().flat_map(names).collect(),
    }
}

/// Whether two expressions say the same, wherever they stand.
pub(super) fn same(a: &IdedExpr, b: &IdedExpr) -> bool {
    match (&a.expr, &b.expr) {
        (Expr::Call(x), Expr::Call(y)) if x.func_name != y.func_name => false,
        (Expr::Select(x), Expr::Select(y)) if x.field != y.field => false,
        (Expr::Ident(x), Expr::Ident(y)) => x == y,
        (Expr::Literal(x), Expr::Literal(y)) => x == y,
        (x, y) if std::mem::discriminant(x) != std::mem::discriminant(y) => false,
        _ => {
            let (a, b) = (children(a), children(b));
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::at;
    use super::*;

    /// The condition as text, with `&` and `|` between its parts.
    fn spelled(condition: &Condition) -> String {
        let join = |parts: &[Condition], between: &str| {
            format!("({})", parts.iter().map(spelled).collect::<Vec<_>>().join(between))
        };
        match condition {
            Condition::All(parts) => join(parts, " & "),
            Condition::Any(parts) => join(parts, " | "),
            Condition::Leaf(leaf) => leaf.text.clone(),
        }
    }

    #[test]
    fn denials_go_down_to_the_comparisons() {
        for (text, wanted) in [
            ("a.b", "a.b"),
            ("1 <= a.b", "1 <= a.b"),
            ("!a && b", "(!(a) & b)"),
            ("!(a && b > 1)", "(!(a) | !(b > 1))"),
            ("!(a || !b)", "(!(a) & b)"),
            ("!!(a && (b || c))", "(a & (b | c))"),
            ("\"한글\" == a . b && c", "(\"한글\" == a . b & c)"),
            ("size(a.b) == 2", "size(a.b) == 2"),
            ("\"x\" in a.b", "\"x\" in a.b"),
            ("a in [\"x\", \"y\"]", "a in [\"x\", \"y\"]"),
        ] {
            let parsed = parse(&at(text)).unwrap_or_else(|problem| panic!("{text}: {problem:?}"));
            assert_eq!(spelled(&parsed.condition()), wanted, "{text}");
        }
    }

    #[test]
    fn conjuncts_are_what_is_true_together() {
        let texts = |text: &str| {
            let condition = parse(&at(text)).expect("an expression").condition();
            condition.conjuncts().into_iter().map(|leaf| leaf.text.clone()).collect::<Vec<_>>()
        };
        assert_eq!(texts("a && (b || c) && (d && !e)"), ["a", "d", "!(e)"]);
        assert_eq!(texts("a || b"), Vec::<String>::new());
    }

    #[test]
    fn what_is_too_long_or_too_deep_is_refused() {
        let code = |text: &str| parse(&at(text)).err().map(|problem| problem.problem.code());
        let long = vec!["a"; MAX_LENGTH].join(" && ");
        assert_eq!(code(&long), Some("claim-too-large"));
        let deep = format!("{}a{}", "(".repeat(200), ")".repeat(200));
        assert_eq!(code(&deep), Some("claim-too-large"));
        assert_eq!(code("a &&"), Some("claim-syntax"));
        assert_eq!(code(&"!".repeat(10)), Some("claim-syntax"));
    }
}
