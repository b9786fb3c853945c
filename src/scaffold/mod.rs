//! What a new deck, card or demo says: texts that are complete as they stand, so that `ttl check` has nothing to say against them.
//!
//! A card made from a demo asks about that demo's findings, so its key can be proven from the first moment. Deliberately missing: files
//! (`store`), the questions that lead here (`cli`), and whether a name is taken.

mod card;
mod deck;
mod demo;
mod name;
mod program;
mod toml;

pub use card::{Basis, CardPlan, NoBasis, card};
pub use deck::{DeckPlan, deck};
pub use demo::{Code, DemoPlan, NewFile, demo};
pub use name::{is_name, like};
