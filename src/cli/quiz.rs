//! `ttl quiz [DECK|TAG|FILE]...`: asks.

use std::io::{self, BufReader};
use std::path::Path;

use anyhow::Result;
use clap::{Args, ValueEnum};
use ratatui::text::Line;

use super::check::decks_at;
use super::exit::{Complaint, Exit};
use super::settings::Settings;
use super::signals;
use crate::flow::{self, Library, RunPolicy, Selection};
use crate::screen::{JsonLines, Learner, Plain, Terminal, door_words as words, paper, report_words};
use crate::study::{Order, Picked, Session};

/// Arguments of `ttl quiz`.
#[derive(Args)]
pub(super) struct Quiz {
    what: Vec<String>,
    #[arg(long, value_enum, default_value_t = RunArg::Ask)]
    demo: RunArg,
    #[arg(long)]
    shuffle: bool,
    #[arg(long, short = 'n')]
    limit: Option<usize>,
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum RunArg {
    Ask,
    Always,
    Never,
}

impl Quiz {
    pub(super) fn run(self, settings: &Settings) -> Result<Exit> {
        let (library, cards) = select(&self.what, settings)?;
        if library.n_errors() > 0 {
            let line = Line::from(report_words::deck_problems(library.n_errors(), settings.talk.lang));
            paper::print(&mut io::stderr().lock(), &[line], &settings.talk)?;
        }
        let policy = match self.demo {
            RunArg::Ask => RunPolicy::Ask,
            RunArg::Always => RunPolicy::Always,
            RunArg::Never => RunPolicy::Never,
        };
        let order = if self.shuffle { Order::Shuffled } else { Order::File };
        let mut session = Session::plan(cards, order, self.limit, settings.seed);
        settings.introduce(&library);
        let lab = settings.lab()?;
        signals::watch();
        let (input, out) = (BufReader::new(io::stdin()), io::stdout().lock());
        let mut learner: Box<dyn Learner> = match (self.json, settings.is_interactive) {
            (true, _) => Box::new(JsonLines::new(input, out, settings.look)),
            (false, false) => Box::new(Plain::new(input, out, settings.look, policy == RunPolicy::Ask)),
            (false, true) => {
                drop(out);
                Box::new(Terminal::new(settings.look))
            }
        };
        flow::quiz(&library, &mut session, &lab, learner.as_mut(), policy)?;
        Ok(Exit::Done)
    }
}

/// The decks and cards that words select: names of decks, tags, ids of cards, files and folders. No word: everything.
fn select(what: &[String], settings: &Settings) -> Result<(Library, Vec<Picked>)> {
    let shelf = settings.shelf();
    if what.is_empty() {
        let library = settings.library()?;
        let cards = library.everything();
        return Ok((library, cards));
    }
    // The usual case reads one file: every word is a path or the name of a deck.
    let mut sources = Vec::new();
    let mut is_by_name = true;
    for word in what {
        let path = Path::new(word);
        let found = if path.exists() && (path.is_dir() || word.contains(['/', '.'])) {
            decks_at(path, settings)?
        } else {
            shelf.named(word)?.into_iter().collect()
        };
        is_by_name &= !found.is_empty();
        sources.extend(found);
    }
    if is_by_name {
        let library = Library::read(sources);
        let cards = library.everything();
        return Ok((library, cards));
    }
    let library = settings.library()?;
    let mut cards: Vec<Picked> = Vec::new();
    for word in what {
        match library.select(word) {
            Selection::Cards(found) => {
                cards.extend(found.iter().filter(|p| !cards.contains(p)).collect::<Vec<_>>())
            }
            Selection::Nothing(meant) => {
                let lang = settings.look.lang;
                return Err(Complaint::usage(
                    words::nothing_called(word, lang),
                    words::try_decks(meant.as_deref(), lang),
                ));
            }
        }
    }
    Ok((library, cards))
}
