//! The explorer's story: one parameter, several values, what changes.

use anyhow::Result;

use crate::lab::{Lab, Limits};
use crate::model::{Evidence, Experiment, Value};

/// The evidence for each value of a parameter.
pub type Series = Vec<(Value, Evidence)>;

/// Quiet trials for each value when nobody says how many.
const TRIALS: u32 = 3;

/// Runs the experiment once for each value of the parameter, everything else being equal. `tell` hears that the next value begins.
///
/// # Errors
///
/// The demo cannot be started.
pub fn compare(
    lab: &dyn Lab,
    experiment: &Experiment,
    param: &str,
    values: &[Value],
    trials: Option<u32>,
    tell: &mut dyn FnMut(),
) -> Result<Series> {
    let limits = Limits { trials: trials.unwrap_or(TRIALS), budget: None };
    let mut series = Series::new();
    for value in values {
        tell();
        let mut experiment = experiment.clone();
        experiment.set.insert(param.to_owned(), value.clone());
        series.push((value.clone(), lab.run(&experiment, limits, &mut |_| false)?));
    }
    Ok(series)
}
