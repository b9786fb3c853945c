//! Every demo, built in or external, keeps its promise when it is really run.
//!
//! Deliberately missing: whether its findings hold, which depends on the machine; `ttl check` says that.

use std::path::PathBuf;

use ttl::lab::{Lab, Limits, LocalLab, Setup};
use ttl::model::{At, Class, DemoSpec, Ending, Experiment, Place, Trial};

#[expect(clippy::disallowed_methods, reason = "demos look for their programs as they would outside")]
fn lab() -> LocalLab {
    LocalLab::new(Setup {
        folders: Vec::new(),
        program: Some(PathBuf::from(env!("CARGO_BIN_EXE_ttl"))),
        environment: Box::new(|name| std::env::var_os(name)),
        languages: Vec::new(),
        seed: 1,
    })
    .expect("a laboratory")
}

fn experiment(spec: &DemoSpec) -> Experiment {
    let demo = At::new(spec.id.clone(), Place::default());
    Experiment { demo, ..Experiment::default() }
}

fn is_fine(trial: &Trial) -> bool {
    trial.complete && trial.ending == Ending::Finished
}

#[test]
fn every_demo_is_there_and_its_promise_has_no_problems() {
    let lab = lab();
    assert_eq!(lab.demos().len(), ttl_demos::BUILT_IN.len() + ttl_demos::EXTERNAL.len());
    for promise in lab.promises() {
        assert_eq!(promise.diagnostics, [], "{}", promise.source.name);
    }
}

#[test]
fn a_quiet_trial_reports_what_was_promised_and_nothing_else() {
    let lab = lab();
    for spec in lab.demos() {
        // A busy machine may cost a trial its deadline; one of several gets through.
        let fine = |trials: &[Trial]| trials.iter().any(is_fine);
        let evidence =
            lab.run(&experiment(spec), Limits::CHECK, &mut |so_far| fine(&so_far.trials)).expect("it starts");
        if evidence.missing.is_some() {
            continue;
        }
        let trial = evidence.trials.iter().find(|trial| is_fine(trial));
        let trial = trial.unwrap_or_else(|| panic!("{}: {:?}", spec.id, evidence.trials));
        assert_eq!((trial.n_rubbish, trial.complaints.as_str()), (0, ""), "{}", spec.id);
        assert!(trial.events.is_empty(), "{} draws in a quiet trial", spec.id);
        for promised in spec.observations.iter().filter(|observation| observation.class == Class::Forced) {
            let is_there =
                trial.observations.contains_key(&promised.id) || trial.skip_for(&promised.id).is_some();
            assert!(is_there, "{}: {} was neither reported nor skipped", spec.id, promised.id);
        }
    }
}

#[test]
fn every_finding_has_a_false_twin_that_could_be_shown() {
    for spec in lab().demos() {
        assert!(!spec.findings.is_empty(), "{} finds nothing", spec.id);
        for finding in &spec.findings {
            let twin = ttl::claim::false_twin(finding, spec).expect("a sound predicate");
            assert!(twin.is_some(), "{}: {} names no twin and cannot fail", spec.id, finding.id);
        }
    }
}

/// Lines of a program that tell a learner something: without blank lines, comments, imports, closing brackets, and tests.
fn lines_of_code(listing: &ttl::model::Listing) -> usize {
    let is_python = listing.language == "python";
    let program = listing.text.split("#[cfg(test)]").next().unwrap_or_default();
    // Every other piece between triple quotes is a docstring.
    let outside = program.split("\"\"\"").step_by(2).collect::<String>();
    let program = if is_python { &outside } else { program };
    let passed_over = if is_python { &["#", "import ", "from "][..] } else { &["//", "use ", "mod "][..] };
    let lines = program.lines().map(str::trim).filter(|line| line.chars().any(char::is_alphanumeric));
    lines.filter(|line| !passed_over.iter().any(|start| line.starts_with(start))).count()
}

#[test]
fn what_a_learner_reads_is_short() {
    let lab = lab();
    for spec in lab.demos() {
        for source in lab.source(&spec.id) {
            assert!(lines_of_code(&source) <= 60, "{}: {} lines", source.name, lines_of_code(&source));
        }
    }
}

#[test]
fn a_traced_trial_draws_on_the_lanes_that_were_promised() {
    let lab = lab();
    for spec in lab.demos() {
        let Some(trial) = lab.trace(&experiment(spec), &mut is_fine_and_drawn).expect("it starts") else {
            continue;
        };
        assert_eq!(trial.n_rubbish, 0, "{}", spec.id);
        if trial.skips.iter().any(|skip| skip.cell.is_none()) {
            continue; // it lacks something here, and says so
        }
        assert!(!trial.events.is_empty(), "{} draws nothing", spec.id);
        for event in &trial.events {
            assert!(spec.cell(event.cell()).is_some(), "{}: no cell `{}`", spec.id, event.cell());
        }
    }
}

fn is_fine_and_drawn(trial: &Trial) -> bool {
    is_fine(trial) && !trial.events.is_empty()
}

#[test]
fn what_a_learner_reads_is_what_runs() {
    let lab = lab();
    for spec in lab.demos() {
        let sources = lab.source(&spec.id);
        assert_eq!(sources.len(), spec.sources.len(), "{} names a file that is not there", spec.id);
        assert!(sources.iter().any(|source| source.text.lines().count() > 20), "{}", spec.id);
    }
}
