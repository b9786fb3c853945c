//! One process with three threads, and one of them panics.
//!
//! The process is a child, because a panic could end it: that is how the compiler's setting `panic = "abort"` would have it.

use std::io;
use std::sync::Barrier;
use std::{panic, thread};

use serde_json::json;

use super::PATIENCE;
use super::life::{Life, ended_by, went_on};
use crate::stage::process::in_child;
use crate::stage::{Kind, Stage};

/// One thread panics. The main thread is told so by `join`, the third one goes on when that has happened.
pub(super) fn panic_in_a_thread(stage: &Stage) -> io::Result<()> {
    let cell = stage.cell("panic");
    let life = |who| Life(stage, "panic", who);
    let panic_is_over = Barrier::new(2);
    let mut process = in_child(|| {
        panic::set_hook(Box::new(|_| ())); // keeps the message off the screen, nothing else
        thread::scope(|scope| {
            let bystander = scope.spawn(|| {
                life("bystander").beats();
                panic_is_over.wait();
                life("bystander").beats()
            });
            let faulty = scope.spawn(|| {
                life("faulty").beats();
                life("faulty").mark(Kind::Event, "panic");
                panic!("out of luck");
            });
            life("main").mark(Kind::Call, "join");
            let answer: thread::Result<()> = faulty.join();
            life("main").mark(Kind::Return, "join");
            stage.cell("panic").obs("join_says_error", answer.is_err());
            life("main").beats();
            panic_is_over.wait();
            bystander.join().unwrap_or(0)
        })
    })?;
    let end = process.wait(stage.within(PATIENCE));
    cell.report(json!({"ended_by": ended_by(end), "main_goes_on": went_on(end)}));
    cell.obs("unwinds", cfg!(panic = "unwind"));
    Ok(())
}
