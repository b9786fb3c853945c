//! A crew: threads that start together.
//!
//! Those that work on CPUs of their own are measured until the last of them is done. That is what a proof with the ball
//! needs (see `ball.rs`): the switch after a thread's last take has to be counted too.

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

/// Runs `body(number)` in `count` threads that start together, on whatever CPU there is; what each gave. A thread that
/// panicked gives nothing.
pub(crate) fn together<T: Send>(count: u8, body: impl Fn(u8) -> T + Sync) -> Vec<T> {
    let (all_here, body) = (&Barrier::new(usize::from(count)), &body);
    thread::scope(|scope| {
        let start = |number| {
            scope.spawn(move || {
                all_here.wait();
                body(number)
            })
        };
        let crew: Vec<_> = (0..count).map(start).collect();
        crew.into_iter().filter_map(|thread| thread.join().ok()).collect()
    })
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
    fn those_who_start_together_need_no_cpu_of_their_own() {
        assert_eq!(together(3, |number| number), [0, 1, 2]);
    }

    #[test]
    fn nobody_works_on_a_cpu_that_is_not_there() {
        assert!(work(&[1_000_000], |_| ()).is_none());
    }
}
