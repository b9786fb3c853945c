//! A schema for readers: its descriptions in the language of the reader, and the reference page made from it.

use serde_json::Value;

use super::schema_words as words;
use crate::model::Lang;

/// The schema with every description in `lang`.
pub fn localised(mut schema: Value, lang: Lang) -> Value {
    if lang == Lang::Ko {
        each_description(&mut schema, &mut |words| {
            if let Some(korean) = words::korean(words) {
                korean.clone_into(words);
            }
        });
    }
    schema
}

fn each_description(schema: &mut Value, change: &mut dyn FnMut(&mut String)) {
    match schema {
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    // A key of a table may be called so too; then it is a schema.
                    Value::String(words) if key == "description" => change(words),
                    value => each_description(value, change),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each_description(item, change)),
        _ => {}
    }
}

/// The reference page of a schema, in Markdown; `what` is `deck` or `demo`.
pub fn page(schema: &Value, what: &str, lang: Lang) -> String {
    let schema = localised(schema.clone(), lang);
    let mut page = format!("{}\n\n", words::page(what, lang));
    page.push_str(&format!("{}\n\n", words::generated(&format!("`ttl schema {what} --markdown`"), lang)));
    page.push_str(&format!("{}\n\n{}\n", said(&schema), words::required(lang)));
    tables(&schema, "", lang, &mut page);
    page
}

fn said(schema: &Value) -> &str {
    schema["description"].as_str().unwrap_or_default()
}

/// The tables below a table, in the order of its keys.
fn tables(table: &Value, path: &str, lang: Lang, page: &mut String) {
    for key in ordered(table) {
        let value = &table["properties"][key];
        let path = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        let is_list = !value["items"]["properties"].is_null();
        let inner = if is_list { &value["items"] } else { value };
        let forms = std::iter::once(inner).chain(inner["anyOf"].as_array().into_iter().flatten());
        let is_table = |form: &&Value| {
            !form["properties"].is_null() && form["additionalProperties"] == Value::Bool(false)
        };
        for form in forms.filter(is_table) {
            let heading = if is_list { format!("[[{path}]]") } else { format!("[{path}]") };
            page.push_str(&format!("\n## `{heading}`\n\n"));
            if !said(value).is_empty() {
                page.push_str(&format!("{}\n\n", said(value)));
            }
            keys(form, lang, page);
            kinds(form, lang, page);
            tables(form, &path, lang, page);
        }
    }
}

/// The keys of a table: first what has to be there.
fn ordered(table: &Value) -> Vec<&str> {
    let required: Vec<&str> =
        table["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let all = table["properties"].as_object().into_iter().flatten().map(|(key, _)| key.as_str());
    let others = all.filter(|key| !required.contains(key));
    required.iter().copied().chain(others).collect()
}

fn keys(table: &Value, lang: Lang, page: &mut String) {
    page.push_str(&row(&words::columns(lang).map(str::to_owned)));
    page.push_str("|---|---|---|---|---|\n");
    let n_required = table["required"].as_array().map_or(0, Vec::len);
    for (i, key) in ordered(table).into_iter().enumerate() {
        let value = &table["properties"][key];
        let name = if i < n_required { format!("**`{key}`**") } else { format!("`{key}`") };
        let code = |value: &Value| if value.is_null() { String::new() } else { format!("`{value}`") };
        let example = code(&value["examples"][0]);
        page.push_str(&row(&[
            name,
            takes(value, lang),
            said(value).to_owned(),
            code(&value["default"]),
            example,
        ]));
    }
}

fn row(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
    format!("| {} |\n", cells.join(" | "))
}

/// What a key takes.
fn takes(value: &Value, lang: Lang) -> String {
    if let Some(name) = value["$comment"].as_str() {
        return words::takes(name, lang);
    }
    let names = constants(value);
    if !names.is_empty() {
        let names: Vec<String> = names.iter().map(|(name, _)| format!("`{name}`")).collect();
        return words::one_of(&names.join(", "), lang);
    }
    if let Some(forms) = value["anyOf"].as_array() {
        let forms: Vec<String> = forms.iter().map(|form| takes(form, lang)).collect();
        return words::or(&forms, lang);
    }
    match value["type"].as_str() {
        Some("array") => words::takes("tables", lang),
        Some(name) => words::takes(name, lang),
        None => String::new(),
    }
}

/// The words that a key takes, each with what it means.
fn constants(value: &Value) -> Vec<(&str, &str)> {
    let forms = value["oneOf"].as_array().into_iter().flatten();
    forms.filter_map(|form| Some((form["const"].as_str()?, said(form)))).collect()
}

/// What the words that a key takes mean, and what they ask of the other keys.
fn kinds(table: &Value, lang: Lang, page: &mut String) {
    for (key, value) in table["properties"].as_object().into_iter().flatten() {
        let names = constants(value);
        if names.is_empty() {
            continue;
        }
        let rules = rules(table, key);
        let own = |rule: &Value, word: &str| -> Vec<String> { listed(rule, word) };
        page.push_str(&format!("\n`{key}`:\n\n"));
        let columns = words::kinds(lang).map(str::to_owned);
        let n_columns = if key == "kind" { 4 } else { 2 };
        page.push_str(&row(&columns[..n_columns]));
        page.push_str(&format!("{}|\n", "|---".repeat(n_columns)));
        for (name, meaning) in names {
            let rule = rules.iter().find(|(known, _)| *known == name).map(|(_, then)| *then);
            let needs = rule.map(|then| own(then, "required")).unwrap_or_default();
            let may = rule.map(|then| also(table, then, &rules, &needs)).unwrap_or_default();
            let cells = [format!("`{name}`"), meaning.to_owned(), needs.join(", "), may.join(", ")];
            page.push_str(&row(&cells[..n_columns]));
        }
    }
}

/// The rules of a chain of `if` and `else`, by the word that they are for.
fn rules<'s>(table: &'s Value, key: &str) -> Vec<(&'s str, &'s Value)> {
    let (mut found, mut rule) = (Vec::new(), table);
    while let Some(word) = rule["if"]["properties"][key]["const"].as_str() {
        found.push((word, &rule["then"]));
        rule = &rule["else"];
    }
    found
}

fn listed(then: &Value, keyword: &str) -> Vec<String> {
    let keys = then[keyword].as_array().into_iter().flatten().filter_map(Value::as_str);
    keys.map(|key| format!("`{key}`")).collect()
}

/// Keys that this kind may have and some other kind may not.
fn also(table: &Value, then: &Value, rules: &[(&str, &Value)], needs: &[String]) -> Vec<String> {
    let is_refused = |then: &Value, key: &str| then["properties"][key] == Value::Bool(false);
    let keys = table["properties"].as_object().into_iter().flatten().map(|(key, _)| key.as_str());
    keys.filter(|key| !is_refused(then, key) && rules.iter().any(|(_, other)| is_refused(other, key)))
        .map(|key| format!("`{key}`"))
        .filter(|key| !needs.contains(key))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::{deck_schema, demo_schema};

    #[test]
    fn every_description_exists_in_korean() {
        for mut schema in [deck_schema(), demo_schema()] {
            each_description(&mut schema, &mut |english| {
                assert!(words::korean(english).is_some(), "{english:?}");
            });
        }
    }

    #[test]
    fn every_key_says_what_it_means_and_takes() {
        for (schema, what) in [(deck_schema(), "deck"), (demo_schema(), "demo")] {
            for lang in Lang::ALL {
                let page = page(&schema, what, lang);
                let rows: Vec<&str> = page
                    .lines()
                    .filter(|line| line.starts_with("| ") && line.matches(" | ").count() == 4)
                    .collect();
                assert!(rows.len() > 50, "{}", rows.len());
                let gaps = rows.iter().filter(|row| {
                    row.split(" | ").take(3).any(|cell| cell.trim_matches('|').trim().is_empty())
                });
                assert_eq!(gaps.collect::<Vec<_>>(), Vec::<&&str>::new());
            }
        }
    }
}
