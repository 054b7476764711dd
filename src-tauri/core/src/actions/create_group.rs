//! *Create a group*.

use super::directory;
use crate::app::App;
use crate::audit::{Action, Entry};
use crate::error::Result;
use crate::group::{CreateGroupRequest, Group, GroupRow};
use crate::ids::GroupId;
use crate::name::{Description, Name};
use crate::permission::Permission;
use crate::store::{Done, groups, requests};

/// Makes a group. A repeat of the same request answers the group that the first one made.
///
/// # Errors
/// [`crate::error::Error::InvalidInput`] on `name` or `description`; [`crate::error::Error::NotPermitted`] without
/// *manage the directory*. Then nothing was made.
pub fn create_group(app: &App, request: &CreateGroupRequest) -> Result<GroupRow> {
    let keys = app.vault.keys()?;
    let now = app.now();
    app.store.write(&*keys, &app.account, now, |write| {
        app.permit(write.connection(), write.vouch(), Permission::ManageDirectory)?;
        if let Some(made) = requests::made_by(write.connection(), request.request_id)? {
            let kept = directory::group(write, GroupId::from_bytes(made))?;
            return Ok(Done::Nothing(GroupRow::of(&kept.row, 0, 0)));
        }
        let tenant = directory::tenant(write, request.tenant)?.row;
        let name = Name::parse("name", "the group's name", &request.name)?;
        if groups::named(write.connection(), tenant.id, &name.folded())?.is_some() {
            return Err(directory::taken("group", name, &tenant));
        }
        let group = Group {
            id: GroupId::new(now, &*app.rng)?,
            revision: 1,
            tenant: tenant.id,
            name,
            description: Description::parse("description", &request.description)?,
            created_at: now,
            modified_at: now,
        };
        groups::insert(write, &group)?;
        requests::keep(write.connection(), request.request_id, group.id.to_bytes(), now)?;
        let subject = directory::subject("group", group.id, &group.name);
        let entry = Entry::new(Action::CreateGroup, subject).in_tenant(tenant.id);
        Ok(Done::Audited(entry, GroupRow::of(&group, 0, 0)))
    })
}
