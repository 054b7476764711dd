//! `cargo xtask test`: every check and test there is, cheapest first, stopping
//! at the first that fails. What a test needs is installed; a real part that is
//! missing is a failure, never a reason to leave a test out.

use std::path::{Path, PathBuf};

use crate::command::{WORKSPACE, cargo, command, node_tool};
use crate::steps::Steps;
use crate::tally::Runner;
use crate::{Outcome, licences, needs, node, place};

const STEPS: usize = 17;

/// Runs everything and ends with the count of all tests.
pub(crate) fn test(arguments: &[String]) -> Outcome {
    if let Some(unknown) = arguments.first() {
        return Err(format!("cargo xtask test takes no arguments; “{unknown}” is not known."));
    }
    let mut steps = Steps::new(STEPS)?;
    let outcome = everything(&mut steps);
    steps.close(outcome)
}

fn everything(steps: &mut Steps) -> Outcome {
    steps.work("what the system provides", || {
        node::check()?;
        needs::install(&[needs::BUILD, needs::WINDOW, needs::BROWSER, needs::PORTAL, needs::SCREEN_READER])
    })?;
    steps.check("format", cargo(&["fmt", "--all", "--check", "--", "--color", "never"]))?;
    javascript(steps)?;
    rust(steps)?;
    driven(steps)
}

/// The screens, before cargo: the shell carries what they build to.
fn javascript(steps: &mut Steps) -> Outcome {
    let (ui, tests) = (place::ui(), place::tests());
    for (name, package) in [("packages of the screens", &ui), ("packages of the tests", &tests)] {
        match node::install(package) {
            Some(npm) => steps.check(name, npm)?,
            None => steps.work(name, || Ok(()))?,
        }
    }
    let biome = "@biomejs/biome/bin/biome";
    steps.check("lint of the screens", node_tool(&ui, biome, &["ci", "."]))?;
    steps.check("types of the screens", node_tool(&ui, "typescript/bin/tsc", &["--noEmit"]))?;
    let report = steps.report("screens");
    steps.tests("screens", vitest(&ui, &[], &report), Runner::Vitest(&report))?;
    steps.check("build of the screens", node_tool(&ui, "vite/bin/vite.js", &["build"]))?;
    steps.check("lint of the tests", node_tool(&tests, biome, &["ci", "."]))?;
    steps.check("types of the tests", node_tool(&tests, "typescript/bin/tsc", &["--noEmit"]))
}

fn rust(steps: &mut Steps) -> Outcome {
    let mut clippy = cargo(&["clippy"]);
    clippy.args(WORKSPACE).args(["--all-targets", "--", "-D", "warnings"]);
    steps.check("lint of the code", clippy)?;
    // Only now has cargo everything that the list is read from.
    steps.work("licences of what is shipped", licences::check)?;
    let mut build = cargo(&["build"]);
    build.args(WORKSPACE).arg("--all-targets");
    steps.check("build of the code", build)?;
    let mut tests = cargo(&["test", "--no-fail-fast"]);
    tests.args(WORKSPACE);
    steps.tests("core, shell, stories, contract, tidy", tests, Runner::Cargo)?;
    steps.tests("chores", cargo(&["test", "--package", "xtask"]), Runner::Cargo)
}

/// What a person meets: the screens in a browser, then the real window.
fn driven(steps: &mut Steps) -> Outcome {
    let tests = place::tests();
    let report = steps.report("browser");
    steps.tests("browser", vitest(&tests, &["--project", "browser"], &report), Runner::Vitest(&report))?;
    let mut window = command("node");
    window.current_dir(&tests).args(["--test", "--test-concurrency=1", "--test-reporter=spec"]);
    window.args(window_tests()?).env("KEYWRIGHT_BINARY", place::built("dev", "keywright"));
    steps.tests("real window", window, Runner::Node)
}

/// Vitest in this package, with its report as JSON beside what it prints.
pub(crate) fn vitest(package: &Path, arguments: &[&str], report: &Path) -> std::process::Command {
    let mut vitest = node_tool(package, "vitest/vitest.mjs", &["run"]);
    vitest
        .args(arguments)
        .args(["--reporter=default", "--reporter=json"])
        .arg(format!("--outputFile.json={}", report.display()));
    vitest
}

/// The files of the real window's tests, in the order of their names.
pub(crate) fn window_tests() -> Outcome<Vec<PathBuf>> {
    let folder = place::tests().join("shell");
    let entries = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    Ok(files)
}
