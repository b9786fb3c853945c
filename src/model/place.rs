//! Places: where in which text something stands.

use std::ops::Range;

/// The number of a [`Source`] among the sources of one reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub usize);

/// A text that an author wrote, with the name under which people know it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// A path, or the name of a text inside the binary.
    pub name: String,
    /// The text itself.
    pub text: String,
}

/// A stretch of a source, in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Which source.
    pub source: SourceId,
    /// First byte and the byte after the last one.
    pub span: Range<usize>,
}

impl Place {
    /// Whether another place begins inside this one.
    pub fn holds(&self, other: &Place) -> bool {
        self.source == other.source && self.span.contains(&other.span.start)
    }

    /// The place of a part of the text at this place; `part` counts from the start of this place.
    pub fn part(&self, part: Range<usize>) -> Place {
        Place { source: self.source, span: self.span.start + part.start..self.span.start + part.end }
    }
}

/// Something together with where it was written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct At<T> {
    /// The thing.
    pub value: T,
    /// Where it stands; for strings the text between the quotes.
    pub place: Place,
}

impl<T> At<T> {
    /// The thing at that place.
    pub fn new(value: T, place: Place) -> Self {
        At { value, place }
    }

    /// Another thing at the same place.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> At<U> {
        At { value: make(self.value), place: self.place }
    }
}
