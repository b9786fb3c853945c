//! Rows of fields with a delimiter, by RFC 4180: the fields, and where in the text each of them stands.
//!
//! The crate `csv` says what a field is; this file adds the place, which a diagnostic needs. A byte order mark and
//! both line ends are tolerated. Deliberately missing: what the columns mean.

use std::ops::Range;

use csv::ReaderBuilder;

use crate::model::{At, Place, SourceId};

/// One row.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The fields in order.
    pub(super) fields: Vec<At<String>>,
    /// The whole row.
    pub(super) place: Place,
}

/// The rows of a text, without empty ones.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    /// The rows.
    pub(super) rows: Vec<Row>,
    /// Where a quotation mark stands that is never closed.
    pub(super) open_quote: Option<Place>,
}

/// Reads the rows from the byte `start` on. Lines that begin with `comment` are passed over.
pub(super) fn rows(text: &str, start: usize, id: SourceId, delimiter: u8, comment: Option<u8>) -> Rows {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .comment(comment)
        .from_reader(&text.as_bytes()[start..]);
    let mut found = Rows::default();
    let mut record = csv::StringRecord::new();
    // The text is a `str` and rows may differ in length, so nothing is left that could fail.
    while reader.read_record(&mut record).unwrap_or(false) {
        let begin = record.position().map_or(0, csv::Position::byte);
        let (begin, end) = (start + to_usize(begin), start + to_usize(reader.position().byte()));
        let Some(raw) = text.get(begin..end) else { break };
        // Blank and commented lines that the parser passed over stand before the record.
        let begin = begin + passed_over(raw, comment);
        let raw = &text[begin..end];
        let (spans, is_open) = spans(raw, delimiter);
        let place = |span: Range<usize>| Place { source: id, span: begin + span.start..begin + span.end };
        let whole = 0..raw.trim_end_matches(['\n', '\r']).len();
        let fields: Vec<At<String>> = record
            .iter()
            .enumerate()
            .map(|(i, field)| {
                let span = spans.get(i).cloned().unwrap_or(whole.clone());
                At::new(field.replace("\r\n", "\n"), place(span))
            })
            .collect();
        if is_open {
            let quote = spans.last().map_or(0, |span| span.start.saturating_sub(1));
            found.open_quote = Some(place(quote..quote + 1));
        }
        if fields.iter().any(|field| !field.value.trim().is_empty()) {
            found.rows.push(Row { fields, place: place(whole) });
        }
    }
    found
}

/// Where a text begins behind its byte order mark.
pub(super) fn behind_mark(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

fn to_usize(byte: u64) -> usize {
    usize::try_from(byte).unwrap_or(usize::MAX)
}

fn passed_over(raw: &str, comment: Option<u8>) -> usize {
    let mut at = 0;
    for line in raw.split_inclusive('\n') {
        let is_blank = line.trim_end_matches(['\n', '\r']).is_empty();
        let is_comment = comment.is_some_and(|comment| line.as_bytes().first() == Some(&comment));
        if !(is_blank || is_comment) {
            break;
        }
        at += line.len();
    }
    at.min(raw.len())
}

/// Where the fields of one raw row stand, inside their quotes, and whether the last quote is still open.
fn spans(raw: &str, delimiter: u8) -> (Vec<Range<usize>>, bool) {
    let bytes = raw.as_bytes();
    let (mut spans, mut at) = (Vec::new(), 0);
    loop {
        let is_quoted = bytes.get(at) == Some(&b'"');
        let begin = at + usize::from(is_quoted);
        let mut end = begin;
        if is_quoted {
            loop {
                match (bytes.get(end), bytes.get(end + 1)) {
                    (None, _) => {
                        spans.push(begin..end);
                        return (spans, true);
                    }
                    (Some(b'"'), Some(b'"')) => end += 2,
                    (Some(b'"'), _) => break,
                    _ => end += 1,
                }
            }
        }
        let mut stop = end;
        while bytes.get(stop).is_some_and(|byte| *byte != delimiter && (is_quoted || !b"\r\n".contains(byte)))
        {
            stop += 1;
        }
        spans.push(begin..if is_quoted { end } else { stop });
        if bytes.get(stop) != Some(&delimiter) {
            return (spans, false);
        }
        at = stop + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<Vec<(String, String)>>, bool) {
        let start = behind_mark(text);
        let found = rows(text, start, SourceId(0), b',', Some(b'#'));
        let fields = |row: Row| {
            let pair = |field: At<String>| (field.value, text[field.place.span].to_owned());
            row.fields.into_iter().map(pair).collect()
        };
        (found.rows.into_iter().map(fields).collect(), found.open_quote.is_some())
    }

    #[test]
    fn every_field_knows_where_it_stands() {
        let text = "\u{feff}a,b\r\n\r\n# no row\r\n\"x, \"\"y\"\"\",\"가\r\n나\",\r\nlast,";
        let (rows, is_open) = read(text);
        assert!(!is_open);
        let said = |value: &str, raw: &str| (value.to_owned(), raw.to_owned());
        assert_eq!(rows[0], [said("a", "a"), said("b", "b")]);
        assert_eq!(rows[1], [said("x, \"y\"", "x, \"\"y\"\""), said("가\n나", "가\r\n나"), said("", "")]);
        assert_eq!(rows[2], [said("last", "last"), said("", "")]);
    }

    #[test]
    fn a_quote_that_is_never_closed_is_found_where_it_opens() {
        let text = "a,b\nc,\"d\ne,f\n";
        let found = rows(text, 0, SourceId(0), b',', None);
        assert_eq!(found.open_quote.map(|place| place.span), Some(6..7));
    }
}
