//! The stories: what happens in which order, and nothing else.
//!
//! Deliberately missing: arguments, colours, file names and processes. Whoever wants to know what the product
//! does reads `quiz`, `check` and `demo`.

mod check;
mod compare;
mod create;
mod demo;
mod disturb;
mod doctor;
mod export;
mod import;
mod library;
mod quiz;
mod record;

pub use check::{Proving, check, is_bad};
pub use compare::{Series, compare};
pub use create::{NotCreated, create_card, create_deck, create_demo, deck_schema_path, see_once};
pub use demo::demo;
pub use disturb::{Disturbed, Plan, disturb};
pub use doctor::doctor;
pub use export::{Exported, Here, Wanted, export};
pub use import::{Arrival, Fate, Goal, Import, Imported, import, import_failed};
pub use library::{Library, Selection};
pub use quiz::{RunPolicy, quiz};
pub use record::{Recording, record};
