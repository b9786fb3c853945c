//! The same on an async runtime with one thread: one task awaits the device, another works on the same thread.

use std::io;
use std::sync::Arc;
use std::thread::{self, ThreadId};

use serde_json::json;
use tokio::task::yield_now;

use super::plan::{PATIENCE, Plan};
use super::sums::{check, is_prime, numbers};
use crate::stage::gpu::{Gpu, Job};
use crate::stage::{Kind, Lane, Limit, Stage, State, tasks};

pub(super) fn awaited(stage: &Stage, gpu: &Gpu, plan: Plan) -> io::Result<()> {
    let (cell, limit) = (stage.cell("task"), stage.within(PATIENCE));
    let mut device = cell.lane("device");
    let order = gpu.prepare(&numbers(), plan.iterations, plan.dispatches)?;
    tasks::one_thread()?.block_on(async {
        let job = Arc::new(order.submit()?);
        let in_flight_since = device.now();
        let waiter = tokio::spawn(tasks::drawn(cell.lane("waiter"), wait(job.clone(), limit)));
        let worker = tokio::spawn(work(job.clone(), plan.work, cell.lane("worker")));
        let (waited, worked) = (waiter.await??, worker.await??);
        device.span(State::Flight, in_flight_since, device.now());
        device.mark(Kind::Data, "done");
        if waited.finished {
            check(&job.read()?, plan)?;
            cell.report(json!({
                "resumed_before_done": !waited.done_when_resumed,
                "work_meanwhile": worked.meanwhile,
                "threads": if waited.thread == worked.thread { 1 } else { 2 },
                "result_correct": true,
            }));
        }
        Ok(())
    })
}

struct Waited {
    finished: bool,
    done_when_resumed: bool,
    thread: ThreadId,
}

/// The task that wants the result. It is suspended until the device has signalled the fence.
async fn wait(job: Arc<Job>, limit: Limit) -> io::Result<Waited> {
    let finished = job.done(limit).await?;
    Ok(Waited { finished, done_when_resumed: job.is_done()?, thread: thread::current().id() })
}

struct Worked {
    meanwhile: u32,
    thread: ThreadId,
}

/// The task beside it: a number, then a turn for the others. A number counts when the device is seen still at work after it.
async fn work(job: Arc<Job>, numbers: u32, mut lane: Lane) -> io::Result<Worked> {
    let mut meanwhile = 0;
    for number in 0..numbers {
        is_prime(number);
        lane.busy(State::Work);
        if job.is_done()? {
            break;
        }
        meanwhile += 1;
        yield_now().await;
    }
    Ok(Worked { meanwhile, thread: thread::current().id() })
}
