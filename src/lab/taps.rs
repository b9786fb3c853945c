//! The two pipes of a child, read as they fill, each up to a limit.
//!
//! Deliberately missing: lines and their meaning. Bytes are put aside and nothing else is done with them.

use std::collections::VecDeque;
use std::future::pending;
use std::io;

use tokio::io::AsyncReadExt;
use tokio::net::unix::pipe::Receiver;

/// More than this on either pipe, in bytes, and nobody reads it any more.
const FLOOD: usize = 8 << 20;
/// How much of the complaints is kept, in bytes.
const COMPLAINTS: usize = 4 << 10;
/// What one read takes, in bytes: as much as a pipe holds.
const GULP: usize = 64 << 10;

/// Both pipes and what came out of them.
pub(super) struct Taps {
    output: Option<Receiver>,
    complaints: Option<Receiver>,
    gulp: Box<[u8]>,
    kept_output: Vec<u8>,
    kept_complaints: VecDeque<u8>,
    n_complaints: usize,
}

impl Taps {
    pub(super) fn new(output: Option<Receiver>, complaints: Option<Receiver>) -> Self {
        Taps {
            output,
            complaints,
            gulp: vec![0; GULP].into_boxed_slice(),
            kept_output: Vec::new(),
            kept_complaints: VecDeque::new(),
            n_complaints: 0,
        }
    }

    /// Waits until one of the pipes gave something or ended; for ever when both have ended.
    pub(super) async fn read(&mut self) {
        // A second buffer, since both reads wait at once; complaints are short.
        let mut sip = [0; 4 << 10];
        tokio::select! {
            biased;
            n = draw(self.output.as_mut(), &mut self.gulp) => match n {
                Ok(n) if n > 0 => self.keep_output(n),
                _ => self.output = None,
            },
            n = draw(self.complaints.as_mut(), &mut sip) => match n {
                Ok(n) if n > 0 => self.keep_complaints(&sip[..n]),
                _ => self.complaints = None,
            },
        }
    }

    /// Reads until both pipes have ended or flooded.
    pub(super) async fn read_all(&mut self) {
        while (self.output.is_some() || self.complaints.is_some()) && !self.flooded() {
            self.read().await;
        }
    }

    /// Whether more was written than anybody reads.
    pub(super) fn flooded(&self) -> bool {
        self.kept_output.len() > FLOOD || self.n_complaints > FLOOD
    }

    /// The output, and the last of the complaints.
    pub(super) fn close(self) -> (Vec<u8>, String) {
        let complaints = Vec::from(self.kept_complaints);
        // The cut may lie inside a character: its rest says nothing.
        let cut = complaints.len() < self.n_complaints;
        let whole = complaints.iter().position(|byte| !cut || byte & 0xC0 != 0x80).unwrap_or(0);
        (self.kept_output, String::from_utf8_lossy(&complaints[whole..]).into_owned())
    }

    fn keep_output(&mut self, n: usize) {
        if self.kept_output.len() <= FLOOD {
            self.kept_output.extend_from_slice(&self.gulp[..n]);
        }
    }

    fn keep_complaints(&mut self, new: &[u8]) {
        self.n_complaints = self.n_complaints.saturating_add(new.len());
        self.kept_complaints.extend(new);
        let surplus = self.kept_complaints.len().saturating_sub(COMPLAINTS);
        self.kept_complaints.drain(..surplus);
    }
}

async fn draw(pipe: Option<&mut Receiver>, into: &mut [u8]) -> io::Result<usize> {
    match pipe {
        Some(pipe) => pipe.read(into).await,
        None => pending().await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_complaints_are_kept_and_no_half_character() {
        let mut taps = Taps::new(None, None);
        taps.keep_complaints("말".repeat(COMPLAINTS).as_bytes());
        taps.keep_complaints(b"!");
        let (_, complaints) = taps.close();
        assert!(complaints.starts_with('말') && complaints.ends_with("말!"), "{complaints}");
        assert!(complaints.len() <= COMPLAINTS);
    }
}
