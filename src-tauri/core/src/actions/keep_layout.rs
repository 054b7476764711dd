//! *Keep layout*: how the columns of a view stand. It grants and limits nothing, so the audit log has no entry.

use super::save_view::keep;
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::TenantId;
use crate::layout::Layout;
use crate::permission::Permission;
use crate::store::{layouts, views};
use crate::views::ViewKey;

/// Keeps how the columns of a view stand where one tenant is in view, whichever, or where all are; without a layout,
/// forgets it. Works without the keys.
///
/// # Errors
/// [`Error::NotFound`] for the view; [`Error::NotPermitted`] without *view*; what the disk and SQLite report. Then
/// nothing was changed.
pub fn keep_layout(app: &App, view: &str, tenant: Option<TenantId>, layout: Option<Layout>) -> Result<()> {
    app.store.read(|connection| app.may(connection, Permission::View))?;
    let key = ViewKey::parse(view)?;
    let account = &app.account.account;
    let all_tenants = tenant.is_none();
    app.store.write_unaudited(|write| {
        if let ViewKey::Own(id) = key {
            views::get(write.connection(), account, id)?.ok_or(Error::NotFound("view"))?;
        }
        match layout {
            Some(layout) => keep(write, account, view, all_tenants, layout),
            None => layouts::forget(write, account, view, Some(all_tenants)),
        }
    })
}
