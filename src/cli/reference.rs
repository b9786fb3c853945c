//! The reference page of the command line, made from the command line itself.

use clap::Command;

use super::help;
use crate::model::Lang;
use crate::screen::{help_words, schema_words as words};

/// The page in Markdown: every command, its usage, and what its arguments mean.
pub fn reference(lang: Lang) -> String {
    let command = help::localised(lang);
    let mut page = format!("{}\n\n{}\n", words::page("cli", lang), words::generated("clap", lang));
    add(&command, "ttl", lang, &mut page);
    page
}

fn add(command: &Command, path: &str, lang: Lang, page: &mut String) {
    let usage = command.clone().bin_name(path).render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").trim();
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    page.push_str(&format!("\n## `{path}`\n\n{about}\n\n```text\n{}\n```\n", help_words::usage(usage, lang)));
    let common = ["help", "version", "lang", "color", "plain", "seed", "now"];
    let own = |id: &str| path == "ttl" || !common.contains(&id);
    let shown = command.get_arguments().filter(|arg| !arg.is_hide_set() && own(arg.get_id().as_str()));
    let rows: Vec<String> = shown.map(row).collect();
    if !rows.is_empty() {
        let [key, _, meaning, ..] = words::columns(lang);
        page.push_str(&format!("\n| {key} | {meaning} |\n|---|---|\n{}\n", rows.join("\n")));
    }
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        add(sub, &format!("{path} {}", sub.get_name()), lang, page);
    }
}

fn row(arg: &clap::Arg) -> String {
    let takes = arg.get_action().takes_values();
    let value = arg.get_value_names().and_then(|names| names.first()).map(ToString::to_string);
    let value = value.unwrap_or_else(|| arg.get_id().as_str().to_uppercase());
    let name = match (arg.get_long(), takes) {
        (Some(long), true) => format!("--{long} {value}"),
        (Some(long), false) => format!("--{long}"),
        (None, _) => value,
    };
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    format!("| `{}` | {} |", name.replace('|', "\\|"), help.replace('|', "\\|"))
}
