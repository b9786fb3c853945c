//! `ttl show NAME`: a demo's promise, the cards of a deck, or one card with its key.

use std::io;

use anyhow::Result;
use clap::Args;

use super::exit::{Complaint, Exit};
use super::settings::Settings;
use crate::flow::Selection;
use crate::lab::Lab;
use crate::screen::{catalogue, door_words as words, paper, show};

/// Arguments of `ttl show`.
#[derive(Args)]
pub(super) struct Show {
    name: String,
    #[arg(long)]
    json: bool,
}

impl Show {
    pub(super) fn run(self, settings: &Settings) -> Result<Exit> {
        let (out, look) = (&mut io::stdout().lock(), &settings.look);
        let lab = settings.lab()?;
        if let Some(spec) = lab.demo(&self.name) {
            match self.json {
                true => paper::print_json(out, &catalogue::list_json(&[], std::slice::from_ref(spec)))?,
                false => paper::print(out, &show::demo(spec, look), look)?,
            }
            return Ok(Exit::Done);
        }
        let library = settings.library()?;
        match library.select(&self.name) {
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
                let what = words::nothing_to_show(&self.name, look.lang);
                let demo = crate::model::nearest(&self.name, lab.demos().iter().map(|demo| demo.id.as_str()));
                Err(Complaint::usage(what, words::try_decks(meant.as_deref().or(demo), look.lang)))
            }
        }
    }
}
