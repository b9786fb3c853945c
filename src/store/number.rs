//! Numbers over names and texts, the same for ever and on every machine: with them many names are compared without reading them.

use std::ops::AddAssign;

/// Numbers are so large that they can be added up in a database without running over.
const MASK: u64 = (1 << 62) - 1;

/// The number of a text.
pub(super) fn number(text: &[u8]) -> i64 {
    let hash = blake3::hash(text);
    let first = hash.as_bytes().first_chunk::<8>().copied().unwrap_or_default();
    (u64::from_le_bytes(first) & MASK).cast_signed()
}

/// How many names there are, and the sum of their numbers, whatever their order: two heaps of the same sum are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Heap {
    pub(super) n: i64,
    pub(super) sum: i64,
}

impl AddAssign<i64> for Heap {
    /// Adds the number of one more name.
    fn add_assign(&mut self, number: i64) {
        self.n += 1;
        self.sum = (self.sum + number) & MASK.cast_signed();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heap(names: &[&str]) -> Heap {
        let mut heap = Heap::default();
        names.iter().for_each(|name| heap += number(name.as_bytes()));
        heap
    }

    #[test]
    fn a_heap_knows_its_names_and_not_their_order() {
        assert_eq!(heap(&["a", "b", "c"]), heap(&["c", "a", "b"]));
        // Names that differ in the same places are no reason for the same sum.
        assert_ne!(heap(&["a1", "b2"]), heap(&["a2", "b1"]));
        assert_ne!(heap(&["a", "a"]), heap(&["b", "b"]));
        assert!(heap(&["a", "b", "c", "d", "e"]).sum >= 0);
    }

    #[test]
    fn a_number_is_the_same_for_ever() {
        // Databases keep it.
        assert_eq!(number(b"one-lock"), 1_190_930_752_272_458_020);
    }
}
