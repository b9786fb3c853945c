//! A panic in a task and in a thread: it ends the one in which it happens, and waits in the handle for whoever asks.

use std::any::Any;
use std::io;
use std::sync::mpsc;
use std::thread;

use serde_json::json;
use tokio::sync::oneshot;

use super::{raises, tells};
use crate::stage::tasks::{give_way, one_thread};
use crate::stage::{Stage, State};

/// A task that panics beside another one. Its handle carries the panic to whoever awaits it.
pub(super) fn panicking_task(stage: &Stage) -> io::Result<()> {
    let cell = stage.cell("task");
    let (mut caller, mut lane) = (cell.lane("caller"), cell.lane("callee"));
    one_thread()?.block_on(async {
        let (go, may_go) = oneshot::channel();
        let sibling = tokio::spawn(async { may_go.await.is_ok() });
        let since = caller.now();
        let failing = tokio::spawn(async move {
            give_way().await;
            raises(&mut lane, since);
            panic!("oops");
        });
        let answer = failing.await;
        tells(&mut caller, State::Await, since, answer.is_err());
        let _waits = go.send(()); // only now may the sibling go on
        let sibling = sibling.await.unwrap_or(false);
        let message = answer.err().and_then(|error| error.try_into_panic().ok()).and_then(text);
        cell.report(json!({"heard": message.is_some(), "message": message, "sibling_finished": sibling}));
    });
    Ok(())
}

/// A thread that panics beside another one. Its handle carries the panic to whoever joins it.
pub(super) fn panicking_thread(stage: &Stage) {
    let cell = stage.cell("thread");
    let (mut caller, mut lane) = (cell.lane("caller"), cell.lane("callee"));
    let (go, may_go) = mpsc::channel();
    let sibling = thread::spawn(move || may_go.recv().is_ok());
    let since = caller.now();
    let failing = thread::spawn(move || {
        raises(&mut lane, since);
        panic!("oops");
    });
    let answer: Result<(), _> = failing.join();
    tells(&mut caller, State::Blocked, since, answer.is_err());
    let _waits = go.send(()); // only now may the sibling go on
    let sibling = sibling.join().unwrap_or(false);
    let message = answer.err().and_then(text);
    cell.report(json!({"heard": message.is_some(), "message": message, "sibling_finished": sibling}));
}

/// The text with which somebody panicked.
fn text(panic: Box<dyn Any + Send>) -> Option<&'static str> {
    panic.downcast::<&str>().ok().map(|text| *text)
}
