//! What study notes say: statements of fact with a judgement, which cards teach or put right.

use super::Text;

/// A statement of the study notes.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteClaim {
    /// Its id, which cards name.
    pub id: String,
    /// The note that makes it.
    pub note: String,
    /// What it is about; a deck of that name teaches it.
    pub topic: String,
    /// Whether it is so.
    pub status: Status,
    /// The statement.
    pub says: Text,
}

/// What became of a statement when it was looked into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// It is so.
    True,
    /// It is so under conditions that the note leaves out.
    Conditions,
    /// There is more to it.
    Oversimplified,
    /// It is not so on modern systems.
    Wrong,
}

impl Status {
    /// Every status with the name that the list of statements writes.
    pub const ALL: [(Status, &'static str); 4] = [
        (Status::True, "true"),
        (Status::Conditions, "conditions"),
        (Status::Oversimplified, "oversimplified"),
        (Status::Wrong, "wrong"),
    ];

    /// The name that the list of statements writes.
    pub fn name(self) -> &'static str {
        Status::ALL.iter().find(|(status, _)| *status == self).map_or("", |(_, name)| name)
    }
}
