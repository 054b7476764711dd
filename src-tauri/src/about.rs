//! What this application is and what it runs on. Knows no vault.

use keywright_core::store::vaults;
use serde::Serialize;

use crate::desktop::Desktop;

/// Versions, for whoever reports a fault.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct About {
    /// The application's.
    pub version: String,
    /// SQLite's.
    pub sqlite: String,
    /// That of what draws the page.
    pub webview: String,
    /// The operating system and the processor that this was built for.
    pub system: String,
}

/// What this is, on `desktop`.
pub fn about(desktop: &dyn Desktop) -> About {
    About {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        sqlite: vaults::sqlite_version().to_owned(),
        webview: desktop.web_view(),
        system: format!("{}, {}", system_name(), std::env::consts::ARCH),
    }
}

/// The system's own name for itself, as os-release(5) has it; otherwise what kind of system it is.
fn system_name() -> String {
    let release = ["/etc/os-release", "/usr/lib/os-release"];
    let text = release.iter().find_map(|path| std::fs::read_to_string(path).ok());
    text.as_deref().and_then(pretty_name).unwrap_or_else(|| std::env::consts::OS.to_owned())
}

fn pretty_name(release: &str) -> Option<String> {
    let value = release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
    let name = value.trim().trim_matches(['"', '\'']);
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_systems_name_is_its_own() {
        let release = "NAME=\"Debian GNU/Linux\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nVERSION_ID=\"12\"\n";
        assert_eq!(pretty_name(release).as_deref(), Some("Debian GNU/Linux 12 (bookworm)"));
        assert_eq!(pretty_name("PRETTY_NAME=Plain\n").as_deref(), Some("Plain"));
        assert_eq!(pretty_name("PRETTY_NAME=\"\"\n"), None);
        assert_eq!(pretty_name("NAME=x\n"), None);
    }
}
