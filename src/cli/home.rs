//! `ttl` alone: what there is and what to try next, in five lines.

use std::io;

use anyhow::Result;
use ratatui::style::Stylize;
use ratatui::text::{Line, Span};

use super::exit::Exit;
use super::settings::Settings;
use crate::lab::Lab;
use crate::screen::{door_words as words, paper};

/// Prints the five lines.
pub(super) fn run(settings: &Settings) -> Result<Exit> {
    let library = settings.library()?;
    let lab = settings.lab()?;
    let lang = settings.look.lang;
    let n_cards = library.decks.iter().map(|deck| deck.cards.len()).sum();
    let mut lines =
        vec![Line::from(words::what_there_is(library.decks.len(), n_cards, lab.demos().len(), lang).bold())];
    for (command, what) in words::first_steps(lang) {
        lines.push(Line::from(vec![Span::from(format!("  {command:<26}")), Span::from(what).dim()]));
    }
    paper::print(&mut io::stdout().lock(), &lines, &settings.look)?;
    Ok(Exit::Done)
}
