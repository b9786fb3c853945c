//! Whatever strangers write, in decks, promises, file names or what their programs say: nothing of it steers the terminal.
//!
//! Every command runs in a real terminal and what reaches it is read byte by byte. The program's own sequences are few and known;
//! those in the texts here are others.

#![expect(clippy::disallowed_methods, reason = "git makes the repository that is fetched")]

mod door;
mod hostile;

use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use door::{Door, TTL};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};

/// What a stranger writes, as TOML and JSON escape it: hide, title, device control, another alphabet, one-byte CSI and OSC, a bell, a
/// backspace, overrides of direction, tags that nobody sees.
const ESCAPED: &str = r"A\u001b[8mB\u001b]0;T\u0007C\u001bPq\u001b\\D\u001b(0E\u009b8mF\u009d0;T\u009cG\bH\u202eI\u2066J\u2069K\u200fL";

/// The same, as it stands.
const RAW: &str =
    "A\u{1b}[8mB\u{1b}]0;T\u{7}C\u{1b}PqD\u{1b}(0E\u{9b}8mF\u{9d}0;T\u{9c}G\u{202e}I\u{2066}J\u{2069}K";

/// What of it would reach the terminal.
fn steering(seen: &str) -> Vec<String> {
    let sequences = ["\u{1b}[8m", "\u{1b}]", "\u{1b}P", "\u{1b}(", "\u{1b}\\"];
    let found = sequences.iter().filter(|sequence| seen.contains(**sequence)).map(|s| format!("{s:?}"));
    let is_bad = |c: &char| {
        matches!(c, '\u{7}' | '\u{80}'..='\u{9f}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            || ('\u{e0000}'..='\u{e007f}').contains(c)
    };
    found.chain(seen.chars().filter(is_bad).map(|c| format!("{c:?}"))).collect()
}

/// Everything that reaches a terminal in which the program runs to its end while these keys are pressed.
fn seen(door: &Door, arguments: &[&str], keys: &str) -> String {
    let size = PtySize { rows: 40, cols: 100, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).expect("a terminal");
    let mut command = CommandBuilder::new(TTL);
    command.args(arguments);
    command.env_clear();
    for (name, value) in door.variables() {
        command.env(name, value);
    }
    command.env("TERM", "xterm-256color");
    command.cwd(door.folder());
    let mut child = pair.slave.spawn_command(command).expect("the program starts");
    drop(pair.slave);
    let mut writer = pair.master.take_writer().expect("keys");
    writer.write_all(keys.as_bytes()).expect("the terminal takes keys");
    let mut reader = pair.master.try_clone_reader().expect("what it prints");
    let (sender, chunks) = channel();
    thread::spawn(move || {
        let mut chunk = [0; 4096];
        while let Ok(n @ 1..) = reader.read(&mut chunk) {
            let _ = sender.send(chunk[..n].to_vec());
        }
    });
    let mut bytes = Vec::new();
    loop {
        match chunks.recv_timeout(Duration::from_secs(4)) {
            Ok(chunk) => bytes.extend(chunk),
            // It waits for keys that were not foreseen; whoever has seen enough leaves.
            Err(RecvTimeoutError::Timeout) => drop(writer.write_all(b"\x03")),
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    child.wait().expect("the program ends");
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A folder of somebody who writes nothing without sequences.
fn hostile_folder() -> Door {
    let door = Door::new("en");
    for (id, kind) in
        [("one", "choice"), ("two", "number"), ("three", "text"), ("four", "flash"), ("five", "match")]
    {
        fs::create_dir_all(door.folder().join("decks")).expect("a folder");
        fs::write(door.folder().join(format!("decks/{id}.toml")), deck(id, kind)).expect("a deck");
    }
    fs::write(
        door.folder().join("decks/raw.toml"),
        format!("[deck]\nid = 'r'\ntitle = '{RAW}'\n{RAW} = 1\n"),
    )
    .expect("a deck");
    fs::write(door.folder().join(format!("decks/x{}.toml", RAW.replace('/', ""))), deck("named", "choice"))
        .expect("a deck");
    let demo = door.folder().join("demos/noisy");
    fs::create_dir_all(&demo).expect("a folder");
    fs::write(demo.join("demo.toml"), promise("noisy")).expect("a promise");
    fs::write(demo.join("run.sh"), program()).expect("a program");
    fs::write(demo.join(format!("x{RAW}.txt")), RAW).expect("a file");
    fs::set_permissions(demo.join("run.sh"), fs::Permissions::from_mode(0o755)).expect("its mode");
    let named = door.folder().join("demos").join(format!("n{RAW}"));
    fs::create_dir_all(&named).expect("a folder");
    fs::write(named.join("demo.toml"), promise(&format!("n{ESCAPED}"))).expect("a promise");
    door
}

fn deck(id: &str, kind: &str) -> String {
    let e = ESCAPED;
    let body = match kind {
        "choice" => format!(
            "[[card.choice]]\nid = \"a{e}\"\ntext = \"{e}\"\ncorrect = true\nfinding = \"one{e}\"\nwhy = \"{e}\"\n\
             [[card.choice]]\nid = 'b'\ntext = \"{e}\"\nclaim = \"n{e} == 2\"\nbelief = \"{e}\"\nwhy = \"{e}\"\n"
        ),
        "number" => format!("observe = \"n\"\nunit = \"{e}\"\nwithin = \"{e}\"\n"),
        "text" => format!("accept = [\"{e}\"]\nobserve = \"word\"\n"),
        "flash" => format!("back = \"{e}\"\n"),
        _ => format!(
            "[[card.pair]]\nleft = \"l{e}\"\nright = \"r{e}\"\n[[card.pair]]\nleft = \"m{e}\"\nright = \"s{e}\"\n"
        ),
    };
    format!(
        "[deck]\nid = \"{id}\"\ntitle = \"{e}\"\nabout = \"{e}\"\n\"k{e}\" = 1\n[[card]]\nid = \"c{e}\"\nkind = \"{kind}\"\n\
         prompt = \"{e}\\n\\n```rust\\n{e}\\n```\\n| a{e} | b |\\n|---|---|\\n| {e} | [l{e}](http://x{e}) |\"\n\
         demo = {{ id = \"noisy\", set = {{ \"p{e}\" = \"{e}\" }} }}\n\
         hints = [\"{e}\"]\nexplain = \"{e}\"\ntags = [\"t{e}\"]\nnotes = [\"{e}\"]\nsource = [\"{e}\"]\n{body}\
         [[card]]\nid = 'sound'\nkind = \"choice\"\nprompt = \"{e}\"\ndemo = 'noisy'\n\
         [[card.choice]]\nid = 'a'\ntext = \"{e}\"\ncorrect = true\nclaim = 'n == 1'\n\
         [[card.choice]]\nid = 'b'\ntext = \"{e}\"\nclaim = 'n == 2'\nwhy = \"{e}\"\n"
    )
}

fn promise(id: &str) -> String {
    let e = ESCAPED;
    format!(
        "[demo]\nid = \"{id}\"\ntitle = \"{e}\"\nabout = \"{e}\"\nsource = ['run.sh']\ncommand = ['./run.sh', \"{e}\"]\n\
         [[param]]\nid = 'p'\ntype = 'int'\ndefault = 1\nmin = 1\nmax = 3\nhelp = \"{e}\"\n\
         [[cell]]\nid = 'c'\ntitle = \"{e}\"\ncaption = \"{e} {{word}}\"\n\
         [[lane]]\ncell = 'c'\nid = 'l'\nlabel = \"{e}\"\n\
         [[observation]]\nid = 'n'\ntype = 'int'\nclass = 'forced'\nunit = \"{e}\"\nlabel = \"{e}\"\nmeaning = \"{e}\"\n\
         [[observation]]\nid = 'word'\ntype = 'text'\nclass = 'forced'\nlabel = \"{e}\"\nmeaning = \"{e}\"\n\
         [[finding]]\nid = 'one'\nholds = 'n == 1'\nfails = 'n != 1'\nsays = \"{e}\"\n"
    )
}

/// It says everything that can be said, and in every place where something can be said.
fn program() -> String {
    let e = ESCAPED.replace("\\b", "\\u0008");
    let lines = [
        format!(r#"{{"k":"hello","v":1,"demo":"{e}","params":{{}},"cpus":1}}"#),
        RAW.to_owned(),
        r#"{"k":"obs","name":"n","val":1}"#.to_owned(),
        format!(r#"{{"k":"obs","name":"word","val":"{e}"}}"#),
        format!(r#"{{"k":"obs","name":"{e}","val":"{e}"}}"#),
        format!(r#"{{"k":"mark","cell":"c","lane":"l","kind":"note","name":"{e}","t":5}}"#),
        format!(r#"{{"k":"mark","cell":"c","lane":"{e}","kind":"note","name":"{e}","t":6}}"#),
        r#"{"k":"span","cell":"c","lane":"l","st":"run","t0":1,"t1":9}"#.to_owned(),
        format!(r#"{{"k":"skip","cell":"c","what":"{e}","why":{{"en":"{e}","ko":"{e}"}}}}"#),
        r#"{"k":"end","ok":true}"#.to_owned(),
    ];
    format!("#!/bin/sh\n# {RAW}\ncat <<'END'\n{}\nEND\ncat >&2 <<'END'\n{RAW}\nEND\n", lines.join("\n"))
}

#[test]
fn nothing_that_strangers_write_steers_the_terminal() {
    let door = hostile_folder();
    let unknown = format!("x{RAW}").replace('\0', "");
    let option = format!("--x{RAW}");
    for (call, keys) in [
        (&["list"][..], ""),
        (&["list", "cards"], ""),
        (&["list", "--json"], ""),
        (&["show", "one"], ""),
        (&["show", "two", "--json"], ""),
        (&["show", "noisy"], ""),
        (&["show", &unknown], ""),
        (&["check", "--no-run"], ""),
        (&["check", "--json", "--no-run"], ""),
        (&["check", "--yes", "-v", "decks"], ""),
        (&["check", "--yes", "--json", "decks"], ""),
        (&["check", "decks/one.toml"], "sn"),
        (&["quiz", "one", "--yes", "--demo", "always"], "\r\r\u{1b}q"),
        (&["quiz", "one"], "\r\rsysyn\r\r\u{3}"),
        (&["quiz", "two"], "1\r\rn\r\u{3}"),
        (&["quiz", "three"], "x\r\rn\r\u{3}"),
        (&["quiz", "four"], "\r\r\rn\r\u{3}"),
        (&["quiz", "five"], "\r\r\rn\r\u{3}"),
        (&["quiz", "one", "--plain", "--yes", "--demo", "always"], "hint\n1\nskip\nquit\n"),
        (&["quiz", "one", "--json", "--yes", "--demo", "always"], "hint\n1\n1\nquit\n"),
        (&["demo", "noisy", "--yes", "--trials", "2"], ""),
        (&["demo", "noisy", "--yes", "--json"], ""),
        (&["demo", "noisy", "--yes", "--compare", "p=1,2"], ""),
        (&["demo", "noisy", "--yes", "--set", &unknown], ""),
        (&["demo", "noisy", "--source"], ""),
        (&["demo", "noisy"], "sn"),
        (&["demo"], "\u{1b}\u{3}"),
        (&["demo", &unknown], ""),
        (&["doctor", "--yes"], ""),
        (&["disturb", "noisy", "--yes", "--times", "1", "--scenario", "idle", "-v"], ""),
        (&["trust", "add", "noisy"], "sn"),
        (&["trust", "add", "noisy", "--yes"], ""),
        (&["trust", "add", &unknown], ""),
        (&["trust"], ""),
        (&["trust", "list", "--json"], ""),
        (&["trust", "remove", &unknown], ""),
        (&["add", &unknown], ""),
        (&["add", ".", "--name", "all"], ""),
        (&["list", "collections"], ""),
        (&["list"], ""),
        (&["quiz", &unknown], ""),
        (&[&unknown], ""),
        (&[&option], ""),
        (&["demo", "noisy", &option], ""),
        (&["demo", "noisy", "--trials", &unknown], ""),
    ] {
        let seen = seen(&door, call, keys);
        assert_eq!(steering(&seen), Vec::<String>::new(), "{call:?}: {}", seen.escape_debug());
        assert!(seen.chars().any(char::is_alphanumeric), "{call:?} says nothing");
    }
}

#[test]
fn exported_pictures_and_traces_carry_no_sequences() {
    let door = hostile_folder();
    let said = door.say(&["demo", "noisy", "--yes", "--export", "a.svg", "--export", "a.json"], "");
    assert_eq!(said.code, Some(0), "{said:?}");
    for file in ["a.svg", "a.json"] {
        let text = fs::read_to_string(door.folder().join(file)).expect("a file");
        assert!(text.contains('A') && !text.contains('\u{1b}'), "{file}: {}", text.escape_debug());
        assert_eq!(steering(&text), Vec::<String>::new(), "{file}");
    }
}

#[test]
fn the_words_of_commits_are_only_words() {
    let Ok(_) = std::process::Command::new("git").arg("--version").output() else { return };
    let door = hostile_folder();
    let shelf = door.folder().join("shelf");
    fs::create_dir_all(shelf.join("decks")).expect("a folder");
    fs::write(shelf.join("decks/one.toml"), deck("one", "choice")).expect("a deck");
    let git = |words: &[&str]| {
        let mut command = std::process::Command::new("git");
        command.args(["-c", "user.name=A", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"]).args(words);
        let output = command.current_dir(&shelf).env("HOME", &shelf).output().expect("git");
        assert!(output.status.success(), "{words:?}: {output:?}");
    };
    git(&["init", "--quiet"]);
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "--message", RAW]);
    let url = format!("file://{}", shelf.display());
    assert_eq!(steering(&seen(&door, &["add", &url], "")), Vec::<String>::new());
    fs::write(shelf.join("decks/two.toml"), deck("two", "choice")).expect("a deck");
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "--message", RAW]);
    let shown = seen(&door, &["update"], "n");
    assert!(shown.contains("+ shelf/two"), "{}", shown.escape_debug());
    assert_eq!(steering(&shown), Vec::<String>::new(), "{}", shown.escape_debug());
}
