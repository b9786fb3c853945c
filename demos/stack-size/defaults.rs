//! Threads whose starter says nothing about the stack: of Rust, of tokio, of the C library.

use std::{env, io, thread};

use serde_json::json;
use tokio::runtime::Builder;

use crate::stage::stacks::{GLIBC, Stack, in_default_thread, limit_kib};
use crate::stage::{Cell, Stage};

/// A thread of Rust's standard library, and a worker of tokio. Nobody says how large their stacks should be.
pub(super) fn rust(stage: &Stage) -> io::Result<()> {
    let (rust, tokio) = (stage.cell("rust"), stage.cell("tokio"));
    if env::var_os("RUST_MIN_STACK").is_some() {
        [rust, tokio].iter().for_each(|cell| cell.skip("RUST_MIN_STACK", CHOSEN));
        return Ok(());
    }
    thread::scope(|scope| {
        scope.spawn(|| report(&rust, Stack::of_this_thread()));
    });
    let runtime = Builder::new_multi_thread().worker_threads(1).build()?;
    let look = async move { report(&tokio, Stack::of_this_thread()) };
    Ok(runtime.block_on(runtime.spawn(look))?)
}

/// A thread of the C library, as a program in C would start it.
pub(super) fn c(stage: &Stage) -> io::Result<()> {
    let cell = stage.cell("pthread");
    if !GLIBC {
        cell.skip("glibc", OTHER_LIBRARY);
        return Ok(());
    }
    cell.report(json!({"limit_kib": limit_kib()}));
    if in_default_thread(|| report(&cell, Stack::of_this_thread())).is_err() {
        cell.skip("pthread_create", REFUSED);
    }
    Ok(())
}

/// Called by the thread whose stack it is.
pub(super) fn report(cell: &Cell, stack: Option<Stack>) {
    if let Some(stack) = stack {
        cell.report(json!({"reserved_kib": stack.reserved_kib(), "touched_kib": stack.touched_kib()}));
    }
}

const CHOSEN: (&str, &str) = (
    "the variable RUST_MIN_STACK sets the size here, so the default cannot be seen; run `ttl` without it (`env -u RUST_MIN_STACK`)",
    "환경 변수 RUST_MIN_STACK이 크기를 정해 두어 기본값을 볼 수 없습니다. 이 변수 없이 실행하세요(`env -u RUST_MIN_STACK`)",
);

const OTHER_LIBRARY: (&str, &str) = (
    "this `ttl` was not built with glibc, and each C library has a default of its own; use a build for glibc",
    "이 `ttl`은 glibc로 빌드되지 않았습니다. 기본값은 C 라이브러리마다 다르니 glibc용 빌드를 쓰세요",
);

const REFUSED: (&str, &str) = (
    "the system refused a thread with the default stack; lower the limit (`ulimit -s`) or allow more address space (`ulimit -v`)",
    "시스템이 기본 스택을 가진 스레드를 거절했습니다. `ulimit -s` 한도를 낮추거나 주소 공간(`ulimit -v`)을 더 허락하세요",
);
