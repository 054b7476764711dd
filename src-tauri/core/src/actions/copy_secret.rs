//! *Copy the secret* of an open one-time sheet.

use crate::app::App;
use crate::audit::{Action, Entry};
use crate::clock::Moment;
use crate::error::Result;
use crate::ids::SheetId;
use crate::permission::Permission;
use crate::secret::Secret;
use crate::sheets::Sheet;
use crate::store::{Done, Write, secret_versions};

/// Gives the secret to `put`, which places it on the clipboard, and keeps that it was copied.
/// `put` runs inside the transaction: if it fails nothing is kept. If the transaction then fails,
/// the secret is on the clipboard without its entry, and the caller must clear it.
///
/// # Errors
/// [`crate::error::Error::SheetClosed`]; [`crate::error::Error::NotPermitted`] without *create and update*;
/// what `put` reports.
pub fn copy_secret(app: &App, sheet: SheetId, put: impl FnOnce(&Secret) -> Result<()>) -> Result<()> {
    let keys = app.vault.keys()?;
    let now = app.now();
    app.sheets.with(sheet, |sheet| {
        app.store.write(&*keys, &app.account, now, |write| {
            app.permit(write.connection(), write.vouch(), Permission::CreateAndUpdate)?;
            copied(write, sheet, now, put)?;
            Ok(Done::Audited(Entry::new(Action::CopySecret, super::subject_of(sheet)).in_tenant(sheet.tenant), ()))
        })?;
        app.sheets.note(sheet.id, |collected| collected.copied = true);
        Ok(())
    })
}

/// Notes that the secret of `sheet` is collected, and gives it to `put`.
pub(super) fn copied(
    write: &mut Write<'_>,
    sheet: &Sheet,
    now: Moment,
    put: impl FnOnce(&Secret) -> Result<()>,
) -> Result<()> {
    let version = super::version_of(write, sheet)?;
    secret_versions::collect(write, &version, now)?;
    put(&sheet.secret)
}
