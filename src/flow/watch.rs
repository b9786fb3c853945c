//! The author's story while decks are edited: linted at each save, what changed is proven, a card is a key away.
//!
//! Everything that happens comes as [`News`] on one channel: files that were saved, keys, proofs. A save while something is being
//! proven ends the running trials and begins anew. Deliberately missing: how files are watched (`store`), how the board
//! looks (`screen`), and what is never run again (`proving`).

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use anyhow::Result;

use super::board::{Cards, Edited, changes, items};
use super::check::Proving;
use super::proving::{Plan, check_with};
use super::{Library, Notebook, RunPolicy, check, demo, is_interrupted, quiz};
use crate::claim;
use crate::judge::CheckReport;
use crate::lab::{self, Lab};
use crate::screen::{Author, Board, Cause, Item, Press, Stage};
use crate::study::{Order, Picked, Session};

/// Running trials are ended again after so long, in case one began just then.
const AGAIN: Duration = Duration::from_millis(20);

/// What happens.
pub enum News {
    /// Files may have changed.
    Saved,
    /// The screen has another size.
    Resized,
    /// The author asked for something.
    Pressed(Press),
    /// Something is being proven: the demo, its number, how many there are.
    Begun(String, usize, usize),
    /// Everything is proven, or a demo could not be started.
    Proven(Box<Result<CheckReport>>),
}

/// What the story needs to know.
pub struct Watch<'a> {
    /// Reads the decks.
    pub read: &'a dyn Fn() -> Result<Library>,
    /// Opens the laboratory.
    pub open: &'a dyn Fn() -> Result<Box<dyn Lab + Sync>>,
    /// Changes when anything in the folders of demos does.
    pub state: &'a dyn Fn() -> String,
    /// How keys are proven; none: they are not.
    pub plan: Option<Plan<'a>>,
    /// What the options of a card are shuffled with.
    pub seed: u64,
}

/// Watches until the author leaves.
///
/// # Errors
///
/// The decks cannot be read at the beginning, or the screen cannot be written.
pub fn watch(
    story: &Watch<'_>,
    author: &mut dyn Author,
    post: &Sender<News>,
    news: &Receiver<News>,
) -> Result<()> {
    let mut scene = Scene {
        library: (story.read)()?,
        lab: (story.open)()?,
        state: (story.state)(),
        cause: Cause::Start,
        complaint: None,
        edited: None,
        number: 0,
    };
    author.listen();
    let (mut waiting, mut at) = (VecDeque::new(), 0);
    loop {
        let next = thread::scope(|scope| {
            let (waiting, is_running) = (&mut waiting, false);
            Sitting { story, scene: &scene, post, news, waiting, is_running }.through(scope, author, &mut at)
        })?;
        scene.number += 1;
        scene.cause = match next {
            Next::Leave => return Ok(()),
            Next::Again => Cause::Again,
            Next::Reread(reread) => scene.take(*reread),
            Next::Card(picked) => aside(author, |author| scene.ask(story, author, picked))?,
            Next::Demo(picked) => aside(author, |author| scene.show(author, picked))?,
        };
    }
}

/// Makes room, does something there, and listens again; afterwards the author is back.
fn aside(author: &mut dyn Author, what: impl FnOnce(&mut dyn Author) -> Result<()>) -> Result<Cause> {
    author.step_aside()?;
    what(author)?;
    author.step_back()?;
    author.listen();
    Ok(Cause::Back)
}

/// What the author looks at.
struct Scene {
    library: Library,
    lab: Box<dyn Lab + Sync>,
    state: String,
    cause: Cause,
    complaint: Option<String>,
    edited: Option<Edited>,
    /// Which sitting this is.
    number: usize,
}

/// What a sitting ends with.
enum Next {
    Leave,
    Again,
    Reread(Box<Reread>),
    Card(Option<Picked>),
    Demo(Option<Picked>),
}

/// What was read after a save.
struct Reread {
    library: Option<Library>,
    lab: Option<Box<dyn Lab + Sync>>,
    state: String,
    names: Vec<String>,
    edited: Option<Edited>,
    complaint: Option<String>,
}

impl Scene {
    /// What changed since the last reading; none where nothing did.
    fn reread(&self, story: &Watch<'_>) -> Option<Reread> {
        let (library, complaint) = match (story.read)() {
            Ok(library) => (Some(library), None),
            Err(error) => (None, Some(words_of(&error))),
        };
        let state = (story.state)();
        let (mut names, edited) = library.as_ref().map(|now| changes(&self.library, now)).unwrap_or_default();
        let mut lab = None;
        if state != self.state {
            names.push("demos".to_owned());
            lab = (story.open)().ok();
        }
        let is_new = !names.is_empty() || complaint != self.complaint;
        is_new.then_some(Reread { library, lab, state, names, edited, complaint })
    }

    fn take(&mut self, reread: Reread) -> Cause {
        let Reread { library, lab, state, names, edited, complaint } = reread;
        self.library = library.unwrap_or_else(|| std::mem::take(&mut self.library));
        if let Some(lab) = lab {
            self.lab = lab;
        }
        (self.state, self.complaint) = (state, complaint);
        self.edited = edited.or(self.edited.take());
        if names.is_empty() { Cause::Start } else { Cause::Saved(names) }
    }

    /// Asks the author a card as a learner.
    fn ask(&self, story: &Watch<'_>, author: &mut dyn Author, picked: Option<Picked>) -> Result<()> {
        let Some(picked) = picked else { return Ok(author.nothing_there(false)?) };
        let mut session = Session::plan(vec![picked], Order::File, None, story.seed);
        let learner = &mut *author.learner();
        // Whoever tries a card out does not learn it.
        let notebook = &mut Notebook::closed();
        quiz(&self.library, &mut session, self.lab.as_ref(), learner, notebook, RunPolicy::Ask)
    }

    /// Runs the demo of a card with the card's settings.
    fn show(&self, author: &mut dyn Author, picked: Option<Picked>) -> Result<()> {
        let Some(picked) = picked else { return Ok(author.nothing_there(false)?) };
        let card = &self.library.decks[picked.deck].cards[picked.card];
        let known = card.experiment.as_ref().and_then(|wanted| Some((wanted, self.lab.spec(wanted)?)));
        match known.filter(|(wanted, spec)| claim::settings(wanted, spec).1.is_empty()) {
            None => Ok(author.nothing_there(true)?),
            Some((experiment, spec)) => {
                author.running(spec)?;
                Ok(author.demo(spec, &demo(self.lab.as_ref(), spec, experiment, None)?)?)
            }
        }
    }
}

/// From one reading to the next.
struct Sitting<'s, 'w> {
    story: &'s Watch<'s>,
    scene: &'s Scene,
    post: &'s Sender<News>,
    news: &'s Receiver<News>,
    /// What came while something else was waited for.
    waiting: &'w mut VecDeque<News>,
    /// Whether something is being proven.
    is_running: bool,
}

impl<'s> Sitting<'s, '_> {
    /// Sits until something else has to be looked at; nothing runs on after that.
    fn through<'scope>(
        mut self,
        scope: &'scope thread::Scope<'scope, 's>,
        author: &mut dyn Author,
        at: &mut usize,
    ) -> Result<Next> {
        let next = self.sit(scope, author, at);
        self.cancel();
        next
    }

    fn sit<'scope>(
        &mut self,
        scope: &'scope thread::Scope<'scope, 's>,
        author: &mut dyn Author,
        at: &mut usize,
    ) -> Result<Next> {
        let (scene, story) = (self.scene, self.story);
        let mut report = check(&scene.library, scene.lab.as_ref(), None, &mut |_| {})?;
        let mut under_way: Option<(String, usize, usize)> = None;
        let mut failed = None;
        let plan = story.plan.filter(|_| scene.complaint.is_none());
        let mut stage = if plan.is_some() { Shown::Linted } else { Shown::Proven };
        show(scene, author, &report, &Stage::Linted, at)?;
        if let Some(plan) = plan {
            self.begin(scope, plan);
        }
        loop {
            match self.next()? {
                News::Saved => match scene.reread(story) {
                    None => {}
                    Some(reread) => return Ok(Next::Reread(Box::new(reread))),
                },
                News::Begun(demo, number, total) => {
                    under_way = Some((demo, number, total));
                    stage = Shown::Proving;
                }
                News::Proven(outcome) => {
                    self.is_running = false;
                    match *outcome {
                        Ok(proven) => (report, stage) = (proven, Shown::Proven),
                        // Somebody else ended the trials: whoever it was is about to end this too.
                        Err(error) if is_interrupted(&error) => return Err(error),
                        Err(error) => (failed, stage) = (Some(words_of(&error)), Shown::Failed),
                    }
                }
                News::Resized => {}
                News::Pressed(press) => {
                    let items = items(&report);
                    match press {
                        Press::Next => *at = (*at + 1).min(items.len().saturating_sub(1)),
                        Press::Previous => *at = at.saturating_sub(1),
                        _ => return Ok(self.asked(press, author, &report, items.get(*at))),
                    }
                    author.listen();
                }
            }
            let stage = match (stage, &under_way, &failed) {
                (Shown::Proven, ..) if plan.is_some() => Stage::Proven,
                (Shown::Failed, _, Some(why)) => Stage::Failed(why),
                (Shown::Proving, Some((demo, number, total)), _) => {
                    Stage::Proving { demo, number: *number, total: *total }
                }
                _ => Stage::Linted,
            };
            show(scene, author, &report, &stage, at)?;
        }
    }

    /// Proves everything in a thread of its own, which says how far it is.
    fn begin<'scope>(&mut self, scope: &'scope thread::Scope<'scope, 's>, plan: Plan<'s>) {
        let (scene, post) = (self.scene, self.post.clone());
        let plan = Plan { is_fresh: plan.is_fresh || scene.cause == Cause::Again, ..plan };
        self.is_running = true;
        scope.spawn(move || {
            let tell = &mut |proving: Proving<'_>| {
                let _nobody_listens =
                    post.send(News::Begun(proving.demo.to_owned(), proving.number, proving.total));
            };
            let proven = check_with(&scene.library, scene.lab.as_ref(), Some(&plan), tell);
            let _nobody_listens = post.send(News::Proven(Box::new(proven)));
        });
    }

    fn next(&mut self) -> Result<News> {
        match self.waiting.pop_front() {
            Some(news) => Ok(news),
            None => Ok(self.news.recv()?),
        }
    }

    /// Ends what is being proven, and waits until it is over.
    fn cancel(&mut self) {
        while self.is_running {
            lab::end_running_trials();
            match self.news.recv_timeout(AGAIN) {
                Ok(News::Proven(_)) => self.is_running = false,
                Ok(News::Begun(..)) | Err(RecvTimeoutError::Timeout) => {}
                Ok(news) => self.waiting.push_back(news),
                // We hold a sender ourselves.
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn asked(
        &self,
        press: Press,
        author: &mut dyn Author,
        report: &CheckReport,
        item: Option<&Item>,
    ) -> Next {
        let cards = Cards { library: &self.scene.library };
        let picked = || {
            let under_the_cursor = item.and_then(|item| cards.of_item(*item, report));
            under_the_cursor.or_else(|| cards.named(self.scene.edited.as_ref()?))
        };
        match press {
            Press::Card => Next::Card(picked()),
            Press::Demo => Next::Demo(picked()),
            Press::Quit => Next::Leave,
            Press::Again | Press::Next | Press::Previous => {
                author.listen();
                Next::Again
            }
        }
    }
}

/// What is shown of a check.
#[derive(Clone, Copy)]
enum Shown {
    Linted,
    Proving,
    Proven,
    Failed,
}

fn show(
    scene: &Scene,
    author: &mut dyn Author,
    report: &CheckReport,
    stage: &Stage<'_>,
    at: &mut usize,
) -> Result<()> {
    let items = items(report);
    *at = (*at).min(items.len().saturating_sub(1));
    Ok(author.show(&Board {
        report,
        decks: &scene.library.decks,
        spec: &|experiment| scene.lab.spec(experiment),
        number: scene.number,
        stage: stage.clone(),
        cause: &scene.cause,
        items: &items,
        at: *at,
        complaint: scene.complaint.as_deref(),
    })?)
}

/// An error with what it came from, on one line.
fn words_of(error: &anyhow::Error) -> String {
    error.chain().map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
