//! A learner's progress on paper: what was answered, what is known, how sure one may be, what is due, what is still believed.
//!
//! What asks for something to be done stands last, next to the cursor. Every plot is also said in numbers with what they count, so that
//! nothing is lost where colour, width or letters are missing. Deliberately missing: how anything was counted.

mod beliefs;
mod curve;
mod due;
mod standing;
mod weeks;
mod year;

use ratatui::style::{Style, Stylize};
use ratatui::text::{Line, Span};

use super::{Look, canvas, cells, clean, dates, glyphs, inline, stats_words as words, wrap};
use crate::study::progress::{Progress, forecast, streak};

/// So many beliefs are told in full, if they are still held.
pub const BELIEFS_IN_FULL: usize = 5;

/// The whole page. `of` is what was asked for, in the learner's words; empty: everything.
pub fn page(progress: &Progress, of: &str, look: &Look) -> Vec<Line<'static>> {
    let mut lines = head(progress, of, look);
    if progress.is_empty() {
        return lines;
    }
    lines.extend(year::year(progress, look));
    lines.extend(standing::decks(progress, look));
    lines.extend(standing::tags(progress, look));
    lines.extend(weeks::weeks(progress, look));
    lines.extend(curve::calibration(progress, look));
    lines.extend(due::due(progress, look));
    lines.extend(beliefs::beliefs(progress, look));
    lines.extend(next(progress, look));
    lines
}

/// The date and how much was answered; where nothing was, what to type.
fn head(progress: &Progress, of: &str, look: &Look) -> Vec<Line<'static>> {
    let (of, lang) = (clean::line(of).into_owned(), look.lang);
    let mut title = vec![Span::from(dates::whole(progress.today, lang)).bold()];
    if !of.is_empty() {
        title.extend([Span::from(glyphs::between(look.unicode)), Span::from(of.clone()).bold()]);
    }
    let mut lines = vec![Line::from(title)];
    if progress.is_empty() {
        lines.extend(said(&words::nothing_yet(&of, lang), look));
        lines.extend(said(words::will_be_here(lang), look));
        let what = if of.is_empty() { "concurrency" } else { &of };
        lines.extend(command(&format!("ttl quiz {what}"), "", look));
        return lines;
    }
    let streak = streak(&progress.days, progress.today);
    lines.extend(said(&words::today(&progress.of_today(), lang), look));
    lines.extend(said(&words::in_all(&progress.total(), streak, lang), look));
    lines.extend(said(&words::in_a_row(streak, lang), look));
    lines
}

/// The last line: what to type next.
fn next(progress: &Progress, look: &Look) -> Vec<Line<'static>> {
    let forecast = forecast(&progress.due, progress.today, 1);
    let due = words::due_since(forecast.today(), forecast.n_overdue, look.lang);
    let fresh = progress.decks.iter().find(|deck| deck.n_new().is_some_and(|n| n > 0));
    let (typed, what) = match (forecast.today(), fresh) {
        (1.., _) => ("ttl review".to_owned(), due),
        (0, Some(deck)) => {
            let new = words::new_cards(deck.n_new().unwrap_or(0), look.lang);
            (format!("ttl quiz {}", deck.name), new)
        }
        (0, None) => ("ttl list".to_owned(), words::to_list(look.lang).to_owned()),
    };
    let mut lines = vec![Line::default()];
    lines.extend(command(&typed, &what, look));
    lines
}

/// A section: its heading and what is in it.
fn section(heading: &str, body: Vec<Line<'static>>) -> Vec<Line<'static>> {
    let mut lines = vec![Line::default(), Line::from(heading.to_owned().bold())];
    lines.extend(body);
    lines
}

/// A sentence of ours, wrapped and moved in.
fn said(sentence: &str, look: &Look) -> Vec<Line<'static>> {
    let indent = [Span::from("  ")];
    wrap::wrap(&inline(sentence, look), usize::from(look.measure()), &indent, &indent)
}

/// The same, quietly.
fn aside(sentence: &str, look: &Look) -> Vec<Line<'static>> {
    said(sentence, look).into_iter().map(|line| line.style(Style::default().dim())).collect()
}

/// A command to type, with what it is for.
fn command(typed: &str, what: &str, look: &Look) -> Vec<Line<'static>> {
    let mut words = vec![
        Span::from(format!("{} ", words::next(look.lang))).dim(),
        // A command is not broken where it can be helped.
        Span::from(clean::line(typed).replace(' ', "\u{a0}")).bold(),
    ];
    if !what.is_empty() {
        words.push(Span::from(format!("   {what}")).dim());
    }
    let indent = [Span::from("  ")];
    let lines = wrap::wrap(&words, usize::from(look.width), &indent, &[Span::from("      ")]);
    lines.into_iter().map(breakable).collect()
}

/// What is copied from the screen shall have plain blanks.
fn breakable(mut line: Line<'static>) -> Line<'static> {
    for span in &mut line.spans {
        if span.content.contains('\u{a0}') {
            span.content = span.content.replace('\u{a0}', " ").into();
        }
    }
    line
}

/// How wide plots are drawn.
fn plot_width(look: &Look) -> usize {
    usize::from(look.width.min(116))
}
