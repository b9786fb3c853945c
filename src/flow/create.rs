//! The story of something new: a deck, a card or a demo is written, complete as it stands, and nothing is written over.

use std::path::{Path, PathBuf};

use anyhow::Result;
use thiserror::Error;

use crate::deck::{self, read_deck};
use crate::lab::{Lab, Limits};
use crate::model::{At, DemoSpec, Experiment, Place, Severity, Source, SourceId, Values};
use crate::scaffold::{self, CardPlan, DeckPlan, DemoPlan, NoBasis};
use crate::store;

/// Where editors find the schemas, seen from the folder of the decks or demos.
const SCHEMAS: &str = ".ttl";

/// Why nothing was written.
#[derive(Debug, Error)]
pub enum NotCreated {
    /// There is something of that name already.
    #[error("`{0}` is there already")]
    Taken(PathBuf),
    /// A card cannot be made from what it was given.
    #[error("no card can be made from that")]
    NoBasis(NoBasis),
    /// The deck would no longer be read with the card at its end.
    #[error("a card cannot be put at the end of `{0}`")]
    DoesNotFit(PathBuf),
    /// There is a card of that name in the deck already.
    #[error("the deck has a card `{0}` already")]
    TakenCard(String),
}

impl From<NoBasis> for NotCreated {
    fn from(why: NoBasis) -> Self {
        NotCreated::NoBasis(why)
    }
}

/// Writes a new deck into `folder`, with its schema beside it; every file that was written, the deck first.
///
/// # Errors
///
/// [`NotCreated`], or a file cannot be written.
pub fn create_deck(folder: &Path, plan: &DeckPlan<'_>, schema: &serde_json::Value) -> Result<Vec<PathBuf>> {
    let path = folder.join(format!("{}.toml", plan.id));
    if path.exists() {
        return Err(NotCreated::Taken(path).into());
    }
    let text = scaffold::deck(plan).map_err(NotCreated::from)?;
    store::save_new(&path, text.as_bytes())?;
    Ok(with_schema(vec![path], &folder.join(deck_schema_path()), schema)?)
}

/// Where the schema of a deck lies, seen from its folder.
pub fn deck_schema_path() -> String {
    format!("{SCHEMAS}/deck.schema.json")
}

/// Writes a new demo into a folder of its own in `folder`, with its schema beside that; every file that was written, the promise first.
///
/// # Errors
///
/// [`NotCreated`], or a file cannot be written.
pub fn create_demo(folder: &Path, plan: &DemoPlan<'_>, schema: &serde_json::Value) -> Result<Vec<PathBuf>> {
    let home = folder.join(plan.id);
    if home.exists() {
        return Err(NotCreated::Taken(home).into());
    }
    let mut written = Vec::new();
    for file in scaffold::demo(plan) {
        let path = home.join(file.path);
        store::save_new(&path, file.text.as_bytes())?;
        written.push(path);
    }
    Ok(with_schema(written, &folder.join(SCHEMAS).join("demo.schema.json"), schema)?)
}

/// Writes the schema where there is none, or an older one that this program wrote.
fn with_schema(
    mut written: Vec<PathBuf>,
    path: &Path,
    schema: &serde_json::Value,
) -> Result<Vec<PathBuf>, store::StoreError> {
    let text = format!("{schema:#}\n");
    match store::text_at(path)? {
        None => store::save_new(path, text.as_bytes())?,
        Some(old) if old == text || !old.contains(deck::GENERATED) => return Ok(written),
        Some(_) => store::save(path, &text)?,
    }
    written.push(path.to_owned());
    Ok(written)
}

/// Puts a new card at the end of a deck; the text that was put there. Nothing else in the file is touched.
///
/// # Errors
///
/// [`NotCreated`], or the file cannot be read or written.
pub fn create_card(source: &Source, path: &Path, plan: &CardPlan<'_>) -> Result<String> {
    let (before, old) = read_deck(source, SourceId(0));
    let n_before = before.as_ref().map_or(0, |deck| deck.cards.len());
    if before.is_some_and(|deck| deck.cards.iter().any(|card| card.id == plan.id)) {
        return Err(NotCreated::TakenCard(plan.id.to_owned()).into());
    }
    let mut card = scaffold::card(plan).map_err(NotCreated::from)?;
    let gap = if source.text.ends_with("\n\n") {
        ""
    } else if source.text.ends_with('\n') {
        "\n"
    } else {
        "\n\n"
    };
    card.insert_str(0, gap);
    if source.text.contains("\r\n") {
        card = card.replace('\n', "\r\n");
    }
    let is_sound = |text: String| {
        let (deck, problems) = read_deck(&Source { name: source.name.clone(), text }, SourceId(0));
        let n_errors = |problems: &[crate::model::Diagnostic]| {
            problems.iter().filter(|problem| problem.severity() == Severity::Error).count()
        };
        deck.is_some_and(|deck| deck.cards.len() == n_before + 1) && n_errors(&problems) <= n_errors(&old)
    };
    let whole = format!("{}{card}", source.text);
    if !is_sound(whole.clone()) {
        return Err(NotCreated::DoesNotFit(path.to_owned()).into());
    }
    store::append(path, &card)?;
    match store::text_at(path)? {
        Some(text) if text == whole => Ok(card),
        _ => Err(NotCreated::DoesNotFit(path.to_owned()).into()),
    }
}

/// What one trial of a demo reports.
///
/// # Errors
///
/// It cannot be started.
pub fn see_once(lab: &dyn Lab, spec: &DemoSpec) -> Result<Values> {
    let demo = At::new(spec.id.clone(), Place::default());
    let experiment = Experiment { demo, ..Experiment::default() };
    let evidence = lab.run(&experiment, Limits { trials: 1, budget: None }, &mut |_| true)?;
    Ok(evidence.trials.into_iter().next().map(|trial| trial.observations).unwrap_or_default())
}
