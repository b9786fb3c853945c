//! Demos and decks as a stranger might write them, and a canary: a file that exists once any of their programs has run.
#![allow(dead_code, reason = "every test file uses a part of it")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::door::Door;

/// The file that a program writes when it runs.
pub fn canary(door: &Door) -> PathBuf {
    door.folder().join("canary")
}

/// Whether any program has run.
pub fn has_sung(door: &Door) -> bool {
    canary(door).exists()
}

/// A program that says what the promise wants, and leaves a trace outside of its folder.
pub fn script(door: &Door) -> String {
    format!(
        "#!/bin/sh\npwd >> '{}'\necho '{{\"k\":\"obs\",\"name\":\"n\",\"val\":1}}'\necho '{{\"k\":\"end\",\"ok\":true}}'\n",
        canary(door).display()
    )
}

/// The promise of a demo with one forced observation; `rest` stands in the table `[demo]`.
pub fn promise(id: &str, rest: &str) -> String {
    format!(
        "[demo]\nid = {id:?}\ntitle = {{ en = 'A demo', ko = '데모' }}\nabout = {{ en = 'It runs.', ko = '실행됩니다.' }}\n\
         {rest}\n[[observation]]\nid = 'n'\ntype = 'int'\nclass = 'forced'\nlabel = {{ en = 'n', ko = 'n' }}\n\
         meaning = {{ en = 'one', ko = '하나' }}\n[[finding]]\nid = 'one'\nholds = 'n == 1'\nfails = 'n != 1'\n\
         says = {{ en = 'It is one.', ko = '하나입니다.' }}\n"
    )
}

/// What most demos here say of themselves.
pub const USUAL: &str = "source = 'run.sh'\ncommand = ['./run.sh']";

/// Puts a demo into a folder of demos.
pub fn put(folder: &Path, id: &str, rest: &str, script: &str) -> PathBuf {
    let demo = folder.join(id);
    fs::create_dir_all(&demo).expect("a folder");
    fs::write(demo.join("demo.toml"), promise(id, rest)).expect("a promise");
    fs::write(demo.join("run.sh"), script).expect("a program");
    fs::set_permissions(demo.join("run.sh"), fs::Permissions::from_mode(0o755)).expect("its mode");
    demo
}

/// A deck with one card that asks a demo.
pub fn deck(id: &str, demo: &str) -> String {
    format!(
        "[deck]\nid = {id:?}\ntitle = {{ en = 'A deck', ko = '덱' }}\n[[card]]\nid = 'c'\nkind = 'choice'\n\
         prompt = {{ en = 'Which?', ko = '무엇입니까?' }}\ndemo = {demo:?}\n\
         [[card.choice]]\nid = 'a'\ntext = {{ en = 'one', ko = '하나' }}\ncorrect = true\nfinding = 'one'\n\
         [[card.choice]]\nid = 'b'\ntext = {{ en = 'two', ko = '둘' }}\nclaim = 'n == 2'\n"
    )
}
