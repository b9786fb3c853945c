//! Proofs in little time: what did not change is not run again, and what bears company runs beside others.

use std::collections::{BTreeMap, VecDeque};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::Result;

use super::Library;
use super::check::{Bench, Needed, Proving, check_at};
use crate::judge::{self, CheckReport, Examination, Shown};
use crate::lab::{Lab, LabError, Limits};
use crate::model::{Evidence, Proof};
use crate::store::{Key, Proofs};

/// Evidence of this very session, whatever it proved: who edits one card need not wait for another that fails.
pub type Known = Mutex<BTreeMap<Key, (Evidence, u64)>>;

/// How keys are proven.
#[derive(Clone, Copy)]
pub struct Plan<'a> {
    /// How many trials for each experiment.
    pub limits: Limits,
    /// How many experiments at once, of those that bear company.
    pub jobs: usize,
    /// Where evidence is kept; none: nowhere.
    pub kept: Option<&'a Proofs>,
    /// What is known from this session; none: every call is for itself.
    pub known: Option<&'a Known>,
    /// Whether everything is run again, whatever is kept.
    pub is_fresh: bool,
}

/// [`super::check`] by a plan. Evidence that is kept is judged anew, and believed only where it proves every card that asks for
/// it; everything else is run, so that a failure is always fresh.
///
/// # Errors
///
/// A demo cannot be started, or everything was ended by `lab::end_running_trials`.
pub fn check_with(
    library: &Library,
    lab: &(dyn Lab + Sync),
    plan: Option<&Plan<'_>>,
    tell: &mut dyn FnMut(Proving<'_>),
) -> Result<CheckReport> {
    let bench = plan.map(|plan| Shared { lab, plan });
    check_at(library, lab, bench.as_ref().map(|bench| bench as _), tell)
}

struct Shared<'a> {
    lab: &'a (dyn Lab + Sync),
    plan: &'a Plan<'a>,
}

impl Bench for Shared<'_> {
    fn show(
        &self,
        needed: &[Needed<'_>],
        tell: &mut dyn FnMut(Proving<'_>),
    ) -> Result<Vec<(Evidence, Option<Shown>)>> {
        let keys: Vec<Option<Key>> = needed.iter().map(|one| self.key(one)).collect();
        let mut shown: Vec<_> =
            needed.iter().zip(&keys).map(|(one, key)| self.known(one, key.as_ref())).collect();
        let open: Vec<usize> = (0..needed.len()).filter(|i| shown[*i].is_none()).collect();
        let (together, alone): (VecDeque<_>, VecDeque<_>) =
            open.iter().partition(|i| bears_company(&needed[**i]));
        let (total, mut number) = (open.len(), 0);
        for (queue, jobs) in [(together, self.plan.jobs), (alone, 1)] {
            self.run(needed, queue, jobs, &mut |news| match news {
                News::Begun(i) => {
                    number += 1;
                    tell(Proving { demo: &needed[i].experiment.demo.value, number, total });
                }
                News::Shown(i, evidence) => {
                    self.keep(&needed[i], keys[i].as_ref(), &evidence);
                    shown[i] = Some((*evidence, None));
                }
            })?;
        }
        if let (Some(kept), false) = (self.plan.kept, open.is_empty()) {
            kept.tidy();
        }
        Ok(shown.into_iter().flatten().collect())
    }
}

/// What a worker says.
enum News {
    /// This one is begun.
    Begun(usize),
    /// This was seen.
    Shown(usize, Box<Evidence>),
}

impl Shared<'_> {
    /// The key under which evidence for this is kept as the world is now.
    fn key(&self, one: &Needed<'_>) -> Option<Key> {
        self.plan.kept?.key(&self.lab.basis(one.experiment)?, self.plan.limits.trials)
    }

    /// Evidence of an earlier run, if it proves everything.
    fn known(&self, one: &Needed<'_>, key: Option<&Key>) -> Option<(Evidence, Option<Shown>)> {
        let kept = self.plan.kept.filter(|_| !self.plan.is_fresh)?;
        let session = self.plan.known.map(|known| known.lock().unwrap_or_else(PoisonError::into_inner));
        if let Some((evidence, at_s)) = session.as_ref().and_then(|session| session.get(key?)) {
            let evidence = Evidence { experiment: one.experiment.clone(), ..evidence.clone() };
            let age_s = kept.now_s().saturating_sub(*at_s);
            return Some((evidence, Some(Shown { at_s: *at_s, age_s })));
        }
        let earlier = kept.get(key?, one.experiment)?;
        let proves = one.cards.iter().all(|card| examine(card, &earlier.evidence).proof == Proof::Proven);
        proves.then_some((earlier.evidence, Some(Shown { at_s: earlier.at_s, age_s: earlier.age_s })))
    }

    /// Keeps what may be asked for again, unless something was changed meanwhile. What no longer proves anything is forgotten.
    fn keep(&self, one: &Needed<'_>, key: Option<&Key>, evidence: &Evidence) {
        let (Some(kept), Some(key)) = (self.plan.kept, key) else { return };
        let proofs: Vec<Proof> = one.cards.iter().map(|card| examine(card, evidence).proof).collect();
        let is_worth_it = proofs.contains(&Proof::Proven) && !proofs.contains(&Proof::Contradicted);
        let is_unchanged = self.key(one).as_ref() == Some(key);
        match is_worth_it && is_unchanged {
            true => kept.put(key, evidence),
            false => kept.forget(key),
        }
        if let Some(known) = self.plan.known.filter(|_| is_unchanged) {
            let known = &mut known.lock().unwrap_or_else(PoisonError::into_inner);
            known.insert(key.clone(), (evidence.clone(), kept.now_s()));
        }
    }

    /// Runs the experiments of a queue, so many at once.
    fn run(
        &self,
        needed: &[Needed<'_>],
        queue: VecDeque<usize>,
        jobs: usize,
        hear: &mut dyn FnMut(News),
    ) -> Result<(), LabError> {
        let n_workers = jobs.clamp(1, queue.len().max(1));
        let queue = Mutex::new(queue);
        let (sender, news) = channel();
        thread::scope(|scope| {
            for _ in 0..n_workers {
                let (queue, sender) = (&queue, sender.clone());
                scope.spawn(move || self.work(needed, queue, &sender));
            }
            drop(sender);
            let mut outcome = Ok(());
            for said in news {
                match said {
                    Ok(news) => hear(news),
                    Err(error) => {
                        // Nothing more is begun; what runs comes to its end.
                        queue.lock().unwrap_or_else(PoisonError::into_inner).clear();
                        outcome = outcome.and(Err(error));
                    }
                }
            }
            outcome
        })
    }

    fn work(
        &self,
        needed: &[Needed<'_>],
        queue: &Mutex<VecDeque<usize>>,
        sender: &Sender<Result<News, LabError>>,
    ) {
        let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        while let Some(i) = next() {
            let _nobody_listens = sender.send(Ok(News::Begun(i)));
            // Every trial that the limits allow, also when all is decided.
            let seen = self.lab.run(needed[i].experiment, self.plan.limits, &mut |_| false);
            let _nobody_listens = sender.send(seen.map(|evidence| News::Shown(i, Box::new(evidence))));
        }
    }
}

fn examine(card: &super::check::Executable<'_>, evidence: &Evidence) -> Examination {
    judge::examine(card.card, card.spec, evidence)
}

fn bears_company(one: &Needed<'_>) -> bool {
    one.cards.iter().all(|card| judge::bears_company(&judge::statements(card.card, card.spec), card.spec))
}
