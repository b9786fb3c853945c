//! What can be seen of a deck without reading it: its id, and how many cards it has.
//!
//! Reading a hundred thousand cards takes most of a second; whoever only counts does not need them. Deliberately missing: problems. A
//! text that only looks like a deck is counted as it looks.

/// A deck at a glance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glance {
    /// The deck's id.
    pub id: Option<String>,
    /// How many cards there are.
    pub n_cards: u32,
}

/// Glances at the text of a deck.
pub fn glance(text: &str) -> Glance {
    let mut glance = Glance::default();
    let mut is_head = false;
    for line in text.lines() {
        let Some(first) = line.as_bytes().first() else { continue };
        match first {
            b'[' if line.starts_with("[[card]]") => {
                glance.n_cards += 1;
                is_head = false;
            }
            b'[' => is_head = line.trim_end() == "[deck]",
            b'i' if is_head && glance.id.is_none() => glance.id = id(line),
            _ => {}
        }
    }
    glance
}

/// The value of a line `id = "value"`.
fn id(line: &str) -> Option<String> {
    let value = line.strip_prefix("id")?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (id, _) = value[1..].split_once(quote)?;
    Some(id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::read_deck;
    use super::*;
    use crate::model::{Source, SourceId};

    #[test]
    fn a_glance_sees_what_reading_finds() {
        for name in ["concurrency", "os-basics", "coroutines-threads"] {
            let path = format!("{}/decks/{name}.toml", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read_to_string(path).expect("a deck");
            let seen = glance(&text);
            let (deck, _) = read_deck(&Source { name: name.into(), text }, SourceId(0));
            let deck = deck.expect("a deck");
            assert_eq!(
                (seen.id.as_deref(), seen.n_cards as usize),
                (Some(deck.id.as_str()), deck.cards.len())
            );
        }
    }

    #[test]
    fn what_is_no_deck_has_no_id() {
        assert_eq!(glance("id = \"x\"\n[other]\nid = \"y\"\n"), Glance::default());
        assert_eq!(glance("[deck]\nid='x' # so\n[[card]]\nid = \"c\"").id.as_deref(), Some("x"));
    }
}
