//! `ttl check --watch`: checks again at each save, on one screen with keys, or line by line where there is no terminal.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::thread;

use anyhow::Result;
use signal_hook::consts::SIGWINCH;
use signal_hook::iterator::Signals;

use super::check::{Check, selected, tell_trouble};
use super::exit::Exit;
use super::settings::Settings;
use super::{gate, signals};
use crate::flow::{self, Known, News, Watch};
use crate::screen::{self, Author, Desk, DeskLines, Press};
use crate::store::{Place, Watcher, state_of};

/// Watches what was asked for until the author leaves.
pub(super) fn run(check: &Check, settings: &Settings) -> Result<Exit> {
    let (post, news) = channel();
    // What cannot be read at all is said before anything is drawn.
    let library = selected(&check.what, settings)?;
    settings.introduce(&library);
    if !check.no_run {
        let lab = settings.lab()?;
        gate::ask_all(&flow::waiting(&library, &lab), &lab, settings)?;
    }
    let demos = settings.demo_folders();
    let saved = post.clone();
    let _watcher = Watcher::new(places(check, settings, &demos), move || drop(saved.send(News::Saved)))?;
    signals::watch();
    let keys = keys(post.clone(), settings.is_interactive);
    let listen = move || {
        let _at_the_end_of_the_input = keys.send(());
    };
    let mut author: Box<dyn Author> = match settings.is_interactive && !check.json {
        true => {
            on_resize(post.clone());
            give_back_after_a_panic();
            Box::new(Desk::new(settings.look, listen))
        }
        false => Box::new(DeskLines::new(io::stdout(), settings.look, check.json, listen)),
    };
    let (kept, known) = (check.kept(settings), Known::default());
    let plan = flow::ProofPlan { known: Some(&known), ..check.plan(kept.as_ref(), settings) };
    let story = Watch {
        read: &|| {
            let library = selected(&check.what, settings)?;
            settings.introduce(&library);
            Ok(library)
        },
        open: &|| Ok(Box::new(settings.lab()?)),
        state: &|| state_of(&demos),
        plan: (!check.no_run).then_some(plan),
        seed: settings.seed,
    };
    let outcome = flow::watch(&story, author.as_mut(), &post, &news);
    drop(author);
    signals::restore();
    tell_trouble(kept.as_ref(), settings)?;
    outcome.map(|()| Exit::Done)
}

/// Where what was asked for can change: the folders of decks and of demos.
fn places(check: &Check, settings: &Settings, demos: &[PathBuf]) -> Vec<Place> {
    let flat = |folder: PathBuf| Place { folder, is_deep: false };
    let of = |path: &Path| match path.is_dir() {
        true => path.to_owned(),
        // A file that is replaced is seen from its folder.
        false => path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new(".")).to_owned(),
    };
    let paths = check.what.iter().map(Path::new).filter(|path| path.exists()).map(of);
    let named = check.what.is_empty() || check.what.iter().any(|word| !Path::new(word).exists());
    let decks = settings.deck_folders().into_iter().filter(|_| named);
    let deep = demos.iter().map(|folder| Place { folder: folder.clone(), is_deep: true });
    paths.chain(decks).map(flat).chain(deep).collect()
}

/// Reads one key, or one line, each time it is told to; what means nothing is passed over.
fn keys(post: Sender<News>, is_terminal: bool) -> Sender<()> {
    let (listen, asked) = channel::<()>();
    let read = move || {
        if is_terminal {
            return screen::read_press().ok();
        }
        io::stdin()
            .lines()
            .find_map(|line| line.map_or(Some(None), |line| screen::typed_press(&line).map(Some)))?
    };
    let reading = thread::Builder::new().name("keys".to_owned()).spawn(move || {
        while asked.recv().is_ok() {
            // At the end of the input nobody can ask for anything; what is saved is still checked.
            let Some(press) = read() else { return };
            if post.send(News::Pressed(press)).is_err() || press == Press::Quit {
                return;
            }
        }
    });
    drop(reading);
    listen
}

fn on_resize(post: Sender<News>) {
    let Ok(mut signals) = Signals::new([SIGWINCH]) else { return };
    let watching = thread::Builder::new().name("size".to_owned()).spawn(move || {
        for _ in signals.forever() {
            if post.send(News::Resized).is_err() {
                return;
            }
        }
    });
    drop(watching);
}

/// A panic is to be read on the screen that stays.
fn give_back_after_a_panic() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        signals::restore();
        before(panic);
    }));
}
