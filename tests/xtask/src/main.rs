//! The project's chores behind one command: `cargo xtask run | test | shots | bench | faults`.
//! It builds without the application and without its headers, because it is
//! what installs them.

mod bench;
mod command;
mod faults;
mod licences;
mod needs;
mod node;
mod place;
mod run;
mod shots;
mod steps;
mod tally;
mod test;

use std::process::ExitCode;

/// What a chore answers: nothing, or the sentence that says why it stopped.
pub(crate) type Outcome<T = ()> = Result<T, String>;

const USAGE: &str = "\
usage: cargo xtask <chore>

  run [-- ARGUMENTS]              install what is missing, build, open the application;
                                  without a display, walk it through its main job
  test                            install what is missing and run every check and test
  shots DIR | --readme            picture every screen and state, light and dark
  bench [startup | table] [--quick] [--json] [--profile NAME]
                                  measure against the peers, interleaved; all, where none is named
  faults [F1 …] [--rounds N] [--json]
                                  inject faults, and say whether what was promised holds
  licences [--check]              write, or check, the list of licences that About shows";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rest = arguments.get(1..).unwrap_or_default();
    let own = rest.iter().take_while(|argument| *argument != "--");
    if own.into_iter().any(|argument| argument == "--help" || argument == "-h") {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    let outcome = match arguments.first().map(String::as_str) {
        Some("run") => run::run(rest),
        Some("test") => test::test(rest),
        Some("shots") => shots::shots(rest),
        Some("bench") => bench::bench(rest),
        Some("faults") => faults::faults(rest),
        Some("licences") => licences::licences(rest),
        Some("help" | "--help" | "-h") => {
            println!("{USAGE}");
            Ok(())
        }
        Some(other) => Err(format!("There is no chore “{other}”.\n\n{USAGE}")),
        None => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
