//! One process with three threads, and one of them crashes.
//!
//! The process is a child, so that there is someone left to tell how it ended.

use std::io;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

use serde_json::json;

use super::PATIENCE;
use super::life::{Life, ended_by, went_on};
use crate::stage::process::in_child;
use crate::stage::{Kind, Stage};

/// One thread crashes. The main thread waits for it in `join`, the third one is busy.
pub(super) fn crash_in_a_thread(stage: &Stage) -> io::Result<()> {
    let cell = stage.cell("thread");
    let life = |who| Life(stage, "thread", who);
    let (all_here, joined) = (Barrier::new(3), AtomicBool::new(false));
    let mut process = in_child(|| {
        thread::scope(|scope| {
            scope.spawn(|| {
                all_here.wait();
                while !joined.load(SeqCst) {
                    life("bystander").beats();
                }
            });
            let faulty = scope.spawn(|| {
                all_here.wait();
                life("faulty").beats();
                life("faulty").crashes();
            });
            all_here.wait();
            life("main").mark(Kind::Call, "join");
            let _nobody_gets_here = faulty.join();
            joined.store(true, SeqCst);
        });
        life("main").beats()
    })?;
    let end = process.wait(stage.within(PATIENCE));
    cell.report(json!({"ended_by": ended_by(end), "main_goes_on": went_on(end)}));
    Ok(())
}
