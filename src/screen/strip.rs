//! One lane as a strip of columns: which state or mark every column shows.
//!
//! A column stands for a stretch of time, so several things may want it. A mark wins over every state; among
//! marks the one that tells more. A stretch shorter than a column keeps its column, or it would never be seen;
//! among such, and among the long ones, the one that fills more of it.

use crate::model::{Mark, MarkKind, SpanState};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Span;

use super::scale::Scale;
use super::scene::Row;
use super::{Look, glyphs};

/// What a column shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Tile {
    /// A stretch.
    State(SpanState),
    /// An instant.
    Mark(MarkKind),
    /// An instant whose name is a single letter or digit, which then stands for itself.
    Letter(char),
}

/// The columns of a lane; none: nothing was reported there.
pub(super) fn strip(row: &Row<'_>, scale: &Scale) -> Vec<Option<Tile>> {
    let mut columns = vec![Column::default(); scale.columns];
    for span in &row.spans {
        let begin = scale.position(span.from_ns.min(span.to_ns));
        let end = scale.position(span.from_ns.max(span.to_ns));
        lay(&mut columns, span.state, begin, end);
    }
    for mark in &row.marks {
        let column = &mut columns[scale.column(mark.at_ns)];
        let tile = tile_of(mark);
        column.mark =
            column.mark.filter(|&(other, _)| other <= rank(mark.kind)).or(Some((rank(mark.kind), tile)));
    }
    columns.iter().map(Column::tile).collect()
}

/// Everything that wants a column.
#[derive(Clone, Default)]
struct Column {
    /// How much of the column short stretches fill, by state.
    short: [f64; SpanState::ALL.len()],
    /// The long stretch that fills most of it: its share, its length, its state.
    long: Option<(f64, f64, SpanState)>,
    /// The mark that tells most: its rank and how it is drawn.
    mark: Option<(u8, Tile)>,
}

impl Column {
    fn tile(&self) -> Option<Tile> {
        let fullest = SpanState::ALL.iter().zip(self.short).filter(|(_, share)| *share > 0.0);
        let short = fullest.max_by(|(_, a), (_, b)| a.total_cmp(b)).map(|((state, _), _)| *state);
        let state = short.or(self.long.map(|(.., state)| state));
        self.mark.map(|(_, tile)| tile).or(state.map(Tile::State))
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "columns are few"
)]
fn lay(columns: &mut [Column], state: SpanState, begin: f64, end: f64) {
    let last = columns.len() - 1;
    let length = end - begin;
    if length < 1.0 {
        let middle = f64::midpoint(begin, end) as usize;
        let slot = SpanState::ALL.iter().position(|(other, _)| *other == state).unwrap_or(0);
        // An instant fills nothing, but it happened.
        columns[middle.min(last)].short[slot] += length.max(f64::EPSILON);
        return;
    }
    for (at, column) in columns.iter_mut().enumerate().take(end as usize + 1).skip(begin as usize) {
        let share = end.min(at as f64 + 1.0) - begin.max(at as f64);
        let wins = column
            .long
            .is_none_or(|(other, its_length, _)| share > other || (share >= other && length < its_length));
        // The end of a stretch does not colour a column that it hardly touches.
        if share >= 0.5 && wins {
            column.long = Some((share, length, state));
        }
    }
}

fn tile_of(mark: &Mark) -> Tile {
    let mut letters = mark.name.chars();
    match (mark.kind, letters.next(), letters.next()) {
        (MarkKind::Note, Some(letter), None) if letter.is_ascii_alphanumeric() => Tile::Letter(letter),
        _ => Tile::Mark(mark.kind),
    }
}

/// Which mark tells more: the smaller number.
fn rank(kind: MarkKind) -> u8 {
    match kind {
        MarkKind::Data => 0,
        MarkKind::Event => 1,
        MarkKind::Return => 2,
        MarkKind::Call => 3,
        MarkKind::Hand => 4,
        MarkKind::Store => 5,
        MarkKind::Load => 6,
        MarkKind::Beat => 7,
        MarkKind::Note => 8,
    }
}

/// The glyph of a tile.
pub(super) fn glyph(tile: Tile, look: &Look) -> char {
    match tile {
        Tile::State(state) => glyphs::state(state, look.unicode),
        Tile::Mark(kind) => glyphs::mark(kind, look.unicode),
        Tile::Letter(letter) => letter,
    }
}

/// The style of a tile, which only repeats what its glyph says.
pub(super) fn style(tile: Tile) -> Style {
    let plain = Style::default();
    match tile {
        Tile::State(SpanState::Run | SpanState::Work) => plain.fg(Color::Green),
        Tile::State(SpanState::Blocked) => plain.fg(Color::Blue),
        Tile::State(SpanState::Poll) => plain.fg(Color::Magenta),
        Tile::State(SpanState::Await | SpanState::Flight) => plain.fg(Color::Cyan),
        Tile::State(SpanState::Ready | SpanState::Absent) => plain.add_modifier(Modifier::DIM),
        Tile::Mark(MarkKind::Beat) => plain.fg(Color::Red),
        Tile::Mark(_) | Tile::Letter(_) => plain.add_modifier(Modifier::BOLD),
    }
}

/// The columns as spans, one for each run of the same style.
pub(super) fn drawn(tiles: &[Option<Tile>], look: &Look) -> Vec<Span<'static>> {
    let mut spans: Vec<Span<'static>> = Vec::new();
    for tile in tiles {
        let (glyph, style) = tile.map_or((' ', Style::default()), |tile| (glyph(tile, look), style(tile)));
        match spans.last_mut() {
            Some(last) if last.style == style => last.content.to_mut().push(glyph),
            _ => spans.push(Span::styled(glyph.to_string(), style)),
        }
    }
    spans
}
