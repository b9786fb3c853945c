//! The stories: what happens in which order, and nothing else.
//!
//! Deliberately missing: arguments, colours, file names and processes. Whoever wants to know what the product
//! does reads `quiz`, `check` and `demo`.

mod check;
mod compare;
mod demo;
mod disturb;
mod doctor;
mod export;
mod import;
mod library;
mod lint;
mod quiz;
mod record;

pub use check::{Proving, check, is_bad};
pub use compare::{Series, compare};
pub use demo::demo;
pub use disturb::{Disturbed, Plan, disturb};
pub use doctor::doctor;
pub use export::{Exported, Here, Wanted, export};
pub use import::{Arrival, Fate, Goal, Import, Imported, import, import_failed};
pub use library::{Library, Selection};
pub use lint::{Scope, lint};
pub use quiz::{RunPolicy, quiz};
pub use record::{Recording, record};
