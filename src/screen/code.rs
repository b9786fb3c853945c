//! Source text on paper: coloured where its language is known, broken where it is too long.

use ratatui::text::{Line, Span};

use super::{Look, cells, clean, highlight, wrap};

/// The source, line by line. A line wider than `width` cells goes on below, broken between words and as far in as it began; a comment
/// goes on as a comment.
///
/// `language` is what a fence names or how a file's name ends; without a known one the text is left plain.
pub fn code(source: &str, language: &str, width: u16, look: &Look) -> Vec<Line<'static>> {
    let source = clean::block(source).replace('\t', "    ");
    // Without colour there is nothing to see, so the grammars are not even unpacked.
    let coloured = if look.colour { highlight::highlight(&source, language) } else { None };
    let plain = || source.lines().map(|line| vec![Span::from(line.to_owned())]).collect();
    let lines = coloured.unwrap_or_else(plain);
    lines.into_iter().flat_map(|line| broken(line, usize::from(width.max(1)))).collect()
}

/// What begins a comment that fills its line, in the languages of demos and cards.
const COMMENTS: [&str; 5] = ["//! ", "/// ", "// ", "# ", "-- "];

/// A line in lines of at most `room` cells.
fn broken(line: Vec<Span<'static>>, room: usize) -> Vec<Line<'static>> {
    if wrap::taken(&line) <= room {
        return vec![Line::from(line)];
    }
    let text: String = line.iter().map(|span| span.content.as_ref()).collect();
    let words = text.trim_start();
    let indent = &text[..text.len() - words.len()];
    let sign = COMMENTS.iter().find(|sign| words.starts_with(**sign)).copied().unwrap_or("    ");
    let lead = format!("{indent}{sign}");
    // Where there is hardly room for a word there is nothing to break between.
    if cells::width(&lead) * 2 > room {
        return chopped(line, room).into_iter().map(Line::from).collect();
    }
    let begun = line.into_iter().skip_while(|span| span.content.trim().is_empty());
    let mut begun: Vec<Span<'static>> = begun.collect();
    let style = begun.first().map(|span| span.style).unwrap_or_default();
    if let Some(first) = begun.first_mut() {
        first.content = first.content.trim_start().to_owned().into();
    }
    wrap::wrap(&begun, room, &[Span::from(indent.to_owned())], &[Span::styled(lead, style)])
}

/// A line in pieces of at most `room` cells.
fn chopped(line: Vec<Span<'static>>, room: usize) -> Vec<Vec<Span<'static>>> {
    let mut pieces = vec![Vec::new()];
    let mut used = 0;
    for span in line {
        let mut left: &str = &span.content;
        while !left.is_empty() {
            let (mut head, mut tail) = cells::split(left, room - used);
            if head.is_empty() && used > 0 {
                pieces.push(Vec::new());
                used = 0;
                continue;
            }
            if head.is_empty() {
                (head, tail) = left.split_at(left.chars().next().map_or(0, char::len_utf8));
            }
            used = (used + cells::width(head)).min(room);
            if let Some(piece) = pieces.last_mut() {
                piece.push(Span::styled(head.to_owned(), span.style));
            }
            left = tail;
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;
    use crate::screen::sample::look;

    #[test]
    fn long_lines_go_on_below_and_no_wide_character_is_split() {
        let lines = code("ab가나\n\tc", "text", 5, &look(80, Lang::En, true));
        assert_eq!(lines.iter().map(ToString::to_string).collect::<Vec<_>>(), ["ab가", "나", "    c"]);
    }

    #[test]
    fn a_long_line_is_broken_between_words_and_a_comment_goes_on_as_one() {
        let shown = |source: &str| {
            let lines = code(source, "text", 24, &look(80, Lang::En, true));
            lines.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(shown("    // one two three four five"), ["    // one two three", "    // four five"]);
        assert_eq!(shown("  call(first, second, third)"), ["  call(first, second,", "      third)"]);
    }

    #[test]
    fn colours_change_no_letter() {
        let source = "fn main() {\n\n    println!(\"{}\", 1); // 끝\n}\n";
        let coloured = Look { colour: true, ..look(80, Lang::En, true) };
        let lines: Vec<String> =
            code(source, "rust", 80, &coloured).iter().map(ToString::to_string).collect();
        assert_eq!(lines.join("\n") + "\n", source);
    }
}
