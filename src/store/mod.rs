//! Hands that keep files: decks, collections of others, agreements, evidence of earlier runs, the review history.
//!
//! Deliberately missing: what is in a deck (`deck` reads it) and where the user's folders are (`cli` knows).

mod apkg_read;
mod apkg_write;
mod book;
mod collections;
mod digest;
mod evidence;
mod file;
mod history;
mod index;
mod material;
mod number;
mod proofs;
mod protobuf;
mod shelf;
mod watcher;

pub use apkg_read::read_apkg;
pub use apkg_write::apkg;
pub use book::{Agreed, Book, Own, declare_own};
pub use collections::{Collection, Collections, belongs, decks_below, is_collection_name, put, sheets_below};
pub use digest::state_of;
pub use file::{append, replace, replace_with, save};
pub use history::{
    CardCount, Counted, Examined, Flaw, History, HistoryError, Joined, Known, LineFault, Salvaged, Scope,
    Stand, entry_line,
};
pub use index::{DeckFacts, Index, IndexedCard, Meaning, Spot};
pub use material::{Material, save_new, text_at};
pub use proofs::{Clock, Earlier, Key, Proofs};
pub use shelf::{Sheet, Shelf, StoreError};
pub use watcher::{Place, Watcher};
