//! Measuring and fitting text in cells: Hangul takes two, most other letters one.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many cells the text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// How many cells one character takes.
pub fn of(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// The longest beginning that takes at most `room` cells, and the rest; no wide character is split.
pub fn split(text: &str, room: usize) -> (&str, &str) {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += of(c);
        if used > room {
            return text.split_at(at);
        }
    }
    (text, "")
}

/// The text cut to `room` cells, ending in `ellipsis` where something was cut.
pub fn cut(text: &str, room: usize, ellipsis: &str) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let (head, _) = split(text, room.saturating_sub(width(ellipsis)));
    let cut = format!("{}{ellipsis}", head.trim_end());
    split(&cut, room).0.to_owned()
}

/// The text followed by blanks up to `room` cells.
pub fn padded(text: &str, room: usize) -> String {
    format!("{text}{}", " ".repeat(room.saturating_sub(width(text))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_character_is_never_split() {
        assert_eq!(split("가나다", 3), ("가", "나다"));
        assert_eq!(cut("가나다라", 6, "…"), "가나…");
        assert_eq!(cut("가나", 1, "…"), "…");
        assert_eq!(padded("가", 4), "가  ");
    }
}
