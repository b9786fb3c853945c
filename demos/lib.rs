//! The programs that `ttl` runs to find out who is right.
//!
//! Each demo is a folder with its promise (`demo.toml`) and its program. Built-in ones are written in Rust and run by this
//! crate in a child process; external ones are programs in any language that `ttl` starts itself. Both speak the language
//! of `docs/demo-contract.md`.
//!
//! Deliberately unknown here: quizzes, cards, learners, verdicts, the screen. A demo reports what happened; what it means is
//! decided by those who read the promise. Nothing here reads a promise either.
//!
//! To add a built-in demo: a folder with `demo.toml` and `demo.rs`, its `mod` line and its line in `BUILT_IN` below.

mod instruments;
mod neighbour;
mod program;
mod stage;

#[path = "address-space/demo.rs"]
mod address_space;
#[path = "await-no-yield/demo.rs"]
mod await_no_yield;
#[path = "blocking-matrix/demo.rs"]
mod blocking_matrix;
#[path = "bound-signature/demo.rs"]
mod bound_signature;
#[path = "cooks/demo.rs"]
mod cooks;
#[path = "coop-vs-preempt/demo.rs"]
mod coop_vs_preempt;
#[path = "coroutine-steps/demo.rs"]
mod coroutine_steps;
#[path = "crash-isolation/demo.rs"]
mod crash_isolation;
#[path = "delivery/demo.rs"]
mod delivery;
#[path = "error-propagation/demo.rs"]
mod error_propagation;
#[path = "event-loop-order/demo.rs"]
mod event_loop_order;
#[path = "file-nonblock/demo.rs"]
mod file_nonblock;
#[path = "gather-overlap/demo.rs"]
mod gather_overlap;
#[path = "gpu-submit/demo.rs"]
mod gpu_submit;
#[path = "hybrid-offload/demo.rs"]
mod hybrid_offload;
#[path = "ipc-cost/demo.rs"]
mod ipc_cost;
#[path = "lost-update/demo.rs"]
mod lost_update;
#[path = "one-core-slicing/demo.rs"]
mod one_core_slicing;
#[path = "order-trace/demo.rs"]
mod order_trace;
#[path = "page-fault/demo.rs"]
mod page_fault;
#[path = "parallel-witness/demo.rs"]
mod parallel_witness;
#[path = "program-process/demo.rs"]
mod program_process;
#[path = "runtime-threads/demo.rs"]
mod runtime_threads;
#[path = "stack-size/demo.rs"]
mod stack_size;
#[path = "switch-cost/demo.rs"]
mod switch_cost;
#[path = "thousand-waiters/demo.rs"]
mod thousand_waiters;
#[path = "thread-order/demo.rs"]
mod thread_order;
#[path = "wait-cost/demo.rs"]
mod wait_cost;

use std::io;
use std::process::ExitCode;

use stage::Stage;

/// A demo that this crate runs.
pub struct Demo {
    /// The name of its folder.
    pub id: &'static str,
    /// The text of its `demo.toml`.
    pub promise: &'static str,
    /// Name and bytes of the files it is made of, to be read by a learner.
    pub sources: &'static [(&'static str, &'static [u8])],
    run: fn(&Stage) -> io::Result<()>,
}

/// A demo in another language; its files are carried along so that they can be put somewhere and started.
pub struct External {
    /// The name of its folder.
    pub id: &'static str,
    /// The text of its `demo.toml`.
    pub promise: &'static str,
    /// Name and bytes of every file of the folder, the promise included.
    pub files: &'static [(&'static str, &'static [u8])],
}

macro_rules! built_in {
    ($id:literal, $module:ident, [$($file:literal),*]) => {
        Demo {
            id: $id,
            promise: include_str!(concat!($id, "/demo.toml")),
            sources: &[$(($file, include_bytes!(concat!($id, "/", $file)))),*],
            run: $module::run,
        }
    };
}

macro_rules! external {
    ($id:literal, [$($file:literal),*]) => {
        External {
            id: $id,
            promise: include_str!(concat!($id, "/demo.toml")),
            files: &[
                ("demo.toml", include_bytes!(concat!($id, "/demo.toml"))),
                $(($file, include_bytes!(concat!($id, "/", $file)))),*
            ],
        }
    };
}

/// Every demo that this crate runs.
pub const BUILT_IN: &[Demo] = &[
    built_in!("address-space", address_space, ["demo.rs", "fork.rs", "conflict.rs", "pages.rs", "eight.rs"]),
    built_in!("await-no-yield", await_no_yield, ["demo.rs", "pauses.rs", "page.rs", "awaiting.py"]),
    built_in!(
        "blocking-matrix",
        blocking_matrix,
        [
            "demo.rs",
            "polling.rs",
            "epoll.rs",
            "completion.rs",
            "work.rs",
            "accident.rs",
            "twin.rs",
            "tasks.rs",
            "writer.rs",
            "asking.rs",
            "readiness.rs"
        ]
    ),
    built_in!("bound-signature", bound_signature, ["demo.rs", "asking.rs", "wires.rs"]),
    built_in!("cooks", cooks, ["demo.rs", "dish.rs", "kitchen.rs", "board.rs"]),
    built_in!("coop-vs-preempt", coop_vs_preempt, ["demo.rs", "threads.rs", "turns.rs"]),
    built_in!(
        "coroutine-steps",
        coroutine_steps,
        ["demo.rs", "coroutine.rs", "function.rs", "steps.rs", "steps.py", "drive.py"]
    ),
    built_in!(
        "crash-isolation",
        crash_isolation,
        ["demo.rs", "thread.rs", "panic.rs", "life.rs", "crash.py"]
    ),
    built_in!("delivery", delivery, ["demo.rs", "notes.rs"]),
    built_in!("error-propagation", error_propagation, ["demo.rs", "panics.rs", "errors.py"]),
    built_in!(
        "event-loop-order",
        event_loop_order,
        [
            "demo.rs",
            "event_loop.rs",
            "timers.rs",
            "files.rs",
            "tasks.rs",
            "desk.rs",
            "log.rs",
            "loop.py",
            "tasks.py"
        ]
    ),
    built_in!("file-nonblock", file_nonblock, ["demo.rs", "ask.rs", "nowait.rs"]),
    built_in!(
        "gather-overlap",
        gather_overlap,
        ["demo.rs", "wait.rs", "diary.rs", "reading.rs", "gather.py"]
    ),
    built_in!(
        "gpu-submit",
        gpu_submit,
        ["demo.rs", "plan.rs", "task.rs", "sums.rs", "steps.comp", "steps.spv"]
    ),
    built_in!("hybrid-offload", hybrid_offload, ["demo.rs", "pool.rs", "queue.rs"]),
    built_in!("ipc-cost", ipc_cost, ["demo.rs", "child.rs", "pass.py"]),
    built_in!("lost-update", lost_update, ["demo.rs", "threads.rs", "tasks.rs", "pen.rs", "lost.py"]),
    built_in!("one-core-slicing", one_core_slicing, ["demo.rs", "wait.rs"]),
    built_in!("order-trace", order_trace, ["demo.rs", "tasks.rs", "diary.rs", "order.py"]),
    built_in!("page-fault", page_fault, ["demo.rs"]),
    built_in!("parallel-witness", parallel_witness, ["demo.rs"]),
    built_in!("program-process", program_process, ["demo.rs", "one.rs"]),
    built_in!(
        "runtime-threads",
        runtime_threads,
        ["demo.rs", "plain.rs", "pool.rs", "workers.rs", "threads.py"]
    ),
    built_in!(
        "stack-size",
        stack_size,
        ["demo.rs", "defaults.rs", "asked.rs", "together.rs", "tasks.rs", "stacks.py"]
    ),
    built_in!("switch-cost", switch_cost, ["demo.rs", "ball.rs", "tasks.rs", "picture.rs"]),
    built_in!(
        "thousand-waiters",
        thousand_waiters,
        ["demo.rs", "threads.rs", "waiter.rs", "tasks.rs", "picture.rs"]
    ),
    built_in!("thread-order", thread_order, ["demo.rs", "tally.rs"]),
    built_in!("wait-cost", wait_cost, ["demo.rs", "ways.rs", "neighbour.rs"]),
];

/// Every demo in another language.
pub const EXTERNAL: &[External] = &[
    external!("asyncio-thread", ["asyncio_thread.py", "beats.py", "stage.py"]),
    external!("gil-cpu", ["gil_cpu.py", "compute.py", "hashing.py", "shake.py", "stage.py"]),
    external!("gil-io", ["gil_io.py", "watch.py", "stage.py"]),
];

/// The id under which `run` checks the measuring instruments. It has no promise; it reports one bool for each of
/// `switch_counter`, `hand_shake`, `thread_state`, `cpu_clock`, `affinity`, `io_uring`, and the number `usable_cpus`.
pub const INSTRUMENTS: &str = "instruments";

/// The id under which `run` competes for a CPU until it is ended, so that demos can be tested beside it.
pub const NEIGHBOUR: &str = "neighbour";

/// The id under which `run` runs a program of somebody else's, described by `TTL_PROGRAM` (JSON: `run`, the words of the command,
/// and `stdin`, its input), and reports what it writes, how it ends and what it costs.
pub const PROGRAM: &str = "program";

/// Runs the demo with that id in this process: orders from the environment, report on standard output, complaints on
/// standard error.
///
/// Exits with 0 when the demo ran to its end, 1 when it could not (the system refused a pipe, the orders are unusable; there
/// may be partial results), 2 when there is no built-in demo of that name.
pub fn run(id: &str) -> ExitCode {
    let demo = BUILT_IN.iter().map(|demo| (demo.id, demo.run));
    let Some((id, run)) = demo
        .chain([
            (INSTRUMENTS, instruments::run as _),
            (NEIGHBOUR, neighbour::run as _),
            (PROGRAM, program::run as _),
        ])
        .find(|(name, _)| *name == id)
    else {
        stage::complain(&format!("there is no built-in demo `{id}`"));
        return ExitCode::from(2);
    };
    let outcome = Stage::open(id).and_then(|stage| {
        let outcome = run(&stage);
        stage.close(outcome.is_ok());
        outcome
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            stage::complain(&format!("the demo `{id}` could not go on: {error}"));
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    /// Folders of this crate that are not demos.
    const ROOMS: [&str; 2] = ["examples", "stage"];

    #[test]
    fn every_folder_is_in_a_list() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).read_dir().expect("this crate");
        let folders = here.flatten().filter(|entry| entry.path().is_dir());
        let names = folders.map(|entry| entry.file_name().to_string_lossy().into_owned());
        let found: BTreeSet<_> = names.filter(|name| !ROOMS.contains(&name.as_str())).collect();
        let built_in = BUILT_IN.iter().map(|demo| demo.id.to_owned());
        let listed: BTreeSet<_> = built_in.chain(EXTERNAL.iter().map(|demo| demo.id.to_owned())).collect();
        assert_eq!(found, listed);
    }

    #[test]
    fn every_promise_names_its_folder() {
        let promises = BUILT_IN.iter().map(|demo| (demo.id, demo.promise));
        for (id, promise) in promises.chain(EXTERNAL.iter().map(|demo| (demo.id, demo.promise))) {
            assert!(promise.contains(&format!("[demo]\nid = \"{id}\"\n")), "{id}");
        }
    }

    #[test]
    fn every_file_of_a_demo_is_carried_along() {
        const PROMISE: &(&str, &[u8]) = &("demo.toml", &[]);
        let built_in = BUILT_IN.iter().map(|demo| (demo.id, [PROMISE].into_iter().chain(demo.sources)));
        let built_in = built_in.map(|(id, files)| (id, files.collect::<Vec<_>>()));
        let external = EXTERNAL.iter().map(|demo| (demo.id, demo.files.iter().collect()));
        for (id, files) in built_in.chain(external) {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(id);
            let entries = folder.read_dir().expect("its folder").flatten();
            let found: BTreeSet<_> = entries
                .filter(|entry| entry.path().is_file())
                .map(|entry| entry.file_name().to_string_lossy().into_owned())
                .collect();
            assert_eq!(found, files.iter().map(|(name, _)| (*name).to_owned()).collect(), "{id}");
        }
    }
}
