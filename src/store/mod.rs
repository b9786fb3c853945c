//! Hands that keep files: decks, and evidence of earlier runs; review history comes to live here too.
//!
//! Deliberately missing: what is in a deck (`deck` reads it) and where the user's folders are (`cli` knows).

mod digest;
mod evidence;
mod file;
mod proofs;
mod shelf;
mod watcher;

pub use digest::state_of;
pub use file::save;
pub use proofs::{Clock, Earlier, Key, Proofs};
pub use shelf::{Shelf, StoreError};
pub use watcher::{Place, Watcher};
