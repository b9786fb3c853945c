//! The screen: everything a person reads, and the only room that talks to them.
//!
//! Words of the house come in, lines go out: every function here takes what is to be shown and a [`Look`], and
//! returns lines that [`paper::print`] writes. Deliberately missing: processes, files, what comes next. Nothing here
//! asks the environment or the terminal how things should look; it is told.

mod anki_notes;
mod anki_words;
mod author;
mod board;
mod cells;
mod clean;
mod code;
mod desk;
mod desk_lines;
mod diagnostic;
mod effect;
mod evidence;
mod export_svg;
mod export_trace;
mod foreign_words;
mod glyphs;
mod grid;
mod highlight;
mod json;
mod learner;
mod listing;
mod look;
mod markdown;
mod ndjson;
mod plain;
mod problem_help;
mod problem_label;
mod problem_sentence;
mod problem_terms;
#[cfg(test)]
mod sample;
mod scale;
mod scene;
mod sheet;
mod spots;
mod strip;
mod summary;
mod table;
mod terminal;
mod theme;
mod timeline;
mod typed;
mod values;
mod wrap;

pub mod catalogue;
pub mod check_report;
pub mod comparison;
pub mod demo_report;
pub mod disturb_report;
pub mod doctor;
pub mod door_words;
pub mod exchange_report;
pub mod exchange_words;
pub mod help_words;
pub mod html;
pub mod inline;
pub mod new_words;
pub mod notes;
pub mod page;
pub mod paper;
pub mod proof_words;
pub mod quiz_words;
pub mod report_words;
pub mod schema_page;
pub mod schema_words;
pub mod show;
pub mod stamp;
pub mod watch_words;
pub mod words;

pub use anki_notes::{Front, anki_notes};
pub use author::{Author, Board, Cause, Item, Press, Stage};
pub use code::code;
pub use desk::{Desk, leave as leave_board, read_press};
pub use desk_lines::{DeskLines, press as typed_press};
pub use diagnostic::{Report, worst_last};
pub use export_svg::drawing;
pub use export_trace::trace_events;
pub use inline::inline;
pub use learner::{Learner, Question, Reply, Run, Wish};
pub use listing::listings;
pub use look::Look;
pub use markdown::markdown;
pub use ndjson::JsonLines;
pub use plain::Plain;
pub use table::observations;
pub use terminal::Terminal;
pub use timeline::picture;
