//! *Edit a group*: its name and description. *General* keeps its name.

use super::directory;
use crate::app::App;
use crate::audit::{Action, Entry};
use crate::error::{Error, Result};
use crate::group::{EditGroupRequest, Group, GroupRow};
use crate::name::{Description, Name};
use crate::permission::Permission;
use crate::store::{Done, groups};

/// Changes name and description of a group to what was typed.
///
/// # Errors
/// [`Error::InvalidInput`] on `name` or `description`; [`Error::NotPermitted`] without *manage the directory*;
/// [`Error::ChangedMeanwhile`]. Then nothing was changed.
pub fn edit_group(app: &App, request: &EditGroupRequest) -> Result<GroupRow> {
    let keys = app.vault.keys()?;
    let now = app.now();
    app.store.write(&*keys, &app.account, now, |write| {
        app.permit(write.connection(), write.vouch(), Permission::ManageDirectory)?;
        let kept = directory::group_seen(write, request.target)?;
        let tenant = directory::tenant(write, kept.row.tenant)?.row;
        let name = Name::parse("name", "the group's name", &request.name)?;
        if kept.row.is_general() && name != kept.row.name {
            return Err(Error::invalid(
                "name",
                "Every tenant has a group General, so it keeps its name. Make another group.",
            ));
        }
        if name.folded() != kept.row.name.folded()
            && groups::named(write.connection(), tenant.id, &name.folded())?.is_some()
        {
            return Err(directory::taken("group", name, &tenant));
        }
        let description = Description::parse("description", &request.description)?;
        let row = Group { revision: kept.row.revision + 1, modified_at: now, name, description, ..kept.row.clone() };
        groups::update(write, &kept, &row)?;
        let subject = directory::subject("group", row.id, &row.name);
        let entry = Entry::new(Action::EditGroup, subject).in_tenant(tenant.id);
        let (credentials, expiring) = groups::holds(write, row.id, now)?;
        Ok(Done::Audited(entry, GroupRow::of(&row, credentials, expiring)))
    })
}
