//! The learner at a terminal: menus, input fields and a key bar.
//!
//! Long options are printed above their menu, which holds short lines, because a menu whose lines wrap redraws
//! badly. Deliberately missing: what Ctrl-C does outside a prompt; `cli` restores the terminal then.

use std::io;

use console::{Key, Term};
use dialoguer::{Input, MultiSelect, Select, Sort};
use ratatui::style::Stylize;
use ratatui::text::{Line, Span};

use super::learner::{Learner, NotKept, Notice, Question, Reply, Retry, Run, Wish};
use super::theme::Prompts;
use super::typed::{Typed, reply, typed};
use super::{
    Look, cells, clean, effect, evidence, glyphs, inline, markdown, memory_words, paper, quiz_words as words,
    report_words, sheet, wrap,
};
use crate::model::{
    Answer, Body, Confidence, Consent, Effect, Grade, Listing, Text, Truth, Verdict, Waiting,
};
use crate::study::{Gap, Tally};

/// A learner who sits at a terminal.
pub struct Terminal {
    term: Term,
    look: Look,
    theme: Prompts,
    hints_taken: usize,
}

/// What came out of a prompt.
enum Picked {
    Reply(Reply),
    Menu,
}

/// What can be chosen in the menu of everything that is not an answer.
#[derive(Clone, PartialEq)]
enum Aside {
    Hint,
    Reply(Reply),
    Back,
}

impl Terminal {
    /// A learner at the terminal that standard output is.
    pub fn new(look: Look) -> Self {
        Terminal { term: Term::stdout(), look, theme: Prompts::new(&look), hints_taken: 0 }
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
            Body::Flash(back) => self.flash(back, question.gaps)?,
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

    fn flash(&self, back: &Text, gaps: Option<[Gap; 4]>) -> io::Result<Option<Answer>> {
        let lang = self.look.lang;
        if matches!(self.term.read_key()?, Key::Escape | Key::Char('q')) {
            return Ok(None);
        }
        let mut lines = vec![Line::default()];
        lines.extend(markdown(back.get(lang), self.look.measure(), &self.look));
        lines.push(Line::default());
        self.print(&lines)?;
        let menu = Select::with_theme(&self.theme).with_prompt(words::did_you_know(lang));
        // The usual one comes first, so that enter gives it.
        let grades = [Grade::Good, Grade::Again, Grade::Hard, Grade::Easy];
        let entry = |grade: Grade| {
            let words = memory_words::grade(grade, lang);
            let gap = gaps.map(|gaps| memory_words::gap(gaps[grade as usize - 1], lang));
            gap.map_or_else(|| words.to_owned(), |gap| format!("{words}  ({gap})"))
        };
        let picked = menu.items(grades.map(entry)).default(0).report(false);
        let picked = picked.interact_on_opt(&self.term).map_err(error)?;
        Ok(picked.map(|i| Answer::Recalled(grades[i])))
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
            let typed = typed(&line, question);
            let opens_menu = typed == Typed::Hint || (typed == Typed::Nothing && line.trim().is_empty());
            match reply(typed) {
                Some(reply) => return Ok(Picked::Reply(reply)),
                None if opens_menu => return Ok(Picked::Menu),
                None => {
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

    /// Everything that is not an answer, as a menu.
    fn aside(&self, question: &Question<'_>) -> io::Result<Aside> {
        let (lang, may) = (self.look.lang, question.may);
        let entries = [
            (self.hints_taken < question.card.hints.len(), words::menu_hint(lang), Aside::Hint),
            (true, words::menu_skip(lang), Aside::Reply(Reply::Skipped)),
            (may.undo, memory_words::menu_undo(lang), Aside::Reply(Reply::Undo)),
            (may.put_off, memory_words::menu_bury(lang), Aside::Reply(Reply::Bury)),
            (may.put_off, memory_words::menu_suspend(lang), Aside::Reply(Reply::Suspend)),
            (may.edit, memory_words::menu_edit(lang), Aside::Reply(Reply::Edit)),
            (true, words::menu_quit(lang), Aside::Reply(Reply::Left)),
            (true, words::menu_back(lang), Aside::Back),
        ];
        let entries: Vec<_> = entries.into_iter().filter(|(is_there, ..)| *is_there).collect();
        let texts: Vec<&str> = entries.iter().map(|(_, text, _)| *text).collect();
        let menu = Select::with_theme(&self.theme).items(&texts).default(0).report(false);
        let picked = menu.interact_on_opt(&self.term).map_err(error)?;
        Ok(picked.map_or(Aside::Back, |i| entries[i].2.clone()))
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
