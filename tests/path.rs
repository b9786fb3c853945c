//! The learner's path as the program shows it: what is listed, asked and told in which order.

mod door;

use std::fs;

use door::Door;
use serde_json::Value as Json;

/// A deck of one card.
fn deck(id: &str, after: &str) -> String {
    format!(
        "[deck]\nid = '{id}'\ntitle.en = 'Title of {id}'\ntitle.ko = '{id} 제목'\nafter = [{after}]\n\
         [[card]]\nid = 'card-of-{id}'\nkind = 'flash'\nprompt = 'P'\nback = 'B'\ntags = ['brewing']\n"
    )
}

/// A folder with decks about brewing, of which one deck of the binary comes first, and one that nothing leads to.
fn brewery(lang: &str) -> Door {
    let door = Door::new(lang).with("LC_ALL", "C.UTF-8");
    fs::create_dir(door.folder().join("decks")).expect("a folder");
    for (id, after) in [
        ("ale", "'malt', 'water', 'nowhere'"),
        ("cheese", ""),
        ("malt", "'water'"),
        ("water", "'gpu-offload'"),
    ] {
        fs::write(door.folder().join(format!("decks/{id}.toml")), deck(id, after)).expect("a file");
    }
    door
}

/// What stands first on the lines that are no headings, of those words.
fn firsts<'a>(text: &'a str, words: &[&str]) -> Vec<&'a str> {
    let first = text.lines().filter_map(|line| line.split_whitespace().next());
    first.filter(|word| words.contains(word)).collect()
}

#[test]
fn decks_are_listed_behind_those_that_they_come_after() {
    let ids = ["concurrency", "gpu-offload", "water", "malt", "ale", "cheese", "sync-async"];
    let wanted = ["cheese", "concurrency", "sync-async", "gpu-offload", "water", "malt", "ale"];
    for lang in ["en", "ko"] {
        let door = brewery(lang);
        for arguments in [&["list", "decks"][..], &["list"]] {
            let said = door.say(arguments, "");
            assert_eq!(firsts(&said.out, &ids), wanted, "{}", said.out);
        }
        let said = door.say(&["list", "decks", "--json"], "");
        let list: Json = serde_json::from_str(&said.out).expect("JSON");
        let decks = list["decks"].as_array().expect("a list");
        let listed = decks.iter().filter_map(|deck| deck["id"].as_str());
        assert_eq!(listed.filter(|id| ids.contains(id)).collect::<Vec<_>>(), wanted);
        let after = |id: &str| decks.iter().find(|deck| deck["id"] == id).map(|deck| deck["after"].clone());
        assert_eq!(after("ale"), Some(serde_json::json!(["malt", "water", "nowhere"])));
        assert_eq!(after("cheese"), Some(serde_json::json!([])));
    }
}

/// The ids of the cards that are asked; all of them are skipped.
fn asked(door: &Door, arguments: &[&str]) -> Vec<String> {
    let said = door.say(&[arguments, &["--json"]].concat(), &"skip\n".repeat(400));
    let lines = said.out.lines().map(|line| serde_json::from_str::<Json>(line).expect("JSON"));
    let questions = lines.filter(|line| line["event"] == "question");
    questions.map(|line| line["card"].as_str().expect("an id").to_owned()).collect()
}

#[test]
fn cards_are_asked_in_the_order_of_their_decks_unless_somebody_names_another() {
    let door = brewery("en");
    let of = |ids: &[&str]| ids.iter().map(|id| format!("card-of-{id}")).collect::<Vec<_>>();
    let everything = asked(&door, &["quiz"]);
    assert_eq!(everything[..2], ["card-of-cheese", "waits-together"], "the basic deck first");
    assert!(everything.ends_with(&of(&["water", "malt", "ale"])), "{everything:?}");
    assert_eq!(asked(&door, &["quiz", "brewing"]), of(&["cheese", "water", "malt", "ale"]));
    assert_eq!(asked(&door, &["quiz", "./decks"]), of(&["cheese", "water", "malt", "ale"]));
    assert_eq!(asked(&door, &["quiz", "ale", "water"]), of(&["ale", "water"]));
}

#[test]
fn a_deck_is_shown_with_what_comes_before_it_and_what_comes_next() {
    for (lang, first, next, title) in
        [("en", "learn first", "next", "Title of water"), ("ko", "먼저 배울 덱", "다음 덱", "water 제목")]
    {
        let door = brewery(lang);
        let shown = |id: &str| {
            let said = door.say(&["show", id], "");
            assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{id}");
            let head = said.out.split("card-of-").next().unwrap_or_default();
            head.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
        };
        let malt = shown("malt");
        assert!(malt.contains(&format!("{first} water {title}")), "{malt:?}");
        assert!(malt.iter().any(|line| line.starts_with(&format!("{next} ale "))), "{malt:?}");
        let ale = shown("ale");
        let at =
            ale.iter().position(|line| line.starts_with(&format!("{first} water "))).expect("it is told");
        assert!(ale[at + 1].starts_with("malt "), "in the order of the path: {ale:?}");
        assert!(!ale.iter().any(|line| line.starts_with(&format!("{next} "))), "{ale:?}");
        let cheese = shown("cheese");
        assert!(!cheese.iter().any(|line| line.starts_with(first) || line.starts_with(next)), "{cheese:?}");
    }
    let door = brewery("en");
    let json = |id: &str| -> Json {
        let said = door.say(&["show", id, "--json"], "");
        serde_json::from_str(&said.out).unwrap_or_else(|e| panic!("{e}: {}", said.out))
    };
    let malt = &json("malt")["decks"][0];
    assert_eq!(
        (&malt["id"], &malt["after"][0], &malt["next"]),
        (&"malt".into(), &"water".into(), &"ale".into())
    );
    assert_eq!(malt["cards"][0]["id"], "card-of-malt");
    assert_eq!(
        (&json("ale")["decks"][0]["next"], &json("gpu-offload")["decks"][0]["next"]),
        (&Json::Null, &"water".into())
    );
    assert_eq!(json("card-of-ale")[0]["deck"], "ale", "a card alone is a card");
}
