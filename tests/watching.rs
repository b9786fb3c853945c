//! `ttl check --watch` by the real binary: saved files are seen, what changed is proven, keys do what they say, and the terminal is
//! left as it was found.

mod door;
mod programs;
mod seat;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout};

use door::Door;
use nix::sys::signal::{Signal, kill};
use nix::sys::stat::Mode;
use nix::unistd::{Pid, mkfifo};
use programs::assert_group_ends;
use seat::{CTRL_C, ENTER, Seat};
use serde_json::Value as Json;

const SAYS_THREE: &str =
    "printf '{\"k\":\"obs\",\"name\":\"n\",\"val\":3}\\n{\"k\":\"end\",\"ok\":true}\\n'\n";

fn card(id: &str, demo: &str, claim: &str) -> String {
    let choice = |id: &str, correct: bool, claim: &str| {
        format!(
            "[[card.choice]]\nid = '{id}'\ntext = {{ en = '{id}', ko = '{id}' }}\ncorrect = {correct}\nclaim = '{claim}'\n"
        )
    };
    let choices = choice("yes", true, claim) + &choice("no", false, "n == 99");
    format!(
        "[[card]]\nid = '{id}'\nkind = 'choice'\nprompt = {{ en = 'Which of {id}?', ko = '{id}의 답은?' }}\ndemo = '{demo}'\n{choices}"
    )
}

fn deck(cards: &str) -> String {
    format!("[deck]\nid = 'k'\ntitle = {{ en = 'K', ko = '케이' }}\n{cards}")
}

fn demo(door: &Door, id: &str, script: &str) {
    let folder = door.folder().join("demos").join(id);
    fs::create_dir_all(&folder).expect("a folder");
    let promise = format!(
        "[demo]\nid = '{id}'\ntitle = {{ en = 'A number', ko = '수' }}\nabout = {{ en = 'It says a number.', ko = '수를 말합니다.' }}\n\
         deadline_ms = 600000\nsource = 'program.sh'\ncommand = ['sh', 'program.sh']\n\
         [[observation]]\nid = 'n'\ntype = 'int'\nclass = 'forced'\nlabel = {{ en = 'n', ko = 'n' }}\nmeaning = {{ en = 'n', ko = 'n' }}\n"
    );
    fs::write(folder.join("program.sh"), script).expect("a program");
    fs::write(folder.join("demo.toml"), promise).expect("a promise");
}

/// A working folder with a deck of one card, `one`, whose demo says three.
fn door(lang: &str) -> Door {
    let door = Door::new(lang).own();
    demo(&door, "d", SAYS_THREE);
    fs::create_dir(door.folder().join("decks")).expect("a folder");
    write(&door, &card("one", "d", "n == 3"));
    door
}

fn file(door: &Door) -> PathBuf {
    door.folder().join("decks/k.toml")
}

/// Saves in place.
fn write(door: &Door, cards: &str) {
    fs::write(file(door), deck(cards)).expect("a deck");
}

/// Saves as many editors do: beside, then in its place.
fn replace(door: &Door, cards: &str) {
    let beside = door.folder().join("decks/.k.toml.swp");
    fs::write(&beside, deck(cards)).expect("a deck");
    fs::rename(beside, file(door)).expect("in its place");
}

/// Somebody who reads lines and types some.
struct Reader {
    child: Child,
    typed: ChildStdin,
    lines: BufReader<ChildStdout>,
}

impl Reader {
    fn new(door: &Door, more: &[&str]) -> Self {
        let mut child = door.command(&[&["check", "--watch"], more].concat()).spawn().expect("it starts");
        let typed = child.stdin.take().expect("a pipe");
        let lines = BufReader::new(child.stdout.take().expect("a pipe"));
        Reader { child, typed, lines }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        assert_ne!(self.lines.read_line(&mut line).expect("UTF-8"), 0, "it ended");
        line
    }

    /// The next line with these words.
    fn until(&mut self, words: &str) -> String {
        loop {
            let line = self.line();
            if line.contains(words) {
                return line;
            }
        }
    }

    /// The next event of that name.
    fn event(&mut self, name: &str) -> Json {
        loop {
            let event: Json = serde_json::from_str(&self.line()).expect("JSON on every line");
            if event["event"] == name {
                return event;
            }
        }
    }

    fn press(&mut self, key: &str) {
        writeln!(self.typed, "{key}").expect("it listens");
    }

    fn leave(mut self) {
        self.press("q");
        assert_eq!(self.child.wait().expect("it ends").code(), Some(0));
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        // After a failed test; otherwise it has ended.
        let _ = self.child.kill();
    }
}

#[test]
fn each_save_is_linted_and_what_changed_is_proven_line_by_line_in_json() {
    let door = door("en");
    let mut reader = Reader::new(&door, &["k", "--json"]);
    assert_eq!(reader.event("linted")["problems"], Json::Array(Vec::new()));
    assert_eq!(reader.event("proven")["counts"]["trials"], 5);

    replace(&door, &(card("one", "d", "n == 3") + &card("two", "d", "nn == 3")));
    let linted = reader.event("linted");
    assert_eq!(linted["saved"][0], "decks/k.toml");
    assert_eq!(linted["problems"][0]["code"], "unknown-observation");
    let proven = reader.event("proven");
    assert_eq!(proven["counts"]["trials"], 0, "the demo is the same: {proven}");

    write(&door, &card("one", "d", "n == 4"));
    reader.event("linted");
    assert_eq!(reader.event("proven")["cards"][0]["proof"], "contradicted");
    reader.press("a");
    reader.event("linted");
    assert_eq!(reader.event("proven")["counts"]["trials"], 5);
    reader.leave();
}

#[test]
fn a_changed_demo_a_new_deck_and_a_deleted_one_are_noticed() {
    let door = door("en");
    let mut reader = Reader::new(&door, &["--json", "--no-run"]);
    let decks = |event: &Json| event["saved"].as_array().expect("names").len();
    reader.event("linted");
    let other = door.folder().join("decks/other.toml");
    fs::write(&other, "[deck]\nid = 'other'\ntitle = 'O'\nwhat = 1\n").expect("a deck");
    let linted = reader.event("linted");
    assert!(decks(&linted) == 1 && linted["problems"].to_string().contains("other.toml"), "{linted}");
    fs::remove_file(&other).expect("it was there");
    let linted = reader.event("linted");
    assert!(decks(&linted) == 1 && !linted["problems"].to_string().contains("other.toml"), "{linted}");
    let promise = door.folder().join("demos/d/demo.toml");
    let text = fs::read_to_string(&promise).expect("a promise");
    fs::write(&promise, text.replace("'n'\ntype", "'m'\ntype")).expect("a promise");
    let linted = reader.event("linted");
    assert!(linted["problems"].to_string().contains("unknown-observation"), "{linted}");
    reader.leave();
}

#[test]
fn a_changed_program_is_proven_again_and_nothing_else_is() {
    let door = door("en");
    demo(&door, "e", SAYS_THREE);
    write(&door, &(card("one", "d", "n == 3") + &card("two", "e", "n == 3")));
    let mut reader = Reader::new(&door, &["k", "--json"]);
    assert_eq!(reader.event("proven")["counts"]["trials"], 10);
    fs::write(door.folder().join("demos/e/program.sh"), SAYS_THREE.replace('3', "4")).expect("a program");
    let proven = reader.event("proven");
    assert_eq!(
        (&proven["counts"]["trials"], &proven["cards"][1]["proof"]),
        (&5.into(), &"contradicted".into())
    );
    reader.leave();
}

#[test]
fn a_save_while_something_is_proven_ends_it_and_begins_anew() {
    let door = door("en");
    demo(&door, "endless", "sleep 1000 & echo $$ > ../../ready; sleep 1000\n");
    let ready = door.folder().join("ready");
    mkfifo(&ready, Mode::S_IRWXU).expect("a pipe with a name");
    write(&door, &card("one", "endless", "n == 3"));
    let mut reader = Reader::new(&door, &["k", "--json"]);
    reader.event("linted");
    // Answers as soon as the program has written.
    let group = fs::read_to_string(&ready).expect("it announces itself");
    write(&door, &card("one", "d", "n == 3"));
    assert_eq!(reader.event("proven")["cards"][0]["proof"], "proven");
    assert_group_ends(Pid::from_raw(group.trim().parse().expect("a process number")));
    reader.leave();
}

#[test]
fn plain_lines_tell_the_same_in_both_languages_and_a_deck_that_is_gone_is_said() {
    for (lang, watching, proven, saved, gone) in [
        (
            "en",
            "watching 1 deck, 1 card",
            "2 claims proven",
            "saved: decks/k.toml",
            "`decks/k.toml` is no deck",
        ),
        (
            "ko",
            "덱 1개, 카드 1장을 지켜보는 중",
            "증명된 주장 2",
            "저장됨: decks/k.toml",
            "`decks/k.toml`에 해당하는",
        ),
    ] {
        let door = door(lang);
        let mut reader = Reader::new(&door, &["decks/k.toml"]);
        reader.until(watching);
        reader.until(proven);
        write(&door, &card("one", "d", "nn == 3"));
        reader.until(saved);
        reader.until("unknown-observation");
        fs::remove_file(file(&door)).expect("it was there");
        reader.until(gone);
        write(&door, &card("one", "d", "n >= 3"));
        reader.until(proven);
        reader.leave();
    }
}

#[test]
fn without_anybody_who_types_it_watches_on_until_nobody_reads() {
    let door = door("en");
    let mut command = door.command(&["check", "--watch", "k", "--json"]);
    let mut child = command.stdin(std::process::Stdio::null()).spawn().expect("it starts");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let mut until = |words: &str| lines.by_ref().flatten().find(|line| line.contains(words)).expect("a line");
    until("\"proven\"");
    write(&door, &card("one", "d", "n >= 3"));
    until("decks/k.toml");
    until("\"event\":\"proven\"");
    drop(lines);
    write(&door, &card("one", "d", "n <= 3"));
    assert_eq!(child.wait().expect("it ends").code(), Some(0), "a closed pipe is not an error");
}

const SMALL: (u16, u16) = (80, 24);
const LARGE: (u16, u16) = (120, 40);

#[test]
fn mistakes_come_and_go_on_one_screen() {
    for (lang, size, well, mistake, contradicted) in [
        ("en", SMALL, "nothing to mend", "does not report `nn`", "contradicted by the run"),
        ("ko", LARGE, "고칠 것이 없습니다", "`nn`", "실행 결과와 어긋남"),
    ] {
        let mut seat = Seat::new(door(lang), size, &["check", "--watch", "k"]);
        seat.wait_for_words(well);
        write(&seat.door, &card("one", "d", "nn == 3"));
        seat.wait_for_words(mistake);
        replace(&seat.door, &card("one", "d", "n == 4"));
        seat.wait_for_words(contradicted);
        replace(&seat.door, &card("one", "d", "n == 3"));
        seat.wait_for("all is well", |seat| {
            let text = seat.text();
            text.contains(well) && !text.contains(contradicted) && text.contains("[q]")
        });
        assert!(seat.paper.screen().alternate_screen() && seat.paper.screen().hide_cursor());
        seat.press("q");
        let (code, text) = seat.end();
        assert_eq!(code, 0);
        assert!(!text.contains(well), "the screen that was there before: {text}");
    }
}

#[test]
fn n_and_p_move_through_the_problems() {
    let door = door("en");
    write(&door, &(card("one", "d", "first == 3") + &card("two", "d", "second == 3")));
    let mut seat = Seat::new(door, LARGE, &["check", "--watch", "--no-run", "k"]);
    let at = |words: &'static str| {
        move |seat: &Seat| seat.text().lines().any(|line| line.starts_with('❯') && line.contains(words))
    };
    seat.wait_for("the first", at("`first`"));
    seat.press("n");
    seat.wait_for("the second", at("`second`"));
    seat.press("p");
    seat.wait_for("the first again", at("`first`"));
    seat.press("q");
    assert_eq!(seat.end().0, 0);
}

#[test]
fn r_asks_the_card_that_was_edited_last_and_d_runs_its_demo() {
    for (lang, question, offer, demo, back, well) in [
        ("en", "Which of two?", "[q]", "It says a number.", "any key", "nothing to mend"),
        ("ko", "two의 답은?", "[q]", "수를 말합니다.", "아무 키나", "고칠 것이 없습니다"),
    ] {
        let mut seat = Seat::new(door(lang), SMALL, &["check", "--watch", "k"]);
        seat.wait_for_words(well);
        write(&seat.door, &(card("one", "d", "n == 3") + &card("two", "d", "n >= 3")));
        seat.wait_for("both cards", |seat| seat.text().contains(well) && seat.text().contains("k.toml"));
        seat.press("r");
        seat.wait_for_words(question);
        seat.wait_for("the menu", |seat| seat.active().is_some());
        seat.press(ENTER);
        seat.wait_for_words(offer);
        seat.press("n");
        seat.wait_for_words(back);
        seat.press("x");
        seat.wait_for("the board", |seat| {
            seat.paper.screen().alternate_screen() && seat.text().contains(well)
        });
        seat.press("d");
        seat.wait_for_words(demo);
        seat.wait_for("its end", |seat| seat.text().matches(back).count() == 2);
        seat.press("x");
        seat.wait_for("the board", |seat| seat.paper.screen().alternate_screen());
        seat.press("q");
        let (code, text) = seat.end();
        assert_eq!(code, 0);
        assert!(text.contains(demo) && text.contains(question), "what was shown aside stays: {text}");
    }
}

#[test]
fn ctrl_c_and_a_signal_leave_a_sane_terminal() {
    for is_signal in [false, true] {
        let mut seat = Seat::new(door("en"), SMALL, &["check", "--watch", "k"]);
        seat.wait_for_words("nothing to mend");
        let id = seat.child.process_id().expect("it runs").cast_signed();
        match is_signal {
            true => kill(Pid::from_raw(id), Signal::SIGTERM).expect("it runs"),
            false => seat.press(CTRL_C),
        }
        seat.wait_for_the_end();
        assert!(!seat.paper.screen().alternate_screen());
        assert_eq!(seat.end().0, if is_signal { 143 } else { 130 });
    }
}
