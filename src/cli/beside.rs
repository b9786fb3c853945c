//! The decks that are there beside those of a call, for a check that wonders whether a deck to come after exists.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::collections;
use super::settings::Settings;
use crate::deck::read_deck;
use crate::model::{Source, SourceId};
use crate::store::{Sheet, Shelf};

/// The names of the decks of the shelf and of the files beside `sheets`. Where these are not all that is `wanted`, the files are
/// read too, for a deck whose file is not called like it, and the collections.
pub(super) fn elsewhere(wanted: &[String], sheets: &[Sheet], settings: &Settings) -> Vec<String> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let folders: BTreeSet<PathBuf> = sheets.iter().filter_map(Sheet::folder).collect();
    // A folder that cannot be listed has nothing to say here; whoever wants its decks is told.
    let beside = folders.iter().filter_map(|folder| Shelf::sheets_at(folder).ok()).flatten();
    let others: Vec<Sheet> = settings.shelf().sheets().into_iter().flatten().chain(beside).collect();
    let mut names: BTreeSet<String> = others.iter().chain(sheets).filter_map(|s| stem(s.name())).collect();
    if !wanted.iter().all(|name| names.contains(name)) {
        names.extend(others.iter().filter_map(|sheet| sheet.read().ok()).filter_map(|source| id(&source)));
        for (collection, source) in collections::decks(settings) {
            let ids: Vec<String> = stem(&source.name).into_iter().chain(id(&source)).collect();
            names.extend(ids.iter().map(|id| format!("{collection}/{id}")));
            // A deck of a collection may be checked by itself, and then knows its neighbours by their own names.
            names.extend(ids);
        }
    }
    names.into_iter().collect()
}

fn stem(name: &str) -> Option<String> {
    Path::new(name).file_stem().map(|stem| stem.to_string_lossy().into_owned())
}

fn id(source: &Source) -> Option<String> {
    read_deck(source, SourceId(0)).0.map(|deck| deck.id)
}
