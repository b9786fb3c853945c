//! Wrapping styled text to a width in cells, by words.
//!
//! Korean is broken between words like English, so that a reader never has to glue a word together. Only a word
//! that is longer than a line is broken inside, and never inside a character.

use ratatui::text::{Line, Span};

use super::cells;

/// The text wrapped to `width` cells; the first line begins with `first`, every other with `rest`.
///
/// A newline inside a span breaks the line there.
pub fn wrap(
    text: &[Span<'static>],
    width: usize,
    first: &[Span<'static>],
    rest: &[Span<'static>],
) -> Vec<Line<'static>> {
    let mut sheet =
        Sheet { width, rest, done: Vec::new(), line: first.to_vec(), used: taken(first), fresh: true };
    for (n, part) in paragraphs(text).into_iter().enumerate() {
        if n > 0 {
            sheet.turn();
        }
        for word in words(&part) {
            sheet.put(word);
        }
    }
    sheet.done.push(Line::from(sheet.line));
    sheet.done
}

/// How many cells the spans take.
pub fn taken(spans: &[Span<'_>]) -> usize {
    spans.iter().map(|span| cells::width(&span.content)).sum()
}

/// A word of one or several styles, with the blanks before it.
#[derive(Default)]
struct Word {
    blanks: Vec<Span<'static>>,
    letters: Vec<Span<'static>>,
}

struct Sheet<'a> {
    width: usize,
    rest: &'a [Span<'static>],
    done: Vec<Line<'static>>,
    line: Vec<Span<'static>>,
    used: usize,
    /// Nothing but the beginning stands on this line yet.
    fresh: bool,
}

impl Sheet<'_> {
    fn turn(&mut self) {
        let next = self.rest.to_vec();
        self.done.push(Line::from(std::mem::replace(&mut self.line, next)));
        self.used = taken(self.rest);
        self.fresh = true;
    }

    fn put(&mut self, word: Word) {
        let (blanks, letters) = (taken(&word.blanks), taken(&word.letters));
        if letters == 0 {
            return;
        }
        if !self.fresh && self.used + blanks + letters > self.width {
            self.turn();
        }
        if !self.fresh {
            self.line.extend(word.blanks);
            self.used += blanks;
        }
        for span in word.letters {
            self.put_letters(span);
        }
    }

    fn put_letters(&mut self, span: Span<'static>) {
        let mut left: &str = &span.content;
        while !left.is_empty() {
            let (mut head, mut tail) = cells::split(left, self.width.saturating_sub(self.used));
            if head.is_empty() {
                if !self.fresh {
                    self.turn();
                    continue;
                }
                // Not even one character fits: better too wide than for ever.
                let one = left.chars().next().map_or(0, char::len_utf8);
                (head, tail) = left.split_at(one);
            }
            self.used += cells::width(head);
            self.line.push(Span::styled(head.to_owned(), span.style));
            self.fresh = false;
            left = tail;
        }
    }
}

/// The spans cut at newlines.
fn paragraphs(text: &[Span<'static>]) -> Vec<Vec<Span<'static>>> {
    let mut parts = vec![Vec::new()];
    for span in text {
        for (n, piece) in span.content.split('\n').enumerate() {
            if n > 0 {
                parts.push(Vec::new());
            }
            if let Some(part) = parts.last_mut() {
                part.push(Span::styled(piece.to_owned(), span.style));
            }
        }
    }
    parts
}

/// The spans cut into words; a word may run over several spans.
fn words(text: &[Span<'static>]) -> Vec<Word> {
    let mut words = vec![Word::default()];
    for span in text {
        for (blank, piece) in pieces(&span.content) {
            let piece = Span::styled(piece.to_owned(), span.style);
            if blank && words.last().is_some_and(|word| !word.letters.is_empty()) {
                words.push(Word::default());
            }
            let Some(word) = words.last_mut() else { continue };
            if blank { word.blanks.push(piece) } else { word.letters.push(piece) }
        }
    }
    words
}

/// Stretches of blanks (true) and of letters (false). A no-break space is a letter.
fn pieces(text: &str) -> Vec<(bool, &str)> {
    let mut pieces = Vec::new();
    let mut left = text;
    while let Some(c) = left.chars().next() {
        let blank = c == ' ';
        let end = left.find(|c: char| (c == ' ') != blank).unwrap_or(left.len());
        let (head, tail) = left.split_at(end);
        pieces.push((blank, head));
        left = tail;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Stylize;

    fn plain(text: &str, width: usize) -> Vec<String> {
        wrap(&[Span::from(text.to_owned())], width, &[], &[]).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn korean_is_broken_between_words_and_counted_in_cells() {
        assert_eq!(
            plain("읽기가 끝날 때까지 스레드는 잠듭니다", 14),
            ["읽기가 끝날", "때까지", "스레드는", "잠듭니다"]
        );
    }

    #[test]
    fn a_word_longer_than_the_line_is_broken_between_characters() {
        assert_eq!(plain("가나다라마", 5), ["가나", "다라", "마"]);
        assert_eq!(plain("가", 1), ["가"]);
    }

    #[test]
    fn a_word_of_several_styles_stays_together() {
        let text = ["한 ".into(), "`read`".cyan(), "는 잠듭니다".into()];
        let lines = wrap(&text, 10, &["- ".into()], &["  ".into()]);
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        assert_eq!(lines, ["- 한", "  `read`는", "  잠듭니다"]);
    }
}
