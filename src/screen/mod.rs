//! The screen: everything a person reads, and the only room that talks to them.
//!
//! Words of the house come in, lines go out: every function here takes what is to be shown and a [`Look`], and
//! returns lines that [`paper::print`] writes. Deliberately missing: processes, files, what comes next. Nothing here
//! asks the environment or the terminal how things should look; it is told.

mod cells;
mod clean;
mod code;
mod diagnostic;
mod glyphs;
mod grid;
mod highlight;
mod inline;
mod look;
mod markdown;
mod problem_help;
mod problem_label;
mod problem_sentence;
mod problem_terms;
#[cfg(test)]
mod sample;
mod scale;
mod scene;
mod spots;
mod strip;
mod summary;
mod table;
mod timeline;
mod values;
mod wrap;

pub mod paper;
pub mod stamp;
pub mod words;

pub use code::code;
pub use diagnostic::{Report, worst_last};
pub use inline::inline;
pub use look::Look;
pub use markdown::markdown;
pub use table::observations;
pub use timeline::picture;
