//! How a learner at a terminal answers: a menu or an input field for each kind of card, and the menu of everything that is no answer.
//!
//! Long options are printed above their menu, which holds short lines, because a menu whose lines wrap redraws badly. Deliberately
//! missing: what is told before and after an answer (`terminal`).

use std::io;

use console::Key;
use dialoguer::{Input, MultiSelect, Select, Sort};
use ratatui::text::Line;

use super::learner::{Question, Reply};
use super::typed::{Typed, reply, typed};
use super::{
    Terminal, cells, clean, effect, glyphs, inline, markdown, memory_words, quiz_words as words, sheet,
};
use crate::model::{Answer, Body, Effect, Grade, Text};
use crate::study::Gap;

/// What came out of a prompt.
pub(super) enum Picked {
    Reply(Reply),
    Menu,
}

/// What can be chosen in the menu of everything that is not an answer.
#[derive(Clone, PartialEq)]
pub(super) enum Aside {
    Hint,
    Reply(Reply),
    Back,
}

impl Terminal {
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
    pub(super) fn long_options(&self, question: &Question<'_>) -> io::Result<()> {
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

    pub(super) fn pick(&self, question: &Question<'_>) -> io::Result<Picked> {
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
    pub(super) fn aside(&self, question: &Question<'_>) -> io::Result<Aside> {
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
}

/// What dialoguer reports is always an error of the terminal.
fn error(error: dialoguer::Error) -> io::Error {
    let dialoguer::Error::IO(error) = error;
    error
}
