//! `ttl new deck NAME`: a deck with a first card that is proven.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;

use super::card::demo_named;
use super::{asked, done, languages, name, quoted, refused, text};
use crate::cli::LangArg;
use crate::cli::exit::Exit;
use crate::cli::settings::Settings;
use crate::deck::deck_schema;
use crate::flow;
use crate::model::Values;
use crate::scaffold::{Basis, CardPlan, DeckPlan};
use crate::screen::{new_words as words, schema_page};

/// What to type, as an example.
const EXAMPLE: &str = "ttl new deck locks --title \"Locks\"";

/// The demo of the first card, where nobody names one: quick, and there on every machine.
const FIRST_DEMO: &str = "lost-update";

/// Arguments of `ttl new deck`.
#[derive(Args)]
pub(super) struct NewDeck {
    name: Option<String>,
    #[arg(long)]
    title: Vec<String>,
    #[arg(long, value_enum, value_delimiter = ',')]
    texts: Vec<LangArg>,
    #[arg(long, value_name = "DEMO")]
    demo: Option<String>,
    #[arg(long, value_name = "DIR")]
    at: Option<PathBuf>,
}

impl NewDeck {
    pub(super) fn run(mut self, settings: &Settings) -> Result<Exit> {
        let lang = settings.look.lang;
        let shelf = settings.shelf();
        let is_taken = |name: &str| Ok(self.at.is_none() && shelf.named(name)?.is_some());
        let name = name(self.name.take(), EXAMPLE, &is_taken, settings)?;
        if self.title.is_empty() {
            self.title.push(asked(None, "--title", words::which_title(lang), EXAMPLE, settings)?);
        }
        let langs = languages(&self.texts, &self.title, settings);
        let title = text("--title", &self.title, &langs, settings)?;
        let lab = settings.lab()?;
        let spec = demo_named(self.demo.as_deref().unwrap_or(FIRST_DEMO), &lab, settings)?;
        let folder = self.at.clone().unwrap_or_else(|| PathBuf::from("decks"));
        let path = folder.join(format!("{name}.toml"));
        let check = format!("ttl check {}", quoted(&path));
        let basis = Basis::Demo { spec, seen: Values::new(), right: None, wrong: Vec::new() };
        let first = CardPlan { id: "first", kind: "choice", langs: &langs, lang, prompt: None, basis };
        let schema_path = flow::deck_schema_path();
        let plan = DeckPlan { id: &name, title: &title, schema: &schema_path, check: &check, lang, first };
        let schema = schema_page::localised(deck_schema(), lang);
        let written = flow::create_deck(&folder, &plan, &schema).map_err(|error| refused(error, settings))?;
        // Whoever wrote it need not be asked about the programs that come into it.
        settings.declare_own(&path)?;
        let deck = if self.at.is_some() { quoted(Path::new(&path)) } else { name };
        done(&written, &[check, format!("ttl new card {deck}"), format!("ttl quiz {deck}")], settings)
    }
}
