//! The pages about importing and exporting are true: their files are written, their commands run, their output compared.

mod door;

use std::fs;

use door::Door;

const PAGES: [(&str, &str); 2] =
    [("en", include_str!("../docs/import-export.md")), ("ko", include_str!("../docs/import-export.ko.md"))];

/// A block between fences: what stands behind the fence, and what is in it.
fn blocks(page: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some(begin) = rest.find("\n```") {
        let (info, body) = rest[begin + 4..].split_once('\n').expect("a block");
        // A block that holds a block has a longer fence.
        let fence = if info.starts_with('`') { "\n````" } else { "\n```" };
        let end = body.find(fence).expect("an end");
        found.push((info.trim_start_matches('`'), &body[..end]));
        rest = &body[end + fence.len()..];
    }
    found
}

#[test]
fn the_pages_say_what_happens() {
    for (lang, page) in PAGES {
        let door = Door::new(lang);
        let mut n_commands = 0;
        for (info, body) in blocks(page) {
            match info.split_once(' ') {
                Some((_, name)) => fs::write(door.folder().join(name), format!("{body}\n")).expect("a file"),
                None if info == "console" => {
                    for call in format!("\n{body}").split("\n$ ").skip(1) {
                        let (command, told) = call.split_once('\n').unwrap_or((call, ""));
                        let words: Vec<&str> = command.split(' ').collect();
                        assert_eq!(words[0], "ttl", "{command}");
                        let said = door.say(&words[1..], "");
                        let seen = format!("{}{}", said.err, said.out);
                        assert_eq!(seen.trim_end(), told.trim_end(), "{lang}: {command}");
                        n_commands += 1;
                    }
                }
                None => panic!("what is a block `{info}`?"),
            }
        }
        assert!(n_commands >= 8, "{n_commands}");
    }
}

#[test]
fn both_pages_show_the_same_commands() {
    let commands = |page: &'static str| -> Vec<&str> {
        page.lines().filter(|line| line.starts_with("$ ttl ")).collect()
    };
    assert_eq!(commands(PAGES[0].1), commands(PAGES[1].1));
}
