//! Decks and demos of others: added from a folder or a git repository, updated, removed; nothing of them runs by that.
#![expect(clippy::disallowed_methods, reason = "git makes the repositories that are fetched")]

mod door;
mod hostile;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use door::{Door, PATHS};
use hostile::{USUAL, deck, has_sung, put, script};

/// Runs git in a folder; nothing where there is no git.
fn git(folder: &Path, words: &[&str]) -> Option<String> {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]);
    command
        .args(["-c", "commit.gpgsign=false"])
        .args(words)
        .current_dir(folder)
        .env_clear()
        .env("PATH", PATHS);
    let output = command.env("HOME", folder).output().ok()?;
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A folder beside the home with a deck and a demo.
fn folder(door: &Door, name: &str) -> PathBuf {
    let folder = door.folder().join("shelf").join(name);
    put(&folder.join("demos"), "theirs", USUAL, &script(door));
    fs::create_dir(folder.join("decks")).expect("a folder");
    fs::write(folder.join("decks/t.toml"), deck("t", "theirs")).expect("a deck");
    folder
}

/// The same as a repository with one commit, and its address; nothing where there is no git.
fn repository(door: &Door) -> Option<(PathBuf, String)> {
    let folder = folder(door, "course");
    if Command::new("git").arg("--version").output().is_err() {
        let _ = writeln!(std::io::stderr(), "skipped: there is no git on this machine");
        return None;
    }
    git(&folder, &["init", "--quiet"])?;
    commit(&folder, "First");
    let url = format!("file://{}", folder.display());
    Some((folder, url))
}

fn commit(folder: &Path, message: &str) {
    git(folder, &["add", "--all"]).expect("git");
    git(folder, &["commit", "--quiet", "--message", message]).expect("git");
}

#[test]
fn a_folder_is_used_where_it_stands_and_nothing_of_it_runs() {
    let door = Door::new("en");
    let theirs = folder(&door, "course");
    let added = door.say(&["add", "shelf/course"], "");
    assert!(added.code == Some(0) && added.out.contains("1 deck, 1 card, 1 demo"), "{added:?}");
    let list = door.say(&["list"], "");
    assert!(list.out.contains("course/t") && list.out.contains("theirs"), "{list:?}");
    for word in ["course", "course/t", "t"] {
        let quiz = door.say(&["quiz", word, "--demo", "always"], "1\n");
        assert!(quiz.code == Some(0) && quiz.out.contains("ttl trust add"), "{word}: {quiz:?}");
    }
    assert!(door.say(&["update"], "").err.contains("used as it stands"));
    assert!(!has_sung(&door));
    assert_eq!(door.say(&["trust", "add", "theirs", "--yes"], "").code, Some(0));
    assert!(door.say(&["check", "course"], "").out.contains("2 claims proven"));
    let asked = door.say(&["remove", "course"], "");
    assert!(asked.code == Some(2) && asked.err.contains("--yes"), "{asked:?}");
    assert_eq!(door.say(&["remove", "course", "--yes"], "").code, Some(0));
    assert!(theirs.join("decks/t.toml").exists());
    assert!(!door.say(&["list"], "").out.contains("course"));
}

#[test]
fn a_repository_is_fetched_pinned_updated_and_removed() {
    let door = Door::new("en");
    let Some((theirs, url)) = repository(&door) else { return };
    git(&theirs, &["tag", "v1"]);
    assert_eq!(door.say(&["add", &url], "").code, Some(0));
    let pinned = door.say(&["add", &url, "--name", "pinned", "--rev", "v1"], "");
    assert_eq!(pinned.code, Some(0), "{pinned:?}");
    assert!(door.say(&["list", "collections"], "").out.contains("v1"));
    assert!(door.say(&["update"], "").err.contains("`course` has nothing new"));

    fs::write(theirs.join("decks/u.toml"), deck("u", "theirs")).expect("a deck");
    fs::write(theirs.join("demos/theirs/run.sh"), script(&door) + "#\n").expect("a program");
    commit(&theirs, "Second thoughts");
    let asked = door.say(&["update", "course"], "");
    assert_eq!(asked.code, Some(2), "{asked:?}");
    for words in ["Second thoughts", "+ course/u", "+ course/u/c", "~ theirs"] {
        assert!(asked.out.contains(words), "{words}: {asked:?}");
    }
    assert!(!door.say(&["list"], "").out.contains("course/u"), "not before somebody agreed");
    let updated = door.say(&["update", "--yes"], "");
    assert!(updated.code == Some(0) && updated.err.contains("`pinned` has nothing new"), "{updated:?}");
    let list = door.say(&["list"], "");
    assert!(list.out.contains("course/u") && !list.out.contains("pinned/u"), "{list:?}");
    assert!(!has_sung(&door));
    assert_eq!(door.say(&["remove", "course", "--yes"], "").code, Some(0));
    assert!(!door.folder().join("home/collections/course").exists());
    assert!(door.folder().join("home/collections/pinned").exists());
}

#[test]
fn hooks_filters_links_and_submodules_of_a_repository_do_nothing() {
    let door = Door::new("en");
    let Some((theirs, url)) = repository(&door) else { return };
    let canary = hostile::canary(&door);
    let singing = format!("#!/bin/sh\ntouch '{}'\n", canary.display());
    fs::write(theirs.join(".gitattributes"), "* filter=sing diff=sing\n").expect("a file");
    std::os::unix::fs::symlink("/etc/passwd", theirs.join("decks/passwd.toml")).expect("a link");
    std::os::unix::fs::symlink("/bin", theirs.join("demos/bin")).expect("a link");
    commit(&theirs, "Links");
    for hook in ["post-checkout", "post-update", "reference-transaction", "post-merge"] {
        put(&theirs.join(".git"), "unused", USUAL, &singing);
        fs::copy(theirs.join(".git/unused/run.sh"), theirs.join(".git/hooks").join(hook)).expect("a hook");
    }
    git(&theirs, &["config", "filter.sing.smudge", &format!("touch '{}'", canary.display())]);
    git(&theirs, &["config", "core.fsmonitor", &format!("touch '{}'", canary.display())]);
    let added = door.say(&["add", &url], "");
    assert_eq!(added.code, Some(0), "{added:?}");
    assert!(added.err.contains("left out") && added.err.contains("decks/passwd.toml"), "{added:?}");
    let tree = door.folder().join("home/collections/course/tree");
    assert!(tree.join("decks/t.toml").is_file() && !tree.join("decks/passwd.toml").exists());
    assert!(!tree.join("demos/bin").exists() && !tree.join(".gitattributes").exists());
    assert!(!has_sung(&door));
}

#[test]
fn what_names_no_collection_is_refused_before_anything_starts() {
    let door = Door::new("en");
    let canary = hostile::canary(&door);
    let ext = format!("ext::sh -c 'touch {}'", canary.display());
    for source in [&ext, "--upload-pack=touch canary", "http://example.org/x", "git@example.org:x", "nowhere"]
    {
        let said = door.say(&["add", "--", source], "");
        assert!(said.code == Some(2) && said.err.contains("help:"), "{source}: {said:?}");
    }
    for words in [["--rev", "a:b"], ["--rev", "--upload-pack=x"], ["--name", "../x"]] {
        let option = format!("{}={}", words[0], words[1]);
        let said = door.say(&["add", "file:///nowhere", &option], "");
        assert_eq!(said.code, Some(2), "{words:?}: {said:?}");
    }
    assert!(!has_sung(&door) && !door.folder().join("home/collections.toml").exists());
}

#[test]
fn without_git_a_repository_is_refused_with_what_to_install() {
    let door = Door::new("en").with("PATH", "/nowhere");
    let said = door.say(&["add", "file:///nowhere/x"], "");
    assert!(said.code == Some(2) && said.err.contains("install git"), "{said:?}");
    assert!(!door.folder().join("home/collections/x").exists());
}

#[test]
fn a_demo_of_a_collection_takes_no_name_that_is_taken() {
    let door = Door::new("en");
    let theirs = folder(&door, "course");
    put(&theirs.join("demos"), "gil-cpu", USUAL, &script(&door));
    let added = door.say(&["add", "shelf/course"], "");
    assert!(added.out.contains("`course/gil-cpu`"), "{added:?}");
    assert!(!door.say(&["show", "gil-cpu"], "").out.contains("A demo"));
    assert!(door.say(&["show", "course/gil-cpu"], "").out.contains("A demo"));
    let said = door.say(&["demo", "course/gil-cpu", "--trials", "1"], "");
    assert!(said.out.contains("ttl trust add") && !has_sung(&door), "{said:?}");
    let said = door.say(&["demo", "course/gil-cpu", "--trials", "1", "--yes"], "");
    assert!(said.out.contains("It is one.") && has_sung(&door), "{said:?}");
}
