//! What goes wrong with the file of the review history is said, leaves the file as it is, and has a way out: by the real program.
#![expect(clippy::disallowed_methods, reason = "disks are made full and folders read-only with the shell")]

mod door;
mod log;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use door::{Door, PATHS, Said, TTL};
use log::{Told, lines};

/// A home with so many answers in its history; nothing is left in a log beside the file.
fn with_answers(lang: &str, n: usize) -> (Door, PathBuf) {
    let door = Door::new(lang);
    let uids: Vec<String> = (0..n).map(|n| format!("{n:06}")).collect();
    let cards: Vec<String> = (0..n).map(|n| format!("c{}", n % 100)).collect();
    let told = (0..n).map(|n| Told {
        uid: &uids[n],
        card: &cards[n],
        day: 20_000 + i32::try_from(n / 100).expect("a number"),
        ..Told::default()
    });
    let told: Vec<_> = told.collect();
    let said = door.say(&["history", "import", "-"], &lines(&told));
    assert_eq!(said.code, Some(0), "{said:?}");
    let path = door.folder().join("home/history.db");
    assert!(!door.folder().join("home/history.db-wal").exists());
    (door, path)
}

/// The program says this in that language, ends with 2 where it must not go on, and touches nothing.
fn is_refused(door: &Door, path: &Path, words: &[&str]) {
    let before = fs::read(path).expect("a file");
    for command in [&["history", "export"][..], &["history", "undo"], &["review"]] {
        let said = door.say(command, "");
        assert_eq!(said.code, Some(2), "{said:?}");
        for words in words {
            assert!(said.err.contains(words), "{words}: {said:?}");
        }
    }
    assert_eq!(fs::read(path).expect("a file"), before);
    assert_eq!(fs::read_dir(path.parent().expect("a folder")).expect("a folder").count(), 1);
}

#[test]
fn a_newer_history_is_left_alone_and_can_be_read_out() {
    for (lang, words) in [
        ("en", ["newer ttl", "shape 99", "shapes up to 1", "update ttl", "ttl history salvage"]),
        ("ko", ["더 새로운 ttl", "99", "아는 형식은 1까지", "업데이트", "ttl history salvage"]),
    ] {
        let (door, path) = with_answers(lang, 3);
        let exported = door.say(&["history", "export"], "").out;
        let db = rusqlite::Connection::open(&path).expect("a database");
        db.execute_batch("PRAGMA user_version = 99; ALTER TABLE entry ADD COLUMN mood TEXT;")
            .expect("a change");
        db.execute("INSERT INTO entry (uid, card, at_ms, offset_min, what, body) VALUES ('z', 1, 1, 0, 'felt', '{\"what\":\"felt\"}')", [])
            .expect("a row");
        drop(db);
        is_refused(&door, &path, &words);
        let said = door.say(&["history", "salvage", "home/history.db"], "");
        assert_eq!((said.code, said.out), (Some(0), exported));
        let understood =
            if lang == "en" { "1 entries are not understood" } else { "이해하지 못하는 줄이 1개" };
        assert!(said.err.contains(understood), "{}", said.err);
    }
}

#[test]
fn what_is_no_history_is_left_alone() {
    for (lang, words) in
        [("en", ["is damaged", "left as it is"]), ("ko", ["손상되었거나", "그대로 두었습니다"])]
    {
        let (door, path) = with_answers(lang, 3);
        let sound = fs::read(&path).expect("a file");
        let garbage =
            b"Dear diary, this is no database at all, but it is long enough to be looked at.".repeat(100);
        for damage in [&garbage[..], &sound[..600], &sound[..5000]] {
            fs::write(&path, damage).expect("a file");
            let salvage = "ttl history salvage";
            is_refused(
                &door,
                &path,
                &[words[0], words[1], salvage, "mv ", "ttl history import answers.jsonl"],
            );
        }
        fs::write(&path, &garbage).expect("a file");
        let said = door.say(&["history", "salvage", "home/history.db"], "");
        assert!(said.code == Some(2) && said.out.is_empty() && said.err.contains(words[0]), "{said:?}");
        fs::remove_file(&path).expect("a file");
        rusqlite::Connection::open(&path)
            .and_then(|db| db.execute_batch("CREATE TABLE t (x)"))
            .expect("a database");
        is_refused(&door, &path, &words);
    }
}

#[test]
fn out_of_a_file_with_holes_comes_every_entry_that_is_not_in_a_hole() {
    let (door, path) = with_answers("en", 3000);
    let all = door.say(&["history", "export"], "").out;
    let sound = fs::read(&path).expect("a file");
    let n_pages = sound.len() / 4096;
    assert!(n_pages > 100, "{n_pages}");
    for (from, to) in
        [(n_pages / 2, n_pages / 2 + 3), (n_pages / 3, n_pages / 3 + 1), (n_pages - 20, n_pages)]
    {
        let mut holed = sound.clone();
        holed[from * 4096..to * 4096].fill(0xa5);
        fs::write(&path, &holed).expect("a file");
        let said = door.say(&["history", "check"], "");
        assert!(said.code == Some(1) && said.err.contains("ttl history salvage"), "{said:?}");
        let said = door.say(&["history", "salvage", "home/history.db"], "");
        assert_eq!(said.code, Some(0), "{said:?}");
        assert_eq!(fs::read(&path).expect("a file"), holed, "it is only read");
        let n = said.out.lines().count();
        let _ = writeln!(std::io::stderr(), "pages {from}..{to} of {n_pages} lost: {n} of 3000 entries read");
        assert!(said.err.contains(&format!("{n} entries were read")), "{}", said.err);
        // A page holds some ten entries, and is not always one of entries.
        assert!(n >= 3000 - (to - from) * 20, "{n} {}", said.err);
        let known: std::collections::BTreeSet<&str> = all.lines().collect();
        assert!(said.out.lines().all(|line| known.contains(line)));
        // The way out: put the file aside, take the lines in.
        fs::rename(&path, door.folder().join("home/aside")).expect("a file");
        let taken = door.say(&["history", "import", "-"], &said.out);
        assert!(taken.err.contains(&format!("{n} new entries taken in")), "{taken:?}");
        assert_eq!(door.say(&["history", "check"], "").code, Some(0));
    }
}

#[test]
fn a_file_that_was_cut_off_gives_what_is_left_of_it() {
    let (door, path) = with_answers("ko", 3000);
    let sound = fs::read(&path).expect("a file");
    fs::write(&path, &sound[..sound.len() * 3 / 4]).expect("a file");
    let said = door.say(&["history", "salvage", "home/history.db"], "");
    let n = said.out.lines().count();
    let _ = writeln!(std::io::stderr(), "cut off at three quarters: {n} of 3000 entries read");
    assert!(
        said.code == Some(0) && n > 1000 && said.err.contains(&format!("{n}줄을 읽었습니다")),
        "{n} {}",
        said.err
    );
}

#[test]
fn a_file_without_its_first_page_is_read_by_what_every_history_begins_with() {
    let (door, path) = with_answers("en", 3000);
    let all = door.say(&["history", "export"], "").out;
    let mut headless = fs::read(&path).expect("a file");
    headless[..4096].fill(0);
    fs::write(&path, &headless).expect("a file");
    is_refused(&door, &path, &["is damaged", "ttl history salvage"]);
    let said = door.say(&["history", "salvage", "home/history.db"], "");
    assert_eq!((said.code, said.out), (Some(0), all), "{}", said.err);
}

#[test]
fn where_nothing_can_be_written_that_is_said_with_another_place_to_name() {
    for (lang, words) in
        [("en", ["cannot be written", "TTL_HOME=FOLDER"]), ("ko", ["쓸 수 없습니다", "TTL_HOME=폴더"])]
    {
        let door = Door::new(lang);
        let file = door.folder().join("file");
        fs::write(&file, "x").expect("a file");
        let folder = door.folder().join("folder/history.db");
        fs::create_dir_all(folder).expect("a folder");
        // Below a file, in a folder that takes no files, and where a folder has the name.
        for home in [file.join("home"), PathBuf::from("/proc/self"), door.folder().join("folder")] {
            let home = home.display().to_string();
            let mut command = door.command(&["history", "export"]);
            let output = command.env("TTL_HOME", &home).output().expect("the program ends");
            let err = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.code() == Some(2), "{home}: {err}");
            assert!(err.contains(&home) && words.iter().all(|words| err.contains(words)), "{home}: {err}");
        }
    }
}

/// Runs a script in which `$TTL` is the program, as root of a space of its own where the machine allows that; none where it does not.
fn apart(door: &Door, script: &str) -> Option<Said> {
    let may = |flags: &str| {
        Command::new("unshare").args([flags, "true"]).output().is_ok_and(|it| it.status.success())
    };
    let flags = ["-m", "-rm"].into_iter().find(|flags| may(flags))?;
    let mut command = Command::new("unshare");
    command.args([flags, "sh", "-c", script]).current_dir(door.folder()).env_clear().envs(door.variables());
    let output = command.env("TTL", TTL).output().expect("a shell");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Some(Said { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) })
}

#[test]
fn a_read_only_disk_is_named_and_what_is_on_it_can_be_read_out() {
    let (door, path) = with_answers("en", 3);
    let before = fs::read(&path).expect("a file");
    let script = "mount --bind home home && mount -o remount,bind,ro home || exit 77
        $TTL history undo; echo \"code $?\"; $TTL history salvage home/history.db";
    let Some(said) = apart(&door, script).filter(|said| said.code != Some(77)) else {
        let _ = writeln!(
            std::io::stderr(),
            "not tried with a mount: this machine lets nobody mount; see the other places"
        );
        return;
    };
    assert!(said.err.contains("home/history.db` cannot be written"), "{said:?}");
    assert!(said.err.contains("ttl history salvage"), "{said:?}");
    assert!(said.out.starts_with("code 2\n") && said.out.lines().count() == 4, "{said:?}");
    assert_eq!(fs::read(&path).expect("a file"), before);
}

#[test]
fn a_full_disk_is_named_and_nothing_is_half_taken_in() {
    let (door, _) = with_answers("en", 0);
    let (other, _) = with_answers("en", 3000);
    fs::write(door.folder().join("many.jsonl"), other.say(&["history", "export"], "").out).expect("a file");
    let script = "mkdir -p small && mount -t tmpfs -o size=300k none small || exit 77
        export TTL_HOME=$PWD/small; head -n 20 many.jsonl | $TTL history import - || exit 1
        $TTL history import many.jsonl; echo \"code $?\"; $TTL history export | wc -l; $TTL history check";
    match apart(&door, script).filter(|said| said.code != Some(77)) {
        Some(said) => {
            assert!(
                said.err.contains("small/history.db` on the disk") && said.err.contains("df -h "),
                "{said:?}"
            );
            assert!(
                said.out.starts_with("code 2\n20\n") && said.out.contains("is sound: 20 entries"),
                "{said:?}"
            );
        }
        None => {
            let _ = writeln!(
                std::io::stderr(),
                "not tried with a mount: this machine lets nobody mount; only with a limit"
            );
        }
    }
    // A file that may not grow: everybody may set such a limit.
    let script = format!(
        "trap '' XFSZ; ulimit -f 200; '{TTL}' history import many.jsonl; echo \"code $?\"; ulimit -f unlimited 2>/dev/null; true"
    );
    let mut command = Command::new("sh");
    command.args(["-c", &script]).current_dir(door.folder()).env_clear().envs(door.variables());
    let output = command.env("PATH", PATHS).output().expect("a shell");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(out.contains("code 2"), "{out} {err}");
    assert!(err.contains("history.db") && err.contains("because: ") && err.contains("help: "), "{err}");
    assert_eq!(door.say(&["history", "export"], "").out, "", "all of it or nothing");
    assert_eq!(door.say(&["history", "check"], "").code, Some(0));
}
