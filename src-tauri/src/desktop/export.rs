//! Writing a list of credentials to a file: where it goes, and the job that writes it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use keywright_core::file;
use keywright_core::list_export::{ExportListRequest, ListExport};
use serde::Serialize;

use super::SaveAnswer;
use super::flows::holds_a_file;
use crate::error::{Answer, CommandError};
use crate::shell::Shell;

/// What the beginning of a list export came to.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum ExportAnswer {
    /// A job writes the file; it is there once the job has finished.
    Begun {
        /// The job.
        job: u32,
        /// Where it will be.
        path: String,
        /// The folder that it will be in.
        folder: String,
        /// Its name in that folder.
        file: String,
    },
    /// The save dialog was closed; nothing is written.
    Dismissed,
    /// There is no save dialog; nothing is written.
    NoDialog {
        /// A path to offer.
        suggestion: String,
    },
}

/// Begins to write the list to the path of `request`, or where the person says in the desktop's own dialog. A file that
/// is there is replaced only where the request or the dialog says so.
///
/// # Errors
/// `file_exists` on the field `path` where one is there that must not be replaced; `file_not_written` on that field
/// where it cannot be written, as far as can be told before; as the core.
pub fn export_list(shell: &Shell, request: ExportListRequest) -> Answer<ExportAnswer> {
    let list = shell.app()?.list_export(&request)?;
    if let Some(path) = request.path {
        return begin(shell, list, Path::new(&path), request.replace);
    }
    match shell.desktop().save_dialog(&list.suggested) {
        // The dialog has asked already whether to replace a file.
        SaveAnswer::Chosen(path) => begin(shell, list, &path, true),
        SaveAnswer::Dismissed => Ok(ExportAnswer::Dismissed),
        SaveAnswer::Missing => {
            let suggestion = shell.desktop().downloads().join(&list.suggested).to_string_lossy().into_owned();
            Ok(ExportAnswer::NoDialog { suggestion })
        }
    }
}

fn begin(shell: &Shell, list: ListExport, path: &Path, replace: bool) -> Answer<ExportAnswer> {
    file::check(path)?;
    if !replace && holds_a_file(path) {
        return Err(CommandError::file_exists(path));
    }
    let (app, to) = (Arc::clone(&shell.app()?), PathBuf::from(path));
    let last = shell.last_file().clone();
    let job = shell.jobs().begin(list.total(), move |watch| {
        let rows = app.save_list(&list, &to, replace, watch)?;
        last.keep(to);
        Ok(rows)
    })?;
    let name =
        |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned()).unwrap_or_default();
    let (folder, file) = (name(path.parent().and_then(Path::file_name)), name(path.file_name()));
    Ok(ExportAnswer::Begun { job, path: path.display().to_string(), folder, file })
}
