//! Evidence that is kept, by the real binary: what is not run again, and everything that makes it run again.

mod door;
mod programs;

use std::fs;
use std::path::PathBuf;

use door::{Door, Said};
use nix::sys::signal::{Signal, kill};
use nix::sys::stat::Mode;
use nix::unistd::{Pid, mkfifo};
use programs::assert_group_ends;
use serde_json::Value as Json;

/// A demo that counts its runs outside of its folder and says the number in the file `says`.
const COUNTED: &str = "echo run >> ../../runs\n\
    printf '{\"k\":\"obs\",\"name\":\"n\",\"val\":%s}\\n{\"k\":\"end\",\"ok\":true}\\n' $(cat says)\n";

fn promise(id: &str) -> String {
    format!(
        "[demo]\nid = '{id}'\ntitle = 'D'\nabout = 'It says a number.'\ndeadline_ms = 600000\nsource = 'program.sh'\n\
         command = ['sh', 'program.sh']\n[[param]]\nid = 'p'\ntype = 'int'\ndefault = 1\nmin = 1\nmax = 9\nhelp = 'p'\n\
         [[observation]]\nid = 'n'\ntype = 'int'\nclass = 'forced'\nlabel = 'n'\nmeaning = 'n'\n"
    )
}

fn card(id: &str, demo: &str, claim: &str) -> String {
    let choice = |id: &str, correct: bool, claim: &str| {
        format!("[[card.choice]]\nid = '{id}'\ntext = '{id}'\ncorrect = {correct}\nclaim = '{claim}'\n")
    };
    let choices = choice("yes", true, claim) + &choice("no", false, "n == 99");
    format!("[[card]]\nid = '{id}'\nkind = 'choice'\nprompt = 'Which?'\ndemo = {demo}\n{choices}")
}

/// A working folder with a deck of cards and demos that run such scripts.
fn bench(demos: &[(&str, &str)], cards: &str) -> Door {
    let door = Door::new("en").own();
    for (id, script) in demos {
        let folder = door.folder().join("demos").join(id);
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("demo.toml"), promise(id)).expect("a promise");
        fs::write(folder.join("program.sh"), script).expect("a program");
        fs::write(folder.join("says"), "3").expect("a number");
    }
    write(&door, cards);
    door
}

/// The bench of most tests: one card over one demo that says three.
fn one() -> Door {
    bench(&[("d", COUNTED)], &card("c", "'d'", "n == 3"))
}

fn write(door: &Door, cards: &str) {
    let deck = format!("[deck]\nid = 'k'\ntitle = 'K'\n{cards}");
    fs::write(door.folder().join("k.toml"), deck).expect("a deck");
}

fn file(door: &Door, name: &str) -> PathBuf {
    door.folder().join("demos/d").join(name)
}

/// How often the demo ran since the last call.
fn n_runs(door: &Door) -> usize {
    let runs = door.folder().join("runs");
    let n = fs::read_to_string(&runs).unwrap_or_default().lines().count();
    let _not_there = fs::remove_file(runs);
    n
}

fn check(door: &Door, more: &[&str]) -> (Said, Json) {
    let said = door.say(&[&["check", "k.toml", "--json"], more].concat(), "");
    let report = serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {said:?}"));
    (said, report)
}

/// What became of the first card, whether it was proven earlier, and how often its demo ran for that.
fn came_to(door: &Door, more: &[&str]) -> (String, bool, usize) {
    let (said, report) = check(door, more);
    let card = &report["cards"][0];
    assert_eq!(said.err, "", "{said:?}");
    (card["proof"].as_str().unwrap_or_default().to_owned(), card["earlier"].is_object(), n_runs(door))
}

fn run() -> (String, bool, usize) {
    ("proven".to_owned(), false, 5)
}

fn not_run() -> (String, bool, usize) {
    ("proven".to_owned(), true, 0)
}

fn proofs_of(door: &Door) -> Vec<PathBuf> {
    let folder = door.folder().join("home/cache/proofs");
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    files.filter(|path| path.extension().is_some_and(|end| end == "proof")).collect()
}

#[test]
fn what_did_not_change_is_not_run_again_unless_it_is_asked_for() {
    let door = one();
    assert_eq!(came_to(&door, &[]), run());
    assert_eq!(came_to(&door, &[]), not_run());
    assert_eq!(came_to(&door, &["--fresh"]), run());
    assert_eq!(came_to(&door, &["--no-cache"]), run());
    assert_eq!(came_to(&door, &["--seed", "1"]), run());
    assert_eq!(came_to(&door, &[]), not_run());
}

#[test]
fn nothing_is_kept_where_nothing_is_to_be_kept() {
    let door = one();
    assert_eq!(came_to(&door, &["--no-cache"]), run());
    assert_eq!(proofs_of(&door), Vec::<PathBuf>::new());
    assert_eq!(came_to(&door, &[]), run());
}

#[test]
fn the_report_says_how_much_was_proven_earlier_and_how_to_run_it_again() {
    for (lang, wanted, beside) in [
        (
            "en",
            "1 card is unchanged and was proven less than a minute ago; `--fresh` runs again",
            "run less than",
        ),
        (
            "ko",
            "카드 1장은 바뀐 것이 없어 다시 실행하지 않았습니다(증명: 1분 이내). `--fresh`로",
            "실행: 1분 이내",
        ),
    ] {
        let door = one().with("TTL_LANG", lang);
        let first = door.say(&["check", "k.toml"], "");
        assert!(!first.out.contains("--fresh"), "{first:?}");
        let again = door.say(&["check", "k.toml", "-v"], "");
        assert!(again.out.contains(wanted) && again.out.contains(beside), "{}", again.out);
        let (_, report) = check(&door, &[]);
        assert_eq!(report["counts"]["cards_proven_earlier"], 1);
        assert!(report["cards"][0]["earlier"]["at"].as_u64().is_some_and(|at| at > 1_700_000_000));
    }
}

#[test]
fn a_changed_program_promise_setting_or_number_of_trials_runs_again() {
    let door = one();
    assert_eq!(came_to(&door, &[]), run());
    fs::write(file(&door, "program.sh"), COUNTED.replace("echo run", "echo again")).expect("a program");
    assert_eq!(came_to(&door, &[]), run());
    fs::write(file(&door, "demo.toml"), promise("d").replace("'D'", "'E'")).expect("a promise");
    assert_eq!(came_to(&door, &[]), run());
    fs::write(file(&door, "more"), "a file more").expect("a file");
    assert_eq!(came_to(&door, &[]), run());
    write(&door, &card("c", "{ id = 'd', set = { p = 2 } }", "n == 3"));
    assert_eq!(came_to(&door, &[]), run());
    assert_eq!(came_to(&door, &["--trials", "2"]), ("proven".to_owned(), false, 2));
    assert_eq!(came_to(&door, &[]), not_run());
    fs::remove_file(file(&door, "more")).expect("it was there");
    write(&door, &card("c", "'d'", "n == 3"));
    assert_eq!(came_to(&door, &[]), not_run(), "everything is again as it was");
}

#[test]
fn another_environment_runs_again_and_another_window_does_not() {
    let door = one();
    assert_eq!(came_to(&door, &[]), run());
    let door = door.with("TERM", "xterm").with("SSH_TTY", "/dev/pts/7").with("COLUMNS", "91");
    assert_eq!(came_to(&door, &[]), not_run());
    let door = door.with("RUST_MIN_STACK", "100000");
    assert_eq!(came_to(&door, &[]), run());
    let door = door.with("PATH", "/usr/bin:/bin");
    assert_eq!(came_to(&door, &[]), run());
}

#[test]
fn another_interpreter_of_the_same_name_runs_again() {
    use std::os::unix::fs::PermissionsExt;
    let door = one();
    let bin = door.folder().join("bin");
    fs::create_dir(&bin).expect("a folder");
    let path = format!("{}:{}", bin.display(), door::PATHS);
    let door = door.with("PATH", &path);
    assert_eq!(came_to(&door, &[]), run());
    // The same variable leads somewhere else now.
    fs::write(bin.join("sh"), "#!/bin/bash\nexec /bin/sh \"$@\"\n").expect("a stand-in");
    fs::set_permissions(bin.join("sh"), fs::Permissions::from_mode(0o755)).expect("rights");
    assert_eq!(came_to(&door, &[]), run());
    assert_eq!(came_to(&door, &[]), not_run());
}

#[test]
fn a_changed_claim_needs_no_new_run_while_it_is_true_and_no_old_verdict_survives_it() {
    let door = one();
    assert_eq!(came_to(&door, &[]), run());
    write(&door, &card("c", "'d'", "n >= 2"));
    assert_eq!(came_to(&door, &[]), not_run());
    write(&door, &card("c", "'d'", "n == 4"));
    let contradicted = ("contradicted".to_owned(), false, 5);
    assert_eq!(came_to(&door, &[]), contradicted);
    assert_eq!(came_to(&door, &[]), contradicted, "a failure is always fresh");
    write(&door, &card("c", "'d'", "n == 3"));
    assert_eq!(came_to(&door, &[]), run(), "what contradicted was not kept");
}

#[test]
fn what_a_fresh_run_no_longer_shows_is_forgotten() {
    let door = bench(&[("d", &COUNTED.replace("cat says", "cat ../../says"))], &card("c", "'d'", "n == 3"));
    let says = |n: &str| fs::write(door.folder().join("says"), n).expect("a number");
    says("3");
    assert_eq!(came_to(&door, &[]), run());
    // A file outside of the demo's folder: nobody can see that it matters.
    says("4");
    assert_eq!(came_to(&door, &[]), not_run());
    assert_eq!(came_to(&door, &["--fresh"]).0, "contradicted");
    assert_eq!(came_to(&door, &[]), ("contradicted".to_owned(), false, 5));
}

#[test]
fn evidence_of_a_program_that_changed_while_it_ran_is_not_kept() {
    let door = bench(&[("d", &format!("date >> written\n{COUNTED}"))], &card("c", "'d'", "n == 3"));
    assert_eq!(came_to(&door, &[]), run());
    assert_eq!(came_to(&door, &[]), run());
}

#[test]
fn damaged_evidence_is_passed_over_and_written_anew() {
    let door = one();
    for damage in ["", "ttl-evidence-1 0\n{}", "\u{0}\u{0}"] {
        assert_eq!(came_to(&door, &["--fresh"]), run());
        let [kept] = proofs_of(&door).try_into().expect("one proof");
        fs::write(&kept, damage).expect("damage");
        assert_eq!(came_to(&door, &[]), run(), "{damage:?}");
        assert_eq!(came_to(&door, &[]), not_run());
    }
}

#[test]
fn where_nothing_can_be_kept_proofs_go_on_with_one_line_about_it() {
    for (lang, wanted) in
        [("en", "proofs could not be kept"), ("ko", "증명을 다음을 위해 저장하지 못했습니다")]
    {
        let door = one().with("TTL_LANG", lang);
        fs::write(door.folder().join("home/cache"), "in the way").expect("a file");
        for _ in 0..2 {
            let said = door.say(&["check", "k.toml"], "");
            assert_eq!((said.code, n_runs(&door)), (Some(0), 5), "{said:?}");
            assert!(said.err.starts_with(wanted) && said.err.lines().count() == 1, "{}", said.err);
        }
    }
}

#[test]
fn everything_that_is_kept_can_be_cleared() {
    for (lang, some, none) in [
        ("en", "1 kept proof removed\n", "no proofs were kept\n"),
        ("ko", "저장된 증명 1건을 지웠습니다\n", "저장된 증명이 없습니다\n"),
    ] {
        let door = one().with("TTL_LANG", lang);
        assert_eq!(came_to(&door, &[]), run());
        assert_eq!(door.say(&["check", "--clear-cache"], "").out, some);
        assert_eq!(door.say(&["check", "--clear-cache"], "").out, none);
        assert_eq!(came_to(&door, &[]), run());
    }
}

#[test]
fn two_checks_at_once_do_not_disturb_each_other() {
    let door = one();
    let both = [(); 2].map(|()| door.command(&["check", "k.toml"]).spawn().expect("it starts"));
    for child in both {
        let output = child.wait_with_output().expect("it ends");
        assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    }
    n_runs(&door);
    assert_eq!(came_to(&door, &[]), not_run());
}

#[test]
fn the_program_of_a_card_is_not_run_again_until_it_changes() {
    let door = Door::new("en").own();
    let program = |code: &str| {
        format!(
            "[[card]]\nid = 'c'\nkind = 'output'\nprompt = 'What?'\nexpect = \"1\\n\"\n[card.program]\nlang = 'bash'\ncode = '''\n{code}\n'''\n"
        )
    };
    let earlier = |code: &str| {
        write(&door, &program(code));
        let (_, report) = check(&door, &[]);
        assert_eq!(report["cards"][0]["proof"], "proven", "{report}");
        report["cards"][0]["earlier"].is_object()
    };
    assert!(!earlier("echo 1"));
    assert!(earlier("echo 1"));
    assert!(!earlier("echo  1"));
    assert!(earlier("echo 1"));
}

/// Says who it is through one pipe, and waits for the other's word at another. Each trial has pipes of its own: a word must not be read by
/// the trial before.
fn meets(mine: &str, other: &str) -> String {
    format!("echo here > ../../{mine}.$TTL_TRIAL & cat ../../{other}.$TTL_TRIAL > /dev/null\nwait\n{COUNTED}")
}

#[test]
fn demos_that_bear_company_run_side_by_side() {
    let cards = card("a", "'a'", "n == 3") + &card("b", "'b'", "n == 3");
    let door = bench(&[("a", &meets("one", "other")), ("b", &meets("other", "one"))], &cards);
    for pipe in (0..=3).flat_map(|trial| [format!("one.{trial}"), format!("other.{trial}")]) {
        mkfifo(&door.folder().join(pipe), Mode::S_IRWXU).expect("a pipe with a name");
    }
    // Each ends only while the other runs.
    let (said, report) = check(&door, &["-j", "2", "--trials", "3"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    let order: Vec<_> = report["cards"].as_array().expect("cards").iter().map(|card| &card["card"]).collect();
    assert_eq!(order, ["a", "b"]);
    assert_eq!(n_runs(&door), 6);
}

#[test]
fn ctrl_c_ends_everything_that_runs_side_by_side() {
    let endless = |pipe: &str| format!("sleep 1000 & echo $$ > ../../{pipe}; sleep 1000\n");
    let cards = card("a", "'a'", "n == 3") + &card("b", "'b'", "n == 3");
    let door = bench(&[("a", &endless("one")), ("b", &endless("other"))], &cards);
    for pipe in ["one", "other"] {
        mkfifo(&door.folder().join(pipe), Mode::S_IRWXU).expect("a pipe with a name");
    }
    let mut check = door.command(&["check", "k.toml", "-j", "2"]).spawn().expect("it starts");
    // Answers as soon as the program has written.
    let leader = |pipe: &str| {
        let written = fs::read_to_string(door.folder().join(pipe)).expect("it announces itself");
        Pid::from_raw(written.trim().parse().expect("a process number"))
    };
    let leaders = [leader("one"), leader("other")];
    kill(Pid::from_raw(check.id().cast_signed()), Signal::SIGINT).expect("it runs");
    assert_eq!(check.wait().expect("it ends").code(), Some(130));
    leaders.into_iter().for_each(assert_group_ends);
}
