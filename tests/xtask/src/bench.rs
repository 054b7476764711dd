//! `cargo xtask bench`: builds what ships, then lets the benchmark measure it
//! against its peer. The build is not part of what is measured.

use crate::command::{command, shown};
use crate::run::{build, screens};
use crate::{Outcome, needs, place};

/// Measures start and memory (P1, P3).
pub(crate) fn bench(arguments: &[String]) -> Outcome {
    let mut profile = "release".to_owned();
    let mut measure = command("node");
    measure.arg(place::tests().join("bench/startup.mjs"));
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "startup" => {}
            "--quick" | "--json" => {
                measure.arg(argument);
            }
            "--profile" => {
                profile = rest.next().cloned().ok_or("--profile needs a name: release, desk or dev.")?;
            }
            other => {
                return Err(format!("cargo xtask bench does not know “{other}”; it knows startup, --quick, --json."));
            }
        }
    }
    needs::install(&[needs::BUILD, needs::WINDOW])?;
    screens()?;
    build(&profile)?;
    measure.arg("--profile").arg(&profile).arg("--binary").arg(place::built(&profile, "keywright"));
    shown("The benchmark", measure)
}
