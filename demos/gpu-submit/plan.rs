//! How much work for the device is enough to see something.
//!
//! A fast device is done before the host has looked. So the work doubles until it lasts longer than the host's own, by dispatches
//! and never by longer loops: see `steps.comp`. The clock that says so decides whether to try again and nothing else.

use std::io;
use std::time::Duration;

use serde_json::Value;

use crate::stage::{Stage, complain};

/// How long a device may take for one submission.
pub(super) const PATIENCE: Duration = Duration::from_millis(2500);

/// What is done how often.
#[derive(Clone, Copy)]
pub(super) struct Plan {
    /// Steps with each number in one dispatch.
    pub(super) iterations: u32,
    /// Dispatches in one submission.
    pub(super) dispatches: u32,
    /// Numbers that the host tests meanwhile.
    pub(super) work: u32,
    doublings: u32,
}

/// What came of one submission.
pub(super) struct Seen {
    /// Whether it lasted so long that the host got its own work done and still had to wait.
    pub(super) lasted: bool,
    /// The observations.
    pub(super) told: Value,
}

impl Plan {
    /// As the parameters say.
    pub(super) fn read(stage: &Stage) -> io::Result<Self> {
        let number = |id| stage.count(id).and_then(|n| u32::try_from(n).map_err(io::Error::other));
        Ok(Plan {
            iterations: number("iterations")?,
            dispatches: number("dispatches")?,
            work: number("work")?,
            doublings: number("max_doublings")?,
        })
    }

    /// Tries with more and more work. The plan and the observations of the last attempt that was done in time, if any was.
    pub(super) fn until_it_lasts(
        mut self,
        stage: &Stage,
        attempt: impl Fn(Plan) -> io::Result<Option<Seen>>,
    ) -> io::Result<Option<(Self, Value)>> {
        let mut last = None;
        while let Some(seen) = attempt(self)? {
            last = Some((self, seen.told));
            if seen.lasted || self.doublings == 0 || stage.over() {
                return Ok(last);
            }
            self = Plan { dispatches: self.dispatches * 2, doublings: self.doublings - 1, ..self };
        }
        complain("the device did not finish in time");
        Ok(last)
    }
}
