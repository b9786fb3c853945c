//! A picture in a buffer, turned into lines.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::cells;

/// A picture of that many columns and rows, empty.
pub(super) fn blank(columns: usize, rows: usize) -> Buffer {
    let size = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    Buffer::empty(Rect::new(0, 0, size(columns), size(rows)))
}

/// Writes words into a picture; what lies outside is cut.
pub(super) fn put(picture: &mut Buffer, column: usize, row: usize, words: &str, style: Style) {
    let (Ok(x), Ok(y)) = (u16::try_from(column), u16::try_from(row)) else { return };
    if x < picture.area.width && y < picture.area.height {
        picture.set_string(x, y, words, style);
    }
}

/// The rows of a picture, each with a span for every run of the same style.
pub(super) fn lines(picture: &Buffer) -> Vec<Line<'static>> {
    (0..picture.area.height).map(|row| line(picture, row)).collect()
}

fn line(picture: &Buffer, row: u16) -> Line<'static> {
    let mut spans: Vec<Span<'static>> = Vec::new();
    let mut column = 0;
    while column < picture.area.width {
        let cell = &picture[(column, row)];
        let style = Style { bg: None, ..cell.style() };
        let style = Style { fg: style.fg.filter(|ink| *ink != ratatui::style::Color::Reset), ..style };
        let style = Style { sub_modifier: Style::default().sub_modifier, ..style };
        match spans.last_mut() {
            Some(last) if last.style == style => last.content.to_mut().push_str(cell.symbol()),
            _ => spans.push(Span::styled(cell.symbol().to_owned(), style)),
        }
        // A wide character covers the cell behind it.
        column += u16::try_from(cells::width(cell.symbol()).max(1)).unwrap_or(1);
    }
    Line::from(spans)
}

/// Two blocks of lines side by side.
pub(super) fn beside(
    left: Vec<Line<'static>>,
    right: Vec<Line<'static>>,
    left_width: usize,
) -> Vec<Line<'static>> {
    let n = left.len().max(right.len());
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    let row = |_| {
        let (mut line, other) = (left.next().unwrap_or_default(), right.next().unwrap_or_default());
        if !other.spans.is_empty() {
            let used: usize = line.spans.iter().map(|span| cells::width(&span.content)).sum();
            line.spans.push(Span::from(" ".repeat(left_width.saturating_sub(used))));
            line.spans.extend(other.spans);
        }
        line
    };
    (0..n).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::{Color, Stylize};

    #[test]
    fn styles_and_wide_characters_survive_the_picture() {
        let mut picture = blank(6, 2);
        put(&mut picture, 0, 0, "월a", Style::default());
        put(&mut picture, 3, 0, "b", Style::default().fg(Color::Green));
        put(&mut picture, 9, 0, "outside", Style::default());
        let lines = lines(&picture);
        assert_eq!(lines[0].to_string(), "월ab  ");
        assert_eq!(lines[0].spans[1].style, Style::default().fg(Color::Green));
    }

    #[test]
    fn blocks_of_different_height_stand_side_by_side() {
        let lines = beside(vec!["가".into()], vec!["x".into(), Line::from("y".bold())], 4);
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        assert_eq!(lines, ["가  x", "    y"]);
    }
}
