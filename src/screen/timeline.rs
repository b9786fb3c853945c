//! The picture of one traced trial: what every lane did, over time.
//!
//! Deliberately missing: verdicts. A picture shows one run as it was, also where the machine disturbed it; what
//! may be concluded is decided from the quiet trials elsewhere.

use ratatui::style::{Style, Stylize};
use ratatui::text::{Line, Span};

use crate::model::{DemoSpec, Trial};

use super::scale::Scale;
use super::scene::{Row, Scene, scenes};
use super::strip::{Tile, drawn, glyph, strip, style};
use super::{Look, cells, glyphs, inline, words, wrap};

/// Notes at the right give way when they would leave fewer columns than this.
const COLUMNS_BESIDE_NOTES: usize = 36;
/// More columns than this tell nothing more.
const COLUMNS_AT_MOST: usize = 120;
/// Cells whose lengths differ by more than this factor do not share a scale: the short one would vanish.
const FACTOR_OF_A_SHARED_SCALE: u64 = 2;

/// The picture of a trial, cell by cell, with captions and a legend; empty where the trial drew nothing.
pub fn picture(spec: &DemoSpec, trial: &Trial, look: &Look) -> Vec<Line<'static>> {
    let scenes = scenes(spec, trial, look);
    if scenes.iter().all(|scene| scene.extent.is_none() && scene.missing.is_none()) {
        return Vec::new();
    }
    let layout = Layout::new(&scenes, look);
    let shared = shared_length(&scenes);
    let mut lines = Vec::new();
    let mut seen = Vec::new();
    for scene in &scenes {
        lines.extend(heading(scene, look));
        lines.extend(body(scene, &layout, shared, &mut seen, look));
        lines.push(Line::default());
    }
    lines.extend(legend(&mut seen, look));
    if shared.is_none() && scenes.iter().filter(|scene| scene.extent.is_some()).count() > 1 {
        lines.push(Line::from(format!(" {}", words::own_scales(look.lang)).dim()));
    }
    lines
}

/// Where things stand, the same for all cells so that the eye can go down.
struct Layout {
    label: usize,
    columns: usize,
    /// Cells for notes at the right; 0: there is no room for them.
    note: usize,
}

impl Layout {
    fn new(scenes: &[Scene<'_>], look: &Look) -> Self {
        let width = usize::from(look.width);
        let rows = || scenes.iter().flat_map(|scene| &scene.rows);
        let widest = |words: for<'r> fn(&'r Row<'_>) -> &'r str| {
            rows().map(|row| cells::width(words(row))).max().unwrap_or(0)
        };
        let label = widest(|row| &row.label).min((width / 4).max(8));
        // A blank, the label, a blank, two strokes.
        let room = width.saturating_sub(label + 4);
        let note = widest(|row| &row.note).min(width / 3);
        if note > 0 && room > COLUMNS_BESIDE_NOTES + note {
            return Layout { label, columns: (room - note - 1).min(COLUMNS_AT_MOST), note };
        }
        Layout { label, columns: room.clamp(1, COLUMNS_AT_MOST), note: 0 }
    }
}

/// The length that all cells share, in nanoseconds, if they are alike enough to be compared by eye.
fn shared_length(scenes: &[Scene<'_>]) -> Option<u64> {
    let lengths = || scenes.iter().filter_map(|scene| scene.extent).map(|(from, to)| to - from);
    let (shortest, longest) = (lengths().min()?, lengths().max()?);
    (longest / FACTOR_OF_A_SHARED_SCALE <= shortest).then_some(longest)
}

fn heading(scene: &Scene<'_>, look: &Look) -> Vec<Line<'static>> {
    if scene.title.is_empty() {
        return Vec::new();
    }
    let title: Vec<_> = inline::inline(&scene.title, look).into_iter().map(Stylize::bold).collect();
    wrap::wrap(&title, usize::from(look.width), &[], &["  ".into()])
}

fn body(
    scene: &Scene<'_>,
    layout: &Layout,
    shared: Option<u64>,
    seen: &mut Vec<Tile>,
    look: &Look,
) -> Vec<Line<'static>> {
    let indented = |text: &str| {
        let indent = [Span::from("   ")];
        wrap::wrap(&inline::inline(text, look), usize::from(look.width), &indent, &indent)
    };
    let Some((from, to)) = scene.extent else {
        return indented(scene.missing.as_deref().unwrap_or(words::not_drawn(look.lang)));
    };
    let scale = Scale::new(from, shared.unwrap_or(to - from), layout.columns);
    let mut lines = Vec::new();
    for row in &scene.rows {
        let tiles = strip(row, &scale);
        seen.extend(tiles.iter().flatten());
        lines.push(lane(row, &tiles, layout, look));
    }
    lines.extend(axis(&scale, layout, look));
    lines.extend(scene.caption.iter().flat_map(|line| indented(line)));
    lines.extend(scene.missing.iter().flat_map(|line| indented(line)));
    lines
}

fn lane(row: &Row<'_>, tiles: &[Option<Tile>], layout: &Layout, look: &Look) -> Line<'static> {
    let strokes = glyphs::strokes(look.unicode);
    let label = cells::padded(&cells::cut(&row.label, layout.label, strokes.ellipsis), layout.label);
    let edge = || strokes.down.to_string().dim();
    let mut spans = vec![Span::from(format!(" {label} ")), edge()];
    spans.extend(drawn(tiles, look));
    spans.push(edge());
    if layout.note > 0 {
        spans.push(Span::from(format!(" {}", cells::cut(&row.note, layout.note, strokes.ellipsis))));
    }
    Line::from(spans)
}

fn axis(scale: &Scale, layout: &Layout, look: &Look) -> [Line<'static>; 2] {
    let strokes = glyphs::strokes(look.unicode);
    let mut ruler = vec![strokes.across; scale.columns];
    for (column, _) in scale.ticks(look.unicode) {
        ruler[column] = strokes.tick;
    }
    let ruler: String = ruler.into_iter().collect();
    let blank = " ".repeat(layout.label + 2);
    let room = usize::from(look.width).saturating_sub(layout.label + 3);
    [
        Line::from(format!("{blank}{}{ruler}{}", strokes.axis_left, strokes.axis_right).dim()),
        Line::from(format!("{blank} {}", scale.labels(look.unicode, room)).dim()),
    ]
}

/// The meaning of every glyph that was drawn, and of no other.
fn legend(seen: &mut Vec<Tile>, look: &Look) -> Vec<Line<'static>> {
    seen.sort_unstable();
    seen.dedup();
    let mut entries: Vec<(char, Style, String)> = Vec::new();
    for &tile in seen.iter() {
        let name = match tile {
            Tile::State(state) => words::state(state, look.lang),
            Tile::Mark(kind) => words::mark(kind, look.lang),
            Tile::Letter(_) => continue,
        };
        let sign = glyph(tile, look);
        match entries.iter_mut().find(|(other, ..)| *other == sign) {
            Some((.., names)) => names.push_str(&format!(", {name}")),
            None => entries.push((sign, style(tile), name.to_owned())),
        }
    }
    let mut lines: Vec<Line<'static>> = Vec::new();
    let mut used = usize::MAX;
    for (sign, style, names) in entries {
        let taken = 2 + cells::width(&names) + 3;
        if used.saturating_add(taken) > usize::from(look.width) + 2 {
            lines.push(Line::from(" "));
            used = 1;
        }
        if let Some(line) = lines.last_mut() {
            line.push_span(Span::styled(sign.to_string(), style));
            line.push_span(format!(" {names}   ").dim());
        }
        used += taken;
    }
    lines
}

#[cfg(test)]
#[path = "timeline_tests.rs"]
mod tests;
