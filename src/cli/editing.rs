//! Editing a card in the middle of a review: the user's own editor at the card's line, and what is wrong with the deck afterwards.

use std::io;
use std::path::Path;

use anyhow::Result;

use super::settings::Settings;
use crate::flow::Library;
use crate::lab::{Editor, EditorError};
use crate::model::Source;
use crate::screen::{NotEdited, Notice, Report};
use crate::store::Shelf;

/// Opens a file at a line and reads it again; none, with a notice, where that could not be.
pub(super) fn edit(path: &Path, line: usize, settings: &Settings) -> Result<Result<Source, Notice>> {
    let opened = Editor::find(&settings.environment()).and_then(|editor| editor.open(path, Some(line)));
    if let Err(error) = opened {
        return Ok(Err(Notice::NotEdited(match error {
            EditorError::Unset => NotEdited::NoEditor,
            other => NotEdited::Failed(other.to_string()),
        })));
    }
    let Some(source) = Shelf::at(path)?.into_iter().next() else {
        return Ok(Err(Notice::NotEdited(NotEdited::Inside)));
    };
    let library = Library::read(vec![source.clone()]);
    // A program that was edited is the learner's own where the deck is.
    settings.introduce(&library);
    Report::new(&library.sources, &settings.talk).print(&mut io::stderr().lock(), &library.problems)?;
    Ok(Ok(source))
}
