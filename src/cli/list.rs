//! `ttl list [decks|cards|demos]`: what there is.

use std::io::{self, Write};

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::exit::Exit;
use super::settings::Settings;
use crate::flow::Library;
use crate::lab::Lab;
use crate::model::{Deck, DemoSpec};
use crate::screen::{catalogue, paper};

/// Arguments of `ttl list`.
#[derive(Args)]
pub(super) struct List {
    #[arg(value_enum)]
    what: Option<What>,
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    Decks,
    Cards,
    Demos,
}

impl List {
    pub(super) fn run(self, settings: &Settings) -> Result<Exit> {
        let library = Library::read(settings.shelf().all()?);
        let lab = settings.lab()?;
        let out = &mut io::stdout().lock();
        let wants = |what| self.what.is_none_or(|asked| asked == what);
        let decks =
            if wants(What::Decks) || self.what == Some(What::Cards) { library.decks.as_slice() } else { &[] };
        let demos = if wants(What::Demos) { lab.demos() } else { &[] };
        if self.json {
            print_json(out, decks, demos)?;
            return Ok(Exit::Done);
        }
        let mut lines = Vec::new();
        match self.what {
            Some(What::Cards) => lines.extend(catalogue::cards(decks, &settings.look)),
            Some(What::Decks) => lines.extend(catalogue::decks(decks, &settings.look)),
            Some(What::Demos) => lines.extend(catalogue::demos(demos, &settings.look)),
            None => {
                lines.extend(catalogue::decks(decks, &settings.look));
                lines.extend(catalogue::demos(demos, &settings.look));
            }
        }
        paper::print(out, &lines, &settings.look)?;
        Ok(Exit::Done)
    }
}

/// The list as one object.
pub(super) fn print_json(out: &mut dyn Write, decks: &[Deck], demos: &[DemoSpec]) -> Result<()> {
    paper::print_json(out, &catalogue::list_json(decks, demos))?;
    Ok(())
}
