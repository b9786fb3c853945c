//! A seat at a real terminal: keys are pressed, the screen is read, and the terminal is left as it was found.
//!
//! Every step waits for a fact on the screen. The deadline is a net for a program that hangs; nothing depends on it.
#![allow(dead_code, reason = "every test file uses a part of it")]

use std::fs;
use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use vt100::Parser;

use super::door::{Door, TTL};

/// Far longer than anything here takes.
const NET: Duration = Duration::from_secs(120);

/// Rows of the paper on which everything stays that the program printed, also what a terminal scrolls away.
pub const PAPER: NonZero<u16> = NonZero::new(600).expect("rows");

pub const DOWN: &str = "\u{1b}[B";
pub const ENTER: &str = "\r";
pub const ESCAPE: &str = "\u{1b}";
pub const CTRL_C: &str = "\u{3}";

/// Somebody at a terminal.
pub struct Seat {
    pub door: Door,
    pub child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    chunks: Receiver<Vec<u8>>,
    pub paper: Parser,
    found: String,
    start: Instant,
}

impl Seat {
    /// Starts the program in a terminal of that size.
    pub fn new(door: Door, (columns, rows): (u16, u16), arguments: &[&str]) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let found = format!("{:?}", pair.master.get_termios());
        let mut command = CommandBuilder::new(TTL);
        command.args(arguments);
        command.env_clear();
        for (name, value) in door.variables() {
            command.env(name, value);
        }
        command.env("TERM", "xterm-256color");
        command.cwd(door.folder());
        let child = pair.slave.spawn_command(command).expect("the program starts");
        let mut reader = pair.master.try_clone_reader().expect("what it prints");
        let (sender, chunks) = channel();
        thread::spawn(move || {
            let mut chunk = [0; 4096];
            // The end: the program and everybody else who had the terminal are gone.
            while let Ok(n @ 1..) = reader.read(&mut chunk) {
                let _ = sender.send(chunk[..n].to_vec());
            }
        });
        let keys = pair.master.take_writer().expect("keys");
        let columns = NonZero::new(columns).expect("columns");
        let (paper, start) = (Parser::new(PAPER, columns, 0), Instant::now());
        Seat { door, child, master: pair.master, keys, chunks, paper, found, start }
    }

    pub fn text(&self) -> String {
        self.paper.screen().contents()
    }

    /// Takes in what was printed until the program ends or the fact is there; says which.
    pub fn read_until(&mut self, what: &str, fact: impl Fn(&Seat) -> bool) -> bool {
        loop {
            if fact(self) {
                return true;
            }
            let left = NET.saturating_sub(self.start.elapsed());
            match self.chunks.recv_timeout(left) {
                Ok(chunk) => self.paper.process(&chunk),
                Err(RecvTimeoutError::Timeout) => panic!("{what} did not come:\n{}", self.text()),
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
    }

    pub fn wait_for(&mut self, what: &str, fact: impl Fn(&Seat) -> bool) {
        assert!(self.read_until(what, fact), "the program ended before {what}:\n{}", self.text());
    }

    pub fn wait_for_words(&mut self, words: &str) {
        self.wait_for(words, |seat| seat.text().contains(words));
    }

    pub fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("the terminal takes keys");
        self.keys.flush().expect("the terminal takes keys");
    }

    /// The entry of the menu at which the arrow stands.
    pub fn active(&self) -> Option<String> {
        let text = self.text();
        let line = text.lines().rev().find(|line| line.trim_start().starts_with('❯'))?;
        Some(line.trim_start().trim_start_matches('❯').trim().to_owned())
    }

    /// Moves down to the entry with these words, step by step, and presses enter.
    pub fn choose(&mut self, words: &str) {
        while !self.active().is_some_and(|entry| entry.contains(words)) {
            let before = self.active();
            self.press(DOWN);
            self.wait_for("the next entry", |seat| seat.active().is_some() && seat.active() != before);
        }
        self.press(ENTER);
    }

    /// Waits until the program has ended and everything it printed is on the paper.
    pub fn wait_for_the_end(&mut self) {
        self.read_until("the end", |_| false);
    }

    /// Waits for the end and sees to it that nothing is left behind; the exit code and everything printed.
    pub fn end(mut self) -> (u32, String) {
        self.read_until("the end", |_| false);
        let code = self.child.wait().expect("it ended").exit_code();
        assert!(!self.paper.screen().hide_cursor(), "the cursor stayed hidden:\n{}", self.text());
        assert_eq!(format!("{:?}", self.master.get_termios()), self.found, "the terminal is as it was found");
        self.assert_nobody_left();
        (code, self.text())
    }

    /// Waits until no process lives whose environment names this door's home.
    pub fn assert_nobody_left(&self) {
        let home = format!("TTL_HOME={}", self.door.folder().join("home").display());
        let lives = || {
            let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
            let mut environments = processes.filter_map(|entry| fs::read(entry.path().join("environ")).ok());
            environments
                .any(|environment| environment.split(|byte| *byte == 0).any(|it| it == home.as_bytes()))
        };
        while lives() {
            assert!(self.start.elapsed() < NET, "somebody lives on");
            thread::yield_now();
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        // After a failed test; otherwise it has ended.
        let _ = self.child.kill();
    }
}
