//! The one place that writes styled cells to a stream.
//!
//! Everything above makes lines; only this file knows how a style becomes an escape sequence, and only here
//! bytes leave the room. A closed pipe comes back as an error of kind `BrokenPipe`, never as a panic.

use std::io::{self, Write};

use colored::{Color as Ink, ColoredString, Colorize, Styles};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};

use super::{Look, clean};

/// Writes the lines, each with its styles and without trailing blanks.
///
/// # Errors
///
/// What the stream says; `BrokenPipe` when nobody reads any more.
pub fn print(out: &mut dyn Write, lines: &[Line<'_>], look: &Look) -> io::Result<()> {
    let mut page = String::new();
    for line in lines {
        write_line(&mut page, line, look);
        page.push('\n');
    }
    out.write_all(page.as_bytes())
}

/// Writes an object on a line of its own. What steers a terminal is escaped: JSON leaves some of it as it is.
///
/// # Errors
///
/// As [`print`].
pub fn print_json(out: &mut dyn Write, object: &serde_json::Value) -> io::Result<()> {
    writeln!(out, "{}", clean::json(&object.to_string()))
}

/// One line as it would be written, without the newline.
pub fn line_text(line: &Line<'_>, look: &Look) -> String {
    let mut text = String::new();
    write_line(&mut text, line, look);
    text
}

fn write_line(page: &mut String, line: &Line<'_>, look: &Look) {
    for (text, style) in merged(&line.spans, line.style) {
        if look.colour && style != Style::default() {
            page.push_str(&inked(&text, style).to_string());
        } else {
            page.push_str(&text);
        }
    }
}

/// Neighbours of the same style together, cleaned, without trailing blanks.
fn merged(spans: &[Span<'_>], base: Style) -> Vec<(String, Style)> {
    let mut runs: Vec<(String, Style)> = Vec::new();
    for span in spans {
        let style = base.patch(span.style);
        let text = clean::line(&span.content);
        match runs.last_mut() {
            Some((run, last)) if *last == style => run.push_str(&text),
            _ => runs.push((text.into_owned(), style)),
        }
    }
    while let Some((run, style)) = runs.last_mut() {
        // A reversed blank is seen, every other blank is not.
        if !style.add_modifier.contains(Modifier::REVERSED) {
            run.truncate(run.trim_end().len());
        }
        if !run.is_empty() {
            break;
        }
        runs.pop();
    }
    runs
}

fn inked(text: &str, style: Style) -> ColoredString {
    let mut inked = ColoredString::from(text);
    if let Some(ink) = style.fg.and_then(ink) {
        inked = inked.color(ink);
    }
    for (modifier, effect) in EFFECTS {
        if style.add_modifier.contains(modifier) {
            inked.style.add(effect);
        }
    }
    inked
}

/// The effects that are used, as the one library and as the other names them.
const EFFECTS: [(Modifier, Styles); 5] = [
    (Modifier::BOLD, Styles::Bold),
    (Modifier::DIM, Styles::Dimmed),
    (Modifier::ITALIC, Styles::Italic),
    (Modifier::UNDERLINED, Styles::Underline),
    (Modifier::REVERSED, Styles::Reversed),
];

/// Only the sixteen colours that every terminal lets its owner choose.
fn ink(colour: Color) -> Option<Ink> {
    Some(match colour {
        Color::Black => Ink::Black,
        Color::Red => Ink::Red,
        Color::Green => Ink::Green,
        Color::Yellow => Ink::Yellow,
        Color::Blue => Ink::Blue,
        Color::Magenta => Ink::Magenta,
        Color::Cyan => Ink::Cyan,
        Color::Gray => Ink::White,
        Color::DarkGray => Ink::BrightBlack,
        Color::LightRed => Ink::BrightRed,
        Color::LightGreen => Ink::BrightGreen,
        Color::LightYellow => Ink::BrightYellow,
        Color::LightBlue => Ink::BrightBlue,
        Color::LightMagenta => Ink::BrightMagenta,
        Color::LightCyan => Ink::BrightCyan,
        Color::White => Ink::BrightWhite,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;

    fn green() -> Style {
        Style::default().fg(Color::Green)
    }

    const PLAIN: Look = Look { width: 80, unicode: true, colour: false, lang: Lang::En };

    struct Closed;

    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_closed_pipe_is_reported_and_not_a_panic() {
        let error = print(&mut Closed, &[Line::from("words")], &PLAIN).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    }

    #[test]
    fn trailing_blanks_are_trimmed_across_spans() {
        let mut out = Vec::new();
        print(
            &mut out,
            &[Line::from(vec!["a ".into(), Span::styled(" ", green()), "  ".into()]), Line::default()],
            &PLAIN,
        )
        .unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "a\n\n");
    }

    #[test]
    fn styles_become_escape_sequences_only_when_asked() {
        colored::control::set_override(true);
        let line =
            Line::from(vec![Span::styled("right", green().bold()), " ".into(), Span::styled("✓", green())]);
        assert_eq!(
            line_text(&line, &Look { colour: true, ..PLAIN }),
            "\x1b[1;32mright\x1b[0m \x1b[32m✓\x1b[0m"
        );
        assert_eq!(line_text(&line, &PLAIN), "right ✓");
    }

    #[test]
    fn control_characters_do_not_pass_even_if_everybody_forgot_them() {
        assert_eq!(line_text(&Line::from("a\x1b[2Jb\rc\u{202e}"), &PLAIN), "abc");
    }
}
