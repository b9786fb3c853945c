//! The real program at a terminal: keys are pressed, the screen is read, and the terminal is left as it was found.
//!
//! Every step waits for a fact on the screen; see `seat`.

mod door;
mod seat;

use std::fs;

use door::Door;
use nix::sys::stat::Mode;
use nix::unistd::mkfifo;
use seat::{CTRL_C, ENTER, ESCAPE, PAPER, Seat};

/// A learner at the first card of the deck on concurrency.
fn at_the_first_card(lang: &str, size: (u16, u16)) -> Seat {
    let mut seat = Seat::new(Door::new(lang), size, &["quiz", "concurrency", "--seed", "1"]);
    seat.wait_for("the menu", |seat| seat.active().is_some());
    seat
}

/// Says "I think so" to the question how sure one is.
fn say_so(seat: &mut Seat, question: &str) {
    seat.wait_for_words(question);
    seat.press("2");
}

/// What a learner reads in one language.
struct Words {
    lang: &'static str,
    sure: &'static str,
    right: &'static str,
    wrong: &'static str,
    offer: &'static str,
    confirmed: &'static str,
    refuted: &'static str,
    lane: &'static str,
    hint: &'static str,
    first_hint: &'static str,
    skip: &'static str,
    quit: &'static str,
    tally: &'static str,
}

const EN: Words = Words {
    lang: "en",
    sure: "how sure are you?",
    right: "Both waits are in flight at once",
    wrong: "A second thread takes over",
    offer: "[q]",
    confirmed: "✓ confirmed",
    refuted: "✗ refuted",
    lane: "task A",
    hint: "show a hint",
    first_hint: "What does the thread itself have to do",
    skip: "skip this card",
    quit: "quit",
    tally: "1 card, 1 right, 0 wrong",
};

const KO: Words = Words {
    lang: "ko",
    sure: "얼마나 확신하십니까?",
    right: "두 대기가 함께 진행되어",
    wrong: "두 번째 스레드가",
    offer: "[q]",
    confirmed: "✓ 확인됨",
    refuted: "✗ 반증됨",
    lane: "태스크 A",
    hint: "힌트 보기",
    first_hint: "스레드가 직접 해야 할 일",
    skip: "이 카드 건너뛰기",
    quit: "그만두기",
    tally: "카드 1장, 맞음 1, 틀림 0",
};

/// Whether the picture has a row of that name.
fn is_drawn(lane: &str, text: &str) -> bool {
    text.lines().any(|line| line.trim_start().starts_with(lane) && line.contains('│'))
}

const SMALL: (u16, u16) = (80, 24);
const LARGE: (u16, u16) = (120, 40);

#[test]
fn a_wrong_answer_is_run_and_refuted_before_the_learners_eyes() {
    for (words, size) in [(EN, SMALL), (KO, LARGE)] {
        let mut seat = at_the_first_card(words.lang, size);
        seat.choose(words.wrong);
        say_so(&mut seat, words.sure);
        seat.wait_for_words(words.offer);
        seat.press("y");
        seat.wait_for_words("2/18");
        let text = seat.text();
        assert_eq!(
            (text.matches(words.confirmed).count(), text.matches(words.refuted).count()),
            (1, 3),
            "{text}"
        );
        assert!(is_drawn(words.lane, &text), "a picture: {text}");
        seat.press(CTRL_C);
        assert_eq!(seat.end().0, 130);
    }
}

#[test]
fn a_right_answer_is_confirmed_and_counted() {
    for (words, size) in [(KO, SMALL), (EN, LARGE)] {
        let mut seat = at_the_first_card(words.lang, size);
        seat.choose(words.right);
        say_so(&mut seat, words.sure);
        seat.wait_for_words(words.offer);
        seat.press(ENTER);
        seat.wait_for_words("2/18");
        assert_eq!(seat.text().matches(words.confirmed).count(), 1, "{}", seat.text());
        seat.press("q");
        seat.wait_for_words(words.skip);
        seat.choose(words.quit);
        let (code, text) = seat.end();
        assert_eq!(code, 0);
        assert!(text.contains(words.tally), "{text}");
    }
}

/// A deck with a card to be typed line by line, and one with two gaps.
fn with_typed_cards(lang: &str) -> Door {
    let door = Door::new(lang);
    let deck = "[deck]\nid = 'typed'\ntitle = 'Typed'\n\
        [[card]]\nid = 'lines'\nkind = 'output'\nprompt = 'Which lines?'\nexpect = \"one\\ntwo\"\n\
        [card.program]\nlang = 'bash'\ncode = 'echo one; echo two'\n\
        [[card]]\nid = 'gaps'\nkind = 'cloze'\nprompt = 'A {{lock}} and a {{queue|line}}.'\n";
    fs::write(door.folder().join("typed.toml"), deck).expect("a deck");
    door
}

#[test]
fn output_is_predicted_line_by_line_and_gaps_are_filled() {
    for (lang, right, wrong) in [("en", "right ✓", "wrong ✗"), ("ko", "맞음 ✓", "틀림 ✗")] {
        let arguments = ["quiz", "typed.toml", "--demo", "never", "--no-confidence"];
        let mut seat = Seat::new(with_typed_cards(lang), SMALL, &arguments);
        seat.wait_for_words("echo one; echo two");
        seat.press("one\r");
        seat.wait_for_words("│ one");
        seat.press("two\r");
        seat.wait_for_words("│ two");
        seat.press(ENTER);
        seat.wait_for_words("A [1 …] and a [2 …].");
        assert!(seat.text().contains(right), "{}", seat.text());
        seat.press("lock; stack\r");
        let (code, text) = seat.end();
        assert_eq!(code, 0);
        assert!(text.contains(wrong) && text.contains("lock; queue"), "{text}");
    }
}

#[test]
fn nothing_is_wider_than_the_terminal() {
    // A line that is too wide wraps, and the next row begins where no line of ours begins: with the rest of a word.
    for (words, size) in [(EN, SMALL), (KO, SMALL)] {
        let mut seat = at_the_first_card(words.lang, size);
        seat.choose(words.wrong);
        say_so(&mut seat, words.sure);
        seat.wait_for_words(words.offer);
        seat.press("y");
        seat.wait_for_words("2/18");
        let screen = seat.paper.screen();
        let wrapped: Vec<u16> = (0..PAPER.get()).filter(|row| screen.row_wrapped(*row)).collect();
        assert_eq!(wrapped, [], "{}", seat.text());
        seat.press(CTRL_C);
        seat.end();
    }
}

#[test]
fn escape_opens_a_menu_with_hints() {
    for words in [EN, KO] {
        let mut seat = at_the_first_card(words.lang, SMALL);
        seat.press(ESCAPE);
        seat.wait_for_words(words.skip);
        seat.choose(words.hint);
        seat.wait_for_words(words.first_hint);
        seat.wait_for("the question again", |seat| {
            seat.active().is_some_and(|entry| entry.starts_with("1)"))
        });
        seat.press("q");
        seat.wait_for_words(words.skip);
        seat.choose(words.skip);
        seat.wait_for_words("2/18");
        seat.press(CTRL_C);
        assert_eq!(seat.end().0, 130);
    }
}

#[test]
fn q_at_the_menu_and_at_the_offer_leaves_politely() {
    let mut seat = at_the_first_card("en", SMALL);
    seat.press("q");
    seat.wait_for_words(EN.skip);
    seat.choose(EN.quit);
    let (code, text) = seat.end();
    assert_eq!(code, 0);
    assert!(text.contains("18 left"), "{text}");

    for key in ["q", ESCAPE] {
        let mut seat = at_the_first_card("en", SMALL);
        seat.choose(EN.right);
        say_so(&mut seat, EN.sure);
        seat.wait_for_words(EN.offer);
        seat.press(key);
        let (code, text) = seat.end();
        assert_eq!(code, 0);
        assert!(text.contains("1 card, 1 right, 0 wrong; 17 left"), "{text}");
    }
}

#[test]
fn ctrl_c_at_the_menu_leaves_a_sane_terminal() {
    let mut seat = at_the_first_card("en", SMALL);
    seat.press(CTRL_C);
    assert_eq!(seat.end().0, 130);
}

#[test]
fn ctrl_c_at_the_offer_leaves_a_sane_terminal() {
    let mut seat = at_the_first_card("ko", SMALL);
    seat.choose(KO.right);
    say_so(&mut seat, KO.sure);
    seat.wait_for_words(KO.offer);
    seat.press(CTRL_C);
    assert_eq!(seat.end().0, 130);
}

/// A door behind which stands a demo that says through a pipe that it runs, and then never ends by itself.
fn with_endless_demo() -> Door {
    let door = Door::new("en").own();
    let folder = door.folder().join("demos/endless");
    fs::create_dir_all(&folder).expect("a folder");
    let promise = "[demo]\nid = 'endless'\ntitle = 'Endless'\nabout = 'It never ends.'\ndeadline_ms = 600000\n\
                   source = 'program.sh'\ncommand = ['sh', 'program.sh']\n\
                   [[observation]]\nid = 'n'\ntype = 'int'\nclass = 'forced'\nlabel = 'n'\nmeaning = 'n'\n";
    fs::write(folder.join("demo.toml"), promise).expect("a promise");
    fs::write(folder.join("program.sh"), "sleep 1000 & echo here > ready; sleep 1000\n").expect("a program");
    mkfifo(&folder.join("ready"), Mode::S_IRWXU).expect("a pipe with a name");
    let deck = "[deck]\nid = 'endless'\ntitle = 'Endless'\n[[card]]\nid = 'c'\nkind = 'number'\nprompt = 'How long?'\n\
                demo = 'endless'\nobserve = 'n'\n";
    fs::write(door.folder().join("endless.toml"), deck).expect("a deck");
    door
}

#[test]
fn ctrl_c_during_a_run_leaves_a_sane_terminal_and_no_child() {
    let door = with_endless_demo();
    let ready = door.folder().join("demos/endless/ready");
    let mut seat = Seat::new(door, SMALL, &["quiz", "./endless.toml", "--no-confidence"]);
    seat.wait_for_words("a number");
    seat.press("7");
    seat.wait_for_words("7");
    seat.press(ENTER);
    seat.wait_for_words(EN.offer);
    seat.press("y");
    // Answers as soon as the program has written.
    assert_eq!(fs::read_to_string(&ready).expect("it announces itself"), "here\n");
    seat.press(CTRL_C);
    assert_eq!(seat.end().0, 130);
}

#[test]
fn a_demo_is_picked_from_a_list_and_drawn() {
    let mut seat = Seat::new(Door::new("en"), LARGE, &["demo"]);
    seat.wait_for_words("which demo");
    seat.press("overlap");
    seat.wait_for_words("> gather-overlap");
    seat.press(ENTER);
    let (code, text) = seat.end();
    assert_eq!(code, 0);
    assert!(is_drawn(EN.lane, &text) && text.contains("findings"), "{text}");
}
