//! `ttl stats [DECK|TAG]...`: what the history says of a learner.

use std::io;

use anyhow::Result;
use clap::Args;

use super::exit::{Complaint, Exit};
use super::settings::Settings;
use super::texts::Texts;
use crate::flow::{self, AtHand, Clock, Library, Selection};
use crate::model::{CardKey, Day, Preferences};
use crate::screen::{door_words as words, paper, stats, stats_json};
use crate::store::{History, HistoryError, Scope};
use crate::study::progress::Progress;

/// So many bytes of decks are read unasked; whoever names a deck waits for it.
const UNASKED: usize = 2 << 20;

/// Arguments of `ttl stats`.
#[derive(Args)]
pub(super) struct Stats {
    what: Vec<String>,
    #[arg(long)]
    json: bool,
}

impl Stats {
    pub(super) fn run(self, settings: &Settings) -> Result<Exit> {
        let texts = Texts::find(settings)?;
        let (scope, chosen) = self.scope(&texts, settings)?;
        let most = if self.what.is_empty() { UNASKED } else { usize::MAX };
        let mut fetch = |ids: &[&str]| chosen.clone().unwrap_or_else(|| texts.fetch(ids, most));
        let today = today(settings);
        let (progress, at_hand) = match history(settings)? {
            Some(history) => flow::progress(&history, &scope, today, &mut fetch)?,
            None => (Progress { today, ..Progress::default() }, AtHand::default()),
        };
        let of = self.what.join(" ");
        let unread = at_hand.unread.first().map(String::as_str);
        let sheet = stats::Sheet { progress: &progress, decks: &at_hand.decks, of: &of, unread };
        let out = &mut io::stdout().lock();
        match self.json {
            true => paper::print_json(out, &stats_json::stats(&sheet))?,
            false => paper::print(out, &stats::page(&sheet, &settings.look), &settings.look)?,
        }
        Ok(Exit::Done)
    }

    /// What the words name: decks, or the cards of tags and whatever else `ttl quiz` understands, which have to be read for it.
    fn scope(&self, texts: &Texts, settings: &Settings) -> Result<(Scope, Option<AtHand>)> {
        if self.what.is_empty() {
            return Ok((Scope::All, None));
        }
        if self.what.iter().all(|word| texts.has(word)) {
            return Ok((Scope::Decks(self.what.clone()), None));
        }
        let mut library = settings.library()?;
        let mut keys: Vec<CardKey> = Vec::new();
        for word in &self.what {
            match library.select(word) {
                Selection::Cards(found) => keys.extend(found.iter().map(|picked| {
                    let deck = &library.decks[picked.deck];
                    CardKey::new(&deck.id, &deck.cards[picked.card].id)
                })),
                Selection::Nothing(meant) => {
                    let lang = settings.talk.lang;
                    let next = words::try_decks(meant.as_deref(), lang);
                    return Err(Complaint::usage(words::nothing_called(word, lang), next));
                }
            }
        }
        keys.sort_unstable();
        keys.dedup();
        let at_hand = only(&mut library, &keys);
        Ok((Scope::Cards(keys), Some(at_hand)))
    }
}

/// The decks with nothing but these cards, which are sorted.
fn only(library: &mut Library, keys: &[CardKey]) -> AtHand {
    let mut at_hand = AtHand::default();
    for mut deck in std::mem::take(&mut library.decks) {
        let is_wanted = |card: &str| keys.binary_search(&CardKey::new(&deck.id, card)).is_ok();
        let cards = std::mem::take(&mut deck.cards);
        let cards = cards.into_iter().filter(|card| is_wanted(&card.id)).collect();
        deck.cards = cards;
        if !deck.cards.is_empty() {
            at_hand.n_cards.insert(deck.id.clone(), u32::try_from(deck.cards.len()).unwrap_or(u32::MAX));
            at_hand.decks.push(deck);
        }
    }
    at_hand
}

/// The day where the learner is.
pub(super) fn today(settings: &Settings) -> Day {
    settings.clock.now().day(Preferences::default().day_starts_at)
}

/// The history, if there is one: who only looks makes none.
///
/// # Errors
///
/// It is there and cannot be opened.
pub(super) fn history(settings: &Settings) -> Result<Option<History>, HistoryError> {
    match settings.history_path().is_some_and(|path| path.is_file()) {
        true => settings.history().map(Some),
        false => Ok(None),
    }
}
