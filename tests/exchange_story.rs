//! Importing and exporting with the real binary: files come, become decks, come again changed, and go away as something else.
#![expect(clippy::disallowed_methods, reason = "a compiler is found where the tester's own shell finds it")]

mod door;

use std::fs;

use door::{Door, Said};

/// A quiz with every type of question and a few things that no deck holds.
const QUIZ: &str = r#"
[[questions]]
id = "3d1f7c1e-0000-4000-8000-000000000001"
type = "Tracing"
prompt.program = """
fn main() {
    let words = vec!["b", "a"];
    println!("{}", words.concat());
}
"""
answer.doesCompile = true
answer.stdout = "ba"
context = "The order of the list is kept."

[[questions]]
type = "Tracing"
multipart = "lent"
prompt.program = """
fn main() {
    let word = String::new();
    drop(word);
    drop(word);
}
"""
answer.doesCompile = false
answer.lineNumber = 4

[[questions]]
type = "MultipleChoice"
multipart = "lent"
prompt.prompt = "Which of these takes a string away?"
prompt.distractors = ["`word.len()`"]
prompt.sortAnswers = true
answer.answer = ["`drop(word)`", "`let other = word`"]

[[questions]]
type = "ShortAnswer"
prompt.prompt = "Which word makes a variable changeable?"
answer.answer = "mut"
answer.alternatives = ["`mut`"]

[multipart]
lent = "A string has one owner."
"#;

/// A door behind which rustc is found, wherever it was installed, and a file.
fn door(lang: &str, file: &str, text: &str) -> Door {
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    let mut door = Door::new(lang).own();
    for name in ["PATH", "HOME", "RUSTUP_HOME", "CARGO_HOME", "RUSTUP_TOOLCHAIN"] {
        let value = variable(name);
        if !value.is_empty() {
            door = door.with(name, &value);
        }
    }
    write(&door, file, text);
    door
}

fn write(door: &Door, file: &str, text: &str) {
    let path = door.folder().join(file);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn file(door: &Door, file: &str) -> String {
    fs::read_to_string(door.folder().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn assert_code(said: &Said, code: i32) {
    assert_eq!(said.code, Some(code), "{said:?}");
}

#[test]
fn a_quiz_becomes_a_deck_whose_programs_are_proven() {
    for (lang, words) in
        [("en", "next: ttl check decks/owners.toml"), ("ko", "다음: ttl check decks/owners.toml")]
    {
        let door = door(lang, "owners.toml", QUIZ);
        let said = door.say(&["import", "owners.toml"], "");
        assert_code(&said, 0);
        assert!(said.out.contains("decks/owners.toml") && said.out.contains(words), "{said:?}");
        let check = door.say(&["check", "owners", "--json"], "");
        assert_code(&check, 0);
        assert_eq!(check.out.matches("\"proof\":\"proven\"").count(), 2, "{}", check.out);
    }
}

#[test]
fn a_wrong_key_of_a_quiz_is_contradicted_by_the_compiler() {
    let wrong = QUIZ.replace("answer.stdout = \"ba\"", "answer.stdout = \"ab\"");
    let door = door("en", "owners.toml", &wrong.replace("lineNumber = 4", "lineNumber = 3"));
    assert_code(&door.say(&["import", "owners.toml"], ""), 0);
    let check = door.say(&["check", "owners", "--json"], "");
    assert_code(&check, 1);
    assert_eq!(check.out.matches("\"proof\":\"contradicted\"").count(), 2, "{}", check.out);
}

#[test]
fn a_quiz_goes_out_as_it_came_in() {
    let door = door("en", "owners.toml", QUIZ);
    assert_code(&door.say(&["import", "owners.toml"], ""), 0);
    let out = door.say(&["export", "owners", "--to", "mdbook-quiz", "--strict"], "");
    assert_code(&out, 0);
    assert_eq!(out.err, "");
    for kept in
        ["multipart = \"lent\"", "sortAnswers = true", "lent = \"A string has one owner.\"", "lineNumber = 4"]
    {
        assert!(out.out.contains(kept), "{kept}: {}", out.out);
    }
    let again = door.say(&["import", "-", "--from", "mdbook-quiz", "--name", "owners", "-o", "-"], &out.out);
    assert_code(&again, 0);
    assert_eq!(again.out, file(&door, "decks/owners.toml"));
}

#[test]
fn what_cannot_be_imported_is_shown_where_it_stands_and_the_rest_is() {
    let broken = format!("{QUIZ}\n[extra]\nthing = 1\n").replace("\"ShortAnswer\"", "\"Essay\"");
    for (lang, words) in [("en", "type `Essay`"), ("ko", "`Essay` 유형")] {
        let door = door(lang, "owners.toml", &broken);
        let said = door.say(&["import", "owners.toml"], "");
        assert_code(&said, 1);
        assert!(said.err.contains("owners.toml:37:8") && said.err.contains(words), "{}", said.err);
        assert!(said.err.contains("no-home") && said.err.contains("extra"), "{}", said.err);
        assert_eq!(file(&door, "decks/owners.toml").matches("[[card]]").count(), 3);
    }
}

#[test]
fn a_second_import_changes_nothing_unless_it_is_asked_to() {
    let door = door("en", "owners.toml", QUIZ);
    assert_code(&door.say(&["import", "owners.toml"], ""), 0);
    let before = file(&door, "decks/owners.toml");
    let same = door.say(&["import", "owners.toml"], "");
    assert_code(&same, 0);
    assert!(same.out.contains("nothing new"), "{same:?}");
    assert_eq!(file(&door, "decks/owners.toml"), before);

    let by_hand = before.replace(
        "accept = [\"mut\", \"`mut`\"]",
        "accept = [\"mut\", \"`mut`\"]\nhints = [\"three letters\"]",
    );
    write(&door, "decks/owners.toml", &format!("# my own\n{by_hand}"));
    let more = QUIZ.replace("alternatives = [\"`mut`\"]", "alternatives = [\"MUT\"]")
        + "\n[[questions]]\ntype = \"ShortAnswer\"\nprompt.prompt = \"New?\"\nanswer.answer = \"yes\"\n";
    // A key of the root cannot follow a table, so the shared words come last again.
    let (head, tail) = more.split_once("[multipart]").expect("two parts");
    let (shared, new) = tail.split_once("\n\n").expect("two parts");
    write(&door, "owners.toml", &format!("{head}\n{new}\n[multipart]{shared}\n"));
    let kept = door.say(&["import", "owners.toml"], "");
    assert_code(&kept, 1);
    for words in
        ["was left alone", "new 1: `new`", "changed 1: `which-word-makes-a-variable-changeable`", "--update"]
    {
        assert!(kept.out.contains(words), "{words}: {}", kept.out);
    }
    assert_eq!(file(&door, "decks/owners.toml"), format!("# my own\n{by_hand}"));

    let updated = door.say(&["import", "owners.toml", "--update"], "");
    assert_code(&updated, 0);
    let after = file(&door, "decks/owners.toml");
    for words in ["# my own", "three letters", "\"MUT\"", "id = \"new\""] {
        assert!(after.contains(words), "{words}: {after}");
    }
}

#[test]
fn a_folder_is_imported_at_once_and_other_files_are_passed_over() {
    let door = door("en", "quizzes/one.toml", QUIZ);
    write(
        &door,
        "quizzes/below/two.toml",
        "[[questions]]\ntype = 'ShortAnswer'\nprompt.prompt = 'A?'\nanswer.answer = 'a'",
    );
    write(&door, "quizzes/Cargo.toml", "[package]\nname = 'book'");
    let said = door.say(&["import", "mdbook-quiz", "quizzes", "-o", "mine"], "");
    assert_code(&said, 0);
    assert!(said.out.contains("2 files, 5 cards") && said.err.contains("1 file of the folder"), "{said:?}");
    assert!(said.out.contains("next: ttl check mine"), "{said:?}");
    assert!(
        file(&door, "mine/one.toml").contains("[[card]]")
            && file(&door, "mine/two.toml").contains("id = \"a\"")
    );
}

#[test]
fn two_columns_are_flash_cards_whatever_wrote_them() {
    let rows =
        "\u{feff}Front,Back\r\n\"What is, in short, a mutex?\",\"a \"\"lock\"\"\"\r\n뮤텍스란?,상호 배제\r\n";
    let door = door("en", "words.csv", rows);
    assert_code(&door.say(&["import", "words.csv", "--lang-of", "en"], ""), 0);
    let deck = file(&door, "decks/words.toml");
    for words in [
        "back.en = 'a \"lock\"'",
        "id = \"what-is-in-short-a-mutex\"",
        "id = \"뮤텍스란\"",
        "kind = \"flash\"",
    ] {
        assert!(deck.contains(words), "{words}: {deck}");
    }
    assert!(!deck.contains('\r'));
    let checked = door.say(&["check", "words"], "");
    assert_code(&checked, 0);
}

#[test]
fn a_row_that_is_no_card_is_shown_with_its_field() {
    for (lang, words) in [("en", "numbers of choices"), ("ko", "쓸 수 있는 값")] {
        let door =
            door(lang, "c.csv", "kind,prompt,choice.1,choice.2,correct,colour\nchoice,Which?,a,b,3,red\n");
        let said = door.say(&["import", "c.csv"], "");
        assert_code(&said, 1);
        assert!(said.err.contains("c.csv:2:19") && said.err.contains(words), "{}", said.err);
        assert!(said.err.contains("c.csv:1:39") && said.err.contains("colour"), "{}", said.err);
        assert!(!door.folder().join("decks").exists());
    }
}

#[test]
fn what_a_format_cannot_hold_is_told_card_by_card() {
    let door = Door::new("en");
    let said = door.say(&["export", "concurrency", "--to", "mdbook-quiz"], "");
    assert_code(&said, 0);
    assert!(
        said.err.contains("concurrency/order-of-waits: left out, the format has no `order` cards"),
        "{}",
        said.err
    );
    assert!(said.err.contains("not held by the format:"), "{}", said.err);
    assert!(said.out.starts_with("[[questions]]") && !said.out.contains("left out"));
    let strict = door.say(&["export", "concurrency", "--to", "mdbook-quiz", "--strict"], "");
    assert_code(&strict, 1);
    let korean = door.say(&["export", "concurrency", "--to", "mdbook-quiz", "--lang", "ko"], "");
    assert!(korean.err.contains("`order` 카드가 없어 뺐습니다"), "{}", korean.err);
}

#[test]
fn a_page_to_study_from_has_one_language_or_both() {
    let door = Door::new("en");
    let both = door.say(&["export", "concurrency", "--to", "markdown"], "").out;
    let one = door.say(&["export", "concurrency", "--to", "markdown", "--lang", "ko"], "").out;
    assert!(both.contains("<summary>Answer</summary>") && both.contains("<summary>정답</summary>"));
    assert!(!one.contains("<summary>Answer</summary>") && one.contains("<summary>정답</summary>"));
    assert_eq!(both.matches("<details>").count(), both.matches("</details>").count());
}

#[test]
fn nothing_is_replaced_unasked() {
    let door = door("en", "page.md", "mine");
    let said = door.say(&["export", "concurrency", "-o", "page.md"], "");
    assert_code(&said, 2);
    assert!(said.err.contains("--force"), "{said:?}");
    assert_eq!(file(&door, "page.md"), "mine");
    assert_code(&door.say(&["export", "concurrency", "-o", "page.md", "--force"], ""), 0);
    assert!(file(&door, "page.md").starts_with("# "));
    write(&door, "decks/w.toml", "[package]\nname = 'no deck'");
    write(&door, "w.csv", "front,back\na,b\n");
    let said = door.say(&["import", "w.csv"], "");
    assert_code(&said, 1);
    assert_eq!(file(&door, "decks/w.toml"), "[package]\nname = 'no deck'");
}

#[test]
fn wrong_words_are_told_with_what_was_meant() {
    for (lang, arguments, words) in [
        ("en", vec!["export", "concurency", "--to", "csv"], "`concurrency`"),
        ("en", vec!["export", "concurrency", "--to", "mdbookquiz"], "did you mean `mdbook-quiz`"),
        ("ko", vec!["export", "concurrency"], "--to"),
        ("en", vec!["export", "concurrency", "-o", "x.docx"], "--to"),
        ("en", vec!["import", "nowhere.csv"], "no file `nowhere.csv`"),
        ("ko", vec!["import", "nowhere.csv"], "`nowhere.csv` 파일이 없습니다"),
        ("en", vec!["import", "nowhere.csv", "--from", "markdown"], "can be exported, but not imported"),
        ("en", vec!["import"], "--help"),
    ] {
        let said = Door::new(lang).say(&arguments, "");
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{arguments:?}: {said:?}");
        assert!(said.err.contains(words), "{arguments:?}: {}", said.err);
    }
}

#[test]
fn a_stream_of_unknown_kind_is_asked_about() {
    let door = Door::new("en");
    let said = door.say(&["import", "-"], "a stone\n");
    assert_code(&said, 1);
    assert!(said.err.contains("--from"), "{said:?}");
    let cards = door.say(&["import", "-", "-o", "-"], "Q: What?\nA: That.\n\nC: A [mutex] guards [data].\n");
    assert_code(&cards, 0);
    assert_eq!(cards.out.matches("[[card]]").count(), 2, "{}", cards.out);
    assert!(cards.out.contains("A {{mutex}} guards {{data}}."), "{}", cards.out);
}

#[test]
fn control_characters_of_foreign_files_do_not_reach_the_terminal() {
    let door = door("en", "evil.csv", "front,back,\u{1b}[2Jx\n\u{202e}a,b,c,d\n");
    let said = door.say(&["import", "evil.csv"], "");
    assert!(
        !said.err.contains(['\u{1b}', '\u{202e}']) && !said.out.contains(['\u{1b}', '\u{202e}']),
        "{said:?}"
    );
    assert!(said.err.contains("unknown-column"), "{said:?}");
}
