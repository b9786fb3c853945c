//! Hand-made promises for the tests of this room.

use crate::model::{Class, ObservationSpec, Place, Stall, Text, ValueType};

/// The promise of a whole number.
pub(super) fn promise(id: &str, class: Class, stall: Stall) -> ObservationSpec {
    ObservationSpec {
        id: id.into(),
        kind: ValueType::Int,
        unit: None,
        class,
        stall,
        dead_band: None,
        with: None,
        instead: None,
        label: Text::default(),
        meaning: Text::default(),
        place: Place::default(),
    }
}
