//! Characters that are not seen but act: on the terminal, or on the direction of their neighbours.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// Whether a character acts on the terminal or on its neighbours instead of being seen. Newlines and tabs do.
pub fn is_hidden(c: char) -> bool {
    // Nearly everything that people write is settled here.
    if matches!(c, ' '..='~' | '\u{ac00}'..='\u{d7a3}') {
        return false;
    }
    // The joiners are needed to write several scripts and most families of emoji.
    let joins = matches!(c, '\u{200c}' | '\u{200d}');
    let category = c.general_category();
    c.is_control()
        || (category == GeneralCategory::Format && !joins)
        || matches!(category, GeneralCategory::LineSeparator | GeneralCategory::ParagraphSeparator)
}

/// A character by its number, as in `U+202E`: a name that can be shown, whatever the character does.
pub fn unicode_name(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_is_hidden_and_what_is_read_is_not() {
        for c in [
            '\u{1b}', '\u{7}', '\u{85}', '\u{ad}', '\u{200b}', '\u{202e}', '\u{2066}', '\u{2028}', '\u{feff}',
        ] {
            assert!(is_hidden(c), "{}", unicode_name(c));
        }
        for c in ['a', '~', '가', '힣', 'é', '—', '\u{200d}', '👩'] {
            assert!(!is_hidden(c), "{}", unicode_name(c));
        }
        assert_eq!(unicode_name('\u{7}'), "U+0007");
    }
}
