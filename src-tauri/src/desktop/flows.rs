//! What takes the core and the desktop together: copying, downloading, opening a folder.
//! A Secret Key goes from the core to the clipboard or the file without passing the page.

use std::path::{Path, PathBuf};

use keywright_core::actions::{self, Downloaded};
use keywright_core::app::{App, Part};
use keywright_core::clock::Moment;
use keywright_core::error::{Error, Result as CoreResult};
use keywright_core::ids::{CredentialId, SheetId};
use keywright_core::secret::Secret;
use serde::{Deserialize, Serialize};

use super::SaveAnswer;
use super::clipboard::{NotPut, Outcome};
use crate::error::{Answer, CommandError};
use crate::shell::{Noun, Shell};

/// Which of the three parts of a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum SheetPart {
    /// Where requests go.
    ApiUrl,
    /// Who calls.
    AccessId,
    /// The secret.
    SecretKey,
}

/// What is on the clipboard now.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct CopyAnswer {
    /// When it is cleared, for a Secret Key.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub clears_at: Option<Moment>,
    /// Whether the desktop was asked to keep it out of clipboard histories.
    pub hinted: bool,
}

/// Whether a secret was cleared from the clipboard.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct ClearAnswer {
    /// False where the clipboard held something else by now, which stands.
    pub cleared: bool,
}

/// What a download came to.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum DownloadAnswer {
    /// The file is written.
    Saved {
        /// Where it is.
        path: String,
        /// The folder that it is in.
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

/// Copies one part of a sheet. Answers once it is on the clipboard.
///
/// # Errors
/// `clipboard_failed`, and then nothing is recorded; as the core.
pub fn copy_from_sheet(shell: &Shell, sheet: SheetId, part: SheetPart) -> Answer<CopyAnswer> {
    let app = shell.app()?;
    match part {
        SheetPart::ApiUrl => copy_plain(shell, app.sheet_part(sheet, Part::ApiUrl)?),
        SheetPart::AccessId => copy_plain(shell, app.sheet_part(sheet, Part::AccessId)?),
        SheetPart::SecretKey => copied(shell, |put| actions::copy_secret(&app, sheet, put)),
    }
}

/// Copies a line about a credential that is no secret. Answers once it is on the clipboard.
///
/// # Errors
/// `clipboard_failed`; as the core.
pub fn copy_line(shell: &Shell, line: impl FnOnce(&App) -> CoreResult<String>) -> Answer<CopyAnswer> {
    copy_plain(shell, line(&*shell.app()?)?)
}

fn copy_plain(shell: &Shell, text: String) -> Answer<CopyAnswer> {
    shell.clipboard().put(Secret::new(text), false).map_err(CommandError::clipboard)?;
    Ok(CopyAnswer { clears_at: None, hinted: false })
}

/// Copies the kept secret of a recoverable credential. Answers once it is on the clipboard.
///
/// # Errors
/// `clipboard_failed`, and then nothing is recorded; as the core.
pub fn copy_again(shell: &Shell, credential: CredentialId) -> Answer<CopyAnswer> {
    let app = shell.app()?;
    copied(shell, |put| actions::copy_again(&app, credential, put))
}

/// The clipboard is set inside the transaction that records it: what fails there is not
/// recorded, and what could not be recorded is taken off the clipboard again.
fn copied(
    shell: &Shell,
    act: impl FnOnce(&mut dyn FnMut(&Secret) -> CoreResult<()>) -> CoreResult<()>,
) -> Answer<CopyAnswer> {
    let mut put = None;
    let recorded = act(&mut |secret| {
        let copy = Secret::new(secret.for_clipboard().to_owned());
        let hinted = shell.clipboard().put(copy, true);
        put = Some(hinted);
        hinted.map(|_| ()).map_err(|_| Error::Internal("The clipboard did not answer.".into()))
    });
    match (recorded, put) {
        (Ok(()), Some(Ok(hinted))) => {
            let millis = i64::try_from(shell.clipboard().time().as_millis()).unwrap_or(i64::MAX);
            let clears_at = Some(shell.now().plus_millis(millis));
            shell.changed(&[Noun::Credentials]);
            Ok(CopyAnswer { clears_at, hinted })
        }
        (_, Some(Err(not_put))) => Err(CommandError::clipboard(not_put)),
        (Err(error), put) => {
            let mut error = CommandError::from(error);
            if put.is_some() && shell.clipboard().clear() == Outcome::Failed {
                error.message.push_str(
                    " The secret may still be on the clipboard; it is cleared as soon as the clipboard answers.",
                );
            }
            Err(error)
        }
        (Ok(()), None) => Err(CommandError::internal("The secret was not copied. Try again.")),
    }
}

/// Takes the Secret Key off the clipboard, if it is still there.
///
/// # Errors
/// `clipboard_failed` where the clipboard does not answer.
pub fn clear_clipboard(shell: &Shell) -> Answer<ClearAnswer> {
    match shell.clipboard().clear() {
        Outcome::Cleared => Ok(ClearAnswer { cleared: true }),
        Outcome::Changed => Ok(ClearAnswer { cleared: false }),
        Outcome::Failed => Err(CommandError {
            message: "Nothing was cleared yet: the clipboard did not answer. It is tried again every few seconds; copying something else replaces the Secret Key at once.".into(),
            ..CommandError::clipboard(NotPut::Unknown)
        }),
    }
}

/// Saves a sheet's CSV at `path`, or where the person says in the desktop's own dialog. A file that
/// is there is replaced only with `replace`, or where the dialog has asked.
///
/// # Errors
/// `file_exists` on the field `path` where one is there that must not be replaced; `file_not_written`
/// on that field; as the core.
pub fn download_csv(
    shell: &Shell,
    sheet: SheetId,
    path: Option<String>,
    bom: bool,
    replace: bool,
) -> Answer<DownloadAnswer> {
    let app = shell.app()?;
    download(
        shell,
        path,
        bom,
        replace,
        || app.suggested_file(sheet),
        |path, bom, replace| actions::download_csv(&app, sheet, path, bom, replace),
    )
}

/// Saves the CSV of a recoverable credential, as [`download_csv`] has it.
///
/// # Errors
/// As [`download_csv`].
pub fn download_again(
    shell: &Shell,
    credential: CredentialId,
    path: Option<String>,
    bom: bool,
    replace: bool,
) -> Answer<DownloadAnswer> {
    let app = shell.app()?;
    let answer = download(
        shell,
        path,
        bom,
        replace,
        || app.suggested_file_again(credential),
        |path, bom, replace| actions::download_again(&app, credential, path, bom, replace),
    )?;
    if let DownloadAnswer::Saved { path, .. } = &answer {
        shell.last_file().keep(path.into());
    }
    Ok(answer)
}

fn download(
    shell: &Shell,
    path: Option<String>,
    bom: bool,
    replace: bool,
    suggest: impl FnOnce() -> CoreResult<String>,
    act: impl FnOnce(&Path, bool, bool) -> CoreResult<Downloaded>,
) -> Answer<DownloadAnswer> {
    let save = |path: &Path, replace: bool| {
        let saved = act(path, bom, replace).map_err(|error| match error {
            Error::FileNotWritten(_) if !replace && holds_a_file(path) => CommandError::file_exists(path),
            error => error.into(),
        })?;
        shell.changed(&[Noun::Credentials]);
        Ok(DownloadAnswer::Saved { path: saved.path, folder: saved.folder, file: saved.file })
    };
    if let Some(path) = path {
        return save(Path::new(&path), replace);
    }
    let suggested = suggest()?;
    match shell.desktop().save_dialog(&suggested) {
        // The dialog has asked already whether to replace a file.
        SaveAnswer::Chosen(path) => save(&path, true),
        SaveAnswer::Dismissed => Ok(DownloadAnswer::Dismissed),
        SaveAnswer::Missing => {
            let suggestion = shell.desktop().downloads().join(suggested).to_string_lossy().into_owned();
            Ok(DownloadAnswer::NoDialog { suggestion })
        }
    }
}

/// Whether something other than a folder is at `path`: a link that leads nowhere too.
pub(super) fn holds_a_file(path: &Path) -> bool {
    path.is_absolute() && path.symlink_metadata().is_ok_and(|there| !there.is_dir())
}

/// Opens the folder that holds what a sheet has saved.
///
/// # Errors
/// `not_found` where it has saved nothing; `internal` where the desktop cannot open a folder.
pub fn show_in_folder(shell: &Shell, sheet: SheetId) -> Answer<()> {
    let sheets = shell.app()?.open_sheets();
    let saved = sheets.into_iter().find(|row| row.id == sheet).and_then(|row| row.secret.downloaded);
    open_folder_of(shell, &PathBuf::from(saved.ok_or(Error::NotFound("downloaded file"))?))
}

/// Opens the folder that holds what was downloaded again or exported last: the page cannot name another.
///
/// # Errors
/// As [`show_in_folder`].
pub fn show_download(shell: &Shell) -> Answer<()> {
    open_folder_of(shell, &shell.last_file().get().ok_or(Error::NotFound("downloaded file"))?)
}

fn open_folder_of(shell: &Shell, file: &Path) -> Answer<()> {
    shell.desktop().open_folder(file).map_err(|problem| {
        let file = file.display();
        CommandError::internal(format!("The folder could not be opened: {problem}. The file is at {file}."))
    })
}

/// Opens the data folder.
///
/// # Errors
/// `internal` where the desktop cannot open a folder; as the core.
pub fn open_data_folder(shell: &Shell) -> Answer<()> {
    let file = shell.app()?.database_file()?;
    shell.desktop().open_folder(&file).map_err(|problem| {
        let folder = file.parent().unwrap_or(&file).display();
        CommandError::internal(format!("The folder could not be opened: {problem}. It is at {folder}."))
    })
}
