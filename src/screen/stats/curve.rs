//! The calibration curve: the chance that was named against how often it came true, for the learner and for the schedule.

use ratatui::style::{Color, Style, Stylize};
use ratatui::text::{Line, Span};

use super::{Look, aside, canvas, cells, glyphs, said, section, words};
use crate::model::Confidence;
use crate::study::progress::{Calibration, Foreseen, Leaning, Progress, Said, calibration as calibrate};

/// Columns and rows between the axes: a column for every 1/30, a row for every tenth.
const COLUMNS: usize = 31;
const ROWS: usize = 11;
/// Room for the labels of the upright axis.
const LABEL: usize = 7;
/// Between two curves.
const GAP: usize = 3;

/// A point of a curve.
struct Point {
    chance: f64,
    share: f64,
    sign: &'static str,
    style: Style,
}

/// The curves of the learner and of the schedule, with the numbers.
pub(super) fn calibration(progress: &Progress, look: &Look) -> Vec<Line<'static>> {
    let own = calibrate(&progress.total());
    let heading = words::calibration(look.lang);
    let schedule: Vec<Foreseen> = progress.foreseen.iter().copied().filter(|tenth| !tenth.is_few()).collect();
    let mut curves = Vec::new();
    if !own.is_few() {
        curves.push(curve(words::own_curve(look.lang), &own_points(&own), look));
    }
    if !schedule.is_empty() {
        curves.push(curve(words::schedule_curve(look.lang), &schedule_points(&schedule, look), look));
    }
    let mut body = Vec::new();
    let has_curves = !curves.is_empty();
    let fits = usize::from(look.width) >= 2 * (LABEL + COLUMNS) + GAP;
    match <[Vec<Line<'static>>; 2]>::try_from(curves) {
        Ok([left, right]) if fits => body.extend(canvas::beside(left, right, LABEL + COLUMNS + GAP)),
        Ok(both) => body.extend(both.into_iter().flatten()),
        Err(one) => body.extend(one.into_iter().flatten()),
    }
    if has_curves {
        body.extend(aside(words::curve_reading(look.lang), look));
    }
    body.extend(numbers(&own, look));
    section(heading, body)
}

/// The numbers of the learner's own curve.
fn numbers(own: &Calibration, look: &Look) -> Vec<Line<'static>> {
    let lang = look.lang;
    let (Some(score), Some(flat)) = (own.brier, own.brier_flat) else {
        return said(words::no_confidence_yet(lang), look);
    };
    let mut lines: Vec<Line<'static>> = own.said.iter().flat_map(|said| row(said, look)).collect();
    match own.is_few() {
        true => lines.extend(said(&words::few_for_a_curve(own.n, lang), look)),
        false => lines.extend(said(&words::brier(score, flat, own.n, lang), look)),
    }
    lines
}

fn row(said: &Said, look: &Look) -> Vec<Line<'static>> {
    let lang = look.lang;
    let Foreseen { chance, n, n_true } = said.foreseen;
    let Some(share) = said.foreseen.share() else { return Vec::new() };
    let name = Confidence::ALL.map(|known| cells::width(words::confidence(known, lang))).into_iter().max();
    let name = cells::padded(words::confidence(said.confidence, lang), name.unwrap_or(0));
    let mut spans = vec![
        Span::from("  "),
        Span::styled(sign(said.confidence), ink(said.confidence)),
        Span::from(format!(" {name}  ")),
    ];
    let right = format!("{}  {}", words::was_right(share, lang), words::out_of(n_true, n, lang));
    if look.width < 72 {
        spans.push(Span::from(right));
        return vec![Line::from(spans)];
    }
    spans.push(Span::from(format!("{}  {}", words::stands_for(chance, lang), cells::padded(&right, 26))));
    let leaning = said.foreseen.leaning();
    let word = Span::from(format!("  {}", words::leaning(leaning, lang)));
    spans.push(if leaning == Leaning::TooSure { word.yellow() } else { word.dim() });
    vec![Line::from(spans)]
}

fn sign(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Guess => "?",
        Confidence::ThinkSo => "~",
        Confidence::Sure => "!",
    }
}

fn ink(confidence: Confidence) -> Style {
    let ink = match confidence {
        Confidence::Guess => Color::Cyan,
        Confidence::ThinkSo => Color::Yellow,
        Confidence::Sure => Color::Green,
    };
    Style::default().fg(ink).bold()
}

fn own_points(own: &Calibration) -> Vec<Point> {
    let told = own.said.iter().filter(|said| !said.foreseen.is_few());
    let point = |said: &Said| {
        let (sign, style) = (sign(said.confidence), ink(said.confidence));
        Some(Point { chance: said.foreseen.chance, share: said.foreseen.share()?, sign, style })
    };
    told.filter_map(point).collect()
}

fn schedule_points(tenths: &[Foreseen], look: &Look) -> Vec<Point> {
    let sign = if look.unicode { "●" } else { "*" };
    let style = Style::default().fg(Color::Green);
    let point = |tenth: &Foreseen| Some(Point { chance: tenth.chance, share: tenth.share()?, sign, style });
    tenths.iter().filter_map(point).collect()
}

/// A curve: axes, the line on which both agree, and the points.
fn curve(title: &str, points: &[Point], look: &Look) -> Vec<Line<'static>> {
    let mut picture = canvas::blank(LABEL + COLUMNS, ROWS + 2);
    let dim = Style::default().dim();
    let strokes = glyphs::strokes(look.unicode);
    for row in 0..ROWS {
        let label = match row {
            0 => "100%",
            5 => " 50%",
            10 => "  0%",
            _ => "",
        };
        canvas::put(&mut picture, 2, row, label, dim);
        canvas::put(&mut picture, LABEL - 1, row, &strokes.down.to_string(), dim);
    }
    let axis = format!("{}{}", strokes.axis_left, strokes.across.to_string().repeat(COLUMNS));
    canvas::put(&mut picture, LABEL - 1, ROWS, &axis, dim);
    for (column, label) in [(0, "0%"), (COLUMNS / 2 - 1, "50%"), (COLUMNS - 4, "100%")] {
        canvas::put(&mut picture, LABEL + column, ROWS + 1, label, dim);
    }
    for column in (0..COLUMNS).step_by(if look.unicode { 1 } else { 2 }) {
        let row = place(1.0 - column as f64 / (COLUMNS - 1) as f64, ROWS);
        canvas::put(&mut picture, LABEL + column, row, if look.unicode { "·" } else { "." }, dim);
    }
    for point in points {
        let (column, row) = (place(point.chance, COLUMNS), place(1.0 - point.share, ROWS));
        canvas::put(&mut picture, LABEL + column, row, point.sign, point.style);
    }
    let mut lines = vec![Line::from(format!("{}{title}", " ".repeat(LABEL)))];
    lines.extend(canvas::lines(&picture));
    lines
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "one of few cells")]
fn place(share: f64, n: usize) -> usize {
    (share.clamp(0.0, 1.0) * (n - 1) as f64).round() as usize
}
