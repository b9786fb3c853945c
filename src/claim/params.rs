//! Settings of a demo: what its parameters take.

use crate::model::{
    At, DemoSpec, Diagnostic, Experiment, Param, ParamType, Place, Problem, Value, Values, nearest,
};

/// Whether a parameter of that type takes the value.
pub fn param_takes(kind: &ParamType, value: &Value) -> bool {
    match (kind, value) {
        (ParamType::Int { min, max }, Value::Int(n)) => (min..=max).contains(&n),
        (ParamType::Float { min, max }, value @ (Value::Int(_) | Value::Float(_))) => {
            value.number().is_some_and(|x| (*min..=*max).contains(&x))
        }
        (ParamType::Bool, Value::Bool(_)) => true,
        (ParamType::Text(words), Value::Text(word)) => words.is_empty() || words.contains(word),
        _ => false,
    }
}

/// What a parameter takes, in a form that can be typed.
pub fn param_takes_words(kind: &ParamType) -> String {
    match kind {
        ParamType::Int { min, max } => format!("{min}..{max}"),
        ParamType::Float { min, max } => format!("{min:?}..{max:?}"),
        ParamType::Bool => "true | false".to_owned(),
        ParamType::Text(words) => words.join(" | "),
    }
}

/// A value typed as words (`--set name=value`), read as the parameter's type.
pub fn param_from_words(kind: &ParamType, words: &str) -> Option<Value> {
    let value = match kind {
        ParamType::Int { .. } => Value::Int(words.replace('_', "").parse().ok()?),
        ParamType::Float { .. } => Value::Float(words.parse().ok()?),
        ParamType::Bool => Value::Bool(words.parse().ok()?),
        ParamType::Text(_) => Value::Text(words.to_owned()),
    };
    param_takes(kind, &value).then_some(value)
}

/// Every parameter's value in an experiment, and every problem with what was set.
pub fn settings(experiment: &Experiment, spec: &DemoSpec) -> (Values, Vec<Diagnostic>) {
    let mut values: Values = spec.params.iter().map(|p| (p.id.clone(), p.default.clone())).collect();
    let mut problems = Vec::new();
    for (i, (name, value)) in experiment.set.iter().enumerate() {
        let place = experiment.set_places.get(i).cloned().unwrap_or_default();
        match spec.param(name) {
            Some(param) if param_takes(&param.kind, value) => {
                let float = matches!(param.kind, ParamType::Float { .. });
                let value = value.number().filter(|_| float).map_or_else(|| value.clone(), Value::Float);
                values.insert(name.clone(), value);
            }
            Some(param) => problems.push(bad_value(param, value, place)),
            None => problems.push(unknown(&At::new(name.clone(), place), spec)),
        }
    }
    (values, problems)
}

fn bad_value(param: &Param, value: &Value, place: Place) -> Diagnostic {
    let (param, takes) = (param.id.clone(), param_takes_words(&param.kind));
    Diagnostic::new(Problem::BadParam { param, found: value.to_string(), takes }, place)
}

fn unknown(name: &At<String>, spec: &DemoSpec) -> Diagnostic {
    let meant = nearest(&name.value, spec.params.iter().map(|p| p.id.as_str())).map(str::to_owned);
    let problem = Problem::UnknownParam { demo: spec.id.clone(), param: name.value.clone(), meant };
    Diagnostic::new(problem, name.place.clone())
}

#[cfg(test)]
mod tests {
    use super::super::sample::{at, spec};
    use super::*;

    #[test]
    fn what_is_typed_is_read_as_what_the_parameter_takes() {
        let int = ParamType::Int { min: -5, max: 2000 };
        let words = ParamType::Text(vec!["fast".into(), "slow".into()]);
        for (kind, typed, wanted) in [
            (&int, "-5", Some(Value::Int(-5))),
            (&int, "1_000", Some(Value::Int(1000))),
            (&int, "2001", None),
            (&int, "1.5", None),
            (&ParamType::Float { min: 0.0, max: 1.0 }, "1", Some(Value::Float(1.0))),
            (&ParamType::Float { min: 0.0, max: 1.0 }, "NaN", None),
            (&ParamType::Bool, "true", Some(Value::Bool(true))),
            (&ParamType::Bool, "yes", None),
            (&words, "fast", Some(Value::Text("fast".into()))),
            (&words, "faster", None),
            (&ParamType::Text(Vec::new()), "anything", Some(Value::Text("anything".into()))),
        ] {
            assert_eq!(param_from_words(kind, typed), wanted, "{typed} as {}", param_takes_words(kind));
        }
    }

    #[test]
    fn settings_are_defaults_and_what_was_set() {
        let set = |name: &str, value| Experiment {
            demo: at("sample"),
            set: Values::from([(name.to_owned(), value)]),
            ..Experiment::default()
        };
        let (values, problems) = settings(&set("share", Value::Int(1)), &spec());
        assert_eq!(values["n"], Value::Int(3));
        assert_eq!(values["share"], Value::Float(1.0), "a whole number is also a number");
        assert_eq!(problems, []);
        for (name, value, code) in [("n", Value::Int(10), "bad-param"), ("m", Value::Int(1), "unknown-param")]
        {
            let (values, problems) = settings(&set(name, value), &spec());
            assert_eq!(values["n"], Value::Int(3), "the default stays");
            assert_eq!(problems.iter().map(|d| d.problem.code()).collect::<Vec<_>>(), [code]);
        }
    }
}
