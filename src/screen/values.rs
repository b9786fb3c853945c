//! Values as a reader wants them: yes and no, digits in groups, not more of them than mean something.

use crate::model::{DemoSpec, Lang, Trial, Value};

use super::{Look, clean, glyphs, words};

/// The value in words, without its unit; words that the demo reports are said in the learner's language.
pub fn value(value: &Value, spec: &DemoSpec, lang: Lang) -> String {
    match value {
        Value::Bool(yes) => words::yes_no(*yes, lang).to_owned(),
        Value::Int(n) => grouped(&n.to_string()),
        Value::Float(x) => number(*x),
        // Nothing at all would look like a mistake.
        Value::Text(text) if text.is_empty() => "\"\"".to_owned(),
        Value::Text(text) => clean::line(&spec.word(text, lang).replace('\n', " / ")).into_owned(),
        Value::List(items) => {
            let said: Vec<&str> = items.iter().map(|item| spec.word(item, lang)).collect();
            clean::line(&said.join(", ")).into_owned()
        }
    }
}

/// A number with at most four digits that mean something, and all of those before the point.
pub fn number(x: f64) -> String {
    let size = x.abs();
    if x == 0.0 {
        return "0".to_owned();
    }
    if !(1e-6..1e15).contains(&size) {
        return format!("{x:.1e}");
    }
    #[expect(clippy::cast_possible_truncation, reason = "between -6 and 15")]
    let before = size.log10().floor() as i32;
    let after = usize::try_from(3 - before).unwrap_or(0);
    let digits = format!("{x:.after$}");
    let digits =
        if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { &digits };
    grouped(digits)
}

/// A count.
pub fn count(n: u64) -> String {
    grouped(&n.to_string())
}

/// Digits before the point in groups of three.
fn grouped(digits: &str) -> String {
    let (sign, rest) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let (whole, part) = rest.split_once('.').map_or((rest, None), |(whole, part)| (whole, Some(part)));
    let mut ready = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            ready.push(',');
        }
        ready.push(digit);
    }
    if let Some(part) = part {
        ready.push('.');
        ready.push_str(part);
    }
    ready
}

/// The text with every `{name}` replaced by the trial's value, or by a dash where the trial has none.
pub fn filled(text: &str, spec: &DemoSpec, trial: &Trial, look: &Look) -> String {
    let mut ready = String::with_capacity(text.len());
    let mut left = text;
    while let Some(open) = left.find('{') {
        let (head, tail) = left.split_at(open);
        ready.push_str(head);
        let name = tail[1..].split_once('}').map(|(name, _)| name).filter(|name| is_name(name));
        match name {
            Some(name) => {
                let found = trial.value(name).map(|found| value(found, spec, look.lang));
                ready.push_str(&found.unwrap_or_else(|| glyphs::strokes(look.unicode).missing.to_owned()));
                left = &tail[name.len() + 2..];
            }
            None => {
                ready.push('{');
                left = &tail[1..];
            }
        }
    }
    ready.push_str(left);
    ready
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_show_four_digits_that_mean_something() {
        let shown: Vec<String> =
            [0.00048, 1.0, 1.0384, 21.2234, 24142.7, -1234.5, 2e-9, 0.1 + 0.2].map(number).into();
        assert_eq!(shown, ["0.00048", "1", "1.038", "21.22", "24,143", "-1,234", "2.0e-9", "0.3"]);
        assert_eq!(value(&Value::Int(-1_000_000), &DemoSpec::default(), Lang::En), "-1,000,000");
    }

    #[test]
    fn names_in_braces_become_values_and_missing_ones_a_dash() {
        let look = Look { width: 80, unicode: true, colour: false, lang: Lang::Ko };
        let mut trial = Trial::default();
        trial.observations.insert("a.early".into(), Value::Bool(true));
        trial.params.insert("n".into(), Value::Int(20));
        assert_eq!(
            filled("{a.early} {params.n} {gone} {} {\u{1b}} {", &DemoSpec::default(), &trial, &look),
            "예 20 – {} {\u{1b}} {"
        );
    }
}
