//! *Create an operator group*: a set of permissions with a name.

use crate::app::App;
use crate::audit::{Action, Entry};
use crate::error::Result;
use crate::ids::OperatorGroupId;
use crate::operator::OperatorGroup;
use crate::operators::{CreateOperatorGroupRequest, OperatorGroupRow};
use crate::permission::Permission;
use crate::store::{Done, operators, requests};

/// Makes an operator group. A repeat of the same request answers the group that the first one made.
///
/// # Errors
/// [`crate::error::Error::InvalidInput`] on `name` or `permissions`; [`crate::error::Error::NotPermitted`] without
/// *manage settings and operators*; the keychain's trouble. Then nothing was made.
pub fn create_operator_group(app: &App, request: &CreateOperatorGroupRequest) -> Result<OperatorGroupRow> {
    let keys = app.vault.keys()?;
    let now = app.now();
    app.store.write(&*keys, &app.account, now, |write| {
        app.permit(write.connection(), write.vouch(), Permission::ManageSettings)?;
        if let Some(made) = requests::made_by(write.connection(), request.request_id)? {
            return Ok(Done::Nothing(super::operator_change::group_row(
                app,
                write,
                OperatorGroupId::from_bytes(made),
            )?));
        }
        let (name, permissions) =
            super::operator_change::group_as_typed(write, &request.name, &request.permissions, None)?;
        let id = OperatorGroupId::new(now, &*app.rng)?;
        let group = OperatorGroup { id, revision: 1, name, permissions, built_in: false };
        operators::insert_group(write, &group)?;
        requests::keep(write.connection(), request.request_id, id.to_bytes(), now)?;
        let entry = Entry::new(Action::CreateOperatorGroup, super::operator_change::subject_of_group(&group));
        Ok(Done::Audited(entry, super::operator_change::group_row(app, write, id)?))
    })
}
