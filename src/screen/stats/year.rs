//! The days of a year as a calendar of shades: a column for each week, a row for each weekday.

use ratatui::style::{Color, Style};
use ratatui::text::{Line, Span};

use super::{Look, canvas, cells, dates, glyphs, plot_width, section, words, wrap};
use crate::model::Day;
use crate::study::progress::{Progress, weekday};

/// Weeks of a year and the one that is not over.
const WEEKS: usize = 53;
/// Room for the names of weekdays.
const LABEL: usize = 6;
/// No answers, and the four quarters of the days with answers, the least first.
const SHADES: [(char, char); 5] = [('·', '.'), ('░', '-'), ('▒', '+'), ('▓', '*'), ('█', '#')];

/// The calendar, with what its shades stand for.
pub(super) fn year(progress: &Progress, look: &Look) -> Vec<Line<'static>> {
    let room = plot_width(look).saturating_sub(LABEL);
    let step = if room >= 2 * WEEKS { 2 } else { 1 };
    let n_weeks = (room / step).clamp(1, WEEKS);
    let first = first_day(progress.today, n_weeks);
    let counts = counts(progress, first, n_weeks);
    let shades = Shades::of(&counts);
    let mut picture = canvas::blank(LABEL + n_weeks * step, 8);
    for (column, label) in months(first, n_weeks, step, look) {
        canvas::put(&mut picture, LABEL + column, 0, &label, Style::default().dim());
    }
    for row in 0..7_i32 {
        let line = usize::try_from(row).unwrap_or(0) + 1;
        if row % 2 == 0 {
            canvas::put(&mut picture, 2, line, dates::weekday(row, look.lang), Style::default().dim());
        }
        for week in 0..n_weeks {
            let at = 7 * week + line - 1;
            let Some(n) = counts.get(at) else { continue };
            let (glyph, style) = drawn(shades.level(*n), look);
            canvas::put(&mut picture, LABEL + week * step, line, &glyph, style);
        }
    }
    let mut body = canvas::lines(&picture);
    body.extend(shades.legend(look));
    section(words::year(look.lang), body)
}

/// The Monday of the first week that is shown.
fn first_day(today: Day, n_weeks: usize) -> Day {
    let back = 7 * (i32::try_from(n_weeks).unwrap_or(1) - 1);
    today.later(-weekday(today) - back)
}

/// How many answers every day has from the first one to today.
fn counts(progress: &Progress, first: Day, n_weeks: usize) -> Vec<u32> {
    let n_days = usize::try_from(progress.today.since(first) + 1).unwrap_or(1);
    let mut counts = vec![0; n_days.min(7 * n_weeks)];
    for day in &progress.days {
        let at = usize::try_from(day.day.since(first)).ok();
        if let Some(slot) = at.and_then(|at| counts.get_mut(at)) {
            *slot += day.n;
        }
    }
    counts
}

/// Where the names of months stand: over the week of their first day, as far as there is room.
fn months(first: Day, n_weeks: usize, step: usize, look: &Look) -> Vec<(usize, String)> {
    let mut labels: Vec<(usize, String)> = Vec::new();
    let mut free = n_weeks * step + 1;
    let weeks: Vec<(usize, Day)> = (0..n_weeks).zip((0..).map(|at| first.later(7 * at))).collect();
    // From the latest on: where months are too narrow for their names, the older ones give way.
    for (week, monday) in weeks.into_iter().rev() {
        let begins = (0..7).map(|day| monday.later(day)).find(|day| dates::of_month(*day) == 1);
        let Some(day) = begins else { continue };
        let label = dates::month(day, look.lang);
        let (column, width) = (week * step, cells::width(&label));
        if column + width < free {
            free = column;
            labels.push((column, label));
        }
    }
    labels
}

fn drawn(level: usize, look: &Look) -> (String, Style) {
    let (glyph, ascii) = SHADES[level.min(SHADES.len() - 1)];
    let style = if level == 0 { Style::default().dim() } else { Style::default().fg(Color::Green) };
    (if look.unicode { glyph } else { ascii }.to_string(), style)
}

/// Which counts have which shade.
struct Shades {
    /// The most that each of the four shades stands for.
    most: [u32; 4],
    /// The least and the most that was seen of each.
    seen: [Option<(u32, u32)>; 4],
}

impl Shades {
    fn of(counts: &[u32]) -> Self {
        let mut active: Vec<u32> = counts.iter().copied().filter(|n| *n > 0).collect();
        active.sort_unstable();
        let quarter = |k: usize| active.get((active.len() * k / 4).min(active.len().saturating_sub(1)));
        let most = [1, 2, 3].map(|k| quarter(k).copied().unwrap_or(0));
        let most = [most[0], most[1], most[2], u32::MAX];
        let mut shades = Shades { most, seen: [None; 4] };
        for n in active {
            let slot = &mut shades.seen[shades.most.iter().filter(|most| n > **most).count()];
            *slot = Some(slot.map_or((n, n), |(least, _)| (least, n)));
        }
        shades
    }

    /// 0: no answers; 1 to 4: the quarters.
    fn level(&self, n: u32) -> usize {
        if n == 0 { 0 } else { 1 + self.most.iter().filter(|most| n > **most).count() }
    }

    fn legend(&self, look: &Look) -> Vec<Line<'static>> {
        let to = glyphs::strokes(look.unicode).to;
        let mut legend = vec![Span::from(format!("{}:", words::a_day(look.lang)))];
        let none = (0, words::none(look.lang).to_owned());
        let seen = self.seen.iter().enumerate();
        let seen =
            seen.filter_map(|(at, seen)| seen.map(|(low, high)| (at + 1, words::shade(low, high, to))));
        for (level, words) in [none].into_iter().chain(seen) {
            let (glyph, style) = drawn(level, look);
            legend.extend([
                Span::from("  "),
                Span::styled(glyph, style),
                Span::from(format!("\u{a0}{}", words.replace(' ', "\u{a0}"))),
            ]);
        }
        let indent = [Span::from("  ")];
        let lines = wrap::wrap(&legend, usize::from(look.measure()), &indent, &indent);
        lines.into_iter().map(super::breakable).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shades_are_quarters_of_the_days_with_answers() {
        let shades = Shades::of(&[0, 1, 2, 3, 4, 5, 6, 7, 80]);
        let levels: Vec<usize> = [0, 1, 3, 4, 6, 8, 80].iter().map(|n| shades.level(*n)).collect();
        assert_eq!(levels, [0, 1, 1, 2, 3, 4, 4]);
        assert_eq!(shades.seen, [Some((1, 3)), Some((4, 5)), Some((6, 7)), Some((80, 80))]);
        let alike = Shades::of(&[0, 5, 5, 5]);
        assert_eq!((alike.level(5), alike.seen), (1, [Some((5, 5)), None, None, None]));
        assert_eq!(Shades::of(&[0, 0]).level(0), 0);
    }
}
