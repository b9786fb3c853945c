//! What is set: default, file, environment, flag, each before the last; what is wrong there is said with its place, and the file is edited
//! in an editor of one's own.

mod door;
mod seat;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use door::Door;
use seat::{CTRL_C, Seat};
use serde_json::{Value as Json, json};

/// A door with that settings file.
fn with_file(lang: &str, text: &str) -> Door {
    let door = Door::new(lang).with("LC_ALL", "C.UTF-8");
    fs::write(file(&door), text).expect("a file");
    door
}

fn file(door: &Door) -> PathBuf {
    door.folder().join("home/settings.toml")
}

/// What `ttl config show` says of one setting.
fn standing(door: &Door, name: &str) -> Json {
    let said = door.say(&["config", "show", "--json"], "");
    assert_eq!(said.code, Some(0), "{said:?}");
    let shown: Json = serde_json::from_str(&said.out).unwrap_or_else(|e| panic!("{e} {said:?}"));
    let rows = shown["settings"].as_array().expect("a list").iter();
    rows.clone().find(|row| row["setting"] == name).cloned().unwrap_or_else(|| panic!("{name}: {said:?}"))
}

/// Value, where it is from, and the line where it is from the file.
fn of(door: &Door, name: &str) -> (Json, String, Json) {
    let row = standing(door, name);
    (row["value"].clone(), row["from"].as_str().unwrap_or_default().to_owned(), row["line"].clone())
}

#[test]
fn the_file_goes_before_the_default_and_the_environment_before_the_file() {
    let none = Door::new("en");
    assert_eq!(of(&none, "review.retention"), (json!(0.9), "default".into(), Json::Null));
    let door = with_file("en", "# mine\n[review]\nretention = 0.85\nlearning_steps_min = [2, 20]\n");
    assert_eq!(of(&door, "review.retention"), (json!(0.85), "file".into(), json!(3)));
    assert_eq!(of(&door, "review.learning_steps_min"), (json!([2, 20]), "file".into(), json!(4)));
    assert_eq!(of(&door, "review.train"), (json!(true), "default".into(), Json::Null));
    let door = door.with("TTL_REVIEW_RETENTION", "0.8").with("TTL_REVIEW_LEARNING_STEPS_MIN", "3,30");
    assert_eq!(of(&door, "review.retention"), (json!(0.8), "environment".into(), Json::Null));
    assert_eq!(of(&door, "review.learning_steps_min"), (json!([3, 30]), "environment".into(), Json::Null));
}

/// A deck of one card about a demo that is there at once.
const DECK: &str = "[deck]\nid = 'd'\ntitle = 'D'\n[[card]]\nid = 'c'\nkind = 'output'\nprompt = 'What?'\nexpect = 'seven'\n\
    [card.program]\nlang = 'bash'\ncode = 'echo seven'\n";

/// How the quiz went: whether it offered the run, and whether the run was shown.
fn quiz(door: &Door, arguments: &[&str]) -> (bool, bool) {
    fs::write(door.folder().join("d.toml"), DECK).expect("a deck");
    let said = door.say(&[&["quiz", "d.toml"], arguments].concat(), "seven\n");
    assert_eq!(said.code, Some(0), "{said:?}");
    (said.out.contains("type `demo` to run"), said.out.contains("it printed"))
}

#[test]
fn a_quiz_runs_demos_as_the_flag_the_environment_the_file_and_the_default_say() {
    let (asks, runs, neither) = ((true, false), (false, true), (false, false));
    let door = Door::new("en").own();
    assert_eq!(quiz(&door, &[]), asks, "the default");
    fs::write(file(&door), "[quiz]\ndemo = 'always'\n").expect("a file");
    assert_eq!(quiz(&door, &[]), runs, "the file");
    let door = door.with("TTL_QUIZ_DEMO", "never");
    assert_eq!(quiz(&door, &[]), neither, "the environment");
    assert_eq!(quiz(&door, &["--demo", "always"]), runs, "the flag");
}

#[test]
fn the_language_is_that_of_the_flag_the_environment_the_file_and_the_system() {
    let home = |text: &str| with_file("", &format!("lang = 'ko'\n{text}"));
    let door = home("").with("LC_ALL", "en_US.UTF-8");
    assert!(door.say(&["--help"], "").out.contains("사용법"), "the file");
    assert_eq!(of(&door, "lang"), (json!("ko"), "file".into(), json!(1)));
    let door = door.with("TTL_LANG", "en");
    assert!(door.say(&["--help"], "").out.contains("Usage"), "the environment");
    assert_eq!(standing(&door, "lang")["from"], "environment");
    assert!(door.say(&["--help", "--lang", "ko"], "").out.contains("사용법"), "the flag");
    let said = door.say(&["config", "--lang", "ko"], "");
    assert!(said.out.lines().any(|line| line.starts_with("lang") && line.contains("명령줄")), "{}", said.out);
    let system = Door::new("").with("LC_ALL", "ko_KR.UTF-8");
    assert_eq!(of(&system, "lang"), (json!("ko"), "system".into(), Json::Null));
}

const WRONG: &str = "[review]\nretenton = 0.9\nnew_per_day = \"ten\"\nlongest_days = 0\nfuzz = false\n";

#[test]
fn three_mistakes_are_said_at_once_each_with_its_place_and_the_rest_counts() {
    let words = [
        (
            "en",
            ["did you mean `retention`?", "this is a string", "write a whole number from 1 to 36500"],
            "error[bad-setting]: the setting `review.longest_days` does not accept `0`",
        ),
        (
            "ko",
            ["`retention` 아닌지", "실제로는 문자열", "1부터 36500까지의 정수를 쓰세요"],
            "오류[bad-setting]: `review.longest_days` 설정에는 `0` 값을 쓸 수 없습니다",
        ),
    ];
    for (lang, wanted, title) in words {
        let door = with_file(lang, WRONG);
        let said = door.say(&["config", "show"], "");
        assert_eq!(said.code, Some(0), "{said:?}");
        for (at, carets) in [(2, "^^^^^^^^"), (3, "^^^"), (4, "^")] {
            assert!(said.err.contains(&format!("settings.toml:{at}:")), "{}", said.err);
            assert!(said.err.replace('━', "^").contains(carets), "{}", said.err);
        }
        for words in wanted {
            assert!(said.err.contains(words), "{words}: {}", said.err);
        }
        assert!(said.err.contains(title), "{}", said.err);
        assert_eq!(standing(&door, "review.fuzz")["value"], false, "the rest counts");
        assert_eq!(standing(&door, "review.longest_days")["from"], "default");
        let quiz = door.say(&["quiz", "concurrency", "--plain"], "quit\n");
        assert_eq!(quiz.code, Some(0), "{quiz:?}");
        assert_eq!(quiz.err.matches("[bad-setting]").count(), 1, "said once: {}", quiz.err);
    }
}

#[test]
fn a_wrong_variable_is_told_by_its_name_with_what_it_may_be() {
    for (lang, words) in [
        ("en", ["does not accept `sometimes`", "`TTL_QUIZ_DEMO` may be ask, always, never", "0.70 to 0.97"]),
        ("ko", ["`sometimes` 값을 쓸 수 없어", "`TTL_QUIZ_DEMO` 변수에 쓸 수 있는 값: ask", "0.70~0.97"]),
    ] {
        let door = Door::new(lang).with("TTL_QUIZ_DEMO", "sometimes").with("TTL_REVIEW_RETENTION", "2");
        let said = door.say(&["config"], "");
        assert_eq!(said.code, Some(0), "{said:?}");
        for words in words {
            assert!(said.err.contains(words), "{words}: {}", said.err);
        }
        assert_eq!(of(&door, "quiz.demo"), (json!("ask"), "default".into(), Json::Null));
    }
}

#[test]
fn every_setting_is_shown_with_where_it_is_from_in_both_languages() {
    for (lang, default) in [("en", "default"), ("ko", "기본값")] {
        let door = with_file(lang, "[quiz]\nconfidence = false\n").with("TTL_REVIEW_ORDER", "random");
        let said = door.say(&["config", "show"], "");
        assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{said:?}");
        let row = |name: &str| -> Vec<&str> {
            let row = said.out.lines().find(|line| line.split_whitespace().next() == Some(name));
            row.unwrap_or_else(|| panic!("{name}: {}", said.out)).split_whitespace().skip(1).collect()
        };
        assert_eq!(row("quiz.confidence"), ["false", "settings.toml:2"]);
        assert_eq!(row("review.order"), ["\"random\"", "TTL_REVIEW_ORDER"]);
        assert_eq!(row("review.retention"), ["0.9", default]);
        for setting in &ttl::deck::SETTINGS {
            assert!(!row(&setting.name()).is_empty());
        }
        assert!(said.out.contains(&file(&door).display().to_string()), "{}", said.out);
    }
}

#[test]
fn the_path_is_told_also_where_there_is_no_file_yet() {
    let door = Door::new("en");
    let said = door.say(&["config", "path"], "");
    assert_eq!((said.code, said.out), (Some(0), format!("{}\n", file(&door).display())));
    assert!(!file(&door).exists());
}

#[test]
fn the_default_file_changes_nothing_and_uncommented_says_the_defaults() {
    for lang in ["en", "ko"] {
        let text = Door::new(lang).say(&["config", "show", "--default"], "").out;
        let before = Door::new(lang).say(&["config", "show", "--json"], "");
        let door = with_file(lang, &text);
        let after = door.say(&["config", "show", "--json"], "");
        assert_eq!((after.code, after.err.as_str()), (Some(0), ""), "{after:?}");
        let settings = |said: &door::Said| -> Json {
            serde_json::from_str::<Json>(&said.out).expect("JSON")["settings"].clone()
        };
        assert_eq!(settings(&after), settings(&before));
        let bare: String =
            text.lines().map(|line| format!("{}\n", line.strip_prefix("# ").unwrap_or(line))).collect();
        let door = with_file(lang, &bare);
        let said = door.say(&["config", "show", "--json"], "");
        assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{said:?}");
        for row in settings(&said).as_array().expect("a list").iter().filter(|row| row["setting"] != "lang") {
            assert_eq!((&row["value"], &row["from"]), (&row["default"], &json!("file")), "{row}");
        }
    }
}

/// An editor that writes down what it was given, and does `what` to the file, whose name is in `$file`.
fn editor(door: &Door, name: &str, what: &str) -> String {
    let path = door.folder().join(name);
    let text = format!("#!/bin/sh\nprintf '%s\\n' \"$@\" > given\nfor file; do :; done\n{what}\n");
    fs::write(&path, text).expect("a script");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it can be executed");
    path.display().to_string()
}

fn given(door: &Door) -> Vec<String> {
    let text = fs::read_to_string(door.folder().join("given")).expect("the editor was there");
    text.lines().map(str::to_owned).collect()
}

#[test]
fn editing_begins_with_the_commented_default_and_ends_with_a_check() {
    for (lang, words) in [("en", "is in order: 1 setting"), ("ko", "정한 설정: 1개")] {
        let door = Door::new(lang);
        let script = editor(
            &door,
            "my-editor",
            "cp \"$file\" before; test -t 0 && test -t 1 && echo 'fuzz = false' > more\n\
            sed 's/^# fuzz = true/fuzz = false/' before > \"$file\"",
        );
        let door = door.with("EDITOR", &format!("{script} --quick"));
        let mut seat = Seat::new(door, (120, 40), &["config", "edit"]);
        seat.wait_for_the_end();
        let (folder, file) = (seat.door.folder().to_owned(), file(&seat.door));
        let default = seat.door.say(&["config", "show", "--default"], "").out;
        assert_eq!(fs::read_to_string(folder.join("before")).expect("a file"), default);
        assert!(folder.join("more").exists(), "the editor has the terminal");
        assert_eq!(given(&seat.door), ["--quick".to_owned(), file.display().to_string()]);
        assert_eq!(standing(&seat.door, "review.fuzz")["value"], false);
        let (code, text) = seat.end();
        assert_eq!(code, 0, "{text}");
        assert!(text.replace('\n', "").contains(words), "{text}");
    }
}

#[test]
fn a_mistake_that_was_made_in_the_editor_is_shown_with_a_caret_and_the_next_time_the_editor_opens_there() {
    for (lang, words) in [("en", "help: did you mean `always`?"), ("ko", "도움말: `always` 아닌지")] {
        let door = Door::new(lang).with("LC_ALL", "C.UTF-8");
        let script = editor(&door, "vim", "printf '# mine\\n\\n[quiz]\\ndemo = \"alwys\"\\n' > \"$file\"");
        let door = door.with("VISUAL", &script).with("EDITOR", "false");
        let mut seat = Seat::new(door, (100, 40), &["config", "edit"]);
        seat.wait_for_the_end();
        let path = file(&seat.door).display().to_string();
        assert_eq!(given(&seat.door), std::slice::from_ref(&path), "nothing was wrong yet");
        let text = seat.text();
        assert!(text.contains("settings.toml:4:9") && text.contains(words), "{text}");
        assert!(text.contains("ttl config edit"), "what to type: {text}");
        let code = seat.child.wait().expect("it ended").exit_code();
        assert_eq!(code, 1, "{text}");
        let Seat { ref door, .. } = seat;
        let again = Door::new(lang).with("VISUAL", &script).with("EDITOR", "false");
        fs::copy(file(door), file(&again)).expect("a copy");
        let mut seat = Seat::new(again, (100, 40), &["config", "edit"]);
        seat.wait_for_the_end();
        assert_eq!(given(&seat.door)[0], "+4");
    }
}

#[test]
fn without_a_terminal_or_an_editor_it_is_said_what_to_do() {
    for (lang, terminal, missing, unset) in [
        ("en", "needs a terminal", "the editor `no-such-editor` was not found", "set `EDITOR`"),
        ("ko", "터미널이 필요한데", "`no-such-editor` 편집기를 찾지 못했습니다", "`EDITOR` 변수를"),
    ] {
        let said = Door::new(lang).with("EDITOR", "true").say(&["config", "edit"], "");
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""));
        assert!(said.err.contains(terminal) && said.err.contains("settings.toml"), "{}", said.err);
        let named = Door::new(lang).with("EDITOR", "no-such-editor");
        for (door, words) in [(named, missing), (Door::new(lang).with("PATH", "/nowhere"), unset)] {
            let mut seat = Seat::new(door, (200, 40), &["config", "edit"]);
            seat.wait_for_the_end();
            assert!(!file(&seat.door).exists(), "nothing was made for nobody");
            let (code, text) = seat.end();
            assert_eq!(code, 2, "{text}");
            assert!(text.contains(words) && text.contains("settings.toml"), "{text}");
        }
    }
}

#[test]
fn ctrl_c_in_the_editor_is_the_editors() {
    let door = Door::new("en");
    let script = editor(&door, "ed", "trap 'echo fuzz = 1 > \"$file\"; exit 0' INT; echo ready; read line");
    let mut seat = Seat::new(door.with("EDITOR", &script), (100, 40), &["config", "edit"]);
    seat.wait_for_words("ready");
    seat.press(CTRL_C);
    let (code, text) = seat.end();
    assert_eq!(code, 1, "the file was checked: {text}");
    assert!(text.contains("did you mean `review.fuzz`?"), "{text}");
}

#[test]
fn an_editor_that_fails_is_told_with_its_code() {
    let door = Door::new("en");
    let script = editor(&door, "ed", "exit 3");
    let mut seat = Seat::new(door.with("EDITOR", &script), (200, 40), &["config", "edit"]);
    seat.wait_for_the_end();
    let (code, text) = seat.end();
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("ended with code 3") && text.contains("as it was last saved"), "{text}");
}
