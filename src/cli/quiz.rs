//! `ttl quiz [DECK|TAG|FILE]...`: asks.

use std::io::{self, BufRead, BufReader};
use std::path::Path;

use anyhow::Result;
use clap::{Args, ValueEnum};
use ratatui::text::Line;

use super::check::decks_at;
use super::exit::{Complaint, Exit};
use super::keeping;
use super::settings::Settings;
use super::signals;
use crate::flow::{self, Library, Notebook, RunPolicy, Selection};
use crate::model::Occasion;
use crate::screen::{JsonLines, Learner, Plain, Terminal, door_words as words, paper, report_words};
use crate::study::{Order, Picked, Session};

/// Arguments of `ttl quiz`.
#[derive(Args)]
pub(super) struct Quiz {
    what: Vec<String>,
    #[arg(long, value_enum)]
    demo: Option<RunArg>,
    #[arg(long)]
    shuffle: bool,
    #[arg(long, short = 'n')]
    limit: Option<usize>,
    #[arg(long)]
    no_confidence: bool,
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum RunArg {
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
        let policy = settings.run_policy(self.demo);
        let order = if self.shuffle { Order::Shuffled } else { Order::File };
        let mut session = Session::plan(cards, order, self.limit, settings.seed);
        settings.introduce(&library);
        let lab = settings.lab()?;
        signals::watch();
        let mut preferences = settings.preferences();
        preferences.confidence &= !self.no_confidence;
        let history = keeping::open(settings)?;
        let mut notebook = Notebook::new(history, &settings.clock, &preferences, Occasion::Quiz);
        let mut learner = learner(self.json, policy, BufReader::new(io::stdin()), settings);
        let went = flow::quiz(&library, &mut session, &lab, learner.as_mut(), &mut notebook, policy);
        keeping::close(&notebook, settings)?;
        went.map(|()| Exit::Done)
    }
}

impl From<RunArg> for RunPolicy {
    fn from(arg: RunArg) -> Self {
        match arg {
            RunArg::Ask => RunPolicy::Ask,
            RunArg::Always => RunPolicy::Always,
            RunArg::Never => RunPolicy::Never,
        }
    }
}

/// Whoever answers: at the terminal, in lines, or as a program.
pub(super) fn learner(
    json: bool,
    policy: RunPolicy,
    input: impl BufRead + 'static,
    settings: &Settings,
) -> Box<dyn Learner> {
    match (json, settings.is_interactive) {
        (true, _) => Box::new(JsonLines::new(input, io::stdout(), settings.look)),
        (false, false) => Box::new(Plain::new(input, io::stdout(), settings.look, policy == RunPolicy::Ask)),
        (false, true) => Box::new(Terminal::new(settings.look)),
    }
}

/// The decks and cards that words select: names of decks, tags, ids of cards, files and folders. No word: everything.
pub(super) fn select(what: &[String], settings: &Settings) -> Result<(Library, Vec<Picked>)> {
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
        // Whoever names several decks has an order in mind; a folder has none.
        let library = if what.len() == 1 { library.in_order() } else { library };
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
