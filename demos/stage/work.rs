//! Work: using up CPU time, and nothing else.

use std::time::Duration;

use super::probe::thread_cpu_ns;
use super::{Limit, nanos};

/// Uses up so much CPU time of the calling thread: no call that could sleep, no `await`. Says that it is alive by `each`, and
/// gives up when the limit passes.
pub(crate) fn compute(cpu: Duration, limit: Limit, mut each: impl FnMut()) {
    let end = thread_cpu_ns() + nanos(cpu);
    while thread_cpu_ns() < end && !limit.passed() {
        each();
    }
}
