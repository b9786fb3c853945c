//! Disturbing this machine on purpose, to find out whether verdicts survive it.
//!
//! [`under`] runs work with a laboratory while one [`Scenario`] lasts. The laboratory is opened inside the disturbance, so its
//! instruments are checked there too, as they would be on a machine that is always like this. Deliberately missing: what
//! the trials prove, and any wish to spare the machine: this is for authors who asked for it.

use std::convert::Infallible;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
use nix::unistd::{Pid, gettid};

use super::bully::{Bully, Manner};
use super::{Lab, LabError, LocalLab, launch, os};
use crate::model::{Missing, Scenario, Text};

/// Competing processes for each CPU.
const NEIGHBOURS_PER_CPU: usize = 4;

/// What a control group grants, of every period, in microseconds.
const QUOTA_US: u32 = 25_000;
const PERIOD_US: u32 = 100_000;

/// How often a disturber looks at what runs.
const LOOK_EVERY: Duration = Duration::from_micros(500);

/// How often a group is tried to be removed that may still be in use.
const MOST_TRIES: u32 = 100_000;

/// How a scenario went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// How many pieces of work were done.
    pub n_done: usize,
    /// How often a running trial was stopped.
    pub n_stops: u64,
}

/// How many pieces of work may run side by side in a scenario without spoiling what it is about.
pub fn side_by_side(scenario: Scenario) -> usize {
    match scenario {
        // A machine with several trials at once is not idle.
        Scenario::Idle => 1,
        Scenario::Load | Scenario::OneCpu => 2,
        // Stopped and throttled trials mostly wait.
        Scenario::Quota | Scenario::Stopped | Scenario::Starved => 4,
    }
}

/// Runs `work(lab, 0..n)` while the scenario lasts, `jobs` at a time and in this order, until all is done or `until` has come. What is
/// missing here, where the scenario cannot be brought about.
///
/// # Errors
///
/// The first error of `open` or of the work.
pub fn under(
    scenario: Scenario,
    open: &(dyn Fn() -> Result<LocalLab, LabError> + Sync),
    jobs: usize,
    until: Option<Instant>,
    n: usize,
    work: &(dyn Fn(&dyn Lab, usize) -> Result<(), LabError> + Sync),
) -> Result<Result<Account, Missing>, LabError> {
    let start = |source| LabError::Start { demo: scenario.name().to_owned(), source };
    let neighbours = match scenario {
        Scenario::Load | Scenario::Starved => Neighbours::start(open()?.image()).map_err(start)?,
        _ => Neighbours::default(),
    };
    let (next, n_done, over) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicBool::new(false));
    let (mut n_stops, trouble) = (0, Mutex::new(None));
    let stop_with = |what: Trouble| {
        over.store(true, Relaxed);
        trouble.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(what);
    };
    let in_one_place = |worker: usize| -> Result<(), Trouble> {
        let _place = Place::enter(scenario, worker)?;
        let lab = open()?;
        while !over.load(Relaxed) && until.is_none_or(|until| Instant::now() < until) {
            let number = next.fetch_add(1, Relaxed);
            if number >= n {
                break;
            }
            work(&lab, number)?;
            n_done.fetch_add(1, Relaxed);
        }
        Ok(())
    };
    let manner = match scenario {
        Scenario::Stopped => Some(Manner::Stops),
        Scenario::Starved => Some(Manner::PutsBehind),
        _ => None,
    };
    thread::scope(|scope| {
        // Nothing is ever sent: the last worker that drops its end says that all are done.
        let (working, all_done) = mpsc::channel::<Infallible>();
        for worker in 0..jobs.max(1) {
            let (in_one_place, stop_with, working) = (&in_one_place, &stop_with, working.clone());
            scope.spawn(move || {
                let _until_here = working;
                in_one_place(worker).map_err(stop_with)
            });
        }
        drop(working);
        if let Some(manner) = manner {
            let mut bully = Bully::new(manner);
            while let Err(RecvTimeoutError::Timeout) = all_done.recv_timeout(LOOK_EVERY) {
                n_stops += bully.act();
            }
            bully.let_go();
        }
    });
    drop(neighbours);
    match trouble.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(Trouble::Missing(missing)) => Ok(Err(missing)),
        Some(Trouble::Lab(error)) => Err(error),
        None => Ok(Ok(Account { n_done: n_done.into_inner(), n_stops })),
    }
}

/// Why work could not go on.
enum Trouble {
    Missing(Missing),
    Lab(LabError),
}

impl From<LabError> for Trouble {
    fn from(error: LabError) -> Self {
        Trouble::Lab(error)
    }
}

/// Processes that compete for the CPUs, each in a session of its own, so that the scheduler counts them one by one.
#[derive(Default)]
struct Neighbours(Vec<Child>);

impl Neighbours {
    fn start(image: &Path) -> io::Result<Self> {
        let cpus = thread::available_parallelism().map_or(1, usize::from);
        let mut neighbours = Neighbours::default();
        for _ in 0..NEIGHBOURS_PER_CPU * cpus {
            let mut command = launch::neighbour(image);
            os::set_apart(&mut command);
            neighbours.0.push(command.spawn()?);
        }
        Ok(neighbours)
    }
}

impl Drop for Neighbours {
    fn drop(&mut self) {
        for child in &mut self.0 {
            let _already_gone = child.kill();
            let _nobody_asks = child.wait();
        }
    }
}

/// What binds the calling thread, and with it every trial that it starts, until it is dropped.
#[derive(Default)]
struct Place {
    _pinned: Option<Pinned>,
    _group: Option<Group>,
}

impl Place {
    fn enter(scenario: Scenario, worker: usize) -> Result<Self, Trouble> {
        let mut place = Place::default();
        match scenario {
            Scenario::OneCpu => {
                place._pinned = Some(Pinned::enter(worker).map_err(|_| Trouble::Missing(no_affinity()))?);
            }
            Scenario::Quota => {
                place._group = Some(Group::enter(worker).ok_or_else(|| Trouble::Missing(no_groups()))?);
            }
            _ => {}
        }
        Ok(place)
    }
}

/// One CPU for the calling thread; it holds the CPUs of before.
struct Pinned(CpuSet);

impl Pinned {
    fn enter(worker: usize) -> nix::Result<Self> {
        let before = sched_getaffinity(THIS_THREAD)?;
        let cpus: Vec<usize> = (0..CpuSet::count()).filter(|&cpu| before.is_set(cpu) == Ok(true)).collect();
        let mut one = CpuSet::new();
        one.set(cpus.get(worker % cpus.len().max(1)).copied().unwrap_or(0))?;
        sched_setaffinity(THIS_THREAD, &one)?;
        Ok(Pinned(before))
    }
}

impl Drop for Pinned {
    fn drop(&mut self) {
        let _cannot_be_helped = sched_setaffinity(THIS_THREAD, &self.0);
    }
}

const THIS_THREAD: Pid = Pid::from_raw(0);

/// A control group with a CPU quota, with the calling thread in it.
struct Group {
    folder: PathBuf,
    /// The file through which a thread enters a group.
    door: &'static str,
    outside: PathBuf,
}

impl Group {
    /// Makes a group beside the thread's own and enters it; nothing where this may not be done.
    fn enter(worker: usize) -> Option<Self> {
        let own = fs::read_to_string("/proc/thread-self/cgroup").ok()?;
        let (outside, door) = own.lines().find_map(cpu_group)?;
        let folder = outside.join(format!("ttl-disturb-{}-{worker}", std::process::id()));
        fs::create_dir(&folder).ok()?;
        let group = Group { folder, door, outside };
        let granted = match door {
            "tasks" => write(&group.folder.join("cpu.cfs_period_us"), &PERIOD_US.to_string())
                .and_then(|()| write(&group.folder.join("cpu.cfs_quota_us"), &QUOTA_US.to_string())),
            _ => write(&group.folder.join("cpu.max"), &format!("{QUOTA_US} {PERIOD_US}")),
        };
        // A group that is dropped here is removed again.
        granted.and_then(|()| write(&group.folder.join(door), &gettid().to_string())).ok().map(|()| group)
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        let _cannot_be_helped = write(&self.outside.join(self.door), &gettid().to_string());
        // Trials are reaped by now, but the kernel may need a moment until it agrees.
        for _ in 0..MOST_TRIES {
            if fs::remove_dir(&self.folder).is_ok() {
                break;
            }
            thread::yield_now();
        }
    }
}

fn write(file: &Path, words: &str) -> io::Result<()> {
    fs::write(file, words)
}

/// The folder of a thread's group that can have a quota, and the file through which threads enter it, from a line of
/// `/proc/thread-self/cgroup`: `1:cpu,cpuacct:/path`, or `0::/path` where all controllers share one tree.
fn cpu_group(line: &str) -> Option<(PathBuf, &'static str)> {
    let mut parts = line.splitn(3, ':');
    let (number, controllers, path) = (parts.next()?, parts.next()?, parts.next()?);
    let path = path.trim_start_matches('/');
    let roots: &[(&str, &str)] = if controllers.split(',').any(|c| c == "cpu") {
        &[("/sys/fs/cgroup/cpu", "tasks"), ("/sys/fs/cgroup/cpu,cpuacct", "tasks")]
    } else if number == "0" {
        &[("/sys/fs/cgroup", "cgroup.threads"), ("/sys/fs/cgroup/unified", "cgroup.threads")]
    } else {
        &[]
    };
    let found = roots.iter().map(|(root, door)| (Path::new(root).join(path), *door));
    found.into_iter().find(|(folder, door)| folder.join(door).is_file())
}

fn no_affinity() -> Missing {
    Missing::Said {
        what: "sched_setaffinity".to_owned(),
        why: Text::tagged(vec![
            ("en".to_owned(), "a thread cannot be pinned to one CPU here".to_owned()),
            ("ko".to_owned(), "여기서는 스레드를 CPU 하나에 고정할 수 없습니다".to_owned()),
        ]),
    }
}

fn no_groups() -> Missing {
    Missing::Said {
        what: "cgroup".to_owned(),
        why: Text::tagged(vec![
            (
                "en".to_owned(),
                "a control group with a CPU quota cannot be made here; it takes root".to_owned(),
            ),
            (
                "ko".to_owned(),
                "여기서는 CPU 할당량이 있는 제어 그룹(cgroup)을 만들 수 없습니다. root 권한이 필요합니다"
                    .to_owned(),
            ),
        ]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_shared_out_in_order_until_it_is_done() {
        let done = Mutex::new(Vec::new());
        let open = || {
            let environment: super::super::Environment = Box::new(|_| None);
            LocalLab::new(super::super::Setup {
                folders: Vec::new(),
                program: None,
                environment,
                seed: 1,
                languages: Vec::new(),
            })
        };
        let work = |_: &dyn Lab, number| {
            done.lock().expect("no panic").push(number);
            Ok(())
        };
        let account =
            under(Scenario::OneCpu, &open, 2, None, 9, &work).expect("no error").expect("it can be done");
        assert_eq!(account, Account { n_done: 9, n_stops: 0 });
        let late = under(Scenario::Idle, &open, 1, Some(Instant::now()), 9, &work).expect("no error");
        assert_eq!(late.expect("nothing is needed").n_done, 0);
        let mut done = done.into_inner().expect("no panic");
        done.sort_unstable();
        assert_eq!(done, (0..9).collect::<Vec<_>>());
    }

    #[test]
    fn other_controllers_grant_no_cpu() {
        assert_eq!(cpu_group("4:memory:/x"), None);
        assert_eq!(cpu_group("rubbish"), None);
    }
}
