//! The bridge's command line.

use std::path::PathBuf;
use std::time::Duration;

use acceptance::apart::refuse_own_folder;
use acceptance::clock::instant;
use keywright::{arguments, place};
use keywright_core::clock::Moment;

/// What `--help` prints.
pub(crate) const USAGE: &str = "\
Usage: bridge --data-dir DIR --port N [OPTIONS]

Serves the application's real commands, and its page, over HTTP on 127.0.0.1. For tests only.

      --data-dir DIR           Open the vault in DIR; the account's own is refused
      --port N                 Listen on this port; 0 takes a free one
      --keychain memory|os     A keychain in memory (the default), or the desktop's under a test name
      --keychain-file PATH     Keep the items of the keychain in memory in PATH
      --now RFC3339            Let the clock stand at this instant
      --tz ZONE                Take ZONE for the system's time zone
      --operator UID[:NAME]    Take this account for the one that sits at the application
      --clipboard-seconds N    Clear a copied Secret Key after N seconds (1 to 45), whatever the settings say
";

/// Which keychain protects the vault.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum KeychainKind {
    /// In memory, its items kept in a file where one is given.
    Memory(Option<PathBuf>),
    /// The desktop's, under a test name.
    Os,
}

/// How the bridge is to run.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    pub(crate) data_dir: PathBuf,
    pub(crate) port: u16,
    pub(crate) keychain: KeychainKind,
    pub(crate) now: Option<Moment>,
    pub(crate) zone: Option<String>,
    pub(crate) operator: Option<(String, String)>,
    pub(crate) clipboard_time: Option<Duration>,
}

/// Reads the arguments that follow the program's name.
///
/// # Errors
/// A sentence that names what is wrong.
pub(crate) fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Options, String> {
    let (mut data_dir, mut port, mut os, mut file) = (None, None, false, None);
    let (mut now, mut zone, mut operator) = (None, None, None);
    let mut clipboard_time = None;
    let mut rest = arguments.into_iter();
    while let Some(name) = rest.next() {
        let value = rest.next().ok_or_else(|| format!("{name} needs a value, or is not known."))?;
        match name.as_str() {
            "--data-dir" => data_dir = Some(PathBuf::from(value)),
            "--port" => port = Some(value.parse().map_err(|_| format!("“{value}” is no port."))?),
            "--keychain" => os = keychain_is_os(&value)?,
            "--keychain-file" => file = Some(PathBuf::from(value)),
            "--now" => now = Some(instant(&value)?),
            "--tz" => zone = Some(value),
            "--operator" => operator = Some(account(&value)),
            "--clipboard-seconds" => clipboard_time = Some(arguments::seconds(value.as_ref())?),
            _ => return Err(format!("There is no argument {name}.")),
        }
    }
    let data_dir: PathBuf = data_dir.ok_or("--data-dir is missing.")?;
    refuse_own_folder(&data_dir, place::platform_folder().as_deref())?;
    let keychain = if os { KeychainKind::Os } else { KeychainKind::Memory(file) };
    let port = port.ok_or("--port is missing.")?;
    Ok(Options { data_dir, port, keychain, now, zone, operator, clipboard_time })
}

fn keychain_is_os(value: &str) -> Result<bool, String> {
    match value {
        "memory" => Ok(false),
        "os" => Ok(true),
        _ => Err(format!("--keychain takes memory or os, not “{value}”.")),
    }
}

fn account(value: &str) -> (String, String) {
    let (account, name) = value.split_once(':').unwrap_or((value, value));
    (account.into(), name.into())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn parsed(line: &str) -> Result<Options, String> {
        parse(line.split_whitespace().map(String::from))
    }

    #[test]
    fn everything_that_can_be_said_is_read() {
        let line = "--data-dir /tmp/kw-x --port 4173 --keychain memory --keychain-file /tmp/kw-k --now \
                    2027-02-22T09:00:00Z --tz Europe/Oslo --operator 1000:Dana --clipboard-seconds 2";
        let options = parsed(line).unwrap();
        assert_eq!(options.data_dir, Path::new("/tmp/kw-x"));
        assert_eq!(options.port, 4173);
        assert_eq!(options.keychain, KeychainKind::Memory(Some("/tmp/kw-k".into())));
        assert_eq!(options.now.unwrap().to_rfc3339(), "2027-02-22T09:00:00Z");
        assert_eq!(options.zone.as_deref(), Some("Europe/Oslo"));
        assert_eq!(options.operator, Some(("1000".into(), "Dana".into())));
        assert_eq!(options.clipboard_time, Some(Duration::from_secs(2)));
    }

    #[test]
    fn what_is_missing_or_wrong_is_named() {
        for (line, named) in [
            ("--port 1", "--data-dir"),
            ("--data-dir /tmp/kw-x", "--port"),
            ("--data-dir /tmp/kw-x --port", "--port"),
            ("--data-dir /tmp/kw-x --port many", "many"),
            ("--data-dir /tmp/kw-x --port 1 --keychain tin", "tin"),
            ("--data-dir /tmp/kw-x --port 1 --now today", "today"),
            ("--data-dir /tmp/kw-x --port 1 --colour red", "--colour"),
        ] {
            let problem = parsed(line).unwrap_err();
            assert!(problem.contains(named), "{line}: {problem}");
        }
    }

    #[test]
    fn the_own_vault_is_refused_from_above_and_below() {
        let own = Path::new("/home/dana/.local/share/keywright");
        for folder in ["/home/dana/.local/share/keywright", "/home/dana/.local/share/keywright/x", "/home/dana"] {
            assert!(refuse_own_folder(Path::new(folder), Some(own)).is_err(), "{folder}");
        }
        assert!(refuse_own_folder(Path::new("/tmp/keywright"), Some(own)).is_ok());
    }
}
