//! A demo's promise to test claims with: one observation of a few classes, one parameter.

use crate::model::{
    At, Class, DemoSpec, ObservationSpec, Param, ParamType, Place, Stall, Text, Value, ValueType,
};

fn observation(id: &str, kind: ValueType, class: Class, stall: Stall) -> ObservationSpec {
    ObservationSpec {
        id: id.into(),
        kind,
        unit: None,
        class,
        stall,
        dead_band: (class == Class::Accounting).then_some((2.0, 10.0)),
        with: None,
        instead: None,
        label: Text::plain(id),
        meaning: Text::plain(id),
        place: Place::default(),
    }
}

/// The promise.
pub(super) fn spec() -> DemoSpec {
    let n = Param {
        id: "n".into(),
        kind: ParamType::Int { min: 1, max: 9 },
        default: Value::Int(3),
        help: Text::plain("n"),
    };
    let share = Param {
        id: "share".into(),
        kind: ParamType::Float { min: 0.0, max: 1.0 },
        default: Value::Float(0.5),
        ..n.clone()
    };
    DemoSpec {
        id: "sample".into(),
        params: vec![n, share],
        observations: vec![
            observation("cell.n", ValueType::Int, Class::Forced, Stall::None),
            observation("word", ValueType::Text, Class::Forced, Stall::None),
            observation("seen", ValueType::Bool, Class::Witness, Stall::Down),
            observation("switches", ValueType::Int, Class::Accounting, Stall::Up),
            observation("ratio", ValueType::Float, Class::Ratio, Stall::Either),
        ],
        ..DemoSpec::default()
    }
}

/// A text without a place.
pub(super) fn at(text: &str) -> At<String> {
    At { value: text.to_owned(), ..At::default() }
}
