//! Problems as an author reads them: what happened, where, how to go on.
//!
//! Three shapes of the same facts: with the text itself and a caret, as one line, as JSON. Deliberately missing: the
//! order of the checks, and where the texts come from; they are handed in.

use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::json;

use crate::model::{Diagnostic, Lang, Note, Place, Severity, Source};

use super::spots::{Spot, Spots};
use super::{Look, cells, clean, problem_help, problem_label, problem_sentence, problem_terms, wrap};

/// The texts of one reading, ready to report problems in them.
pub struct Report<'a> {
    spots: Spots<'a>,
    look: Look,
}

impl<'a> Report<'a> {
    /// A report about these texts; they stand in the order of their `SourceId`.
    pub fn new(sources: &'a [Source], look: &Look) -> Self {
        Report { spots: Spots::new(sources), look: *look }
    }

    /// Writes every problem with the text it is about; warnings first, so that the worst stands near the cursor.
    ///
    /// # Errors
    ///
    /// What the stream says; `BrokenPipe` when nobody reads any more.
    pub fn print(&self, out: &mut dyn Write, found: &[Diagnostic]) -> io::Result<()> {
        worst_last(found)
            .into_iter()
            .try_for_each(|one| writeln!(out, "{}\n", drawn(one, &self.spots, &self.look)))
    }

    /// A problem on one line: file, line, column, severity, code, sentence.
    pub fn line(&self, diagnostic: &Diagnostic) -> String {
        let (problem, lang) = (&diagnostic.problem, self.look.lang);
        let severity = problem_terms::severity(diagnostic.severity(), lang);
        let what = format!("{severity}[{}]: {}", problem.code(), problem_sentence::sentence(problem, lang));
        let line = match self.spots.spot(&diagnostic.place) {
            Some(spot) => format!("{}:{}:{}: {what}", spot.source.name, spot.line, spot.column),
            None => what,
        };
        clean::line(&line).into_owned()
    }

    /// What happened and how to go on, in plain words.
    pub(super) fn words(&self, diagnostic: &Diagnostic) -> (String, String) {
        let (problem, lang) = (&diagnostic.problem, self.look.lang);
        (problem_sentence::sentence(problem, lang), problem_help::help(problem, lang))
    }

    /// File, line, column and last line of a place.
    pub(super) fn file_and_line(&self, place: &Place) -> Option<(String, usize, usize, usize)> {
        let spot = self.spots.spot(place)?;
        Some((spot.source.name.clone(), spot.line, spot.column, spot.end_line))
    }

    /// Words behind the place that they are about, on one line.
    pub(super) fn at(&self, place: &Place, words: &str) -> String {
        let line = match self.file_and_line(place) {
            Some((file, line, column, _)) => format!("{file}:{line}:{column}: {words}"),
            None => words.to_owned(),
        };
        clean::line(&line).into_owned()
    }

    /// Adds a place to an object, as [`Report::json`] does.
    pub(super) fn put_place(&self, object: &mut serde_json::Value, place: &Place) {
        put_spot(object, self.spots.spot(place));
    }

    /// A problem as JSON: the same facts for a program. Lines and columns count from 1, columns in characters.
    pub fn json(&self, diagnostic: &Diagnostic) -> serde_json::Value {
        let (problem, lang) = (&diagnostic.problem, self.look.lang);
        let note = |(place, note): &(Place, Note)| {
            let mut object = json!({ "message": problem_terms::note(*note, lang) });
            put_spot(&mut object, self.spots.spot(place));
            object
        };
        let mut object = json!({
            "code": problem.code(),
            "severity": problem_terms::severity(diagnostic.severity(), Lang::En),
            "message": problem_sentence::sentence(problem, lang),
            "help": problem_help::help(problem, lang),
            "notes": diagnostic.notes.iter().map(note).collect::<Vec<_>>(),
        });
        put_spot(&mut object, self.spots.spot(&diagnostic.place));
        object
    }
}

/// The problems in the order in which they are reported: warnings, then errors, each in the order of the texts.
pub fn worst_last(found: &[Diagnostic]) -> Vec<&Diagnostic> {
    let mut sorted: Vec<&Diagnostic> = found.iter().collect();
    sorted.sort_by_key(|diagnostic| {
        (diagnostic.severity(), diagnostic.place.source, diagnostic.place.span.start)
    });
    sorted
}

fn put_spot(object: &mut serde_json::Value, spot: Option<Spot<'_>>) {
    if let Some(spot) = spot {
        object["file"] = json!(spot.source.name);
        object["line"] = json!(spot.line);
        object["column"] = json!(spot.column);
        object["end"] = json!({ "line": spot.end_line, "column": spot.end_column });
    }
}

fn drawn(diagnostic: &Diagnostic, spots: &Spots<'_>, look: &Look) -> String {
    let problem = &diagnostic.problem;
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let sentence = clean::line(&problem_sentence::sentence(problem, look.lang)).into_owned();
    let title = level
        .with_name(problem_terms::severity(diagnostic.severity(), look.lang))
        .primary_title(sentence)
        .id(problem.code());
    let label = clean::line(&problem_label::label(problem, look.lang)).into_owned();
    let mut marked = vec![(diagnostic.place.clone(), AnnotationKind::Primary, label)];
    marked.extend(diagnostic.notes.iter().map(|(place, note)| {
        (place.clone(), AnnotationKind::Context, problem_terms::note(*note, look.lang))
    }));
    let name = problem_terms::help(look.lang);
    let advice =
        Level::HELP.with_name(name).message(wrapped(&problem_help::help(problem, look.lang), name, look));
    let group: Group<'_> = title.elements(snippets(&marked, spots)).element(advice);
    renderer(look).render(&[group])
}

/// Advice broken into lines that fit beside the frame and the word before it.
fn wrapped(help: &str, name: &str, look: &Look) -> String {
    let beside = cells::width(name) + 10;
    let room = usize::from(look.width).saturating_sub(beside).max(20);
    let lines = wrap::wrap(&[clean::line(help).into_owned().into()], room, &[], &[]);
    lines.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// One snippet for each text that has something marked, the text of the problem first.
fn snippets<'a>(
    marked: &[(Place, AnnotationKind, String)],
    spots: &Spots<'a>,
) -> Vec<Snippet<'a, Annotation<'a>>> {
    let mut texts: Vec<_> = Vec::new();
    for (place, ..) in marked {
        if !texts.contains(&place.source) {
            texts.push(place.source);
        }
    }
    let snippet = |source| {
        let here: Vec<_> = marked.iter().filter(|(place, ..)| place.source == source).collect();
        let spans: Vec<Range<usize>> = here.iter().filter_map(|(place, ..)| spots.span(place)).collect();
        let window = spots.window(source, &spans)?;
        let annotations = here.into_iter().zip(spans).map(|((_, kind, label), span)| {
            kind.span(span.start - window.start..span.end - window.start).label(label.clone())
        });
        let text = clean::covered(window.text);
        let name = clean::line(&window.source.name).into_owned();
        Some(
            Snippet::source(text)
                .line_start(window.line)
                .path(name)
                .annotations(annotations.collect::<Vec<_>>()),
        )
    };
    texts.into_iter().filter_map(snippet).collect()
}

fn renderer(look: &Look) -> Renderer {
    // This library writes its own escapes, so the switch that `colored` holds is asked here.
    let colour = look.colour && colored::control::SHOULD_COLORIZE.should_colorize();
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let strokes = if look.unicode { DecorStyle::Unicode } else { DecorStyle::Ascii };
    renderer.decor_style(strokes).term_width(usize::from(look.width))
}

#[cfg(test)]
#[path = "diagnostic_tests.rs"]
mod tests;
