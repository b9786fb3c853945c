//! The schemas and the reference pages in `docs` say what the program says. When they are stale:
//! `TTL_BLESS=1 cargo test --test reference` writes them anew.

mod door;

use std::fs;
use std::path::Path;

use door::Door;
use serde_json::Value;
use ttl::model::Lang;

/// What is wrong with a file that should hold `text`; nothing after it was written anew.
#[expect(clippy::disallowed_methods, reason = "whoever changes the format asks for new pages this way")]
fn stale(path: &str, text: &str) -> Option<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if fs::read_to_string(&file).ok().as_deref() == Some(text) {
        return None;
    }
    if std::env::var_os("TTL_BLESS").is_some() {
        fs::create_dir_all(file.parent().expect("a folder")).expect("it can be made");
        fs::write(file, text).expect("it can be written");
        return None;
    }
    Some(format!("{path} is stale: TTL_BLESS=1 cargo test --test reference"))
}

fn said(arguments: &[&str], lang: &str) -> String {
    let said = Door::new(lang).say(arguments, "");
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{arguments:?}");
    said.out
}

#[test]
fn the_schemas_in_the_docs_are_what_the_command_prints() {
    for what in ["deck", "demo"] {
        let text = said(&["schema", what], "en");
        let schema: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        jsonschema::draft202012::meta::validate(&schema).expect("a sound schema");
        assert_eq!(stale(&format!("docs/schema/{what}.json"), &text), None);
    }
}

#[test]
fn the_reference_pages_are_what_the_program_says_in_both_languages() {
    for (lang, of, tag) in [("en", Lang::En, ""), ("ko", Lang::Ko, ".ko")] {
        for what in ["deck", "demo"] {
            let page = said(&["schema", what, "--markdown"], lang);
            assert_eq!(stale(&format!("docs/reference/{what}{tag}.md"), &page), None);
        }
        assert_eq!(stale(&format!("docs/reference/cli{tag}.md"), &ttl::cli::reference(of)), None);
        assert_eq!(stale(&format!("docs/settings{tag}.md"), &ttl::screen::settings_page::page(of)), None);
    }
}

#[test]
fn a_schema_in_korean_differs_in_its_descriptions_only() {
    for what in ["deck", "demo"] {
        let [en, ko] = ["en", "ko"].map(|lang| said(&["schema", what], lang));
        assert_ne!(en, ko);
        let without = |text: &str| -> Vec<String> {
            text.lines()
                .filter(|line| !line.trim_start().starts_with("\"description\": \""))
                .map(str::to_owned)
                .collect()
        };
        assert_eq!(without(&en), without(&ko), "{what}");
    }
}

fn toml_files(folder: &str, name: Option<&str>) -> Vec<std::path::PathBuf> {
    let entries = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).read_dir().expect("a folder").flatten();
    let files = entries.map(|entry| name.map_or(entry.path(), |name| entry.path().join(name)));
    files.filter(|file| file.extension().is_some_and(|end| end == "toml") && file.is_file()).collect()
}

fn json(file: &Path) -> Option<Value> {
    let table: toml::Table = toml::from_str(&fs::read_to_string(file).expect("a text")).ok()?;
    serde_json::to_value(table).ok()
}

#[test]
fn every_deck_and_promise_of_the_repository_is_as_its_schema_says() {
    let (decks, demos) = (toml_files("decks", None), toml_files("demos", Some("demo.toml")));
    assert!(decks.len() >= 2 && demos.len() >= 31, "{} {}", decks.len(), demos.len());
    for (files, schema) in [(decks, ttl::deck::deck_schema()), (demos, ttl::deck::demo_schema())] {
        let schema = jsonschema::draft202012::new(&schema).expect("a sound schema");
        for file in files {
            let complaints: Vec<_> =
                schema.iter_errors(&json(&file).expect("TOML")).map(|e| e.to_string()).collect();
            assert_eq!(complaints, Vec::<String>::new(), "{}", file.display());
        }
    }
}

/// Codes of mistakes of form, which a schema sees too.
const OF_FORM: [&str; 13] = [
    "unknown-key",
    "missing-key",
    "wrong-type",
    "empty-text",
    "bad-id",
    "unknown-kind",
    "no-correct-choice",
    "several-correct-choices",
    "too-few-options",
    "not-for-this-kind",
    "no-answer-key",
    "finding-and-claim",
    "demo-and-program",
];

#[test]
fn every_broken_deck_of_the_tests_is_refused_by_the_schema_where_its_form_is_broken() {
    let schema = jsonschema::draft202012::new(&ttl::deck::deck_schema()).expect("a sound schema");
    let mut n_broken = 0;
    for file in toml_files("tests/decks", None) {
        let text = fs::read_to_string(&file).expect("a text");
        // A warning marks a choice without a claim; a schema has no warnings.
        let broken =
            text.split("#~").skip(1).any(|mark| OF_FORM.iter().any(|code| mark.trim().starts_with(code)));
        let Some(deck) = json(&file) else { continue };
        assert_eq!(!schema.is_valid(&deck), broken, "{}", file.display());
        n_broken += usize::from(broken);
    }
    assert!(n_broken >= 2, "{n_broken}");
}
