//! *Edit an operator group*: another name, or other permissions. Built-in ones stay as they are.

use crate::app::App;
use crate::audit::{Action, Entry};
use crate::error::Result;
use crate::operator::OperatorGroup;
use crate::operators::{EditOperatorGroupRequest, OperatorGroupRow};
use crate::permission::Permission;
use crate::store::{Done, operators};

/// Gives an operator group another name or other permissions.
///
/// # Errors
/// [`crate::error::Error::InvalidInput`] on `name` or `permissions`; [`crate::error::Error::NotPossible`] for a built-in
/// one; [`crate::error::Error::ChangedMeanwhile`]; [`crate::error::Error::NotPermitted`] without *manage settings and
/// operators*. Then nothing was changed.
pub fn edit_operator_group(app: &App, request: &EditOperatorGroupRequest) -> Result<OperatorGroupRow> {
    let keys = app.vault.keys()?;
    app.store.write(&*keys, &app.account, app.now(), |write| {
        app.permit(write.connection(), write.vouch(), Permission::ManageSettings)?;
        let kept = super::operator_change::found_own(write, request.target)?;
        let id = kept.row.id;
        let (name, permissions) =
            super::operator_change::group_as_typed(write, &request.name, &request.permissions, Some(id))?;
        if kept.row.name == name && kept.row.permissions == permissions {
            return Ok(Done::Nothing(super::operator_change::group_row(app, write, id)?));
        }
        let row = OperatorGroup { revision: kept.row.revision + 1, name, permissions, ..kept.row.clone() };
        operators::update_group(write, &kept, &row)?;
        let entry = Entry::new(Action::EditOperatorGroup, super::operator_change::subject_of_group(&row));
        Ok(Done::Audited(entry, super::operator_change::group_row(app, write, id)?))
    })
}
