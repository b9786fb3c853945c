//! Thought about order: which card comes next and where each option stands.
//!
//! Deliberately missing: reviews and due dates, which need a history; and any source of randomness but the
//! seed that is handed in.

mod layout;
mod session;

pub use layout::Layout;
pub use session::{Order, Picked, Session, Tally, has_tag};
