//! Decks and demos that try to start something, or to reach out of their folder: nothing happens but a diagnostic.
//!
//! That nothing started is told by a file which every program here would write. One test writes it, so that its absence means something.

mod door;
mod hostile;

use std::fs;
use std::os::unix::fs::symlink;

use door::{Door, Said};
use hostile::{USUAL, canary, deck, has_sung, put, script};
use serde_json::Value as Json;

/// The codes of everything that `ttl check --no-run` says of a working folder.
fn codes(door: &Door) -> Vec<String> {
    let said = door.say(&["check", "--no-run", "--json"], "");
    let report: Json = serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {said:?}"));
    let problems = report["problems"].as_array().expect("problems").iter();
    problems.map(|problem| problem["code"].as_str().expect("a code").to_owned()).collect()
}

/// Everything that could run something, with everything agreed to beforehand.
fn with_consent(door: &Door, demo: &str) -> Vec<Said> {
    fs::write(door.folder().join("asking.toml"), deck("asking", demo)).expect("a deck");
    [
        &["check", "--yes", "asking.toml"][..],
        &["demo", demo, "--yes", "--trials", "1"],
        &["demo", demo, "--source", "--yes"],
        &["show", demo, "--yes"],
        &["quiz", "asking.toml", "--yes", "--demo", "always"],
        &["disturb", demo, "--yes", "--times", "1", "--scenario", "idle"],
        &["trust", "add", demo, "--yes"],
    ]
    .into_iter()
    .map(|call| door.say(call, "1\n1\n"))
    .collect()
}

#[test]
fn a_program_that_is_agreed_to_sings() {
    let door = Door::new("en");
    put(&door.folder().join("demos"), "theirs", USUAL, &script(&door));
    assert_eq!(codes(&door), Vec::<String>::new());
    assert!(!has_sung(&door));
    door.say(&["demo", "theirs", "--yes", "--trials", "1"], "");
    assert!(has_sung(&door));
}

#[test]
fn a_promise_that_names_what_is_outside_is_a_diagnostic_and_never_runs() {
    for rest in [
        "source = 'run.sh'\ncommand = ['../outside/run.sh']",
        "source = 'run.sh'\ncommand = ['sh', '../outside/run.sh']",
        "source = 'run.sh'\ncommand = ['./x/../../outside/run.sh']",
        "source = ['../../secret']\ncommand = ['./run.sh']",
        "source = ['/etc/passwd']\ncommand = ['./run.sh']",
    ] {
        let door = Door::new("en");
        fs::write(door.folder().join("secret"), "a secret").expect("a file");
        put(&door.folder().join("demos"), "theirs", rest, &script(&door));
        put(&door.folder().join("demos"), "outside", USUAL, &script(&door));
        fs::remove_file(door.folder().join("demos/outside/demo.toml")).expect("no promise");
        assert!(codes(&door).contains(&"outside-folder".to_owned()), "{rest}");
        for said in with_consent(&door, "theirs") {
            let all = said.out + &said.err;
            assert!(!all.contains("a secret") && !all.contains("root:"), "{rest}: {all}");
        }
        assert!(!has_sung(&door), "{rest}");
    }
}

#[test]
fn a_command_elsewhere_never_runs_even_in_a_folder_of_ones_own() {
    let door = Door::new("en");
    let outside = put(door.folder(), "outside", USUAL, &script(&door)).join("run.sh");
    let command = format!("source = 'run.sh'\ncommand = [{:?}]", outside.display().to_string());
    put(&door.folder().join("home/demos"), "mine", &command, "");
    let required = format!("{USUAL}\n[[require]]\nprogram = './outside/run.sh'\ninstall = 'x'");
    put(
        &door.folder().join("home/demos"),
        "required",
        &required.replace("['./run.sh']", "['./outside/run.sh']"),
        "",
    );
    assert_eq!(codes(&door).iter().filter(|code| *code == "outside-folder").count(), 2);
    with_consent(&door, "mine");
    with_consent(&door, "required");
    assert!(!has_sung(&door));
}

#[test]
fn links_out_of_the_folder_and_pipes_keep_a_demo_from_being_used() {
    let door = Door::new("en");
    let demos = door.folder().join("demos");
    let outside = put(door.folder(), "outside", USUAL, &script(&door));
    fs::write(door.folder().join("secret"), "a secret").expect("a file");
    let linked = put(&demos, "linked", USUAL, "");
    fs::remove_file(linked.join("run.sh")).expect("a file");
    symlink(outside.join("run.sh"), linked.join("run.sh")).expect("a link");
    let shown = put(&demos, "shown", "source = 'secret'\ncommand = ['./run.sh']", &script(&door));
    symlink("../../secret", shown.join("secret")).expect("a link");
    symlink(&outside, demos.join("whole")).expect("a link");
    let piped = put(&demos, "piped", USUAL, &script(&door));
    nix::unistd::mkfifo(&piped.join("pipe"), nix::sys::stat::Mode::S_IRWXU).expect("a pipe");
    let found = codes(&door);
    assert_eq!(found.iter().filter(|code| *code == "outside-folder").count(), 3, "{found:?}");
    assert!(found.contains(&"not-a-file".to_owned()), "{found:?}");
    for demo in ["linked", "shown", "whole", "piped"] {
        for said in with_consent(&door, demo) {
            assert!(!said.out.contains("a secret"), "{demo}: {said:?}");
        }
    }
    assert!(!has_sung(&door));
}

#[test]
fn a_deck_starts_nothing_whatever_it_calls_its_demo() {
    let door = Door::new("en");
    let outside = put(door.folder(), "outside", USUAL, &script(&door));
    fs::create_dir(door.folder().join("decks")).expect("a folder");
    let program = outside.join("run.sh").display().to_string();
    for (at, demo) in
        ["../outside", "/bin/sh", "../../x", &program, "$(touch canary)", "-x"].iter().enumerate()
    {
        fs::write(door.folder().join(format!("decks/d{at}.toml")), deck(&format!("d{at}"), demo))
            .expect("a deck");
    }
    let found = codes(&door);
    assert_eq!(found.iter().filter(|code| *code == "unknown-demo").count(), 6, "{found:?}");
    with_consent(&door, "../outside");
    assert!(!has_sung(&door) && !canary(&door).exists());
}

#[test]
fn endless_and_deep_texts_come_to_an_end() {
    let door = Door::new("en");
    fs::create_dir(door.folder().join("decks")).expect("a folder");
    let head = "[deck]\nid = 'deep'\ntitle = 'T'\n";
    let deep = format!("{head}x = {}{}\n", "[".repeat(200_000), "]".repeat(200_000));
    fs::write(door.folder().join("decks/deep.toml"), deep).expect("a deck");
    let keys = format!("{head}{}\n", "a.".repeat(100_000) + "b = 1");
    fs::write(door.folder().join("decks/keys.toml"), keys).expect("a deck");
    let claim = deck("claim", "lost-update")
        .replace("n == 2", &format!("{}n == 2{}", "(".repeat(50_000), ")".repeat(50_000)));
    fs::write(door.folder().join("decks/claim.toml"), claim).expect("a deck");
    let found = codes(&door);
    assert!(
        found.contains(&"syntax".to_owned()) && found.contains(&"claim-too-large".to_owned()),
        "{found:?}"
    );
    let endless = door.say(&["check", "--no-run", "/dev/zero"], "");
    assert!(endless.code == Some(2) && endless.err.contains("larger than"), "{endless:?}");
}
