//! `ttl show NAME`: a demo's promise, a deck with its cards and what comes before and after it, or one card with its key; `ttl show --notes`: what the study notes say.

use std::io;

use anyhow::Result;
use clap::Args;

use super::exit::{Complaint, Exit};
use super::settings::Settings;
use crate::deck;
use crate::flow::{Library, Selection};
use crate::lab::Lab;
use crate::model::SourceId;
use crate::screen::{catalogue, door_words as words, notes, paper, show};
use crate::store::Shelf;
use crate::study::around;

/// Arguments of `ttl show`.
#[derive(Args)]
pub(super) struct Show {
    #[arg(required_unless_present = "notes")]
    name: Option<String>,
    #[arg(long)]
    notes: bool,
    #[arg(long)]
    json: bool,
}

impl Show {
    pub(super) fn run(self, settings: &Settings) -> Result<Exit> {
        let (out, look) = (&mut io::stdout().lock(), &settings.look);
        let Some(name) = self.name.as_deref().filter(|_| !self.notes) else { return self.notes(settings) };
        let lab = settings.lab()?;
        if let Some(spec) = lab.demo(name) {
            match self.json {
                true => paper::print_json(out, &catalogue::list_json(&[], std::slice::from_ref(spec)))?,
                false => paper::print(out, &show::demo(spec, look), look)?,
            }
            return Ok(Exit::Done);
        }
        let library = settings.library()?;
        if library.decks.iter().any(|deck| deck.id == name) {
            return self.decks(&library, name, settings);
        }
        match library.select(name) {
            Selection::Cards(picked) => {
                let cards =
                    picked.iter().map(|p| (&library.decks[p.deck], &library.decks[p.deck].cards[p.card]));
                match self.json {
                    true => paper::print_json(out, &catalogue::cards_json(cards))?,
                    false => {
                        let lines: Vec<_> =
                            cards.flat_map(|(deck, card)| show::card(deck, card, look)).collect();
                        paper::print(out, &lines, look)?;
                    }
                }
                Ok(Exit::Done)
            }
            Selection::Nothing(meant) => {
                let what = words::nothing_to_show(name, look.lang);
                let demo = crate::model::nearest(name, lab.demos().iter().map(|demo| demo.id.as_str()));
                Err(Complaint::usage(what, words::try_decks(meant.as_deref().or(demo), look.lang)))
            }
        }
    }

    /// The decks of that id: one, unless somebody has given two the same.
    fn decks(&self, library: &Library, id: &str, settings: &Settings) -> Result<Exit> {
        let (out, look) = (&mut io::stdout().lock(), &settings.look);
        let (mut lines, mut shown) = (Vec::new(), Vec::new());
        for (i, deck) in library.decks.iter().enumerate().filter(|(_, deck)| deck.id == id) {
            let around = around(&library.decks, i);
            let before: Vec<_> = around.before.iter().map(|one| &library.decks[*one]).collect();
            let next = around.next.map(|one| &library.decks[one]);
            lines.extend(show::deck(deck, &before, next, look));
            lines.extend(deck.cards.iter().flat_map(|card| show::card(deck, card, look)));
            shown.push((deck, next));
        }
        match self.json {
            true => paper::print_json(out, &catalogue::decks_json(shown.into_iter()))?,
            false => paper::print(out, &lines, look)?,
        }
        Ok(Exit::Done)
    }

    /// What the study notes say, all of it or on one topic.
    fn notes(&self, settings: &Settings) -> Result<Exit> {
        let (out, look) = (&mut io::stdout().lock(), &settings.look);
        let source = Shelf::notes().unwrap_or_default();
        let (mut claims, _) = deck::read_notes(&source, SourceId(0));
        if let Some(word) = &self.name {
            let topics: Vec<String> = claims.iter().map(|claim| claim.topic.clone()).collect();
            claims.retain(|claim| [&claim.topic, &claim.note, &claim.id].contains(&word));
            if claims.is_empty() {
                let meant = crate::model::nearest(word, topics.iter().map(String::as_str));
                let what = words::nothing_to_show(word, look.lang);
                return Err(Complaint::usage(what, words::try_notes(meant, look.lang)));
            }
        }
        let library = Library::read(settings.shelf().all()?);
        match self.json {
            true => paper::print_json(out, &notes::notes_json(&claims, &library.decks))?,
            false => paper::print(out, &notes::notes(&claims, &library.decks, look), look)?,
        }
        Ok(Exit::Done)
    }
}
