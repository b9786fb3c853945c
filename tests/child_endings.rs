//! Every way in which a program can end, or refuse to: each is a value, nobody is left, nothing said is lost.
//!
//! No time is asserted here: that everything is over within half a second after the deadline is measured by
//! `cargo bench --bench trials`.

mod programs;

use programs::{Program, assert_nobody_left, number, run};
use ttl::lab::{Lab, LabError, Limits};
use ttl::model::{Ending, Missing, Text, Trial, Value};

/// Runs a program that has to be ended, and sees to it that nobody is left.
fn ended(script: &str) -> Trial {
    let trial = Program::new(script).late_trial();
    assert!(!trial.complete);
    assert_nobody_left(&trial);
    trial
}

#[test]
fn an_honest_program_finishes() {
    let trial = Program::new("say other $TTL_TRIAL; say word '\"'$TTL_TRACE'\"'; end").trial();
    assert_eq!(trial.ending, Ending::Finished);
    assert!(trial.complete);
    assert_eq!(trial.value("other"), Some(&Value::Int(1)));
    assert_eq!(trial.value("word"), Some(&Value::Text("0".into())));
    assert_eq!(trial.value("params.n"), Some(&Value::Int(3)));
    assert_eq!((trial.n_rubbish, trial.n_dropped, trial.complaints.as_str()), (0, 0, ""));
    assert_nobody_left(&trial);
}

#[test]
fn it_leads_a_group_and_reads_nothing() {
    let trial = Program::new("if read line; then say other 1; else say other 0; fi; end").trial();
    assert_eq!(number(&trial, "other"), 0);
}

#[test]
fn a_sleeper_is_ended_at_its_deadline() {
    ended("last_words; exec sleep 1000");
}

#[test]
fn who_ignores_being_asked_is_made_to_end() {
    ended("trap '' TERM; last_words; while :; do sleep 1000; done");
}

#[test]
fn a_grandchild_with_the_pipe_keeps_nobody_waiting_after_the_end() {
    let trial = Program::new("sleep 1000 & say other $!; end").trial();
    assert_eq!(trial.ending, Ending::Finished);
    assert!(trial.complete && trial.value("other").is_some());
    assert_nobody_left(&trial);
}

#[test]
fn a_grandchild_with_the_pipe_keeps_nobody_waiting_after_the_deadline() {
    ended("(trap '' TERM; last_words; sleep 1000) & sleep 1000");
}

#[test]
#[cfg(target_os = "linux")]
fn a_grandchild_that_left_the_group_keeps_nobody_waiting_either() {
    use nix::sys::signal::{Signal, kill};
    use nix::unistd::Pid;
    let session = "$(cut -d' ' -f6 /proc/$g/stat)";
    let script =
        format!("setsid sleep 1000 & g=$!; while [ \"{session}\" = $$ ]; do :; done; say other $g; end");
    let trial = Program::new(&script).trial();
    assert_eq!(trial.ending, Ending::Finished);
    let escaped = Pid::from_raw(i32::try_from(number(&trial, "other")).expect("a process number"));
    kill(escaped, Signal::SIGKILL).expect("it lived on, as the head of lab::child says");
}

#[test]
fn who_writes_without_end_is_ended() {
    let trial = Program::new("yes").trial();
    assert_eq!(trial.ending, Ending::Flooded);
    assert!(trial.n_rubbish > 0);
    assert_nobody_left(&trial);
}

#[test]
fn who_complains_without_end_is_ended() {
    let trial = Program::new("yes complaint >&2").trial();
    assert_eq!(trial.ending, Ending::Flooded);
    assert!(trial.complaints.contains("complaint") && trial.complaints.len() <= 4096);
    assert_nobody_left(&trial);
}

#[test]
fn the_last_of_many_complaints_is_kept() {
    let trial = Program::new("yes | head -c 300000 >&2; echo last words >&2; end").trial();
    assert_eq!(trial.ending, Ending::Finished);
    assert!(trial.complete && trial.complaints.ends_with("last words\n"), "{}", trial.complaints);
}

#[test]
fn a_crash_names_its_signal() {
    let trial = Program::new("kill -SEGV $$").trial();
    assert_eq!(trial.ending, Ending::Signalled(11));
    assert!(!trial.complete);
}

#[test]
fn a_failure_names_its_code() {
    assert_eq!(Program::new("end; exit 3").trial().ending, Ending::Failed(3));
}

#[test]
fn rubbish_is_counted_and_the_rest_is_kept() {
    let trial = Program::new("echo hello; echo '[1]'; echo '{}'; say unpromised 1; say other 5; end").trial();
    assert_eq!((trial.ending, trial.n_rubbish, number(&trial, "other")), (Ending::Finished, 4, 5));
    assert!(trial.complete);
}

#[test]
fn half_a_line_is_rubbish_and_the_lines_before_it_are_kept() {
    let trial = ended("say other 5; last_words; printf '{\"k\":\"obs\",\"na'; exec sleep 1000");
    assert_eq!(trial.n_rubbish, 1);
    assert_eq!(number(&trial, "other"), 5);
}

#[test]
fn who_stands_still_is_ended_and_was_seen_standing() {
    let trial = ended("last_words; kill -STOP $$; end");
    assert!(trial.disturbance.n_stops >= 1 && trial.disturbance.held_still());
}

#[test]
#[cfg(target_os = "linux")]
fn who_was_held_for_a_while_was_seen_and_finishes() {
    // It stands still until more than a pipe holds was read: whoever reads has also had time to look.
    let stands = "read -r pid name state rest < /proc/$$/stat; [ $state = T ]";
    let hold = format!("kill -STOP $$; until {stands}; do :; done; yes '' | head -c 300000; kill -CONT $$");
    let trial = Program::new(&format!("({hold}) & wait $!; end")).trial();
    assert_eq!(trial.ending, Ending::Finished);
    assert!(trial.complete && trial.disturbance.n_stops >= 1, "{:?}", trial.disturbance);
}

#[test]
fn who_closes_its_output_and_lives_on_is_ended() {
    ended("last_words; exec >&- 2>&-; exec sleep 1000");
}

#[test]
fn without_its_last_line_a_trial_is_not_complete() {
    let trial = Program::new("say other 5").trial();
    assert_eq!((trial.ending, trial.complete), (Ending::Finished, false));
    assert_eq!(number(&trial, "other"), 5);
}

#[test]
fn trials_differ_in_number_and_seed_until_enough_was_seen() {
    let lab = Program::new("say other $TTL_SEED; end");
    let lab = lab.lab(60_000, "");
    let limits = Limits { trials: 5, budget: None };
    let evidence =
        lab.run(&programs::experiment(), limits, &mut |seen| seen.trials.len() == 3).expect("it starts");
    assert_eq!(evidence.trials.iter().map(|trial| trial.number).collect::<Vec<_>>(), [1, 2, 3]);
    let seeds: Vec<_> = evidence.trials.iter().map(|trial| number(trial, "other")).collect();
    assert_ne!(seeds[0], seeds[1]);
    assert_ne!(seeds[1], seeds[2]);
}

#[test]
fn only_a_traced_trial_draws() {
    let program = Program::new(r#"printf '{"k":"mark","lane":"t","kind":"note","name":"n","t":1}\n'; end"#);
    let lab = program.lab(60_000, "");
    let quiet = run(&lab).expect("it starts").trials.remove(0);
    assert_eq!((quiet.events.len(), quiet.n_rubbish), (0, 1));
    let traced = lab.trace(&programs::experiment(), &mut |_| true).expect("it starts").expect("it runs");
    assert_eq!((traced.events.len(), traced.n_rubbish), (1, 0));
}

#[test]
fn a_missing_program_is_told_and_nothing_runs() {
    let install = "install = { en = \"fetch it\", ko = \"구하세요\" }";
    let needs = format!("[[require]]\nprogram = \"no-such-program\"\n{install}");
    let program = Program::new("end");
    let lab = program.lab(60_000, &needs);
    let evidence = run(&lab).expect("what is missing is no error");
    assert!(evidence.trials.is_empty());
    assert!(matches!(evidence.missing, Some(Missing::Program { name, .. }) if name == "no-such-program"));
    assert!(lab.trace(&programs::experiment(), &mut |_| true).expect("no error").is_none());
}

#[test]
fn a_demo_may_say_itself_what_is_missing() {
    let program = Program::new(r#"printf '{"k":"skip","what":"GPU","why":"no device"}\n'; end"#);
    let evidence = run(&program.lab(60_000, "")).expect("it starts");
    assert_eq!(evidence.missing, Some(Missing::Said { what: "GPU".into(), why: Text::plain("no device") }));
}

#[test]
fn a_program_that_cannot_be_executed_is_an_error() {
    let program = Program::new("end");
    drop(program.lab(60_000, ""));
    let broken = program.folder().join("broken");
    std::fs::write(&broken, "#!/no/such/interpreter\n").expect("a file");
    std::fs::set_permissions(&broken, std::os::unix::fs::PermissionsExt::from_mode(0o700)).expect("rights");
    let promise = program.folder().join("demo.toml");
    let text = std::fs::read_to_string(&promise).expect("the promise");
    std::fs::write(promise, text.replace(r#"["sh", "program.sh"]"#, r#"["./broken"]"#)).expect("the promise");
    let lab = programs::lab_of(program.folder().parent().expect("a folder of demos"));
    assert!(matches!(run(&lab), Err(LabError::Start { .. })));
}
