//! Where in a quoted string of the text a part of its words stands, also behind escapes.
//!
//! The words are held against the text letter by letter, so a rule of TOML that this file does not know leads to no
//! answer and never to a wrong one.

use std::ops::Range;

/// The words between the quotes of a string, as written, and where they begin.
fn inner(raw: &str) -> Option<(&str, usize, bool)> {
    for (quotes, is_literal) in [("\"\"\"", false), ("'''", true), ("\"", false), ("'", true)] {
        let Some(rest) = raw.strip_prefix(quotes) else { continue };
        let rest = rest.strip_suffix(quotes)?;
        // The newline behind three opening quotes does not count.
        let newline = match quotes.len() {
            3 => ["\r\n", "\n"].into_iter().find(|newline| rest.starts_with(newline)).map_or(0, str::len),
            _ => 0,
        };
        return Some((&rest[newline..], quotes.len() + newline, is_literal));
    }
    None
}

/// The bytes of `raw`, a string with its quotes, that stand for the bytes `part` of `words`, which is what it means.
pub fn part(raw: &str, words: &str, part: Range<usize>) -> Option<Range<usize>> {
    let (inner, begin, is_literal) = inner(raw)?;
    if is_literal || inner == words {
        return (inner == words).then(|| begin + part.start..begin + part.end);
    }
    let (mut at, mut meant) = (0, 0);
    let (mut start, mut end) = (None, None);
    while at < inner.len() {
        let (length, means) = step(&inner[at..])?;
        if !means.is_empty() || meant == words.len() {
            // What stands for the first byte begins the part; an escape that stands for nothing belongs to neither side.
            if start.is_none() && meant + means.len() > part.start {
                start = Some(at);
            }
            if end.is_none() && meant + means.len() >= part.end {
                end = Some(if part.is_empty() { at } else { at + length });
            }
        }
        if !words.get(meant..)?.starts_with(&means) {
            return None;
        }
        meant += means.len();
        at += length;
    }
    if meant != words.len() {
        return None;
    }
    let start = start.unwrap_or(inner.len());
    Some(begin + start..begin + end.unwrap_or(inner.len()).max(start))
}

/// The next character or escape of a string: how long it is, and what it means.
fn step(text: &str) -> Option<(usize, String)> {
    let mut chars = text.chars();
    let first = chars.next()?;
    if first != '\\' {
        return Some((first.len_utf8(), first.to_string()));
    }
    let second = chars.next()?;
    let plain = |c: char| Some((2, c.to_string()));
    match second {
        'b' => plain('\u{8}'),
        't' => plain('\t'),
        'n' => plain('\n'),
        'f' => plain('\u{c}'),
        'r' => plain('\r'),
        'e' => plain('\u{1b}'),
        '"' | '\\' => plain(second),
        'x' => numbered(text, 2),
        'u' => numbered(text, 4),
        'U' => numbered(text, 8),
        // The end of a line, and all blanks behind it.
        c if c.is_whitespace() => Some((text.len() - text[1..].trim_start().len(), String::new())),
        _ => None,
    }
}

fn numbered(text: &str, digits: usize) -> Option<(usize, String)> {
    let number = u32::from_str_radix(text.get(2..2 + digits)?, 16).ok()?;
    Some((2 + digits, char::from_u32(number)?.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_behind_escapes_and_line_ends() {
        for (raw, words, wanted, shown) in [
            ("'a == b'", "a == b", "b", "b"),
            ("\"a == b\"", "a == b", "==", "=="),
            (r#""x == \"가\" && y""#, "x == \"가\" && y", "y", "y"),
            (r#""x == \"가\" && y""#, "x == \"가\" && y", "\"가\"", r#"\"가\""#),
            ("\"\"\"\na ==\nb\"\"\"", "a ==\nb", "b", "b"),
            ("\"\"\"\r\na == b\"\"\"", "a == b", "b", "b"),
            ("\"\"\"a == \\\n   b\"\"\"", "a == b", "b", "b"),
            ("'''\na == b'''", "a == b", "a", "a"),
            (r#""\u202e""#, "\u{202e}", "\u{202e}", r"\u202e"),
            (r#""a\x41b""#, "aAb", "A", r"\x41"),
        ] {
            let at = words.find(wanted).expect("a part");
            let found = part(raw, words, at..at + wanted.len());
            assert_eq!(found.map(|range| &raw[range]), Some(shown), "{raw}");
        }
    }

    #[test]
    fn an_empty_part_stands_where_something_is_missing() {
        assert_eq!(part(r#""\"a""#, "\"a", 2..2), Some(4..4));
        assert_eq!(part(r#""\"a""#, "\"a", 1..1), Some(3..3));
    }

    #[test]
    fn what_does_not_fit_has_no_place() {
        assert_eq!(part("\"a\"", "b", 0..1), None);
        assert_eq!(part("7", "7", 0..1), None);
    }
}
