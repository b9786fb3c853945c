//! What an Anki package holds, and how its notes become cards.
//!
//! Deliberately missing: the file, which is a zip archive with a database in it (`store` reads and writes it), and how
//! notes of ours are painted (`screen`).

mod fields;
mod read;
mod template;

pub use read::{Own, read};

use unicode_normalization::UnicodeNormalization;

use crate::model::Card;

/// Everything of a package that concerns decks; the order of notes is the order in which they are to be learnt.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Package {
    /// The kinds of note.
    pub note_types: Vec<NoteType>,
    /// The notes.
    pub notes: Vec<Note>,
    /// How many pictures and sounds come along.
    pub n_media: usize,
}

/// A kind of note: its fields, and how cards are made of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NoteType {
    /// Its number, the same in every export, so that Anki recognises it.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Whether its cards are gaps in one text.
    pub is_cloze: bool,
    /// The names of its fields.
    pub fields: Vec<String>,
    /// One for each card of a note.
    pub templates: Vec<Template>,
    /// Its style sheet.
    pub css: String,
}

/// How a card is made of a note's fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Template {
    /// Its name.
    pub name: String,
    /// The front, in Anki's template language.
    pub question: String,
    /// The back.
    pub answer: String,
}

/// A note: fields that belong together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Note {
    /// By this Anki knows the note again.
    pub guid: String,
    /// The id of its kind.
    pub note_type: i64,
    /// The name of the deck that its cards are in, levels parted by `::`.
    pub deck: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// HTML, one for each field of its kind.
    pub fields: Vec<String>,
    /// The cards it has: indexes of templates or, for gaps, their numbers less one.
    pub cards: Vec<usize>,
}

impl Package {
    /// The kind of a note.
    pub fn note_type(&self, note: &Note) -> Option<&NoteType> {
        self.note_types.iter().find(|kind| kind.id == note.note_type)
    }
}

/// The field of our own notes that holds the card as the deck's file has it.
pub const CARD_FIELD: &str = "Card";

/// The tags with which keys of a card are told that Anki has no place for, before their value.
pub const TAG_NOTE: &str = "note::";
/// Before the difficulty of a card.
pub const TAG_DIFFICULTY: &str = "difficulty::";
/// Before the kind of a card.
pub const TAG_KIND: &str = "kind::";
/// A flash card that is also asked from back to front.
pub const TAG_REVERSED: &str = "reversed";

/// The tags of a card's note.
pub fn tags(card: &Card) -> Vec<String> {
    // Anki parts tags at blanks.
    let word = |word: &String| word.split_whitespace().collect::<Vec<_>>().join("_");
    let mut all: Vec<String> = card.tags.iter().map(word).collect();
    all.push(format!("{TAG_KIND}{}", card.body.kind()));
    all.extend(card.notes.iter().map(|note| format!("{TAG_NOTE}{}", word(note))));
    all.extend(card.difficulty.map(|level| format!("{TAG_DIFFICULTY}{level}")));
    all
}

/// What a reader may see of a note, as a number: if it differs, somebody has edited the note.
pub fn seal(visible: &[String]) -> String {
    // Anki composes letters when it imports a note.
    let fields = visible.iter().map(|field| field.nfc().collect::<String>());
    let bytes = fields.flat_map(|field| field.into_bytes().into_iter().chain([0x1f]));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// Letters that would end a comment or be taken for an entity, and what stands for them; the ampersand comes first.
const VEILS: [(&str, &str); 4] = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("-", "&#45;")];

/// The text of a deck's file as a field that shows nothing.
pub fn hidden(seal: &str, text: &str) -> String {
    let text = VEILS.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    format!("<!--ttl {seal}\n{text}-->")
}

/// The seal and the text that such a field holds.
fn revealed(field: &str) -> Option<(String, String)> {
    let (seal, text) = field.trim().strip_prefix("<!--ttl ")?.split_once('\n')?;
    let text = text.strip_suffix("-->")?;
    let text = VEILS.iter().rev().fold(text.to_owned(), |text, (from, to)| text.replace(to, from));
    Some((seal.trim().to_owned(), text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hidden_text_shows_nothing_and_comes_back_letter_by_letter() {
        for text in ["a --> b", "&amp; &#45; <!-- -->", "한 -\n\"x\" & y"] {
            let field = hidden("s", text);
            assert_eq!(field.matches("-->").count(), 1, "{field}");
            assert_eq!(revealed(&field), Some(("s".to_owned(), text.to_owned())));
        }
        assert_eq!(revealed("<b>something else</b>"), None);
    }

    #[test]
    fn a_seal_is_broken_by_any_change_but_composed_letters() {
        let sealed = |fields: &[&str]| seal(&fields.iter().map(|f| (*f).to_owned()).collect::<Vec<_>>());
        assert_ne!(sealed(&["ab", "c"]), sealed(&["a", "bc"]));
        assert_eq!(sealed(&["\u{1105}\u{1161}\u{11a8}"]), sealed(&["락"]));
    }
}
