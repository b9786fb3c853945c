//! Which variables of the environment a run depends on: all but those that only tell of the session it was started from.
//!
//! Demos inherit the environment, so in doubt a variable counts; one that counts without need costs a run, one that is left out
//! without need could make an earlier run a lie. What a promise names (`TTL_PYTHON`) is looked up besides (`lab`).

use std::env;
use std::ffi::OsString;
use std::os::unix::fs::MetadataExt;

/// Variables of terminals, sessions, shells and services that run us.
const OF_THE_SESSION: [&str; 34] = [
    "_",
    "PWD",
    "OLDPWD",
    "SHLVL",
    "COLUMNS",
    "LINES",
    "TERM",
    "COLORTERM",
    "NO_COLOR",
    "WINDOWID",
    "STY",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "XDG_SESSION_ID",
    "XDG_VTNR",
    "XDG_SEAT",
    "INVOCATION_ID",
    "JOURNAL_STREAM",
    "PS1",
    "PROMPT",
    "PROMPT_COMMAND",
    "LS_COLORS",
    "EDITOR",
    "VISUAL",
    "PAGER",
    "LESS",
    "MANPAGER",
    "TTL_LANG",
    "TTL_HOME",
    "HOSTNAME",
    "VTE_VERSION",
    "CI",
    "MAIL",
];

/// The beginnings of others.
const BEGINNINGS: [&str; 16] = [
    "TERM_",
    "TMUX",
    "SSH_",
    "DBUS_",
    "GPG_",
    "CLICOLOR",
    "HIST",
    "VSCODE_",
    "KONSOLE_",
    "ITERM_",
    "GITHUB_",
    "RUNNER_",
    "CI_",
    "LESS",
    "TTL_QUIZ_",
    "TTL_REVIEW",
];

/// The variables that count, in an order of their own.
pub(super) fn that_count(variables: impl Iterator<Item = (OsString, OsString)>) -> Vec<(String, String)> {
    // Bytes that are not text stay told apart from each other.
    let words = |word: OsString| word.into_string().unwrap_or_else(|word| format!("{word:?}"));
    let mut counted: Vec<_> = variables.map(|(name, value)| (words(name), words(value))).collect();
    counted.retain(|(name, _)| !is_of_the_session(name));
    counted.sort();
    counted
}

fn is_of_the_session(name: &str) -> bool {
    OF_THE_SESSION.contains(&name) || BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
}

/// Which program this is: its version, and size and time of its file, since programs of one version may still differ.
pub(super) fn build() -> String {
    let file = env::current_exe().and_then(|path| path.metadata());
    let file = file.map(|file| (file.len(), file.mtime(), file.mtime_nsec())).unwrap_or_default();
    format!("{} {file:?}", env!("CARGO_PKG_VERSION"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_reach_a_demo_counts_and_the_window_does_not() {
        let of = |names: &[&str]| that_count(names.iter().map(|name| ((*name).into(), "x".into())));
        let counted = of(&[
            "TERM",
            "PATH",
            "SSH_TTY",
            "RUST_MIN_STACK",
            "LD_PRELOAD",
            "TTL_PYTHON",
            "TZ",
            "PWD",
            "TTL_REVIEW_FUZZ",
        ]);
        let names: Vec<_> = counted.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["LD_PRELOAD", "PATH", "RUST_MIN_STACK", "TTL_PYTHON", "TZ"]);
    }
}
