//! What is remembered, by the real program: day after day in plain lines, and keys at a real terminal.

mod door;
mod seat;

use std::fs;

use door::{Door, Said};
use seat::{CTRL_C, ENTER, ESCAPE, Seat};
use serde_json::Value as Json;

const SMALL: (u16, u16) = (80, 24);

const DECK: &str = r#"
[deck]
id = "small"
title = { en = "Small", ko = "작은 덱" }

[[card]]
id = "seven"
kind = "number"
prompt = { en = "How many days?", ko = "며칠입니까?" }
hints = { en = ["A week."], ko = ["한 주입니다."] }
expect = 7

[[card]]
id = "word"
kind = "text"
prompt = { en = "Which word?", ko = "어떤 낱말입니까?" }
accept = ["lock", "락"]

[[card]]
id = "turn"
kind = "flash"
prompt = { en = "Front", ko = "앞면" }
back = { en = "The back.", ko = "뒷면입니다." }
"#;

fn with_deck(lang: &str) -> Door {
    let door = Door::new(lang);
    fs::create_dir(door.folder().join("decks")).expect("a folder of decks");
    fs::write(door.folder().join("decks/small.toml"), DECK).expect("a deck");
    door
}

/// One sitting at noon of a day of November 2026, in Seoul.
fn on(door: &Door, day: u8, more: &[&str], typed: &str) -> Said {
    let now = format!("2026-11-{day:02}T12:00:00+09:00[Asia/Seoul]");
    let arguments: Vec<&str> =
        ["review", "small", "--now", &now].into_iter().chain(more.iter().copied()).collect();
    let said = door.say(&arguments, typed);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{said:?}");
    said
}

#[test]
fn what_was_right_comes_back_after_days_and_what_was_wrong_at_once() {
    for (lang, tally, later, none) in [
        ("en", "4 cards, 3 right, 1 wrong", "next: 1 card tomorrow", "0 cards, 0 right, 0 wrong"),
        ("ko", "카드 4장, 맞음 3, 틀림 1", "다음: 내일 1장", "카드 0장, 맞음 0, 틀림 0"),
    ] {
        let door = with_deck(lang);
        let first = on(&door, 10, &[], "8\nlock\ny\n7\n");
        assert!(first.out.contains(tally) && first.out.contains(later), "{}", first.out);
        let again = on(&door, 10, &[], "");
        assert!(again.out.contains(none), "{}", again.out);
        let second = on(&door, 13, &[], "7\nlock\ny\n");
        assert!(second.out.contains("3/3"), "{}", second.out);
    }
}

#[test]
fn an_answer_may_say_how_sure_it_is_and_the_log_knows() {
    let door = with_deck("en");
    on(&door, 10, &[], "sure: 8\nguess: lock\nhard\n7\n");
    let log = door.say(&["history", "export"], "");
    let lines: Vec<Json> = log.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let said = |i: usize, name: &str| lines[i][name].as_str().unwrap_or_default().to_owned();
    assert_eq!(
        (said(0, "confidence"), said(0, "grade"), said(0, "verdict")),
        ("sure".into(), "again".into(), "wrong".into())
    );
    assert_eq!((said(1, "confidence"), said(1, "grade")), ("guess".into(), "hard".into()));
    assert_eq!((said(2, "answer"), said(2, "grade")), ("hard".into(), "hard".into()));
}

#[test]
fn sure_and_wrong_is_said_in_so_many_words() {
    for (lang, typed, words) in [
        ("en", "sure: 8\nquit\n", "sure, and not so"),
        ("ko", "확신: 8\n그만\n", "확신했지만 사실은 다릅니다"),
    ] {
        let said = on(&with_deck(lang), 10, &[], typed);
        assert!(said.out.contains(words), "{}", said.out);
    }
}

#[test]
fn a_program_reads_events_of_a_review() {
    let said = on(&with_deck("en"), 10, &["--json"], "8\nundo\n7\nsuspend\nquit\n");
    let events: Vec<String> = said
        .out
        .lines()
        .map(|line| {
            serde_json::from_str::<Json>(line).expect("JSON")["event"].as_str().expect("a name").to_owned()
        })
        .collect();
    let expected = [
        "question",
        "verdict",
        "back",
        "question",
        "undone",
        "question",
        "verdict",
        "back",
        "question",
        "suspended",
        "question",
        "next-due",
        "end",
    ];
    assert_eq!(events, expected, "{}", said.out);
}

#[test]
fn a_quiz_goes_on_where_nothing_can_be_kept_and_says_so() {
    for (lang, words) in [("en", "answers of this sitting are not kept"), ("ko", "이번 답은 남지 않습니다")]
    {
        let door = with_deck(lang);
        fs::remove_dir(door.folder().join("home")).expect("an empty home");
        fs::write(door.folder().join("home"), "a file where a folder should be").expect("a file");
        let said = door.say(&["quiz", "small"], "7\nlock\ny\n");
        assert_eq!(said.code, Some(0), "{said:?}");
        assert!(said.err.contains(words) && said.out.contains('3'), "{said:?}");
        let review = door.say(&["review", "small"], "7\n");
        assert_eq!(review.code, Some(2), "{review:?}");
        assert!(review.err.contains("history.db"), "{review:?}");
    }
}

/// Whether the cursor waits in an input field with that prompt for the nth time.
fn at_field(seat: &Seat, prompt: &str, n: usize) -> bool {
    let text = seat.text();
    text.matches(prompt).count() >= n && text.trim_end().ends_with(&format!("{prompt}:"))
}

#[test]
fn the_terminal_asks_how_sure_shows_gaps_beside_grades_and_takes_answers_back() {
    for (lang, sure, gap, menu, undo, quit, undone) in [
        (
            "en",
            "how sure are you?",
            "yes, at once  (8 days)",
            "skip this card",
            "take back the last answer",
            "quit",
            "taken back",
        ),
        (
            "ko",
            "얼마나 확신하십니까?",
            "예, 바로 떠올랐습니다  (8일)",
            "이 카드 건너뛰기",
            "마지막 답 되돌리기",
            "그만두기",
            "되돌렸습니다",
        ),
    ] {
        let now = "2026-11-10T12:00:00+09:00[Asia/Seoul]";
        let door = with_deck(lang).with("TTL_REVIEW_FUZZ", "false");
        let mut seat = Seat::new(door, SMALL, &["review", "small", "--now", now]);
        let fields = if lang == "en" { ["a number", "a word"] } else { ["숫자를", "낱말을"] };
        seat.wait_for("a field", |seat| at_field(seat, fields[0], 1));
        seat.press("7\r");
        seat.wait_for_words(sure);
        seat.press("3");
        seat.wait_for("a field", |seat| at_field(seat, fields[1], 1));
        seat.press("lock\r");
        seat.wait_for(sure, |seat| seat.text().matches("2/3").count() == 1 && seat.text().contains(sure));
        seat.press("2");
        seat.wait_for_words("3/3");
        seat.press(ENTER);
        seat.wait_for_words(gap);
        seat.press(ESCAPE);
        seat.wait_for_words(menu);
        seat.choose(undo);
        seat.wait_for_words(undone);
        seat.press(ENTER);
        seat.wait_for_words(menu);
        seat.choose(quit);
        let (code, text) = seat.end();
        assert_eq!(code, 0, "{text}");
    }
}

#[test]
fn a_card_is_edited_at_its_line_and_asked_as_it_is_then() {
    for (what, lang, field, menu, edit, quit) in [
        (&["review"][..], "en", "a number", "skip this card", "edit this card", "quit"),
        (&["review", "small"][..], "ko", "숫자를", "이 카드 건너뛰기", "이 카드 편집하기", "그만두기"),
    ] {
        let door = with_deck(lang);
        // The first of the shelf is asked first.
        fs::rename(door.folder().join("decks/small.toml"), door.folder().join("decks/a.toml"))
            .expect("a name");
        let script = "#!/bin/sh\nprintf '%s' \"$*\" > told\nsed -i 's/How many days?/How many weekdays?/; s/며칠입니까/무슨 요일입니까/' decks/a.toml\n";
        fs::write(door.folder().join("vi"), script).expect("an editor");
        fs::set_permissions(door.folder().join("vi"), std::os::unix::fs::PermissionsExt::from_mode(0o755))
            .expect("it runs");
        let editor = door.folder().join("vi").display().to_string();
        let folder = door.folder().to_owned();
        let mut seat = Seat::new(door.with("EDITOR", &editor), SMALL, what);
        seat.wait_for(field, |seat| at_field(seat, field, 1));
        seat.press(ENTER);
        seat.wait_for_words(menu);
        seat.choose(edit);
        seat.wait_for_words(if lang == "en" { "How many weekdays?" } else { "무슨 요일입니까?" });
        seat.wait_for(field, |seat| at_field(seat, field, 1));
        let told = fs::read_to_string(folder.join("told")).expect("the editor was told");
        assert!(told.starts_with("+6 ") && told.ends_with("decks/a.toml"), "{told}");
        seat.press(ENTER);
        seat.wait_for_words(menu);
        seat.choose(quit);
        assert_eq!(seat.end().0, 0);
    }
}

#[test]
fn ctrl_c_at_the_question_how_sure_leaves_a_sane_terminal() {
    let mut seat = Seat::new(with_deck("en"), SMALL, &["review", "small"]);
    seat.wait_for("a field", |seat| at_field(seat, "a number", 1));
    seat.press("7\r");
    seat.wait_for_words("how sure are you?");
    seat.press(CTRL_C);
    assert_eq!(seat.end().0, 130);
}
