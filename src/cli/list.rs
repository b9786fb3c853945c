//! `ttl list [decks|cards|demos]`: what there is.

use std::io::{self, Write};

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::exit::Exit;
use super::settings::Settings;
use crate::lab::Lab;
use crate::model::{Deck, DemoSpec};
use crate::screen::{catalogue, collections, paper};

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
    Collections,
}

impl List {
    pub(super) fn run(self, settings: &Settings) -> Result<Exit> {
        let library = settings.library()?;
        let lab = settings.lab()?;
        let out = &mut io::stdout().lock();
        if self.what == Some(What::Collections) {
            return self.collections(out, settings);
        }
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
            Some(What::Collections) => {}
            None => {
                lines.extend(catalogue::decks(decks, &settings.look));
                lines.extend(catalogue::demos(demos, &settings.look));
            }
        }
        paper::print(out, &lines, &settings.look)?;
        Ok(Exit::Done)
    }
}

impl List {
    fn collections(&self, out: &mut dyn Write, settings: &Settings) -> Result<Exit> {
        let known = settings.collections().map(|(_, known)| known.all.as_slice()).unwrap_or_default();
        let rows = known.iter().map(|one| {
            let commit = one.commit.as_deref().map(|commit| commit.get(..10).unwrap_or(commit).to_owned());
            let rev = [one.rev.clone(), commit].into_iter().flatten().collect::<Vec<_>>().join(" ");
            [one.name.clone(), one.source(), rev, one.since.clone()]
        });
        let rows: Vec<_> = rows.collect();
        match self.json {
            true => paper::print_json(out, &collections::list_json(&rows))?,
            false => paper::print(out, &collections::list(&rows, &settings.look), &settings.look)?,
        }
        Ok(Exit::Done)
    }
}

/// The list as one object.
pub(super) fn print_json(out: &mut dyn Write, decks: &[Deck], demos: &[DemoSpec]) -> Result<()> {
    paper::print_json(out, &catalogue::list_json(decks, demos))?;
    Ok(())
}
