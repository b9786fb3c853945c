//! Foreign text loses everything that could steer a terminal or turn its writing direction.
//!
//! Deck text and the words of a demo are written by strangers. Nothing of theirs reaches the screen without
//! passing here: where it is laid out, so that widths are right, and once more in `paper`, so that nobody can forget.

use std::borrow::Cow;

use crate::model::is_hidden as steers;

/// Foreign text that may span lines: keeps newlines and tabs.
pub fn block(text: &str) -> Cow<'_, str> {
    let text = console::strip_ansi_codes(text);
    if text.chars().all(|c| c == '\n' || c == '\t' || !steers(c)) {
        return text;
    }
    Cow::Owned(text.chars().filter(|&c| c == '\n' || c == '\t' || !steers(c)).collect())
}

/// Foreign text that has to stay on one line: newlines and tabs become blanks.
pub fn line(text: &str) -> Cow<'_, str> {
    match block(text) {
        clean if clean.contains(['\n', '\t']) => Cow::Owned(clean.replace(['\n', '\t'], " ")),
        clean => clean,
    }
}

/// JSON in which everything dangerous is escaped; it can only stand inside strings, where an escape means the same.
pub fn json(text: &str) -> Cow<'_, str> {
    if !text.chars().any(steers) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match steers(c) {
            true => {
                c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| safe.push_str(&format!("\\u{unit:04x}")))
            }
            false => safe.push(c),
        }
    }
    Cow::Owned(safe)
}

/// The same text with everything dangerous covered by marks of the same number of bytes, so that places still fit.
pub fn covered(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c != '\n' && c != '\t' && steers(c)) {
        return Cow::Borrowed(text);
    }
    let cover = |c: char| match c {
        '\n' | '\t' => c.to_string(),
        // The carriage return of a line end is no attack and would only look like one.
        '\r' => " ".to_owned(),
        c if !steers(c) => c.to_string(),
        c => match c.len_utf8() {
            1 => "?".to_owned(),
            2 => "\u{b7}".to_owned(),
            3 => "\u{fffd}".to_owned(),
            _ => "\u{fffd}?".to_owned(),
        },
    };
    Cow::Owned(text.chars().map(cover).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_are_gone_with_all_their_letters() {
        assert_eq!(block("a\x1b[31mred\x1b[0m \x1b]0;title\x07b\x08"), "ared b");
    }

    #[test]
    fn text_cannot_turn_the_direction_of_writing() {
        assert_eq!(line("admin\u{202e}txt\u{2066}.\u{200b}exe\u{feff}"), "admintxt.exe");
    }

    #[test]
    fn lines_and_tabs_are_kept_only_where_asked() {
        assert_eq!(block("a\tb\nc\r\n"), "a\tb\nc\n");
        assert_eq!(line("a\tb\nc"), "a b c");
    }

    #[test]
    fn hangul_and_joined_emoji_stay_as_they_are() {
        let words = "비동기 👩\u{200d}🍳 요리";
        assert!(matches!(block(words), Cow::Borrowed(same) if same == words));
    }

    #[test]
    fn json_means_the_same_after_it_is_made_safe() {
        let value = serde_json::json!({ "a\u{9b}": "\u{202e}b\u{e0041}\u{7f}\n가\u{200d}" });
        let text = value.to_string();
        let safe = json(&text);
        assert!(!safe.chars().any(steers), "{safe}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&safe).expect("JSON"), value);
    }

    #[test]
    fn a_cover_has_as_many_bytes_as_what_it_covers() {
        let text = "가\x1b\u{85}\u{202e}\u{e0041}나\r\n";
        let safe = covered(text);
        assert_eq!(safe.len(), text.len());
        assert!(safe.chars().all(|c| c == '\n' || !steers(c)));
    }
}
