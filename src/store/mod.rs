//! Hands that keep files: decks, collections of others, agreements; review history comes to live here too.
//!
//! Deliberately missing: what is in a deck (`deck` reads it) and where the user's folders are (`cli` knows).

mod book;
mod collections;
mod file;
mod shelf;

pub use book::{Agreed, Book, Own, declare_own};
pub use collections::{Collection, Collections, belongs, decks_below, is_collection_name, put};
pub use file::save;
pub use shelf::{Shelf, StoreError};
