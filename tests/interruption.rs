//! Ctrl-C leaves nothing behind: everything that runs can be ended from another thread.
//!
//! A file of its own, since it ends every trial of the process it runs in.

mod programs;

use std::fs;

use nix::sys::stat::Mode;
use nix::unistd::{Pid, mkfifo};
use programs::{Program, assert_group_ends, experiment, run};
use ttl::lab::{Lab, LabError, end_running_trials};

#[test]
fn a_running_trial_is_ended_with_its_whole_group_and_later_ones_run() {
    let program = Program::new("[ -e done ] && end && exit 0\nsleep 1000 & echo $$ > ready; sleep 1000");
    let lab = program.lab(120_000, "");
    let ready = program.folder().join("ready");
    mkfifo(&ready, Mode::S_IRWXU).expect("a pipe with a name");

    let (outcome, group) = std::thread::scope(|scope| {
        let running = scope.spawn(|| run(&lab));
        // Answers as soon as the program has written.
        let group = fs::read_to_string(&ready).expect("the program announces itself");
        end_running_trials();
        (running.join().expect("no panic"), group)
    });
    assert!(matches!(outcome, Err(LabError::Interrupted)), "{outcome:?}");
    assert_group_ends(Pid::from_raw(group.trim().parse().expect("a process number")));

    fs::write(program.folder().join("done"), "").expect("a file");
    let traced = lab.trace(&experiment(), &mut |_| true).expect("it starts").expect("it runs");
    assert!(traced.complete);
}
