//! Thought about order and memory: which card comes next, where each option stands, what is known and when it is due.
//!
//! Deliberately missing: the log of answers itself and today's date, which are handed in; and any source of randomness but the
//! seed that is handed in.

mod grade;
mod layout;
mod memory;
mod path;
mod plan;
pub mod progress;
mod session;
mod sitting;
mod train;
mod written;

pub use grade::{Circumstances, grade};
pub use layout::Layout;
pub use memory::{Gap, Past, Rules};
pub use path::{Around, around, path};
pub use plan::{Candidate, DayPlan, Today, plan};
pub use session::{Order, Picked, Session, Tally, has_tag};
pub use sitting::Sitting;
pub use train::{ENOUGH, Graded, Losses, MOST, Training, foresight, train};
pub use written::{answer_words, beliefs, meaning, value_words};
