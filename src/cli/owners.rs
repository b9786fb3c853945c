//! Whose things are: which folders and programs are the learner's own, so that they run without a question.

use std::path::{Path, PathBuf};

use super::collections;
use super::settings::Settings;
use crate::flow::Library;
use crate::lab::{Elsewhere, Introduction, Setup, program_hash};
use crate::store::{Shelf, StoreError};

impl Settings {
    /// The folders of demos that are the learner's own, and the others.
    pub(super) fn folders_by_owner(&self) -> (Vec<PathBuf>, Vec<Elsewhere>) {
        let usual = Setup::folders(Vec::new(), self.data.as_deref());
        let (own, others): (Vec<_>, Vec<_>) = usual.into_iter().partition(|folder| self.is_own(folder));
        // What is one's own among others comes first of all: `ttl new demo` declares it so.
        let mine = others.iter().filter_map(|folder| folder.canonicalize().ok()).flat_map(|folder| {
            let own = self.trust().book().own.into_iter().map(|own| own.folder);
            own.filter(move |own| own.parent() == Some(&folder)).collect::<Vec<_>>()
        });
        let own: Vec<PathBuf> = mine.chain(own).collect();
        let mut elsewhere: Vec<_> =
            others.into_iter().map(|folder| Elsewhere { folder, collection: None }).collect();
        let (mut own, collected) = (own, collections::roots(self));
        for (name, root) in collected {
            let folder = root.join("demos");
            match self.is_own(&folder) {
                true => own.push(folder),
                false => elsewhere.push(Elsewhere { folder, collection: Some(name) }),
            }
        }
        (own, elsewhere)
    }

    /// Whether a path is the learner's own: in the data folder's `decks` and `demos`, or in a folder that was declared so.
    pub(crate) fn is_own(&self, path: &Path) -> bool {
        let Ok(real) = path.canonicalize() else { return false };
        let data = self.data.iter().flat_map(|data| [data.join("decks"), data.join("demos")]);
        let mut data = data.filter_map(|folder| folder.canonicalize().ok());
        data.any(|folder| real.starts_with(folder)) || self.trust().owns(&real)
    }

    /// Says whose the programs in these cards are. Whoever runs cards says so first: a program of which nothing is known does
    /// not run unasked.
    pub(crate) fn introduce(&self, library: &Library) {
        for deck in &library.decks {
            let source = library.sources.get(deck.place.source.0);
            let programs = deck.cards.iter().filter_map(|card| {
                Some((card, card.experiment.as_ref()?.program.as_ref().map(program_hash)?))
            });
            let programs: Vec<_> = programs.collect();
            let Some(source) = source.filter(|_| !programs.is_empty()) else { continue };
            // A name that does not say exactly where the text is from says nothing.
            let path = Some(Path::new(&source.name)).filter(|_| !source.name.contains('\u{fffd}'));
            let is_own = Shelf::is_inside(source) || path.is_some_and(|path| self.is_own(path));
            let real = path.and_then(|path| path.canonicalize().ok());
            let origin = real.map_or_else(|| source.name.clone(), |real| real.display().to_string());
            for (card, hash) in programs {
                match is_own {
                    true => self.trust().know_own(hash),
                    false => self.trust().know(
                        hash,
                        Introduction {
                            name: format!("{}/{}", deck.id, card.id),
                            origin: origin.clone(),
                            word: source.name.clone(),
                        },
                    ),
                }
            }
        }
    }

    /// Declares a folder the learner's own: what is in it runs without a question.
    ///
    /// # Errors
    ///
    /// There is no such folder, or the book of agreements cannot be read or written.
    pub(crate) fn declare_own(&self, folder: &Path) -> Result<(), StoreError> {
        self.trust().change(|book, day| book.add_own(folder, day))
    }
}
