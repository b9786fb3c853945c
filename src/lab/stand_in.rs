//! Reads as much of a promise as this room's tests need, until `deck::read_promise` is there.

use crate::model::{
    Class, DemoSpec, Diagnostic, Instrument, Launch, ObservationSpec, Param, ParamType, Place, Problem,
    Requirement, Source, SourceId, Stall, Text, Value, ValueType,
};

/// Stand-in for `deck::read_promise`.
pub(super) fn read_promise(source: &Source, id: SourceId) -> (Option<DemoSpec>, Vec<Diagnostic>) {
    let place = Place { source: id, span: 0..0 };
    let Ok(root) = source.text.parse::<toml::Table>() else {
        return (None, vec![Diagnostic::new(Problem::Syntax("no TOML".into()), place)]);
    };
    let word = |table: &toml::Value, key: &str| table.get(key).and_then(|v| v.as_str()).map(str::to_owned);
    let list = |key: &str| root.get(key).and_then(|v| v.as_array()).cloned().unwrap_or_default();
    let Some(demo) = root.get("demo") else { return (None, Vec::new()) };
    let command: Vec<String> = demo
        .get("command")
        .and_then(|v| v.as_array())
        .map(|words| words.iter().filter_map(|w| w.as_str().map(str::to_owned)).collect())
        .unwrap_or_default();
    let requires = list("require").into_iter().filter_map(|table| {
        let table = &table;
        let install = Text::plain(word(table, "install").unwrap_or_default());
        if let Some(name) = word(table, "program") {
            return Some(Requirement::Program { name, env: word(table, "env"), install });
        }
        if let Some(n) = table.get("cpus").and_then(toml::Value::as_integer) {
            return Some(Requirement::Cpus { at_least: u32::try_from(n).ok()?, install });
        }
        let name = word(table, "instrument")?;
        let (instrument, _) = Instrument::ALL.iter().find(|(_, n)| *n == name)?;
        Some(Requirement::Instrument { instrument: *instrument, install })
    });
    let observations = list("observation");
    let observations = observations.iter().filter_map(|table| {
        let kind = word(table, "type")?;
        Some(ObservationSpec {
            id: word(table, "id")?,
            kind: ValueType::ALL.iter().find(|(_, n)| *n == kind)?.0,
            unit: None,
            class: Class::Forced,
            stall: Stall::None,
            dead_band: None,
            with: None,
            instead: None,
            label: Text::default(),
            meaning: Text::default(),
            place: place.clone(),
        })
    });
    let params = list("param");
    let params = params.iter().filter_map(|table| {
        let default = Value::Int(table.get("default")?.as_integer()?);
        let kind = ParamType::Int { min: 0, max: 9 };
        Some(Param { id: word(table, "id")?, kind, default, help: Text::default() })
    });
    let spec = DemoSpec {
        id: word(demo, "id").unwrap_or_default(),
        deadline_ms: demo
            .get("deadline_ms")
            .and_then(toml::Value::as_integer)
            .map_or(5000, i64::unsigned_abs),
        source: word(demo, "source").unwrap_or_default(),
        launch: if command.is_empty() { Launch::Itself } else { Launch::Program(command) },
        requires: requires.collect(),
        params: params.collect(),
        observations: observations.collect(),
        ..DemoSpec::default()
    };
    (Some(spec), Vec::new())
}
