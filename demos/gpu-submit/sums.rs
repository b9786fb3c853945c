//! What the host computes: a unit of its own work, and what the device should have found.

use std::hint::black_box;
use std::io;

use super::plan::Plan;

/// How many numbers the device gets.
pub(super) const NUMBERS: u32 = 4096;

/// The step of the kernel, x·a + c, as a and c; see `steps.comp`.
const STEP: (u32, u32) = (1_664_525, 1_013_904_223);

/// What the device is given: 0, 1, 2, ...
pub(super) fn numbers() -> Vec<u32> {
    (0..NUMBERS).collect()
}

/// A unit of the host's own work: whether a number is prime, by trying every divisor.
pub(super) fn is_prime(number: u32) -> bool {
    black_box(number > 1 && (2..).take_while(|d| d * d <= number).all(|d| !number.is_multiple_of(d)))
}

/// Compares with what the CPU computes. After a wrong result, which says nothing but that the driver is broken, the demo ends.
pub(super) fn check(results: &[u32], plan: Plan) -> io::Result<()> {
    match wrong(results, u64::from(plan.iterations) * u64::from(plan.dispatches)) {
        0 => Ok(()),
        wrong => Err(io::Error::other(format!("the device computed {wrong} of {NUMBERS} numbers wrongly"))),
    }
}

/// How many of these results are wrong after so many steps.
fn wrong(results: &[u32], steps: u64) -> usize {
    let (a, c) = many(steps);
    let right = (0..NUMBERS).map(|x: u32| x.wrapping_mul(a).wrapping_add(c));
    results.iter().zip(right).filter(|(result, right)| **result != *right).count()
}

/// So many steps as one: two of them are again a step, so are four, eight, and so on. The host need not take each with every
/// number, as the device does.
fn many(mut steps: u64) -> (u32, u32) {
    let (mut whole, mut power) = ((1, 0), STEP);
    while steps > 0 {
        if !steps.is_multiple_of(2) {
            whole = after(whole, power);
        }
        power = after(power, power);
        steps /= 2;
    }
    whole
}

/// One step after another, as one.
fn after(first: (u32, u32), then: (u32, u32)) -> (u32, u32) {
    (first.0.wrapping_mul(then.0), first.1.wrapping_mul(then.0).wrapping_add(then.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_steps_at_once_lead_where_one_by_one_leads() {
        let mut walked = numbers();
        for _ in 0..77 {
            for x in &mut walked {
                *x = x.wrapping_mul(STEP.0).wrapping_add(STEP.1);
            }
        }
        assert_eq!(wrong(&walked, 77), 0);
        walked[9] ^= 1;
        assert_eq!((wrong(&walked, 77), wrong(&numbers(), 0)), (1, 0));
        assert!(wrong(&numbers(), 1) > 0);
    }

    #[test]
    fn primes_are_told_from_the_rest() {
        let found: Vec<_> = (0..30).filter(|n| is_prime(*n)).collect();
        assert_eq!(found, [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]);
    }
}
