//! Whoever disturbs running trials from outside: stops them at random moments, or puts them behind others in every queue.
//!
//! It looks at the register of what runs again and again; a signal is sent while the register is locked, so it can hit no
//! stranger. A trial is stopped as a whole or, now and then, only the process that leads it, which is what happens when a
//! debugger or a shell stops one process of several.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use nix::sys::signal::Signal;
use nix::unistd::Pid;

use super::os;
use super::running::RUNNING;

/// A trial is stopped at most so often, so that it can still meet its deadline.
const MOST_STOPS: u32 = 3;

/// What is done to running trials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// SIGSTOP at a random moment, SIGCONT later.
    Stops,
    /// A low priority.
    PutsBehind,
}

/// One disturber.
pub(super) struct Bully {
    manner: Manner,
    random: fastrand::Rng,
    victims: BTreeMap<Pid, Victim>,
}

/// A trial that runs, or ran until a moment ago.
struct Victim {
    /// When something is done to it next.
    next: Instant,
    held: Held,
    n_stops: u32,
    seen: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Held {
    No,
    Leader,
    Group,
}

impl Bully {
    pub(super) fn new(manner: Manner) -> Self {
        Bully { manner, random: fastrand::Rng::new(), victims: BTreeMap::new() }
    }

    /// Looks at what runs and does what is due; how many stops that were.
    pub(super) fn act(&mut self) -> u64 {
        let (now, mut n_stops) = (Instant::now(), 0);
        self.victims.values_mut().for_each(|victim| victim.seen = false);
        RUNNING.each_leader(|leader| {
            let (manner, random) = (self.manner, &mut self.random);
            let victim = self.victims.entry(leader).or_insert_with(|| {
                if manner == Manner::PutsBehind {
                    os::put_behind(leader);
                }
                Victim { next: now + free_for(random), held: Held::No, n_stops: 0, seen: true }
            });
            victim.seen = true;
            if manner == Manner::Stops && now >= victim.next {
                n_stops += victim.turn(leader, now, random);
            }
        });
        self.victims.retain(|_, victim| victim.seen);
        n_stops
    }

    /// Continues whatever is still held.
    pub(super) fn let_go(self) {
        RUNNING.each_leader(|leader| {
            if self.victims.get(&leader).is_some_and(|victim| victim.held != Held::No) {
                os::signal_group(leader, Signal::SIGCONT);
            }
        });
    }
}

impl Victim {
    /// Stops what goes and continues what is stopped; 1 if it was stopped.
    fn turn(&mut self, leader: Pid, now: Instant, random: &mut fastrand::Rng) -> u64 {
        match self.held {
            Held::No if self.n_stops >= MOST_STOPS => {
                self.next = now + Duration::from_secs(3600);
                0
            }
            Held::No => {
                self.held = if random.u32(..4) == 0 { Held::Leader } else { Held::Group };
                match self.held {
                    Held::Leader => os::signal_one(leader, Signal::SIGSTOP),
                    _ => os::signal_group(leader, Signal::SIGSTOP),
                }
                self.n_stops += 1;
                self.next = now + Duration::from_millis(random.u64(5..300));
                1
            }
            Held::Leader | Held::Group => {
                os::signal_group(leader, Signal::SIGCONT);
                self.held = Held::No;
                self.next = now + free_for(random);
                0
            }
        }
    }
}

/// How long a trial is left alone: shorter than most of them take.
fn free_for(random: &mut fastrand::Rng) -> Duration {
    Duration::from_micros(random.u64(200..70_000))
}
