//! The five lines of `ttl` alone: what is due, how it went, what is still believed, and what to type.

use ratatui::style::{Style, Stylize};
use ratatui::text::{Line, Span};

use super::{Look, cells, clean, dates, glyphs, inline, stats_words as words};
use crate::model::Confidence;
use crate::study::progress::{Belief, Leaning, Progress, calibration, forecast, streak};

/// So far ahead is looked for the next card where none is due.
const AHEAD: usize = 400;
/// Room for a command.
const COMMAND: usize = 28;

/// What there is to do today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Day {
    /// Cards that are due and asked today.
    pub n_due: u32,
    /// Cards that are due and left for another day.
    pub n_left: u32,
    /// New cards.
    pub n_new: u32,
}

/// The five lines for somebody who has answered something.
pub fn lines(progress: &Progress, today: Day, look: &Look) -> Vec<Line<'static>> {
    let lang = look.lang;
    let forecast = forecast(&progress.due, progress.today, AHEAD);
    let mut first = vec![words::due_today(today.n_due, lang)];
    let n_overdue = if today.n_left > 0 { 0 } else { forecast.n_overdue.min(today.n_due) };
    first.extend((n_overdue > 0).then(|| words::overdue(n_overdue, lang)));
    first.extend((today.n_new > 0).then(|| words::new_cards(today.n_new, lang)));
    first.extend((today.n_left > 0).then(|| words::left_for_later(today.n_left, lang)));
    if let (0, Some((day, n))) = (today.n_due, forecast.next()) {
        first.push(words::next_due(n, &dates::near(day, progress.today, lang), lang));
    }
    let mut lines = vec![as_fits(&first, look).style(Style::default().bold())];
    lines.extend(last_time(progress, look));
    let held = progress.beliefs.iter().find(|belief| belief.is_held());
    lines.push(hint(progress, held, look));
    let again = held.and_then(Belief::latest).map(|showing| format!("ttl quiz {}", showing.key.card));
    let has_cards = today.n_due + today.n_new > 0;
    let review = has_cards.then(|| ("ttl review".to_owned(), words::to_review(lang)));
    let again = again.map(|again| (again, words::to_ask_again(lang)));
    let else_ =
        [("ttl stats".to_owned(), words::to_stats(lang)), ("ttl list".to_owned(), words::to_list(lang))];
    let commands: Vec<_> = review.into_iter().chain(again).chain(else_).take(2).collect();
    lines.extend(self::commands(&commands, look));
    lines
}

/// Commands with what they do, one on a line; where there is no room for that, without it.
pub fn commands(commands: &[(String, &'static str)], look: &Look) -> Vec<Line<'static>> {
    let typed: Vec<String> = commands.iter().map(|(typed, _)| clean::line(typed).into_owned()).collect();
    let widest = typed.iter().map(|typed| cells::width(typed) + 4).max().unwrap_or(0);
    let (column, paper) = (widest.max(COMMAND), usize::from(look.width));
    let has_room = commands.iter().all(|(_, what)| column + cells::width(what) <= paper);
    let line = |(typed, (_, what)): (String, &(String, &'static str))| match has_room {
        true => Line::from(vec![
            Span::from(cells::padded(&format!("  {typed}"), column)),
            Span::from(*what).dim(),
        ]),
        false => Line::from(format!("  {typed}")),
    };
    typed.into_iter().zip(commands).map(line).collect()
}

/// When there were answers last, and how they went.
fn last_time(progress: &Progress, look: &Look) -> Option<Line<'static>> {
    let last = progress.days.iter().rev().find(|day| day.day <= progress.today).or(progress.days.last())?;
    let day = (last.day != progress.today).then(|| dates::near(last.day, progress.today, look.lang));
    let streak = streak(&progress.days, progress.today);
    let mut parts = vec![words::last_time(last, day.as_deref(), look.lang)];
    parts.extend((streak.current > 1).then(|| words::row(streak.current, look.lang)));
    Some(as_fits(&parts, look))
}

/// A belief that is still held, or what confidence says.
fn hint(progress: &Progress, held: Option<&Belief>, look: &Look) -> Line<'static> {
    let lang = look.lang;
    if let Some((belief, showing)) = held.and_then(|belief| Some((belief, belief.latest()?))) {
        let text = match &belief.told {
            Some(told) => inline::words(told.text.get(lang), look),
            None => clean::line(&belief.name).into_owned(),
        };
        let day = dates::near(showing.day, progress.today, lang);
        return fitted(&words::a_belief_held(&text, &day, lang), look);
    }
    let own = calibration(&progress.total());
    let sure = own.said.iter().find(|said| said.confidence == Confidence::Sure).map(|said| said.foreseen);
    let words = match sure.filter(|sure| sure.leaning() == Leaning::TooSure) {
        Some(sure) => words::sure_but(sure.n - sure.n_true, sure.n, lang),
        None => words::no_belief_held(lang).to_owned(),
    };
    fitted(&words, look)
}

/// The first part, and of the others whatever fits on the line behind it.
fn as_fits(parts: &[String], look: &Look) -> Line<'static> {
    let between = glyphs::between(look.unicode);
    let mut line = String::new();
    for part in parts {
        let longer = if line.is_empty() { part.clone() } else { format!("{line}{between}{part}") };
        if line.is_empty() || cells::width(&longer) <= usize::from(look.width) {
            line = longer;
        }
    }
    fitted(&line, look)
}

/// One line, cut where the paper ends.
fn fitted(words: &str, look: &Look) -> Line<'static> {
    Line::from(cells::cut(words, usize::from(look.width), glyphs::strokes(look.unicode).ellipsis))
}
