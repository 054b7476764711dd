//! Writing a list of credentials, or the report of a batch, to a file: where it goes, and the job that writes it.

use std::path::{Path, PathBuf};

use keywright_core::batch::rows::BatchReportRequest;
use keywright_core::error::Result;
use keywright_core::file;
use keywright_core::job::Watch;
use keywright_core::list_export::ExportListRequest;
use serde::Serialize;

use super::SaveAnswer;
use super::flows::holds_a_file;
use crate::error::{Answer, CommandError};
use crate::shell::Shell;

/// What the beginning of an export came to.
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
    let (app, place) = (shell.app()?, Place { path: request.path.clone(), replace: request.replace });
    let list = app.list_export(&request)?;
    let (suggested, total) = (list.suggested.clone(), list.total());
    let save = move |path: &Path, replace, watch: Watch<'_>| app.save_list(&list, path, replace, watch);
    begin_somewhere(shell, place, &suggested, total, save)
}

/// Begins to write the report of a batch, as [`export_list`] has it.
///
/// # Errors
/// As [`export_list`].
pub fn save_batch_report(shell: &Shell, request: BatchReportRequest) -> Answer<ExportAnswer> {
    let (app, place) = (shell.app()?, Place { path: request.path, replace: request.replace });
    let report = app.batch_report(request.batch, request.outcome, request.bom)?;
    let (suggested, total) = (report.suggested.clone(), report.total);
    let save = move |path: &Path, replace, watch: Watch<'_>| app.save_batch_report(&report, path, replace, watch);
    begin_somewhere(shell, place, &suggested, total, save)
}

/// Where a file goes; where the person says, if that is not said.
struct Place {
    path: Option<String>,
    replace: bool,
}

fn begin_somewhere<F>(shell: &Shell, place: Place, suggested: &str, total: u32, save: F) -> Answer<ExportAnswer>
where
    F: FnOnce(&Path, bool, Watch<'_>) -> Result<u32> + Send + 'static,
{
    if let Some(path) = place.path {
        return begin(shell, Path::new(&path), place.replace, total, save);
    }
    match shell.desktop().save_dialog(suggested) {
        // The dialog has asked already whether to replace a file.
        SaveAnswer::Chosen(path) => begin(shell, &path, true, total, save),
        SaveAnswer::Dismissed => Ok(ExportAnswer::Dismissed),
        SaveAnswer::Missing => {
            let suggestion = shell.desktop().downloads().join(suggested).to_string_lossy().into_owned();
            Ok(ExportAnswer::NoDialog { suggestion })
        }
    }
}

fn begin<F>(shell: &Shell, path: &Path, replace: bool, total: u32, save: F) -> Answer<ExportAnswer>
where
    F: FnOnce(&Path, bool, Watch<'_>) -> Result<u32> + Send + 'static,
{
    file::check(path)?;
    if !replace && holds_a_file(path) {
        return Err(CommandError::file_exists(path));
    }
    let (to, last) = (PathBuf::from(path), shell.last_file().clone());
    let job = shell.jobs().begin(total, move |watch| {
        let rows = save(&to, replace, watch)?;
        last.keep(to);
        Ok(rows)
    })?;
    let name =
        |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned()).unwrap_or_default();
    let (folder, file) = (name(path.parent().and_then(Path::file_name)), name(path.file_name()));
    Ok(ExportAnswer::Begun { job, path: path.display().to_string(), folder, file })
}
