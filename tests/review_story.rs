//! The story of a day, told to a scripted learner over a real history and a clock that is set: what is due is asked, what was wrong
//! comes back, and everything is on the disk before it is told.

mod toy;

use std::cell::Cell;
use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde_json::json;
use toy::{Toy, choice, library};
use ttl::flow::{Clock, Notebook, ReadCards, ReviewDesk, ReviewWanted, RunPolicy, plan_day, review};
use ttl::model::{
    Answer, CardKey, Confidence, Day, Grade, Listing, Moment, Occasion, Preferences, Truth, Verdict,
};
use ttl::screen::{Learner, NotKept, Notice, Question, Reply, Retry, Run, Wish};
use ttl::store::{History, Scope};
use ttl::study::{Rules, Tally};

const DAY_MS: i64 = 86_400_000;

/// A clock that stands until it is set; each look at it takes a second of reading time.
struct Set {
    ms: Cell<i64>,
    ticks: Cell<u64>,
}

impl Set {
    fn at(day: i32) -> Self {
        Set { ms: Cell::new(noon(day)), ticks: Cell::new(0) }
    }
}

fn noon(day: i32) -> i64 {
    i64::from(day) * DAY_MS + DAY_MS / 2
}

impl Clock for Set {
    fn now(&self) -> Moment {
        Moment { ms: self.ms.get(), offset_min: 0 }
    }

    fn ticks_ms(&self) -> u64 {
        self.ticks.set(self.ticks.get() + 1_000);
        self.ticks.get()
    }
}

/// What a scripted learner does next, and what happens to the world before that.
enum Step<'a> {
    Say(Reply),
    Do(&'a dyn Fn()),
}

/// A learner who follows a script and notes what was told.
struct Scripted<'a> {
    steps: VecDeque<Step<'a>>,
    sure: VecDeque<Confidence>,
    wishes: VecDeque<Wish>,
    told: Vec<String>,
    /// The history on the disk, which is looked at whenever a verdict is told.
    path: Option<PathBuf>,
    n_on_disk: Vec<i64>,
    trouble: &'a dyn Fn(),
}

fn on_disk(path: &Path) -> i64 {
    let db = Connection::open(path).expect("a database");
    db.query_row("SELECT count(*) FROM entry WHERE what = 'answered'", [], |row| row.get(0))
        .expect("a number")
}

impl Learner for Scripted<'_> {
    fn ask(&mut self, question: &Question<'_>) -> io::Result<Reply> {
        self.told.push(format!("{} {}/{}", question.card.id, question.number, question.total));
        while let Some(step) = self.steps.pop_front() {
            match step {
                Step::Say(reply) => return Ok(reply),
                Step::Do(change) => change(),
            }
        }
        Ok(Reply::Left)
    }

    fn sure(&mut self, _: &Question<'_>) -> io::Result<Option<Confidence>> {
        Ok(self.sure.pop_front())
    }

    fn mark(&mut self, _: &Question<'_>, _: &Answer, verdict: Verdict, _: Option<&Truth>) -> io::Result<()> {
        self.told.push(format!("{verdict:?}"));
        self.n_on_disk.extend(self.path.as_deref().map(on_disk));
        Ok(())
    }

    fn not_kept(&mut self, trouble: &NotKept) -> io::Result<Retry> {
        self.told.push(format!("not kept: {:?}", trouble.reason));
        (self.trouble)();
        Ok(Retry::Again)
    }

    fn notice(&mut self, notice: &Notice) -> io::Result<()> {
        let words = format!("{notice:?}");
        self.told.extend((!words.starts_with("Back")).then_some(words));
        Ok(())
    }

    fn offer(&mut self, _: &Question<'_>, _: &dyn Fn() -> Vec<Listing>) -> io::Result<Wish> {
        self.told.push("offered".into());
        Ok(self.wishes.pop_front().unwrap_or(Wish::Not))
    }

    fn running(&mut self, _: &Question<'_>) -> io::Result<()> {
        Ok(())
    }

    fn show(
        &mut self,
        _: &Question<'_>,
        _: &Run<'_>,
        _: Option<&Answer>,
        _: Option<Verdict>,
        _: Option<&Truth>,
    ) -> io::Result<()> {
        self.told.push("shown".into());
        Ok(())
    }

    fn cannot_run(&mut self, _: &Question<'_>, _: &str, _: bool) -> io::Result<()> {
        Ok(())
    }

    fn explain(&mut self, _: &Question<'_>, _: &Answer) -> io::Result<()> {
        Ok(())
    }

    fn reviewed(&mut self, tally: Tally, next: &Notice) -> io::Result<()> {
        let Tally { n_right, n_wrong, n_left, .. } = tally;
        self.told.push(format!("{n_right} right, {n_wrong} wrong, {n_left} left, {next:?}"));
        Ok(())
    }

    fn farewell(&mut self, _: Tally) -> io::Result<()> {
        panic!("a review ends with what comes next")
    }
}

/// Cards that nothing decides but their key.
fn cards(names: &str) -> String {
    names.split(' ').map(|name| card(name, "a")).collect()
}

fn card(name: &str, note: &str) -> String {
    let choices = choice("right", true, "") + &choice("wrong", false, "belief = 'that-it-is'");
    format!(
        "[[card]]\nid = '{name}'\nkind = 'choice'\nprompt = 'Which?'\nnotes = ['{note}-{name}']\n{choices}"
    )
}

fn preferences() -> Preferences {
    Preferences { fuzz: false, ..Preferences::default() }
}

fn open(path: &Path) -> History {
    History::open(path, |parameters| Rules::new(&preferences(), parameters)).expect("a history")
}

fn say(index: usize) -> Step<'static> {
    Step::Say(Reply::Answered(Answer::Chosen(vec![index])))
}

const RIGHT: usize = 0;
const WRONG: usize = 1;

/// One sitting of a day over a history on the disk.
struct Sitting<'a> {
    folder: &'a Path,
    clock: &'a Set,
    steps: Vec<Step<'a>>,
    sure: Vec<Confidence>,
    trouble: &'a dyn Fn(),
    wanted: ReviewWanted,
}

impl<'a> Sitting<'a> {
    fn new(folder: &'a Path, clock: &'a Set, steps: Vec<Step<'a>>) -> Self {
        Sitting { folder, clock, steps, sure: Vec::new(), trouble: &|| (), wanted: ReviewWanted::default() }
    }

    fn over(self, text: &str, lab: &Toy) -> Scripted<'a> {
        let library = library(text);
        let path = self.folder.join("history.db");
        let mut notebook = Notebook::new(Some(open(&path)), self.clock, &preferences(), Occasion::Review);
        let mut cards = ReadCards::new(&library, library.everything());
        let mut learner = Scripted {
            steps: self.steps.into(),
            sure: self.sure.into(),
            wishes: VecDeque::new(),
            told: Vec::new(),
            path: Some(path),
            n_on_disk: Vec::new(),
            trouble: self.trouble,
        };
        let desk = ReviewDesk { lab, policy: RunPolicy::Ask, editor: None };
        review(&mut cards, &desk, &mut learner, &mut notebook, self.wanted).expect("a sitting");
        assert_eq!(notebook.unkept(), []);
        learner
    }
}

fn told(folder: &Path, clock: &Set, text: &str, steps: Vec<Step<'_>>) -> Vec<String> {
    Sitting::new(folder, clock, steps).over(text, &Toy::new(vec![])).told
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

#[test]
fn a_wrong_card_comes_back_in_the_same_sitting_and_tomorrow_is_told() {
    let (folder, clock) = (folder(), Set::at(100));
    let said = told(folder.path(), &clock, &cards("a b"), vec![say(WRONG), say(RIGHT), say(RIGHT)]);
    assert_eq!(
        said,
        [
            "a 1/2",
            "Wrong",
            "b 2/3",
            "Right",
            "a 3/3",
            "Right",
            "2 right, 1 wrong, 0 left, NextDue(Some((1, 1)))"
        ]
    );
    let again = told(folder.path(), &clock, &cards("a b"), vec![]);
    assert_eq!(again, ["0 right, 0 wrong, 0 left, NextDue(Some((1, 1)))"], "nothing is asked twice a day");
    clock.ms.set(noon(101));
    let tomorrow = told(folder.path(), &clock, &cards("a b"), vec![say(RIGHT)]);
    assert_eq!(tomorrow[0], "a 1/1");
}

#[test]
fn every_answer_is_on_the_disk_before_its_verdict_is_told() {
    let (folder, clock) = (folder(), Set::at(100));
    let steps = vec![say(RIGHT), say(WRONG), say(RIGHT), say(RIGHT)];
    let learner = Sitting::new(folder.path(), &clock, steps).over(&cards("a b c"), &Toy::new(vec![]));
    assert_eq!(learner.n_on_disk, [1, 2, 3, 4]);
}

#[test]
fn what_was_sure_and_wrong_is_run_at_once_and_comes_back_the_next_day() {
    let (folder, clock) = (folder(), Set::at(100));
    let text = toy::choices("a", "claim = 'forced == 3'", "claim = 'forced == 4'");
    let lab = || Toy::always(&json!({ "forced": 3 }));
    let sitting = |sure: Confidence| {
        let steps = vec![say(WRONG), say(RIGHT)];
        Sitting { sure: vec![sure], ..Sitting::new(folder.path(), &clock, steps) }.over(&text, &lab()).told
    };
    let sure = sitting(Confidence::Sure);
    assert_eq!(sure[..4], ["a 1/1", "Wrong", "SureAndWrong", "shown"]);
    let known = open(&folder.path().join("history.db")).known(&CardKey::new("d", "a")).expect("read");
    assert!(known.is_some_and(|known| known.memory.hurry && known.memory.due_day == Day(101)));
    clock.ms.set(noon(101));
    assert_eq!(sitting(Confidence::Guess)[..3], ["a 1/1", "Wrong", "offered"]);
}

#[test]
fn an_answer_can_be_taken_back_and_the_card_is_asked_again() {
    let (folder, clock) = (folder(), Set::at(100));
    let steps = vec![say(WRONG), Step::Say(Reply::Undo), say(RIGHT), say(RIGHT), Step::Say(Reply::Undo)];
    let said = told(folder.path(), &clock, &cards("a b"), steps);
    let undone = "Undone(CardKey { deck: \"d\", card: \"a\" })";
    assert_eq!(said[..6], ["a 1/2", "Wrong", "b 2/3", undone, "a 1/2", "Right"]);
    assert_eq!(said[6..8], ["b 2/2", "Right"]);
    assert_eq!(said[8], "2 right, 0 wrong, 0 left, NextDue(Some((2, 2)))");
    let history = open(&folder.path().join("history.db"));
    assert_eq!(history.days(&Scope::All).expect("days")[0].n_wrong, 0);
    assert_eq!(history.showings(&Scope::All).expect("beliefs"), []);
}

#[test]
fn with_nothing_answered_there_is_nothing_to_take_back() {
    let (folder, clock) = (folder(), Set::at(100));
    let said = told(folder.path(), &clock, &cards("a"), vec![Step::Say(Reply::Undo), say(RIGHT)]);
    assert_eq!(said[..3], ["a 1/1", "NothingToUndo", "a 1/1"]);
}

#[test]
fn a_card_that_is_put_off_comes_tomorrow_or_never() {
    let (folder, clock) = (folder(), Set::at(100));
    let text = cards("a b c");
    let off = |reply| Step::Say(reply);
    told(folder.path(), &clock, &text, vec![off(Reply::Bury), off(Reply::Suspend), off(Reply::Skipped)]);
    let names = |day| {
        clock.ms.set(noon(day));
        let said =
            told(folder.path(), &clock, &text, vec![Step::Say(Reply::Skipped), Step::Say(Reply::Skipped)]);
        said.iter()
            .filter_map(|words| words.split_once(' ')?.0.get(..1).map(str::to_owned))
            .collect::<String>()
    };
    assert_eq!(names(100), "c0", "the digit is the tally");
    assert_eq!(names(101), "ac0");
}

#[test]
fn a_new_day_that_begins_in_a_sitting_brings_its_cards() {
    let (folder, clock) = (folder(), Set::at(100));
    told(folder.path(), &clock, &cards("a"), vec![say(RIGHT)]);
    let midnight = || clock.ms.set(noon(102));
    let steps = vec![Step::Do(&midnight), say(RIGHT), say(RIGHT)];
    let said = told(folder.path(), &clock, &cards("a b"), steps);
    assert_eq!(said[..4], ["b 1/1", "Right", "NewDay(1, 0)", "a 2/2"]);
}

#[test]
fn a_clock_that_was_set_back_is_told_once_and_loses_nothing() {
    let (folder, clock) = (folder(), Set::at(100));
    told(folder.path(), &clock, &cards("a b c"), vec![say(RIGHT)]);
    clock.ms.set(noon(97));
    let said = told(folder.path(), &clock, &cards("a b c"), vec![say(RIGHT), say(WRONG), say(RIGHT)]);
    assert!(said[0].starts_with("ClockBehind"), "{said:?}");
    assert_eq!(said.iter().filter(|words| words.starts_with("ClockBehind")).count(), 1, "{said:?}");
    let history = open(&folder.path().join("history.db"));
    assert_eq!(history.extent().expect("read").0, 4);
    assert_eq!(history.all_known().expect("read").len(), 3);
}

#[test]
fn a_change_of_meaning_is_told_once_and_of_wording_never() {
    let (folder, clock) = (folder(), Set::at(100));
    let text = card("a", "x");
    told(folder.path(), &clock, &text, vec![say(RIGHT)]);
    let day = |day: i32, text: &str| {
        clock.ms.set(noon(day));
        told(folder.path(), &clock, text, vec![say(RIGHT)])
    };
    assert_eq!(day(102, &text.replace("Which?", "Which one?"))[0], "a 1/1");
    let changed = text.replace("id = 'wrong'", "id = 'false'");
    assert_eq!(day(120, &changed)[..2], ["Changed", "a 1/1"]);
    assert_eq!(day(300, &changed)[0], "a 1/1");
}

#[test]
fn what_cannot_be_written_is_told_and_written_when_it_can() {
    let (folder, clock) = (folder(), Set::at(100));
    let path = folder.path().join("history.db");
    let run = |sql: &str| Connection::open(&path).and_then(|db| db.execute_batch(sql)).expect("a database");
    let away = || run("ALTER TABLE tally RENAME TO gone");
    let back = || run("ALTER TABLE gone RENAME TO tally");
    let steps = vec![Step::Do(&away), say(RIGHT), say(RIGHT)];
    let sitting = Sitting { trouble: &back, ..Sitting::new(folder.path(), &clock, steps) };
    let learner = sitting.over(&cards("a b"), &Toy::new(vec![]));
    assert_eq!(learner.told[..4], ["a 1/2", "not kept: Other", "Right", "b 2/2"]);
    assert_eq!(learner.n_on_disk, [1, 2]);
}

#[test]
fn cramming_asks_what_is_known_whenever_it_is_due_and_nothing_new() {
    let (folder, clock) = (folder(), Set::at(100));
    told(folder.path(), &clock, &cards("a b"), vec![say(RIGHT), say(RIGHT)]);
    let wanted = ReviewWanted { cram: true, ..ReviewWanted::default() };
    let steps = vec![say(RIGHT), say(RIGHT)];
    let sitting = Sitting { wanted, ..Sitting::new(folder.path(), &clock, steps) };
    let said = sitting.over(&cards("a b c"), &Toy::new(vec![])).told;
    assert_eq!(said[..3], ["a 1/2", "Right", "b 2/2"]);
    let ahead = ReviewWanted { ahead: 30, ..ReviewWanted::default() };
    let sitting = Sitting { wanted: ahead, ..Sitting::new(folder.path(), &clock, vec![]) };
    assert_eq!(sitting.over(&cards("a b c"), &Toy::new(vec![])).told[0], "a 1/3");
}

#[test]
fn a_limit_of_a_sitting_is_none_of_the_day() {
    let (folder, clock) = (folder(), Set::at(100));
    told(folder.path(), &clock, &cards("a b c"), vec![say(RIGHT), say(RIGHT), say(RIGHT)]);
    clock.ms.set(noon(110));
    let wanted = ReviewWanted { limit: Some(1), ..ReviewWanted::default() };
    for name in ["a 1/1", "b 1/1", "c 1/1"] {
        let sitting = Sitting { wanted, ..Sitting::new(folder.path(), &clock, vec![say(RIGHT)]) };
        let said = sitting.over(&cards("a b c"), &Toy::new(vec![])).told;
        assert_eq!(said[..2], [name, "Right"]);
        assert!(!said.contains(&"Left".to_owned()), "the day has room for more: {said:?}");
    }
}

#[test]
fn siblings_of_what_was_asked_today_wait_for_another_day() {
    let (folder, clock) = (folder(), Set::at(100));
    let text =
        card("a", "x").replace("x-a", "same") + &card("b", "x").replace("x-b", "same") + &card("c", "x");
    let said = told(folder.path(), &clock, &text, vec![say(RIGHT), say(RIGHT)]);
    assert_eq!(said[..4], ["a 1/2", "Right", "c 2/2", "Right"]);
    assert!(told(folder.path(), &clock, &text, vec![])[0].starts_with("0 right"), "b waits");
    clock.ms.set(noon(101));
    assert_eq!(told(folder.path(), &clock, &text, vec![])[0], "b 1/1");
}

#[test]
fn cards_that_vanished_are_not_planned_and_keep_their_history() {
    let (folder, clock) = (folder(), Set::at(100));
    told(folder.path(), &clock, &cards("a b"), vec![say(RIGHT), say(RIGHT)]);
    clock.ms.set(noon(110));
    let library = library(&cards("b"));
    let history = open(&folder.path().join("history.db"));
    let notebook = Notebook::new(Some(history), &clock, &preferences(), Occasion::Review);
    let planned =
        plan_day(&ReadCards::new(&library, library.everything()), &notebook, ReviewWanted::default());
    let planned = planned.expect("a plan");
    assert_eq!((planned.n_due, planned.cards[0].key.card.as_str()), (1, "b"));
    assert_eq!(notebook.history().expect("open").all_known().expect("read").len(), 2);
}

#[test]
fn a_flash_card_takes_the_grade_that_the_learner_gives() {
    let (folder, clock) = (folder(), Set::at(100));
    let text = "[[card]]\nid = 'f'\nkind = 'flash'\nprompt = 'What?'\nback = 'That.'\n";
    let recalled = |grade| vec![Step::Say(Reply::Answered(Answer::Recalled(grade)))];
    told(folder.path(), &clock, text, recalled(Grade::Easy));
    let known = open(&folder.path().join("history.db")).known(&CardKey::new("d", "f")).expect("read");
    assert_eq!(known.expect("known").memory.due_day, Day(108));
}
