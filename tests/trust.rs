//! Nothing from elsewhere runs before the learner has been shown what would run and has agreed to exactly that.

mod door;
mod hostile;

use std::fs;

use door::{Door, Said};
use hostile::{USUAL, deck, has_sung, put, script};
use serde_json::Value as Json;

/// A working folder with a demo and a deck of somebody else.
fn elsewhere() -> Door {
    let door = Door::new("en");
    put(&door.folder().join("demos"), "theirs", USUAL, &script(&door));
    fs::create_dir(door.folder().join("decks")).expect("a folder");
    fs::write(door.folder().join("decks/t.toml"), deck("t", "theirs")).expect("a deck");
    door
}

fn json(said: &Said) -> Json {
    serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {said:?}"))
}

/// Words as they are read, wherever a line was broken.
fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How the claims of the only card came out.
fn outcomes(said: &Said) -> Vec<String> {
    let report = json(said);
    let claims = report["cards"][0]["claims"].as_array().unwrap_or_else(|| panic!("{report:#}"));
    claims.iter().map(|claim| claim["outcome"].as_str().expect("a word").to_owned()).collect()
}

#[test]
fn without_an_agreement_nothing_runs_and_the_evidence_says_what_to_type() {
    for (lang, words) in [("en", "ttl trust add theirs"), ("ko", "ttl trust add theirs")] {
        let door = elsewhere().with("TTL_LANG", lang);
        let check = door.say(&["check", "decks/t.toml"], "");
        assert!(check.code == Some(0) && joined(&check.out).contains(words), "{check:?}");
        assert_eq!(
            outcomes(&door.say(&["check", "--json", "decks/t.toml"], "")),
            ["unavailable", "unavailable"]
        );
        assert_eq!(door.say(&["check", "--strict", "decks/t.toml"], "").code, Some(1));
        for call in [
            &["demo", "theirs"][..],
            &["demo", "theirs", "--compare", "n=1"],
            &["quiz", "decks/t.toml", "--demo", "always"],
            &["quiz", "decks/t.toml", "--demo", "always", "--json"],
            &["doctor"],
            &["disturb", "theirs", "--times", "1", "--scenario", "idle"],
            &["demo", "theirs", "--source"],
            &["show", "theirs"],
            &["list"],
        ] {
            let said = door.say(call, "1\ndemo\n");
            assert!(!has_sung(&door), "{call:?}: {said:?}");
        }
        let quiz = door.say(&["quiz", "decks/t.toml", "--demo", "always"], "1\n");
        assert!(joined(&quiz.out).contains(words), "{quiz:?}");
    }
}

#[test]
fn yes_is_enough_for_one_call_and_is_not_remembered() {
    let door = elsewhere();
    let check = door.say(&["check", "--yes", "--json", "decks/t.toml"], "");
    assert_eq!(outcomes(&check), ["holds", "fails"], "{check:?}");
    assert!(check.err.contains("agreed by --yes: `theirs`"), "{check:?}");
    assert!(has_sung(&door));
    assert_eq!(outcomes(&door.say(&["check", "--json", "decks/t.toml"], "")), ["unavailable", "unavailable"]);
    assert!(!door.folder().join("home/trust.toml").exists());
}

#[test]
fn an_agreement_holds_for_the_same_bytes_and_for_no_others() {
    let door = elsewhere();
    let added = door.say(&["trust", "add", "theirs", "--yes"], "");
    assert_eq!(added.code, Some(0), "{added:?}");
    assert!(added.out.contains("./run.sh") && added.out.contains("4 lines"), "{added:?}");
    assert!(!has_sung(&door), "agreeing runs nothing");
    assert_eq!(outcomes(&door.say(&["check", "--json", "decks/t.toml"], "")), ["holds", "fails"]);
    let run = fs::read_to_string(hostile::canary(&door)).expect("it ran");
    assert!(!run.contains(&*door.folder().to_string_lossy()), "it ran in place: {run}");

    fs::remove_file(hostile::canary(&door)).expect("it ran");
    let program = door.folder().join("demos/theirs/run.sh");
    fs::write(&program, script(&door) + "# one more line\n").expect("a program");
    fs::write(door.folder().join("demos/theirs/more.txt"), "x").expect("a file");
    let check = door.say(&["check", "--json", "decks/t.toml"], "");
    assert_eq!(outcomes(&check), ["unavailable", "unavailable"]);
    assert!(joined(&check.out).contains("has changed since you agreed") && !has_sung(&door), "{check:?}");
    let again = door.say(&["trust", "add", "theirs"], "");
    assert_eq!(again.code, Some(2), "{again:?}");
    for words in ["changed since you agreed on 2", "changed  run.sh", "new      more.txt"] {
        assert!(again.out.contains(words), "{words}: {again:?}");
    }
    assert!(again.err.contains("--yes"), "{again:?}");
}

#[test]
fn agreements_are_listed_and_taken_back() {
    let door = elsewhere();
    assert!(door.say(&["trust"], "").out.contains("Nothing from elsewhere"));
    door.say(&["trust", "add", "theirs", "--yes"], "");
    let list = json(&door.say(&["trust", "list", "--json"], ""));
    assert_eq!(list["agreed"][0]["name"], "theirs", "{list:#}");
    assert_eq!(list["agreed"][0]["hash"].as_str().map(str::len), Some(64), "{list:#}");
    let text = fs::read_to_string(door.folder().join("home/trust.toml")).expect("a book");
    assert!(text.contains("[[agreed]]") && text.contains("name = \"theirs\""), "{text}");
    let unknown = door.say(&["trust", "remove", "thiers"], "");
    assert!(unknown.code == Some(2) && unknown.err.contains("`thiers`"), "{unknown:?}");
    assert_eq!(door.say(&["trust", "remove", "theirs"], "").code, Some(0));
    assert_eq!(outcomes(&door.say(&["check", "--json", "decks/t.toml"], "")), ["unavailable", "unavailable"]);
    assert!(!has_sung(&door));
}

#[test]
fn what_is_in_a_folder_of_ones_own_runs_where_it_is_without_a_question() {
    let door = elsewhere();
    let asked = door.say(&["trust", "add", "--own", "."], "");
    assert!(asked.code == Some(2) && asked.err.contains("--yes"), "{asked:?}");
    assert_eq!(door.say(&["trust", "add", "--own", ".", "--yes"], "").code, Some(0));
    assert_eq!(outcomes(&door.say(&["check", "--json", "decks/t.toml"], "")), ["holds", "fails"]);
    let real = door.folder().canonicalize().expect("a folder").join("demos/theirs");
    let run = fs::read_to_string(hostile::canary(&door)).expect("it ran");
    assert_eq!(run.lines().next(), real.to_str());
    // Every edit counts at once.
    fs::write(door.folder().join("demos/theirs/run.sh"), script(&door).replace("\"val\":1", "\"val\":2"))
        .expect("a program");
    assert_eq!(outcomes(&door.say(&["check", "--json", "decks/t.toml"], "")), ["fails", "holds"]);
    assert_eq!(door.say(&["trust", "remove", "."], "").code, Some(0));
    assert_eq!(outcomes(&door.say(&["check", "--json", "decks/t.toml"], "")), ["unavailable", "unavailable"]);
}

#[test]
fn the_demos_of_the_data_folder_are_ones_own() {
    let door = elsewhere();
    let demos = door.folder().join("demos");
    fs::rename(&demos, door.folder().join("home/demos")).expect("a move");
    assert_eq!(outcomes(&door.say(&["check", "--json", "decks/t.toml"], "")), ["holds", "fails"]);
}

#[test]
fn a_damaged_book_trusts_nothing_and_is_left_alone() {
    let door = elsewhere();
    door.say(&["trust", "add", "theirs", "--yes"], "");
    let path = door.folder().join("home/trust.toml");
    let damaged = fs::read_to_string(&path).expect("a book").replace("hash = ", "hash == ");
    fs::write(&path, &damaged).expect("a book");
    let line = 1 + damaged.lines().position(|line| line.contains("==")).expect("a line");
    let check = door.say(&["check", "--json", "decks/t.toml"], "");
    assert_eq!(outcomes(&check), ["unavailable", "unavailable"]);
    assert!(check.err.contains(&format!("line {line},")), "{check:?}");
    let added = door.say(&["trust", "add", "theirs", "--yes"], "");
    assert!(added.code == Some(2) && added.err.contains("trust.toml"), "{added:?}");
    assert_eq!(fs::read_to_string(&path).expect("the book"), damaged);
    assert!(!has_sung(&door));
}

#[test]
fn nothing_from_elsewhere_passes_for_a_demo_that_came_with_the_program() {
    let door = elsewhere();
    put(&door.folder().join("demos"), "gil-cpu", USUAL, &script(&door));
    put(&door.folder().join("demos"), "lost-update", USUAL, &script(&door));
    for demo in ["gil-cpu", "lost-update"] {
        let said = door.say(&["demo", demo, "--yes", "--trials", "1"], "");
        assert!(!has_sung(&door), "{said:?}");
        assert!(said.err.contains("is not used"), "{said:?}");
        let shown = door.say(&["show", demo], "");
        assert!(!shown.out.contains("A demo"), "{shown:?}");
    }
    let check = door.say(&["check", "--no-run"], "");
    assert!(check.out.contains("name-taken") && check.code == Some(0), "{check:?}");
}

#[test]
fn the_demos_folder_of_this_repository_raises_no_question() {
    let door = Door::new("en");
    std::os::unix::fs::symlink(concat!(env!("CARGO_MANIFEST_DIR"), "/demos"), door.folder().join("demos"))
        .expect("a link");
    let check = door.say(&["check", "--no-run", "--strict"], "");
    assert!(check.code == Some(0) && !check.out.contains("name-taken"), "{check:?}");
    let demo = door.say(&["demo", "lost-update", "--trials", "1"], "");
    assert!(demo.code == Some(0) && demo.err.is_empty(), "{demo:?}");
}

#[test]
fn help_of_trust_is_there_in_every_language() {
    for (lang, words) in [("en", "Take an agreement back"), ("ko", "동의를 거둡니다")] {
        let said = Door::new(lang).say(&["trust", "--help"], "");
        assert!(said.out.contains(words) && said.out.contains("remove"), "{said:?}");
        let said = Door::new(lang).say(&["trust", "add", "--help"], "");
        assert!(said.out.contains("--own"), "{said:?}");
    }
}

/// A deck with a program in a card, which leaves a trace outside of its folder.
fn deck_with_program(door: &Door, more: &str) -> String {
    let code = format!("echo ran >> '{}'\necho hi{more}", hostile::canary(door).display());
    format!(
        "[deck]\nid = 'p'\ntitle = {{ en = 'P', ko = '프' }}\n[[card]]\nid = 'c'\nkind = 'output'\n\
         prompt = {{ en = 'Output?', ko = '출력은?' }}\nexpect = \"hi\\n\"\n\
         [card.program]\nlang = 'bash'\ncode = '''\n{code}\n'''\n"
    )
}

/// What `ttl check` proves of the only card.
fn proof(door: &Door, arguments: &[&str]) -> String {
    let said = door.say(&[&["check", "--json"], arguments].concat(), "");
    json(&said)["cards"][0]["proof"].as_str().unwrap_or_else(|| panic!("{said:?}")).to_owned()
}

#[test]
fn a_program_in_a_card_of_somebody_else_waits_for_an_agreement_too() {
    let door = Door::new("en");
    let path = door.folder().join("p.toml");
    fs::write(&path, deck_with_program(&door, "")).expect("a deck");
    assert_eq!(proof(&door, &["p.toml"]), "unavailable");
    let quiz = door.say(&["quiz", "p.toml", "--demo", "always"], "hi\n");
    assert!(joined(&quiz.out).contains("type `ttl trust add p.toml`"), "{quiz:?}");
    assert!(!has_sung(&door));
    let added = door.say(&["trust", "add", "p.toml", "--yes"], "");
    assert!(added.code == Some(0) && added.out.contains("p/c") && added.out.contains("bash"), "{added:?}");
    assert!(!has_sung(&door), "agreeing runs nothing");
    assert_eq!(proof(&door, &["p.toml"]), "proven");
    assert!(has_sung(&door));

    fs::remove_file(hostile::canary(&door)).expect("it ran");
    fs::write(&path, deck_with_program(&door, " ")).expect("a deck");
    assert_eq!(proof(&door, &["p.toml"]), "unavailable");
    assert!(!has_sung(&door));
    assert_eq!(proof(&door, &["p.toml", "--yes"]), "proven");
}

#[test]
fn programs_in_the_decks_of_the_data_folder_are_ones_own() {
    let door = Door::new("ko");
    fs::create_dir(door.folder().join("home/decks")).expect("a folder");
    fs::write(door.folder().join("home/decks/p.toml"), deck_with_program(&door, "")).expect("a deck");
    assert_eq!(proof(&door, &["p"]), "proven");
}

#[test]
fn a_deck_cannot_call_itself_one_of_those_inside() {
    let door = Door::new("en");
    fs::create_dir_all(door.folder().join("ttl:decks")).expect("a folder");
    fs::write(door.folder().join("ttl:decks/concurrency.toml"), deck_with_program(&door, ""))
        .expect("a deck");
    assert_eq!(proof(&door, &["ttl:decks/concurrency.toml"]), "unavailable");
    assert!(!has_sung(&door));
}

#[test]
fn what_ttl_new_wrote_for_the_learner_is_the_learner_s_own_and_what_lies_beside_it_is_not() {
    let door = elsewhere();
    let made = door.say(&["new", "demo", "mine", "--code", "bash", "--title", "Mine"], "");
    assert_eq!(made.code, Some(0), "{made:?}");
    let mine = door.say(&["demo", "mine", "--trials", "1"], "");
    assert!(mine.code == Some(0) && !mine.out.contains("ttl trust add"), "{mine:?}");
    let theirs = door.say(&["demo", "theirs", "--trials", "1"], "");
    assert!(joined(&theirs.out).contains("ttl trust add theirs") && !has_sung(&door), "{theirs:?}");
    assert!(!door.say(&["check", "--no-run"], "").out.contains("name-taken"));
}
