//! Ctrl-C at any point: running demos are ended, the terminal is made sane, the code is 130.

use std::sync::{Mutex, OnceLock};
use std::thread;

use console::Term;
use nix::sys::termios::{self, SetArg, Termios};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::lab;
use crate::screen;

/// The terminal as it was before anybody asked anything.
static SANE: OnceLock<Mutex<Termios>> = OnceLock::new();

/// Watches for signals from now on, in a thread of its own.
pub(crate) fn watch() {
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM, SIGHUP]) else { return };
    if let Ok(sane) = termios::tcgetattr(std::io::stdin()) {
        let _ = SANE.set(Mutex::new(sane));
    }
    let watching = thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            if signal == SIGINT && lab::was_for_editor() {
                continue;
            }
            lab::end_running_trials();
            restore();
            leave(128 + signal);
        }
    });
    drop(watching);
}

/// Gives the terminal back as it was: a prompt may have left it without echo and with its cursor hidden.
pub(crate) fn restore() {
    screen::leave_board();
    let term = Term::stdout();
    if let (Some(sane), true) = (SANE.get().and_then(|sane| sane.lock().ok()), term.is_term()) {
        let _ = termios::tcsetattr(std::io::stdin(), SetArg::TCSANOW, &sane);
        let _ = term.show_cursor();
        let _ = term.write_line("");
    }
}

#[expect(clippy::disallowed_methods, reason = "the end after a signal: nobody is left to return to")]
fn leave(code: i32) {
    std::process::exit(code);
}
