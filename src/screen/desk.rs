//! An author at a terminal: the board on a screen of its own, keys, and the way back to the terminal as it was.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use console::{Key, Term};
use ratatui::style::Stylize;
use ratatui::text::Line;

use super::author::{Author, Board, Press};
use super::{Learner, Look, Terminal, board, demo_report, inline, paper, report_words, watch_words as words};
use crate::judge::DemoReport;
use crate::model::DemoSpec;

/// Whether the terminal shows a screen that is ours.
static IS_UP: AtomicBool = AtomicBool::new(false);

/// The other screen, without a cursor.
const ENTER: &str = "\x1b[?1049h\x1b[?25l";
/// The screen that was there before, with its cursor; lines wrap again.
const LEAVE: &str = "\x1b[?7h\x1b[?25h\x1b[?1049l";

/// Gives the screen back, from any thread and on every way out; does nothing where it was not taken.
pub fn leave() {
    if IS_UP.swap(false, Ordering::SeqCst) {
        let mut term = Term::stdout();
        // Nobody is left to tell.
        let _ = term.write_all(LEAVE.as_bytes()).and_then(|()| term.flush());
    }
}

/// Waits for a key that means something.
///
/// # Errors
///
/// The terminal cannot be read; `Interrupted` after Ctrl-C.
pub fn read_press() -> io::Result<Press> {
    let term = Term::stdout();
    loop {
        return Ok(match term.read_key()? {
            Key::Char('r' | 'R' | 'ㄱ' | 'ㄲ') | Key::Enter => Press::Card,
            Key::Char('d' | 'D' | 'ㅇ') => Press::Demo,
            Key::Char('n' | 'N' | 'j' | 'ㅜ') | Key::ArrowDown | Key::Tab => Press::Next,
            Key::Char('p' | 'P' | 'k' | 'ㅔ' | 'ㅖ') | Key::ArrowUp | Key::BackTab => Press::Previous,
            Key::Char('a' | 'A' | 'ㅁ') => Press::Again,
            Key::Char('q' | 'Q' | 'ㅂ' | 'ㅃ') | Key::Escape => Press::Quit,
            _ => continue,
        });
    }
}

/// An author who sits at a terminal.
pub struct Desk<F: Fn()> {
    term: Term,
    look: Look,
    /// Has the next key read.
    listen: F,
}

impl<F: Fn()> Desk<F> {
    /// An author at the terminal that standard output is; `listen` has the next key read.
    pub fn new(look: Look, listen: F) -> Self {
        Desk { term: Term::stdout(), look, listen }
    }

    fn print(&self, lines: &[Line<'_>]) -> io::Result<()> {
        paper::print(&mut &self.term, lines, &self.look)
    }
}

impl<F: Fn()> Drop for Desk<F> {
    fn drop(&mut self) {
        leave();
    }
}

impl<F: Fn()> Author for Desk<F> {
    fn show(&mut self, board: &Board<'_>) -> io::Result<()> {
        let (rows, columns) = self.term.size();
        self.look.width = columns.clamp(20, 400);
        let mut page = String::new();
        if !IS_UP.swap(true, Ordering::SeqCst) {
            page.push_str(ENTER);
        }
        // Lines that are too long are cut by the terminal itself.
        page.push_str("\x1b[?7l\x1b[H");
        let lines = board::lines(board, usize::from(rows), &self.look);
        page.push_str(&lines.join("\x1b[K\r\n"));
        page.push_str("\x1b[K\x1b[J\x1b[?7h");
        let mut out = &self.term;
        out.write_all(page.as_bytes())?;
        out.flush()
    }

    fn listen(&mut self) {
        (self.listen)();
    }

    fn step_aside(&mut self) -> io::Result<()> {
        leave();
        Ok(())
    }

    fn learner(&mut self) -> Box<dyn Learner + '_> {
        Box::new(Terminal::new(self.look))
    }

    fn running(&mut self, spec: &DemoSpec) -> io::Result<()> {
        let title = inline::words(spec.title.get(self.look.lang), &self.look);
        self.print(&[Line::from(report_words::running(&title, self.look.lang).dim())])
    }

    fn demo(&mut self, spec: &DemoSpec, report: &DemoReport) -> io::Result<()> {
        self.print(&demo_report::demo_report(spec, report, &self.look))
    }

    fn nothing_there(&mut self, has_card: bool) -> io::Result<()> {
        let lang = self.look.lang;
        self.print(&[Line::from(if has_card { words::no_demo(lang) } else { words::no_card(lang) })])
    }

    fn step_back(&mut self) -> io::Result<()> {
        self.print(&[Line::from(words::press_any_key(self.look.lang).dim())])?;
        self.term.read_key().map(|_| ())
    }
}
