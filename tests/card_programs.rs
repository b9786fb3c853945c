//! Programs inside cards, run by the real binary: what they print, what compilers refuse, and what is said where a language is missing.

mod door;

use std::fs;

use door::{Door, Said};
use serde_json::{Value as Json, json};

/// A door behind which compilers are found as they are for whoever runs this test.
#[expect(clippy::disallowed_methods, reason = "compilers are where the environment says")]
fn door(lang: &str) -> Door {
    let names = ["PATH", "HOME", "RUSTUP_HOME", "CARGO_HOME", "RUSTUP_TOOLCHAIN"];
    let known = names.into_iter().filter_map(|name| Some((name, std::env::var(name).ok()?)));
    known.fold(Door::new(lang), |door, (name, value)| door.with(name, &value))
}

fn deck(cards: &str) -> String {
    format!("[deck]\nid = 'p'\ntitle = {{ en = 'P', ko = '프' }}\n{cards}")
}

fn card(id: &str, expect: &str, lang: &str, code: &str) -> String {
    format!(
        "[[card]]\nid = '{id}'\nkind = 'output'\nprompt = {{ en = 'Output?', ko = '출력은?' }}\n{expect}\n\
         [card.program]\nlang = '{lang}'\ncode = '''\n{code}\n'''\n"
    )
}

fn write(door: &Door, cards: &str) {
    fs::write(door.folder().join("p.toml"), deck(cards)).expect("a deck");
    // Whose program it is, and who is asked, is told in `tests/trust.rs`.
    assert_eq!(door.say(&["trust", "add", "--own", ".", "--yes"], "").code, Some(0));
}

/// What `ttl check` says of each card: its proof, and what its key came to.
fn proofs(said: &Said) -> Vec<(String, String)> {
    let report: Json = serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {said:?}"));
    let cards = report["cards"].as_array().expect("cards").iter();
    let word = |json: &Json| json.as_str().unwrap_or_default().to_owned();
    cards.map(|card| (word(&card["card"]), word(&card["proof"]))).collect()
}

#[test]
fn a_stated_output_is_proven_or_contradicted_by_the_run() {
    let door = door("en");
    let hello = "fn main() { println!(\"1\"); println!(\"2\"); }";
    write(
        &door,
        &[
            card("true", "expect = \"1\\n2\\n\"", "rust", hello),
            card("false", "expect = \"1 2\"", "rust", hello),
            card("own", "", "rust", hello),
        ]
        .concat(),
    );
    let said = door.say(&["check", "p.toml", "--json"], "");
    let proofs = proofs(&said);
    let wanted = [("true", "proven"), ("false", "contradicted"), ("own", "proven")];
    assert_eq!(proofs, wanted.map(|(card, proof)| (card.to_owned(), proof.to_owned())));
    assert_eq!(said.code, Some(1));
}

#[test]
fn a_program_that_does_not_compile_is_an_answer_with_a_line() {
    let door = door("en");
    let moved = "fn main() {\n    let s = String::new();\n    drop(s);\n    drop(s);\n}";
    write(
        &door,
        &[
            card("line", "expect = { compiles = false, line = 4 }", "rust", moved),
            card("any", "expect = { compiles = false }", "rust", moved),
            card("elsewhere", "expect = { compiles = false, line = 2 }", "rust", moved),
            card("prints", "expect = ''", "rust", moved),
        ]
        .concat(),
    );
    let said = door.say(&["check", "p.toml", "--json"], "");
    let proofs = proofs(&said);
    let wanted =
        [("line", "proven"), ("any", "proven"), ("elsewhere", "contradicted"), ("prints", "contradicted")];
    assert_eq!(proofs, wanted.map(|(card, proof)| (card.to_owned(), proof.to_owned())));
}

#[test]
fn every_known_language_runs_and_refuses_where_it_is_installed() {
    let programs = [
        ("rust", "fn main() { print!(\"7\"); }", "fn main() {\n    let x = ;\n}"),
        ("python", "print(7)", "x = 1\ny = = 2"),
        ("c", "#include <stdio.h>\nint main(void) { puts(\"7\"); }", "int main(void) {\n    return x;\n}"),
        ("cpp", "#include <iostream>\nint main() { std::cout << 7; }", "int main() {\n    return x;\n}"),
        ("bash", "echo 7", "echo 1\n)"),
        ("node", "console.log(7)", "let x = 1;\nlet y = ;"),
        (
            "go",
            "package main\nimport \"fmt\"\nfunc main() { fmt.Println(7) }",
            "package main\nfunc main() { x := 1 }",
        ),
    ];
    let cards = programs.iter().flat_map(|(lang, good, bad)| {
        let refused = "expect = { compiles = false, line = 2 }";
        [card(lang, "expect = '7'", lang, good), card(&format!("{lang}-bad"), refused, lang, bad)]
    });
    let door = door("en");
    write(&door, &cards.collect::<String>());
    let said = door.say(&["check", "p.toml", "--json"], "");
    let proofs = proofs(&said);
    assert_eq!(proofs.len(), 2 * programs.len());
    for pair in proofs.chunks(2) {
        let (good, bad) = (pair[0].1.as_str(), pair[1].1.as_str());
        assert!(matches!(good, "proven" | "unavailable") && good == bad, "{pair:?} in {said:?}");
    }
    // Whoever runs this test has a Rust compiler.
    assert_eq!(proofs[0], ("rust".to_owned(), "proven".to_owned()));
}

#[test]
fn claims_speak_of_how_a_program_ends() {
    let door = door("en");
    let code = "fn main() { eprintln!(\"ouch\"); std::process::abort(); }";
    let choice = |id: &str, more: &str| {
        format!("[[card.choice]]\nid = '{id}'\ntext = {{ en = '{id}', ko = '{id}' }}\n{more}\n")
    };
    let cards = [
        format!(
            "[[card]]\nid = 'end'\nkind = 'choice'\nprompt = {{ en = 'How?', ko = '어떻게?' }}\n\
             [card.program]\nlang = 'rust'\ncode = '''\n{code}\n'''\n"
        ),
        choice(
            "signal",
            "correct = true\nclaim = 'signal == \"SIGABRT\" && stderr == \"ouch\" && exit_code == 134'",
        ),
        choice("well", "claim = 'exit_code == 0 && compiles'"),
    ];
    write(&door, &cards.concat());
    let said = door.say(&["check", "p.toml", "--json"], "");
    assert_eq!(proofs(&said), [("end".to_owned(), "proven".to_owned())], "{said:?}");
}

#[test]
fn a_missing_compiler_is_named_with_what_to_install() {
    let door = Door::new("en").with("PATH", "/nowhere");
    write(&door, &card("c", "expect = '7'", "rust", "fn main() {}"));
    let said = door.say(&["check", "p.toml"], "");
    assert!(said.out.contains("rustc") && said.out.contains("rustup.rs"), "{said:?}");
    assert_eq!(said.code, Some(0), "what cannot be run here is no contradiction");
}

#[test]
fn a_language_of_the_settings_is_a_language() {
    let door = door("en");
    let settings = "[language.lines]\nfile = 'main.txt'\nrun = ['cat', 'main.txt']\n";
    fs::write(door.folder().join("home/settings.toml"), settings).expect("settings");
    write(&door, &card("cat", "expect = 'seven'", "lines", "seven"));
    let said = door.say(&["check", "p.toml", "--json"], "");
    assert_eq!(proofs(&said), [("cat".to_owned(), "proven".to_owned())], "{said:?}");
    let unknown = card("cat", "expect = 'seven'", "line", "seven");
    write(&door, &unknown);
    let said = door.say(&["check", "p.toml", "--no-run"], "");
    assert!(said.out.contains("did you mean `lines`"), "{said:?}");
}

#[test]
fn a_program_that_never_ends_decides_nothing() {
    let door = door("en");
    let endless = card("endless", "expect = 'x'", "rust", "fn main() { loop { std::thread::park(); } }");
    write(&door, &endless.replace("lang = 'rust'", "lang = 'rust'\ndeadline_ms = 200"));
    let said = door.say(&["check", "p.toml", "--json"], "");
    assert_eq!(proofs(&said), [("endless".to_owned(), "not-shown".to_owned())], "{said:?}");
}

#[test]
fn a_learner_predicts_output_line_by_line_in_both_languages() {
    for (lang, shown, refused) in
        [("en", "it printed", "it does not compile"), ("ko", "출력", "컴파일되지 않습니다")]
    {
        let door = door(lang);
        let two = card("two", "expect = \"1\\n2\"", "rust", "fn main() { println!(\"1\\n2\"); }");
        let bad = card("bad", "expect = { compiles = false, line = 1 }", "rust", "fn main() { x }");
        write(&door, &[two, bad].concat());
        let said = door.say(&["quiz", "p.toml", "--demo", "always"], "1\\n2\n! 1\n");
        assert_eq!(said.code, Some(0), "{said:?}");
        assert!(said.out.contains(shown) && said.out.contains(refused), "{said:?}");
        let said = door.say(&["quiz", "p.toml", "--json"], "1 2\n!\n");
        let events = said.out.lines().map(|line| serde_json::from_str::<Json>(line).expect("a line of JSON"));
        let verdicts: Vec<Json> = events
            .filter(|event| event["event"] == "verdict")
            .map(|event| event["verdict"].clone())
            .collect();
        assert_eq!(verdicts, [json!("wrong"), json!("right")]);
    }
}

#[test]
fn a_compiler_that_blames_no_line_of_the_program_has_refused_nothing() {
    let door = door("en");
    let settings = "[language.rust]\ncompile = ['sh', '-c', 'echo no toolchain >&2; exit 1']\n";
    fs::write(door.folder().join("home/settings.toml"), settings).expect("settings");
    let valid = "fn main() {}";
    let refused = card("refused", "expect = { compiles = false }", "rust", valid);
    write(&door, &[refused, card("prints", "expect = ''", "rust", valid)].concat());
    let said = door.say(&["check", "p.toml", "--json"], "");
    let wanted = ["refused", "prints"].map(|card| (card.to_owned(), "unavailable".to_owned()));
    assert_eq!(proofs(&said), wanted, "{said:?}");
    let told = door.say(&["check", "p.toml"], "");
    assert!(told.out.contains("no toolchain"), "{told:?}");
}
