//! Two machines whose histories are joined through git, by the very commands that `docs/history.md` gives.
#![expect(clippy::disallowed_methods, reason = "git and the shell are what people join histories with")]

mod door;
mod log;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use door::{Door, PATHS, TTL};

/// The commands of the page, block by block.
fn blocks(page: &str) -> Vec<String> {
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(page)).expect("a page");
    let blocks =
        text.split("```sh\n").skip(1).map(|block| block.split("```").next().expect("its end").to_owned());
    blocks.collect()
}

/// Somebody's machine: a home, and a folder that is a clone.
struct Machine {
    door: Door,
    clone: PathBuf,
}

impl Machine {
    fn new() -> Self {
        let door = Door::new("en");
        fs::create_dir(door.folder().join("home/decks")).expect("a folder");
        fs::write(door.folder().join("home/decks/small.toml"), log::DECK).expect("a deck");
        Machine { clone: door.folder().join("learning"), door }
    }

    /// Runs a script in the clone, or beside it, as a shell would that stops at the first error.
    fn shell(&self, script: &str, folder: &Path) -> String {
        let programs = Path::new(TTL).parent().expect("a folder").display().to_string();
        let mut command = Command::new("sh");
        command.args(["-ec", script]).current_dir(folder).env_clear().envs(self.door.variables());
        command.env("PATH", format!("{programs}:{PATHS}")).env("HOME", self.door.folder());
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "A").env(format!("GIT_{who}_EMAIL"), "a@example.org");
        }
        let output = command.output().expect("a shell");
        let said =
            format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{script}\n{said}");
        said
    }

    fn answer(&self, answers: &str, at: &str) {
        let said = self.door.say(&["quiz", "small", "--demo", "never", "--now", at], answers);
        assert_eq!(said.code, Some(0), "{said:?}");
    }

    fn say(&self, words: &[&str]) -> String {
        let said = self.door.say(words, "");
        assert_eq!(said.code, Some(0), "{said:?}");
        said.out
    }
}

#[test]
fn two_machines_are_joined_through_git_as_the_docs_say() {
    if Command::new("git").arg("--version").output().is_err() {
        let _ = writeln!(std::io::stderr(), "skipped: there is no git on this machine");
        return;
    }
    let [once, each, _] = blocks("history.md").try_into().expect("three blocks");
    let (desk, laptop) = (Machine::new(), Machine::new());
    let shared = desk.door.folder().join("shared.git");
    let main = "git init --quiet --bare --initial-branch=main";
    desk.shell(&format!("{main} '{}'", shared.display()), desk.door.folder());
    let fetch = format!("git clone --quiet '{}' learning", shared.display());
    desk.answer("1\n1\n", "2026-11-20T12:00:00Z");
    desk.shell(&fetch, desk.door.folder());
    desk.shell(&once, &desk.clone);
    laptop.shell(&fetch, laptop.door.folder());
    laptop.shell(&each, &laptop.clone);

    // Both learn before either knows of the other; the laptop is heard of first.
    desk.answer("2\n2\n", "2026-11-21T12:00:00Z");
    laptop.answer("1\n2\n", "2026-11-21T12:00:01Z");
    desk.answer("1\n2\n", "2026-11-22T12:00:00Z");
    laptop.shell(&each, &laptop.clone);
    let said = desk.shell(&each, &desk.clone);
    assert!(said.contains("2 new entries taken in"), "{said}");
    let merges = desk.shell("git log --merges --oneline | wc -l", &desk.clone);
    assert_eq!(merges.trim(), "1", "both sides had something of their own");
    laptop.shell(&each, &laptop.clone);

    let export = |machine: &Machine| machine.say(&["history", "export"]);
    assert_eq!(export(&desk), export(&laptop));
    assert_eq!(export(&desk).lines().count(), 8);
    let now = ["history", "list", "--json", "--now", "2026-11-23T12:00:00Z"];
    assert_eq!(desk.say(&now), laptop.say(&now));
    for machine in [&desk, &laptop] {
        machine.say(&["history", "check"]);
        machine.shell("git diff --exit-code && test -z \"$(git status --short)\"", &machine.clone);
    }
    // Nothing is new: nothing happens.
    assert!(desk.shell(&each, &desk.clone).contains("0 new entries taken in; 8 were there already"));
}

#[test]
fn both_languages_give_the_same_commands() {
    assert_eq!(blocks("history.md"), blocks("history.ko.md"));
}

#[test]
fn a_damaged_file_is_left_behind_as_the_docs_say() {
    let [_, _, salvage] = blocks("history.md").try_into().expect("three blocks");
    let machine = Machine::new();
    machine.answer("1\n1\n", "2026-11-20T12:00:00Z");
    let before = machine.say(&["history", "export"]);
    let folder = machine.door.folder();
    // A newer program wrote last.
    let path = folder.join("home/history.db");
    let db = rusqlite::Connection::open(&path).expect("a database");
    db.pragma_update(None, "user_version", 99).expect("a number");
    drop(db);
    assert_eq!(machine.door.say(&["history", "export"], "").code, Some(2));
    let said = machine.shell(&salvage, folder);
    assert!(said.contains("2 entries were read") && said.contains("2 new entries taken in"), "{said}");
    assert_eq!(machine.say(&["history", "export"]), before);
    assert!(folder.join("home/history.db.damaged").is_file());
}
