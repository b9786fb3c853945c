//! Texts made from a schema: every key that it allows, in every kind of table, and the same texts with one thing wrong.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

/// Texts that together use every key, every kind and every form of a value that `schema` allows.
pub(super) fn samples(schema: &Value) -> Vec<Value> {
    let mut made = forms(schema);
    for text in &mut made {
        name(text, &mut 0);
        put_in_order(text);
    }
    made
}

/// The values of a table's `if` key that make a difference, each with what then counts.
pub(super) fn kinds(table: &Value) -> Vec<(String, String, Value)> {
    let (mut found, mut rule) = (Vec::new(), table);
    while let Some(Value::Object(asked)) = rule.get("if").and_then(|asked| asked.get("properties")) {
        for (key, wanted) in asked {
            let name = wanted["const"].as_str().expect("a name");
            found.push((key.clone(), name.to_owned(), rule["then"].clone()));
        }
        rule = &rule["else"];
    }
    found
}

/// The keys that a table may have, given what counts for its kind.
pub(super) fn keys(table: &Value, then: &Value) -> Vec<String> {
    let refused = |key: &str| then.pointer(&format!("/properties/{key}")) == Some(&Value::Bool(false));
    let all = table["properties"].as_object().into_iter().flatten();
    all.map(|(key, _)| key.clone()).filter(|key| !refused(key)).collect()
}

/// Forms of a value.
fn forms(schema: &Value) -> Vec<Value> {
    if let Some(only) = schema.get("const") {
        return vec![only.clone()];
    }
    if let Some(names) = schema.get("enum").and_then(Value::as_array) {
        return names.clone();
    }
    if let Some(any) = schema.get("oneOf").or(schema.get("anyOf")).and_then(Value::as_array)
        && schema.get("properties").is_none()
    {
        return any.iter().flat_map(forms).collect();
    }
    let types = schema["type"].as_array().cloned().unwrap_or_else(|| vec![schema["type"].clone()]);
    types.iter().flat_map(|name| forms_of(name.as_str().unwrap_or_default(), schema)).collect()
}

fn forms_of(name: &str, schema: &Value) -> Vec<Value> {
    match name {
        "string" if schema["pattern"].as_str().is_some_and(|pattern| pattern.contains('%')) => {
            vec![json!("20%"), json!("x10"), json!("0.5 %")]
        }
        "string" => vec![json!("w")],
        "boolean" => vec![json!(true)],
        "integer" => vec![json!(schema["minimum"].as_i64().unwrap_or(1).max(1))],
        "number" => vec![json!(1), json!(1.5)],
        "array" => arrays(schema),
        "object" => objects(schema),
        other => panic!("{other:?} in {schema}"),
    }
}

fn arrays(schema: &Value) -> Vec<Value> {
    let n_items = schema["minItems"].as_u64().unwrap_or(1);
    if schema["items"]["properties"].is_null() {
        return vec![(0..n_items).map(|i| next(&schema["items"], i)).collect()];
    }
    let repeated = |form: Value| (0..n_items).map(|_| form.clone()).collect();
    forms(&schema["items"]).into_iter().map(repeated).collect()
}

fn next(schema: &Value, i: u64) -> Value {
    match forms(schema).remove(0) {
        Value::Number(_) => json!(i),
        form => form,
    }
}

fn objects(schema: &Value) -> Vec<Value> {
    let mut kinds = kinds(schema);
    let discriminator = kinds.first().map(|(key, ..)| key.clone());
    if let Some(key) = discriminator {
        let named: Vec<String> = kinds.iter().map(|(_, name, _)| name.clone()).collect();
        let others = forms(&schema["properties"][&key]).into_iter();
        let others = others.filter_map(|name| name.as_str().map(str::to_owned));
        let rest: Vec<_> = others.filter(|name| !named.contains(name)).collect();
        kinds.extend(rest.into_iter().map(|name| (key.clone(), name, json!({}))));
    } else {
        kinds.push((String::new(), String::new(), json!({})));
    }
    let either = schema.pointer("/not/required").and_then(Value::as_array).cloned();
    let either: Vec<Option<Value>> = either.map_or(vec![None], |keys| keys.into_iter().map(Some).collect());
    let mut found = Vec::new();
    for (key, name, then) in &kinds {
        let wanted = then["required"].as_array().cloned().unwrap_or_default();
        for left_out in either.iter().filter(|out| out.as_ref().is_none_or(|out| !wanted.contains(out))) {
            let mut kept = keys(schema, then);
            kept.retain(|key| left_out.as_ref().is_none_or(|out| out != key));
            found.extend(tables(schema, then, &kept, (key, name)));
        }
    }
    match found.is_empty() {
        true => vec![json!({ "en": "w" })],
        false => found,
    }
}

/// As many tables as it takes for every key to have had each of its forms.
fn tables(schema: &Value, then: &Value, kept: &[String], kind: (&str, &str)) -> Vec<Value> {
    let form = |key: &String| match key == kind.0 {
        true => vec![json!(kind.1)],
        false => forms(&within(&schema["properties"][key], &then["properties"][key])),
    };
    let forms: Vec<(&String, Vec<Value>)> = kept.iter().map(|key| (key, form(key))).collect();
    let n_forms = forms.iter().map(|(_, forms)| forms.len()).max().unwrap_or(0);
    let table = |i: usize| -> Value {
        let entries = forms.iter().map(|(key, forms)| ((*key).clone(), forms[i % forms.len()].clone()));
        let mut table: Map<String, Value> = entries.collect();
        if let Some(contained) = then.pointer("/properties/choice/contains/properties/correct/const") {
            for (i, choice) in table["choice"].as_array_mut().into_iter().flatten().enumerate() {
                choice["correct"] = if i == 0 { contained.clone() } else { json!(false) };
            }
        }
        Value::Object(table)
    };
    (0..n_forms).map(table).collect()
}

/// A key's schema with what its kind adds.
fn within(schema: &Value, then: &Value) -> Value {
    match (then.get("type"), then.get("enum")) {
        (Some(kind), _) => match schema["anyOf"].as_array() {
            Some(any) => {
                let fits = |one: &&Value| {
                    kind == &one["type"] || kind.as_array().is_some_and(|k| k.contains(&one["type"]))
                };
                json!({ "anyOf": any.iter().filter(fits).collect::<Vec<_>>() })
            }
            None => json!({ "type": kind }),
        },
        (_, Some(names)) => json!({ "enum": names }),
        _ => schema.clone(),
    }
}

/// Gives every `id` a name of its own.
fn name(text: &mut Value, n: &mut usize) {
    match text {
        Value::Object(map) => {
            if let Some(Value::String(id)) = map.get_mut("id") {
                *n += 1;
                *id = format!("w{n}");
            }
            map.values_mut().for_each(|inner| name(inner, n));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| name(item, n)),
        _ => {}
    }
}

/// What no schema can say: the key of an order card names its items, a band goes up.
fn put_in_order(text: &mut Value) {
    for card in text.get_mut("card").and_then(Value::as_array_mut).into_iter().flatten() {
        if card["kind"] == "cloze" {
            card["prompt"] = json!("{{w}}");
        }
        if card["kind"] == "order" {
            let items = card["item"].as_array().cloned().unwrap_or_default();
            card["expect"] = items.iter().map(|item| item["id"].clone()).collect();
        }
    }
    for param in text.get_mut("param").and_then(Value::as_array_mut).into_iter().flatten() {
        param["one_of"] = json!(["w", param["default"].as_str().unwrap_or("v")]);
        (param["min"], param["max"]) = (json!(0), json!(9));
    }
}

/// The same text with one thing changed: a key taken away, given another value, or added; with what was done. Tables that look
/// like one in `seen` are left alone.
pub(super) fn changed(text: &Value, seen: &mut BTreeSet<String>) -> Vec<(String, Value)> {
    let others = [
        json!(true),
        json!(7),
        json!(-1),
        json!(0.5),
        json!("w"),
        json!(" "),
        json!("a b"),
        json!([]),
        json!(["w"]),
        json!(["w", 7]),
        json!([" "]),
        json!([1, 2]),
        json!([{}]),
        json!({}),
        json!({ "en": "w" }),
        json!({ "en": 7 }),
        json!({ "en": ["w"] }),
        json!({ "holds": "w" }),
    ];
    let mut found = Vec::new();
    for table in places(text, String::new()) {
        let looks = format!("{table} {}", text.pointer(&table).unwrap_or(text));
        if !seen.insert(looks.replace(|c: char| c.is_ascii_digit(), "")) {
            continue;
        }
        let keys: Vec<String> = text
            .pointer(&table)
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
            .map(|(k, _)| k.clone())
            .collect();
        let change = |what: String, change: &dyn Fn(&mut Map<String, Value>)| {
            let mut text = text.clone();
            text.pointer_mut(&table).and_then(Value::as_object_mut).map(change);
            (what, text)
        };
        let add = |map: &mut Map<String, Value>| drop(map.insert("nobody_knows".to_owned(), json!(1)));
        found.push(change(format!("{table}/nobody_knows added"), &add));
        for key in keys {
            let take = |map: &mut Map<String, Value>| drop(map.remove(&key));
            found.push(change(format!("{table}/{key} taken away"), &take));
            for other in &others {
                let put = |map: &mut Map<String, Value>| drop(map.insert(key.clone(), other.clone()));
                found.push(change(format!("{table}/{key} = {other}"), &put));
            }
        }
    }
    found
}

/// Pointers to every table in a text.
fn places(text: &Value, here: String) -> Vec<String> {
    match text {
        Value::Object(map) => {
            let below: Vec<_> = map.iter().flat_map(|(k, v)| places(v, format!("{here}/{k}"))).collect();
            std::iter::once(here).chain(below).collect()
        }
        Value::Array(items) => {
            (0..).zip(items).flat_map(|(i, item): (usize, _)| places(item, format!("{here}/{i}"))).collect()
        }
        _ => Vec::new(),
    }
}
