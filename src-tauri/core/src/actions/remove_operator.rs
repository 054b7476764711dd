//! *Remove an operator*: the OS account may do nothing here any more.

use crate::app::App;
use crate::audit::{Action, Entry};
use crate::error::Result;
use crate::operators::OperatorTarget;
use crate::permission::Permission;
use crate::store::{Done, operators};
use crate::tenant::Deleted;

/// Removes an operator.
///
/// # Errors
/// [`crate::error::Error::NotPossible`] for the last administrator; [`crate::error::Error::ChangedMeanwhile`];
/// [`crate::error::Error::NotPermitted`] without *manage settings and operators*. Then nothing was changed.
pub fn remove_operator(app: &App, target: OperatorTarget) -> Result<Deleted> {
    let keys = app.vault.keys()?;
    app.store.write(&*keys, &app.account, app.now(), |write| {
        app.permit(write.connection(), write.vouch(), Permission::ManageSettings)?;
        let kept = super::operator_change::found(write, target)?;
        super::operator_change::keeps_an_administrator(write, &kept.row)?;
        operators::delete(write, &kept)?;
        let entry = Entry::new(Action::RemoveOperator, super::operator_change::subject_of(&kept.row))
            .with_detail(format!("account {}", kept.row.account));
        Ok(Done::Audited(entry, Deleted { name: kept.row.name.clone(), credentials: 0, traces: false }))
    })
}
