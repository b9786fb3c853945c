//! The blocking call on a thread of the blocking pool: the runtime goes on, and a thread is held for as long as the call lasts.

use std::io::{self, Read, Write};
use std::thread;
use std::time::Duration;

use serde_json::json;
use tokio::sync::oneshot;
use tokio::task::spawn_blocking;
use tokio::time::sleep;

use super::BEAT;
use crate::stage::probe::Probe;
use crate::stage::tasks::{Heart, one_thread};
use crate::stage::watch::Watched;
use crate::stage::{Stage, State, census, round};

/// The same `read`, handed to a thread of the blocking pool: the heart beats on, and only then the byte is written.
pub(super) fn offloaded(stage: &Stage) -> io::Result<()> {
    let (cell, wanted, patience) = (stage.cell("pool"), stage.count("beats")?, stage.millis("limit_ms")?);
    let (mut pipe, mut writer) = io::pipe()?;
    let alone = census::alone(stage.within(patience));
    one_thread()?.block_on(async {
        let (heart, mut runtime) = (Heart::start(BEAT, cell.lane("heartbeat")), cell.lane("runtime"));
        let (since, mut lane) = (runtime.now(), cell.lane("blocking"));
        let (tell, told) = oneshot::channel();
        let call = spawn_blocking(move || {
            let _waits_for_it = tell.send(Watched::this_thread());
            let probe = Probe::start();
            let answer = lane.call(State::Blocked, "read", || pipe.read_exact(&mut [0]));
            answer.map(|()| (thread::current().id(), probe.read()))
        });

        // First the call is seen asleep, then the beats are counted, then the byte comes.
        let (reader, limit) = (told.await.map_err(io::Error::other)?, stage.within(patience));
        let mut asleep_in = reader.asleep();
        while !matches!(asleep_in, Some("read" | "some call")) && !limit.passed() {
            sleep(Duration::from_millis(1)).await;
            asleep_in = reader.asleep();
        }
        let beats = heart.more(wanted, limit).await;
        let threads = census::threads().filter(|_| alone);
        let returned_early = call.is_finished();
        writer.write_all(&[1])?;

        let (thread, health) = call.await??;
        runtime.span(State::Await, since, runtime.now());
        cell.health("blocking", &health);
        cell.report(json!({"beats": beats, "other_thread": thread != thread::current().id(),
            "threads": threads, "returned_before_data": returned_early, "asleep_in": asleep_in,
            "nvcsw": health.nvcsw, "cpu_share": round(health.cpu_share(), 4)}));
        Ok(())
    })
}
