//! `ttl review [DECK|TAG]...`: what is due today.

use std::io::{self, BufReader};
use std::path::Path;

use anyhow::Result;
use clap::{Args, ValueEnum};
use ratatui::text::Line;

use super::editing;
use super::exit::{self, Exit};
use super::keeping;
use super::quiz::{RunArg, learner, select};
use super::settings::Settings;
use super::signals;
use crate::flow::{self, Cards, IndexedCards, Notebook, ReadCards, ReviewDesk, ReviewWanted};
use crate::model::{DueOrder, Occasion, Preferences};
use crate::screen::{paper, report_words};
use crate::store::History;

/// Arguments of `ttl review`.
#[derive(Args)]
pub(super) struct Review {
    what: Vec<String>,
    #[arg(long, value_enum)]
    demo: Option<RunArg>,
    #[arg(long, short = 'n')]
    limit: Option<usize>,
    #[arg(long)]
    new: Option<u32>,
    #[arg(long, value_enum)]
    order: Option<OrderArg>,
    #[arg(long, default_value_t = 0)]
    ahead: u16,
    #[arg(long)]
    cram: bool,
    #[arg(long)]
    all: bool,
    #[arg(long)]
    no_confidence: bool,
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum OrderArg {
    Due,
    Forgetting,
    Random,
}

impl Review {
    pub(super) fn run(self, settings: &Settings) -> Result<Exit> {
        let mut preferences = settings.preferences();
        preferences.confidence &= !self.no_confidence;
        preferences.new_per_day = self.new.unwrap_or(preferences.new_per_day);
        preferences.due_order = match self.order {
            None => preferences.due_order,
            Some(OrderArg::Due) => DueOrder::Due,
            Some(OrderArg::Forgetting) => DueOrder::Forgetting,
            Some(OrderArg::Random) => DueOrder::Random,
        };
        let wanted = ReviewWanted {
            ahead: self.ahead.into(),
            cram: self.cram,
            all: self.all,
            limit: self.limit,
            seed: settings.seed,
        };
        let history = settings.history()?;
        if self.what.is_empty() {
            // The usual case reads no deck, only the cards that are asked.
            let mut index = settings.index()?;
            for trouble in index.take_troubles() {
                exit::complain(settings, &trouble.into())?;
            }
            tell_problems(index.decks().iter().map(|deck| deck.n_errors).sum(), settings)?;
            let mut cards = IndexedCards::new(index, |library| settings.introduce(library));
            return self.sit(&mut cards, history, &preferences, wanted, settings);
        }
        let (library, picked) = select(&self.what, settings)?;
        tell_problems(library.n_errors(), settings)?;
        settings.introduce(&library);
        let mut cards = ReadCards::new(&library, picked);
        self.sit(&mut cards, history, &preferences, wanted, settings)
    }

    fn sit(
        &self,
        cards: &mut dyn Cards,
        history: History,
        preferences: &Preferences,
        wanted: ReviewWanted,
        settings: &Settings,
    ) -> Result<Exit> {
        let lab = settings.lab()?;
        signals::watch();
        let occasion = if self.cram { Occasion::Cram } else { Occasion::Review };
        let mut notebook = Notebook::new(Some(history), &settings.clock, preferences, occasion);
        let policy = settings.run_policy(self.demo);
        let input = BufReader::new(io::stdin());
        let mut learner = learner(self.json, policy, input, settings);
        let editor = |path: &Path, line: usize| editing::edit(path, line, settings);
        let editor = settings.is_interactive.then_some(&editor as _);
        let desk = ReviewDesk { lab: &lab, policy, editor };
        let went = flow::review(cards, &desk, learner.as_mut(), &mut notebook, wanted);
        keeping::close(&notebook, settings)?;
        went.map(|()| Exit::Done)
    }
}

fn tell_problems(n: usize, settings: &Settings) -> Result<()> {
    if n > 0 {
        let line = Line::from(report_words::deck_problems(n, settings.talk.lang));
        paper::print(&mut io::stderr().lock(), &[line], &settings.talk)?;
    }
    Ok(())
}
