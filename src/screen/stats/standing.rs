//! How decks and tags stand: a bar of what is known, in steps and new, and the numbers.

use ratatui::style::{Color, Style, Stylize};
use ratatui::text::{Line, Span};

use super::{Look, aside, cells, clean, glyphs, plot_width, said, section, words};
use crate::study::progress::{Progress, Standing};

/// So many rows at most.
const ROWS: usize = 12;
/// The longest name that is not cut.
const NAME: usize = 24;
/// From this width on the numbers stand in columns.
const WIDE: usize = 72;

/// The decks that were begun.
pub(super) fn decks(progress: &Progress, look: &Look) -> Vec<Line<'static>> {
    let mut body = rows(&progress.decks, look);
    if usize::from(look.width) >= WIDE {
        body.extend(aside(words::columns_mean(look.lang), look));
    }
    section(words::decks(look.lang), body)
}

/// The tags; nothing where there is none.
pub(super) fn tags(progress: &Progress, look: &Look) -> Vec<Line<'static>> {
    let too_large = progress.untagged.as_ref();
    let without = too_large.map(|deck| aside(&words::without_tags(&clean::line(deck), look.lang), look));
    if progress.tags.is_empty() && without.is_none() {
        return Vec::new();
    }
    let mut body = rows(&progress.tags, look);
    body.extend(without.into_iter().flatten());
    section(words::tags(look.lang), body)
}

fn rows(standings: &[Standing], look: &Look) -> Vec<Line<'static>> {
    let shown = &standings[..standings.len().min(ROWS)];
    let mut lines = match usize::from(look.width) >= WIDE {
        true => table(shown, look),
        false => shown.iter().flat_map(|standing| in_short(standing, look)).collect(),
    };
    if standings.len() > shown.len() {
        lines.extend(said(&words::more_rows(standings.len() - shown.len(), look.lang), look));
    }
    lines
}

/// Name, bar and numbers, each in its column.
fn table(standings: &[Standing], look: &Look) -> Vec<Line<'static>> {
    let headings = words::columns(look.lang).map(str::to_owned);
    let numbers: Vec<[String; 6]> = standings.iter().map(|standing| numbers(standing, look)).collect();
    let all = || std::iter::once(&headings).chain(&numbers);
    let widths: [usize; 6] =
        std::array::from_fn(|at| all().map(|row| cells::width(&row[at])).max().unwrap_or(0));
    let names: Vec<String> = standings.iter().map(|standing| name(standing, look)).collect();
    let name = names.iter().map(|name| cells::width(name)).max().unwrap_or(0);
    let taken = 2 + name + 2 + widths.iter().map(|width| width + 2).sum::<usize>();
    let bar_room = plot_width(look).saturating_sub(taken).clamp(6, 40);
    let right = |row: &[String; 6]| -> String {
        let padded = |(words, width): (&String, usize)| {
            format!("  {}{words}", " ".repeat(width.saturating_sub(cells::width(words))))
        };
        row.iter().zip(widths).map(padded).collect()
    };
    let mut lines = vec![Line::from(
        Span::from(format!("{}{}", " ".repeat(2 + name + 2 + bar_room), right(&headings))).dim(),
    )];
    for ((standing, words), numbers) in standings.iter().zip(names).zip(&numbers) {
        let mut spans = vec![Span::from(format!("  {}  ", cells::padded(&words, name)))];
        spans.extend(bar(standing, bar_room, look));
        spans.push(Span::from(right(numbers)));
        lines.push(Line::from(spans));
    }
    lines
}

/// The same under each other, for narrow paper.
fn in_short(standing: &Standing, look: &Look) -> Vec<Line<'static>> {
    let Standing { n_known, n_learning, n_total, n_answers, n_due, .. } = *standing;
    let mut bar_line = vec![Span::from("  ")];
    bar_line.extend(bar(standing, plot_width(look).saturating_sub(4).min(40), look));
    let mut lines = vec![Line::from(format!("  {}", name(standing, look)).bold()), Line::from(bar_line)];
    lines.extend(said(&words::in_short(n_known, n_learning, n_total, look.lang), look));
    lines.extend(said(&words::right_and_due(standing.right(), n_answers, n_due, look.lang), look));
    lines
}

fn name(standing: &Standing, look: &Look) -> String {
    cells::cut(&clean::line(&standing.name), NAME, glyphs::strokes(look.unicode).ellipsis)
}

fn numbers(standing: &Standing, look: &Look) -> [String; 6] {
    let missing = || glyphs::strokes(look.unicode).missing.to_owned();
    let count = |n: u32| super::super::values::count(n.into());
    [
        count(standing.n_known),
        count(standing.n_learning),
        standing.n_new().map_or_else(missing, count),
        standing.right().map_or_else(missing, |share| words::of(share, standing.n_answers, look.lang)),
        count(standing.n_due),
        standing.mean_stability().map_or_else(missing, |days| words::short_days(days, look.lang)),
    ]
}

/// What is known, in steps and new, as shares of a bar; what there is at all takes at least a cell.
fn bar(standing: &Standing, room: usize, look: &Look) -> Vec<Span<'static>> {
    let of = standing.n_total.unwrap_or(0).max(standing.n_known + standing.n_learning);
    let cells_of = |n: u32| -> usize {
        if n == 0 || of == 0 {
            return 0;
        }
        let exact = room as u64 * u64::from(n) / u64::from(of);
        usize::try_from(exact).unwrap_or(room).max(1)
    };
    let known = cells_of(standing.n_known).min(room);
    let learning = cells_of(standing.n_learning).min(room - known);
    let new = match standing.n_new() {
        Some(1..) => room - known - learning,
        // All are begun: no cell is lost to rounding.
        Some(0) if learning == 0 && known > 0 => return vec![filled(0, room, look)],
        Some(0) if known + learning > 0 => {
            return vec![filled(0, known, look), filled(1, room - known, look)];
        }
        _ => 0,
    };
    let blank = room - known - learning - new;
    vec![
        filled(0, known, look),
        filled(1, learning, look),
        filled(2, new, look),
        Span::from(" ".repeat(blank)),
    ]
}

fn filled(kind: usize, n: usize, look: &Look) -> Span<'static> {
    let (glyph, ascii, style) = [
        ("█", "#", Style::default().fg(Color::Green)),
        ("▒", "+", Style::default().fg(Color::Yellow)),
        ("░", ".", Style::default().dim()),
    ][kind];
    Span::styled(if look.unicode { glyph } else { ascii }.repeat(n), style)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;

    #[test]
    fn a_bar_is_as_long_as_its_room_and_shows_whatever_there_is() {
        let look = Look { width: 80, unicode: false, colour: false, lang: Lang::En };
        let drawn = |n_total, n_known, n_learning| {
            let standing = Standing { n_total, n_known, n_learning, ..Standing::default() };
            bar(&standing, 10, &look).iter().map(|span| span.content.to_string()).collect::<String>()
        };
        assert_eq!(drawn(Some(20), 10, 4), "#####++...");
        assert_eq!(drawn(Some(1000), 1, 1), "#+........");
        assert_eq!(drawn(Some(3), 2, 1), "######++++");
        assert_eq!(drawn(Some(7), 7, 0), "##########");
        assert_eq!(drawn(None, 3, 1), "#######++ ");
        assert_eq!(drawn(None, 0, 0), "          ");
    }
}
