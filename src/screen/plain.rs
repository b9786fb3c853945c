//! The learner without a terminal: the same lines, and one line read for each question.

use std::io::{self, BufRead, Write};

use ratatui::text::{Line, Span};

use super::learner::{Learner, NotKept, Notice, Question, Reply, Retry, Run, Wish};
use super::typed::{Typed, confident, reply, typed};
use super::{Look, evidence, memory_words, paper, quiz_words as words, sheet, wrap};
use crate::model::{Answer, Body, Confidence, Listing, Truth, Verdict};
use crate::study::Tally;

/// Reads answers from a stream and writes questions to another.
pub struct Plain<R, W> {
    input: R,
    out: W,
    look: Look,
    is_asking: bool,
    hints_taken: u32,
    confidence: Option<Confidence>,
}

impl<R: BufRead, W: Write> Plain<R, W> {
    /// A learner who types lines; `is_asking` says that a run is offered after an answer.
    pub fn new(input: R, out: W, look: Look, is_asking: bool) -> Self {
        Plain { input, out, look, is_asking, hints_taken: 0, confidence: None }
    }

    fn print(&mut self, lines: &[Line<'_>]) -> io::Result<()> {
        paper::print(&mut self.out, lines, &self.look)
    }

    fn say(&mut self, words: String) -> io::Result<()> {
        let look = self.look;
        self.print(&wrap::wrap(&[Span::from(words)], usize::from(look.width), &[], &[]))
    }

    /// One line without its end; `None` at the end of the input.
    fn line(&mut self) -> io::Result<Option<String>> {
        self.out.flush()?;
        let mut line = String::new();
        let n = self.input.read_line(&mut line)?;
        Ok((n > 0).then(|| line.trim_end_matches(['\n', '\r']).to_owned()))
    }
}

impl<R: BufRead, W: Write> Learner for Plain<R, W> {
    fn ask(&mut self, question: &Question<'_>) -> io::Result<Reply> {
        let (look, lang) = (self.look, self.look.lang);
        let kind = question.card.body.kind();
        let mut lines = sheet::heading(question, &look);
        lines.extend(sheet::prompt(question, &look));
        lines.extend(sheet::options(question, &look));
        self.print(&lines)?;
        let mut hints = question.card.hints.iter();
        self.hints_taken = 0;
        loop {
            self.say(words::plain_prompt(kind, hints.len() > 0, question.may.undo, lang))?;
            let Some(line) = self.line()? else { return Ok(Reply::Left) };
            let (confidence, rest) = confident(&line);
            self.confidence = confidence;
            match typed(rest, question) {
                Typed::Hint => match hints.next() {
                    Some(hint) => {
                        self.hints_taken += 1;
                        self.print(&sheet::labelled(words::hint(lang), hint.get(lang), &look))?;
                    }
                    None => self.say(words::no_more_hints(lang).to_owned())?,
                },
                Typed::Nothing if line.trim().is_empty() => {}
                Typed::Nothing => self.say(words::not_an_answer(&line, kind, lang))?,
                other => return Ok(reply(other).unwrap_or(Reply::Skipped)),
            }
        }
    }

    fn hints_taken(&self) -> u32 {
        self.hints_taken
    }

    fn sure(&mut self, _: &Question<'_>) -> io::Result<Option<Confidence>> {
        Ok(self.confidence)
    }

    fn not_kept(&mut self, trouble: &NotKept) -> io::Result<Retry> {
        let lang = self.look.lang;
        for line in memory_words::not_kept(trouble, lang) {
            self.say(line)?;
        }
        self.say(memory_words::goes_on(lang).to_owned())?;
        Ok(Retry::GoOn)
    }

    fn notice(&mut self, notice: &Notice) -> io::Result<()> {
        self.say(memory_words::notice(notice, self.look.lang))
    }

    fn mark(
        &mut self,
        q: &Question<'_>,
        answer: &Answer,
        verdict: Verdict,
        truth: Option<&Truth>,
    ) -> io::Result<()> {
        let mut lines = sheet::marked(q, answer, verdict, truth, &self.look);
        if let Body::Flash(back) = &q.card.body {
            lines.extend(super::markdown(back.get(self.look.lang), self.look.measure(), &self.look));
        }
        self.print(&lines)
    }

    fn offer(&mut self, question: &Question<'_>, _: &dyn Fn() -> Vec<Listing>) -> io::Result<Wish> {
        if let (Some(experiment), true) = (&question.card.experiment, self.is_asking) {
            self.say(match experiment.program {
                Some(_) => words::offer_program_plain(self.look.lang),
                None => words::offer_plain(&experiment.demo.value, self.look.lang),
            })?;
        }
        Ok(Wish::Not)
    }

    fn running(&mut self, _: &Question<'_>) -> io::Result<()> {
        self.out.flush()
    }

    fn show(
        &mut self,
        question: &Question<'_>,
        run: &Run<'_>,
        answer: Option<&Answer>,
        verdict: Option<Verdict>,
        truth: Option<&Truth>,
    ) -> io::Result<()> {
        let lines = evidence::evidence(question, run, answer, verdict, truth, &self.look);
        self.print(&lines)
    }

    fn cannot_run(&mut self, _: &Question<'_>, demo: &str, is_known: bool) -> io::Result<()> {
        self.say(words::cannot_run(demo, is_known, self.look.lang))
    }

    fn explain(&mut self, question: &Question<'_>, answer: &Answer) -> io::Result<()> {
        let lines = sheet::explanation(question, answer, &self.look);
        self.print(&lines)
    }

    fn reviewed(&mut self, tally: Tally, next: &Notice) -> io::Result<()> {
        let lang = self.look.lang;
        let lines = [
            Line::default(),
            Line::from(words::tally(tally, lang)),
            Line::from(memory_words::notice(next, lang)),
        ];
        self.print(&lines)?;
        self.out.flush()
    }

    fn farewell(&mut self, tally: Tally) -> io::Result<()> {
        self.print(&[Line::default(), Line::from(words::tally(tally, self.look.lang))])?;
        self.out.flush()
    }
}
