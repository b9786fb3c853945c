//! `ttl trust list|add|remove`: what from elsewhere may run.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use clap::{Args, Subcommand};
use console::Term;
use ratatui::text::Line;

use super::exit::{Complaint, Exit};
use super::settings::Settings;
use super::signals;
use crate::flow::Library;
use crate::lab::{Gate, LocalLab};
use crate::model::{Card, Consent, Deck, Standing, Stranger, Waiting};
use crate::screen::{paper, trust, trust_words as words};
use crate::store::Shelf;

/// Arguments of `ttl trust`.
#[derive(Args)]
pub(super) struct Trust {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand)]
enum What {
    List(List),
    Add(Add),
    Remove(Remove),
}

/// Arguments of `ttl trust list`.
#[derive(Args, Default)]
struct List {
    #[arg(long)]
    json: bool,
}

/// Arguments of `ttl trust add`.
#[derive(Args)]
struct Add {
    #[arg(required_unless_present = "own")]
    names: Vec<String>,
    #[arg(long)]
    own: Vec<PathBuf>,
}

/// Arguments of `ttl trust remove`.
#[derive(Args)]
struct Remove {
    #[arg(required_unless_present = "all")]
    names: Vec<String>,
    #[arg(long)]
    all: bool,
}

impl Trust {
    pub(super) fn run(self, settings: &Settings) -> Result<Exit> {
        match self.what {
            None => List::default().run(settings),
            Some(What::List(list)) => list.run(settings),
            Some(What::Add(add)) => add.run(settings),
            Some(What::Remove(remove)) => remove.run(settings),
        }
    }
}

impl List {
    fn run(&self, settings: &Settings) -> Result<Exit> {
        let (book, out) = (settings.trust().book(), &mut io::stdout().lock());
        let own = book.own.iter().map(|own| (own.folder.display().to_string(), own.since.clone()));
        let own: Vec<_> = own.collect();
        let agreed = book.agreed.iter().map(|agreed| trust::Entry {
            name: &agreed.name,
            from: &agreed.from,
            hash: &agreed.hash,
            since: &agreed.since,
        });
        let agreed: Vec<_> = agreed.collect();
        match self.json {
            true => paper::print_json(out, &trust::list_json(&own, &agreed))?,
            false => paper::print(out, &trust::list(&own, &agreed, &settings.look), &settings.look)?,
        }
        Ok(Exit::Done)
    }
}

impl Add {
    fn run(&self, settings: &Settings) -> Result<Exit> {
        signals::watch();
        for folder in &self.own {
            if !own(folder, settings)? {
                return Ok(Exit::Found);
            }
        }
        if self.names.is_empty() {
            return Ok(Exit::Done);
        }
        let lab = settings.lab()?;
        for name in &self.names {
            let found = programs(name, &lab, settings)?;
            for foreign in &found {
                if !agree(foreign, settings)? {
                    return Ok(Exit::Found);
                }
            }
        }
        Ok(Exit::Done)
    }
}

/// What is called that and is from elsewhere: a demo, or the programs of a deck, a card or a file.
fn programs(name: &str, lab: &LocalLab, settings: &Settings) -> Result<Vec<Arc<Stranger>>> {
    if let Some(foreign) = lab.foreign(name) {
        return Ok(vec![foreign.clone()]);
    }
    let path = Path::new(name);
    let library = match path.exists() {
        true => Library::read(Shelf::at(path)?),
        false => settings.library()?,
    };
    settings.introduce(&library);
    let is_named = |deck: &Deck, card: &Card| {
        path.exists() || deck.id == name || name.rsplit_once('/') == Some((&deck.id, &card.id))
    };
    let cards = library.decks.iter().flat_map(|deck| deck.cards.iter().filter(|card| is_named(deck, card)));
    let programs = cards.filter_map(|card| card.experiment.as_ref()?.program.as_ref());
    let found: Vec<_> = programs.map(|program| Arc::new(lab.foreign_program(program))).collect();
    if found.is_empty() {
        let lang = settings.talk.lang;
        let what = words::nothing_foreign(name, lang);
        return Err(Complaint::usage(what, words::trusted_anyway(lang).to_owned()));
    }
    Ok(found)
}

/// Shows a program and writes the agreement down, if there is one.
fn agree(foreign: &Arc<Stranger>, settings: &Settings) -> Result<bool> {
    let (look, trust) = (&settings.look, settings.trust());
    let lang = look.lang;
    let book = trust.book();
    // With `--yes` everything stands agreed; what counts here is what was agreed to before.
    if book.agrees(foreign) || (!settings.is_yes && trust.standing(foreign) == Standing::Agreed) {
        say(words::agreed_already(&foreign.name, lang), settings)?;
        return Ok(true);
    }
    let before = book.before(foreign);
    let waiting = Waiting { foreign: foreign.clone(), before };
    let consent = if settings.is_yes {
        paper::print(&mut io::stdout().lock(), &trust::would_run(&waiting, look), look)?;
        Consent::Remembered
    } else if settings.is_interactive {
        trust::ask(&Term::stdout(), &waiting, true, look)?
    } else {
        paper::print(&mut io::stdout().lock(), &trust::would_run(&waiting, look), look)?;
        return Err(nobody(settings));
    };
    if consent == Consent::Refused {
        say(words::nothing_kept(lang).to_owned(), settings)?;
        return Ok(false);
    }
    trust.change(|book, day| {
        book.agree(foreign, day);
        Ok(())
    })?;
    say(words::remembered(&foreign.name, &foreign.hash, lang), settings)?;
    Ok(true)
}

/// Declares a folder the learner's own, if that is meant.
fn own(folder: &Path, settings: &Settings) -> Result<bool> {
    let lang = settings.look.lang;
    let shown = folder.display().to_string();
    let Some(real) = folder.canonicalize().ok().filter(|real| real.is_dir()) else {
        return Err(Complaint::usage(words::no_folder(&shown, lang), words::try_trust(lang).to_owned()));
    };
    let real = real.display().to_string();
    if !settings.is_yes {
        say(words::ask_own(&real, lang), settings)?;
        if !settings.is_interactive {
            return Err(nobody(settings));
        }
        if !trust::confirm(&Term::stdout(), &settings.look)? {
            say(words::nothing_kept(lang).to_owned(), settings)?;
            return Ok(false);
        }
    }
    settings.declare_own(folder)?;
    say(words::is_own(&real, lang), settings)?;
    Ok(true)
}

impl Remove {
    fn run(&self, settings: &Settings) -> Result<Exit> {
        let (trust, lang) = (settings.trust(), settings.look.lang);
        if self.all {
            let n = trust.change(|book, _| {
                let n = book.own.len() + book.agreed.len();
                (book.own, book.agreed) = (Vec::new(), Vec::new());
                Ok(n)
            })?;
            say(words::taken_back(n, lang), settings)?;
            return Ok(Exit::Done);
        }
        // A name that is not there is said before anything is taken back.
        let mut trial = trust.book();
        if let Some(unknown) = self.names.iter().find(|name| trial.remove(name) == 0) {
            let what = words::not_in_book(unknown, lang);
            return Err(Complaint::usage(what, words::try_trust(lang).to_owned()));
        }
        let n = trust.change(|book, _| Ok(self.names.iter().map(|name| book.remove(name)).sum()))?;
        say(words::taken_back(n, lang), settings)?;
        Ok(Exit::Done)
    }
}

/// Nobody can be asked, and nobody said yes.
pub(super) fn nobody(settings: &Settings) -> anyhow::Error {
    let lang = settings.talk.lang;
    Complaint::usage(words::nobody_to_ask(lang).to_owned(), words::say_yes(lang).to_owned())
}

/// One line of talk.
pub(super) fn say(words: String, settings: &Settings) -> Result<()> {
    io::stdout().lock().flush()?;
    paper::print(&mut io::stderr().lock(), &[Line::from(words)], &settings.talk)?;
    Ok(())
}
