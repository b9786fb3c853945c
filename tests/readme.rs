//! What the README says is true: its commands run, its deck is proven.
#![expect(clippy::disallowed_methods, reason = "starts the real program")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const README: &str = include_str!("../README.md");

/// The fenced blocks of one language.
fn blocks(language: &str) -> Vec<&'static str> {
    let fence = format!("```{language}\n");
    README.split(&fence).skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

fn ttl(arguments: &[&str], input: &str) -> Output {
    let home = tempfile::tempdir().expect("a folder");
    let mut child = Command::new(env!("CARGO_BIN_EXE_ttl"))
        .args(arguments)
        .env("TTL_HOME", home.path())
        .current_dir(home.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("ttl starts");
    child.stdin.take().expect("its input").write_all(input.as_bytes()).expect("it reads");
    child.wait_with_output().expect("it ends")
}

#[test]
fn the_first_block_is_the_two_commands() {
    assert_eq!(blocks("sh")[0].trim(), "cargo run --release -- quiz concurrency\ncargo test");
}

#[test]
fn the_deck_of_the_readme_is_proven() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.toml");
    std::fs::write(&path, blocks("toml")[0]).expect("a file");
    let output = ttl(&["check", path.to_str().expect("a path"), "--lang", "en"], "");
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("2 claims proven, 0 contradicted"), "{said}");
}

#[test]
fn answering_from_a_pipe_works_as_shown() {
    assert!(README.contains("printf '1\\nquit\\n' | ttl quiz concurrency"));
    let output = ttl(&["quiz", "concurrency", "--lang", "en"], "1\nquit\n");
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stdout).contains("1 card, "));
}

#[test]
fn the_links_lead_somewhere() {
    let links = README.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    for link in links.filter(|link| !link.contains("://")) {
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(link).exists(), "{link}");
    }
}
