//! The house as it is, held against the house as it is told: the table of floors at the head of `src/lib.rs`.
//!
//! It reads text, so a path that a macro makes would escape. The last tests plant breaches and see them caught.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Room and floor, as the table says.
type Floors = BTreeMap<String, u8>;

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The rows `| number | rooms | …` of a file's head.
fn floors(lib: &str) -> Floors {
    let rows = lib.lines().filter_map(|line| line.strip_prefix("//! |"));
    let cells = rows.map(|row| row.split('|').map(str::trim).collect::<Vec<_>>());
    let numbered = cells.filter_map(|cells| Some((cells.first()?.parse::<u8>().ok()?, *cells.get(1)?)));
    let rooms =
        numbered.flat_map(|(floor, rooms)| rooms.split(' ').map(move |room| (room.to_owned(), floor)));
    rooms.filter(|(room, _)| !room.is_empty()).collect()
}

/// Every Rust file below a folder, by its path from there.
fn files(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in folder.read_dir().expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            let name = PathBuf::from(entry.file_name());
            found.extend(files(&path).into_iter().map(|(below, text)| (name.join(below), text)));
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push((PathBuf::from(entry.file_name()), read(&path)));
        }
    }
    found
}

/// A text without its comments.
fn code(text: &str) -> String {
    let lines = text.lines().map(|line| line.split_once("//").map_or(line, |(code, _)| code));
    lines.collect::<Vec<_>>().join("\n")
}

/// The first name of every path in a group `{ a::b, c::{d, e} }` that begins here, or of the one path.
fn heads(text: &str) -> Vec<String> {
    let name = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let Some(group) = text.trim_start().strip_prefix('{') else { return vec![name(text.trim_start())] };
    let (mut depth, mut found, mut is_head) = (0, Vec::new(), true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => is_head = true,
            c if is_head && !c.is_whitespace() => {
                found.push(name(&group[at..]));
                is_head = false;
            }
            _ => {}
        }
    }
    found
}

/// The modules written out around a line, told by its indentation.
fn inline_modules(before: &str) -> usize {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut open: Vec<usize> = Vec::new();
    for earlier in before.lines() {
        open.retain(|&of| earlier.trim() != "}" || indent(earlier) > of);
        let word = earlier.trim_start().trim_start_matches("pub ").trim_start_matches("pub(crate) ");
        if word.starts_with("mod ") && earlier.trim_end().ends_with('{') {
            open.push(indent(earlier));
        }
    }
    open.len()
}

/// What one file of the house does that its floor does not allow.
fn breaches(path: &Path, text: &str, floors: &Floors) -> Vec<String> {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let [room, .., file] = parts.as_slice() else { return Vec::new() };
    let mut found = Vec::new();
    if !text.starts_with("//!") {
        found.push("has no head".to_owned());
    }
    let Some(floor) = floors.get(room) else { return vec![format!("the table has no room {room}")] };
    let code = code(text);
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        for other in heads(&code[at + "crate::".len()..]) {
            if &other != room && floors.get(&other).is_some_and(|it| it >= floor) {
                found.push(format!("goes to {other}"));
            }
        }
    }
    let depth = parts.len() - usize::from(file == "mod.rs") + usize::from(file.ends_with("_tests.rs"));
    for (at, chain) in supers(&code) {
        let start = code[..at].rfind('\n').map_or(0, |newline| newline + 1);
        if chain >= depth + inline_modules(&code[..start]) {
            found.push("leaves by the stairs of super".to_owned());
        }
    }
    if room != "lab" && code.contains("ttl_demos") {
        found.push("knows the demos".to_owned());
    }
    found
}

/// Where a chain `super::super::…` begins, and how long it is.
fn supers(code: &str) -> Vec<(usize, usize)> {
    let starts = code.match_indices("super::").filter(|(at, _)| !code[..*at].ends_with("super::"));
    starts
        .map(|(at, _)| (at, code[at..].split("super::").take_while(|part| part.is_empty()).count()))
        .collect()
}

#[test]
fn nobody_goes_sideways_or_upstairs() {
    let floors = floors(&read(&here("src/lib.rs")));
    let mut found = Vec::new();
    for (path, text) in files(&here("src")) {
        found.extend(
            breaches(&path, &text, &floors).into_iter().map(|what| format!("{}: {what}", path.display())),
        );
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_room_is_in_the_table_and_every_row_has_a_room() {
    let told: Vec<String> = floors(&read(&here("src/lib.rs"))).into_keys().collect();
    let entries = here("src").read_dir().expect("the house").flatten().filter(|entry| entry.path().is_dir());
    let mut rooms: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    rooms.sort();
    assert_eq!(told, rooms);
}

#[test]
fn every_file_says_what_it_is_for() {
    for folder in ["src", "demos", "tests", "benches"] {
        for (path, text) in files(&here(folder)) {
            assert!(text.starts_with("//!"), "{folder}/{} has no head", path.display());
        }
    }
}

#[test]
fn the_demos_know_nobody() {
    for (path, text) in files(&here("demos")) {
        assert!(!code(&text).contains("ttl::"), "{} knows the house", path.display());
    }
}

/// What a planted text in that place is found to do.
fn planted(path: &str, body: &str) -> Vec<String> {
    let told = "//! | floor | rooms |\n//! | 2 | flow |\n//! | 1 | lab screen |\n//! | 0 | model |\n";
    breaches(Path::new(path), &format!("//! A head.\n{body}"), &floors(told))
}

#[test]
fn a_planted_breach_is_caught() {
    for (path, body, wanted) in [
        ("lab/a.rs", "use crate::flow::Library;", "goes to flow"),
        ("lab/a.rs", "use crate::{\n    model::{At, Card},\n    screen::Look,\n};", "goes to screen"),
        ("model/a.rs", "fn f(_: crate::lab::Limits) {}", "goes to lab"),
        ("lab/a.rs", "use super::super::screen::Look;", "leaves by the stairs of super"),
        ("lab/mod.rs", "use super::flow::quiz;", "leaves by the stairs of super"),
        (
            "lab/a.rs",
            "mod tests {\n    use super::super::super::screen::Look;\n}",
            "leaves by the stairs of super",
        ),
        ("flow/a.rs", "fn f() { ttl_demos::run(\"x\"); }", "knows the demos"),
        ("cellar/a.rs", "", "the table has no room cellar"),
    ] {
        assert_eq!(planted(path, body), [wanted], "{path}: {body}");
    }
    assert_eq!(
        breaches(Path::new("lab/a.rs"), "fn f() {}", &Floors::from([("lab".into(), 1)])),
        ["has no head"]
    );
}

#[test]
fn what_is_allowed_is_let_through() {
    for (path, body) in [
        ("flow/a.rs", "use crate::{lab::Lab, model::{At, Card}};\nfn f() { crate::flow::quiz() }"),
        (
            "lab/a.rs",
            "// crate::flow is told about this\nuse super::wire;\nmacro_rules! m { () => { $crate::model } }",
        ),
        ("lab/a.rs", "mod tests {\n    use super::super::wire;\n}"),
        ("lab/mod.rs", "mod tests {\n    use super::*;\n}"),
        ("lab/wire_tests.rs", "use super::super::wire;"),
        ("lab/wire/a.rs", "use super::super::child;"),
        ("lab/a.rs", "fn f() { ttl_demos::run(\"x\"); }"),
    ] {
        assert_eq!(planted(path, body), Vec::<String>::new(), "{path}: {body}");
    }
}
