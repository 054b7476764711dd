//! `cargo xtask run`: everything between a fresh clone and the open window.

use std::process::Stdio;

use crate::command::{cargo, command, node_tool, shown};
use crate::{Outcome, needs, node, place};

/// Optimised, without the minutes that link-time optimisation takes.
const PROFILE: &str = "desk";

/// Installs, builds and opens; without a display, walks the same binary through its main job.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let arguments = arguments.strip_prefix(&["--".to_owned()]).unwrap_or(arguments);
    let headless = headless();
    if headless {
        needs::install(&[needs::BUILD, needs::WINDOW])?;
    } else {
        needs::install(&[needs::BUILD])?;
    }
    screens()?;
    build(PROFILE)?;
    let binary = place::built(PROFILE, "keywright");
    if headless {
        let folder = place::target().join("keywright-walk");
        println!(
            "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set). Walking {} through its main \
             job on a virtual display, with a session bus and a keychain of its own …",
            binary.display()
        );
        let mut walk = command("node");
        walk.arg(place::tests().join("shell/walk.mjs")).arg(binary).arg(folder);
        return shown("The walk", walk);
    }
    println!("Opening Keywright …");
    let mut window = command(binary);
    // The person's own terminal, colours and folder: this is the application, not a chore.
    window.args(arguments).stdin(Stdio::inherit()).env_remove("NO_COLOR").env_remove("FORCE_COLOR");
    shown("Keywright", window)
}

fn headless() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(target_os = "linux") && !set("DISPLAY") && !set("WAYLAND_DISPLAY")
}

/// Builds the screens, with their packages in step. They must stand before cargo
/// compiles the shell, which carries them.
pub(crate) fn screens() -> Outcome {
    node::check()?;
    let ui = place::ui();
    if let Some(npm) = node::install(&ui) {
        eprintln!("Installing the screens' packages (npm ci in ui) …");
        shown("npm ci", npm)?;
    }
    eprintln!("Building the screens …");
    shown("The build of the screens", quiet(node_tool(&ui, "vite/bin/vite.js", &["build", "--logLevel=warn"])))
}

/// Builds the application as it is shipped, with this profile.
pub(crate) fn build(profile: &str) -> Outcome {
    eprintln!("Building the application (profile {profile}; the first time takes some minutes) …");
    let mut build = cargo(&["build", "--package", "keywright", "--features", "custom-protocol"]);
    build.args(["--profile", profile]).env_remove("CARGO_TERM_PROGRESS_WHEN");
    shown("The build of the application", quiet(build))
}

/// Standard output is for results; what a build prints goes beside it.
pub(crate) fn quiet(mut command: std::process::Command) -> std::process::Command {
    command.stdout(std::io::stderr());
    command
}
