//! Source text on paper: coloured where its language is known, cut where it is too long.

use ratatui::text::{Line, Span};

use super::{Look, cells, clean, highlight};

/// The source, line by line, cut to `width` cells and going on below; code has no words to break between.
///
/// `language` is what a fence names or how a file's name ends; without a known one the text is left plain.
pub fn code(source: &str, language: &str, width: u16, look: &Look) -> Vec<Line<'static>> {
    let source = clean::block(source).replace('\t', "    ");
    // Without colour there is nothing to see, so the grammars are not even unpacked.
    let coloured = if look.colour { highlight::highlight(&source, language) } else { None };
    let plain = || source.lines().map(|line| vec![Span::from(line.to_owned())]).collect();
    let lines = coloured.unwrap_or_else(plain);
    lines.into_iter().flat_map(|line| chopped(line, usize::from(width.max(1)))).map(Line::from).collect()
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
    fn colours_change_no_letter() {
        let source = "fn main() {\n\n    println!(\"{}\", 1); // 끝\n}\n";
        let coloured = Look { colour: true, ..look(80, Lang::En, true) };
        let lines: Vec<String> =
            code(source, "rust", 80, &coloured).iter().map(ToString::to_string).collect();
        assert_eq!(lines.join("\n") + "\n", source);
    }
}
