//! Every code has a page, every page an example that has exactly that problem and one that has none; and what the program
//! says of pages and codes.

mod door;
mod playback;

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use door::Door;
use serde_json::{Value as Json, json};

use ttl::deck::{Known, Linter, known_languages, read_promise, read_settings};
use ttl::flow::{Library, check};
use ttl::lab::{Limits, Recorded};
use ttl::model::{DemoSpec, Diagnostic, Lang, Problem, Source, SourceId};
use ttl::screen::{check_words::CONTRADICTED, explain::Page};

/// The demos of the repository.
static SPECS: LazyLock<Vec<DemoSpec>> =
    LazyLock::new(|| playback::promises().iter().map(|source| playback::spec(&source.text)).collect());

/// What stands between the texts of an example that has several.
const ANOTHER: &str = "# in another file\n";

/// The texts of an example; a card alone gets a deck around it.
fn texts(example: &str) -> Vec<Source> {
    let whole = |text: &str| match text.contains("[deck]") || text.contains("[demo]") {
        true => text.to_owned(),
        false => format!("[deck]\nid = \"example\"\ntitle = \"An example\"\n\n{text}"),
    };
    let named = |(i, text)| Source { name: format!("{i}.toml"), text: whole(text) };
    example.split(ANOTHER).enumerate().map(named).collect()
}

/// What reading and linting finds.
fn found(example: &str) -> Vec<&'static str> {
    let sources = texts(example);
    if sources[0].text.contains("[demo]") {
        return codes(&read_promise(&sources[0], SourceId(0)).1);
    }
    let library = Library::read(sources.clone());
    let languages = known_languages();
    let known = Known { demos: &SPECS, languages: &languages };
    let elsewhere = |_: &[String]| Vec::new();
    let mut linter = Linter::new(&known).beside(&elsewhere);
    let mut problems = library.problems.clone();
    for deck in &library.decks {
        problems.extend(linter.deck(deck, &sources[deck.place.source.0]));
    }
    problems.extend(linter.finish());
    codes(&problems)
}

fn codes(problems: &[Diagnostic]) -> Vec<&'static str> {
    problems.iter().map(|d| d.problem.code()).collect()
}

/// What running the example's card finds too, where the demo reports these values.
fn proven(example: &str, demo: &str, values: &Json) -> Vec<&'static str> {
    let values = values.as_object().expect("an object").iter();
    let mut trial: String = values
        .map(|(name, value)| format!("{}\n", json!({ "k": "obs", "name": name, "val": value })))
        .collect();
    trial.push_str("{\"k\":\"end\",\"ok\":true}\n");
    let lab = Recorded::new(SPECS.clone(), BTreeMap::from([(demo.to_owned(), vec![trial; 5])]));
    let report = check(&Library::read(texts(example)), &lab, Some(Limits::CHECK), &mut |_| {})
        .expect("recordings play");
    let mut found = codes(&report.problems);
    found.extend(report.is_contradicted().then_some(CONTRADICTED));
    assert_eq!(report.proofs.len(), 1, "the card can be run");
    found
}

/// Problems of the settings file: their examples are one.
const SETTINGS: [&str; 1] = ["bad-setting"];

/// What is found in a settings file.
fn found_in_settings(example: &str) -> Vec<&'static str> {
    let source = Source { name: "settings.toml".into(), text: example.to_owned() };
    codes(&read_settings(&source, SourceId(0)).1)
}

/// Problems of a demo's folder: their examples are commands that make one.
const FOLDERS: [&str; 4] = ["outside-folder", "not-a-file", "folder-too-large", "name-taken"];

/// What the program finds after the commands of an example were carried out beside a demo without a problem.
#[expect(clippy::disallowed_methods, reason = "the commands of the example are what is tested")]
fn found_in_folder(example: &str) -> Vec<&'static str> {
    const DEMO: &str = "[demo]\nid = \"example\"\ntitle = \"D\"\nabout = \"A\"\nsource = \"run.sh\"\ncommand = [\"sh\", \"run.sh\"]\n\
        [[observation]]\nid = \"n\"\ntype = \"int\"\nclass = \"forced\"\nlabel = \"L\"\nmeaning = \"M\"\n";
    let door = Door::new("en");
    let put = |file: &str, text: &str| {
        let file = door.folder().join(file);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("a file");
    };
    put("demos/example/demo.toml", DEMO);
    put("demos/example/run.sh", "true\n");
    put("shared.txt", "shared\n");
    let mut shell = std::process::Command::new("/bin/sh");
    let made = shell.args(["-ec", example]).current_dir(door.folder()).status().expect("a shell");
    assert!(made.success(), "{example}");
    let said = door.say(&["check", "--no-run", "--json"], "");
    let report: Json = serde_json::from_str(&said.out).unwrap_or_else(|e| panic!("{e} {said:?}"));
    let problems = report["problems"].as_array().expect("a list").iter();
    let code = |problem: &Json| {
        let code = problem["code"].as_str().unwrap_or_default();
        *Problem::CODES.iter().find(|known| **known == code).unwrap_or_else(|| panic!("{code}"))
    };
    problems.map(code).collect()
}

#[test]
fn every_wrong_example_has_that_problem_alone_and_every_right_one_has_none() {
    let mut failed = Vec::new();
    for code in Page::codes() {
        let page = Page::of(code).expect("a page");
        let (wrong, right) = match code {
            // What only a run shows.
            "thin-margin" => {
                let values = json!({ "sn.cpu_share_of_available": 0.91, "sn.nvcsw": 0, "sn.first_returned_before_data": true });
                let of = |example| [found(example), proven(example, "blocking-matrix", &values)].concat();
                (of(page.wrong()), of(page.right()))
            }
            CONTRADICTED => {
                let of = |example| {
                    [found(example), proven(example, "lost-update", &json!({ "mutex.lost": 0 }))].concat()
                };
                (of(page.wrong()), of(page.right()))
            }
            code if SETTINGS.contains(&code) => {
                (found_in_settings(page.wrong()), found_in_settings(page.right()))
            }
            code if FOLDERS.contains(&code) => (found_in_folder(page.wrong()), found_in_folder(page.right())),
            _ => (found(page.wrong()), found(page.right())),
        };
        if wrong != [code] || !right.is_empty() {
            failed.push(format!("{code}: {wrong:?} in the wrong example, {right:?} in the right one"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn the_program_finds_in_each_wrong_example_what_it_explains() {
    let door = Door::new("en").with("LC_ALL", "C.UTF-8");
    let others = [["thin-margin", CONTRADICTED].as_slice(), &FOLDERS, &SETTINGS].concat();
    let mut failed = Vec::new();
    for code in Problem::CODES.iter().filter(|code| !others.contains(code)) {
        let page = Page::of(code).expect("a page");
        let folder = door.folder().join(code);
        let (decks, demo) = (folder.join("decks"), folder.join("demos/example"));
        fs::create_dir_all(&decks).expect("a folder");
        for source in texts(page.wrong()) {
            let is_demo = source.text.contains("[demo]");
            let (to, name) = if is_demo { (&demo, "demo.toml") } else { (&decks, source.name.as_str()) };
            fs::create_dir_all(to).expect("a folder");
            fs::write(to.join(name), &source.text).expect("a file");
            if is_demo {
                // The demo is read because a card uses it.
                let deck = page_of_a_card_with("example");
                fs::write(decks.join("0.toml"), deck).expect("a file");
            }
        }
        let mut command = door.command(&["check", "decks", "--no-run", "--json"]);
        let said = command.current_dir(&folder).output().expect("it runs");
        let report: Json =
            serde_json::from_slice(&said.stdout).unwrap_or_else(|e| panic!("{code}: {e} {said:?}"));
        let found: Vec<&str> = report["problems"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|p| p["code"].as_str())
            .collect();
        let is_warning = Problem::WARNINGS.contains(code);
        if found != [*code] || said.status.code() != Some(i32::from(!is_warning)) {
            failed.push(format!("{code}: {found:?}, {}", said.status));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

fn page_of_a_card_with(demo: &str) -> String {
    format!(
        "[deck]\nid = \"d\"\ntitle = \"D\"\n[[card]]\nid = \"c\"\nkind = \"flash\"\nprompt = \"P\"\nback = \"B\"\ndemo = \"{demo}\"\n"
    )
}

#[test]
fn a_code_is_explained_in_the_language_of_the_reader() {
    for (lang, heading, lang_of_page) in
        [("en", "But like this", Lang::En), ("ko", "이렇게 쓰세요", Lang::Ko)]
    {
        let door = Door::new(lang).with("LC_ALL", "C.UTF-8");
        for code in Page::codes() {
            let said = door.say(&["check", "--explain", code], "");
            assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{code}");
            assert!(said.out.starts_with(code) && said.out.contains(heading), "{}", said.out);
            let first =
                Page::of(code).expect("a page").sentence(lang_of_page).split(' ').next().expect("a word");
            assert!(said.out.contains(first.trim_matches('`')), "{}", said.out);
            assert!(
                said.out.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= 80),
                "{}",
                said.out
            );
        }
    }
}

#[test]
fn without_a_code_every_code_is_listed() {
    let said = Door::new("en").say(&["check", "--explain"], "");
    assert_eq!(said.code, Some(0));
    for code in Problem::CODES {
        assert!(
            said.out.lines().any(|line| line.split_whitespace().next() == Some(code)),
            "{code}: {}",
            said.out
        );
    }
}

#[test]
fn a_code_that_is_misspelled_is_answered_with_the_one_that_was_meant() {
    for (lang, help) in
        [("en", "did you mean `ttl check --explain unknown-key`"), ("ko", "ttl check --explain unknown-key")]
    {
        let said = Door::new(lang).say(&["check", "--explain", "unknwon-key"], "");
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""));
        assert!(said.err.contains(help) && said.err.contains("unknwon-key"), "{}", said.err);
    }
    let said = Door::new("en").say(&["check", "--explain", "[Unknown_Key]"], "");
    assert_eq!(said.code, Some(0), "as it is written in a report: {}", said.err);
}

#[test]
fn a_report_ends_with_how_to_learn_more() {
    for (lang, wanted) in
        [("en", "with an example: `ttl check --explain "), ("ko", "뜻과 예: `ttl check --explain ")]
    {
        let door = Door::new(lang).with("LC_ALL", "C.UTF-8");
        let deck = playback::here("tests/decks/many-mistakes.toml");
        let said = door.say(&["check", &deck.to_string_lossy(), "--no-run"], "");
        let text = said.out.replace('\n', " ");
        let at = text.rfind(wanted).unwrap_or_else(|| panic!("{}", said.out));
        assert!(text.len() - at < 1000, "at the end");
        assert!(text[at..].contains("bad-id"), "every code is named: {}", &text[at..]);
    }
}
