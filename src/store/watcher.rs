//! Looks after files while somebody edits them: tells, once for each burst, that something may have changed.
//!
//! Editors save by writing, by renaming, or by removing and writing again; a burst is over when nothing more came for a moment.
//! Folders are watched rather than files, so that a file that is replaced stays in sight. Deliberately missing: what changed; whoever
//! is told reads again and compares.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{Config, Event, EventKind, PollWatcher, RecursiveMode};

use super::StoreError;

/// A burst is over when nothing came for so long,
const QUIET: Duration = Duration::from_millis(8);
/// or when it has lasted so long.
const LONGEST: Duration = Duration::from_millis(50);
/// How often files are looked at where the system does not tell.
const POLL: Duration = Duration::from_millis(400);

/// A place that is looked after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// A folder; it need not be there yet.
    pub folder: PathBuf,
    /// Whether folders in it count too.
    pub is_deep: bool,
}

/// Looks after places until it is dropped.
pub struct Watcher {
    _ends_the_thread: std::sync::mpsc::Sender<Told>,
}

enum Told {
    Event,
    Over,
}

impl Watcher {
    /// Looks after `places` and calls `tell` after each burst of changes, from a thread of its own.
    ///
    /// # Errors
    ///
    /// The system can neither tell of changes nor be asked for them.
    pub fn new(places: Vec<Place>, tell: impl Fn() + Send + 'static) -> Result<Self, StoreError> {
        let (sender, told) = channel();
        let failed = |error: notify::Error| StoreError::Read {
            path: places.first().map(|place| place.folder.clone()).unwrap_or_default(),
            source: io::Error::other(error),
        };
        let hear = {
            let sender = sender.clone();
            move |event: notify::Result<Event>| {
                if event.is_ok_and(|event| is_change(event.kind)) {
                    let _nobody_listens = sender.send(Told::Event);
                }
            }
        };
        let native = notify::recommended_watcher(hear.clone()).map_err(failed);
        let mut eyes: Box<dyn notify::Watcher + Send> = match native {
            Ok(native) => Box::new(native),
            // Too many watches, or a file system that tells nothing: then it is asked.
            Err(_) => {
                let config = Config::default().with_poll_interval(POLL).with_compare_contents(true);
                Box::new(PollWatcher::new(hear, config).map_err(failed)?)
            }
        };
        cover(eyes.as_mut(), &places);
        thread::Builder::new()
            .name("watcher".to_owned())
            .spawn(move || look_after(eyes.as_mut(), &places, &told, &tell))
            .map_err(|source| StoreError::Read { path: PathBuf::new(), source })?;
        Ok(Watcher { _ends_the_thread: sender })
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        let _it_is_over_already = self._ends_the_thread.send(Told::Over);
    }
}

fn look_after(
    eyes: &mut (dyn notify::Watcher + Send),
    places: &[Place],
    told: &Receiver<Told>,
    tell: &impl Fn(),
) {
    while let Ok(Told::Event) = told.recv() {
        let begun = Instant::now();
        while begun.elapsed() < LONGEST {
            match told.recv_timeout(QUIET) {
                Ok(Told::Event) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Ok(Told::Over) | Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        // A folder may have come, or have been replaced.
        cover(eyes, places);
        tell();
    }
}

/// Watches every place, or the nearest folder around one that is not there.
fn cover(eyes: &mut (dyn notify::Watcher + Send), places: &[Place]) {
    for place in places {
        let depth = if place.is_deep { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
        if place.folder.is_dir() {
            let _gone_again = eyes.watch(&place.folder, depth);
        } else if let Some(around) = around(&place.folder) {
            let _gone_again = eyes.watch(&around, RecursiveMode::NonRecursive);
        }
    }
}

/// The nearest folder around a path that is there.
fn around(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    path.ancestors().skip(1).find(|folder| folder.is_dir()).map(Path::to_owned)
}

/// Reading changes nothing.
fn is_change(kind: EventKind) -> bool {
    !matches!(kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// Far longer than anything here takes.
    const NET: Duration = Duration::from_secs(60);

    fn watched(folder: &Path, is_deep: bool) -> (Watcher, Receiver<()>) {
        let (sender, told) = channel();
        let places = vec![Place { folder: folder.to_owned(), is_deep }];
        let tell = move || sender.send(()).unwrap_or_default();
        let watcher = Watcher::new(places, tell).expect("it can be watched");
        (watcher, told)
    }

    #[test]
    fn a_file_is_in_sight_however_it_is_saved() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::write(at("deck.toml"), "1").expect("a file");
        let (_watcher, told) = watched(folder.path(), false);
        fs::write(at("deck.toml"), "2").expect("written in place");
        told.recv_timeout(NET).expect("told");
        for _ in 0..2 {
            fs::write(at(".deck.swp"), "3").expect("a file beside");
            fs::rename(at(".deck.swp"), at("deck.toml")).expect("put in its place");
            told.recv_timeout(NET).expect("told");
        }
        fs::remove_file(at("deck.toml")).expect("it was there");
        told.recv_timeout(NET).expect("told");
    }

    #[test]
    fn a_folder_that_comes_later_is_watched_with_all_that_is_in_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let demos = folder.path().join("demos");
        let (_watcher, told) = watched(&demos, true);
        fs::create_dir_all(demos.join("d")).expect("a folder");
        told.recv_timeout(NET).expect("told");
        fs::write(demos.join("d/demo.toml"), "x").expect("a file");
        told.recv_timeout(NET).expect("told");
    }
}
