//! What of a mdbook-quiz question has no place in a card, kept as tags; and the words that several questions share.
//!
//! A tag is the one key that any card may have, that survives every edit and that a reader can see. All of these begin with
//! `mdbook-quiz:`, and an export turns them back into what they were.

/// What all of these tags begin with.
const PREFIX: &str = "mdbook-quiz:";
/// What stands between the words that several questions share and the question itself.
const RULE: &str = "\n\n---\n\n";

/// The tag that keeps `value` under `key`.
pub(super) fn kept(key: &str, value: &str) -> String {
    if value.is_empty() { format!("{PREFIX}{key}") } else { format!("{PREFIX}{key}={value}") }
}

/// Whether a tag keeps something of mdbook-quiz.
pub(super) fn is_kept(tag: &str) -> bool {
    tag.starts_with(PREFIX)
}

/// What the tags of a card keep under `key`.
pub(super) fn value<'a>(tags: &'a [String], key: &str) -> Option<&'a str> {
    tags.iter().find_map(|tag| match tag.strip_prefix(PREFIX)?.split_once('=') {
        Some((own, value)) if own == key => Some(value),
        None if tag[PREFIX.len()..] == *key => Some(""),
        _ => None,
    })
}

/// A question with the words before it that it shares with others.
pub(super) fn joined(part: &str, question: &str) -> String {
    format!("{}{RULE}{question}", part.trim())
}

/// The shared words and the question, if there are two parts.
pub(super) fn split(prompt: &str) -> Option<(&str, &str)> {
    prompt.split_once(RULE)
}
