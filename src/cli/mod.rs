//! The door: what was typed, what it means here, and with which code it ends.
//!
//! Deliberately missing: how anything is done. A subcommand is one file with its arguments and one function.

mod beside;
mod check;
mod clock;
mod collections;
mod config;
mod demo;
mod disturb;
mod doctor;
mod editing;
mod exit;
mod explain;
mod export;
mod gate;
mod help;
mod history;
mod home;
mod import;
mod keeping;
mod list;
mod looks;
mod new;
mod owners;
mod preferences;
mod quiz;
mod reference;
mod review;
mod schema;
mod settings;
mod show;
mod signals;
mod stats;
mod surroundings;
mod trouble;
mod trust;
mod usage;
mod watch;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, FromArgMatches, Parser, Subcommand, ValueEnum};

pub use reference::reference;

use exit::Exit;
use settings::Settings;

use crate::lab;

/// The hidden subcommand under which a built-in demo is run in a child process.
const DEMO: &str = "__demo";

#[derive(Parser)]
#[command(name = "ttl", version, disable_help_subcommand = true)]
struct Door {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What every subcommand understands.
#[derive(Args, Clone, Debug)]
pub(crate) struct Common {
    #[arg(long, global = true, value_enum)]
    lang: Option<LangArg>,
    #[arg(long, global = true, value_enum, default_value_t = ColourArg::Auto)]
    color: ColourArg,
    #[arg(long, global = true)]
    plain: bool,
    #[arg(long, global = true)]
    yes: bool,
    #[arg(long, global = true, hide = true)]
    seed: Option<u64>,
    #[arg(long, global = true, hide = true)]
    now: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LangArg {
    En,
    Ko,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColourArg {
    Auto,
    Always,
    Never,
}

#[derive(Subcommand)]
enum Command {
    Quiz(quiz::Quiz),
    Review(review::Review),
    Demo(demo::Demo),
    Check(check::Check),
    New(new::New),
    Schema(schema::Schema),
    Import(import::Import),
    Export(export::Export),
    Disturb(disturb::Disturb),
    Stats(stats::Stats),
    List(list::List),
    Show(show::Show),
    Doctor(doctor::Doctor),
    Config(config::Config),
    History(history::History),
    Trust(trust::Trust),
    Add(collections::Add),
    Update(collections::Update),
    Remove(collections::Remove),
}

/// Runs the program on the arguments it was started with.
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    // A trial's first act must not be to build the whole command line.
    if let [_, word, id] = arguments.as_slice()
        && word == DEMO
    {
        return lab::run_built_in(&id.to_string_lossy());
    }
    let lang = preferences::language(&arguments);
    let mut command = help::localised(lang);
    let door = match command.try_get_matches_from_mut(&arguments).and_then(|m| Door::from_arg_matches(&m)) {
        Ok(door) => door,
        Err(error) => return usage::end(&error, &mut command, lang),
    };
    let settings = Settings::new(door.common, lang);
    exit::end(&settings, run(door.command, &settings))
}

fn run(command: Option<Command>, settings: &Settings) -> Result<Exit> {
    match command {
        None => home::run(settings),
        Some(Command::Quiz(quiz)) => quiz.run(settings),
        Some(Command::Review(review)) => review.run(settings),
        Some(Command::Demo(demo)) => demo.run(settings),
        Some(Command::Check(check)) => check.run(settings),
        Some(Command::New(new)) => new.run(settings),
        Some(Command::Schema(schema)) => schema.run(settings),
        Some(Command::Import(import)) => import.run(settings),
        Some(Command::Export(export)) => export.run(settings),
        Some(Command::Disturb(disturb)) => disturb.run(settings),
        Some(Command::Stats(stats)) => stats.run(settings),
        Some(Command::List(list)) => list.run(settings),
        Some(Command::Show(show)) => show.run(settings),
        Some(Command::Doctor(doctor)) => doctor.run(settings),
        Some(Command::Config(config)) => config.run(settings),
        Some(Command::History(history)) => history.run(settings),
        Some(Command::Trust(trust)) => trust.run(settings),
        Some(Command::Add(add)) => add.run(settings),
        Some(Command::Update(update)) => update.run(settings),
        Some(Command::Remove(remove)) => remove.run(settings),
    }
}
