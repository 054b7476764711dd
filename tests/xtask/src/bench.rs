//! `cargo xtask bench`: builds what ships, then lets the benchmarks measure it
//! against its peers. The build is not part of what is measured.

use std::path::PathBuf;

use crate::command::{cargo, command, shown};
use crate::needs::Need;
use crate::run::{build, quiet, screens};
use crate::{Outcome, needs, place};

/// One benchmark, by the name that it is asked for with.
struct Bench {
    name: &'static str,
    /// What it needs beside the build and the window: its peers.
    needs: &'static [Need],
    /// What drives the real window, in `tests/bench`.
    window: Option<&'static str>,
    /// What measures the core without one: a program of the acceptance tests.
    core: Option<&'static str>,
}

const BENCHES: &[Bench] = &[
    // P1, P2, P3.
    Bench { name: "startup", needs: &[], window: Some("startup.mjs"), core: None },
    // P4, P7, P11 in the window; P5, P6 in the core.
    Bench { name: "table", needs: needs::TABLE_PEERS, window: Some("table.mjs"), core: Some("bench-table") },
];

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    names: Vec<&'static str>,
    profile: String,
    /// Handed on as they are.
    flags: Vec<&'static str>,
}

/// Measures what is named, or everything.
pub(crate) fn bench(arguments: &[String]) -> Outcome {
    let asked = parse(arguments)?;
    let chosen: Vec<_> = BENCHES.iter().filter(|bench| asked.names.contains(&bench.name)).collect();
    let mut lists = vec![needs::BUILD, needs::WINDOW];
    lists.extend(chosen.iter().map(|bench| bench.needs));
    needs::install(&lists)?;
    screens()?;
    for bench in chosen {
        if let Some(script) = bench.window {
            build(&asked.profile)?;
            let mut measure = command("node");
            measure.arg(place::tests().join("bench").join(script)).args(&asked.flags);
            measure.arg("--profile").arg(&asked.profile).arg("--target").arg(place::target());
            measure.arg("--binary").arg(place::built(&asked.profile, "keywright"));
            shown(&format!("The benchmark {} in the window", bench.name), measure)?;
        }
        if let Some(name) = bench.core {
            let mut measure = command(core_program(name, &asked.profile)?);
            measure.args(&asked.flags);
            shown(&format!("The benchmark {} in the core", bench.name), measure)?;
        }
    }
    Ok(())
}

/// Builds a benchmark of the core.
fn core_program(name: &str, profile: &str) -> Outcome<PathBuf> {
    eprintln!("Building the benchmark {name} of the core (profile {profile}) …");
    let mut build = cargo(&["build", "--package", "acceptance", "--bin", name, "--profile", profile]);
    build.env_remove("CARGO_TERM_PROGRESS_WHEN");
    shown("The build of the benchmark", quiet(build))?;
    Ok(place::built(profile, name))
}

fn parse(arguments: &[String]) -> Outcome<Asked> {
    let mut asked = Asked { names: Vec::new(), profile: "release".to_owned(), flags: Vec::new() };
    let mut rest = arguments.iter().map(String::as_str);
    while let Some(argument) = rest.next() {
        match argument {
            "--quick" => asked.flags.push("--quick"),
            "--json" => asked.flags.push("--json"),
            "--profile" => {
                asked.profile = rest.next().ok_or("--profile needs a name: release, desk or dev.")?.to_owned();
            }
            name => match BENCHES.iter().find(|bench| bench.name == name) {
                Some(bench) => asked.names.push(bench.name),
                None => {
                    let known: Vec<_> = BENCHES.iter().map(|bench| bench.name).collect();
                    return Err(format!(
                        "cargo xtask bench does not know “{name}”; it knows {}, --quick, --json.",
                        known.join(", ")
                    ));
                }
            },
        }
    }
    if asked.names.is_empty() {
        asked.names = BENCHES.iter().map(|bench| bench.name).collect();
    }
    Ok(asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Outcome<Asked> {
        parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn all_are_measured_where_none_is_named() {
        let all = parsed("--quick").unwrap();
        assert_eq!(all.names, ["startup", "table"]);
        assert_eq!((all.profile.as_str(), all.flags.as_slice()), ("release", ["--quick"].as_slice()));
    }

    #[test]
    fn one_is_measured_by_its_name() {
        let one = parsed("table --json --profile desk").unwrap();
        assert_eq!(one.names, ["table"]);
        assert_eq!((one.profile.as_str(), one.flags.as_slice()), ("desk", ["--json"].as_slice()));
    }

    #[test]
    fn what_is_not_known_is_named() {
        assert!(parsed("tabel").unwrap_err().contains("“tabel”"));
        assert!(parsed("--profile").is_err());
    }
}
