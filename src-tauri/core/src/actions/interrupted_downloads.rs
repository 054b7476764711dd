//! What a kill in the midst of a download can leave, and how it goes. Not a verb of the administrator's.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::app::App;
use crate::error::Result;
use crate::store::audit_log;

/// How far back in the audit log a download may have been begun.
const ENTRIES: u32 = 256;

/// The folders of downloads that were begun and neither finished nor failed, where
/// [`file::remove_parts`](crate::file::remove_parts) may find something. For the start, before any download.
///
/// # Errors
/// What SQLite reports.
pub fn interrupted_downloads(app: &App) -> Result<BTreeSet<PathBuf>> {
    let entries = app.store.read(|connection| audit_log::newest(connection, ENTRIES))?;
    let mut ended = BTreeSet::new();
    let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
    for entry in entries {
        let Ok(body) = serde_json::from_slice::<serde_json::Value>(&entry.bytes) else { continue };
        let Some(path) = body["detail"].as_str() else { continue };
        match body["action"].as_str() {
            Some("finish_download" | "fail_download" | "finish_download_again" | "fail_download_again") => {
                ended.insert(path.to_owned());
            }
            Some("begin_download" | "begin_download_again") if !ended.remove(path) => {
                folders.extend(Path::new(path).parent().map(Path::to_owned));
            }
            _ => {}
        }
    }
    Ok(folders)
}
