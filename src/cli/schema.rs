//! `ttl schema deck|demo`: what a deck or a promise may say, for editors (JSON Schema) or for readers (Markdown).

use std::io::{self, Write};

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::exit::Exit;
use super::settings::Settings;
use crate::deck;
use crate::screen::schema_page;

/// Arguments of `ttl schema`.
#[derive(Args)]
pub(super) struct Schema {
    #[arg(value_enum)]
    what: What,
    #[arg(long)]
    markdown: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    Deck,
    Demo,
}

impl Schema {
    pub(super) fn run(self, settings: &Settings) -> Result<Exit> {
        let (schema, name) = match self.what {
            What::Deck => (deck::deck_schema(), "deck"),
            What::Demo => (deck::demo_schema(), "demo"),
        };
        let (out, lang) = (&mut io::stdout().lock(), settings.look.lang);
        match self.markdown {
            true => write!(out, "{}", schema_page::page(&schema, name, lang))?,
            false => writeln!(out, "{:#}", schema_page::localised(schema, lang))?,
        }
        Ok(Exit::Done)
    }
}
