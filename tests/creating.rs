//! `ttl new`: what it writes passes the check at once, and it writes over nothing.

mod door;

use std::fs;

use door::{Door, Said};
use ttl::deck::read_promise;
use ttl::model::{Body, Source, SourceId};
use ttl::scaffold::{Code, DemoPlan};

fn fine(door: &Door, arguments: &[&str]) -> String {
    let said = door.say(arguments, "");
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{arguments:?}: {said:?}");
    said.out
}

fn refused(door: &Door, arguments: &[&str]) -> Said {
    let said = door.say(arguments, "");
    assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{arguments:?}: {said:?}");
    said
}

/// A door that also finds a Rust toolchain, if there is one.
#[expect(
    clippy::disallowed_methods,
    reason = "the toolchain that tests run with is the one that demos are built with"
)]
fn workshop(lang: &str) -> Door {
    let inherited = ["PATH", "HOME", "CARGO_HOME", "RUSTUP_HOME"];
    inherited.into_iter().fold(Door::new(lang), |door, name| match std::env::var(name) {
        Ok(value) => door.with(name, &value),
        Err(_) => door,
    })
}

#[test]
fn a_new_deck_is_proven_at_once_and_says_what_to_type_next() {
    for (lang, next) in
        [("en", "next: ttl check decks/locks.toml"), ("ko", "다음: ttl check decks/locks.toml")]
    {
        let door = Door::new(lang);
        let said = fine(&door, &["new", "deck", "locks", "--title", "Locks", "--texts", "en,ko"]);
        assert!(said.contains(next) && said.contains("decks/.ttl/deck.schema.json"), "{said}");
        let checked = door.say(&["check", "locks", "--json"], "");
        assert_eq!(checked.code, Some(0), "{checked:?}");
        assert!(
            checked.out.contains("\"contradicted\": 0") || checked.out.contains("\"contradicted\":0"),
            "{checked:?}"
        );
        assert!(!checked.out.contains("warning"), "{checked:?}");
    }
}

#[test]
fn every_kind_of_card_can_be_put_at_the_end_and_the_rest_stays_as_it_was() {
    let door = Door::new("en");
    fine(&door, &["new", "deck", "mine", "--title", "Mine", "--texts", "en,ko"]);
    let path = door.folder().join("decks/mine.toml");
    // Whatever stands there stays: comments, odd spaces, another order.
    let before =
        fs::read_to_string(&path).expect("a deck").replace("kind = ", "kind   =  ") + "# the end, for now";
    fs::write(&path, &before).expect("it can be written");
    for kind in Body::KINDS {
        fine(&door, &["new", "card", "mine", "--kind", kind]);
    }
    for kind in ["choice", "multi", "match", "number", "order"] {
        fine(&door, &["new", "card", "mine", "--kind", kind, "--demo", "lost-update"]);
    }
    let after = fs::read_to_string(&path).expect("a deck");
    assert!(after.starts_with(&before), "{after}");
    let schema = jsonschema::draft202012::new(&ttl::deck::deck_schema()).expect("a sound schema");
    let table: toml::Table = toml::from_str(&after).expect("TOML");
    assert!(schema.is_valid(&serde_json::to_value(table).expect("JSON")));
    assert_eq!(fine(&door, &["check", "mine", "--no-run"]).trim(), "no problems");
    let said = fine(&door, &["check", "mine"]);
    assert!(said.contains("15 cards") && said.contains(" 0 contradicted"), "{said}");
}

#[test]
fn findings_become_the_right_and_the_wrong_choice() {
    let door = Door::new("en");
    fine(&door, &["new", "deck", "mine", "--title", "Mine"]);
    let right = "lock-loses-nothing";
    fine(
        &door,
        &[
            "new",
            "card",
            "mine",
            "--kind",
            "choice",
            "--demo",
            "lost-update",
            "--right",
            right,
            "--wrong",
            "two-loads-then-two-stores-lose-one",
            "--prompt",
            "What does a lock do?",
            "--id",
            "lock",
        ],
    );
    let text = fs::read_to_string(door.folder().join("decks/mine.toml")).expect("a deck");
    let card = text.split("id = \"lock\"").nth(1).expect("the card");
    assert!(card.contains("prompt = \"What does a lock do?\""), "{card}");
    assert!(card.contains("correct = true\nfinding = \"lock-loses-nothing\""), "{card}");
    assert!(card.contains("finding = \"!two-loads-then-two-stores-lose-one\""), "{card}");
    let said =
        refused(&door, &["new", "card", "mine", "--kind", "choice", "--demo", "lost-update", "--right", "x"]);
    assert!(said.err.contains("`x`") && said.err.contains("ttl show"), "{said:?}");
}

#[test]
fn a_new_demo_runs_and_its_findings_prove_a_card() {
    for code in ["python", "bash", "rust"] {
        let door = workshop("en");
        fine(&door, &["new", "demo", "mine", "--code", code]);
        let ran = door.say(&["demo", "mine"], "");
        assert_eq!(ran.code, Some(0), "{ran:?}");
        let is_missing = ran.out.contains("install");
        assert!(
            is_missing || (ran.out.contains("holds ✓") && !ran.out.contains("fails ✗")),
            "{code}: {ran:?}"
        );
        fine(&door, &["new", "deck", "d", "--title", "D", "--demo", "mine"]);
        let said = fine(&door, &["check", "d"]);
        assert!(said.contains(" 0 contradicted") && !said.contains("warning"), "{code}: {said}");
        assert!(is_missing || said.contains(" 0 not shown here, 0 unavailable"), "{code}: {said}");
    }
}

#[test]
fn a_new_promise_is_without_a_problem_and_as_its_schema_says() {
    let schema = jsonschema::draft202012::new(&ttl::deck::demo_schema()).expect("a sound schema");
    for (code, name) in Code::ALL {
        let files = ttl::scaffold::demo(&DemoPlan { id: "mine", title: &code.title(), code });
        let text = files[0].text.clone();
        assert!(text.starts_with("#:schema ../.ttl/"), "{name}");
        let table: toml::Table = toml::from_str(&text).expect("TOML");
        let complaints: Vec<_> = schema
            .iter_errors(&serde_json::to_value(table).expect("JSON"))
            .map(|error| error.to_string())
            .collect();
        assert_eq!(complaints, Vec::<String>::new(), "{name}");
        let (spec, problems) = read_promise(&Source { name: name.to_owned(), text }, SourceId(0));
        assert_eq!(problems, [], "{name}");
        let spec = spec.expect("a promise");
        assert_eq!((spec.id.as_str(), spec.title == code.title()), ("mine", true), "{name}");
        assert!(
            files.iter().all(|file| !file.text.contains("@NAME@") && !file.text.contains("@TITLE@")),
            "{name}"
        );
    }
}

#[test]
fn a_demo_is_built_again_only_when_something_has_changed_and_a_mistake_is_shown_at_its_place() {
    let door = Door::new("en");
    fine(&door, &["new", "demo", "mine", "--code", "bash"]);
    let home = door.folder().join("demos/mine");
    let promise = fs::read_to_string(home.join("demo.toml")).expect("a promise");
    // The build says in a file how often it was run; hidden files do not count as a change.
    let build = "build = [\"sh\", \"build.sh\"]\ncommand = ";
    fs::write(home.join("demo.toml"), promise.replace("command = ", build)).expect("it can be written");
    fs::write(home.join("build.sh"), "echo once >> .count; cp demo.sh made.sh\n").expect("it can be written");
    let count = || fs::read_to_string(home.join(".count")).unwrap_or_default().lines().count();
    fine(&door, &["demo", "mine"]);
    fine(&door, &["demo", "mine"]);
    assert_eq!(count(), 1);
    fs::write(home.join("more.txt"), "changed").expect("it can be written");
    fine(&door, &["demo", "mine"]);
    assert_eq!(count(), 2);
    fs::write(home.join("build.sh"), "echo 'demo.c:3:5: error: expected ;' >&2; exit 1\n")
        .expect("it can be written");
    let said = door.say(&["demo", "mine"], "");
    assert_eq!(said.code, Some(3), "{said:?}");
    assert!(said.err.contains("`mine` could not be built") && said.err.contains("demo.c:3:5"), "{said:?}");
    fs::write(home.join("build.sh"), "true\n").expect("it can be written");
    fine(&door, &["demo", "mine"]);
}

#[test]
fn nothing_is_written_over() {
    let door = Door::new("en");
    fine(&door, &["new", "deck", "mine", "--title", "Mine"]);
    fine(&door, &["new", "demo", "mine", "--code", "bash"]);
    let deck = door.folder().join("decks/mine.toml");
    let before = fs::read_to_string(&deck).expect("a deck");
    for arguments in [
        &["new", "deck", "mine", "--title", "Other"][..],
        &["new", "deck", "mine", "--title", "Other", "--at", "decks"],
        &["new", "deck", "concurrency", "--title", "Other"],
        &["new", "demo", "mine", "--code", "python"],
        &["new", "demo", "lost-update", "--code", "python"],
        &["new", "card", "mine", "--kind", "flash", "--id", "first"],
        &["new", "card", "concurrency", "--kind", "flash"],
    ] {
        refused(&door, arguments);
    }
    assert_eq!(fs::read_to_string(&deck).expect("a deck"), before);
    assert!(!door.folder().join("demos/mine/demo.py").exists());
    assert!(!door.folder().join("decks/concurrency.toml").exists());
}

#[test]
fn a_deck_that_would_break_is_left_alone() {
    let door = Door::new("en");
    let deck =
        "deck = { id = 'd', title = 'D' }\ncard = [{ id = 'c', kind = 'flash', prompt = 'P', back = 'B' }]\n";
    fs::write(door.folder().join("d.toml"), deck).expect("it can be written");
    let said = refused(&door, &["new", "card", "d.toml", "--kind", "flash"]);
    assert!(said.err.contains("stays as it is") && said.err.contains("[[card]]"), "{said:?}");
    assert_eq!(fs::read_to_string(door.folder().join("d.toml")).expect("a deck"), deck);
    let crlf = "[deck]\r\nid = 'd'\r\ntitle = 'D'\r\n";
    fs::write(door.folder().join("e.toml"), crlf).expect("it can be written");
    fine(&door, &["new", "card", "e.toml", "--kind", "flash"]);
    let after = fs::read_to_string(door.folder().join("e.toml")).expect("a deck");
    assert!(after.starts_with(crlf) && !after.replace("\r\n", "").contains('\n'), "{after:?}");
}

#[test]
fn without_a_terminal_what_is_missing_is_named_with_an_example() {
    for (lang, for_instance) in [("en", "for instance: `ttl new"), ("ko", "예: `ttl new")] {
        let door = Door::new(lang);
        for (arguments, names) in [
            (&["new", "deck"][..], "NAME"),
            (&["new", "deck", "x"], "--title"),
            (&["new", "demo", "x"], "--code"),
            (&["new", "card"], "DECK"),
        ] {
            let said = refused(&door, arguments);
            assert!(said.err.contains(names) && said.err.contains(for_instance), "{said:?}");
        }
    }
}

#[test]
fn a_bad_name_is_refused_with_what_is_allowed_and_a_good_one() {
    let door = Door::new("en");
    let said = refused(&door, &["new", "deck", "../My Deck", "--title", "x"]);
    assert!(
        said.err.contains("letters, digits") && said.err.contains("`My-Deck`".to_lowercase().as_str()),
        "{said:?}"
    );
    let said = refused(&door, &["new", "demo", "x", "--lang", "rust"]);
    assert!(said.err.contains("--code rust"), "{said:?}");
}
