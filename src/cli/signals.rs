//! Ctrl-C at any point: running demos are ended, the terminal is made sane, the code is 130.

use std::thread;

use console::Term;
use nix::sys::termios::{self, SetArg};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::lab;

/// Watches for signals from now on, in a thread of its own.
pub(crate) fn watch() {
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM, SIGHUP]) else { return };
    let sane = termios::tcgetattr(std::io::stdin()).ok();
    let watching = thread::Builder::new().name("signals".to_owned()).spawn(move || {
        if let Some(signal) = signals.forever().next() {
            lab::end_running_trials();
            if let Some(sane) = &sane {
                // A prompt may have left the terminal without echo and with its cursor hidden.
                let _ = termios::tcsetattr(std::io::stdin(), SetArg::TCSANOW, sane);
                let term = Term::stdout();
                let _ = term.show_cursor();
                let _ = term.write_line("");
            }
            leave(128 + signal);
        }
    });
    drop(watching);
}

#[expect(clippy::disallowed_methods, reason = "the end after a signal: nobody is left to return to")]
fn leave(code: i32) {
    std::process::exit(code);
}
