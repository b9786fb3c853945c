//! The program: everything is behind the door in `cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    ttl::cli::main()
}
