//! The ball: the proof of running at the same instant, inside whatever else threads do, and for any number of them.
//!
//! Whoever runs takes the ball, unless this thread had it last. On one CPU the last holder must have left the CPU before
//! another can take it, so every hand-over takes at least one context switch of the threads that play. Hand-overs minus
//! their switches, the margin, can therefore never be above 0 on one CPU, if each player counts its switches from before
//! its first take until all have made their last.

use std::sync::atomic::{AtomicU64, Ordering};

use super::probe::Health;

/// What the low bits say: who had the ball last, from 1; 0: nobody yet.
const HOLDER: u64 = 0xff;

/// A ball that goes from thread to thread.
#[derive(Default)]
pub(crate) struct Ball(AtomicU64);

impl Ball {
    /// Takes the ball, unless `me` had it last or somebody is quicker. Whether it was taken.
    pub(crate) fn take(&self, me: u8) -> bool {
        let (now, me) = (self.0.load(Ordering::Acquire), u64::from(me) + 1);
        let taken = ((now & !HOLDER) + HOLDER + 1) | me;
        now & HOLDER != me && self.0.compare_exchange(now, taken, Ordering::AcqRel, Ordering::Relaxed).is_ok()
    }

    /// How often it went from one thread to another.
    pub(crate) fn handovers(&self) -> u64 {
        // The first take comes out of nothing.
        (self.0.load(Ordering::Acquire) / (HOLDER + 1)).saturating_sub(1)
    }

    /// Hand-overs that no context switch of the players explains.
    pub(crate) fn margin(&self, players: &[Health]) -> i64 {
        let signed = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        signed(self.handovers()) - signed(players.iter().map(Health::switches).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_takes_the_ball_from_himself() {
        let ball = Ball::default();
        let taken = [0, 0, 1, 2, 2, 0].map(|who| ball.take(who));
        assert_eq!(taken, [true, false, true, true, false, true]);
        assert_eq!(ball.handovers(), 3);
    }

    #[test]
    fn a_switch_takes_a_hand_over_from_the_margin() {
        let ball = Ball::default();
        assert_eq!(ball.margin(&[]), 0, "nobody has played");
        (0..8).for_each(|turn| assert!(ball.take(turn % 2)));
        let player = Health { nvcsw: 1, nivcsw: 3, ..Health::default() };
        assert_eq!(ball.margin(&[player, player]), 7 - 8);
    }
}
