//! A table of words, laid out within a width.
//!
//! Deliberately missing: what the words mean. Observations are in `table`, an author's table in `markdown`.

use comfy_table::{Cell, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width};
use ratatui::style::Stylize as _;
use ratatui::text::Line;

use super::{Look, cells};

/// A name longer than this is broken like other words, in cells.
pub(super) const NAME_AT_MOST: usize = 22;
/// Blanks between two columns.
pub(super) const GAP: usize = 2;

/// A heading and rows of words. Cells may hold several lines.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// The heading; all empty: none.
    pub(super) heading: Vec<String>,
    /// The rows.
    pub(super) rows: Vec<Vec<String>>,
    /// Whether the first column names its row, so that it is broken last.
    pub(super) names_first: bool,
    /// A name may be so long before it is broken; 0 is the usual.
    pub(super) name_at_most: usize,
    /// Whether the last column is an aside.
    pub(super) quiet_end: bool,
}

/// Lays the grid out; a column takes what its words take, and the widest give way where that is too much.
pub(super) fn grid(content: &Grid, width: usize, look: &Look) -> Vec<Line<'static>> {
    let Grid { heading, rows, .. } = content;
    let (natural, mut needed) = (measured(content, widest_line), measured(content, widest_word));
    if let (true, Some(first), Some(name)) = (content.names_first, needed.first_mut(), natural.first()) {
        *first = (*first).max((*name).min(if content.name_at_most > 0 {
            content.name_at_most
        } else {
            NAME_AT_MOST
        }));
    }
    let widths = shares(&natural, &needed, width);
    let mut table = Table::new();
    let rule = if look.unicode { '─' } else { '-' };
    table.load_style(TableStyle::new().header_separator(LineStyle::none().fill(rule)));
    table.set_content_arrangement(ContentArrangement::Disabled);
    let has_heading = heading.iter().any(|words| !words.is_empty());
    if has_heading {
        table.set_header(heading.iter().map(Cell::new));
    }
    for row in rows {
        table.add_row(row.iter().map(Cell::new));
    }
    for (at, width) in widths.iter().enumerate() {
        if let Some(column) = table.column_mut(at) {
            column.set_padding((0, if at + 1 == widths.len() { 0 } else { gap() }));
            let padded = u16::try_from(*width).unwrap_or(u16::MAX).saturating_add(column.padding_width());
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(padded)));
        }
    }
    let aside = widths.split_last().filter(|_| content.quiet_end);
    let quiet = aside.map(|(_, before)| before.iter().map(|width| width + GAP).sum());
    styled(table.lines().collect(), has_heading, rule, quiet)
}

fn gap() -> u16 {
    u16::try_from(GAP).unwrap_or(u16::MAX)
}

/// The heading bold, its rule and what begins at the column `quiet` dim.
fn styled(lines: Vec<String>, has_heading: bool, rule: char, quiet: Option<usize>) -> Vec<Line<'static>> {
    let is_rule = |line: &String| !line.is_empty() && line.chars().all(|c| c == rule);
    let ruled = lines.iter().position(is_rule).filter(|_| has_heading);
    let style = |(at, line): (usize, String)| match (ruled, quiet) {
        (Some(rule), _) if at < rule => Line::from(line.bold()),
        (Some(rule), _) if at == rule => Line::from(line.dim()),
        (_, Some(column)) => {
            let (loud, quiet) = cells::split(&line, column);
            Line::from(vec![loud.to_owned().into(), quiet.to_owned().dim()])
        }
        _ => Line::from(line),
    };
    lines.into_iter().enumerate().map(style).collect()
}

/// The largest measure of every column's words.
fn measured(content: &Grid, measure: fn(&str) -> usize) -> Vec<usize> {
    let Grid { heading, rows, .. } = content;
    let n_columns = rows.iter().map(Vec::len).chain([heading.len()]).max().unwrap_or(0);
    let words_of =
        |column: usize| rows.iter().filter_map(move |row| row.get(column)).chain(heading.get(column));
    (0..n_columns)
        .map(|column| words_of(column).map(|words| measure(words)).max().unwrap_or(0).max(1))
        .collect()
}

/// The widest line of a cell.
pub(super) fn widest_line(words: &str) -> usize {
    words.lines().map(cells::width).max().unwrap_or(0)
}

/// The widest word of a cell: what it takes at least without breaking a word.
pub(super) fn widest_word(words: &str) -> usize {
    words.split_whitespace().map(cells::width).max().unwrap_or(0)
}

/// What every column gets when together they may take `width`: the widest give way first, and none breaks a
/// word as long as another column has more than its words need.
fn shares(natural: &[usize], needed: &[usize], width: usize) -> Vec<usize> {
    let room = width.saturating_sub(GAP * natural.len().saturating_sub(1)).max(natural.len());
    let mut shares = natural.to_vec();
    while shares.iter().sum::<usize>() > room {
        let spare = (0..shares.len()).filter(|&at| shares[at] > needed[at]).max_by_key(|&at| shares[at]);
        let Some(at) = spare.or_else(|| (0..shares.len()).max_by_key(|&at| shares[at])) else { break };
        shares[at] -= 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;

    const LOOK: Look = Look { width: 80, unicode: false, colour: false, lang: Lang::En };

    fn drawn(rows: &[[&str; 2]], width: usize) -> Vec<String> {
        let content = Grid {
            heading: vec!["what".to_owned(), "값".to_owned()],
            rows: rows.iter().map(|row| row.map(str::to_owned).to_vec()).collect(),
            ..Grid::default()
        };
        grid(&content, width, &LOOK).iter().map(|line| line.to_string().trim_end().to_owned()).collect()
    }

    #[test]
    fn columns_take_what_they_need_and_hangul_counts_twice() {
        assert_eq!(
            drawn(&[["호출", "1"], ["lost", "24,142"]], 80),
            ["what  값", "------------", "호출  1", "lost  24,142"]
        );
    }

    #[test]
    fn the_widest_column_gives_way_first() {
        let lines = drawn(&[["one two three four", "12"]], 12);
        assert!(lines.iter().all(|line| cells::width(line) <= 12), "{lines:?}");
        assert!(lines.iter().any(|line| line.contains("12")), "{lines:?}");
    }
}
