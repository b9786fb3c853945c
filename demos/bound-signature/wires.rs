//! What the question and the reply go through: two pipes, or a connection of the network.

use std::fs::File;
use std::io;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::fd::OwnedFd;

use super::asking::{Plan, ask};
use crate::stage::Stage;

/// What one side reads from, and what it writes to. To a program a pipe and a network connection are the same: a file.
pub(super) type Ends = [File; 2];

/// Asks over two pipes.
pub(super) fn pipes(stage: &Stage, id: &'static str, plan: Plan) -> io::Result<()> {
    let ((from_client, to_server), (from_server, to_client)) = (io::pipe()?, io::pipe()?);
    let ends = |from: OwnedFd, to: OwnedFd| [File::from(from), File::from(to)];
    let server = ends(from_client.into(), to_client.into());
    ask(stage, &stage.cell(id), plan, ends(from_server.into(), to_server.into()), server);
    Ok(())
}

/// Asks over a connection of the network, on the loopback device.
pub(super) fn network(stage: &Stage, id: &'static str, plan: Plan) {
    let cell = stage.cell(id);
    let connect = || {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let client = TcpStream::connect(listener.local_addr()?)?;
        let ends = |end: TcpStream| {
            io::Result::Ok([end.try_clone()?, end].map(|end| File::from(OwnedFd::from(end))))
        };
        Ok((ends(client)?, ends(listener.accept()?.0)?))
    };
    let connected: io::Result<_> = connect();
    match connected {
        Ok((client, server)) => ask(stage, &cell, plan, client, server),
        Err(_) => cell.skip("loopback", NO_NETWORK),
    }
}

const NO_NETWORK: (&str, &str) = (
    "a connection to 127.0.0.1 is refused here; allow the loopback device",
    "이곳에서는 127.0.0.1에 연결할 수 없습니다. 루프백 장치를 허용하세요",
);
