//! Words: the nouns that every other room speaks in.
//!
//! Deliberately missing: TOML, JSON, terminals, clocks, processes. A word can be compared, ordered and
//! asked about itself; it can neither draw itself nor find itself on a disk.

mod basis;
mod card;
pub mod cloze;
mod demo;
mod evidence;
mod foreign;
mod hidden;
mod moment;
mod note;
mod place;
mod precedence;
mod preferences;
mod problem;
mod program;
mod review;
mod scenario;
mod setting;
mod stranger;
mod text;
mod value;
mod verdict;

pub use basis::Basis;
pub use card::{
    Allowed, Answer, Body, Card, Choice, ClaimText, Deck, Experiment, Item, Pair, Tolerance, Truth,
};
pub use demo::{
    Cell, Class, DemoSpec, Finding, Instrument, Lane, Launch, Listing, ObservationSpec, Param, ParamType,
    Requirement, Stall, ValueType,
};
pub use evidence::{
    Disturbance, Ending, Event, Evidence, Health, Mark, MarkKind, Missing, Skip, Span, SpanState, Trial,
};
pub use foreign::{Foreign, Takes};
pub use hidden::{is_hidden, unicode_name};
pub use moment::{Day, Moment};
pub use note::{NoteClaim, Status};
pub use place::{At, Place, Source, SourceId};
pub use precedence::{Precedence, named_decks, precedence};
pub use preferences::{DueOrder, NewPlace, Preferences, RunPolicy};
pub use problem::{Diagnostic, Expected, FolderTrouble, Note, Problem, Severity};
pub use program::{Effect, Language, PROGRAM, Program};
pub use review::{CardKey, Confidence, Deed, Entry, Grade, Memory, Occasion, Phase, Review, RunNote};
pub use scenario::Scenario;
pub use setting::{Accepts, Choices, Origin, SettingValue};
pub use stranger::{Before, Change, Consent, Standing, Stranger, StrangerFile, Waiting};
pub use text::{Lang, Text, nearest};
pub use value::{Value, Values};
pub use verdict::{Decider, Judgement, Outcome, Proof, Verdict, Why};
