//! `toil issue DIR`, `toil block DIR`, `toil block-locked DIR` and `toil export DIR` work in DIR until they are killed;
//! `toil keep DIR` makes the vault of the newest schema version, to be kept beside the tests.

use std::path::PathBuf;
use std::process::ExitCode;

use acceptance::toil::{block_for_ever, export_for_ever, issue_for_ever, keep, say_aloud};

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let verb = arguments.next().unwrap_or_default();
    let folder = PathBuf::from(arguments.next().unwrap_or_default());
    let done = match verb.to_str() {
        Some("issue") => issue_for_ever(&folder, &mut say_aloud),
        Some("block") => block_for_ever(&folder, false, &mut say_aloud),
        Some("block-locked") => block_for_ever(&folder, true, &mut say_aloud),
        Some("export") => export_for_ever(&folder, &mut say_aloud),
        Some("keep") => keep(&folder),
        _ => {
            eprintln!("toil issue DIR | toil block DIR | toil block-locked DIR | toil export DIR | toil keep DIR");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
