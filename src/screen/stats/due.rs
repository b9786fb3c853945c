//! What will be due, as a bar for each day.

use ratatui::style::{Color, Style};
use ratatui::text::Line;

use super::{Look, canvas, cells, dates, plot_width, said, section, words};
use crate::study::progress::{Forecast, Progress, forecast, weekday};

/// How high the highest bar is, in rows.
const ROWS: usize = 6;
/// Parts of a cell, the lowest first.
const EIGHTHS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// The forecast: so many days as there is room for.
pub(super) fn due(progress: &Progress, look: &Look) -> Vec<Line<'static>> {
    let room = plot_width(look).saturating_sub(2);
    let tries = [30, 14, 7].into_iter().map(|n_days| {
        let forecast = forecast(&progress.due, progress.today, n_days);
        let widest = forecast.days.iter().map(|(_, n)| cells::width(&number(*n))).max().unwrap_or(1);
        let column = (room / n_days).min(6);
        (column > widest.max(2), column, forecast)
    });
    let mut tries: Vec<_> = tries.collect();
    let at = tries.iter().position(|(fits, ..)| *fits).unwrap_or(tries.len() - 1);
    let (_, column, forecast) = tries.swap_remove(at);
    let mut body = said(&sentence(&forecast, look), look);
    if forecast.days.iter().any(|(_, n)| *n > 0) {
        body.extend(bars(&forecast, column, look));
    }
    section(&words::due(forecast.days.len(), look.lang), body)
}

fn number(n: u32) -> String {
    super::super::values::count(n.into())
}

/// What is due today, and what is later than the picture shows.
fn sentence(forecast: &Forecast, look: &Look) -> String {
    let today = words::due_since(forecast.today(), forecast.n_overdue, look.lang);
    words::due_and_later(&today, forecast.n_later, look.lang)
}

fn bars(forecast: &Forecast, column: usize, look: &Look) -> Vec<Line<'static>> {
    let most = forecast.days.iter().map(|(_, n)| *n).max().unwrap_or(0).max(1);
    let width = column.saturating_sub(1).max(1);
    let mut picture = canvas::blank(2 + column * forecast.days.len(), ROWS + 4);
    let mut month = String::new();
    for (at, &(day, n)) in forecast.days.iter().enumerate() {
        let left = 2 + at * column;
        let eighths = (u64::from(n) * 8 * ROWS as u64).div_ceil(u64::from(most));
        let eighths = usize::try_from(eighths).unwrap_or(0);
        let style = Style::default().fg(if at == 0 { Color::Yellow } else { Color::Green });
        for row in 0..eighths.div_ceil(8) {
            let cell = match look.unicode {
                true => EIGHTHS[(eighths - 8 * row).min(8) - 1],
                false => "#",
            };
            canvas::put(&mut picture, left, ROWS - row, &cell.repeat(width), style);
        }
        if n > 0 {
            canvas::put(&mut picture, left, ROWS - eighths.div_ceil(8), &number(n), Style::default());
        }
        let dim = Style::default().dim();
        canvas::put(&mut picture, left, ROWS + 1, &dates::of_month(day).to_string(), dim);
        let letter: String = dates::weekday(weekday(day), look.lang).chars().take(2).collect();
        canvas::put(&mut picture, left, ROWS + 2, cells::split(&letter, column.min(2)).0, dim);
        let named = dates::month(day, look.lang);
        if named != month {
            let fits = cells::width(&named) <= column * (forecast.days.len() - at);
            canvas::put(&mut picture, left, ROWS + 3, if fits { &named } else { "" }, dim);
            month = named;
        }
    }
    let mut lines = canvas::lines(&picture);
    let is_blank = |line: &Line<'_>| line.spans.iter().all(|span| span.content.trim().is_empty());
    // A row for numbers over the highest bar is there only where a number stands in it.
    lines.drain(..lines.iter().take_while(|line| is_blank(line)).count());
    lines
}
