//! What a card's program did, as its trials report it.

use crate::model::{Effect, Evidence, Trial, Value};

/// What the program did in a trial: what it printed or, where the compiler refused it, the first line that was blamed.
pub(super) fn effect(trial: &Trial) -> Option<Effect> {
    match (trial.value("compiles")?, trial.value("stdout")) {
        (Value::Bool(false), _) => Some(Effect::DoesNotCompile { line: lines(trial).next() }),
        (Value::Bool(true), Some(Value::Text(output))) => Some(Effect::Prints(output.clone())),
        _ => None,
    }
}

/// Whether the program did in a trial what `key` says; a line has to be among those that the compiler blames.
pub(super) fn does(trial: &Trial, key: &Effect) -> Option<bool> {
    Some(match (effect(trial)?, key) {
        (Effect::DoesNotCompile { .. }, Effect::DoesNotCompile { line: Some(line) }) => {
            lines(trial).any(|blamed| blamed == *line)
        }
        (did, key) => did.agrees(key),
    })
}

/// What the program did in every trial; nothing if they disagree, since neither is the answer then.
pub(super) fn shown(evidence: &Evidence) -> Option<Effect> {
    let mut effects = evidence.trials.iter().filter(|trial| trial.complete).filter_map(effect);
    let first = effects.next()?;
    effects.all(|effect| effect == first).then_some(first)
}

fn lines(trial: &Trial) -> impl Iterator<Item = u32> {
    let lines = match trial.value("compile_error_lines") {
        Some(Value::List(lines)) => lines.as_slice(),
        _ => &[],
    };
    lines.iter().filter_map(|line| line.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Experiment;

    fn trial(values: &[(&str, Value)]) -> Trial {
        let observations = values.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        Trial { complete: true, observations, ..Trial::default() }
    }

    fn printed(output: &str) -> Trial {
        trial(&[("compiles", Value::Bool(true)), ("stdout", Value::Text(output.to_owned()))])
    }

    fn refused(lines: &[&str]) -> Trial {
        let lines = lines.iter().map(|line| (*line).to_owned()).collect();
        trial(&[("compiles", Value::Bool(false)), ("compile_error_lines", Value::List(lines))])
    }

    #[test]
    fn what_a_program_did_is_held_against_what_the_key_says() {
        let prints = Effect::Prints("1\n2\n".to_owned());
        let refuses = |line| Effect::DoesNotCompile { line };
        assert_eq!(does(&printed("1\n2"), &prints), Some(true));
        assert_eq!(does(&printed("1"), &prints), Some(false));
        assert_eq!(does(&printed("1"), &refuses(None)), Some(false));
        assert_eq!(does(&refused(&["3", "7"]), &refuses(Some(7))), Some(true));
        assert_eq!(does(&refused(&["3", "7"]), &refuses(Some(4))), Some(false));
        assert_eq!(does(&refused(&[]), &refuses(None)), Some(true));
        assert_eq!(does(&refused(&["3"]), &prints), Some(false));
        assert_eq!(does(&trial(&[]), &prints), None);
        assert_eq!(does(&trial(&[("compiles", Value::Bool(true))]), &prints), None);
    }

    #[test]
    fn trials_that_disagree_are_no_key() {
        let evidence = |trials| Evidence { experiment: Experiment::default(), trials, missing: None };
        assert_eq!(shown(&evidence(vec![printed("1"), printed("1")])), Some(Effect::Prints("1".into())));
        assert_eq!(shown(&evidence(vec![printed("1"), printed("2")])), None);
        assert_eq!(shown(&evidence(vec![])), None);
    }
}
