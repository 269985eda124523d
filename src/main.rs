//! `childalert`: the command line of the service.

use std::process::ExitCode;

fn main() -> ExitCode {
    match childalert::cli::run() {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            childalert::report::say_failure(&error);
            ExitCode::FAILURE
        }
    }
}
