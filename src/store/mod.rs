//! Hands that keep files: decks for now; review history comes to live here too.
//!
//! Deliberately missing: what is in a deck (`deck` reads it) and where the user's folders are (`cli` knows).

mod apkg_read;
mod apkg_write;
mod file;
mod material;
mod protobuf;
mod shelf;

pub use apkg_read::read_apkg;
pub use apkg_write::apkg;
pub use file::{replace, save};
pub use material::{Material, save_new, text_at};
pub use shelf::{Sheet, Shelf, StoreError};
