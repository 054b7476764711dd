//! *Download the CSV* of an open one-time sheet.

use std::path::Path;

use serde::Serialize;

use crate::app::App;
use crate::audit::{Action, Entry};
use crate::clock::Moment;
use crate::csv::{self, Line};
use crate::error::{Error, Result};
use crate::file;
use crate::ids::SheetId;
use crate::permission::Permission;
use crate::sheets::Sheet;
use crate::store::{Done, secret_versions};
use crate::vault::Keys;

/// The file that was saved.
#[derive(Debug, Serialize)]
pub struct Downloaded {
    /// Its path.
    pub path: String,
    /// The folder's name, without the folders that it is in.
    pub folder: String,
    /// Its name.
    pub file: String,
}

/// Saves the sheet's CSV to `path`. That it was begun is in the audit log before the file appears;
/// that it is there, or that it failed, is a second entry. The secret counts as collected once the file is there.
///
/// # Errors
/// [`crate::error::Error::FileNotWritten`], and then no file was left and one that was there stands;
/// [`crate::error::Error::SheetClosed`]; [`crate::error::Error::NotPermitted`] without *create and update*.
pub fn download_csv(
    app: &App,
    sheet: SheetId,
    path: &Path,
    byte_order_mark: bool,
    replace: bool,
) -> Result<Downloaded> {
    let keys = app.vault.keys()?;
    app.sheets.with(sheet, |sheet| {
        file::check(path)?;
        let [begin, finish, fail] = [Action::BeginDownload, Action::FinishDownload, Action::FailDownload];
        let source = Source { sheet, permission: Permission::CreateAndUpdate, begin, finish, fail };
        let saved = save(app, &keys, source, path, byte_order_mark, replace)?;
        app.sheets.note(sheet.id, |collected| collected.downloaded = Some(saved.path.clone()));
        Ok(saved)
    })
}

/// What is saved, and what it needs.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    /// The secret with what belongs to it.
    pub sheet: &'a Sheet,
    /// What the operator must be allowed.
    pub permission: Permission,
    /// What the audit log calls that it was begun.
    pub begin: Action,
    /// What it calls that the file is in its place.
    pub finish: Action,
    /// What it calls that it failed.
    pub fail: Action,
}

/// Saves the CSV of `source` to `path`, which was checked.
pub(super) fn save(
    app: &App,
    keys: &Keys,
    source: Source<'_>,
    path: &Path,
    byte_order_mark: bool,
    replace: bool,
) -> Result<Downloaded> {
    let now = app.now();
    let sheet = source.sheet;
    let detail = path.display().to_string();
    keep(app, keys, source, now, entry(sheet, source.begin, &detail), false)?;
    let line = Line {
        title: &sheet.title,
        api_url: &sheet.api_url,
        access_id: sheet.access_id.as_ref(),
        secret: &sheet.secret,
        expires_at: sheet.expires_at,
        zone: sheet.zone,
    };
    let bytes = csv::file(&[line], byte_order_mark);
    let recorded = file::write_whole(path, &bytes, replace).and_then(|replaced| {
        let finish = entry(sheet, source.finish, &detail);
        keep(app, keys, source, now, finish, true).map_err(|error| unrecorded(path, replaced, error))
    });
    if let Err(error) = recorded {
        let failure = entry(sheet, source.fail, &detail);
        if let Err(second) = keep(app, keys, source, now, failure, false) {
            tracing::warn!(code = second.code(), "that a download failed could not be recorded");
        }
        return Err(error);
    }
    let name =
        |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Downloaded { folder: name(path.parent().and_then(Path::file_name)), file: name(path.file_name()), path: detail })
}

/// What to say of a file that is there while the database cannot say so. One that took no other's place is
/// taken away again, so that the answer, that nothing was saved, is true.
fn unrecorded(path: &Path, replaced: bool, error: Error) -> Error {
    if !replaced && std::fs::remove_file(path).is_ok() {
        return error;
    }
    Error::Internal(format!(
        "The file was saved at {}, but this could not be recorded, and the credential still says that it was never collected. ({error})",
        path.display()
    ))
}

fn entry(sheet: &Sheet, action: Action, path: &str) -> Entry {
    Entry::new(action, super::subject_of(sheet)).in_tenant(sheet.tenant).with_detail(path)
}

fn keep(app: &App, keys: &Keys, source: Source<'_>, now: Moment, entry: Entry, collected: bool) -> Result<()> {
    app.store.write(keys, &app.account, now, |write| {
        app.permit(write.connection(), write.vouch(), source.permission)?;
        if collected {
            let version = super::version_of(write, source.sheet)?;
            secret_versions::collect(write, &version, now)?;
        }
        Ok(Done::Audited(entry, ()))
    })
}
