//! What the crate `ttl-demos` holds, as this room sees it: the only file that knows that crate, so that the
//! catalogue can be tested with demos of its own.

use std::process::ExitCode;

/// A demo inside the binary.
#[derive(Clone, Copy)]
pub(super) struct Inside {
    /// Its id.
    pub(super) id: &'static str,
    /// The text of its promise.
    pub(super) promise: &'static str,
    /// Its program.
    pub(super) program: Program,
}

/// The program of a demo inside the binary.
#[derive(Clone, Copy)]
pub(super) enum Program {
    /// Compiled in; names and contents of the files it was compiled from.
    Compiled(Files),
    /// Files that are unpacked before they run: names and contents.
    Packed(Files),
}

/// Names and contents.
pub(super) type Files = &'static [(&'static str, &'static [u8])];

/// The demo that checks the instruments; it has no promise of its own.
pub(super) const INSTRUMENTS: &str = ttl_demos::INSTRUMENTS;

/// The program that runs the program of a card.
pub(super) const PROGRAM: &str = ttl_demos::PROGRAM;

/// The program that competes for a CPU until it is ended.
pub(super) const NEIGHBOUR: &str = ttl_demos::NEIGHBOUR;

/// Runs a built-in demo in this process, as the child of a trial does.
pub fn run_built_in(id: &str) -> ExitCode {
    ttl_demos::run(id)
}

/// Every demo inside the binary.
pub(super) fn all() -> Vec<Inside> {
    let compiled = ttl_demos::BUILT_IN.iter().map(|demo| Inside {
        id: demo.id,
        promise: demo.promise,
        program: Program::Compiled(demo.sources),
    });
    let packed = ttl_demos::EXTERNAL.iter().map(|demo| Inside {
        id: demo.id,
        promise: demo.promise,
        program: Program::Packed(demo.files),
    });
    compiled.chain(packed).collect()
}
