//! A table of words, laid out within a width.
//!
//! Deliberately missing: what the words mean. Observations are in `table`, an author's table in `markdown`.

use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width};
use ratatui::style::Stylize;
use ratatui::text::Line;

use super::{Look, cells};

/// Blanks between two columns.
pub(super) const GAP: usize = 2;

/// Lays out a heading and rows; a column takes what its words take, and shares what is left where that is too much.
///
/// `right` tells which columns are aligned to the right. Cells may hold several lines.
pub(super) fn grid(heading: &[String], rows: &[Vec<String>], right: &[bool], width: usize, look: &Look) -> Vec<Line<'static>> {
    let widths = shares(&natural(heading, rows), width);
    let mut table = Table::new();
    let rule = if look.unicode { '─' } else { '-' };
    table.load_style(TableStyle::new().header_separator(LineStyle::none().fill(rule).junction(rule)));
    table.set_content_arrangement(ContentArrangement::Disabled);
    let cell = |(at, words): (usize, &String)| {
        let side = if right.get(at) == Some(&true) { CellAlignment::Right } else { CellAlignment::Left };
        Cell::new(words).set_alignment(side)
    };
    let has_heading = heading.iter().any(|words| !words.is_empty());
    if has_heading {
        table.set_header(heading.iter().enumerate().map(cell));
    }
    for row in rows {
        table.add_row(row.iter().enumerate().map(cell));
    }
    for (at, width) in widths.iter().enumerate() {
        if let Some(column) = table.column_mut(at) {
            column.set_padding((0, if at + 1 == widths.len() { 0 } else { gap() }));
            let padded = u16::try_from(*width).unwrap_or(u16::MAX).saturating_add(column.padding_width());
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(padded)));
        }
    }
    styled(table.lines().collect(), has_heading, rule)
}

fn gap() -> u16 {
    u16::try_from(GAP).unwrap_or(u16::MAX)
}

/// The heading bold, its rule quiet.
fn styled(lines: Vec<String>, has_heading: bool, rule: char) -> Vec<Line<'static>> {
    let is_rule = |line: &String| !line.is_empty() && line.chars().all(|c| c == rule);
    let ruled = lines.iter().position(is_rule).filter(|_| has_heading);
    let style = |(at, line): (usize, String)| match ruled {
        Some(rule) if at < rule => Line::from(line.bold()),
        Some(rule) if at == rule => Line::from(line.dim()),
        _ => Line::from(line),
    };
    lines.into_iter().enumerate().map(style).collect()
}

/// The widest line of every column.
fn natural(heading: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    let n_columns = rows.iter().map(Vec::len).chain([heading.len()]).max().unwrap_or(0);
    let words_of = |column: usize| rows.iter().filter_map(move |row| row.get(column)).chain(heading.get(column));
    (0..n_columns).map(|column| words_of(column).map(|words| widest_line(words)).max().unwrap_or(0).max(1)).collect()
}

/// The widest line of a cell.
pub(super) fn widest_line(words: &str) -> usize {
    words.lines().map(cells::width).max().unwrap_or(0)
}

/// The widest word of a cell: what it takes at least without breaking a word.
pub(super) fn widest_word(words: &str) -> usize {
    words.split_whitespace().map(cells::width).max().unwrap_or(0)
}

/// What every column gets when together they may take `width`: the widest give way first.
fn shares(natural: &[usize], width: usize) -> Vec<usize> {
    let room = width.saturating_sub(GAP * natural.len().saturating_sub(1)).max(natural.len());
    let mut shares = natural.to_vec();
    while shares.iter().sum::<usize>() > room {
        let Some(widest) = shares.iter_mut().max() else { break };
        *widest -= 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;

    const LOOK: Look = Look { width: 80, unicode: false, colour: false, lang: Lang::En };

    fn drawn(rows: &[[&str; 2]], width: usize) -> Vec<String> {
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.map(str::to_owned).to_vec()).collect();
        let heading = ["what".to_owned(), "값".to_owned()];
        grid(&heading, &rows, &[false, true], width, &LOOK).iter().map(|l| l.to_string().trim_end().to_owned()).collect()
    }

    #[test]
    fn columns_take_what_they_need_and_hangul_counts_twice() {
        assert_eq!(drawn(&[["호출", "1"], ["lost", "24,142"]], 80), ["what      값", "------------", "호출       1", "lost  24,142"]);
    }

    #[test]
    fn the_widest_column_gives_way_first() {
        let lines = drawn(&[["one two three four", "12"]], 12);
        assert!(lines.iter().all(|line| cells::width(line) <= 12), "{lines:?}");
        assert!(lines.iter().any(|line| line.contains("12")), "{lines:?}");
    }
}
