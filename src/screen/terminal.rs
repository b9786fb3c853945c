//! The learner at a terminal: what is told, and the key bars.
//!
//! Deliberately missing: menus and input fields (`menus`), and what Ctrl-C does outside a prompt; `cli` restores the terminal then.

use std::io;

use console::{Key, Term};
use ratatui::style::Stylize;
use ratatui::text::{Line, Span};

use super::learner::{Learner, NotKept, Notice, Question, Reply, Retry, Run, Wish};
use super::menus::{Aside, Picked};
use super::theme::Prompts;
use super::{Look, evidence, inline, memory_words, paper, quiz_words as words, report_words, sheet, wrap};
use crate::model::{Answer, Confidence, Consent, Listing, Truth, Verdict, Waiting};
use crate::study::Tally;

/// A learner who sits at a terminal.
pub struct Terminal {
    pub(super) term: Term,
    pub(super) look: Look,
    pub(super) theme: Prompts,
    pub(super) hints_taken: usize,
}

impl Terminal {
    /// A learner at the terminal that standard output is.
    pub fn new(look: Look) -> Self {
        Terminal { term: Term::stdout(), look, theme: Prompts::new(&look), hints_taken: 0 }
    }

    pub(super) fn print(&self, lines: &[Line<'_>]) -> io::Result<()> {
        paper::print(&mut &self.term, lines, &self.look)
    }

    fn key_bar(&self) -> Line<'static> {
        bar(words::offer(self.look.lang), words::offer_keys(self.look.lang))
    }
}

/// A question with the keys that answer it.
fn bar(
    question: &'static str,
    keys: impl IntoIterator<Item = (&'static str, &'static str)>,
) -> Line<'static> {
    let mut spans = vec![Span::from(question).bold(), Span::from("  ")];
    for (key, what) in keys {
        spans.push(Span::from(format!("[{key}]")).bold());
        spans.push(Span::from(format!(" {what}  ")));
    }
    Line::from(spans)
}

impl Learner for Terminal {
    fn ask(&mut self, question: &Question<'_>) -> io::Result<Reply> {
        let mut lines = sheet::heading(question, &self.look);
        lines.extend(sheet::prompt(question, &self.look));
        self.print(&lines)?;
        self.long_options(question)?;
        let keys = words::menu_keys(question.card.body.kind(), self.look.unicode, self.look.lang);
        let keys = [Span::from(keys).dim()];
        self.print(&wrap::wrap(&keys, usize::from(self.look.width), &[], &[]))?;
        self.hints_taken = 0;
        loop {
            match self.pick(question)? {
                Picked::Reply(reply) => return Ok(reply),
                Picked::Menu => match self.aside(question)? {
                    Aside::Back => {}
                    Aside::Reply(reply) => return Ok(reply),
                    Aside::Hint => {
                        let hint = &question.card.hints[self.hints_taken];
                        self.hints_taken += 1;
                        let lang = self.look.lang;
                        self.print(&sheet::labelled(words::hint(lang), hint.get(lang), &self.look))?;
                    }
                },
            }
        }
    }

    fn hints_taken(&self) -> u32 {
        u32::try_from(self.hints_taken).unwrap_or(u32::MAX)
    }

    fn sure(&mut self, _: &Question<'_>) -> io::Result<Option<Confidence>> {
        let lang = self.look.lang;
        let keys = memory_words::sure_keys(lang);
        self.print(&[bar(memory_words::how_sure(lang), keys.map(|(key, _, what)| (key, what)))])?;
        let told = loop {
            match self.term.read_key()? {
                Key::Char('1' | 'g' | 'G') => break Some(Confidence::Guess),
                Key::Char('2' | 't' | 'T') | Key::Enter => break Some(Confidence::ThinkSo),
                Key::Char('3' | 's' | 'S') => break Some(Confidence::Sure),
                Key::Escape | Key::Char(' ') => break None,
                _ => {}
            }
        };
        // The question has done its work.
        self.term.clear_last_lines(1)?;
        Ok(told)
    }

    fn not_kept(&mut self, trouble: &NotKept) -> io::Result<Retry> {
        let lang = self.look.lang;
        let [what, cause] = memory_words::not_kept(trouble, lang);
        self.print(&[Line::from(what).bold(), Line::from(cause), bar("", memory_words::retry_keys(lang))])?;
        loop {
            match self.term.read_key()? {
                Key::Char('r' | 'R' | 'ㄱ') | Key::Enter => return Ok(Retry::Again),
                Key::Char('c' | 'C' | 'ㅊ') => return Ok(Retry::GoOn),
                _ => {}
            }
        }
    }

    fn notice(&mut self, notice: &Notice) -> io::Result<()> {
        let words = Span::from(memory_words::notice(notice, self.look.lang));
        let words = match notice {
            Notice::SureAndWrong | Notice::Changed | Notice::ClockBehind { .. } => words.bold(),
            _ => words.dim(),
        };
        let lines = wrap::wrap(&[words], usize::from(self.look.measure()), &[], &[]);
        self.print(&lines)
    }

    fn mark(
        &mut self,
        q: &Question<'_>,
        answer: &Answer,
        verdict: Verdict,
        truth: Option<&Truth>,
    ) -> io::Result<()> {
        let mut lines = sheet::marked(q, answer, verdict, truth, &self.look);
        lines.push(Line::default());
        self.print(&lines)
    }

    fn offer(&mut self, _: &Question<'_>, listings: &dyn Fn() -> Vec<Listing>) -> io::Result<Wish> {
        self.print(&[self.key_bar()])?;
        loop {
            match self.term.read_key()? {
                Key::Enter | Key::Char('y' | 'Y' | 'r' | 'ㅛ') => return Ok(Wish::Run),
                Key::Char('n' | 'N' | ' ' | 'ㅜ') => return Ok(Wish::Not),
                Key::Char('a' | 'A' | 'ㅁ') => return Ok(Wish::Always),
                Key::Char('q' | 'Q' | 'ㅂ') | Key::Escape => return Ok(Wish::Left),
                Key::Char('s' | 'S' | 'ㄴ') => {
                    self.print(&super::listings(&listings(), &self.look))?;
                    self.print(&[self.key_bar()])?;
                }
                _ => {}
            }
        }
    }

    fn agree(&mut self, waiting: &Waiting) -> io::Result<Option<Consent>> {
        super::trust::ask(&self.term, waiting, false, &self.look).map(Some)
    }

    fn running(&mut self, question: &Question<'_>) -> io::Result<()> {
        let title = (question.spec)().map(|spec| inline::words(spec.title.get(self.look.lang), &self.look));
        self.print(&[Line::from(report_words::running(&title.unwrap_or_default(), self.look.lang).dim())])
    }

    fn show(
        &mut self,
        question: &Question<'_>,
        run: &Run<'_>,
        answer: Option<&Answer>,
        verdict: Option<Verdict>,
        truth: Option<&Truth>,
    ) -> io::Result<()> {
        // The line that said "running" has done its work.
        self.term.clear_last_lines(1)?;
        self.print(&evidence::evidence(question, run, answer, verdict, truth, &self.look))
    }

    fn cannot_run(&mut self, _: &Question<'_>, demo: &str, is_known: bool) -> io::Result<()> {
        self.print(&[Line::from(words::cannot_run(demo, is_known, self.look.lang))])
    }

    fn explain(&mut self, question: &Question<'_>, answer: &Answer) -> io::Result<()> {
        self.print(&sheet::explanation(question, answer, &self.look))
    }

    fn reviewed(&mut self, tally: Tally, next: &Notice) -> io::Result<()> {
        let lang = self.look.lang;
        let lines = [
            Line::default(),
            Line::from(words::tally(tally, lang).bold()),
            Line::from(memory_words::notice(next, lang).dim()),
        ];
        self.print(&lines)
    }

    fn farewell(&mut self, tally: Tally) -> io::Result<()> {
        let lang = self.look.lang;
        let lines = [
            Line::default(),
            Line::from(words::tally(tally, lang).bold()),
            Line::from(words::next_step(lang).dim()),
        ];
        self.print(&lines)
    }
}
