//! The author's guide is the transcript of somebody new: its files are written, its commands typed one after the other in one folder,
//! and what is shown is what is said. `[..]` stands for anything on a line, a line `...` for any lines.
//!
//! `TTL_BLESS=1 cargo test --test guide` writes what was said into blocks that differ; numbers and times have to be made `[..]` again.

mod door;

use std::fs;
use std::path::Path;
use std::process::Command;

use door::{Door, TTL};
use snapbox::IntoData;

/// The editions: language and page.
const PAGES: [(&str, &str); 2] = [("en", "docs/authoring.md"), ("ko", "docs/authoring.ko.md")];

fn here(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn page(path: &str) -> String {
    fs::read_to_string(here(path)).expect("the guide")
}

/// What stands behind a fence, and where in the page the block's text is.
fn blocks(page: &str) -> Vec<(String, std::ops::Range<usize>)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(begin) = page[from..].find("\n```").map(|at| from + at + 4) {
        let body = begin + page[begin..].find('\n').expect("a line") + 1;
        let end = body + page[body..].find("```").expect("an end");
        found.push((page[begin..body].trim().to_owned(), body..end));
        from = end + 3;
    }
    found
}

/// What a shell says to a line: standard output and error as they come, and the code if it is not 0.
#[expect(
    clippy::disallowed_methods,
    reason = "a shell reads the commands as it would read what a person types"
)]
fn shell(door: &Door, line: &str) -> String {
    let bin = door.folder().join("bin");
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").expect("a search path"));
    let mut command = Command::new("sh");
    command.args(["-c", &format!("exec 2>&1\n{line}")]).env_clear().envs(door.variables()).env("PATH", path);
    let output = command.current_dir(door.folder()).output().expect("a shell");
    let mut said = String::from_utf8(output.stdout).expect("UTF-8");
    if !output.status.success() {
        said.push_str(&format!("[exit code {}]\n", output.status.code().expect("a code")));
    }
    said
}

/// Types the commands of a block; the block as it should be.
fn played(door: &Door, body: &str) -> String {
    let mut told = String::new();
    for call in format!("\n{body}").split("\n$ ").skip(1) {
        let (line, shown) = call.split_once('\n').unwrap_or((call, ""));
        let said = shell(door, line);
        let shown =
            if shown.is_empty() || shown.ends_with('\n') { shown.to_owned() } else { format!("{shown}\n") };
        let (seen, wanted) = (said.trim_end().into_data(), shown.trim_end().into_data());
        let is_same = snapbox::Assert::new().try_eq(None, seen, wanted).is_ok();
        told.push_str(&format!("$ {line}\n{}", if is_same { shown } else { said }));
    }
    told
}

#[test]
#[expect(clippy::disallowed_methods, reason = "whoever changes what is said asks for a new page this way")]
fn the_guide_shows_what_happens() {
    let is_blessed = std::env::var_os("TTL_BLESS").is_some();
    // The guide runs programs in Python and bash. Where one of them is absent nothing is compared.
    if shell(&Door::new("en"), "command -v python3 bash >/dev/null || echo absent").contains("absent") {
        return;
    }
    for (lang, path) in PAGES {
        let door = Door::new(lang);
        fs::create_dir(door.folder().join("bin")).expect("a folder");
        std::os::unix::fs::symlink(TTL, door.folder().join("bin/ttl")).expect("a link");
        let text = page(path);
        let (mut made, mut from, mut n_commands) = (String::new(), 0, 0);
        for (info, place) in blocks(&text) {
            let body = &text[place.clone()];
            made.push_str(&text[from..place.start]);
            from = place.end;
            match info.split_once(' ') {
                Some((_, name)) => {
                    let file = door.folder().join(name);
                    fs::create_dir_all(file.parent().expect("a folder")).expect("it can be made");
                    fs::write(file, body).expect("a file");
                    made.push_str(body);
                }
                None if info == "console" => {
                    n_commands += body.lines().filter(|line| line.starts_with("$ ")).count();
                    made.push_str(&played(&door, body));
                }
                None => made.push_str(body),
            }
        }
        made.push_str(&text[from..]);
        if is_blessed {
            fs::write(here(path), &made).expect("it can be written");
        }
        assert!(
            is_blessed || made == text,
            "{path} does not show what happens:\n{}",
            difference(&text, &made)
        );
        assert!(n_commands >= 15, "{n_commands}");
    }
}

/// The first line that differs, with those around it.
fn difference(shown: &str, said: &str) -> String {
    let at = shown.lines().zip(said.lines()).position(|(a, b)| a != b).unwrap_or(0);
    let around = |text: &str| text.lines().skip(at.saturating_sub(3)).take(12).collect::<Vec<_>>().join("\n");
    format!("shown:\n{}\n\nsaid:\n{}", around(shown), around(said))
}

#[test]
fn both_editions_type_the_same_commands() {
    let commands = |path: &str| -> Vec<String> {
        page(path).lines().filter(|line| line.starts_with("$ ")).map(str::to_owned).collect()
    };
    assert_eq!(commands(PAGES[0].1), commands(PAGES[1].1));
}

#[test]
fn the_links_lead_somewhere() {
    for (_, path) in PAGES {
        let text = page(path);
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.contains("://") && !link.starts_with('#')) {
            assert!(here("docs").join(link).exists(), "{path}: {link}");
        }
    }
}
