//! `ttl new deck|card|demo`: asks what it must on a terminal, or takes flags; writes what passes `ttl check` at once, and says what to
//! type next.
//!
//! Deliberately missing: what the new texts say (`scaffold`) and how they are written (`flow::create`).

mod card;
mod deck;
mod demo;

use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Error, Result};
use clap::{Args, Subcommand};
use console::Term;
use dialoguer::Input;
use ratatui::text::Line;

use super::LangArg;
use super::exit::{Complaint, Exit};
use super::settings::Settings;
use crate::flow::NotCreated;
use crate::model::{Lang, Text};
use crate::scaffold::{self, NoBasis};
use crate::screen::{door_words, new_words as words, paper};

/// Arguments of `ttl new`.
#[derive(Args)]
pub(super) struct New {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    Deck(deck::NewDeck),
    Card(card::NewCard),
    Demo(demo::NewDemo),
}

impl New {
    pub(super) fn run(self, settings: &Settings) -> Result<Exit> {
        super::signals::watch();
        match self.what {
            What::Deck(deck) => deck.run(settings),
            What::Card(card) => card.run(settings),
            What::Demo(demo) => demo.run(settings),
        }
    }
}

/// Says what was written and what to type next.
fn done(written: &[PathBuf], next: &[String], settings: &Settings) -> Result<Exit> {
    let lang = settings.look.lang;
    let paths = written.iter().map(|path| Line::from(words::written(&path.display().to_string(), lang)));
    let next = next.iter().enumerate().map(|(i, command)| match i {
        0 => Line::from(words::next(command, lang)),
        _ => Line::from(words::then(command, lang)),
    });
    let lines: Vec<Line<'static>> = paths.chain(next).collect();
    paper::print(&mut io::stdout().lock(), &lines, &settings.look)?;
    Ok(Exit::Done)
}

/// What was typed for an argument, or what somebody at a terminal answers; without either a complaint that names the argument.
fn asked(
    typed: Option<String>,
    argument: &str,
    question: &str,
    example: &str,
    settings: &Settings,
) -> Result<String> {
    match typed {
        Some(typed) => Ok(typed),
        None if settings.is_interactive => ask(question),
        None => Err(missing(argument, example, settings.look.lang)),
    }
}

fn ask(question: &str) -> Result<String> {
    interacted(Input::<String>::new().with_prompt(question).interact_text_on(&Term::stdout()))
}

/// An answer at the terminal; an interruption is one.
fn interacted<T>(answer: dialoguer::Result<T>) -> Result<T> {
    answer.map_err(|dialoguer::Error::IO(error)| Error::from(error))
}

fn missing(argument: &str, example: &str, lang: Lang) -> Error {
    Complaint::usage(door_words::missing_argument(argument, lang), words::like_this(example, lang))
}

/// A name that may be used and that nothing bears yet; on a terminal it is asked for again until it is one.
fn name(
    typed: Option<String>,
    example: &str,
    is_taken: &dyn Fn(&str) -> Result<bool>,
    settings: &Settings,
) -> Result<String> {
    let lang = settings.look.lang;
    let can_ask = typed.is_none() && settings.is_interactive;
    let mut name = asked(typed, "NAME", words::which_name(lang), example, settings)?;
    loop {
        let what = if !scaffold::is_name(&name) {
            (words::bad_name(&name, lang), words::names_are(scaffold::like(&name).as_deref(), lang))
        } else if is_taken(&name)? {
            (words::taken_name(&name, lang), words::names_are(Some(&format!("my-{name}")), lang))
        } else {
            return Ok(name);
        };
        if !can_ask {
            return Err(Complaint::usage(what.0, what.1));
        }
        let lines = [Line::from(what.0), Line::from(what.1)];
        paper::print(&mut io::stderr().lock(), &lines, &settings.talk)?;
        name = ask(words::which_name(lang))?;
    }
}

/// The languages of the texts: those told, those that `texts` are tagged with, or the one of the program.
fn languages(told: &[LangArg], texts: &[String], settings: &Settings) -> Vec<Lang> {
    let tagged = Lang::ALL.into_iter().filter(|lang| texts.iter().any(|text| tagged(text, *lang).is_some()));
    let mut langs: Vec<Lang> = match told {
        [] => tagged.collect(),
        told => {
            Lang::ALL.into_iter().filter(|lang| told.iter().any(|told| Lang::from(*told) == *lang)).collect()
        }
    };
    if langs.is_empty() {
        langs.push(settings.look.lang);
    }
    langs
}

fn tagged(text: &str, lang: Lang) -> Option<&str> {
    text.strip_prefix(lang.tag())?.strip_prefix('=')
}

/// The text of a flag: words for every language, or `en=words` for one.
fn text(flag: &str, typed: &[String], langs: &[Lang], settings: &Settings) -> Result<Text> {
    let plain = typed.iter().find(|text| Lang::ALL.into_iter().all(|lang| tagged(text, lang).is_none()));
    let entries = langs.iter().map(|lang| {
        let words = typed.iter().find_map(|text| tagged(text, *lang)).or(plain.map(String::as_str));
        let words = words.filter(|words| !words.trim().is_empty());
        let words = words.ok_or_else(|| {
            let argument = format!("{flag} {}=…", lang.tag());
            let example = langs.iter().map(|lang| format!("{flag} {}=\"…\"", lang.tag()));
            missing(&argument, &example.collect::<Vec<_>>().join(" "), settings.look.lang)
        })?;
        Ok((lang.tag().to_owned(), words.to_owned()))
    });
    entries.collect::<Result<Vec<_>>>().map(Text::tagged)
}

/// What could not be written, said so that it can be mended.
fn refused(error: Error, settings: &Settings) -> Error {
    let lang = settings.look.lang;
    let path = |path: &Path| path.display().to_string();
    match error.downcast_ref::<NotCreated>() {
        None => error,
        Some(NotCreated::Taken(at)) => {
            Complaint::usage(words::taken(&path(at), lang), words::names_are(None, lang))
        }
        Some(NotCreated::TakenCard(id)) => {
            Complaint::usage(words::taken_card(id, lang), words::like_this("--id NAME", lang))
        }
        Some(NotCreated::DoesNotFit(at)) => {
            Complaint::usage(words::does_not_fit(&path(at), lang), words::write_tables(lang).to_owned())
        }
        Some(NotCreated::NoBasis(why)) => {
            let (what, help) = match why {
                NoBasis::Findings => (words::too_few_findings(lang), words::try_other_kind(lang)),
                NoBasis::NoFinding(id) => (words::no_finding(id, lang), words::try_show(lang)),
                NoBasis::Observation => (words::nothing_to_observe(lang), words::try_other_kind(lang)),
                NoBasis::NoDemo => (words::no_demo_for_kind(lang), words::try_other_kind(lang)),
                NoBasis::Language(known) => (words::no_program(lang), door_words::one_of(known, lang)),
            };
            Complaint::usage(what, help)
        }
    }
}

/// A path as a shell takes it.
fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let is_plain = path.chars().all(|c| c.is_alphanumeric() || "-_./".contains(c));
    if is_plain { path } else { format!("'{}'", path.replace('\'', "'\\''")) }
}
