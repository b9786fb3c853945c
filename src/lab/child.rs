//! Watches one child to its end, whatever the end is.
//!
//! * The child leads a session and a group of its own. Its exit is seen without reaping it, the group is ended,
//!   and only then is it reaped: so the group's number cannot have become someone else's.
//! * At the deadline the group is asked to end (and woken, should it be stopped), soon after it is made to.
//!   Everything is over half a second after the deadline, also when somebody else holds the pipes.
//! * Output is read as it comes and understood later: reading must not take the CPU that the child measures.
//!
//! Deliberately missing: what the output means (`wire`). A grandchild that makes a session of its own escapes
//! the group; it can keep nobody waiting, but it lives on. A child that is held still for an instant and ends
//! before this program is scheduled again is not seen standing.

use std::io;
use std::pin::pin;
use std::process::Command;
use std::time::Duration;

use nix::sys::signal::Signal;
use tokio::net::unix::pipe::Receiver;
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until, timeout_at};

use super::os::{self, Look};
use super::running::{Held, Pass};
use super::taps::Taps;
use crate::model::Ending;

/// From being asked to end to being made to.
const GRACE: Duration = Duration::from_millis(200);
/// From being made to end to being left alone.
const PATIENCE: Duration = Duration::from_millis(150);
/// For what is still in the pipes when the child has ended.
const DRAIN: Duration = Duration::from_millis(100);
/// Between looks that nothing prompted, in case this program was started deaf to news of its children.
const TICK: Duration = Duration::from_millis(100);

/// What became of a child.
#[derive(Debug)]
pub(super) struct Watched {
    /// How it ended.
    pub(super) ending: Ending,
    /// What it wrote to standard output, up to a limit.
    pub(super) output: Vec<u8>,
    /// The last of what it wrote to standard error.
    pub(super) complaints: String,
    /// How often it was seen stopped or continued.
    pub(super) n_stops: u32,
    /// From start to end.
    pub(super) took: Duration,
}

/// Starts `command` and watches it until it has ended, by itself or at its `deadline`.
///
/// # Errors
///
/// It could not be started, or (kind `Interrupted`) everything was ended from elsewhere.
pub(super) fn watch(command: &mut Command, deadline: Duration, pass: Pass) -> io::Result<Watched> {
    os::set_apart(command);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let watched = runtime.block_on(watch_inside(command, deadline, pass))?;
    if pass.is_void() { Err(io::ErrorKind::Interrupted.into()) } else { Ok(watched) }
}

async fn watch_inside(command: &mut Command, deadline: Duration, pass: Pass) -> io::Result<Watched> {
    let mut news = signal(SignalKind::child())?;
    let start = Instant::now();
    let mut held = pass.start(command)?;
    let mut taps = open_taps(&mut held)?;
    let mut ticks = interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut end = End { stage: Stage::Free, ours: None, n_stops: 0, deadline };
    let mut alarm = pin!(sleep_until(start + deadline));

    let exit = loop {
        let rung = tokio::select! {
            biased;
            () = &mut alarm => true,
            _ = news.recv() => false,
            _ = ticks.tick() => false,
            () = taps.read() => false,
        };
        // First the facts: the alarm may ring late for a child that ended long ago.
        if let Some(exit) = end.look(&held) {
            break Some(exit);
        }
        let next = if taps.flooded() { end.flood() } else { rung.then(|| end.ring()).flatten() };
        match next {
            Some(Step { signals, wait }) => {
                signals.iter().for_each(|&signal| os::signal_group(held.leader, signal));
                alarm.as_mut().reset(Instant::now() + wait);
            }
            None if rung => break None,
            None => {}
        }
    };
    let took = start.elapsed();
    match exit {
        Some(_) => drop(held.reap()?),
        None => held.abandon(),
    }
    let _ = timeout_at(Instant::now() + DRAIN, taps.read_all()).await;
    let flooded = taps.flooded().then_some(Ending::Flooded);
    let (output, complaints) = taps.close();
    let ending = end.ours.or(flooded).or(exit).unwrap_or(Ending::TimedOut(deadline));
    Ok(Watched { ending, output, complaints, n_stops: end.n_stops, took })
}

fn open_taps(held: &mut Held) -> io::Result<Taps> {
    let child = held.child().ok_or(io::ErrorKind::NotFound)?;
    let output = child.stdout.take().map(|pipe| Receiver::from_owned_fd(pipe.into())).transpose()?;
    let complaints = child.stderr.take().map(|pipe| Receiver::from_owned_fd(pipe.into())).transpose()?;
    Ok(Taps::new(output, complaints))
}

/// How far the ending of a child has come, and who began it.
struct End {
    stage: Stage,
    /// The ending, if it was we who began it.
    ours: Option<Ending>,
    n_stops: u32,
    deadline: Duration,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stage {
    Free,
    Asked,
    Made,
}

/// What to send to the group, and how long to wait for its effect.
#[derive(Debug, PartialEq)]
struct Step {
    signals: &'static [Signal],
    wait: Duration,
}

impl End {
    /// Takes in what happened to the child; its own ending, once it has ended.
    fn look(&mut self, held: &Held) -> Option<Ending> {
        loop {
            match os::look(held.leader) {
                Look::Nothing => return None,
                // What we do to it ourselves disturbs nothing that counts.
                Look::Held => self.n_stops += u32::from(self.stage == Stage::Free),
                Look::Exited(0) => return Some(Ending::Finished),
                Look::Exited(code) => return Some(Ending::Failed(code)),
                Look::Signalled(signal) => return Some(Ending::Signalled(signal)),
            }
        }
    }

    /// What to do when the alarm rings; nothing when all has been done.
    fn ring(&mut self) -> Option<Step> {
        match self.stage {
            Stage::Free => {
                self.ours = Some(Ending::TimedOut(self.deadline));
                self.stage = Stage::Asked;
                // A stopped process hears SIGTERM only when it is continued.
                Some(Step { signals: &[Signal::SIGTERM, Signal::SIGCONT], wait: GRACE })
            }
            Stage::Asked => self.make(),
            Stage::Made => None,
        }
    }

    /// What to do about a child that writes more than anybody reads.
    fn flood(&mut self) -> Option<Step> {
        if self.stage == Stage::Made {
            return None;
        }
        self.ours.get_or_insert(Ending::Flooded);
        self.make()
    }

    fn make(&mut self) -> Option<Step> {
        self.stage = Stage::Made;
        Some(Step { signals: &[Signal::SIGKILL], wait: PATIENCE })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn free() -> End {
        End { stage: Stage::Free, ours: None, n_stops: 0, deadline: Duration::from_secs(1) }
    }

    #[test]
    fn a_late_child_is_asked_then_made_to_end_then_left_alone() {
        let mut end = free();
        let signals: Vec<_> = std::iter::from_fn(|| end.ring()).map(|step| step.signals).collect();
        assert_eq!(signals, [&[Signal::SIGTERM, Signal::SIGCONT][..], &[Signal::SIGKILL][..]]);
        assert_eq!(end.ours, Some(Ending::TimedOut(Duration::from_secs(1))));
    }

    #[test]
    fn a_flood_is_ended_once_and_at_once() {
        let mut end = free();
        assert_eq!(end.flood().map(|step| step.signals), Some(&[Signal::SIGKILL][..]));
        assert_eq!(end.flood(), None);
        assert_eq!(end.ours, Some(Ending::Flooded));
    }

    #[test]
    fn a_flood_after_the_deadline_is_still_a_missed_deadline() {
        let mut end = free();
        end.ring();
        end.flood();
        assert_eq!(end.ours, Some(Ending::TimedOut(Duration::from_secs(1))));
    }

    #[test]
    fn all_waits_together_stay_within_half_a_second() {
        assert!(GRACE + PATIENCE + DRAIN < Duration::from_millis(500));
    }
}
