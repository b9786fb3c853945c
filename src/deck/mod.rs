//! Thought about text: decks and the promises of demos, read from TOML.
//!
//! Reading never stops at the first problem: it returns everything it could build and everything that is
//! wrong, each with its place. Deliberately missing: files (it is handed text) and any knowledge of whether
//! a demo can run.

mod alone;
mod blocks;
mod body;
mod card;
mod lint;
mod lint_across;
mod lint_claims;
mod lint_order;
mod notes;
mod program;
mod promise;
mod quoted;
mod reader;
mod schema;
mod settings;
mod table;

pub use alone::{Alone, Cut, cut, read_alone, read_head};
pub use card::read_deck;
pub use lint::{Demos, Known, Linter, lint};
pub use lint_order::Elsewhere;
pub use notes::read_notes;
pub use program::{known_languages, program_promise, read_languages};
pub use promise::read_promise;
pub use schema::{GENERATED, deck_schema, demo_schema};
pub use settings::{Given, SETTINGS, Setting, read_settings};
