//! A deck and its cards, as their schema describes them.
#![expect(dead_code, reason = "these types are described, never made")]

use schemars::JsonSchema;

use super::kinds;
use super::parts::{Claim, Id, Literal, No, Settings, Text, Texts, Tolerance, Word, Words};

/// A deck of cards for `ttl quiz`; `ttl check` proves its keys by running.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct DeckFile {
    /// What the deck is called and what it is about.
    deck: Head,
    /// One question; write `[[card]]` above each.
    card: Vec<Card>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Head {
    /// The stable name of the deck, also what the learner types: `ttl quiz NAME`. Call the file the same.
    #[schemars(example = &"locks")]
    id: Id,
    /// Ids of the decks that are best learnt before this one; `ttl list` and `ttl quiz` keep to that order.
    #[schemars(example = ["concurrency"])]
    after: Option<Words>,
    /// What the deck is called.
    #[schemars(example = &"Locks")]
    title: Text,
    /// What it is about, in a sentence or two.
    about: Option<Text>,
    /// Codes of warnings that you have decided to live with; `ttl check --explain` lists them.
    #[schemars(example = ["missing-language"])]
    allow: Option<Words>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, transform = kinds::of_cards)]
struct Card {
    /// The stable name of the card. Progress hangs on it, so it never changes, even when the wording does.
    #[schemars(example = &"one-lock")]
    id: Id,
    /// What kind of answer the card wants.
    kind: Kind,
    /// The question, in Markdown; on a flash card the front; on a cloze card a text with gaps like `{{answer|another::hint}}`.
    prompt: Text,
    /// The demo that decides the card: its name, or its name with settings. `ttl list demos` shows every demo.
    #[schemars(example = &"lost-update")]
    demo: Option<Experiment>,
    /// A program that the card brings along and that decides it, instead of a demo; write `[card.program]` above it.
    program: Option<Program>,
    /// Help in small steps, weakest first.
    hints: Option<Texts>,
    /// Why the answer is the answer, shown after it was given.
    explain: Option<Text>,
    /// Names of the claims that this card teaches, from whatever notes you keep.
    notes: Option<Words>,
    /// Words to select cards by: `ttl quiz TAG`.
    #[schemars(example = ["locks", "threads"])]
    tags: Option<Words>,
    /// Where to read on: links or books.
    source: Option<Words>,
    /// From 1 (everyday picture) to 5 (trap).
    #[schemars(range(min = 1, max = 5), example = 2)]
    difficulty: Option<u8>,
    /// Codes of warnings that you have decided to live with on this card; `ttl check --explain` lists them.
    #[schemars(example = ["no-claim"])]
    allow: Option<Words>,
    /// An answer option; write `[[card.choice]]` above each, at least two.
    #[schemars(length(min = 2))]
    choice: Option<Vec<Choice>>,
    /// The observation of the demo that is the key, so that the answer is the one of this machine. `ttl show DEMO` lists them.
    #[schemars(example = &"mutex.lost")]
    observe: Option<Word>,
    /// The key that you state: a number; the ids of the items in their order; or what the program prints, or that it does not compile.
    /// `ttl check` proves it by running.
    #[schemars(example = 40)]
    expect: Option<Expect>,
    /// What is counted.
    #[schemars(example = &"updates")]
    unit: Option<Text>,
    /// How far off still counts as right: a number, a share like "20%", or a factor like "x10".
    #[schemars(extend("default" = 0), example = &"20%")]
    within: Option<Tolerance>,
    /// An event to put in order; write `[[card.item]]` above each, at least two.
    #[schemars(length(min = 2))]
    item: Option<Vec<Item>>,
    /// Every accepted spelling; the first is shown. Case, width and spaces do not matter.
    #[schemars(example = ["epoll_wait", "epoll"])]
    accept: Option<Words>,
    /// Two things that belong together; write `[[card.pair]]` above each, at least two.
    #[schemars(length(min = 2))]
    pair: Option<Vec<Pair>>,
    /// The back of a flash card.
    back: Option<Text>,
}

/// What kind of answer a card wants.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum Kind {
    /// One choice is right.
    Choice,
    /// Any number of choices is right.
    Multi,
    /// A number is predicted.
    Number,
    /// Events are put in order.
    Order,
    /// A word is typed.
    Text,
    /// Left sides are matched with right sides.
    Match,
    /// The gaps of the prompt are filled.
    Cloze,
    /// Front and back, graded by the learner.
    Flash,
    /// What the card's program does is predicted.
    Output,
}

#[derive(JsonSchema)]
#[schemars(untagged)]
enum Experiment {
    Name(Word),
    Set(Demo),
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Demo {
    /// The name of the demo.
    #[schemars(example = &"lost-update")]
    id: Word,
    /// Parameters that differ from their defaults.
    set: Option<Settings>,
}

#[derive(JsonSchema)]
#[schemars(untagged)]
enum Expect {
    Number(f64),
    Order(Words),
    Prints(Literal),
    Refused(Refused),
}

/// The compiler refuses the program.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Refused {
    /// Always `false`: it does not compile.
    compiles: No,
    /// A line that the compiler names, from 1; without it, any.
    #[schemars(range(min = 1), example = 3)]
    line: Option<u32>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Program {
    /// The language: python, rust, c, cpp, bash, node, go, or one of your settings. `ttl doctor` says which are here.
    #[schemars(example = &"python")]
    lang: Word,
    /// The text of the program.
    #[schemars(example = "print(1 + 1)")]
    code: Word,
    /// What it reads from standard input.
    stdin: Option<Literal>,
    /// What the compiler or interpreter is told, instead of the flags of the language.
    #[schemars(example = ["-O2"])]
    flags: Option<Words>,
    /// How long one run may take, in milliseconds; then it is ended.
    #[schemars(range(min = 1))]
    deadline_ms: Option<u64>,
    /// Whether the learner sees it under the question.
    #[schemars(extend("default" = true))]
    show: Option<bool>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, transform = kinds::of_claims)]
struct Choice {
    /// The stable name of the choice within its card.
    id: Id,
    /// What the learner reads.
    text: Text,
    /// Whether this is a right answer.
    #[schemars(extend("default" = false))]
    correct: Option<bool>,
    /// A finding of the demo that this choice asserts; with `!` before it, its opposite. `ttl show DEMO` lists them.
    #[schemars(example = &"!lock-loses-nothing")]
    finding: Option<Word>,
    /// What this choice asserts about the run: one predicate over `forced` observations, or `claim.holds` and `claim.fails`.
    #[schemars(example = &"mutex.lost == 0")]
    claim: Option<Claim>,
    /// The misconception of whoever picks this wrong choice, by a name of your own.
    #[schemars(example = &"locks-only-slow-down")]
    belief: Option<Word>,
    /// What that person believes, and what the run shows instead.
    why: Option<Text>,
    /// Why no run can decide this choice, where that is so.
    unprovable: Option<Text>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Item {
    /// The name under which the demo reports the event.
    id: Word,
    /// What the learner reads.
    text: Text,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, transform = kinds::of_claims)]
struct Pair {
    /// The side that stays.
    left: Text,
    /// The side that is matched to it.
    right: Text,
    /// A finding of the demo that this pair asserts; with `!` before it, its opposite.
    finding: Option<Word>,
    /// What this pair asserts about the run, as in a choice.
    claim: Option<Claim>,
}
