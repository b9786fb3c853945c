//! `ttl`: a quiz whose answers can be run.
//!
//! # The house
//!
//! A room is a folder of `src/`. A room may use rooms on lower floors: never a neighbour, never upstairs.
//! `tests/floors.rs` reads the table below and fails where the house no longer matches it.
//!
//! | floor | rooms               | what they do                           | what they must never know               |
//! |-------|---------------------|----------------------------------------|-----------------------------------------|
//! | 5     | cli                 | the door: arguments, settings, exits   | how anything is done                    |
//! | 4     | flow                | the stories: quiz, check, demo, doctor | arguments, colours, files, processes    |
//! | 3     | lab store screen    | hands: run programs, keep files, talk  | what comes next                         |
//! | 2     | deck exchange judge scaffold study | thought: about text, formats, evidence, order | files, processes, terminals, clocks |
//! | 1     | claim               | the language of claims                 | who claims, how evidence was made       |
//! | 0     | model               | words                                  | TOML, JSON, CEL, terminals, clocks      |
//!
//! Beside the house stands the crate `ttl-demos`: the programs that are run. Only `lab` knows it, and it
//! knows nobody.
//!
//! # Reading order
//!
//! `flow::quiz` tells the learner's story, `flow::review` that of a day (`flow::seat` what happens to one card in both) and
//! `flow::check` the author's (`flow::proving` how it takes little time, `flow::watch` how it
//! goes on while a deck is edited); both are short. What a claim may say
//! is in `claim::rule`; how trials become an outcome is in `judge::evaluate`; how a program is run and ended is in
//! `lab::child`; how answers become dates in `study::memory`, and how nothing of them is lost in `store::history`.

pub mod model;

pub mod claim;

pub mod deck;
pub mod exchange;
pub mod judge;
pub mod scaffold;
pub mod study;

pub mod lab;
pub mod screen;
pub mod store;

pub mod flow;

pub mod cli;
