//! The learner's story, told to a scripted learner with recorded trials: no terminal, no clock, no child.

mod toy;

use std::collections::VecDeque;
use std::io;

use serde_json::json;
use toy::{Toy, card, choice, choices, crashed, library, measured, trial};
use ttl::flow::{Notebook, RunPolicy, quiz};
use ttl::lab::Lab;
use ttl::model::{Answer, Grade, Listing, Missing, Outcome, Proof, Text, Truth, Verdict};
use ttl::screen::{Learner, NotKept, Question, Reply, Retry, Run, Wish};
use ttl::study::{Order, Session, Tally};

/// What the learner was told, in order.
#[derive(Clone, Debug, PartialEq)]
enum Told {
    Asked(String),
    Marked(Verdict, Option<Truth>),
    Offered,
    Running,
    Shown(Shown),
    CannotRun(String, bool),
    Explained,
    Farewell(Tally),
}

/// What a run was said to show.
#[derive(Clone, Debug, PartialEq)]
struct Shown {
    card: String,
    verdict: Option<Verdict>,
    truth: Option<Truth>,
    proof: Proof,
    outcomes: Vec<Outcome>,
    n_trials: usize,
    picture: Option<bool>,
}

/// A learner who says what the script says; when it is used up, it leaves.
#[derive(Default)]
struct Scripted {
    replies: VecDeque<Reply>,
    wishes: VecDeque<Wish>,
    told: Vec<Told>,
}

impl Learner for Scripted {
    fn ask(&mut self, question: &Question<'_>) -> io::Result<Reply> {
        self.told.push(Told::Asked(question.card.id.clone()));
        Ok(self.replies.pop_front().unwrap_or(Reply::Left))
    }

    fn mark(
        &mut self,
        _: &Question<'_>,
        _: &Answer,
        verdict: Verdict,
        truth: Option<&Truth>,
    ) -> io::Result<()> {
        self.told.push(Told::Marked(verdict, truth.cloned()));
        Ok(())
    }

    fn offer(&mut self, _: &Question<'_>, _: &dyn Fn() -> Vec<Listing>) -> io::Result<Wish> {
        self.told.push(Told::Offered);
        Ok(self.wishes.pop_front().expect("a wish for every offer"))
    }

    fn running(&mut self, _: &Question<'_>) -> io::Result<()> {
        self.told.push(Told::Running);
        Ok(())
    }

    fn show(
        &mut self,
        question: &Question<'_>,
        run: &Run<'_>,
        _: Option<&Answer>,
        verdict: Option<Verdict>,
        truth: Option<&Truth>,
    ) -> io::Result<()> {
        self.told.push(Told::Shown(Shown {
            card: question.card.id.clone(),
            verdict,
            truth: truth.cloned(),
            proof: run.examination.proof,
            outcomes: run.examination.results.iter().map(|(_, judgement)| judgement.outcome).collect(),
            n_trials: run.evidence.trials.len(),
            picture: run.traced.map(|_| run.picture_shows),
        }));
        Ok(())
    }

    fn cannot_run(&mut self, _: &Question<'_>, demo: &str, is_known: bool) -> io::Result<()> {
        self.told.push(Told::CannotRun(demo.to_owned(), is_known));
        Ok(())
    }

    fn explain(&mut self, _: &Question<'_>, _: &Answer) -> io::Result<()> {
        self.told.push(Told::Explained);
        Ok(())
    }

    fn not_kept(&mut self, trouble: &NotKept) -> io::Result<Retry> {
        panic!("{trouble:?}")
    }

    fn farewell(&mut self, tally: Tally) -> io::Result<()> {
        self.told.push(Told::Farewell(tally));
        Ok(())
    }
}

/// Everything that a learner is told in one sitting.
fn told(cards: &str, lab: &dyn Lab, policy: RunPolicy, replies: &[Reply], wishes: &[Wish]) -> Vec<Told> {
    let library = library(cards);
    let mut session = Session::plan(library.everything(), Order::File, None, 1);
    let mut learner = Scripted {
        replies: replies.iter().cloned().collect(),
        wishes: wishes.iter().copied().collect(),
        told: Vec::new(),
    };
    let notebook = &mut Notebook::closed();
    quiz(&library, &mut session, lab, &mut learner, notebook, policy)
        .expect("nothing is written and nothing started");
    assert_eq!(learner.wishes, [], "every wish was asked for");
    learner.told
}

/// What the only run of a sitting shows that runs every demo.
fn shown(cards: &str, lab: &dyn Lab, answer: Answer) -> Shown {
    let told = told(cards, lab, RunPolicy::Always, &[Reply::Answered(answer)], &[]);
    let mut shown = told.into_iter().filter_map(|told| match told {
        Told::Shown(shown) => Some(shown),
        _ => None,
    });
    shown.next().expect("it was run")
}

fn tally(told: &[Told]) -> Tally {
    match told.last() {
        Some(Told::Farewell(tally)) => *tally,
        other => panic!("{other:?} is no farewell"),
    }
}

fn chosen(index: usize) -> Reply {
    Reply::Answered(Answer::Chosen(vec![index]))
}

const RIGHT: usize = 0;
const WRONG: usize = 1;

/// Three is right, four is wrong.
fn three(id: &str) -> String {
    choices(id, "claim = 'forced == 3'", "claim = 'forced == 4'")
}

/// The key has to be seen.
fn witnessed() -> String {
    choices("w", "finding = 'was-seen'", "claim = 'forced == 4'")
}

#[test]
fn a_right_answer_is_confirmed() {
    let lab = Toy::always(&json!({ "forced": 3 }));
    let shown = shown(&three("c"), &lab, Answer::Chosen(vec![RIGHT]));
    assert_eq!((shown.verdict, shown.proof), (Some(Verdict::Right), Proof::Proven));
    assert_eq!(shown.outcomes, [Outcome::Holds, Outcome::Fails]);
    assert_eq!(shown.picture, Some(true));
}

#[test]
fn a_wrong_answer_is_refuted() {
    let lab = Toy::always(&json!({ "forced": 3 }));
    let told = told(&three("c"), &lab, RunPolicy::Ask, &[chosen(WRONG)], &[Wish::Run]);
    let key = Some(Truth::Chosen(vec![RIGHT]));
    let shown = Shown {
        card: "c".into(),
        verdict: Some(Verdict::Wrong),
        truth: key.clone(),
        proof: Proof::Proven,
        outcomes: vec![Outcome::Holds, Outcome::Fails],
        n_trials: 1,
        picture: Some(true),
    };
    let wanted = [
        Told::Asked("c".into()),
        Told::Marked(Verdict::Wrong, key),
        Told::Offered,
        Told::Running,
        Told::Shown(shown),
        Told::Explained,
        Told::Farewell(Tally { n_wrong: 1, ..Tally::default() }),
    ];
    assert_eq!(told, wanted);
}

#[test]
fn nobody_is_marked_wrong_when_the_key_did_not_show() {
    let lab = Toy::always(&json!({ "forced": 3, "seen": false }));
    for (answer, verdict) in [(WRONG, Verdict::NotMarked), (RIGHT, Verdict::Right)] {
        let shown = shown(&witnessed(), &lab, Answer::Chosen(vec![answer]));
        assert_eq!((shown.verdict, shown.proof), (Some(verdict), Proof::NotShown));
        assert_eq!(shown.outcomes, [Outcome::Inconclusive, Outcome::Fails]);
    }
    let told = told(&witnessed(), &lab, RunPolicy::Always, &[chosen(WRONG)], &[]);
    assert_eq!(tally(&told), Tally { n_not_marked: 1, ..Tally::default() });
}

#[test]
fn nobody_is_marked_by_a_key_that_the_run_contradicts() {
    let lab = Toy::always(&json!({ "forced": 4 }));
    for answer in [RIGHT, WRONG] {
        let shown = shown(&three("c"), &lab, Answer::Chosen(vec![answer]));
        assert_eq!((shown.verdict, shown.proof), (Some(Verdict::NotMarked), Proof::Contradicted));
    }
}

#[test]
fn what_cannot_run_here_marks_nobody_wrong_and_draws_nothing() {
    let missing = Missing::Cpus { needs: 2, has: 1, install: Text::plain("more") };
    let lab = Toy::always(&json!({ "forced": 3 })).without(missing);
    for (answer, verdict) in [(WRONG, Verdict::NotMarked), (RIGHT, Verdict::Right)] {
        let shown = shown(&three("c"), &lab, Answer::Chosen(vec![answer]));
        assert_eq!((shown.verdict, shown.proof, shown.n_trials), (Some(verdict), Proof::Unavailable, 0));
        assert_eq!(shown.picture, None);
    }
}

#[test]
fn what_cannot_be_run_at_all_is_told_and_the_key_decides() {
    for (demo, told_as) in [
        ("'nobody'", Told::CannotRun("nobody".into(), false)),
        ("{ id = 'toy', set = { n = 99 } }", Told::CannotRun("toy".into(), true)),
    ] {
        let (cards, lab) = (three("c").replace("'toy'", demo), Toy::always(&json!({ "forced": 3 })));
        let told = told(&cards, &lab, RunPolicy::Always, &[chosen(WRONG)], &[]);
        assert!(told.contains(&told_as), "{told:?}");
        assert_eq!((tally(&told), lab.n_trials.get()), (Tally { n_wrong: 1, ..Tally::default() }, 0));
    }
}

#[test]
fn always_is_asked_once() {
    let lab = Toy::always(&json!({ "forced": 3 }));
    let cards = three("a") + &three("b") + &three("c");
    let replies = [chosen(RIGHT), chosen(RIGHT), chosen(RIGHT)];
    let told = told(&cards, &lab, RunPolicy::Ask, &replies, &[Wish::Always]);
    let count = |wanted: &Told| told.iter().filter(|told| *told == wanted).count();
    assert_eq!((count(&Told::Offered), count(&Told::Running)), (1, 3));
}

#[test]
fn not_now_is_asked_again_and_never_is_not_asked() {
    let lab = Toy::always(&json!({ "forced": 3 }));
    let (cards, replies) = (three("a") + &three("b"), [chosen(RIGHT), chosen(RIGHT)]);
    let not_now = told(&cards, &lab, RunPolicy::Ask, &replies, &[Wish::Not, Wish::Not]);
    let never = told(&cards, &lab, RunPolicy::Never, &replies, &[]);
    assert!(!not_now.contains(&Told::Running) && !never.contains(&Told::Running));
    assert_eq!(tally(&never), Tally { n_right: 2, ..Tally::default() });
    assert_eq!(lab.n_trials.get(), 0);
}

#[test]
fn nothing_is_offered_where_nothing_can_be_run() {
    let cards = three("c").replace("demo = 'toy'\n", "").replace("claim", "#");
    let told = told(&cards, &Toy::new(vec![]), RunPolicy::Ask, &[chosen(RIGHT)], &[]);
    assert!(!told.contains(&Told::Offered), "{told:?}");
}

#[test]
fn a_demo_before_the_first_answer_is_that_of_the_question_and_gives_no_verdict() {
    let lab = Toy::always(&json!({ "forced": 3 }));
    let replies = [Reply::Demo, chosen(RIGHT)];
    let told = told(&three("a"), &lab, RunPolicy::Never, &replies, &[]);
    let Told::Shown(shown) = &told[2] else { panic!("{told:?}") };
    assert_eq!((shown.card.as_str(), shown.verdict), ("a", None));
    assert_eq!(told[3], Told::Asked("a".into()), "the question is put again");
    assert_eq!(tally(&told), Tally { n_right: 1, ..Tally::default() });
}

#[test]
fn a_demo_after_an_answer_is_that_of_the_answered_card() {
    let lab = Toy::always(&json!({ "forced": 3 }));
    let replies = [chosen(WRONG), Reply::Demo, Reply::Demo, Reply::Skipped];
    let told = told(&(three("a") + &three("b")), &lab, RunPolicy::Never, &replies, &[]);
    let shown = told.iter().filter_map(|told| match told {
        Told::Shown(shown) => Some((shown.card.as_str(), shown.verdict)),
        _ => None,
    });
    assert_eq!(shown.collect::<Vec<_>>(), [("a", Some(Verdict::Wrong)); 2]);
    assert_eq!(tally(&told), Tally { n_wrong: 1, n_skipped: 1, ..Tally::default() });
}

#[test]
fn who_leaves_at_once_is_told_that_everything_is_left() {
    let told = told(&(three("a") + &three("b")), &Toy::new(vec![]), RunPolicy::Ask, &[Reply::Left], &[]);
    assert_eq!(told, [Told::Asked("a".into()), Told::Farewell(Tally { n_left: 2, ..Tally::default() })]);
}

#[test]
fn who_leaves_at_the_offer_keeps_the_answer() {
    let cards = three("a") + &three("b");
    let told = told(&cards, &Toy::new(vec![]), RunPolicy::Ask, &[chosen(RIGHT)], &[Wish::Left]);
    assert!(!told.contains(&Told::Asked("b".into())), "{told:?}");
    assert_eq!(tally(&told), Tally { n_right: 1, n_left: 1, ..Tally::default() });
}

#[test]
fn a_skipped_card_is_neither_marked_nor_explained() {
    let told = told(&three("a"), &Toy::new(vec![]), RunPolicy::Always, &[Reply::Skipped], &[]);
    assert_eq!(told, [Told::Asked("a".into()), Told::Farewell(Tally { n_skipped: 1, ..Tally::default() })]);
}

const ITEMS: &str = "[[card.item]]\nid = 'x'\ntext = 'x'\n[[card.item]]\nid = 'y'\ntext = 'y'";

#[test]
fn a_key_that_only_a_run_knows_comes_from_the_run() {
    let lab = Toy::always(&json!({ "amount": 7.5, "events": ["y", "x"], "word": "Read" }));
    let number = card("n", "number", "observe = 'amount'\nwithin = 1");
    let order = card("o", "order", &format!("observe = 'events'\n{ITEMS}"));
    let text = card("t", "text", "observe = 'word'");
    for (card, right, wrong, truth) in [
        (&number, Answer::Number(8.0), Answer::Number(9.0), Truth::Number(7.5)),
        (&order, Answer::Ordered(vec![1, 0]), Answer::Ordered(vec![0, 1]), Truth::Ordered(vec![1, 0])),
        (
            &text,
            Answer::Typed(" READ".into()),
            Answer::Typed("write".into()),
            Truth::Typed(vec!["Read".into()]),
        ),
    ] {
        for (answer, verdict) in [(right, Verdict::Right), (wrong, Verdict::Wrong)] {
            let shown = shown(card, &lab, answer);
            assert_eq!((shown.verdict, shown.truth), (Some(verdict), Some(truth.clone())), "{card}");
        }
    }
}

#[test]
fn a_key_that_only_a_run_knows_marks_nobody_without_a_run() {
    let number = card("n", "number", "observe = 'amount'");
    let reply = [Reply::Answered(Answer::Number(7.0))];
    let told = told(&number, &Toy::new(vec![]), RunPolicy::Never, &reply, &[]);
    assert_eq!(told[1], Told::Marked(Verdict::NotMarked, None));
    assert_eq!(tally(&told), Tally { n_not_marked: 1, ..Tally::default() });
    let silent = Toy::always(&json!({ "forced": 3 }));
    assert_eq!(shown(&number, &silent, Answer::Number(7.0)).verdict, Some(Verdict::NotMarked));
}

#[test]
fn several_choices_pairs_and_turned_cards_are_marked_too() {
    let several = choice("a", true, "claim = 'forced == 3'")
        + &choice("b", true, "claim = 'part.n == 1'")
        + &choice("c", false, "claim = 'forced == 4'");
    let multi = card("m", "multi", &several);
    let pair = |left: &str, claim: &str| {
        format!("[[card.pair]]\nleft = '{left}'\nright = 'to {left}'\nclaim = '{claim}'\n")
    };
    let pairs = card("p", "match", &(pair("a", "forced == 3") + &pair("b", "part.n == 1")));
    let lab = Toy::always(&json!({ "forced": 3, "part.n": 1 }));
    for (card, answer, verdict) in [
        (&multi, Answer::Chosen(vec![1, 0]), Verdict::Right),
        (&multi, Answer::Chosen(vec![0]), Verdict::Wrong),
        (&multi, Answer::Chosen(vec![0, 1, 2]), Verdict::Wrong),
        (&pairs, Answer::Matched(vec![0, 1]), Verdict::Right),
        (&pairs, Answer::Matched(vec![1, 0]), Verdict::Wrong),
    ] {
        let shown = shown(card, &lab, answer.clone());
        assert_eq!((shown.verdict, shown.proof), (Some(verdict), Proof::Proven), "{answer:?}");
    }
    let flash = "[[card]]\nid = 'f'\nkind = 'flash'\nprompt = 'What?'\nback = 'That.'\n".repeat(2);
    let flash = flash.replacen("id = 'f'", "id = 'g'", 1);
    let replies =
        [Reply::Answered(Answer::Recalled(Grade::Hard)), Reply::Answered(Answer::Recalled(Grade::Again))];
    let told = told(&flash, &lab, RunPolicy::Always, &replies, &[]);
    assert_eq!(tally(&told), Tally { n_right: 1, n_wrong: 1, ..Tally::default() });
}

#[test]
fn a_run_stops_as_early_as_every_claim_is_decided() {
    let says = |seen: bool| measured(&json!({ "forced": 3, "seen": seen, "ratio": 2.0 }), Some(0));
    let ratio =
        choices("r", "claim.holds = 'ratio >= 1.8'\nclaim.fails = 'ratio <= 1.2'", "claim = 'forced == 4'");
    for (card, trials, n_trials) in [
        (three("c"), vec![says(false); 5], 1),
        (witnessed(), vec![says(false), says(false), says(true), says(true), says(true)], 3),
        (ratio, vec![says(false); 5], 2),
        (witnessed(), vec![says(false); 9], 5),
    ] {
        let lab = Toy::new(trials);
        shown(&card, &lab, Answer::Chosen(vec![RIGHT]));
        assert_eq!(lab.n_trials.get(), n_trials, "{card}");
    }
}

#[test]
fn a_trial_that_crashed_decides_nothing_and_the_next_one_does() {
    let lab = Toy::new(vec![crashed(&json!({ "forced": 4 })), trial(&json!({ "forced": 3 }))]);
    let shown = shown(&three("c"), &lab, Answer::Chosen(vec![RIGHT]));
    assert_eq!((shown.proof, shown.n_trials), (Proof::Proven, 2));
}

#[test]
fn a_picture_that_does_not_show_the_effect_is_said_to_differ() {
    // Playing back, the drawn trials are the first three: the witness comes only after them.
    let says = |seen: bool| trial(&json!({ "forced": 3, "seen": seen }));
    let lab = Toy::new(vec![says(false), says(false), says(false), says(true)]);
    let shown = shown(&witnessed(), &lab, Answer::Chosen(vec![RIGHT]));
    assert_eq!((shown.proof, shown.picture), (Proof::Proven, Some(false)));
}
