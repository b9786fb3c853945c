//! Outcomes of claims and verdicts of answers.

use super::{Missing, Value};

/// What the evidence says of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It was shown.
    Holds,
    /// Its opposite was shown.
    Fails,
    /// Neither was shown here.
    Inconclusive,
    /// Something it needs is missing here.
    Unavailable,
    /// Some trial shows it and another its opposite: an error of the claim or the demo.
    Conflict,
}

/// An outcome with what decided it.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// The outcome.
    pub outcome: Outcome,
    /// How many trials were looked at.
    pub n_trials: usize,
    /// How many of them show the claim.
    pub n_holds: usize,
    /// How many of them show its opposite.
    pub n_fails: usize,
    /// The comparisons that decided, from the first trial that shows the outcome (for a conflict, of both sides).
    pub deciders: Vec<Decider>,
    /// Why it was not decided, where it was not.
    pub why: Option<Why>,
}

impl Judgement {
    /// The thinnest relative margin among the comparisons that decided.
    pub fn margin(&self) -> Option<f64> {
        self.deciders.iter().filter_map(|d| d.margin).min_by(f64::total_cmp)
    }
}

/// A comparison that decided, with its values.
#[derive(Clone, Debug, PartialEq)]
pub struct Decider {
    /// The trial it was read in.
    pub trial: u32,
    /// The comparison, as written.
    pub text: String,
    /// The observations in it and their values.
    pub values: Vec<(String, Value)>,
    /// How far the value is from the threshold, relative to the larger of the two; none for exact comparisons.
    pub margin: Option<f64>,
}

/// Why a claim was not decided.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// No trial reached its end.
    NoCompleteTrial,
    /// No trial reported this observation.
    NotReported(String),
    /// The values lie between the two predicates, or the witness was not seen.
    NotShown,
    /// The machine was too busy for what this claim measures.
    Noise,
    /// One agreeing trial is not enough for this class.
    NotRepeated,
    /// Something is missing here.
    Missing(Missing),
    /// It is true only where this condition is met, and here it is not.
    DoesNotApply(String),
}

/// The verdict of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It agrees with the key.
    Right,
    /// It does not.
    Wrong,
    /// The machine could not show it today, the demo cannot run here, or the key itself is in doubt.
    NotMarked,
}

/// What the run says about the key of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Every claim on the card came out as the author says.
    Proven,
    /// Nothing contradicts the key, but not everything was shown.
    Partly,
    /// The key's own effect was not shown here today.
    NotShown,
    /// Something the demo needs is missing here.
    Unavailable,
    /// The run contradicts the key.
    Contradicted,
    /// Nothing was run, or nothing can be.
    NotRun,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Verdict; 3] = [Verdict::Right, Verdict::Wrong, Verdict::NotMarked];

    /// The name under which it is written down.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Right => "right",
            Verdict::Wrong => "wrong",
            Verdict::NotMarked => "not-marked",
        }
    }
}

impl Proof {
    /// Every proof.
    pub const ALL: [Proof; 6] = [
        Proof::Proven,
        Proof::Partly,
        Proof::NotShown,
        Proof::Unavailable,
        Proof::Contradicted,
        Proof::NotRun,
    ];

    /// The name under which it is written down.
    pub fn name(self) -> &'static str {
        match self {
            Proof::Proven => "proven",
            Proof::Partly => "partly",
            Proof::NotShown => "not-shown",
            Proof::Unavailable => "unavailable",
            Proof::Contradicted => "contradicted",
            Proof::NotRun => "not-run",
        }
    }
}
