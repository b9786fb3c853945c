//! Names of decks, cards and demos: what is allowed, and what somebody may have meant.

/// The longest name, in characters.
const LONGEST: usize = 60;

/// Whether this can be the name of a deck, card or demo, and of the file it lives in: letters, digits and `-` `_`, a letter or
/// digit first.
pub fn is_name(word: &str) -> bool {
    let is_inner = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    word.chars().next().is_some_and(char::is_alphanumeric)
        && word.chars().all(is_inner)
        && word.chars().count() <= LONGEST
}

/// A name that looks like `word`, if there is a letter or digit in it.
pub fn like(word: &str) -> Option<String> {
    let parts = word.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|part| !part.is_empty());
    let name: String = parts.collect::<Vec<_>>().join("-").to_lowercase().chars().take(LONGEST).collect();
    let name = name.trim_matches(['-', '_']).to_owned();
    is_name(&name).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_name_leads_to_a_good_one() {
        for (word, meant) in [
            ("My Deck!", Some("my-deck")),
            ("../etc/passwd", Some("etc-passwd")),
            ("-x", Some("x")),
            ("잠금 이야기", Some("잠금-이야기")),
            (".toml", Some("toml")),
            ("!!!", None),
            ("", None),
        ] {
            assert!(!is_name(word), "{word}");
            assert_eq!(like(word).as_deref(), meant, "{word}");
        }
        assert!(is_name("my-deck") && is_name("덱_2") && !is_name(&"a".repeat(61)));
    }
}
