//! How wide and in which colours things are shown, as the terminal and the environment say.

use console::Term;

use super::ColourArg;
use super::settings::variable;

/// The width of the paper: the terminal's, or `COLUMNS`, or 80.
pub(super) fn width(is_terminal: bool, term: &Term) -> u16 {
    let asked = variable("COLUMNS").and_then(|columns| columns.parse().ok());
    let seen = is_terminal.then(|| term.size_checked().map(|(_, columns)| columns)).flatten();
    seen.filter(|columns| *columns > 0).or(asked).unwrap_or(80).clamp(20, 400)
}

pub(super) fn colour(asked: ColourArg, is_terminal: bool) -> bool {
    match asked {
        ColourArg::Always => true,
        ColourArg::Never => false,
        ColourArg::Auto => {
            let forced = variable("CLICOLOR_FORCE").is_some_and(|value| value != "0");
            let refused = variable("NO_COLOR").is_some()
                || variable("CLICOLOR").is_some_and(|value| value == "0")
                || variable("TERM").is_some_and(|term| term == "dumb");
            !refused && (forced || is_terminal)
        }
    }
}

/// Whether the locale is UTF-8; where none is set, modern systems are.
pub(super) fn is_unicode() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable);
    let dumb = variable("TERM").is_some_and(|term| term == "dumb" || term == "linux");
    !dumb
        && locale.is_none_or(|locale| {
            let locale = locale.to_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        })
}
