//! A crew: threads that start together, each pinned to a CPU, each measured until the last of them is done.
//!
//! Measuring until all are done is what a proof with the ball needs (see `ball.rs`): the switch after a thread's last take
//! has to be counted too.

use std::sync::Barrier;
use std::thread;

use super::cpus;
use super::probe::{Health, Probe};

/// Runs `body(number)` in one thread for each entry of `cpus`, pinned to it; what each body gave and what its thread cost.
/// Nothing where a thread cannot be pinned or no CPU is named.
pub(crate) fn work<T: Send>(cpus: &[usize], body: impl Fn(u8) -> T + Sync) -> Option<(Vec<T>, Vec<Health>)> {
    let (together, body) = (&Barrier::new(cpus.len()), &body);
    let crew: Option<Vec<(T, Health)>> = thread::scope(|scope| {
        let start = |(number, &cpu): (u8, &usize)| {
            scope.spawn(move || {
                let pinned = cpus::pin(cpu);
                together.wait();
                let probe = Probe::start();
                let result = pinned.then(|| body(number));
                together.wait();
                result.zip(Some(probe.read()))
            })
        };
        let crew: Vec<_> = (0..).zip(cpus).map(start).collect();
        crew.into_iter().map(|thread| thread.join().ok().flatten()).collect()
    });
    crew.filter(|crew| !crew.is_empty()).map(|crew| crew.into_iter().unzip())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyone_works_and_is_measured() {
        let here = cpus::allowed()[0];
        let (numbers, healths) = work(&[here, here, here], |number| number * 2).expect("a crew");
        assert_eq!((numbers, healths.len()), (vec![0, 2, 4], 3));
    }

    #[test]
    fn nobody_works_on_a_cpu_that_is_not_there() {
        assert!(work(&[1_000_000], |_| ()).is_none());
    }
}
