//! Which language a file is written in, where the format or the reader wants one.

use crate::model::{Card, Deck, Lang, Text};

use super::{LeftOut, Loss};

/// The language of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tongue {
    /// The language that is preferred.
    pub lang: Lang,
    /// Whether it alone was asked for. Otherwise formats that can hold several languages hold them all.
    pub is_only: bool,
}

impl Tongue {
    /// The words in this language, or the best there are.
    pub fn words(self, text: &Text) -> &str {
        text.get(self.lang)
    }

    /// The texts that are written: one, or all.
    pub(super) fn entries(self, text: &Text) -> Vec<(&str, &str)> {
        match self.is_only {
            true => vec![("", self.words(text))],
            false => text.entries().iter().map(|(tag, words)| (tag.as_str(), words.as_str())).collect(),
        }
    }

    /// The languages of a deck that a format with one language cannot hold, unless one alone was asked for. `asks` says
    /// whose prompts are written at all.
    pub(super) fn lost(self, deck: &Deck, asks: impl Fn(&Card) -> bool) -> Option<LeftOut> {
        let mut tags: Vec<String> = Vec::new();
        for (tag, _) in deck.cards.iter().filter(|card| asks(card)).flat_map(|card| card.prompt.entries()) {
            if !tag.is_empty() && tag != self.lang.tag() && !tags.contains(tag) {
                tags.push(tag.clone());
            }
        }
        tags.sort();
        // Where a text is in one other language only, that one was written.
        let is_multilingual = deck.cards.iter().any(|card| asks(card) && card.prompt.entries().len() > 1);
        (is_multilingual && !tags.is_empty() && !self.is_only).then(|| LeftOut {
            deck: deck.id.clone(),
            card: None,
            what: Loss::Languages(tags),
        })
    }
}
