//! The command line, read before anything else is started.
//! Knows nothing of what the values are used for.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::time::Duration;

/// The most seconds that the command line can keep a Secret Key on the clipboard for.
const CLIPBOARD_SECONDS: u64 = 45;

/// What `--help` prints.
pub const HELP: &str = "\
Keywright generates, protects, hands out, checks and retires API credentials.

Usage: keywright [OPTIONS]

Options:
      --data-dir DIR           Open the vault in DIR instead of this account's own
      --clipboard-seconds N    Clear a copied Secret Key after N seconds (1 to 45),
                               whatever the settings say. For tests
  -h, --help                   Print this and end
  -V, --version                Print the version and end
";

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    /// Print the help.
    Help,
    /// Print the version.
    Version,
    /// Open the window.
    Run(Options),
}

/// How the window is to be opened.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    /// The data folder, where one is named.
    pub data_dir: Option<PathBuf>,
    /// How long a Secret Key stays on the clipboard, whatever the settings say.
    pub clipboard_time: Option<Duration>,
}

/// Reads the arguments that follow the program's name.
///
/// # Errors
/// A sentence that names the argument which is not understood.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Asked, String> {
    let mut options = Options { data_dir: None, clipboard_time: None };
    let mut rest = arguments.into_iter();
    while let Some(argument) = rest.next() {
        let (name, joined) = split(&argument);
        let mut value = |what: &str| {
            joined
                .clone()
                .or_else(|| rest.next())
                .filter(|value| !value.is_empty())
                .ok_or(format!("{name} needs {what}."))
        };
        match name.as_str() {
            "-h" | "--help" => return Ok(Asked::Help),
            "-V" | "--version" => return Ok(Asked::Version),
            "--data-dir" => options.data_dir = Some(value("a folder")?.into()),
            "--clipboard-seconds" => options.clipboard_time = Some(seconds(&value("a number")?)?),
            _ => return Err(format!("There is no argument {name}.")),
        }
    }
    Ok(Asked::Run(options))
}

/// `--name=value` as its two halves; anything else whole. Not through text: a path need not be any.
fn split(argument: &OsStr) -> (String, Option<OsString>) {
    let bytes = argument.as_encoded_bytes();
    let folder = b"--data-dir=";
    if let Some(rest) = bytes.strip_prefix(folder) {
        let text = String::from_utf8_lossy(rest).into_owned();
        let whole = argument.to_str().map_or_else(|| path_after(argument, folder.len()), |_| text.into());
        return ("--data-dir".into(), Some(whole));
    }
    let text = argument.to_string_lossy();
    match text.split_once('=') {
        Some((name, value)) if name.starts_with("--") => (name.into(), Some(value.into())),
        _ => (text.into_owned(), None),
    }
}

#[cfg(unix)]
fn path_after(argument: &OsStr, skip: usize) -> OsString {
    use std::os::unix::ffi::OsStrExt;
    OsStr::from_bytes(&argument.as_bytes()[skip..]).to_owned()
}

#[cfg(not(unix))]
fn path_after(argument: &OsStr, skip: usize) -> OsString {
    argument.to_string_lossy()[skip..].to_owned().into()
}

/// Seconds for the clipboard: 1 to 45.
///
/// # Errors
/// A sentence that says which numbers are taken.
pub fn seconds(value: &OsStr) -> Result<Duration, String> {
    value
        .to_str()
        .and_then(|text| text.parse().ok())
        .filter(|seconds| (1..=CLIPBOARD_SECONDS).contains(seconds))
        .map(Duration::from_secs)
        .ok_or_else(|| "--clipboard-seconds takes a number from 1 to 45.".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(arguments: &[&str]) -> Result<Asked, String> {
        parse(arguments.iter().map(OsString::from))
    }

    fn run(data_dir: Option<&str>, seconds: Option<u64>) -> Result<Asked, String> {
        let clipboard_time = seconds.map(Duration::from_secs);
        Ok(Asked::Run(Options { data_dir: data_dir.map(PathBuf::from), clipboard_time }))
    }

    #[test]
    fn nothing_is_the_own_vault_and_what_its_settings_say() {
        assert_eq!(asked(&[]), run(None, None));
    }

    #[test]
    fn both_spellings_of_a_value_are_read() {
        assert_eq!(asked(&["--data-dir", "/v a=ult"]), run(Some("/v a=ult"), None));
        assert_eq!(asked(&["--data-dir=/v a=ult", "--clipboard-seconds=2"]), run(Some("/v a=ult"), Some(2)));
    }

    #[test]
    fn help_and_version_win_over_what_follows() {
        assert_eq!(asked(&["--data-dir", "x", "--help", "--nonsense"]), Ok(Asked::Help));
        assert_eq!(asked(&["-V"]), Ok(Asked::Version));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (arguments, named) in [
            (vec!["--data-dir"], "--data-dir"),
            (vec!["--data-dir="], "--data-dir"),
            (vec!["--datadir", "x"], "--datadir"),
            (vec!["vault"], "vault"),
            (vec!["--clipboard-seconds", "0"], "1 to 45"),
            (vec!["--clipboard-seconds", "46"], "1 to 45"),
            (vec!["--clipboard-seconds", "-3"], "1 to 45"),
        ] {
            let problem = asked(&arguments).unwrap_err();
            assert!(problem.contains(named), "{problem}");
        }
    }

    #[test]
    fn the_help_names_every_option() {
        for option in ["--data-dir", "--clipboard-seconds", "--help", "--version"] {
            assert!(HELP.contains(option));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_need_not_be_text() {
        use std::os::unix::ffi::{OsStrExt, OsStringExt};
        let argument = OsString::from_vec(b"--data-dir=/v\xffault".to_vec());
        let Ok(Asked::Run(options)) = parse([argument]) else { panic!("not understood") };
        assert_eq!(options.data_dir.unwrap().as_os_str().as_bytes(), b"/v\xffault");
    }
}
