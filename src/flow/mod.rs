//! The stories: what happens in which order, and nothing else.
//!
//! Deliberately missing: arguments, colours, file names and processes. Whoever wants to know what the product
//! does reads `quiz`, `check` and `demo`.

mod board;
mod cards;
mod check;
mod clock;
mod compare;
mod contents;
mod create;
mod demo;
mod disturb;
mod doctor;
mod export;
mod import;
mod indexed;
mod library;
mod lint;
mod notebook;
mod progress;
mod proving;
mod quiz;
mod record;
mod review;
mod roll;
mod seat;
mod train;
mod watch;

pub use cards::{CardFacts, Cards, ReadCards};
pub use check::{Proving, check, is_bad, waiting};
pub use clock::Clock;
pub use compare::{Series, compare};
pub use contents::{Contents, Difference};
pub use create::{NotCreated, create_card, create_deck, create_demo, deck_schema_path, see_once};
pub use demo::demo;
pub use disturb::{Disturbed, Plan, disturb};
pub use doctor::doctor;
pub use export::{Exported, Here, Wanted, export};
pub use import::{Arrival, Fate, Goal, Import, Imported, import, import_failed};
pub use indexed::IndexedCards;
pub use library::{Library, Selection};
pub use lint::{Scope, lint};
pub use notebook::{Given, Notebook, Receipt};
pub use progress::{Chosen, Detail, chosen, progress};
pub use proving::{Known, Plan as ProofPlan, check_with};
pub use quiz::quiz;
pub use record::{Recording, record};
pub use review::{Desk as ReviewDesk, Wanted as ReviewWanted, plan_day, review};
pub use roll::{Away, Named, Why, away, named, present, remembered};
pub use train::{LastTraining, last_training, train, train_if_due};
pub use watch::{News, Watch, watch};

pub use crate::model::RunPolicy;

/// Whether something ended because all trials were ended.
fn is_interrupted(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(crate::lab::LabError::Interrupted))
}
