//! What an author brought along becomes decks: recognised, read, compared with what is there, written.
//!
//! Nothing that is there is replaced: a deck that has changed is told, and updated only where that was asked for.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::deck;
use crate::exchange::{self, Difference, Format, Told};
use crate::model::{Deck, Diagnostic, Severity, Source, SourceId};
use crate::store::{self, Material, StoreError};

/// What is to be imported, and where to.
#[derive(Clone, Debug)]
pub struct Import {
    /// The format, where it was told.
    pub from: Option<Format>,
    /// The language of the texts, where it was told.
    pub lang: Option<String>,
    /// The name of the deck, where it was told.
    pub name: Option<String>,
    /// Where decks go.
    pub to: Goal,
    /// Whether a deck that is there takes over what changed.
    pub updates: bool,
}

/// Where imported decks go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// Into this folder, each under its own name.
    Folder(PathBuf),
    /// Into this file.
    File(PathBuf),
    /// Nowhere: the text is handed back.
    Nowhere,
}

/// What an import did.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// The texts, by their number.
    pub sources: Vec<Source>,
    /// Everything that is wrong or has no place in a deck.
    pub problems: Vec<Diagnostic>,
    /// The decks.
    pub decks: Vec<Arrival>,
    /// Files whose format nobody knows.
    pub unknown: Vec<String>,
    /// How many files of a folder were passed over, because they are something else.
    pub n_skipped: usize,
}

impl Imported {
    /// How many problems kept something from being imported.
    pub fn n_errors(&self) -> usize {
        self.problems.iter().filter(|problem| problem.severity() == Severity::Error).count()
    }
}

/// A deck that was read.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The deck.
    pub deck: Deck,
    /// Its text, as it is or should be in the file.
    pub text: String,
    /// The file, if there is one.
    pub path: Option<PathBuf>,
    /// What became of it.
    pub fate: Fate,
}

/// What became of an imported deck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was written.
    Written,
    /// It was there already, with nothing new.
    Same,
    /// It was there with other cards, and was left alone.
    Kept(Difference),
    /// It was there and has taken over what changed.
    Updated(Difference),
    /// A file is there that is no deck, and was left alone.
    Foreign,
}

/// Imports what was brought along.
///
/// # Errors
///
/// A file is no text, or a deck cannot be written.
pub fn import(brought: &[Material], wish: &Import) -> Result<Imported> {
    let mut done = Imported::default();
    for material in brought {
        let recognised = recognise(material);
        if material.is_found
            && (recognised.is_none() || wish.from.is_some_and(|from| recognised != Some(from)))
        {
            done.n_skipped += 1;
            continue;
        }
        let Some(format) = wish.from.or(recognised) else {
            done.unknown.push(material.name.clone());
            continue;
        };
        let title = wish.name.as_ref().unwrap_or(&material.stem);
        let told = Told { deck: exchange::deck_name(title), title: title.clone(), lang: wish.lang.clone() };
        let read = read(material, format, &told, &mut done)?;
        done.problems.extend(read.problems);
        for deck in read.decks {
            done.decks.push(arrive(deck, wish)?);
        }
    }
    Ok(done)
}

/// Whether an import should fail a build: something could not be imported, or was not written.
pub fn import_failed(done: &Imported) -> bool {
    let kept = done.decks.iter().any(|deck| matches!(deck.fate, Fate::Kept(_) | Fate::Foreign));
    done.n_errors() > 0 || kept || !done.unknown.is_empty()
}

/// The format of a file, by its content where that is plain, and by its ending.
fn recognise(material: &Material) -> Option<Format> {
    Format::of_content(&material.bytes, Format::read_from(&material.ending))
}

fn read(material: &Material, format: Format, told: &Told, done: &mut Imported) -> Result<exchange::Read> {
    let id = SourceId(done.sources.len());
    if format == Format::Anki {
        let package = store::read_apkg(&material.bytes)
            .map_err(|source| StoreError::NotAnki { path: PathBuf::from(&material.name), source })?;
        let own = |text: &str| {
            let source = Source { name: material.name.clone(), text: text.to_owned() };
            deck::read_deck(&source, id).0
        };
        let (read, source) = exchange::anki::read(&package, id, &material.name, told, &own);
        done.sources.push(source);
        return Ok(read);
    }
    let source = Source { name: material.name.clone(), text: material.text()? };
    let read = exchange::read(format, &source, id, told);
    done.sources.push(source);
    Ok(read)
}

fn arrive(deck: Deck, wish: &Import) -> Result<Arrival> {
    let text = exchange::deck_file(&deck);
    let path = match &wish.to {
        Goal::Folder(folder) => Some(folder.join(format!("{}.toml", deck.id))),
        Goal::File(path) => Some(path.clone()),
        Goal::Nowhere => None,
    };
    let Some(path) = path else { return Ok(Arrival { deck, text, path: None, fate: Fate::Written }) };
    let (text, fate) = match store::text_at(&path)? {
        None => {
            store::save_new(&path, text.as_bytes())?;
            (text, Fate::Written)
        }
        Some(there) => meet(&there, &deck, &path, text, wish)?,
    };
    Ok(Arrival { deck, text, path: Some(path), fate })
}

/// A deck comes where one is already.
fn meet(there: &str, deck: &Deck, path: &Path, text: String, wish: &Import) -> Result<(String, Fate)> {
    let Some((updated, difference)) = exchange::update(there, deck, wish.lang.as_deref()) else {
        return Ok((text, Fate::Foreign));
    };
    if !difference.is_new() {
        return Ok((there.to_owned(), Fate::Same));
    }
    if !wish.updates {
        return Ok((there.to_owned(), Fate::Kept(difference)));
    }
    store::save(path, &updated)?;
    Ok((updated, Fate::Updated(difference)))
}
