//! Verdicts and outcomes as a word, then a sign, then perhaps a colour: each of the three can be taken away.

use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Span;

use crate::model::{Outcome, Verdict};

use super::{Look, glyphs, words};

/// The verdict of an answer, for instance `right ✓`.
pub fn verdict(verdict: Verdict, look: &Look) -> Span<'static> {
    let plain = Style::default().add_modifier(Modifier::BOLD);
    let style = match verdict {
        Verdict::Right => plain.fg(Color::Green),
        Verdict::Wrong => plain.fg(Color::Red),
        Verdict::NotMarked => plain,
    };
    let sign = glyphs::verdict(verdict, look.unicode);
    Span::styled(format!("{} {sign}", words::verdict(verdict, look.lang)), style)
}

/// The outcome of a claim, for instance `holds ✓`.
pub fn outcome(outcome: Outcome, look: &Look) -> Span<'static> {
    let plain = Style::default();
    let style = match outcome {
        Outcome::Holds => plain.fg(Color::Green),
        Outcome::Fails => plain.fg(Color::Red),
        Outcome::Inconclusive | Outcome::Unavailable => plain,
        Outcome::Conflict => plain.fg(Color::Magenta).add_modifier(Modifier::BOLD),
    };
    let sign = glyphs::outcome(outcome, look.unicode);
    Span::styled(format!("{} {sign}", words::outcome(outcome, look.lang)), style)
}

/// The day of a moment in seconds since 1970, in UTC, as in `2026-01-31`.
pub fn day(seconds: u64) -> String {
    // Days are counted from a first of March, so that the leap day is the last of its year.
    let days = seconds / 86_400 + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    format!("{:04}-{month:02}-{day:02}", era * 400 + year + next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;
    use crate::screen::sample::look;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (seconds, wanted) in [
            (0, "1970-01-01"),
            (951_782_399, "2000-02-28"),
            (951_782_400, "2000-02-29"),
            (1_790_000_000, "2026-09-21"),
            (4_107_542_400, "2100-03-01"),
        ] {
            assert_eq!(day(seconds), wanted);
        }
    }

    #[test]
    fn a_verdict_is_a_word_and_a_sign_also_without_colour_and_unicode() {
        let stamped = |unicode| {
            [Verdict::Right, Verdict::Wrong, Verdict::NotMarked]
                .map(|one| verdict(one, &look(80, Lang::En, unicode)).content.into_owned())
        };
        assert_eq!(stamped(true), ["right ✓", "wrong ✗", "not marked ·"]);
        assert_eq!(stamped(false), ["right ok", "wrong no", "not marked --"]);
    }

    #[test]
    fn no_two_outcomes_look_alike() {
        let all =
            [Outcome::Holds, Outcome::Fails, Outcome::Inconclusive, Outcome::Unavailable, Outcome::Conflict];
        for lang in Lang::ALL {
            let mut seen = all.map(|one| outcome(one, &look(80, lang, false)).content.into_owned()).to_vec();
            seen.dedup();
            assert_eq!(seen.len(), all.len());
        }
    }
}
