//! A text in pieces: cards that can be read one by one, and statements that are whole where others are broken.
//!
//! A piece that is TOML by itself is the same TOML in its place: no string, list or table can begin in one piece and
//! end in another without breaking both. So cards are read one at a time, which needs little memory, and a
//! mistake in one takes nothing from the others. Deliberately missing: what stands in the pieces.

use std::ops::Range;

use toml::de::DeTable;

/// What begins a card.
const CARD: &str = "[[card]]";

/// So many bytes are read at once, a longer card alone.
const AT_ONCE: usize = 4096;

/// At most so many pieces are tried as one.
const MOST_JOINED: usize = 8;

/// At most so many lines are tried as one statement.
const LONGEST: usize = 400;

/// The text up to the first card, then each card up to the next one.
pub(super) fn split(text: &str) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    // Brackets are rare in texts, so they are found sooner than the whole word would be.
    for (at, _) in text.match_indices('[').filter(|(at, _)| text[*at..].starts_with(CARD)) {
        if at > 0 && text[..at].trim_end_matches([' ', '\t']).ends_with('\n') {
            starts.push(at);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// The pieces again, small neighbours put together: what reading costs beside the text itself is paid less often.
pub(super) fn together(pieces: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut large: Vec<Range<usize>> = Vec::new();
    for piece in pieces {
        match large.last_mut() {
            Some(last) if piece.end - last.start <= AT_ONCE => last.end = piece.end,
            _ => large.push(piece.clone()),
        }
    }
    large
}

/// The pieces again, those put together that only together are TOML: a string may have a line that looks like a card.
pub(super) fn join(text: &str, pieces: &[Range<usize>]) -> Vec<Range<usize>> {
    let is_whole = |range: Range<usize>| DeTable::parse(&text[range]).is_ok();
    let mut joined = Vec::new();
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        let rest = pieces[at + 1..]
            .iter()
            .take(MOST_JOINED)
            .take_while(|next| !is_like_card(&text[(*next).clone()]));
        let longer = [piece].into_iter().chain(rest).map(|last| piece.start..last.end);
        let found = longer.enumerate().find(|(_, range)| is_whole(range.clone()));
        let (n, range) = found.unwrap_or((0, piece.clone()));
        joined.push(range);
        at += n + 1;
    }
    joined
}

/// Whether a piece goes on as a card does, with a key and its value.
fn is_like_card(piece: &str) -> bool {
    piece.lines().skip(1).find(|line| !line.trim().is_empty()).is_some_and(begins_statement)
}

/// A text whose broken statements are covered by blanks, and what is wrong with each of them.
pub(super) struct Healed {
    /// As long as the text it was made from.
    pub(super) text: String,
    /// Where and what, in the order of the text.
    pub(super) errors: Vec<(Range<usize>, String)>,
}

/// Covers the statements that are not TOML.
pub(super) fn heal(text: &str) -> Healed {
    let lines = lines(text);
    let mut healed = Healed { text: text.to_owned(), errors: Vec::new() };
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if let Some(end) = whole_statement(text, &lines[at..]) {
            at += end;
            continue;
        }
        healed.errors.push(first_error(text, line.clone()));
        // What stands below a broken heading belongs to nobody.
        let ends = match text[line.clone()].trim_start().starts_with('[') {
            true => |line: &str| line.trim_start().starts_with('['),
            false => begins_statement,
        };
        let rest = lines[at + 1..].iter().take_while(|line| !ends(&text[(*line).clone()])).count();
        cover(&mut healed.text, line.start..lines[at + rest].end);
        at += 1 + rest;
    }
    healed
}

/// How many lines the statement has that begins with the first of these; none: it is broken.
fn whole_statement(text: &str, lines: &[Range<usize>]) -> Option<usize> {
    let start = lines[0].start;
    let is_whole = |end: usize| DeTable::parse(&text[start..end]).is_ok();
    let could_end = |line: &Range<usize>| {
        let line = &text[line.clone()];
        ["\"\"\"", "'''", "]", "}"].iter().any(|sign| line.contains(sign))
    };
    if is_whole(lines[0].end) {
        return Some(1);
    }
    let longer = lines.iter().enumerate().take(LONGEST).skip(1).filter(|(_, line)| could_end(line));
    longer.map(|(n, line)| (n + 1, line.end)).find(|(_, end)| is_whole(*end)).map(|(n, _)| n)
}

/// What is wrong with a statement. A string that never ends is shown by its beginning: its end could be anywhere.
fn first_error(text: &str, line: Range<usize>) -> (Range<usize>, String) {
    let statement = &text[line.clone()];
    let (_, errors) = DeTable::parse_recoverable(statement);
    let Some(error) = errors.first() else { return (line, String::new()) };
    let mut span = error.span().unwrap_or(0..statement.trim_end().len());
    if error.message().contains("multi-line") && span.start >= statement.trim_end().len() {
        let quotes = ["\"\"\"", "'''"].iter().filter_map(|quotes| statement.find(quotes)).min();
        span = quotes.map_or(span, |at| at..at + 3);
    }
    let end = statement.trim_end().len().max(span.start.min(statement.len()));
    span = span.start.min(end)..span.end.min(end).max(span.start.min(end));
    (line.start + span.start..line.start + span.end, error.message().to_owned())
}

/// Whether a line looks like `key = ...` or `[table]`.
fn begins_statement(line: &str) -> bool {
    let line = line.trim_start();
    if line.starts_with('[') {
        return true;
    }
    let key = line.split('=').next().unwrap_or_default();
    let is_key = |c: char| c.is_alphanumeric() || "-_.\"'".contains(c);
    key.len() < line.len() && !key.trim().is_empty() && key.trim().chars().all(is_key)
}

/// Blanks over a stretch of the text; its lines stay.
fn cover(text: &mut String, range: Range<usize>) {
    let blank: String = text[range.clone()]
        .chars()
        .map(|c| if c == '\n' { "\n".to_owned() } else { " ".repeat(c.len_utf8()) })
        .collect();
    text.replace_range(range, &blank);
}

/// Every line with its end.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let each = text.split_inclusive('\n').map(|line| {
        let range = start..start + line.len();
        start = range.end;
        range
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(text: &str) -> Vec<(&str, String)> {
        let healed = heal(text);
        assert_eq!(healed.text.len(), text.len());
        healed.errors.into_iter().map(|(span, what)| (&text[span], what)).collect()
    }

    #[test]
    fn a_deck_falls_into_its_head_and_its_cards() {
        let text = "[deck]\nid = 'd'\n\n[[card]]\nid = 'a'\n  [[card]]\nid = 'b' # not [[card]]\n";
        let pieces: Vec<&str> = split(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(
            pieces,
            ["[deck]\nid = 'd'\n\n", "[[card]]\nid = 'a'\n  ", "[[card]]\nid = 'b' # not [[card]]\n"]
        );
    }

    #[test]
    fn a_broken_statement_takes_no_other_with_it() {
        for (broken, under) in [
            ("prompt 'x'", ""),
            ("prompt = \"x", ""),
            ("prompt = \"\"\"x", "\"\"\""),
            ("prompt = \"\"\"\n그것은\n무엇?", "\"\"\""),
            ("tags = ['a', 'b'", ""),
            ("demo = { id = 'x'", ""),
            ("back = yes", "yes"),
            ("= 3", ""),
        ] {
            let text = format!("a = 1\n{broken}\nb = '''\nc = 3\n'''\n[t]\nd = [\n 4,\n]\n");
            let found = errors(&text);
            assert_eq!(found.len(), 1, "{broken}: {found:?}");
            assert_eq!(found[0].0, under, "{broken}: {found:?}");
            let healed = heal(&text);
            let tree = DeTable::parse(&healed.text).expect("TOML").into_inner();
            let keys: Vec<_> = tree.keys().map(|key| key.get_ref().to_string()).collect();
            assert_eq!(keys, ["a", "b", "t"], "{broken}");
        }
    }

    #[test]
    fn several_broken_statements_are_all_told() {
        assert_eq!(errors("a = \nb = 2\nc d\ne = \"x\n").len(), 3);
    }
}
