//! `cargo xtask shots DIR`: a picture of every screen, dialog and state, from
//! the list in `tests/ui/shots.ts`, taken over the bridge with sample data.

use std::path::PathBuf;

use crate::command::{WORKSPACE, cargo, node_tool, shown};
use crate::run::{quiet, screens};
use crate::{Outcome, needs, node, place};

/// Writes the pictures into the folder, or with `--readme` the few that the README shows.
pub(crate) fn shots(arguments: &[String]) -> Outcome {
    let readme = arguments.iter().any(|argument| argument == "--readme");
    let folder = arguments.iter().find(|argument| !argument.starts_with("--"));
    let folder = match (folder, readme) {
        (Some(folder), _) => {
            std::path::absolute(PathBuf::from(folder)).map_err(|error| format!("{folder}: {error}"))?
        }
        (None, true) => place::root().join("docs/pictures"),
        (None, false) => {
            return Err("cargo xtask shots needs the folder for the pictures.".to_owned());
        }
    };
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    needs::install(&[needs::BUILD, needs::BROWSER])?;
    screens()?;
    let tests = place::tests();
    if let Some(npm) = node::install(&tests) {
        eprintln!("Installing the tests' packages (npm ci in tests) …");
        shown("npm ci", npm)?;
    }
    eprintln!("Building the bridge …");
    let mut build = cargo(&["build"]);
    build.args(WORKSPACE).arg("--all-targets");
    shown("The build of the bridge", quiet(build))?;
    let mut vitest = node_tool(&tests, "vitest/vitest.mjs", &["run", "--project", "shots"]);
    vitest.env("KEYWRIGHT_SHOTS", &folder);
    if readme {
        vitest.env("KEYWRIGHT_SHOTS_OF", "readme");
    }
    shown("Taking the pictures", vitest)?;
    println!("The pictures are in {}", folder.display());
    Ok(())
}
