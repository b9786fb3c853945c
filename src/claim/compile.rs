//! From the text of a claim to something that can be shown by a trial, or to problems with carets.

use super::parse::{Condition, Leaf, parse};
use super::rule::{self, Bound};
use super::types::Checker;
use crate::model::{
    At, ClaimText, Class, DemoSpec, Diagnostic, Finding, Note, ObservationSpec, Problem, nearest,
};

/// A claim that obeys the rules.
#[derive(Clone, Debug)]
pub struct Claim {
    /// True in a trial that shows the claim.
    pub holds: Predicate,
    /// True in a trial that shows its opposite; without it the claim can never be refuted.
    pub fails: Option<Predicate>,
}

/// One side of a claim.
#[derive(Clone, Debug)]
pub struct Predicate {
    /// As written.
    pub text: String,
    pub(super) condition: Condition,
    classes: Vec<(String, Class)>,
    pub(super) gated: Vec<String>,
}

impl Predicate {
    /// Every observation in the predicate with its class.
    pub fn observations(&self) -> &[(String, Class)] {
        &self.classes
    }

    /// The class that decides how many trials are needed: the least trustworthy one.
    pub fn class(&self) -> Class {
        self.classes.iter().map(|(_, class)| *class).max().unwrap_or(Class::Forced)
    }
}

/// Compiles a claim over a demo's promise.
///
/// # Errors
///
/// Every problem of the claim, each with its place.
pub fn compile(text: &ClaimText, spec: &DemoSpec) -> Result<Claim, Vec<Diagnostic>> {
    match text {
        ClaimText::Finding { id, negated } => match spec.finding(&id.value) {
            Some(finding) => finding_claim(finding, *negated, id, spec),
            None => {
                let meant = nearest(&id.value, spec.findings.iter().map(|f| f.id.as_str()));
                let meant = meant.map(|m| if *negated { format!("!{m}") } else { m.to_owned() });
                let problem =
                    Problem::UnknownFinding { demo: spec.id.clone(), finding: id.value.clone(), meant };
                Err(vec![Diagnostic::new(problem, id.place.clone())])
            }
        },
        ClaimText::Predicates { holds, fails: Some(fails) } => pair(holds, fails, spec),
        ClaimText::Predicates { holds, fails: None } => alone(holds, spec),
    }
}

/// The claim of a finding, or of its opposite.
///
/// # Errors
///
/// [`Problem::NoOpposite`] where the opposite is wanted of a finding that cannot be refuted; problems of the
/// finding itself belong to the promise and are reported there.
pub fn finding_claim(
    finding: &Finding,
    negated: bool,
    asked: &At<String>,
    spec: &DemoSpec,
) -> Result<Claim, Vec<Diagnostic>> {
    let holds = predicate(&finding.holds, spec)?;
    let fails = finding.fails.as_ref().map(|fails| predicate(fails, spec)).transpose()?;
    match (negated, fails) {
        (false, fails) => Ok(Claim { holds, fails }),
        (true, Some(fails)) => Ok(Claim { holds: fails, fails: Some(holds) }),
        (true, None) => {
            Err(vec![Diagnostic::new(Problem::NoOpposite(finding.id.clone()), asked.place.clone())])
        }
    }
}

/// The false statement beside a finding that no trial may ever show: its twin, or else its opposite. Nothing where it has neither.
///
/// # Errors
///
/// Problems of the predicate; they belong to the promise and are reported there.
pub fn false_twin(finding: &Finding, spec: &DemoSpec) -> Result<Option<Predicate>, Vec<Diagnostic>> {
    let twin = finding.twin.as_ref().or(finding.fails.as_ref());
    let twin = twin.map(|twin| predicate(twin, spec)).transpose()?;
    Ok(twin.filter(|twin| !twin.classes.is_empty()))
}

/// Whether a finding is true of the machine that a trial ran on; nothing where that is the same everywhere.
///
/// # Errors
///
/// Problems of the predicate; they belong to the promise and are reported there.
pub fn true_when(finding: &Finding, spec: &DemoSpec) -> Result<Option<Claim>, Vec<Diagnostic>> {
    finding.true_when.as_ref().map(|when| alone(when, spec)).transpose()
}

/// Every problem in the predicates of a finding.
pub fn check_finding(finding: &Finding, spec: &DemoSpec) -> Vec<Diagnostic> {
    let checked = match &finding.fails {
        Some(fails) => pair(&finding.holds, fails, spec).map(|_| ()),
        None => predicate(&finding.holds, spec).map(|_| ()),
    };
    // Without a twin of its own the opposite serves, which has been checked already.
    let twin = finding.twin.as_ref().and_then(|twin| predicate(twin, spec).err());
    [checked.err(), twin, true_when(finding, spec).err()].into_iter().flatten().flatten().collect()
}

fn pair(holds: &At<String>, fails: &At<String>, spec: &DemoSpec) -> Result<Claim, Vec<Diagnostic>> {
    match (predicate(holds, spec), predicate(fails, spec)) {
        (Ok(held), Ok(failed)) => match overlap(&held, &failed) {
            true => {
                let problem = Diagnostic::new(Problem::NoDeadBand, fails.place.clone());
                Err(vec![problem.with_note(holds.place.clone(), Note::OtherPredicate)])
            }
            false => Ok(Claim { holds: held, fails: Some(failed) }),
        },
        (held, failed) => Err([held.err(), failed.err()].into_iter().flatten().flatten().collect()),
    }
}

/// A claim by one predicate: over forced observations, failing is the negation.
fn alone(holds: &At<String>, spec: &DemoSpec) -> Result<Claim, Vec<Diagnostic>> {
    let predicate = predicate(holds, spec)?;
    if let Some((name, class)) = predicate.classes.iter().find(|(_, class)| *class != Class::Forced) {
        let problem = Problem::NeedsBothSides { name: name.clone(), class: *class };
        return Err(vec![Diagnostic::new(problem, holds.place.clone())]);
    }
    let mut fails = predicate.clone();
    fails.text = format!("!({})", predicate.text);
    fails.condition = deny(&predicate.condition);
    Ok(Claim { holds: predicate, fails: Some(fails) })
}

fn deny(condition: &Condition) -> Condition {
    match condition {
        Condition::All(parts) => Condition::Any(parts.iter().map(deny).collect()),
        Condition::Any(parts) => Condition::All(parts.iter().map(deny).collect()),
        Condition::Leaf(leaf) => {
            let mut leaf = leaf.clone();
            leaf.denied = !leaf.denied;
            leaf.text = match leaf.denied {
                true => format!("!({})", leaf.text),
                false => {
                    let inner = leaf.text.strip_prefix("!(").and_then(|text| text.strip_suffix(')'));
                    inner.unwrap_or(&leaf.text).to_owned()
                }
            };
            Condition::Leaf(leaf)
        }
    }
}

fn predicate(text: &At<String>, spec: &DemoSpec) -> Result<Predicate, Vec<Diagnostic>> {
    let parsed = parse(text).map_err(|problem| vec![*problem])?;
    let mut checker = Checker { parsed: &parsed, spec, problems: Vec::new() };
    checker.predicate();
    if !checker.problems.is_empty() {
        return Err(checker.problems);
    }
    let condition = parsed.condition();
    let problems = rule::check(&parsed, &condition, spec);
    if !problems.is_empty() {
        return Err(problems);
    }
    let predicate = build(text, condition, spec);
    // `false` is an honest side of a claim that can only be refuted, or only be shown; anything else has to look.
    if predicate.classes.is_empty() && text.value.trim() != "false" {
        return Err(vec![Diagnostic::new(Problem::NothingObserved, text.place.clone())]);
    }
    Ok(predicate)
}

/// Every problem in what has to be asked beside an observation: it must look at the run, and not at the observation itself,
/// which cannot vouch for itself.
pub fn check_with(observation: &ObservationSpec, spec: &DemoSpec) -> Vec<Diagnostic> {
    let Some(with) = &observation.with else { return Vec::new() };
    let mut others = spec.clone();
    others.observations.retain(|other| other.id != observation.id);
    predicate(with, &others).err().unwrap_or_default()
}

fn build(text: &At<String>, condition: Condition, spec: &DemoSpec) -> Predicate {
    let mut classes: Vec<(String, Class)> = Vec::new();
    let mut gated = Vec::new();
    rule::each_leaf(&condition, |leaf: &Leaf, beside| {
        for observation in leaf.names.iter().filter_map(|name| spec.observation(name)) {
            if !classes.iter().any(|(name, _)| *name == observation.id) {
                classes.push((observation.id.clone(), observation.class));
            }
        }
        if rule::leans_on_dead_band(leaf, beside, spec) {
            gated.push(leaf.text.clone());
        }
    });
    Predicate { text: text.value.clone(), condition, classes, gated }
}

/// Whether two bounds on one observation can both be met, or touch where they must not.
fn overlap(holds: &Predicate, fails: &Predicate) -> bool {
    if ratios_touch(holds, fails) {
        return true;
    }
    let (Condition::Leaf(held), Condition::Leaf(failed)) = (&holds.condition, &fails.condition) else {
        return false;
    };
    let (Some(held), Some(failed)) = (rule::bound(held), rule::bound(failed)) else { return false };
    if held.name != failed.name {
        return false;
    }
    let touching = holds.class() == Class::Forced;
    match facing(&held, &failed) {
        Some((below, above)) => !apart(below, above, touching),
        None => true,
    }
}

/// Whether a ratio is bounded from both sides without values between that decide nothing, whatever else is asked.
fn ratios_touch(holds: &Predicate, fails: &Predicate) -> bool {
    let bounds = |predicate: &Predicate| -> Vec<Bound> {
        let is_ratio = |bound: &Bound| predicate.classes.contains(&(bound.name.clone(), Class::Ratio));
        let mut found = Vec::new();
        rule::each_leaf(&predicate.condition, |leaf, _| found.extend(rule::bound(leaf).filter(is_ratio)));
        found
    };
    let failed = bounds(fails);
    bounds(holds).iter().any(|held| {
        let same = failed.iter().filter(|failed| failed.name == held.name);
        same.filter_map(|failed| facing(held, failed)).any(|(below, above)| !apart(below, above, false))
    })
}

/// Two bounds that face each other: the one from below the other, and the one above.
fn facing<'b>(a: &'b Bound, b: &'b Bound) -> Option<(&'b Bound, &'b Bound)> {
    match (a.above, b.above) {
        (true, false) => Some((b, a)),
        (false, true) => Some((a, b)),
        _ => None,
    }
}

/// Whether everything below one bound is below everything above the other.
fn apart(below: &Bound, above: &Bound, touching: bool) -> bool {
    below.at < above.at || (touching && below.at == above.at && !(below.inclusive && above.inclusive))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{at, spec};
    use super::*;

    fn finding(fails: Option<&str>) -> Finding {
        Finding {
            id: "f".into(),
            holds: at("cell.n >= 3"),
            fails: fails.map(at),
            twin: None,
            true_when: None,
            says: crate::model::Text::plain("f"),
            place: crate::model::Place::default(),
        }
    }

    #[test]
    fn alone_its_failing_is_its_denial() {
        let text = ClaimText::Predicates { holds: at("cell.n == 3 || !(word == 'x')"), fails: None };
        let fails = compile(&text, &spec()).expect("a claim").fails.expect("it can be refuted");
        let Condition::All(parts) = &fails.condition else { panic!("{fails:?}") };
        let texts = parts.iter().flat_map(Condition::conjuncts).map(|leaf| leaf.text.as_str());
        assert_eq!(texts.collect::<Vec<_>>(), ["!(cell.n == 3)", "word == 'x'"]);
    }

    #[test]
    fn the_opposite_of_a_finding_changes_its_sides() {
        let claim = finding_claim(&finding(Some("cell.n <= 2")), true, &at("f"), &spec()).expect("a claim");
        assert_eq!(claim.holds.text, "cell.n <= 2");
        assert_eq!(claim.fails.map(|fails| fails.text).as_deref(), Some("cell.n >= 3"));
        let problems = finding_claim(&finding(None), true, &at("f"), &spec()).expect_err("no opposite");
        assert_eq!(problems[0].problem, Problem::NoOpposite("f".into()));
    }

    #[test]
    fn the_least_trustworthy_observation_decides_the_class() {
        for (text, class) in [
            ("false", Class::Forced),
            ("cell.n == 3", Class::Forced),
            ("cell.n == 3 && switches <= 2", Class::Accounting),
            ("seen || switches <= 2", Class::Witness),
            ("seen && ratio > 1.5", Class::Ratio),
        ] {
            assert_eq!(predicate(&at(text), &spec()).expect("a predicate").class(), class, "{text}");
        }
    }

    #[test]
    fn a_predicate_looks_at_the_run_or_is_false() {
        for text in ["true", "1 < 2", "false || true"] {
            let problems = predicate(&at(text), &spec()).expect_err("nothing observed");
            assert_eq!(problems[0].problem, Problem::NothingObserved, "{text}");
        }
        assert!(predicate(&at("false"), &spec()).is_ok());
    }

    #[test]
    fn what_is_asked_beside_an_observation_is_about_something_else() {
        let spec = spec();
        let checked = |with: &str, spec: &DemoSpec| {
            let mut observation = spec.observation("switches").expect("an observation").clone();
            observation.with = Some(at(with));
            check_with(&observation, spec).into_iter().map(|d| d.problem.code()).collect::<Vec<_>>()
        };
        assert_eq!(checked("cell.n == 3", &spec), [""; 0]);
        assert_eq!(checked("true", &spec), ["nothing-observed"]);
        assert_eq!(checked("switches >= 1", &spec), ["unknown-observation"]);
        assert_eq!(checked("cell.n ==", &spec), ["claim-syntax"]);
    }

    #[test]
    fn only_what_leans_on_a_band_is_gated() {
        for (text, gated) in [("switches <= 2", vec![]), ("seen && switches >= 10", vec!["switches >= 10"])] {
            assert_eq!(predicate(&at(text), &spec()).expect("a predicate").gated, gated, "{text}");
        }
    }

    #[test]
    fn problems_of_both_sides_come_together() {
        let text = ClaimText::Predicates { holds: at("!seen"), fails: Some(at("cell.m == 1")) };
        let problems = compile(&text, &spec()).expect_err("two problems");
        let codes = problems.iter().map(|d| d.problem.code()).collect::<Vec<_>>();
        assert_eq!(codes, ["witness-not-seen", "unknown-observation"]);
    }
}
