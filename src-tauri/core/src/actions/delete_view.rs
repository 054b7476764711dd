//! *Delete view*: one of the operator's own. It granted and limited nothing, so the audit log has no entry.

use crate::app::App;
use crate::error::{Error, Result};
use crate::permission::Permission;
use crate::store::{layouts, views};
use crate::views::ViewKey;

/// Deletes a view with its layouts; works without the keys.
///
/// # Errors
/// [`Error::NotPossible`] for a built-in view; [`Error::NotFound`]; [`Error::NotPermitted`] without *view*; what the disk
/// and SQLite report. Then nothing was changed.
pub fn delete_view(app: &App, view: &str) -> Result<()> {
    app.store.read(|connection| app.may(connection, Permission::View))?;
    let id = match ViewKey::parse(view)? {
        ViewKey::Own(id) => id,
        ViewKey::BuiltIn(view) => {
            return Err(Error::NotPossible(format!("“{}” comes with Keywright and cannot be deleted.", view.name)));
        }
    };
    let account = &app.account.account;
    app.store.write_unaudited(|write| {
        if !views::delete(write, account, id)? {
            return Err(Error::NotFound("view"));
        }
        layouts::forget(write, account, view, None)
    })
}
