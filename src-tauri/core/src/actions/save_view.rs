//! *Save view*: a query, its order and how its columns stand, under a name. It grants and limits nothing, so the audit
//! log has no entry.

use rusqlite::Connection;

use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::ViewId;
use crate::layout::Layout;
use crate::name::Name;
use crate::pasted::holds_a_secret;
use crate::permission::Permission;
use crate::store::views::{self, View};
use crate::store::{Unaudited, layouts};
use crate::view::{BuiltIn, QUERY_LENGTH, SaveViewRequest, VIEWS, ViewRow, mended_sort};
use crate::views::ViewKey;

/// Saves a view anew, or a new one; works without the keys.
///
/// # Errors
/// [`Error::InvalidInput`] on `name` or `query`, also where one holds a whole secret of a credential;
/// [`Error::NotPossible`] for a built-in view, and for more than [`VIEWS`]; [`Error::NotFound`] for the view;
/// [`Error::NotPermitted`] without *view*; what the disk and SQLite report. Then nothing was changed.
pub fn save_view(app: &App, request: &SaveViewRequest) -> Result<ViewRow> {
    app.store.read(|connection| app.may(connection, Permission::View))?;
    let name = Name::parse("name", "the name", &request.name)?;
    let query = request.query.trim();
    let length = query.chars().count();
    if length > QUERY_LENGTH {
        return Err(Error::invalid(
            "query",
            format!("This is {length} characters long; the query of a view may have {QUERY_LENGTH}."),
        ));
    }
    app.found_by(request.tenant, query)?;
    let id = match request.key.as_deref().map(ViewKey::parse).transpose()? {
        None => None,
        Some(ViewKey::Own(id)) => Some(id),
        Some(ViewKey::BuiltIn(view)) => {
            return Err(Error::NotPossible(format!(
                "“{}” comes with Keywright and stays as it is. Save this under a name of its own.",
                view.name
            )));
        }
    };
    let view = View {
        id: id.map_or_else(|| ViewId::new(app.now(), &*app.rng), Ok)?,
        name: name.as_str().to_owned(),
        query: query.to_owned(),
        sort: mended_sort(&request.sort),
    };
    let account = &app.account.account;
    app.store.write_unaudited(|write| {
        let there = write.connection();
        if id.is_some() {
            views::get(there, account, view.id)?.ok_or(Error::NotFound("view"))?;
        } else if views::count(there, account)? >= VIEWS {
            return Err(Error::NotPossible(format!("You have {VIEWS} views, which is the most. Delete one first.")));
        }
        must_be_free(there, account, &name, view.id)?;
        must_hold_no_secret(there, "name", name.as_str())?;
        must_hold_no_secret(there, "query", query)?;
        views::put(write, account, &view, &name.folded())?;
        keep(write, account, &view.id.to_string(), request.tenant.is_none(), request.layout.clone())
    })?;
    app.view_of_key(request.tenant, &view.id.to_string())
}

fn must_be_free(connection: &Connection, account: &str, name: &Name, id: ViewId) -> Result<()> {
    let folded = name.folded();
    let other = views::of_name(connection, account, &folded)?.is_some_and(|other| other != id);
    if other || BuiltIn::of_name(&folded).is_some() {
        return Err(Error::invalid(
            "name",
            format!("There is a view “{name}” already. Names are compared without regard to case; choose another."),
        ));
    }
    Ok(())
}

fn must_hold_no_secret(connection: &Connection, field: &'static str, text: &str) -> Result<()> {
    if holds_a_secret(connection, text)? {
        return Err(Error::invalid(
            field,
            "This holds the whole secret of a credential, which is written nowhere. Take it out, or find the credential by its title.",
        ));
    }
    Ok(())
}

/// Keeps `layout`; one that is as it is at first is not kept, so that it follows what later versions show at first.
pub(super) fn keep(write: &Unaudited<'_>, account: &str, view: &str, all_tenants: bool, layout: Layout) -> Result<()> {
    let layout = layout.mended();
    if layout == Layout::first(all_tenants) {
        layouts::forget(write, account, view, Some(all_tenants))
    } else {
        layouts::put(write, account, view, all_tenants, &layout)
    }
}
