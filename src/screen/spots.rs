//! Places as people count them: files, lines, columns.
//!
//! The beginnings of lines are found once for each text and not once for each problem: a large deck may have
//! hundreds. A place that does not fit its text is moved to where it fits; a report about an error never fails itself.

use std::cell::OnceCell;
use std::ops::Range;

use crate::model::{Place, Source, SourceId};

/// The texts of one reading.
pub(super) struct Spots<'a> {
    sources: &'a [Source],
    /// For every text the byte at which each line begins.
    lines: Vec<OnceCell<Vec<usize>>>,
}

/// A place, counted from 1; columns in characters.
#[derive(Clone, Debug)]
pub(super) struct Spot<'a> {
    pub(super) source: &'a Source,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
}

/// Whole lines of a text.
#[derive(Clone, Debug)]
pub(super) struct Window<'a> {
    pub(super) source: &'a Source,
    /// The lines themselves.
    pub(super) text: &'a str,
    /// The first byte of the lines in their text.
    pub(super) start: usize,
    /// The number of the first line, from 1.
    pub(super) line: usize,
}

impl<'a> Spots<'a> {
    pub(super) fn new(sources: &'a [Source]) -> Self {
        Spots { sources, lines: sources.iter().map(|_| OnceCell::new()).collect() }
    }

    /// The stretch of a place, moved to where it fits.
    pub(super) fn span(&self, place: &Place) -> Option<Range<usize>> {
        let text = &self.sources.get(place.source.0)?.text;
        let start = floor(text, place.span.start);
        Some(start..floor(text, place.span.end).max(start))
    }

    /// The place as people count.
    pub(super) fn spot(&self, place: &Place) -> Option<Spot<'a>> {
        let source = self.sources.get(place.source.0)?;
        let span = self.span(place)?;
        let count = |at: usize| {
            let (line, start) = self.line(place.source, at);
            (line, source.text[start..at].chars().count() + 1)
        };
        let ((line, column), (end_line, end_column)) = (count(span.start), count(span.end));
        Some(Spot { source, line, column, end_line, end_column })
    }

    /// The lines that the stretches touch, with everything between them.
    pub(super) fn window(&self, id: SourceId, spans: &[Range<usize>]) -> Option<Window<'a>> {
        let source = self.sources.get(id.0)?;
        let (first, last) =
            (spans.iter().map(|span| span.start).min()?, spans.iter().map(|span| span.end).max()?);
        let (line, start) = self.line(id, first);
        let end = source.text[last..].find('\n').map_or(source.text.len(), |at| last + at + 1);
        Some(Window { source, text: &source.text[start..end], start, line })
    }

    /// Number and first byte of the line with that byte.
    fn line(&self, id: SourceId, at: usize) -> (usize, usize) {
        let text = &self.sources[id.0].text;
        let starts = self.lines[id.0].get_or_init(|| {
            let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect()
        });
        let number = starts.partition_point(|&start| start <= at).max(1);
        (number, starts[number - 1])
    }
}

/// The nearest border of a character at or before that byte.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(span: Range<usize>) -> (usize, usize, usize, usize) {
        let sources = [Source { name: "a.toml".into(), text: "가나\nbc\n".into() }];
        let spots = Spots::new(&sources);
        let spot = spots.spot(&Place { source: SourceId(0), span }).unwrap();
        (spot.line, spot.column, spot.end_line, spot.end_column)
    }

    #[test]
    fn columns_are_counted_in_characters() {
        assert_eq!(spot(3..6), (1, 2, 1, 3));
        assert_eq!(spot(7..9), (2, 1, 2, 3));
    }

    #[test]
    fn a_place_that_does_not_fit_is_moved_to_where_it_fits() {
        assert_eq!(spot(4..5), (1, 2, 1, 2));
        assert_eq!(spot(70..90), (3, 1, 3, 1));
        assert!(Spots::new(&[]).spot(&Place::default()).is_none());
    }
}
