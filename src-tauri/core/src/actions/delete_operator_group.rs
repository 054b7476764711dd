//! *Delete an operator group* that no operator is in.

use crate::app::App;
use crate::audit::{Action, Entry};
use crate::error::{Error, Result};
use crate::operators::OperatorGroupTarget;
use crate::permission::Permission;
use crate::store::{Done, operators};
use crate::tenant::Deleted;

/// How many names a refusal lists.
const NAMES: usize = 5;

/// Deletes an operator group.
///
/// # Errors
/// [`Error::NotPossible`] for a built-in one, and for one with operators; [`Error::ChangedMeanwhile`];
/// [`Error::NotPermitted`] without *manage settings and operators*. Then nothing was deleted.
pub fn delete_operator_group(app: &App, target: OperatorGroupTarget) -> Result<Deleted> {
    let keys = app.vault.keys()?;
    app.store.write(&*keys, &app.account, app.now(), |write| {
        app.permit(write.connection(), write.vouch(), Permission::ManageSettings)?;
        let kept = super::operator_change::found_own(write, target)?;
        let mut inside = operators::all(write.connection())?;
        inside.retain(|operator| operator.row.group == kept.row.id);
        if !inside.is_empty() {
            let mut names: Vec<_> = inside.iter().take(NAMES).map(|operator| operator.row.name.as_str()).collect();
            if inside.len() > NAMES {
                names.push("others");
            }
            return Err(Error::NotPossible(format!(
                "Operators are in “{}”: {}. Give them another group first.",
                kept.row.name,
                names.join(", ")
            )));
        }
        operators::delete_group(write, &kept)?;
        let entry = Entry::new(Action::DeleteOperatorGroup, super::operator_change::subject_of_group(&kept.row));
        Ok(Done::Audited(entry, Deleted { name: kept.row.name.to_string(), credentials: 0, traces: false }))
    })
}
