//! Claims of cards, each different one compiled once.
//!
//! Parsing a claim costs more than reading the card around it, and authors who write about one demo compare the same
//! observations with the same numbers. So what is known of a claim is kept by demo and text, with places that count from
//! the beginning of its text, and moved to where each card says it.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::RandomState;

use super::quoted;
use crate::claim;
use crate::model::{At, ClaimText, DemoSpec, Diagnostic, Place, Source, SourceId};

/// Stands for the text of the first predicate, or of the finding.
const HOLDS: SourceId = SourceId(usize::MAX);

/// Stands for the text of the other predicate.
const FAILS: SourceId = SourceId(usize::MAX - 1);

/// What is known of the claims that were met so far.
#[derive(Default)]
pub(super) struct Claims {
    known: HashMap<String, Checked, RandomState>,
    key: String,
}

struct Checked {
    refutable: bool,
    problems: Vec<Diagnostic>,
}

impl Claims {
    /// Reports every problem of a claim in its place; says whether some run could refute it, which a claim with problems
    /// counts for.
    pub(super) fn check(
        &mut self,
        text: &ClaimText,
        spec: &DemoSpec,
        source: &Source,
        problems: &mut Vec<Diagnostic>,
    ) -> bool {
        self.key.clear();
        spell(text, spec, &mut self.key);
        if !self.known.contains_key(&self.key) {
            self.known.insert(self.key.clone(), checked(text, spec));
        }
        let Some(checked) = self.known.get(&self.key) else { return true };
        problems.extend(checked.problems.iter().map(|problem| moved(problem, text, source)));
        checked.refutable
    }
}

/// A name for a claim over a demo; the parts are kept apart by a character that no text has.
fn spell(text: &ClaimText, spec: &DemoSpec, key: &mut String) {
    let parts: [&str; 3] = match text {
        ClaimText::Finding { id, negated } => [if *negated { "!" } else { "=" }, &id.value, ""],
        ClaimText::Predicates { holds, fails: Some(fails) } => ["?:", &holds.value, &fails.value],
        ClaimText::Predicates { holds, fails: None } => ["?", &holds.value, ""],
    };
    for part in [spec.id.as_str()].into_iter().chain(parts) {
        key.push_str(part);
        key.push('\0');
    }
}

fn checked(text: &ClaimText, spec: &DemoSpec) -> Checked {
    let of_itself =
        |at: &At<String>, source| At::new(at.value.clone(), Place { source, span: 0..at.value.len() });
    let text = match text {
        ClaimText::Finding { id, negated } => {
            ClaimText::Finding { id: of_itself(id, HOLDS), negated: *negated }
        }
        ClaimText::Predicates { holds, fails } => ClaimText::Predicates {
            holds: of_itself(holds, HOLDS),
            fails: fails.as_ref().map(|fails| of_itself(fails, FAILS)),
        },
    };
    match claim::compile(&text, spec) {
        Ok(claim) => Checked { refutable: claim.fails.is_some(), problems: Vec::new() },
        Err(mut problems) => {
            // A finding's own problems belong to its promise, where they are reported with their place.
            problems.retain(|d| d.place.source == HOLDS || d.place.source == FAILS);
            Checked { refutable: true, problems }
        }
    }
}

/// The problem where this card has it.
fn moved(problem: &Diagnostic, text: &ClaimText, source: &Source) -> Diagnostic {
    let (first, second) = match text {
        ClaimText::Finding { id, .. } => (id, None),
        ClaimText::Predicates { holds, fails } => (holds, fails.as_ref()),
    };
    let place = |place: &Place| match (place.source, second) {
        (HOLDS, _) => located(first, place.span.clone(), source),
        (FAILS, Some(second)) => located(second, place.span.clone(), source),
        _ => place.clone(),
    };
    Diagnostic {
        problem: problem.problem.clone(),
        place: place(&problem.place),
        notes: problem.notes.iter().map(|(at, note)| (place(at), *note)).collect(),
    }
}

/// Where a part of some words stands in the source; all of them where that cannot be said.
fn located(words: &At<String>, part: Range<usize>, source: &Source) -> Place {
    if part == (0..words.value.len()) {
        return words.place.clone();
    }
    if words.place.span.len() == words.value.len() {
        return words.place.part(part);
    }
    let raw = source.text.get(words.place.span.clone()).unwrap_or_default();
    let found = quoted::part(raw, &words.value, part);
    found.map_or_else(|| words.place.clone(), |part| words.place.part(part))
}

#[cfg(test)]
mod tests {
    use super::super::read_promise;
    use super::*;
    use crate::model::Problem;

    fn spec() -> DemoSpec {
        let text = "[demo]\nid = 'd'\ntitle = 'D'\nabout = 'A'\nsource = 'd'\n[[observation]]\nid = 'n'\ntype = 'int'\n\
                    class = 'forced'\nlabel = 'N'\nmeaning = 'N'\n";
        let source = Source { name: "demo.toml".into(), text: text.into() };
        read_promise(&source, SourceId(9)).0.expect("a promise")
    }

    #[test]
    fn a_claim_that_was_met_before_is_reported_in_each_of_its_places() {
        let (spec, mut claims) = (spec(), Claims::default());
        let source = Source { name: "d.toml".into(), text: r#"'m == 1' "\u006d == 1""#.into() };
        let mut places = Vec::new();
        for span in [1..7, 9..22] {
            let place = Place { source: SourceId(0), span };
            let text = ClaimText::Predicates { holds: At::new("m == 1".into(), place), fails: None };
            let mut problems = Vec::new();
            assert!(claims.check(&text, &spec, &source, &mut problems));
            assert!(problems.iter().all(|d| matches!(d.problem, Problem::UnknownObservation { .. })));
            places.extend(problems.into_iter().map(|d| source.text[d.place.span].to_owned()));
        }
        assert_eq!(places, ["m", r"\u006d"]);
        assert_eq!(claims.known.len(), 1);
    }
}
