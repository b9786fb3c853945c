//! What a run depends on, besides what is kept of it: whoever keeps evidence has to run again when any of this changes.

use std::path::PathBuf;

/// Everything that can change what a run shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Basis {
    /// Name and value, for instance the settings of the demo or the release of the kernel.
    pub facts: Vec<(String, String)>,
    /// Files, and folders with all that is in them, whose contents count.
    pub contents: Vec<PathBuf>,
    /// Files that belong to the system, which counts as changed when they were only written again: interpreters, compilers.
    pub tools: Vec<PathBuf>,
}

impl Basis {
    /// Adds a fact.
    pub fn fact(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.facts.push((name.into(), value.into()));
    }
}
