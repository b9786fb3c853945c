//! What can run on this machine: every demo once, and what it says is missing.

use anyhow::Result;

use crate::lab::{Lab, Limits};
use crate::model::{At, DemoSpec, Evidence, Experiment, Place};

/// Runs every demo once with its defaults; `tell` hears of each before it runs.
///
/// # Errors
///
/// A demo is there but cannot be started.
pub fn doctor<'l>(
    lab: &'l dyn Lab,
    tell: &mut dyn FnMut(&DemoSpec),
) -> Result<Vec<(&'l DemoSpec, Evidence)>> {
    let once = Limits { trials: 1, budget: None };
    let mut found = Vec::new();
    for spec in lab.demos() {
        tell(spec);
        let demo = At::new(spec.id.clone(), Place::default());
        let experiment = Experiment { demo, ..Experiment::default() };
        found.push((spec, lab.run(&experiment, once, &mut |_| true)?));
    }
    Ok(found)
}
