//! The learner at a terminal: menus, input fields and a key bar.
//!
//! Long options are printed above their menu, which holds short lines, because a menu whose lines wrap redraws
//! badly. Deliberately missing: what Ctrl-C does outside a prompt; `cli` restores the terminal then.

use std::io;

use console::{Key, Term};
use dialoguer::{Input, MultiSelect, Select, Sort};
use ratatui::style::Stylize;
use ratatui::text::{Line, Span};

use super::learner::{Learner, Question, Reply, Run, Wish};
use super::theme::Prompts;
use super::typed::{Typed, typed};
use super::{
    Look, cells, clean, effect, evidence, glyphs, inline, markdown, paper, quiz_words as words, report_words,
    sheet, wrap,
};
use crate::model::{Answer, Body, Consent, Effect, Listing, Text, Truth, Verdict, Waiting};
use crate::study::Tally;

/// A learner who sits at a terminal.
pub struct Terminal {
    term: Term,
    look: Look,
    theme: Prompts,
}

/// What came out of a prompt.
enum Picked {
    Reply(Reply),
    Menu,
}

/// What was chosen in the menu of everything that is not an answer.
enum Aside {
    Back,
    Skip,
    Quit,
}

impl Terminal {
    /// A learner at the terminal that standard output is.
    pub fn new(look: Look) -> Self {
        Terminal { term: Term::stdout(), look, theme: Prompts::new(&look) }
    }

    fn print(&self, lines: &[Line<'_>]) -> io::Result<()> {
        paper::print(&mut &self.term, lines, &self.look)
    }

    /// Short enough for one line of a menu.
    fn short(&self, text: &Text, position: usize) -> String {
        let room = usize::from(self.look.width).saturating_sub(6);
        let words = format!("{}) {}", position + 1, inline::words(text.get(self.look.lang), &self.look));
        cells::cut(&words, room, glyphs::strokes(self.look.unicode).ellipsis)
    }

    fn shorts(&self, question: &Question<'_>) -> Vec<String> {
        sheet::texts(question).into_iter().enumerate().map(|(i, text)| self.short(text, i)).collect()
    }

    /// Prints the options where a menu cannot hold them whole.
    fn long_options(&self, question: &Question<'_>) -> io::Result<()> {
        let room = usize::from(self.look.measure()).saturating_sub(6);
        let fits =
            |text: &Text| cells::width(&inline::words(text.get(self.look.lang), &self.look)) + 3 <= room;
        if matches!(question.card.body, Body::Match(_)) || !sheet::texts(question).into_iter().all(fits) {
            let mut lines = sheet::options(question, &self.look);
            lines.push(Line::default());
            self.print(&lines)?;
        }
        Ok(())
    }

    fn pick(&self, question: &Question<'_>) -> io::Result<Picked> {
        let lang = self.look.lang;
        let prompt = words::how_to_answer(question.card.body.kind(), lang);
        let at = |position: usize| question.layout.index(position).unwrap_or_default();
        let picked = match &question.card.body {
            Body::Choice(_) => {
                let menu = Select::with_theme(&self.theme)
                    .with_prompt(prompt)
                    .items(self.shorts(question))
                    .default(0);
                menu.report(false)
                    .interact_on_opt(&self.term)
                    .map_err(error)?
                    .map(|i| Answer::Chosen(vec![at(i)]))
            }
            Body::Multi(_) => {
                let menu =
                    MultiSelect::with_theme(&self.theme).with_prompt(prompt).items(self.shorts(question));
                let picked = menu.report(false).interact_on_opt(&self.term).map_err(error)?;
                picked.map(|positions| Answer::Chosen(positions.into_iter().map(at).collect()))
            }
            Body::Order { .. } => {
                let menu = Sort::with_theme(&self.theme).with_prompt(prompt).items(self.shorts(question));
                let picked = menu.report(false).interact_on_opt(&self.term).map_err(error)?;
                picked.map(|positions| Answer::Ordered(positions.into_iter().map(at).collect()))
            }
            Body::Match(_) => self.matched(question)?,
            Body::Number { unit, .. } => {
                let unit = unit.as_ref().map_or("", |unit| unit.get(lang));
                return self.field(question, &words::type_a_number(&clean::line(unit), lang));
            }
            Body::Text { .. } => return self.field(question, words::type_a_word(lang)),
            Body::Output { .. } => return self.output(question),
            Body::Cloze { n_gaps } => return self.field(question, words::type_gaps(*n_gaps, lang)),
            Body::Flash(back) => self.flash(back)?,
        };
        Ok(picked.map_or(Picked::Menu, |answer| Picked::Reply(Reply::Answered(answer))))
    }

    fn matched(&self, question: &Question<'_>) -> io::Result<Option<Answer>> {
        let Body::Match(pairs) = &question.card.body else { return Ok(None) };
        let items = self.shorts(question);
        let mut rights = Vec::new();
        for pair in pairs {
            let room = usize::from(self.look.width).saturating_sub(24);
            let left = inline::words(pair.left.get(self.look.lang), &self.look);
            let left = cells::cut(&left, room, glyphs::strokes(self.look.unicode).ellipsis);
            let menu =
                Select::with_theme(&self.theme).with_prompt(words::what_matches(&left, self.look.lang));
            match menu.items(items.clone()).default(0).interact_on_opt(&self.term).map_err(error)? {
                Some(position) => rights.extend(question.layout.index(position)),
                None => return Ok(None),
            }
        }
        Ok(Some(Answer::Matched(rights)))
    }

    fn flash(&self, back: &Text) -> io::Result<Option<Answer>> {
        let lang = self.look.lang;
        if matches!(self.term.read_key()?, Key::Escape | Key::Char('q')) {
            return Ok(None);
        }
        let mut lines = vec![Line::default()];
        lines.extend(markdown(back.get(lang), self.look.measure(), &self.look));
        lines.push(Line::default());
        self.print(&lines)?;
        let menu = Select::with_theme(&self.theme).with_prompt(words::did_you_know(lang));
        let picked = menu.items(words::knew_or_not(lang)).default(0).report(false);
        Ok(picked.interact_on_opt(&self.term).map_err(error)?.map(|i| Answer::Knew(i == 0)))
    }

    /// An input field; `skip`, `demo` and `quit` mean in it what they mean in plain mode, and `hint` opens the menu.
    fn field(&self, question: &Question<'_>, prompt: &str) -> io::Result<Picked> {
        let kind = question.card.body.kind();
        loop {
            let line: String = Input::with_theme(&self.theme)
                .with_prompt(prompt)
                .allow_empty(true)
                .report(false)
                .interact_text_on(&self.term)
                .map_err(error)?;
            match typed(&line, question) {
                Typed::Answer(answer) => return Ok(Picked::Reply(Reply::Answered(answer))),
                Typed::Skip => return Ok(Picked::Reply(Reply::Skipped)),
                Typed::Demo => return Ok(Picked::Reply(Reply::Demo)),
                Typed::Quit => return Ok(Picked::Reply(Reply::Left)),
                Typed::Hint => return Ok(Picked::Menu),
                Typed::Nothing if line.trim().is_empty() => return Ok(Picked::Menu),
                Typed::Nothing => {
                    let words = words::not_an_answer(&line, kind, self.look.lang);
                    self.print(&[Line::from(words)])?;
                }
            }
        }
    }

    /// Lines of predicted output until an empty one; the first line may also be a word that means something else, or a refusal.
    fn output(&self, question: &Question<'_>) -> io::Result<Picked> {
        let first = self.field(question, words::type_output(true, self.look.lang))?;
        let Picked::Reply(Reply::Answered(Answer::Effect(Effect::Prints(mut output)))) = first else {
            return Ok(first);
        };
        let mut last = output.clone();
        // Where nothing was predicted in so many words, nothing follows.
        while !output.is_empty() {
            self.print(&effect::block(&last, &self.look))?;
            let line: String = Input::with_theme(&self.theme)
                .with_prompt(words::type_output(false, self.look.lang))
                .allow_empty(true)
                .report(false)
                .interact_text_on(&self.term)
                .map_err(error)?;
            if line.is_empty() {
                break;
            }
            output.push('\n');
            last = line.replace("\\n", "\n");
            output.push_str(&last);
        }
        Ok(Picked::Reply(Reply::Answered(Answer::Effect(Effect::Prints(output)))))
    }

    /// Hint, skip, quit, or back to the question.
    fn aside(&self, question: &Question<'_>, n_hints: &mut usize) -> io::Result<Aside> {
        let lang = self.look.lang;
        let hint = question.card.hints.get(*n_hints);
        let mut entries: Vec<&str> = hint.map(|_| words::menu_hint(lang)).into_iter().collect();
        entries.extend([words::menu_skip(lang), words::menu_quit(lang), words::menu_back(lang)]);
        let last = entries.len() - 1;
        let menu = Select::with_theme(&self.theme).items(&entries).default(0).report(false);
        let picked = menu.interact_on_opt(&self.term).map_err(error)?.unwrap_or(last);
        match (picked + usize::from(hint.is_none()), hint) {
            (0, Some(hint)) => {
                *n_hints += 1;
                self.print(&sheet::labelled(words::hint(lang), hint.get(lang), &self.look))?;
                Ok(Aside::Back)
            }
            (1, _) => Ok(Aside::Skip),
            (2, _) => Ok(Aside::Quit),
            _ => Ok(Aside::Back),
        }
    }

    fn key_bar(&self) -> Line<'static> {
        let lang = self.look.lang;
        let mut spans = vec![Span::from(words::offer(lang)).bold(), Span::from("  ")];
        for (key, what) in words::offer_keys(lang) {
            spans.push(Span::from(format!("[{key}]")).bold());
            spans.push(Span::from(format!(" {what}  ")));
        }
        Line::from(spans)
    }
}

/// What dialoguer reports is always an error of the terminal.
fn error(error: dialoguer::Error) -> io::Error {
    let dialoguer::Error::IO(error) = error;
    error
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
        let mut n_hints = 0;
        loop {
            match self.pick(question)? {
                Picked::Reply(reply) => return Ok(reply),
                Picked::Menu => match self.aside(question, &mut n_hints)? {
                    Aside::Back => {}
                    Aside::Skip => return Ok(Reply::Skipped),
                    Aside::Quit => return Ok(Reply::Left),
                },
            }
        }
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
