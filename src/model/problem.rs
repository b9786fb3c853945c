//! Problems: everything that can be wrong with what an author wrote, as data.
//!
//! Deliberately missing: the words. They stand in `screen`, in every language, so that no problem can be
//! reported in one language only.

use super::{Accepts, Class, Foreign, Lang, Place, SourceId, Stall};

/// A problem with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// What is wrong.
    pub problem: Problem,
    /// Where.
    pub place: Place,
    /// Other places that belong to it.
    pub notes: Vec<(Place, Note)>,
}

impl Diagnostic {
    /// A problem at a place.
    pub fn new(problem: Problem, place: Place) -> Self {
        Diagnostic { problem, place, notes: Vec::new() }
    }

    /// The same with another place that belongs to it.
    pub fn with_note(mut self, place: Place, note: Note) -> Self {
        self.notes.push((place, note));
        self
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.problem.severity()
    }

    /// Gives the source called `from` the number `to`, wherever it is named.
    pub fn renumber(&mut self, from: SourceId, to: SourceId) {
        let places = std::iter::once(&mut self.place).chain(self.notes.iter_mut().map(|(place, _)| place));
        places.filter(|place| place.source == from).for_each(|place| place.source = to);
    }
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The deck works, but not as well as it could.
    Warning,
    /// Something the author meant cannot be done.
    Error,
}

/// What another place has to do with a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// The same id stands here first.
    FirstHere,
    /// The observation is promised here.
    PromisedHere,
    /// The other predicate of the claim.
    OtherPredicate,
    /// The circle of decks goes on here.
    GoesOnHere,
}

/// What kind of value was wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A string, or a table of languages.
    Text,
    /// A string.
    Word,
    /// A list of strings.
    Words,
    /// A list of strings, or a table of languages with one each.
    Texts,
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Int,
    /// A whole number of at least one.
    Count,
    /// A list of whole numbers.
    Ints,
    /// A number.
    Number,
    /// A table.
    Table,
    /// A list of tables.
    Tables,
    /// A demo's name, or a table with `id` and `set`.
    Demo,
    /// A number, or a string like "20%" or "x2".
    Tolerance,
    /// A string, or a table with `holds` and `fails`.
    Claim,
    /// A string, or `{ compiles = false }`.
    Effect,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Two numbers, the smaller first.
    Band,
    /// Anything a parameter can be set to.
    Setting,
}

/// What can be wrong with the folder of a demo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FolderTrouble {
    /// A path, or where a link leads, is outside of the folder.
    Outside(String),
    /// Something that is neither a file nor a folder with a name that can be written.
    NotPlain(String),
    /// More, or larger, files than anybody would read before agreeing.
    TooLarge,
    /// A demo that comes first has its name.
    NameTaken {
        /// The name.
        demo: String,
        /// The folder that is not used.
        folder: String,
    },
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// The file is not TOML; the parser's words.
    Syntax(String),
    /// Something about a file of another program.
    Foreign(Foreign),
    /// A key that means nothing here.
    UnknownKey {
        /// The key.
        key: String,
        /// A known key that looks like it.
        meant: Option<String>,
    },
    /// A key that has to be there.
    MissingKey {
        /// The key.
        key: &'static str,
        /// What lacks it.
        of: &'static str,
    },
    /// A value of another type.
    WrongType {
        /// What was wanted.
        expected: Expected,
        /// What was found, in TOML's words.
        found: &'static str,
    },
    /// Text without a word in it.
    EmptyText,
    /// An id with characters that do not belong in ids.
    BadId(String),
    /// A character that acts on a terminal or on the direction of writing instead of being seen; its code point.
    HiddenText(String),
    /// Text that one of the program's languages lacks.
    MissingLanguage(Lang),
    /// A kind of card that does not exist.
    UnknownKind {
        /// What was written.
        found: String,
        /// A kind that looks like it.
        meant: Option<String>,
    },
    /// An id twice.
    DuplicateId(String),
    /// A card's id that a card of another deck has too.
    IdInTwoDecks {
        /// The id.
        id: String,
        /// The deck that had it first.
        deck: String,
    },
    /// A deck to come after that is not to be found.
    UnknownDeck {
        /// Its id.
        deck: String,
        /// One that looks like it.
        meant: Option<String>,
    },
    /// A circle of decks, by their ids: each comes after the next one, the last one after the first. A deck alone comes after itself.
    AfterItself(Vec<String>),
    /// A code in `allow` that cannot be allowed.
    CannotAllow {
        /// What was written.
        code: String,
        /// A code that looks like it.
        meant: Option<String>,
        /// Whether there is such a code: then it is the one of an error.
        is_error: bool,
    },
    /// No choice is marked as correct.
    NoCorrectChoice,
    /// More than one choice of a `choice` card is marked as correct.
    SeveralCorrectChoices(usize),
    /// Fewer than two options.
    TooFewOptions(usize),
    /// A key that only another kind of card has.
    NotForThisKind {
        /// The key.
        key: String,
        /// The kind of this card.
        kind: &'static str,
    },
    /// Nothing says what the answer is.
    NoAnswerKey(&'static str),
    /// `expect` of an order card is not a rearrangement of the items.
    NotARearrangement(String),
    /// A demo that does not exist.
    UnknownDemo {
        /// Its name.
        demo: String,
        /// One that looks like it.
        meant: Option<String>,
    },
    /// A parameter that the demo does not have.
    UnknownParam {
        /// The demo.
        demo: String,
        /// The parameter.
        param: String,
        /// One that looks like it.
        meant: Option<String>,
    },
    /// A parameter's value is not one it takes.
    BadParam {
        /// The parameter.
        param: String,
        /// What was written.
        found: String,
        /// What it takes, in a form that can be typed.
        takes: String,
    },
    /// A setting's value is of the right type and still not one it accepts.
    BadSetting {
        /// The setting, with its table.
        setting: String,
        /// What was written.
        found: String,
        /// What the setting accepts.
        accepts: Accepts,
        /// A word that it accepts and that looks like it.
        meant: Option<String>,
    },
    /// A finding that the demo does not have.
    UnknownFinding {
        /// The demo.
        demo: String,
        /// The finding.
        finding: String,
        /// One that looks like it.
        meant: Option<String>,
    },
    /// A cloze card whose prompt has no gap.
    NoGap,
    /// A cloze card with more gaps in one language than in another.
    GapsDiffer {
        /// The smallest number.
        least: usize,
        /// The largest number.
        most: usize,
    },
    /// Both a demo and a program.
    DemoAndProgram,
    /// A program in a language that nobody has described.
    UnknownProgramLanguage {
        /// The language.
        lang: String,
        /// One that looks like it.
        meant: Option<String>,
        /// Every one that is known, with commas.
        known: String,
    },
    /// A claim on a card without a demo.
    ClaimWithoutDemo,
    /// Both a finding and a claim.
    FindingAndClaim,
    /// A claim that cannot be parsed; the parser's words.
    ClaimSyntax(String),
    /// A claim that is longer or deeper than any honest one.
    ClaimTooLarge,
    /// Something of CEL that claims do not use.
    ClaimUnsupported(String),
    /// An observation that the demo does not promise.
    UnknownObservation {
        /// The demo.
        demo: String,
        /// The name.
        name: String,
        /// One that looks like it.
        meant: Option<String>,
    },
    /// A predicate that can be true without looking at the run.
    NothingObserved,
    /// Operands that cannot be compared or joined.
    ClaimType {
        /// What was wanted there.
        wanted: &'static str,
        /// What stands there.
        found: &'static str,
    },
    /// A claim over an unsafe observation.
    UnsafeObservation {
        /// The observation.
        name: String,
        /// What to observe instead.
        instead: Option<String>,
    },
    /// A comparison that a stall of the machine could satisfy.
    StallCouldSatisfy {
        /// The observation.
        name: String,
        /// Its class.
        class: Class,
        /// Which way a stall pushes it.
        stall: Stall,
        /// What has to be asked beside it, if that would help.
        with: Option<String>,
    },
    /// A refutation from a witness that was merely not seen.
    WitnessNotSeen {
        /// The observation.
        name: String,
        /// Which way a stall pushes it.
        stall: Stall,
    },
    /// An accounting threshold inside the band that the counter's error reaches.
    InsideDeadBand {
        /// The observation.
        name: String,
        /// The band.
        band: (f64, f64),
    },
    /// A claim by one predicate over something that is not forced.
    NeedsBothSides {
        /// The observation that is not forced.
        name: String,
        /// Its class.
        class: Class,
    },
    /// Both predicates can be true at once, or leave no dead band where one is needed.
    NoDeadBand,
    /// A key that is neither forced, accounting nor ratio.
    NotAKey {
        /// The observation.
        name: String,
        /// Its class.
        class: Class,
    },
    /// A stated key over something that is not forced cannot be proven.
    KeyNotProvable {
        /// The observation.
        name: String,
        /// Its class.
        class: Class,
    },
    /// An observation of another type than the card wants.
    ObservationType {
        /// The observation.
        name: String,
        /// What the card wants.
        wanted: &'static str,
    },
    /// A wrong choice that no run can refute.
    Irrefutable(String),
    /// A wrong choice without a claim and without a word why.
    NoClaim(String),
    /// A card whose key no run could contradict.
    IrrefutableKey,
    /// A card with a demo of which nothing is claimed.
    UnprovenCard {
        /// The demo.
        demo: String,
    },
    /// A belief that no other choice has, beside one that is spelled nearly the same.
    BeliefUsedOnce {
        /// The belief.
        belief: String,
        /// The other one.
        meant: String,
    },
    /// A finding that nobody can refute is asked for by its opposite.
    NoOpposite(String),
    /// A run decided as the author says, but by a value close to the threshold.
    ThinMargin {
        /// The comparison, as written.
        comparison: String,
        /// The distance between value and threshold, in percent of the larger.
        percent: u8,
    },
    /// A cell, lane or observation of a promise names a cell that the promise does not have.
    UnknownCell(String),
    /// The folder of a demo is not what can be shown, agreed to and run.
    Folder(FolderTrouble),
}

/// The stable name of every problem. One table makes both the names and the list of them, so that neither can lack one.
macro_rules! codes {
    ($($problem:pat => $code:literal,)*) => {
        impl Problem {
            /// Every code that a check can report, in the order of the problems. Those of [`Foreign`] belong to imports.
            pub const CODES: &'static [&'static str] = &[$($code),*];

            /// The stable name of the problem.
            pub fn code(&self) -> &'static str {
                match self {
                    Problem::Foreign(foreign) => foreign.code(),
                    $($problem => $code,)*
                }
            }
        }
    };
}

codes! {
    Problem::Syntax(_) => "syntax",
    Problem::UnknownKey { .. } => "unknown-key",
    Problem::MissingKey { .. } => "missing-key",
    Problem::WrongType { .. } => "wrong-type",
    Problem::EmptyText => "empty-text",
    Problem::BadId(_) => "bad-id",
    Problem::HiddenText(_) => "hidden-text",
    Problem::MissingLanguage(_) => "missing-language",
    Problem::UnknownKind { .. } => "unknown-kind",
    Problem::DuplicateId(_) => "duplicate-id",
    Problem::IdInTwoDecks { .. } => "id-in-two-decks",
    Problem::UnknownDeck { .. } => "unknown-deck",
    Problem::AfterItself(_) => "after-itself",
    Problem::CannotAllow { .. } => "cannot-allow",
    Problem::NoCorrectChoice => "no-correct-choice",
    Problem::SeveralCorrectChoices(_) => "several-correct-choices",
    Problem::TooFewOptions(_) => "too-few-options",
    Problem::NotForThisKind { .. } => "not-for-this-kind",
    Problem::NoAnswerKey(_) => "no-answer-key",
    Problem::NotARearrangement(_) => "not-a-rearrangement",
    Problem::UnknownDemo { .. } => "unknown-demo",
    Problem::UnknownParam { .. } => "unknown-param",
    Problem::BadParam { .. } => "bad-param",
    Problem::BadSetting { .. } => "bad-setting",
    Problem::UnknownFinding { .. } => "unknown-finding",
    Problem::NoGap => "no-gap",
    Problem::GapsDiffer { .. } => "gaps-differ",
    Problem::DemoAndProgram => "demo-and-program",
    Problem::UnknownProgramLanguage { .. } => "unknown-program-language",
    Problem::ClaimWithoutDemo => "claim-without-demo",
    Problem::FindingAndClaim => "finding-and-claim",
    Problem::ClaimSyntax(_) => "claim-syntax",
    Problem::ClaimTooLarge => "claim-too-large",
    Problem::ClaimUnsupported(_) => "claim-unsupported",
    Problem::UnknownObservation { .. } => "unknown-observation",
    Problem::NothingObserved => "nothing-observed",
    Problem::ClaimType { .. } => "claim-type",
    Problem::UnsafeObservation { .. } => "unsafe-observation",
    Problem::StallCouldSatisfy { .. } => "stall-could-satisfy",
    Problem::WitnessNotSeen { .. } => "witness-not-seen",
    Problem::InsideDeadBand { .. } => "inside-dead-band",
    Problem::NeedsBothSides { .. } => "needs-both-sides",
    Problem::NoDeadBand => "no-dead-band",
    Problem::NotAKey { .. } => "not-a-key",
    Problem::KeyNotProvable { .. } => "key-not-provable",
    Problem::ObservationType { .. } => "observation-type",
    Problem::Irrefutable(_) => "irrefutable",
    Problem::NoClaim(_) => "no-claim",
    Problem::IrrefutableKey => "irrefutable-key",
    Problem::UnprovenCard { .. } => "unproven-card",
    Problem::BeliefUsedOnce { .. } => "belief-used-once",
    Problem::NoOpposite(_) => "no-opposite",
    Problem::ThinMargin { .. } => "thin-margin",
    Problem::UnknownCell(_) => "unknown-cell",
    Problem::Folder(FolderTrouble::Outside(_)) => "outside-folder",
    Problem::Folder(FolderTrouble::NotPlain(_)) => "not-a-file",
    Problem::Folder(FolderTrouble::TooLarge) => "folder-too-large",
    Problem::Folder(FolderTrouble::NameTaken { .. }) => "name-taken",
}

impl Problem {
    /// The codes of warnings, which an author may allow.
    pub const WARNINGS: &'static [&'static str] = &[
        "missing-language",
        "id-in-two-decks",
        "unknown-deck",
        "irrefutable",
        "no-claim",
        "irrefutable-key",
        "unproven-card",
        "belief-used-once",
        "name-taken",
        "thin-margin",
        "name-taken",
    ];

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        if let Problem::Foreign(foreign) = self {
            return foreign.severity();
        }
        match Problem::WARNINGS.contains(&self.code()) {
            true => Severity::Warning,
            false => Severity::Error,
        }
    }
}
