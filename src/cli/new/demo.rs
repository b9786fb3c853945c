//! `ttl new demo NAME`: a small measurement that runs at once.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Args, ValueEnum};
use console::Term;
use dialoguer::Select;

use super::{done, interacted, languages, missing, name, quoted, refused, text};
use crate::cli::exit::Exit;
use crate::cli::settings::Settings;
use crate::deck::demo_schema;
use crate::flow;
use crate::lab::Lab;
use crate::scaffold::{Code, DemoPlan};
use crate::screen::{new_words as words, schema_page};

/// What to type, as an example.
const EXAMPLE: &str = "ttl new demo full-queue --code python";

/// Arguments of `ttl new demo`.
#[derive(Args)]
pub(super) struct NewDemo {
    name: Option<String>,
    #[arg(long, value_enum)]
    code: Option<CodeArg>,
    #[arg(long)]
    title: Vec<String>,
    #[arg(long, value_name = "DIR")]
    at: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum CodeArg {
    Rust,
    Python,
    Bash,
}

impl NewDemo {
    pub(super) fn run(mut self, settings: &Settings) -> Result<Exit> {
        let lang = settings.look.lang;
        let lab = settings.lab()?;
        let is_taken = |name: &str| Ok(self.at.is_none() && lab.demo(name).is_some());
        let name = name(self.name.take(), EXAMPLE, &is_taken, settings)?;
        let code = match self.code {
            Some(CodeArg::Rust) => Code::Rust,
            Some(CodeArg::Python) => Code::Python,
            Some(CodeArg::Bash) => Code::Bash,
            None if settings.is_interactive => {
                let names = Code::ALL.map(|(code, name)| format!("{name:<7} {}", code.title().get(lang)));
                let select = Select::new().with_prompt(words::which_code(lang)).items(names).default(0);
                Code::ALL[interacted(select.interact_on(&Term::stdout()))?].0
            }
            None => return Err(missing("--code", EXAMPLE, lang)),
        };
        let title = match self.title.as_slice() {
            [] => code.title(),
            typed => text("--title", typed, &languages(&[], typed, settings), settings)?,
        };
        let folder = self.at.clone().unwrap_or_else(|| PathBuf::from("demos"));
        let schema = schema_page::localised(demo_schema(), lang);
        let written = flow::create_demo(&folder, &DemoPlan { id: &name, title: &title, code }, &schema)
            .map_err(|error| refused(error, settings))?;
        // Whoever wrote it need not be asked about it.
        settings.declare_own(&folder.join(&name))?;
        done(&written, &next(&name, self.at.as_deref()), settings)
    }
}

/// What to type next. Demos are found in `demos` of the folder that one stands in.
fn next(name: &str, at: Option<&Path>) -> Vec<String> {
    let demo = format!("ttl demo {name}");
    let Some(at) = at else { return vec![demo, format!("ttl new card DECK --kind choice --demo {name}")] };
    let home = at.parent().filter(|_| at.ends_with("demos"));
    match home.filter(|home| !home.as_os_str().is_empty()) {
        Some(home) => vec![format!("cd {} && {demo}", quoted(home))],
        None if at.ends_with("demos") => vec![demo],
        None => vec![format!("mkdir -p demos && mv {} demos/ && {demo}", quoted(&at.join(name)))],
    }
}
