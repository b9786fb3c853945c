//! The doors of `stage/gpu.rs` in a program that was built without the cargo feature `gpu`: nothing can ever be opened.

use std::io;
use std::sync::Arc;

use super::Lack;
use crate::stage::Limit;

/// What to say where the feature was left out.
const NOT_BUILT: (&str, &str) = (
    "this `ttl` was built without it; build it with `cargo build --release --features gpu`",
    "이 `ttl`은 이 기능 없이 빌드되었습니다. `cargo build --release --features gpu`로 빌드하세요",
);

/// An opened device; there is none.
pub(crate) enum Gpu {}

/// Work that is ready to be submitted; there is none.
pub(crate) enum Order {}

/// Work that was submitted; there is none.
pub(crate) enum Job {}

impl Gpu {
    pub(super) fn open(_wish: &str, _kernel: &[u8]) -> Result<Self, Lack> {
        Err(Lack::new("the feature `gpu`", NOT_BUILT))
    }

    pub(super) fn name(&self) -> &str {
        match *self {}
    }

    pub(super) fn kind(&self) -> &'static str {
        match *self {}
    }

    pub(crate) fn prepare(&self, _numbers: &[u32], _iterations: u32, _dispatches: u32) -> io::Result<Order> {
        match *self {}
    }
}

impl Order {
    pub(crate) fn submit(self) -> io::Result<Job> {
        match self {}
    }
}

impl Job {
    pub(crate) fn is_done(&self) -> io::Result<bool> {
        match *self {}
    }

    pub(crate) fn wait(&self, _limit: Limit) -> io::Result<bool> {
        match *self {}
    }

    pub(crate) async fn done(self: &Arc<Self>, _limit: Limit) -> io::Result<bool> {
        match **self {}
    }

    pub(crate) fn read(&self) -> io::Result<Vec<u32>> {
        match *self {}
    }
}
