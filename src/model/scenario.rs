//! Ways in which a machine can be disturbed while demos run.

/// What is done to the machine, or to the running trials, while findings are tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scenario {
    /// Nothing.
    Idle,
    /// Many processes compete for the CPUs.
    Load,
    /// Everything that a trial starts may use one CPU only.
    OneCpu,
    /// A control group grants a quarter of one CPU.
    Quota,
    /// Running trials are stopped at random moments and continued later.
    Stopped,
    /// Many processes compete, and the trial comes after all of them.
    Starved,
}

impl Scenario {
    /// Every scenario with the name by which it is asked for.
    pub const ALL: [(Scenario, &'static str); 6] = [
        (Scenario::Idle, "idle"),
        (Scenario::Load, "load"),
        (Scenario::OneCpu, "one-cpu"),
        (Scenario::Quota, "quota"),
        (Scenario::Stopped, "stopped"),
        (Scenario::Starved, "starved"),
    ];

    /// The name by which it is asked for.
    pub fn name(self) -> &'static str {
        Scenario::ALL.iter().find(|(s, _)| *s == self).map_or("", |(_, name)| name)
    }
}
