//! Where the data folder is, and what an instance that has it open is called.
//! Knows nothing of what lies in the folder, and makes nothing.

use std::env;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// The identifier of the application, as `tauri.conf.json` gives it.
pub const IDENTIFIER: &str = "dev.keywright.app";

/// The folder that holds the vault where none is named: `$XDG_DATA_HOME/keywright` (else
/// `~/.local/share/keywright`), `~/Library/Application Support/Keywright`, `%LOCALAPPDATA%\Keywright`.
/// `None` where the account has no home.
pub fn platform_folder() -> Option<PathBuf> {
    let absolute = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    if cfg!(windows) {
        return absolute("LOCALAPPDATA").map(|folder| folder.join("Keywright"));
    }
    let home = env::home_dir().filter(|home| home.is_absolute());
    if cfg!(target_os = "macos") {
        return home.map(|home| home.join("Library/Application Support/Keywright"));
    }
    absolute("XDG_DATA_HOME").or_else(|| home.map(|home| home.join(".local/share"))).map(|data| data.join("keywright"))
}

/// The one spelling of `folder`, whether it exists yet or not: absolute, links resolved as far
/// as the path exists.
pub fn canonical(folder: &Path) -> PathBuf {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    for ancestor in absolute.ancestors() {
        if let (Ok(real), Ok(rest)) = (ancestor.canonicalize(), absolute.strip_prefix(ancestor)) {
            return if rest.as_os_str().is_empty() { real } else { real.join(rest) };
        }
    }
    absolute
}

/// The name that an instance with `folder` open claims on the session bus: one for each folder.
pub fn instance_name(folder: &Path) -> String {
    let hash = Sha256::digest(canonical(folder).as_os_str().as_encoded_bytes());
    // A part of a bus name may not begin with a digit.
    format!("{IDENTIFIER}.v{}", keywright_core::secret::hex(&hash[..8]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_spellings_of_a_folder_are_one_instance() {
        let home = std::env::temp_dir();
        let plain = home.join("keywright-none").join("vault");
        let winding = home.join("keywright-none").join("vault").join(".");
        assert_eq!(instance_name(&plain), instance_name(&winding));
        assert_ne!(instance_name(&plain), instance_name(&home));
    }

    #[test]
    fn the_name_is_one_that_a_bus_takes() {
        let name = instance_name(Path::new("/"));
        assert!(name.len() < 200);
        assert!(name.split('.').all(|part| part.starts_with(|first: char| first.is_ascii_alphabetic())));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_folder_is_that_folder() {
        let base = std::env::temp_dir().join(format!("keywright-place-{}", std::process::id()));
        std::fs::create_dir_all(base.join("real")).unwrap();
        std::os::unix::fs::symlink(base.join("real"), base.join("link")).unwrap();
        assert_eq!(canonical(&base.join("link/vault")), canonical(&base.join("real/vault")));
        std::fs::remove_dir_all(&base).unwrap();
    }
}
