//! Our own glyphs, each with its ASCII stand-in.
//!
//! Deliberately missing: colours. A glyph carries its meaning alone; a colour may only repeat it.

use crate::model::{MarkKind, Outcome, SpanState, Verdict};

/// What fills a stretch in that state.
pub fn state(state: SpanState, unicode: bool) -> char {
    let (glyph, ascii) = match state {
        SpanState::Run | SpanState::Work => ('█', '='),
        SpanState::Ready => ('░', ','),
        SpanState::Blocked => ('▒', '#'),
        SpanState::Poll => ('▚', ':'),
        SpanState::Await => ('·', '_'),
        SpanState::Absent => ('┄', '.'),
        SpanState::Flight => ('─', '-'),
    };
    if unicode { glyph } else { ascii }
}

/// What stands at an instant of that kind.
pub fn mark(kind: MarkKind, unicode: bool) -> char {
    let (glyph, ascii) = match kind {
        MarkKind::Call => ('▲', '^'),
        MarkKind::Return => ('▼', 'v'),
        MarkKind::Data => ('◆', '*'),
        MarkKind::Beat => ('♥', 'o'),
        MarkKind::Event => ('!', '!'),
        MarkKind::Load => ('○', 'r'),
        MarkKind::Store => ('●', 'w'),
        MarkKind::Hand => ('↔', 'x'),
        MarkKind::Note => ('+', '+'),
    };
    if unicode { glyph } else { ascii }
}

/// The sign beside the word of a verdict.
pub fn verdict(verdict: Verdict, unicode: bool) -> &'static str {
    let (glyph, ascii) = match verdict {
        Verdict::Right => ("✓", "ok"),
        Verdict::Wrong => ("✗", "no"),
        Verdict::NotMarked => ("·", "--"),
    };
    if unicode { glyph } else { ascii }
}

/// The sign beside the word of an outcome.
pub fn outcome(outcome: Outcome, unicode: bool) -> &'static str {
    let (glyph, ascii) = match outcome {
        Outcome::Holds => ("✓", "ok"),
        Outcome::Fails => ("✗", "no"),
        Outcome::Inconclusive => ("·", "--"),
        Outcome::Unavailable => ("○", "off"),
        Outcome::Conflict => ("‼", "!!"),
    };
    if unicode { glyph } else { ascii }
}

/// Between things of one line.
pub fn between(unicode: bool) -> &'static str {
    if unicode { " · " } else { " | " }
}

/// The strokes that pictures and lists are drawn with.
#[derive(Clone, Copy, Debug)]
pub struct Strokes {
    /// A line down.
    pub down: char,
    /// A line across.
    pub across: char,
    /// The left end of an axis.
    pub axis_left: char,
    /// The right end of an axis.
    pub axis_right: char,
    /// A tick of an axis.
    pub tick: char,
    /// Before an item of a list.
    pub bullet: &'static str,
    /// Where something was cut.
    pub ellipsis: &'static str,
    /// Where a value is missing.
    pub missing: &'static str,
    /// Between the smallest and the largest value.
    pub to: &'static str,
    /// Left of quoted text.
    pub quote: &'static str,
}

/// The strokes for such a terminal.
pub fn strokes(unicode: bool) -> Strokes {
    if unicode {
        Strokes {
            down: '│',
            across: '─',
            axis_left: '└',
            axis_right: '┘',
            tick: '┬',
            bullet: "•",
            ellipsis: "…",
            missing: "–",
            to: "–",
            quote: "▎",
        }
    } else {
        Strokes {
            down: '|',
            across: '-',
            axis_left: '+',
            axis_right: '+',
            tick: '+',
            bullet: "-",
            ellipsis: "..",
            missing: "-",
            to: "..",
            quote: ">",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::cells;

    #[test]
    fn every_glyph_takes_one_cell_and_has_its_own_stand_in() {
        let own: Vec<char> = MarkKind::ALL
            .iter()
            .map(|&(kind, _)| mark(kind, false))
            .chain(
                SpanState::ALL.iter().filter(|(s, _)| *s != SpanState::Work).map(|&(s, _)| state(s, false)),
            )
            .collect();
        assert!(own.iter().all(char::is_ascii));
        assert!(own.iter().enumerate().all(|(i, c)| !own[..i].contains(c)));
        assert!(MarkKind::ALL.iter().all(|&(kind, _)| cells::of(mark(kind, true)) == 1));
        assert!(SpanState::ALL.iter().all(|&(s, _)| cells::of(state(s, true)) == 1));
    }
}
