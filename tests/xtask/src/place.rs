//! Where things stand in the project.

use std::path::{Path, PathBuf};

/// The project's folder: two above this package.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// The screens' package.
pub(crate) fn ui() -> PathBuf {
    root().join("ui")
}

/// The package of what drives the browser and the window.
pub(crate) fn tests() -> PathBuf {
    root().join("tests")
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// A program that cargo built with this profile (`dev` builds into `debug`).
pub(crate) fn built(profile: &str, name: &str) -> PathBuf {
    let folder = if profile == "dev" { "debug" } else { profile };
    target().join(folder).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
