//! An author without a terminal: plain lines or JSON for each check, and one line read for each wish.

use std::io::{self, BufRead, Write};

use ratatui::style::Stylize;
use ratatui::text::Line;
use serde_json::{Value as Json, json};

use super::author::{Author, Board, Cause, Press, Stage};
use super::check_report::{self, Beside};
use super::{
    JsonLines, Learner, Look, Plain, Report, board, clean, demo_report, inline, paper, report_words,
    watch_words as words,
};
use crate::judge::DemoReport;
use crate::model::DemoSpec;

/// What a typed line asks for: the keys of the board, one on a line; none: nothing that is known.
pub fn press(line: &str) -> Option<Press> {
    Some(match line.trim() {
        "r" => Press::Card,
        "d" => Press::Demo,
        "n" => Press::Next,
        "p" => Press::Previous,
        "a" => Press::Again,
        "q" => Press::Quit,
        _ => return None,
    })
}

/// An author who reads lines.
pub struct DeskLines<W, F: Fn()> {
    out: W,
    look: Look,
    is_json: bool,
    listen: F,
    /// What was shown last: of which check, how far it was, and where the cursor stood.
    last: Option<(usize, &'static str, usize)>,
}

impl<W: Write, F: Fn()> DeskLines<W, F> {
    /// An author who reads lines, or JSON; `listen` has the next line read.
    pub fn new(out: W, look: Look, is_json: bool, listen: F) -> Self {
        DeskLines { out, look, is_json, listen, last: None }
    }

    fn write(&mut self, object: &Json) -> io::Result<()> {
        writeln!(self.out, "{object}")?;
        self.out.flush()
    }

    fn print(&mut self, lines: &[Line<'_>]) -> io::Result<()> {
        paper::print(&mut self.out, lines, &self.look)?;
        self.out.flush()
    }

    fn show_json(&mut self, board: &Board<'_>, names: &[String]) -> io::Result<()> {
        let beside = Beside { decks: board.decks, spec: &|experiment| (board.spec)(experiment) };
        let mut object = match board.stage {
            Stage::Failed(why) => json!({ "why": why }),
            _ => check_report::check_json(board.report, &beside, &self.look),
        };
        object["event"] = json!(event(&board.stage));
        object["saved"] = json!(names);
        object["complaint"] = json!(board.complaint);
        self.write(&object)
    }

    /// The item to which the cursor moved.
    fn show_item(&mut self, board: &Board<'_>) -> io::Result<()> {
        let Some(item) = board.items.get(board.at) else { return Ok(()) };
        let words =
            board::item_words(*item, board, &Report::new(&board.report.sources, &self.look), &self.look);
        if self.is_json {
            return self.write(&json!({ "event": "item", "number": board.at + 1, "message": words }));
        }
        self.print(&[Line::from(format!(
            "{}: {words}",
            words::item(board.at + 1, board.items.len(), self.look.lang)
        ))])
    }

    fn show_lines(&mut self, board: &Board<'_>, names: &[String]) -> io::Result<()> {
        let (lang, look) = (self.look.lang, self.look);
        match board.stage {
            Stage::Proving { .. } => {}
            Stage::Linted => {
                let cause = match board.cause {
                    Cause::Saved(_) => words::saved(&clean::line(&names.join(", ")), lang),
                    Cause::Again => words::again(lang).to_owned(),
                    Cause::Start | Cause::Back => {
                        let n_cards = board.decks.iter().map(|deck| deck.cards.len()).sum();
                        words::watching(board.decks.len(), n_cards, lang)
                    }
                };
                let lines = [Some(cause.bold().to_string()), board.complaint.map(str::to_owned)];
                let lines: Vec<_> = lines.into_iter().flatten().map(Line::from).collect();
                paper::print(&mut self.out, &lines, &look)?;
                Report::new(&board.report.sources, &look).print(&mut self.out, &board.report.problems)?;
                let summary = check_report::summary(board.report, false, std::time::Duration::ZERO, &look);
                paper::print(&mut self.out, &summary, &look)?;
            }
            Stage::Proven | Stage::Failed(_) => {
                let beside = Beside { decks: board.decks, spec: &|experiment| (board.spec)(experiment) };
                let open = check_report::not_proven(board.report, &beside, &look);
                paper::print(&mut self.out, &open, &look)?;
                let stage: Vec<_> = board::stage(board, &look).into_iter().map(Line::from).collect();
                paper::print(&mut self.out, &stage, &look)?;
            }
        }
        self.out.flush()
    }
}

/// The name of what is shown.
fn event(stage: &Stage<'_>) -> &'static str {
    match stage {
        Stage::Linted => "linted",
        Stage::Proving { .. } => "proving",
        Stage::Proven => "proven",
        Stage::Failed(_) => "failed",
    }
}

impl<W: Write, F: Fn()> Author for DeskLines<W, F> {
    fn show(&mut self, board: &Board<'_>) -> io::Result<()> {
        let names: &[String] = match board.cause {
            // What was shown before the author stepped aside is still true.
            Cause::Back => return Ok(()),
            Cause::Saved(names) => names,
            _ => &[],
        };
        let now = (board.number, event(&board.stage), board.at);
        match self.last.replace(now) {
            _ if matches!(board.stage, Stage::Proving { .. }) => return Ok(()),
            Some(last) if last == now => return Ok(()),
            Some((number, stage, _)) if (number, stage) == (now.0, now.1) => return self.show_item(board),
            _ => {}
        }
        if self.is_json { self.show_json(board, names) } else { self.show_lines(board, names) }
    }

    fn listen(&mut self) {
        (self.listen)();
    }

    fn step_aside(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn learner(&mut self) -> Box<dyn Learner + '_> {
        let input: Box<dyn BufRead> = Box::new(io::stdin().lock());
        match self.is_json {
            true => Box::new(JsonLines::new(input, &mut self.out, self.look)),
            false => Box::new(Plain::new(input, &mut self.out, self.look, true)),
        }
    }

    fn running(&mut self, spec: &DemoSpec) -> io::Result<()> {
        if self.is_json {
            return Ok(());
        }
        let title = inline::words(spec.title.get(self.look.lang), &self.look);
        self.print(&[Line::from(report_words::running(&title, self.look.lang))])
    }

    fn demo(&mut self, spec: &DemoSpec, report: &DemoReport) -> io::Result<()> {
        if !self.is_json {
            return self.print(&demo_report::demo_report(spec, report, &self.look));
        }
        let mut object = demo_report::demo_json(spec, report, &self.look);
        object["event"] = json!("demo");
        self.write(&object)
    }

    fn nothing_there(&mut self, has_card: bool) -> io::Result<()> {
        let lang = self.look.lang;
        let what = if has_card { words::no_demo(lang) } else { words::no_card(lang) };
        match self.is_json {
            true => self.write(&json!({ "event": "nothing-there", "message": what })),
            false => self.print(&[Line::from(what)]),
        }
    }

    fn step_back(&mut self) -> io::Result<()> {
        Ok(())
    }
}
