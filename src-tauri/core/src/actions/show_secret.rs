//! *Show the secret* of an open one-time sheet: the one way by which a secret reaches the screen.

use zeroize::Zeroizing;

use crate::app::App;
use crate::audit::{Action, Entry};
use crate::error::Result;
use crate::ids::SheetId;
use crate::permission::Permission;
use crate::store::{Done, secret_versions};

/// The secret as text, after it is kept that it was shown.
///
/// # Errors
/// [`crate::error::Error::SheetClosed`]; [`crate::error::Error::NotPermitted`] without *create and update*.
pub fn show_secret(app: &App, sheet: SheetId) -> Result<Zeroizing<String>> {
    let keys = app.vault.keys()?;
    let now = app.now();
    app.sheets.with(sheet, |sheet| {
        app.store.write(&*keys, &app.account, now, |write| {
            app.permit(write.connection(), write.vouch(), Permission::CreateAndUpdate)?;
            let version = super::version_of(write, sheet)?;
            secret_versions::collect(write, &version, now)?;
            Ok(Done::Audited(Entry::new(Action::ShowSecret, super::subject_of(sheet)).in_tenant(sheet.tenant), ()))
        })?;
        app.sheets.note(sheet.id, |collected| collected.shown = true);
        Ok(Zeroizing::new(sheet.secret.for_show().to_owned()))
    })
}
