//! One observation over all runs: what is typical, and between which bounds.
//!
//! Deliberately missing: judgement. Nothing here says whether a value is as it should be.

use crate::model::{DemoSpec, ObservationSpec, Trial, Value};

use super::{Look, cells, glyphs, inline, values, words};

/// Units up to this width stand behind the value, longer ones beside the name.
const SHORT_UNIT: usize = 3;

/// The runs that count: those that reached their end, or all where none did.
pub(super) fn counted(trials: &[Trial]) -> Vec<&Trial> {
    let complete: Vec<&Trial> = trials.iter().filter(|trial| trial.complete).collect();
    if complete.is_empty() { trials.iter().collect() } else { complete }
}

/// The typical value with its unit, and on a second line the bounds, where the runs differ; none: nobody reported it.
pub(super) fn summary(
    promise: &ObservationSpec,
    spec: &DemoSpec,
    trials: &[&Trial],
    look: &Look,
) -> Option<String> {
    let mut seen: Vec<&Value> = trials.iter().filter_map(|trial| trial.value(&promise.id)).collect();
    let unit = unit(promise, look).filter(|unit| cells::width(unit) <= SHORT_UNIT);
    let with_unit = |words: String| match &unit {
        Some(unit) if unit == "%" => format!("{words}{unit}"),
        Some(unit) => format!("{words} {unit}"),
        None => words,
    };
    let first = *seen.first()?;
    if seen.iter().all(|value| *value == first) {
        return Some(with_unit(values::value(first, spec, look.lang)));
    }
    if seen.iter().all(|value| matches!(value, Value::Int(_) | Value::Float(_))) {
        seen.sort_by(|a, b| a.number().partial_cmp(&b.number()).unwrap_or(std::cmp::Ordering::Equal));
        // The lower middle, so that what is shown was really seen.
        let middle = values::value(seen[(seen.len() - 1) / 2], spec, look.lang);
        let (least, most) =
            (values::value(seen[0], spec, look.lang), values::value(seen[seen.len() - 1], spec, look.lang));
        return Some(format!("{}\n{least}{}{most}", with_unit(middle), glyphs::strokes(look.unicode).to));
    }
    let often = |value: &Value| seen.iter().filter(|other| **other == value).count();
    let usual = seen.iter().rev().max_by_key(|value| often(value))?;
    let share = words::in_runs(often(usual), seen.len(), look.lang);
    Some(format!("{}\n{share}", with_unit(values::value(usual, spec, look.lang))))
}

/// The name of the row, with the unit where it is too long to stand behind every value.
pub(super) fn label(promise: &ObservationSpec, look: &Look) -> String {
    let label = inline::words(promise.label.get(look.lang), look);
    match unit(promise, look).filter(|unit| cells::width(unit) > SHORT_UNIT) {
        Some(unit) => format!("{label} ({unit})"),
        None => label,
    }
}

fn unit(promise: &ObservationSpec, look: &Look) -> Option<String> {
    promise.unit.as_ref().map(|unit| inline::words(unit.get(look.lang), look)).filter(|unit| !unit.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Class, Lang, Text, ValueType};
    use crate::screen::sample::{look, observation};

    fn over(values: &[Value], unit: &str) -> Option<String> {
        let promise =
            observation("x", ValueType::Int, Class::Forced, Text::plain("x"), Some(Text::plain(unit)));
        let trial = |value: &Value| Trial {
            complete: true,
            observations: [("x".to_owned(), value.clone())].into(),
            ..Trial::default()
        };
        let trials: Vec<Trial> = values.iter().map(trial).collect();
        summary(&promise, &DemoSpec::default(), &counted(&trials), &look(80, Lang::En, true))
    }

    #[test]
    fn runs_that_agree_show_one_value() {
        assert_eq!(over(&[Value::Int(3), Value::Int(3)], "ms").as_deref(), Some("3 ms"));
        assert_eq!(over(&[Value::Int(3)], "updates").as_deref(), Some("3"));
        assert_eq!(over(&[], "ms"), None);
    }

    #[test]
    fn runs_that_differ_show_a_value_that_was_seen_and_the_bounds() {
        let values = [Value::Int(90), Value::Float(2.5), Value::Int(7), Value::Int(8)];
        assert_eq!(over(&values, "%").as_deref(), Some("7%\n2.5–90"));
    }

    #[test]
    fn words_that_differ_are_counted() {
        let values = [Value::Bool(true), Value::Bool(false), Value::Bool(true)];
        assert_eq!(over(&values, "").as_deref(), Some("yes\n2 of 3"));
    }
}
