//! How much was remembered, week by week, beside what the schedule foresaw.

use ratatui::style::{Color, Style, Stylize};
use ratatui::text::{Line, Span};

use super::{Look, canvas, cells, dates, glyphs, plot_width, said, section, words};
use crate::study::progress::{Progress, Week, weeks as by_week};

/// A week with fewer answers has no point in the plot.
const FEW: u32 = 5;

/// The weeks as rows: a scale with two points, and the numbers.
pub(super) fn weeks(progress: &Progress, look: &Look) -> Vec<Line<'static>> {
    let all = by_week(&progress.days, progress.today);
    let heading = words::weeks(look.lang);
    let (n_asked, n_kept) =
        all.iter().fold((0, 0), |(asked, kept), week| (asked + week.n_asked, kept + week.n_kept));
    if n_asked == 0 {
        return section(heading, said(words::no_weeks_yet(look.lang), look));
    }
    let n_rows = if look.width >= 100 { 12 } else { 8 };
    let shown = &all[all.len().saturating_sub(n_rows)..];
    let lowest = lowest(shown);
    let label = shown.iter().map(|week| cells::width(&label(week, progress, look))).max().unwrap_or(0);
    let notes: Vec<String> = shown.iter().map(|week| note(week, look)).collect();
    let beside = notes.iter().map(|note| cells::width(note)).max().unwrap_or(0);
    let room = plot_width(look).min(96).saturating_sub(2 + label + 2 + beside + 3).max(8);
    let mut body = vec![scale(lowest, 2 + label + 2, room)];
    for (week, note) in shown.iter().zip(notes) {
        let mut spans =
            vec![Span::from(format!("  {} ", cells::padded(&self::label(week, progress, look), label)))];
        let edge = glyphs::strokes(look.unicode).down.to_string();
        spans.push(Span::from(edge.clone()).dim());
        spans.extend(points(week, lowest, room, look));
        spans.extend([Span::from(edge).dim(), Span::from(format!(" {note}"))]);
        body.push(Line::from(spans));
    }
    let (kept, foreseen) = signs(look);
    body.push(Line::from(Span::from(format!("  {}", words::week_signs(kept, foreseen, look.lang))).dim()));
    let recall: f64 = all.iter().map(|week| week.recall).sum();
    let in_all = words::weeks_in_all(n_kept, n_asked, recall / f64::from(n_asked), look.lang);
    body.extend(said(&in_all, look));
    section(heading, body)
}

/// The signs of what was remembered and what was foreseen.
fn signs(look: &Look) -> (char, char) {
    if look.unicode { ('●', '○') } else { ('*', 'o') }
}

fn label(week: &Week, progress: &Progress, look: &Look) -> String {
    dates::near(week.from, progress.today, look.lang)
}

/// Where the scale begins: a round number below everything that is shown.
fn lowest(weeks: &[Week]) -> f64 {
    let told = weeks.iter().filter(|week| week.n_asked >= FEW);
    let shares = told.flat_map(|week| [week.kept(), week.foreseen()]).flatten();
    let least = shares.fold(0.9, f64::min);
    ((least * 10.0 - 0.001).floor() / 10.0).clamp(0.0, 0.8)
}

/// The ends of the scale over the plot.
fn scale(lowest: f64, indent: usize, room: usize) -> Line<'static> {
    let (low, high) = (words::percent(lowest), "100%");
    let between = room.saturating_sub(low.len() + high.len());
    Line::from(Span::from(format!("{}{low}{}{high}", " ".repeat(indent), " ".repeat(between))).dim())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a column of few")]
fn points(week: &Week, lowest: f64, room: usize, look: &Look) -> Vec<Span<'static>> {
    let mut picture = canvas::blank(room, 1);
    let dots = if look.unicode { "·" } else { "." };
    canvas::put(&mut picture, 0, 0, &dots.repeat(room), Style::default().dim());
    let column = |share: f64| {
        let share = ((share - lowest) / (1.0 - lowest)).clamp(0.0, 1.0);
        (share * (room - 1) as f64).round() as usize
    };
    let (kept, foreseen) = signs(look);
    let quiet = Style::default().fg(Color::Cyan);
    let loud = Style::default().fg(Color::Green).bold();
    for (share, sign, style) in [(week.foreseen(), foreseen, quiet), (week.kept(), kept, loud)] {
        if let Some(share) = share.filter(|_| week.n_asked >= FEW) {
            canvas::put(&mut picture, column(share), 0, &sign.to_string(), style);
        }
    }
    canvas::lines(&picture).into_iter().flat_map(|line| line.spans).collect()
}

/// The numbers of a week: share, counts, what was foreseen.
fn note(week: &Week, look: &Look) -> String {
    let lang = look.lang;
    let (Some(kept), Some(foreseen)) = (week.kept(), week.foreseen()) else {
        return glyphs::strokes(look.unicode).missing.to_owned();
    };
    let share = format!("{:>4}", words::percent(kept));
    let counts = match look.width >= 60 {
        true => words::times_out_of(week.n_kept, week.n_asked, lang),
        false => format!("{}/{}", week.n_kept, week.n_asked),
    };
    match (week.n_asked < FEW, look.width >= 72) {
        (true, _) => format!("{share}  {counts} ({})", words::few(lang)),
        (false, true) => {
            format!("{share}  {}  {}", cells::padded(&counts, 14), words::foreseen(foreseen, lang))
        }
        (false, false) => format!("{share}  {counts}"),
    }
}
