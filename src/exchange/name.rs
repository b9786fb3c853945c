//! Ids out of words: the same words always give the same id, whatever stands around them.
//!
//! Progress hangs on ids. So an id must survive a re-import: it depends on the words alone, never on the position in a
//! file, and two texts that look alike as ids are told apart by a digest of all their words.

use std::collections::BTreeSet;

/// How long the readable part of an id may be, in characters.
const LONGEST: usize = 40;

/// The id of a deck, from the name of its file.
pub fn deck_name(stem: &str) -> String {
    let id = slug(stem, usize::MAX).0;
    if id.is_empty() { format!("deck-{}", digest(stem)) } else { id }
}

/// One id for each text, in order. `otherwise` stands where a text has no letter or digit.
pub fn names<'a>(texts: impl IntoIterator<Item = &'a str>, otherwise: &str) -> Vec<String> {
    let mut used = Names::default();
    texts.into_iter().map(|text| used.name(text, "", otherwise)).collect()
}

/// The ids that one deck has given out so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    used: BTreeSet<String>,
}

impl Names {
    /// An id that nobody may take any more.
    pub(super) fn take(&mut self, id: &str) -> bool {
        self.used.insert(id.to_owned())
    }

    /// An id out of `text`. Where it is taken, `rest` (the other words of the card) tells the two apart.
    pub(super) fn name(&mut self, text: &str, rest: &str, otherwise: &str) -> String {
        let (readable, is_whole) = slug(text, LONGEST);
        let first = match (readable.as_str(), is_whole) {
            ("", _) => format!("{otherwise}-{}", digest(if text.is_empty() { rest } else { text })),
            (readable, true) => readable.to_owned(),
            (readable, false) => format!("{readable}-{}", digest(text)),
        };
        let candidates = [first.clone(), format!("{first}-{}", digest(&format!("{text}\n{rest}")))];
        for candidate in candidates {
            if self.take(&candidate) {
                return candidate;
            }
        }
        // The very same card once more: only counting is left.
        let mut n = 2usize;
        while !self.take(&format!("{first}-{n}")) {
            n += 1;
        }
        format!("{first}-{n}")
    }
}

/// The letters and digits of a text in lower case, joined by `-`, and whether that is all of its words.
fn slug(text: &str, longest: usize) -> (String, bool) {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut id = String::new();
    let mut n_chars = 0;
    for word in words {
        let n_more = word.chars().count() + usize::from(!id.is_empty());
        if n_chars + n_more > longest {
            if id.is_empty() {
                id.extend(word.chars().take(longest));
            }
            return (id, false);
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.push_str(word);
        n_chars += n_more;
    }
    (id, true)
}

/// Six hexadecimal digits of a text (FNV-1a), the same on every machine and in every version.
fn digest(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{:06x}", (hash ^ (hash >> 24) ^ (hash >> 48)) & 0xff_ffff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_made_of_the_words_in_every_script() {
        let texts = ["What is 1 + 1?", "뮤텍스란 무엇인가?", "??", "a_b.c"];
        assert_eq!(names(texts, "card"), ["what-is-1-1", "뮤텍스란-무엇인가", "card-c2745a", "a-b-c"]);
        assert_eq!(deck_name("ch04-01 Ownership"), "ch04-01-ownership");
    }

    #[test]
    fn a_long_text_gets_a_short_id_that_knows_all_of_it() {
        let (one, other) = ("word ".repeat(30) + "one", "word ".repeat(30) + "other");
        let ids = names([one.as_str(), other.as_str()], "card");
        assert!(ids.iter().all(|id| id.starts_with("word-word-") && id.chars().count() < 50), "{ids:?}");
        assert_ne!(ids[0], ids[1]);
    }

    #[test]
    fn an_id_does_not_depend_on_what_stands_around_it() {
        let alone = names(["Why?"], "card");
        let among = names(["Who?", "Why?", "When?"], "card");
        assert_eq!(alone[0], among[1]);
    }

    #[test]
    fn the_same_words_twice_give_two_ids() {
        let ids: BTreeSet<String> = names(["Why?", "Why!", "Why?", "why"], "card").into_iter().collect();
        assert_eq!(ids.len(), 4, "{ids:?}");
    }
}
