//! How menus and input fields look: a pointer and a box before every entry, colour only on top of that.

use std::fmt;

use console::style;
use dialoguer::theme::Theme;

use super::Look;

/// The look of prompts.
pub(super) struct Prompts {
    unicode: bool,
}

impl Prompts {
    pub(super) fn new(look: &Look) -> Self {
        Prompts { unicode: look.unicode }
    }

    /// The pointer that shows where the learner is.
    fn pointer(&self, active: bool) -> &'static str {
        match (active, self.unicode) {
            (true, true) => "❯",
            (true, false) => ">",
            (false, _) => " ",
        }
    }

    fn entry(&self, f: &mut dyn fmt::Write, sign: &str, text: &str, active: bool) -> fmt::Result {
        let pointer = self.pointer(active);
        match active {
            true => write!(f, "{} {sign}{}", style(pointer).green().bold(), style(text).cyan()),
            false => write!(f, "{pointer} {sign}{text}"),
        }
    }
}

impl Theme for Prompts {
    fn format_prompt(&self, f: &mut dyn fmt::Write, prompt: &str) -> fmt::Result {
        write!(f, "{}", style(prompt).bold())
    }

    fn format_select_prompt_item(&self, f: &mut dyn fmt::Write, text: &str, active: bool) -> fmt::Result {
        self.entry(f, "", text, active)
    }

    fn format_multi_select_prompt_item(
        &self,
        f: &mut dyn fmt::Write,
        text: &str,
        checked: bool,
        active: bool,
    ) -> fmt::Result {
        self.entry(f, if checked { "[x] " } else { "[ ] " }, text, active)
    }

    fn format_sort_prompt_item(
        &self,
        f: &mut dyn fmt::Write,
        text: &str,
        picked: bool,
        active: bool,
    ) -> fmt::Result {
        let sign = match (picked && active, self.unicode) {
            (true, true) => "↕ ",
            (true, false) => "* ",
            (false, _) => "  ",
        };
        self.entry(f, sign, text, active)
    }
}
