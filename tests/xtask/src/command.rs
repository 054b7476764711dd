//! Commands as the chores use them: from the project's folder, without colours
//! and without a terminal to ask questions on.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::{Outcome, place};

/// The features and packages of every debug build: one selection, so that no
/// crate is compiled twice. The chores themselves are left out, because they
/// run while this builds.
pub(crate) const WORKSPACE: [&str; 5] =
    ["--workspace", "--exclude", "xtask", "--features", "keywright/custom-protocol"];

/// A command in the project's folder.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command
        .current_dir(place::root())
        .stdin(Stdio::null())
        .env("CARGO_TERM_COLOR", "never")
        .env("CARGO_TERM_PROGRESS_WHEN", "never")
        .env("NO_COLOR", "1")
        .env("FORCE_COLOR", "0")
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("CARGO");
    // What cargo tells this process about its own package is not meant for others.
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("CARGO_PKG_") || name == "CARGO_MANIFEST_DIR" {
            command.env_remove(&name);
        }
    }
    command
}

/// Cargo, with the arguments in one line.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = command("cargo");
    cargo.args(arguments);
    cargo
}

/// A tool of an npm package, started by node itself so that no shell is needed.
pub(crate) fn node_tool(package: &Path, script: &str, arguments: &[&str]) -> Command {
    let mut node = command("node");
    node.current_dir(package).arg(package.join("node_modules").join(script)).args(arguments);
    node
}

/// Runs it with its output shown, and says what failed.
pub(crate) fn shown(what: &str, mut command: Command) -> Outcome {
    let status = command.status().map_err(|error| format!("{what} could not start: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{what} failed ({status}).")) }
}

/// What a command prints; `None` where it is not there or fails.
pub(crate) fn answer(program: &str, arguments: &[&str]) -> Option<String> {
    let output = command(program).args(arguments).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The program's place on the search path.
pub(crate) fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}
