//! The command line with its help in the language of the user.

use clap::{Arg, ArgAction, Command, CommandFactory};

use super::Door;
use crate::model::Lang;
use crate::screen::help_words as words;

/// The command line, every help text in `lang`.
pub(super) fn localised(lang: Lang) -> Command {
    let mut command = Door::command().disable_help_flag(true).disable_version_flag(true);
    command = command
        .arg(Arg::new("help").short('h').long("help").global(true).action(ArgAction::Help))
        .arg(Arg::new("version").short('V').long("version").action(ArgAction::Version));
    let command = in_language(command, "ttl", lang);
    below(command, "", lang)
}

/// The subcommands of a command, and theirs, in that language.
fn below(command: Command, path: &str, lang: Lang) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    names.into_iter().fold(command, |command, name| {
        let path = format!("{path} {name}").trim_start().to_owned();
        command.mut_subcommand(&name, |sub| {
            let sub = sub.disable_help_flag(true).disable_help_subcommand(true);
            below(in_language(sub, &path, lang), &path, lang)
        })
    })
}

fn in_language(command: Command, name: &str, lang: Lang) -> Command {
    let [usage, commands, arguments, options] = words::headings(lang);
    let template = if command.has_subcommands() {
        format!("{{about}}\n\n{usage}: {{usage}}\n\n{commands}:\n{{subcommands}}\n\n{options}:\n{{options}}")
    } else if command.get_positionals().next().is_some() {
        format!("{{about}}\n\n{usage}: {{usage}}\n\n{arguments}:\n{{positionals}}\n\n{options}:\n{{options}}")
    } else {
        format!("{{about}}\n\n{usage}: {{usage}}\n\n{options}:\n{{options}}")
    };
    let ids: Vec<String> = command.get_arguments().map(|arg| arg.get_id().to_string()).collect();
    let command = match words::about(name, lang) {
        Some(about) => command.about(about),
        None => command,
    };
    let usage = usage_of(&command, name, lang);
    ids.into_iter()
        .fold(command, |command, id| {
            // The help names the possible values itself, in the language of the user.
            let quiet = |arg: Arg| match arg.get_action().takes_values() {
                true => arg.hide_possible_values(true).hide_default_value(true),
                false => arg,
            };
            command.mut_arg(&id, |arg| match words::argument(name, &id, lang) {
                Some(help) => quiet(arg.help(help)),
                None => quiet(arg),
            })
        })
        .override_usage(usage)
        .help_template(template)
}

fn usage_of(command: &Command, name: &str, lang: Lang) -> String {
    let path = if name == "ttl" { "ttl".to_owned() } else { format!("ttl {name}") };
    let usage = command.clone().bin_name(path).render_usage().to_string();
    words::usage(usage.trim_start_matches("Usage: ").trim(), lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_argument_is_explained_in_every_language() {
        for lang in Lang::ALL {
            let command = localised(lang);
            explained(&command, "ttl", lang);
        }
    }

    fn explained(command: &Command, path: &str, lang: Lang) {
        assert!(words::about(path, lang).is_some(), "{path}");
        for id in command.get_arguments().map(|arg| arg.get_id().as_str()) {
            assert!(words::argument(path, id, lang).is_some(), "{path} {id}");
        }
        for sub in command.get_subcommands() {
            let path = format!("{path} {}", sub.get_name());
            explained(sub, path.trim_start_matches("ttl "), lang);
        }
    }

    #[test]
    fn the_command_line_is_consistent() {
        localised(Lang::En).debug_assert();
    }
}
