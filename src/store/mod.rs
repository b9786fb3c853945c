//! Hands that keep files: decks, collections of others, agreements; review history comes to live here too.
//!
//! Deliberately missing: what is in a deck (`deck` reads it) and where the user's folders are (`cli` knows).

mod apkg_read;
mod apkg_write;
mod book;
mod collections;
mod file;
mod material;
mod protobuf;
mod shelf;

pub use apkg_read::read_apkg;
pub use apkg_write::apkg;
pub use book::{Agreed, Book, Own, declare_own};
pub use collections::{Collection, Collections, belongs, decks_below, is_collection_name, put};
pub use file::{append, replace, save};
pub use material::{Material, save_new, text_at};
pub use shelf::{Shelf, StoreError};
