//! Values: what parameters are set to and what observations report.

use std::collections::BTreeMap;
use std::fmt;

/// A value of a parameter or an observation.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A truth value.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number; never NaN when it came through the wire.
    Float(f64),
    /// A word or sentence.
    Text(String),
    /// A list of words, for instance events in their order.
    List(Vec<String>),
}

/// Values by name.
pub type Values = BTreeMap<String, Value>;

impl Value {
    /// The value as a number: numbers themselves, and truth values as 0 and 1.
    pub fn number(&self) -> Option<f64> {
        match self {
            Value::Bool(b) => Some(f64::from(u8::from(*b))),
            #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
            Value::Int(n) => Some(*n as f64),
            Value::Float(x) => Some(*x),
            Value::Text(_) | Value::List(_) => None,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Bool(b) => write!(f, "{b}"),
            Value::Int(n) => write!(f, "{n}"),
            Value::Float(x) if *x != 0.0 && x.abs() < 0.001 => write!(f, "{x:.1e}"),
            Value::Float(x) if x.abs() < 10.0 => {
                let digits = format!("{x:.3}");
                f.write_str(digits.trim_end_matches('0').trim_end_matches('.'))
            }
            Value::Float(x) => {
                let digits = format!("{x:.1}");
                f.write_str(digits.trim_end_matches('0').trim_end_matches('.'))
            }
            Value::Text(words) => f.write_str(words),
            Value::List(items) => f.write_str(&items.join(" ")),
        }
    }
}
