//! `ttl history list|forget|suspend|resume|undo`: cards of the history, and answers taken back.

use std::collections::BTreeSet;
use std::io;

use anyhow::Result;
use clap::Args;
use console::Term;
use ratatui::text::Line;

use super::super::exit::Exit;
use super::super::settings::Settings;
use super::super::trust::{nobody, say};
use super::{complaint, open, today};
use crate::flow::{self, Named, Why};
use crate::model::{CardKey, Deed, Entry, Moment};
use crate::screen::history_list::{self as page, Row};
use crate::screen::{history_words as words, paper, report_words, trust};
use crate::store::{self, History};

/// Arguments of `ttl history list`.
#[derive(Args)]
pub(super) struct List {
    #[arg(long)]
    json: bool,
}

/// Arguments of `ttl history forget`, `suspend` and `resume`.
#[derive(Args)]
pub(super) struct Names {
    #[arg(required = true)]
    names: Vec<String>,
}

/// Arguments of `ttl history undo`.
#[derive(Args)]
pub(super) struct Undo {
    #[arg(default_value_t = 1)]
    n: usize,
}

impl List {
    pub(super) fn run(&self, settings: &Settings) -> Result<Exit> {
        let (history, library) = (open(settings)?, settings.library()?);
        if library.n_errors() > 0 {
            // Cards of a deck that cannot be read look as if they had vanished.
            let line = Line::from(report_words::deck_problems(library.n_errors(), settings.talk.lang));
            paper::print(&mut io::stderr().lock(), &[line], &settings.talk)?;
        }
        let mut groups: [Vec<Row>; 3] = Default::default();
        for away in flow::away(&history, &library, today(settings))? {
            let (at, until) = match away.why {
                Why::Vanished => (0, None),
                Why::Suspended => (1, None),
                Why::Buried(until) => (2, Some(until)),
            };
            groups[at].push(Row { key: away.key, n: away.n, last: away.last, until });
        }
        let out = &mut io::stdout().lock();
        match self.json {
            true => paper::print_json(out, &page::list_json(&groups))?,
            false => paper::print(out, &page::list(&groups, &settings.look), &settings.look)?,
        }
        Ok(Exit::Done)
    }
}

/// The cards that words name, each once. A word that names none, or more than one by accident, is said before anything is done.
fn named(words: &[String], keys: &BTreeSet<CardKey>, settings: &Settings) -> Result<Vec<CardKey>> {
    let lang = settings.talk.lang;
    let mut cards = BTreeSet::new();
    for word in words {
        match flow::named(word, keys) {
            Named::Cards(found) => cards.extend(found),
            Named::Several(found) => {
                return Err(complaint(words::several(word, &found, lang), &words::try_whole_name(lang)));
            }
            Named::Nothing(meant) => {
                return Err(complaint(words::no_card(word, lang), &words::try_cards(meant.as_deref(), lang)));
            }
        }
    }
    Ok(cards.into_iter().collect())
}

impl Names {
    pub(super) fn forget(&self, settings: &Settings) -> Result<Exit> {
        let (mut history, lang) = (open(settings)?, settings.talk.lang);
        let cards = named(&self.names, &flow::remembered(&history)?, settings)?;
        let answered = history.answered()?;
        let n_answers = cards.iter().filter_map(|key| answered.get(key)).map(|(n, _)| n).sum();
        if !settings.is_yes {
            say(words::ask_forget(&cards, n_answers, lang), settings)?;
            if !settings.is_interactive {
                return Err(nobody(settings));
            }
            if !trust::confirm(&Term::stdout(), &settings.look)? {
                return Ok(Exit::Found);
            }
        }
        note(&mut history, &cards, &Deed::Forgotten, settings)?;
        say(words::forgotten(&cards, lang), settings)?;
        Ok(Exit::Done)
    }

    pub(super) fn suspend(&self, settings: &Settings) -> Result<Exit> {
        let (mut history, lang) = (open(settings)?, settings.talk.lang);
        let mut keys = flow::present(&settings.library()?);
        keys.extend(flow::remembered(&history)?);
        let cards = self.those(&history, &keys, settings, &|known| !known.is_some_and(|it| it.suspended))?;
        if !cards.is_empty() {
            note(&mut history, &cards, &Deed::Suspended, settings)?;
            say(words::suspended(&cards, lang), settings)?;
        }
        Ok(Exit::Done)
    }

    pub(super) fn resume(&self, settings: &Settings) -> Result<Exit> {
        let (mut history, lang, today) = (open(settings)?, settings.talk.lang, today(settings));
        let is_away = |known: &store::Known| known.suspended || known.buried_until > today;
        let cards = self
            .those(&history, &flow::remembered(&history)?, settings, &|known| known.is_some_and(is_away))?;
        if !cards.is_empty() {
            note(&mut history, &cards, &Deed::Resumed, settings)?;
            say(words::resumed(&cards, lang), settings)?;
        }
        Ok(Exit::Done)
    }

    /// The named cards with which there is something to do; where there is nothing, that is said.
    fn those(
        &self,
        history: &History,
        keys: &BTreeSet<CardKey>,
        settings: &Settings,
        is_meant: &dyn Fn(Option<&store::Known>) -> bool,
    ) -> Result<Vec<CardKey>> {
        let mut cards = Vec::new();
        for key in named(&self.names, keys, settings)? {
            if is_meant(history.known(&key)?.as_ref()) {
                cards.push(key);
            }
        }
        if cards.is_empty() {
            say(words::nothing_to_do(&self.names.join(" "), settings.talk.lang), settings)?;
        }
        Ok(cards)
    }
}

/// Writes down that something happened to cards: to all of them or to none.
fn note(history: &mut History, cards: &[CardKey], deed: &Deed, settings: &Settings) -> Result<()> {
    let now = flow::Clock::now(&settings.clock);
    let mut entries = Vec::new();
    for key in cards {
        // What is said now comes after what was, whatever the clock says.
        let ms = history.last_ms(key)?.map_or(now.ms, |last| now.ms.max(last.saturating_add(1)));
        entries.push(history.entry(Moment { ms, ..now }, key.clone(), deed.clone())?);
    }
    history.append_all(&entries)?;
    Ok(())
}

impl Undo {
    pub(super) fn run(&self, settings: &Settings) -> Result<Exit> {
        let (mut history, lang) = (open(settings)?, settings.talk.lang);
        let at = flow::Clock::now(&settings.clock);
        let answers = history.latest(self.n)?;
        if answers.is_empty() {
            say(words::nothing_to_undo(lang).to_owned(), settings)?;
            return Ok(Exit::Done);
        }
        let undone = |answer: &store::Counted| Deed::Undone(answer.uid.clone());
        let entries: Result<Vec<Entry>, _> =
            answers.iter().map(|answer| history.entry(at, answer.key.clone(), undone(answer))).collect();
        history.append_all(&entries?)?;
        for answer in &answers {
            say(words::undone(&answer.key, answer.at, &answer.answer, answer.verdict, lang), settings)?;
        }
        Ok(Exit::Done)
    }
}
